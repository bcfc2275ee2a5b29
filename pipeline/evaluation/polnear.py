"""The literature's measure: spans of sources, cues and contents on CofeNet's preparation of PolNeAR.

A line of the file is a sentence or a few, as tokens with BIO labels. The model's own attribution head is read over
these tokens, attitudes included, and its spans are compared with the labelled ones as CofeNet does (Wang et al.,
2022): a span is right if it begins and ends where a labelled one does (exact match), or begins there (begin match).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from pipeline.encoder.encoded import EncodedArticle
from pipeline.encoder.viterbi import LabelSpan, decode_bio, label_spans
from pipeline.errors import InputError
from pipeline.evaluation.figures import Rate
from pipeline.evaluation.gold_files import parse_json, read_text

PARTS = ("source", "cue", "content")
HEAD = "attribution"
BATCH = 64

PUBLISHED: dict[str, dict[str, float]] = {
    "CoreNLP": {"source": 13.9, "content": 17.5},
    "BERT+CofeNet": {"source": 83.2, "cue": 75.3, "content": 72.9},
}
"""Exact-match F1 as published by Wang et al. (2022), on PolNeAR's test part."""

_OPENING = frozenset(("(", "[", "{", "$", "#", "``", "`", "“", "‘", "-LRB-", "-LSB-"))
_CLOSING = frozenset((")", "]", "}", ",", ".", ";", ":", "?", "!", "%", "''", "”", "’", "-RRB-", "-RSB-", "..."))
_WRITTEN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "`": "‘", "--": "—"}


class TextEncoder(Protocol):
    """What is needed of an encoder."""

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        """Encode texts."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of the file: tokens and their labels."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolnearScore:
    """Precision, recall and F1 of each part.

    Attributes:
        exact: of spans that begin and end where a labelled one does.
        begin: of spans that begin where a labelled one does.
        sentences: how many lines were read.
    """

    exact: dict[str, Rate]
    begin: dict[str, Rate]
    sentences: int

    def to_json(self) -> dict[str, Any]:
        """For each part its exact match, and below "begin" its begin match."""
        return {part: _plain(self.exact[part]) | {"begin": _plain(self.begin[part])} for part in PARTS}


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Read CofeNet's file.

    Raises:
        InputError: it cannot be read, or a line has no tokens and as many labels; names the line.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        value = parse_json(place, line)
        tokens, labels = (value.get(key) if isinstance(value, dict) else None for key in ("tokens", "labels"))
        if not isinstance(tokens, list) or not isinstance(labels, list):
            raise InputError(place, "tokens and labels: missing; this is not CofeNet's preparation of PolNeAR")
        if len(tokens) != len(labels):
            raise InputError(place, f"labels: {len(labels)} for {len(tokens)} tokens")
        yield Sentence(tuple(map(str, tokens)), tuple(map(str, labels)))


def score_polnear(sentences: Sequence[Sentence], encoder: TextEncoder) -> PolnearScore:
    """Measure an encoder.

    Args:
        sentences: tokens with labels.
        encoder: the encoder; its attribution head is read.
    """
    exact: Counter[tuple[str, str]] = Counter()
    begin: Counter[tuple[str, str]] = Counter()
    # Lines of like length together, as short ones would wait for long ones.
    ordered = sorted(sentences, key=lambda sentence: len(sentence.tokens))
    for at in range(0, len(ordered), BATCH):
        batch = ordered[at : at + BATCH]
        written = [write_tokens(sentence.tokens) for sentence in batch]
        for sentence, encoded, (_, places) in zip(batch, encoder.encode([t for t, _ in written]), written, strict=True):
            predicted = predict_spans(encoded, places)
            gold = label_spans(sentence.labels)
            for part in PARTS:
                _count(
                    exact,
                    part,
                    {(s.start, s.end) for s in gold if s.type == part},
                    {(s.start, s.end) for s in predicted if s.type == part},
                )
                _count(
                    begin,
                    part,
                    {s.start for s in gold if s.type == part},
                    {s.start for s in predicted if s.type == part},
                )
    return PolnearScore(_rates(exact), _rates(begin), len(sentences))


def write_tokens(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Write tokens as a text, with the marks and spaces of a newspaper instead of the treebank's.

    Returns:
        The text, and where each token stands in it.
    """
    text = ""
    places = []
    inside = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        written = _WRITTEN.get(token, token)
        if token == '"':
            written = "”" if inside else "“"
        inside = written == "“" or (inside and written != "”")
        glued = not text or before in _OPENING or token in _CLOSING or _is_clitic(token)
        glued = glued or (before == '"' and inside) or (token == '"' and written == "”")
        text += written if glued else f" {written}"
        places.append((len(text) - len(written), len(text)))
    return text, places


def _is_clitic(token: str) -> bool:
    return token.casefold() in ("n't", "n’t") or (token[:1] in "'’" and 1 < len(token) <= 3 and token[1:].isalpha())


def predict_spans(encoded: EncodedArticle, places: Sequence[tuple[int, int]]) -> list[LabelSpan]:
    """The spans of tokens that the attribution head finds: of the sequences of its pieces' labels that are well-formed
    and begin no span inside a token, those of the best.

    Args:
        encoded: the text of the tokens.
        places: where each token stands in it.
    """
    pieces = encoded.pieces
    if not len(pieces):
        return []
    token = np.searchsorted([end for _, end in places], pieces[:, 0], side="right")
    inside = np.concatenate([[False], token[1:] == token[:-1]])
    spans = decode_bio(
        encoded.tags[HEAD],
        encoded.labels[HEAD],
        transitions=encoded.matrices.get(f"transitions.{HEAD}"),
        no_start=inside,
    )
    return [LabelSpan(int(token[s.start]), int(token[s.end - 1]) + 1, s.type) for s in spans]


def _count(counts: Counter[tuple[str, str]], part: str, gold: set[Any], predicted: set[Any]) -> None:
    counts["gold", part] += len(gold)
    counts["predicted", part] += len(predicted)
    counts["right", part] += len(gold & predicted)


def _rates(counts: Counter[tuple[str, str]]) -> dict[str, Rate]:
    return {part: Rate.of(counts["right", part], counts["predicted", part], counts["gold", part]) for part in PARTS}


def _plain(rate: Rate) -> dict[str, float]:
    return {"p": rate.p, "r": rate.r, "f1": rate.f1}
