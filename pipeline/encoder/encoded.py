"""What the encoder knows about one article, read by character offset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.int64]
Pointer = Literal["source", "cue", "continues", "antecedent", "speaker"]


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """The encoder's output over a whole article, its windows merged; ``n`` is the number of word pieces.

    Attributes:
        text: the article's text.
        pieces: start and end offset of each word piece. *Shape:* (n, 2), int.
        tags: log-probabilities of each head's labels: BIO of "statement", "attribution" and "entity", and the
            source's type ("source_type"). *Shape of each:* (n, labels).
        labels: the label names of each of those heads, in order.
        queries: for each pointer, the pointing vector of each piece. *Shape of each:* (n, d).
        keys: for each pointer, the vector by which a piece is pointed at. *Shape of each:* (n, d).
        none: for each pointer, the score of pointing at nothing. *Shape of each:* (n,).
        vectors: the last hidden states. *Shape:* (n, hidden).
        matrices: the weights of what is applied to pairs and spans: "distance_bias" (pointers, buckets), and the
            linear heads "topics", "second_topics", "statement_topics" and "embedding", each with ``.weight``
            (out, in) and ``.bias`` (out,); "transitions.statement" and "transitions.attribution"
            (labels, labels); "topic_labels", the embeddings of the Media Topics' labels (topics, dimensions).
        memo: what was computed from all this once and is read by several stages, by the function's name.
    """

    text: str
    pieces: IntArray
    tags: Mapping[str, FloatArray]
    labels: Mapping[str, tuple[str, ...]]
    queries: Mapping[str, FloatArray]
    keys: Mapping[str, FloatArray]
    none: Mapping[str, FloatArray]
    vectors: FloatArray
    matrices: Mapping[str, FloatArray]
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def piece_at(self, offset: int) -> int:
        """The index of the piece that covers ``offset``, or of the next one; the last one past the end."""
        index = int(np.searchsorted(self.pieces[:, 1], offset, side="right"))
        return min(index, len(self.pieces) - 1)

    def piece_range(self, start: int, end: int) -> slice:
        """The pieces that overlap ``text[start:end]``."""
        first = int(np.searchsorted(self.pieces[:, 1], start, side="right"))
        last = int(np.searchsorted(self.pieces[:, 0], end, side="left"))
        return slice(first, max(first, last))

    def point(self, pointer: Pointer, query: int, keys: Sequence[int]) -> FloatArray:
        """Scores of pointing from the mention or content that starts at ``query`` to those that start at ``keys``.

        Args:
            pointer: which of the pointers.
            query: character offset of the first letter of what points.
            keys: character offsets of the first letters of the candidates.

        Returns:
            Unnormalized scores (logits); index 0 stands for none of them. *Shape:* (1 + len(keys),)
        """
        scores = np.zeros(1 + len(keys), dtype=np.float32)
        if not len(self.pieces):
            return scores
        i = self.piece_at(query)
        targets = np.asarray([self.piece_at(k) for k in keys], dtype=np.int64)
        scores[0] = self.none[pointer][i]
        if len(targets):
            bias = self.matrices[f"distance_bias.{pointer}"][distance_bucket(targets - i)]
            vectors = self.keys[pointer][targets].astype(np.float32)
            scores[1:] = vectors @ self.queries[pointer][i].astype(np.float32) + bias
        return scores

    def mean(self, spans: Sequence[tuple[int, int]]) -> FloatArray:
        """The mean hidden state over spans of the text.

        Args:
            spans: start and end offsets.

        Returns:
            The mean over all pieces of the spans, zeros where there are none. *Shape:* (hidden,)
        """
        parts = [self.vectors[self.piece_range(a, b)] for a, b in spans]
        pieces = np.concatenate(parts) if parts else self.vectors[:0]
        if not len(pieces):
            return np.zeros(self.vectors.shape[1], dtype=np.float32)
        return np.asarray(pieces.astype(np.float32).mean(axis=0))

    def apply(self, head: str, vector: FloatArray) -> FloatArray:
        """Apply a linear head.

        Args:
            head: "topics", "second_topics", "statement_topics" or "embedding".
            vector: what it takes. *Shape:* (in,)

        Returns:
            *Shape:* (out,)
        """
        return np.asarray(self.matrices[f"{head}.weight"] @ vector + self.matrices[f"{head}.bias"])


DISTANCE_BUCKETS = 25


def distance_bucket(distance: IntArray) -> IntArray:
    """The bucket of a signed distance in pieces: 0 for itself, powers of two on either side.

    Args:
        distance: key index minus query index. *Shape:* any, int.

    Returns:
        Buckets from 0 to ``DISTANCE_BUCKETS`` - 1. *Shape:* that of ``distance``.
    """
    size = np.abs(distance)
    log = np.minimum(np.floor(np.log2(np.maximum(size, 1))).astype(np.int64) + 1, 12)
    return np.where(distance == 0, 0, np.where(distance < 0, log, log + 12)).astype(np.int64)
