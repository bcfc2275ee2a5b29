"""Encoded articles made by hand: tests say what the encoder found, as spans and links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.encoder.encoded import DISTANCE_BUCKETS, EncodedArticle
from pipeline.encoder.heads import POINTER_SIZE, POINTERS, SECOND_TOPICS, TAG_LABELS

SURE, UNSURE = 0.98, 0.02


def encode_by_hand(
    text: str,
    spans: Mapping[str, Sequence[tuple[str, str]]],
    links: Sequence[tuple[str, str, str]] = (),
) -> EncodedArticle:
    """An encoded article in which the heads found just these spans and links.

    Args:
        text: the text; its pieces are its words and punctuation marks.
        spans: by head, pairs of a label and the words that carry it (their first place in the text).
        links: a pointer, the words that point and the words that they point at ("" for the same words' nothing).
    """
    pieces = np.asarray([m.span() for m in re.finditer(r"\w+|[^\w\s]", text)], dtype=np.int64).reshape(-1, 2)
    n = len(pieces)
    tags = {}
    for head, labels in TAG_LABELS.items():
        probabilities = np.full((n, len(labels)), UNSURE / len(labels), dtype=np.float32)
        chosen = np.zeros(n, dtype=np.int64)
        for label, words in spans.get(head, ()):
            start = text.index(words)
            covered = (pieces[:, 0] >= start) & (pieces[:, 1] <= start + len(words))
            if head == "source_type":
                chosen[np.flatnonzero(covered)[:1]] = labels.index(label)
            else:
                chosen[covered] = labels.index(f"I-{label}")
                chosen[np.flatnonzero(covered)[:1]] = labels.index(f"B-{label}")
        probabilities[np.arange(n), chosen] = SURE
        tags[head] = np.log(probabilities)
    queries = {p: np.zeros((n, POINTER_SIZE), dtype=np.float16) for p in POINTERS}
    keys = {p: np.zeros((n, POINTER_SIZE), dtype=np.float16) for p in POINTERS}
    none = {p: np.zeros(n, dtype=np.float32) for p in POINTERS}
    for axis, (pointer, query, target) in enumerate(links):
        i = int(np.searchsorted(pieces[:, 1], text.index(query), side="right"))
        queries[pointer][i, axis] = 8.0
        keys[pointer][int(np.searchsorted(pieces[:, 1], text.index(target), side="right")), axis] = 1.0
    matrices = {f"distance_bias.{p}": np.full(DISTANCE_BUCKETS, -1.0, dtype=np.float32) for p in POINTERS}
    matrices["embedding.weight"], matrices["embedding.bias"] = np.eye(4), np.zeros(4)
    for head, width in (("topics", 4), ("statement_topics", 8)):
        matrices[f"{head}.weight"] = np.zeros((17, width), dtype=np.float32)
        matrices[f"{head}.bias"] = np.linspace(-2, 2, 17, dtype=np.float32)
    matrices["second_topics.weight"] = np.zeros((len(SECOND_TOPICS), 4), dtype=np.float32)
    matrices["second_topics.bias"] = np.full(len(SECOND_TOPICS), -2, dtype=np.float32)
    return EncodedArticle(
        text=text,
        pieces=pieces,
        tags=tags,
        labels=TAG_LABELS,
        queries=queries,
        keys=keys,
        none=none,
        vectors=np.zeros((n, 4), dtype=np.float16),
        matrices=matrices,
    )
