"""Decoding BIO labels: the best sequence that a chain of spans can have.

Without transition scores the search is Viterbi's (1967) over the labels' own probabilities, with the one
constraint of BIO coding (Ramshaw and Marcus, 1995): ``I-x`` follows ``B-x`` or ``I-x``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.encoder.encoded import IntArray

BoolArray = npt.NDArray[np.bool_]
ScoreArray = npt.NDArray[np.float32] | npt.NDArray[np.float64]


class LabelSpan(NamedTuple):
    """Positions ``start`` to ``end`` (half-open) that carry the label ``type`` ("content")."""

    start: int
    end: int
    type: str


def decode_bio(
    log_probs: ScoreArray,
    labels: Sequence[str],
    *,
    no_start: BoolArray | None = None,
    no_inside: BoolArray | None = None,
) -> list[LabelSpan]:
    """Find the spans of the most probable well-formed sequence of labels.

    Args:
        log_probs: log-probability of each label at each position. *Shape:* (n, labels)
        labels: the labels' names: "O" and, for each type, "B-type" and "I-type", in any order.
        no_start: positions at which no span may start (inside a word). *Shape:* (n,)
        no_inside: positions at which no span may go on (the first of a paragraph). *Shape:* (n,)

    Returns:
        The spans in order, by position.

    Raises:
        ValueError: a label is not of these forms, or the shapes do not agree.
    """
    return label_spans([labels[i] for i in best_labels(log_probs, labels, no_start=no_start, no_inside=no_inside)])


def best_labels(
    log_probs: ScoreArray,
    labels: Sequence[str],
    *,
    no_start: BoolArray | None = None,
    no_inside: BoolArray | None = None,
) -> IntArray:
    """The labels themselves, by index into ``labels``; arguments and errors as of ``decode_bio``. *Shape:* (n,)."""
    before = _before(labels)
    scores = np.array(log_probs, dtype=np.float64).reshape(-1, len(labels))
    begins = np.asarray([name.startswith("B-") for name in labels])
    insides = before >= 0
    for name, mask, columns in (("no_start", no_start, begins), ("no_inside", no_inside, insides)):
        if mask is None:
            continue
        if mask.shape != scores.shape[:1]:
            raise ValueError(f"{name} must have one value for each of {len(scores)} positions, got {mask.shape}")
        scores[np.ix_(mask, columns)] = -np.inf
    path: IntArray = scores.argmax(axis=1)
    if not len(path):
        return path
    scores[0, insides] = -np.inf
    path[0] = scores[0].argmax()
    # Where nothing can go on, what comes before and after are decided apart; where the best labels happen to
    # be well-formed, there is nothing to search.
    cuts = [0, *np.flatnonzero(np.isneginf(scores[1:, insides]).all(axis=1)) + 1, len(path)]
    bad = insides[path[1:]] & (path[:-1] != path[1:]) & (path[:-1] != before[path[1:]])
    for start in {int(np.searchsorted(cuts, i + 1, side="right")) - 1 for i in np.flatnonzero(bad)}:
        part = slice(cuts[start], cuts[start + 1])
        path[part] = _search(scores[part], before)
    return path


def label_spans(labels: Sequence[str]) -> list[LabelSpan]:
    """The spans that a sequence of BIO labels describes; an "I-x" that continues nothing counts as "O"."""
    spans: list[LabelSpan] = []
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            spans.append(LabelSpan(start, i, kind))
            kind = ""
        if label.startswith("B-"):
            start, kind = i, label[2:]
    return spans


def _before(labels: Sequence[str]) -> IntArray:
    """For each "I-x" the index of its "B-x", -1 for other labels."""
    index = {name: i for i, name in enumerate(labels)}
    before = np.full(len(labels), -1, dtype=np.int64)
    for i, name in enumerate(labels):
        if name.startswith("I-"):
            if f"B-{name[2:]}" not in index:
                raise ValueError(f"label {name!r} has no 'B-{name[2:]}' beside it in {list(labels)}")
            before[i] = index[f"B-{name[2:]}"]
        elif name != "O" and not name.startswith("B-"):
            raise ValueError(f"labels must be 'O', 'B-x' or 'I-x', got {name!r}")
    return before


def _search(scores: ScoreArray, before: IntArray) -> IntArray:
    """Viterbi over one stretch; the first position has no "I-x" (its scores are -inf there)."""
    inside = np.flatnonzero(before >= 0)
    begin = before[inside]
    back: IntArray = np.empty(scores.shape, dtype=np.int64)
    best = scores[0]
    for t in range(1, len(scores)):
        # Any label may follow any, "I-x" alone is bound to its own kind.
        origin = np.full(len(before), best.argmax())
        origin[inside] = np.where(best[begin] > best[inside], begin, inside)
        back[t] = origin
        best = best[origin] + scores[t]
    path: IntArray = np.empty(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for t in range(len(scores) - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path
