"""BIO decoding agrees with trying every sequence, and keeps spans out of forbidden places."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoder.viterbi import LabelSpan, best_labels, decode_bio, label_spans

LABELS = ("O", "B-a", "I-a", "B-b", "I-b")


def well_formed(path: tuple[int, ...]) -> bool:
    names = ["O", *(LABELS[i] for i in path)]
    return all(not b.startswith("I-") or a in (f"B-{b[2:]}", f"I-{b[2:]}") for a, b in pairwise(names))


@given(st.integers(0, 5), st.integers(0, 2**32 - 1), st.integers(0, 31), st.integers(0, 31), st.booleans())
def test_the_best_well_formed_sequence_is_found(
    n: int, seed: int, no_start: int, no_inside: int, chained: bool
) -> None:
    rng = np.random.default_rng(seed)
    transitions = rng.normal(size=(len(LABELS), len(LABELS))) if chained else None
    scores = np.log(rng.dirichlet(np.ones(len(LABELS)), size=n)).astype(np.float32).reshape(n, len(LABELS))
    starts = np.asarray([bool(no_start >> i & 1) for i in range(n)], dtype=bool)
    insides = np.asarray([bool(no_inside >> i & 1) for i in range(n)], dtype=bool)

    def total(path: tuple[int, ...]) -> float:
        for i, label in enumerate(path):
            if (LABELS[label][0] == "B" and starts[i]) or (LABELS[label][0] == "I" and insides[i]):
                return -np.inf
        own = sum(scores[i, label] for i, label in enumerate(path))
        if transitions is None:
            return float(own)
        return float(own + sum(transitions[a, b] for i, (a, b) in enumerate(pairwise(path), 1) if not insides[i]))

    best = max((p for p in product(range(len(LABELS)), repeat=n) if well_formed(p)), key=total)
    got = tuple(best_labels(scores, LABELS, transitions=transitions, no_start=starts, no_inside=insides).tolist())
    assert well_formed(got)
    assert total(got) == pytest.approx(total(best))


def test_a_span_is_not_broken_into_crumbs() -> None:
    certain = [[0.01, 0.97, 0.01, 0.005, 0.005], [0.4, 0.05, 0.35, 0.1, 0.1], [0.02, 0.01, 0.95, 0.01, 0.01]]
    assert decode_bio(np.log(np.asarray(certain)), LABELS) == [LabelSpan(0, 3, "a")]


def test_a_span_stops_where_nothing_may_go_on() -> None:
    scores = np.log(np.asarray([[0.1, 0.6, 0.1, 0.1, 0.1], [0.1, 0.2, 0.5, 0.1, 0.1]]))
    assert decode_bio(scores, LABELS) == [(0, 2, "a")]
    assert decode_bio(scores, LABELS, no_inside=np.asarray([False, True])) == [(0, 1, "a"), (1, 2, "a")]


def test_spans_of_labels() -> None:
    assert label_spans(["I-a", "B-b", "I-a", "O", "B-a", "B-a", "I-a"]) == [
        (1, 2, "b"),
        (4, 5, "a"),
        (5, 7, "a"),
    ]


def test_labels_that_are_not_bio_are_refused() -> None:
    with pytest.raises(ValueError, match="no 'B-b'"):
        decode_bio(np.zeros((1, 2)), ["O", "I-b"])
