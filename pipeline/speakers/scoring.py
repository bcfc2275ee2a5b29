"""The log-linear model that weighs what speaks for a candidate.

Each candidate gets the sum of its features' weights; a softmax over the candidates turns the sums into
probabilities. Constraints that are certain (number, gender, person or not) are applied before, never weighed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Features = dict[str, float]


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the features' values, each times its weight."""
    return sum(weights[name] * value for name, value in features.items())


def softmax(scores: Sequence[float]) -> list[float]:
    """The scores as probabilities."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]
