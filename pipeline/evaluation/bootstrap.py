"""How sure a figure is: the bootstrap over articles (Efron and Tibshirani, 1993).

Articles are drawn, not statements, because the statements of an article are not independent of one another.
Two predictions are compared on the same draws (the paired bootstrap: Koehn, 2004).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import IntArray
from pipeline.evaluation.figures import Figures
from pipeline.evaluation.scoring import Counts

RESAMPLES = 500
SEED = 0
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure under two predictions, and by how much they differ.

    Attributes:
        first: the figure of the first.
        second: the figure of the second.
        difference: first minus second.
        interval: the difference's 95 % interval.
        p: how often a difference this far from zero, either way, would come by chance (two-sided).
    """

    first: float
    second: float
    difference: float
    interval: Interval
    p: float

    @property
    def real(self) -> bool:
        """Whether the difference is more than noise: its interval does not hold zero."""
        low, high = self.interval
        return low > 0 or high < 0


def draws(articles: int, resamples: int = RESAMPLES, seed: int = SEED) -> IntArray:
    """Draw as many articles as there are, with replacement, again and again.

    Returns:
        How often each article is in each draw. *Shape:* (resamples, articles)
    """
    rng = random.Random(seed)
    times: IntArray = np.zeros((resamples, articles), dtype=np.int64)
    for row in times:
        for _ in range(articles):
            row[rng.choice(range(articles))] += 1
    return times


def resample(counts: Sequence[Counts], times: IntArray) -> list[dict[str, float]]:
    """The headline figures of each draw.

    Args:
        counts: the counts of each article.
        times: how often each article is in each draw. *Shape:* (resamples, articles)
    """
    keys = sorted({key for count in counts for key in count})
    table = np.asarray([[count[key] for key in keys] for count in counts], dtype=np.int64)
    sums = (times @ table.reshape(len(counts), len(keys))).tolist()
    return [Figures.of(Counter(dict(zip(keys, row, strict=True)))).headlines() for row in sums]


def intervals(samples: Sequence[dict[str, float]], names: Sequence[str]) -> dict[str, Interval]:
    """The 95 % interval of each figure; a draw that has no gold for a figure counts as 0 for it."""
    return {name: _interval([sample.get(name, 0.0) for sample in samples]) for name in names}


def differences(
    first: dict[str, float],
    second: dict[str, float],
    first_samples: Sequence[dict[str, float]],
    second_samples: Sequence[dict[str, float]],
) -> dict[str, Difference]:
    """Compare two predictions, figure by figure, on the same draws.

    Args:
        first: the headline figures of the first.
        second: the headline figures of the second.
        first_samples: those of the first on each draw.
        second_samples: those of the second on the same draws.
    """
    compared = {}
    for name in (name for name in first if name in second):
        gaps = [a.get(name, 0.0) - b.get(name, 0.0) for a, b in zip(first_samples, second_samples, strict=True)]
        at_most = sum(gap <= 0 for gap in gaps) / max(len(gaps), 1)
        at_least = sum(gap >= 0 for gap in gaps) / max(len(gaps), 1)
        low, high = _interval(gaps)
        compared[name] = Difference(
            first[name],
            second[name],
            round(first[name] - second[name], 1),
            (round(low, 1), round(high, 1)),
            min(1.0, 2 * min(at_most, at_least)),
        )
    return compared


def _interval(values: Sequence[float]) -> Interval:
    ordered = sorted(values) or [0.0]
    n = len(ordered)
    return ordered[int(0.025 * n)], ordered[max(int(0.975 * n) - 1, 0)]
