"""B³ (Bagga and Baldwin, 1998): how well mentions are grouped into the things that they name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Sums over mentions, so that documents can be added up; ``precision``, ``recall`` and ``f1`` are their means."""

    precise: float = 0.0
    predicted: int = 0
    recalled: float = 0.0
    gold: int = 0

    def __add__(self, other: BCubed) -> BCubed:
        return BCubed(
            self.precise + other.precise,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Mean share of a predicted mention's group that is right."""
        return self.precise / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Mean share of a gold mention's group that is found."""
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(gold: Sequence[Sequence[M]], predicted: Sequence[Sequence[M]]) -> BCubed:
    """Compare two groupings of mentions.

    A mention that only one side knows counts as wholly wrong on that side (twinless mentions, Stoyanov et al., 2009).

    Args:
        gold: the right groups; each mention stands in one.
        predicted: the groups found.
    """
    right, found = _homes(gold), _homes(predicted)
    precise = sum(len(group & right[m]) / len(group) for m, group in found.items() if m in right)
    recalled = sum(len(group & found[m]) / len(group) for m, group in right.items() if m in found)
    return BCubed(precise, len(found), recalled, len(right))


def _homes(groups: Sequence[Sequence[M]]) -> Mapping[M, frozenset[M]]:
    return {mention: members for group in groups for members in [frozenset(group)] for mention in members}
