"""Entity mentions: what the encoder's entity tags say, decoded into spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray, IntArray
from pipeline.encoder.viterbi import BoolArray, decode_bio
from pipeline.entities.edges import mended
from pipeline.layout.paragraphs import split_paragraphs

_AGREEMENT = 0.6
"""How far a word goes along with its other places in the article; chosen on training articles."""
_SHORTEST = 3


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

    Tags are decoded over whole words, so that a mention never starts or ends inside a word and never crosses a
    paragraph. A capitalized word that stands in several places goes along with what the encoder sees of it in the
    others, for it names mostly one kind of thing in one article (Gale et al., 1992, "One sense per discourse").

    Args:
        encoded: the article; its head "entity" is read.
    """
    if "entity_mentions" not in encoded.memo:
        encoded.memo["entity_mentions"] = _decode(encoded)
    return list(encoded.memo["entity_mentions"])


def _decode(encoded: EncodedArticle) -> list[EntityMention]:
    scores, labels, pieces = encoded.tags["entity"], encoded.labels["entity"], encoded.pieces
    if not len(pieces):
        return []
    words = _words(encoded.text, pieces)
    of_words = _agreed(_word_scores(scores, labels, words), labels, _places(encoded.text, pieces, words))
    spans = decode_bio(of_words, labels, no_inside=_paragraph_starts(encoded.text, pieces, words))
    found = [_mention(encoded, words[span.start][0], words[span.end - 1][1], span.type) for span in spans]
    return mended(encoded.text, found)


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


def _places(text: str, pieces: IntArray, words: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The places of each capitalized word that stands in several, as indices of words."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, (first, last) in enumerate(words):
        word = text[pieces[first, 0] : pieces[last - 1, 1]]
        if len(word) >= _SHORTEST and word[0].isupper():
            places[word].append(i)
    return [found for found in places.values() if len(found) > 1]


def _agreed(scores: FloatArray, labels: Sequence[str], places: Sequence[Sequence[int]]) -> FloatArray:
    """The scores with those of one word's places drawn towards their mean, B and I of a type together."""
    types = sorted({name[2:] for name in labels})
    of_label = np.asarray([types.index(name[2:]) for name in labels])
    agreed = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    for found in places:
        own = np.stack(
            [np.logaddexp.reduce(agreed[found][:, of_label == k], axis=1) for k in range(len(types))], axis=1
        )
        mean = np.log(np.exp(own).mean(axis=0) + 1e-6)
        agreed[found] += _AGREEMENT * (mean - own)[:, of_label]
    return np.asarray(agreed)


def _paragraph_starts(text: str, pieces: IntArray, words: Sequence[tuple[int, int]]) -> BoolArray:
    """Whether a paragraph starts at each word. *Shape:* (words,)"""
    starts = np.asarray([start for start, _ in split_paragraphs(text)], dtype=np.int64)
    of_word = np.searchsorted(starts, pieces[[first for first, _ in words], 0], side="right")
    return np.concatenate([[True], of_word[1:] != of_word[:-1]])


def _mention(encoded: EncodedArticle, first: int, last: int, label: str) -> EntityMention:
    begin, inside = (encoded.labels["entity"].index(f"{prefix}-{label}") for prefix in "BI")
    scores = encoded.tags["entity"][first:last]
    total = scores[0, begin] + scores[1:, inside].sum()
    start, end = int(encoded.pieces[first, 0]), int(encoded.pieces[last - 1, 1])
    return EntityMention(start, end, label, float(min(1.0, np.exp(total / len(scores)))))
