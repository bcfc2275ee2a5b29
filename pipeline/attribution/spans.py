"""Contents, sources and cues: decoding the encoder's tags under what the quotation marks say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.encoder.viterbi import BoolArray, decode_bio
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.quotation.marks import Region

Head = Literal["statement", "attribution"]

_FORBIDDEN = -30.0


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A stretch of text with its tag ("source", "cue", "content") and the mean probability of its pieces."""

    start: int
    end: int
    tag: str
    score: float


def decode_spans(encoded: EncodedArticle, regions: Sequence[Region], head: Head = "statement") -> list[TaggedSpan]:
    """Decode one attribution head into spans that never cross a paragraph or cut a word.

    A quotation is content as a whole or not at all: inside an outermost region the pieces vote, and the vote
    binds all of them.

    Args:
        encoded: the article.
        regions: its quotation regions.
        head: after whose guidelines.
    """
    if not len(encoded.pieces):
        return []
    scores = np.array(encoded.tags[head], dtype=np.float64)
    for region in regions:
        if region.level == 1:
            _vote(encoded, scores, encoded.labels[head], region)
    found = decode_bio(
        scores,
        encoded.labels[head],
        transitions=encoded.matrices.get(f"transitions.{head}"),
        no_start=inside_word(encoded),
        no_inside=_starts_paragraph(encoded),
    )
    return [_tagged(encoded, head, first, last, tag) for first, last, tag in found]


def _vote(encoded: EncodedArticle, scores: FloatArray, labels: Sequence[str], region: Region) -> None:
    pieces = encoded.piece_range(region.start, region.end)
    content = [i for i, label in enumerate(labels) if label.endswith("-content")]
    words = [any(c.isalnum() for c in encoded.text[a:b]) for a, b in encoded.pieces[pieces].tolist()]
    if not any(words):
        return
    share = float(np.exp(scores[pieces][words][:, content]).sum(axis=1).mean())
    inside = labels.index("I-content")
    if share >= 0.5:
        # the first piece keeps its own say on whether the content began before the mark
        first = np.logaddexp.reduce(scores[pieces.start, content])
        begins = scores[pieces.start, labels.index("B-content")]
        continues = scores[pieces.start, inside]
        scores[pieces] = _FORBIDDEN
        scores[pieces, inside] = 0.0
        scores[pieces.start, labels.index("B-content")] = begins - first
        scores[pieces.start, inside] = continues - first
    elif not region.repair:
        scores[pieces.start : pieces.stop, content] += _FORBIDDEN


def inside_word(encoded: EncodedArticle) -> BoolArray:
    """Whether each piece goes on a word that the piece before it began. *Shape:* (n,)"""
    text, pieces = encoded.text, encoded.pieces
    touching = np.concatenate([[False], pieces[1:, 0] == pieces[:-1, 1]])
    return np.asarray(
        [
            bool(touch) and text[start - 1].isalnum() and text[start].isalnum()
            for touch, start in zip(touching, pieces[:, 0].tolist(), strict=True)
        ]
    )


def _starts_paragraph(encoded: EncodedArticle) -> BoolArray:
    starts = np.asarray([start for start, _ in split_paragraphs(encoded.text)], dtype=np.int64)
    paragraph = np.searchsorted(starts, encoded.pieces[:, 0], side="right")
    return np.concatenate([[True], paragraph[1:] != paragraph[:-1]])


def _tagged(encoded: EncodedArticle, head: Head, first: int, last: int, tag: str) -> TaggedSpan:
    text = encoded.text
    start, end = int(encoded.pieces[first, 0]), int(encoded.pieces[last - 1, 1])
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return TaggedSpan(start, end, tag, min(1.0, tag_share(encoded, head, tag, slice(first, last))))


def tag_share(encoded: EncodedArticle, head: Head, tag: str, pieces: slice) -> float:
    """The mean probability that a tag has over pieces; 0 if there are none."""
    columns = [i for i, label in enumerate(encoded.labels[head]) if label.endswith(f"-{tag}")]
    scores = encoded.tags[head][pieces][:, columns]
    return float(np.exp(scores).sum(axis=1).mean()) if len(scores) else 0.0
