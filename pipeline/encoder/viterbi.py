"""Decoding BIO labels: the best sequence that a chain of spans can have.

The search is Viterbi's (1967) over the labels' own scores and, where a head has learned them, the scores of one
label following another (a linear-chain CRF, Lafferty et al., 2001), with the one constraint of BIO coding
(Ramshaw and Marcus, 1995): ``I-x`` follows ``B-x`` or ``I-x``.
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
    scores: ScoreArray,
    labels: Sequence[str],
    *,
    transitions: ScoreArray | None = None,
    no_start: BoolArray | None = None,
    no_inside: BoolArray | None = None,
) -> list[LabelSpan]:
    """Find the spans of the best well-formed sequence of labels.

    Args:
        scores: score (log-probability) of each label at each position. *Shape:* (n, labels)
        labels: the labels' names: "O" and, for each type, "B-type" and "I-type", in any order.
        transitions: score of a label (row) being followed by another (column); none where nothing can go on.
            *Shape:* (labels, labels)
        no_start: positions at which no span may start (inside a word). *Shape:* (n,)
        no_inside: positions at which no span may go on (the first of a paragraph). *Shape:* (n,)

    Returns:
        The spans in order, by position.

    Raises:
        ValueError: a label is not of these forms, or the shapes do not agree.
    """
    best = best_labels(scores, labels, transitions=transitions, no_start=no_start, no_inside=no_inside)
    return label_spans([labels[i] for i in best])


def best_labels(
    scores: ScoreArray,
    labels: Sequence[str],
    *,
    transitions: ScoreArray | None = None,
    no_start: BoolArray | None = None,
    no_inside: BoolArray | None = None,
) -> IntArray:
    """The labels themselves, by index into ``labels``; arguments and errors as of ``decode_bio``. *Shape:* (n,)."""
    follows = well_formed(labels)
    own: npt.NDArray[np.float64] = np.array(scores, dtype=np.float64).reshape(-1, len(labels))
    begins = np.asarray([name.startswith("B-") for name in labels])
    insides = np.asarray([name.startswith("I-") for name in labels])
    for name, mask, columns in (("no_start", no_start, begins), ("no_inside", no_inside, insides)):
        if mask is None:
            continue
        if mask.shape != own.shape[:1]:
            raise ValueError(f"{name} must have one value for each of {len(own)} positions, got {mask.shape}")
        own[np.ix_(mask, columns)] = -np.inf
    if not len(own):
        return np.empty(0, dtype=np.int64)
    own[0, insides] = -np.inf
    steps = np.where(follows, 0.0 if transitions is None else transitions, -np.inf)
    # Where nothing can go on, what comes before and after are decided apart.
    starts = [0, *(np.flatnonzero(np.isneginf(own[1:, insides]).all(axis=1)) + 1).tolist()]
    return _search(own, starts, steps)


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


def well_formed(labels: Sequence[str]) -> BoolArray:
    """Which label (column) may follow which (row).

    Args:
        labels: the labels' names.

    Returns:
        *Shape:* (labels, labels)

    Raises:
        ValueError: a label is not "O", "B-x" or "I-x", or an "I-x" has no "B-x" beside it.
    """
    index = {name: i for i, name in enumerate(labels)}
    follows = np.ones((len(labels), len(labels)), dtype=np.bool_)
    for i, name in enumerate(labels):
        if name.startswith("I-"):
            if f"B-{name[2:]}" not in index:
                raise ValueError(f"label {name!r} has no 'B-{name[2:]}' beside it in {list(labels)}")
            follows[:, i] = False
            follows[[i, index[f"B-{name[2:]}"]], i] = True
        elif name != "O" and not name.startswith("B-"):
            raise ValueError(f"labels must be 'O', 'B-x' or 'I-x', got {name!r}")
    return follows


def _search(scores: npt.NDArray[np.float64], starts: Sequence[int], steps: npt.NDArray[np.float64]) -> IntArray:
    """Viterbi over the stretches that begin at ``starts``, all of them at a time, the longest first."""
    bounds = np.asarray([*starts, len(scores)], dtype=np.int64)
    lengths = np.diff(bounds)
    order = np.argsort(-lengths, kind="stable")
    first, lengths = bounds[:-1][order], lengths[order]
    back: IntArray = np.zeros(scores.shape, dtype=np.int64)
    best: npt.NDArray[np.float64] = scores.copy()
    for t in range(1, int(lengths[0])):
        at = first[: np.searchsorted(-lengths, -t, side="left")] + t
        reached = best[at - 1][:, :, None] + steps
        back[at] = reached.argmax(axis=1)
        best[at] += reached.max(axis=1)
    path: IntArray = np.zeros(len(scores), dtype=np.int64)
    last = first + lengths - 1
    path[last] = best[last].argmax(axis=1)
    for t in range(int(lengths[0]) - 1, 0, -1):
        at = first[: np.searchsorted(-lengths, -t, side="left")] + t
        path[at - 1] = back[at, path[at]]
    return path
