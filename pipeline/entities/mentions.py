"""Entity mentions: what the encoder's entity tags say, decoded into spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray, IntArray
from pipeline.layout.paragraphs import split_paragraphs

_IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A stretch of text that names something: ``text[start:end]``.

    ``label`` is one of the encoder's entity types ("Person", "Organization", …), ``score`` the geometric mean
    of its pieces' probabilities.
    """

    start: int
    end: int
    label: str
    score: float


def entity_mentions(encoded: EncodedArticle) -> list[EntityMention]:
    """The entity mentions of an article, in order, none overlapping another.

    The best sequence of BIO tags over whole words (Viterbi), so that a mention never starts or ends inside a
    word and never crosses a paragraph.

    Args:
        encoded: the article; its head "entity" is read.
    """
    scores, labels, pieces = encoded.tags["entity"], encoded.labels["entity"], encoded.pieces
    if not len(pieces):
        return []
    words = _words(encoded.text, pieces)
    path = _best_path(_word_scores(scores, labels, words), labels, _breaks(encoded.text, pieces, words))
    mentions: list[EntityMention] = []
    opened: int | None = None
    for i, tag in enumerate([*path, labels.index("O")]):
        name = labels[tag]
        if opened is not None and not name.startswith("I-"):
            mentions.append(_mention(encoded, words[opened][0], words[i - 1][1], labels[path[opened]][2:]))
            opened = None
        if name.startswith("B-"):
            opened = i
    return mentions


def _words(text: str, pieces: IntArray) -> list[tuple[int, int]]:
    """First and past-the-last piece of each word: pieces that touch, letter to letter, are one word."""
    starts = [0]
    for i in range(1, len(pieces)):
        end, start = int(pieces[i - 1, 1]), int(pieces[i, 0])
        if end != start or not (text[end - 1].isalnum() and text[start].isalnum()):
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(pieces)], strict=True))


def _word_scores(scores: FloatArray, labels: Sequence[str], words: Sequence[tuple[int, int]]) -> FloatArray:
    """Log-probability of each label for each word: after a first piece B the others are I. *Shape:* (words, labels)"""
    inside = [labels.index(f"I-{name[2:]}") if name.startswith("B-") else k for k, name in enumerate(labels)]
    total = np.add.reduceat(scores[:, inside], [first for first, _ in words], axis=0)
    first = [first for first, _ in words]
    return np.asarray(total - scores[first][:, inside] + scores[first], dtype=np.float32)


def _breaks(text: str, pieces: IntArray, words: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether a paragraph starts at each word."""
    starts = np.asarray([start for start, _ in split_paragraphs(text)], dtype=np.int64)
    of_word = np.searchsorted(starts, pieces[[first for first, _ in words], 0], side="right")
    return [True, *(of_word[1:] != of_word[:-1]).tolist()]


def _best_path(scores: FloatArray, labels: Sequence[str], breaks: Sequence[bool]) -> list[int]:
    """The best label of each word, I-X only after B-X or I-X of the same paragraph."""
    inner = np.asarray([k for k, name in enumerate(labels) if name.startswith("I-")], dtype=np.int64)
    begin = np.asarray([labels.index(f"B-{labels[k][2:]}") for k in inner], dtype=np.int64)
    n, size = scores.shape
    back = np.zeros((n, size), dtype=np.int64)
    best = scores[0].copy()
    best[inner] = _IMPOSSIBLE
    for i in range(1, n):
        top = int(best.argmax())
        came, source = np.full(size, best[top], dtype=np.float32), back[i]
        source[:] = top
        if breaks[i]:
            came[inner] = _IMPOSSIBLE
        else:
            from_inner = best[inner] >= best[begin]
            came[inner] = np.where(from_inner, best[inner], best[begin])
            source[inner] = np.where(from_inner, inner, begin)
        best = came + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def _mention(encoded: EncodedArticle, first: int, last: int, label: str) -> EntityMention:
    begin, inside = (encoded.labels["entity"].index(f"{prefix}-{label}") for prefix in "BI")
    scores = encoded.tags["entity"][first:last]
    total = scores[0, begin] + scores[1:, inside].sum()
    start, end = int(encoded.pieces[first, 0]), int(encoded.pieces[last - 1, 1])
    return EntityMention(start, end, label, float(min(1.0, np.exp(total / len(scores)))))
