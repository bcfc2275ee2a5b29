"""The log-linear model that weighs what speaks for a candidate.

Each option gets the sum of its features' values times their weights; a softmax turns the sums into
probabilities. Constraints that are certain (number, gender, person or not) are applied before, never weighed. The
weights were fitted by maximum likelihood on annotated statements (Berger et al., 1996).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Features = dict[str, float]


def choose(options: Sequence[Features], weights: Mapping[str, float]) -> tuple[int, list[float]]:
    """The best of several options, by index, and the probabilities of all.

    Args:
        options: the features of each option, at least one.
        weights: the weight of each feature; a feature without one counts nothing.
    """
    scores = [sum(weights.get(name, 0.0) * value for name, value in option.items()) for option in options]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    best = 1.0 / sum(shares)
    return scores.index(top), [share * best for share in shares]
