"""``statements benchmark polnear``: the literature's measure, on labels of sentences made up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoder.encoded import EncodedArticle
from pipeline.errors import InputError
from pipeline.evaluation.newswire import read_entity_gold, score_newswire
from pipeline.evaluation.polnear import Sentence, read_sentences, score_polnear, write_tokens
from pipeline.records import EntitiesArticle, Entity, EntityLabel, Span
from tests.encoded import encode_by_hand

TOKENS = ("Vera", "Cruz-Lopez", "said", "it", "had", "gone", "wrong", ".")
LABELS = ("B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "O")
TEXT = "Vera Cruz-Lopez said it had gone wrong."


class Encoder:
    """Finds spans in the texts that it is told about, and nothing elsewhere."""

    def __init__(self, found: dict[str, list[tuple[str, str]]]) -> None:
        self._found = found

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        return [encode_by_hand(text, {"attribution": self._found.get(text, [])}) for text in texts]


def test_what_is_right_counts_in_full() -> None:
    found = [("source", "Vera Cruz-Lopez"), ("cue", "said"), ("content", "it had gone wrong")]
    score = score_polnear([Sentence(TOKENS, LABELS)], Encoder({TEXT: found}))
    assert score.to_json() == {
        part: {"p": 100.0, "r": 100.0, "f1": 100.0, "begin": {"p": 100.0, "r": 100.0, "f1": 100.0}}
        for part in ("source", "cue", "content")
    }


def test_a_span_too_short_matches_its_beginning_alone() -> None:
    sentences = [Sentence(TOKENS, LABELS), Sentence(("Rain",), ("O",))]
    score = score_polnear(sentences, Encoder({TEXT: [("content", "it had"), ("source", "wrong")]}))
    assert score.exact["content"].f1 == 0.0
    assert score.begin["content"].f1 == 100.0
    assert (score.exact["source"].pred, score.exact["source"].gold) == (1, 1)
    assert score.exact["cue"].r == 0.0


def test_pieces_cannot_split_a_token() -> None:
    """The head ends the source after "Cruz"; the token is taken whole or not at all."""
    score = score_polnear([Sentence(TOKENS, LABELS)], Encoder({TEXT: [("source", "Vera Cruz-")]}))
    assert score.exact["source"].f1 == 100.0


def test_a_label_that_continues_nothing_is_no_span() -> None:
    score = score_polnear([Sentence(("Rain", "fell"), ("O", "I-content"))], Encoder({}))
    assert score.exact["content"].gold == 0


@given(st.lists(st.text(st.sampled_from("ab'’`\"“”.,(-$"), min_size=1, max_size=5), max_size=12))
def test_tokens_are_written_one_after_the_other(tokens: list[str]) -> None:
    text, places = write_tokens(tokens)
    ends = [0, *(end for _, end in places)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, places, strict=False))
    assert "".join(text[start:stop] for start, stop in places) == text.replace(" ", "")


def test_treebank_tokens_read_like_a_newspaper() -> None:
    tokens = [
        "``",
        "We",
        "do",
        "n't",
        "know",
        ",",
        "''",
        "said",
        "Ms.",
        "Hill",
        "-LRB-",
        "the",
        "clerk",
        "'s",
        "aide",
        "-RRB-",
    ]
    assert write_tokens(tokens)[0] == "“We don't know,” said Ms. Hill (the clerk's aide)"


def test_bad_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "valid.jsonl"
    path.write_text(json.dumps({"tokens": ["a"], "labels": ["O"]}) + '\n{"tokens": ["a"]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"valid\.jsonl:2: tokens and labels"):
        list(read_sentences(path))
    path.write_text('{"tokens": ["a", "b"], "labels": ["O"]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"valid\.jsonl:1: labels: 1 for 2 tokens"):
        list(read_sentences(path))


def test_entities_are_compared_on_the_raw_text(tmp_path: Path) -> None:
    text = "Ana Brel flew to Lim on Friday."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.tsv").write_text(
        "Ana\tB-Person\nBrel\tI-Person\nflew\tO\nto\tO\nLim\tB-Location\non\tO\nFriday\tB-Date\n", encoding="utf-8"
    )
    gold = read_entity_gold(tmp_path)

    def entity(number: int, label: EntityLabel, name: str) -> Entity:
        start = text.index(name)
        return Entity(id=f"e{number}", label=label, name=name, mentions=[Span.of(text, start, start + len(name))])

    found = EntitiesArticle(
        id="a",
        text=text,
        paragraphs=[],
        quotations=[],
        statements=[],
        speakers=[],
        entities=[entity(1, "PERSON", "Ana Brel"), entity(2, "ORG", "Lim"), entity(3, "PERCENT", "on")],
    )
    score = score_newswire(gold, {"a": found})
    assert (score.rates["Person"].f1, score.rates["Location"].f1, score.rates["Date"].r) == (100.0, 0.0, 0.0)
    assert (score.rates["all"].p, score.rates["all"].r) == (50.0, 33.3)
    assert score_newswire(gold, {}).rates["main"].gold == 3


def test_a_folder_without_the_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no NAME\.txt with NAME\.tsv"):
        read_entity_gold(tmp_path)
