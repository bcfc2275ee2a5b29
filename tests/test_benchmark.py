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
from pipeline.evaluation.polnear import Sentence, read_sentences, score_polnear, write_tokens
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
