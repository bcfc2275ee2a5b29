"""From scores to topics, and what the topics are worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.viterbi import BoolArray
from pipeline.topics.choice import ARTICLE_MOST

FREQUENT = 20
"""Articles that a label needs to count for the macro F1."""

_THRESHOLDS = np.linspace(0.5, 1.0, 201)


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """Micro F1, and the mean F1 of the labels with ``FREQUENT`` articles or more, in percent; how many labels."""

    micro_f1: float
    macro_f1: float
    labels: int


def decide(scores: FloatArray, threshold: float) -> BoolArray:
    """The topics of each article by the rule of the program: the best one, and others above a threshold.

    Args:
        scores: *Shape:* (articles, topics)
        threshold: what a topic after the first needs.

    Returns:
        *Shape:* that of ``scores``.
    """
    ranks = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray((ranks == 0) | ((scores >= threshold) & (ranks < ARTICLE_MOST)))


def best_threshold(scores: FloatArray, gold: BoolArray) -> float:
    """The threshold of the highest micro F1.

    Args:
        scores: *Shape:* (articles, topics)
        gold: *Shape:* (articles, topics)
    """
    tried = np.quantile(scores, _THRESHOLDS)
    return float(tried[np.argmax([_f1(decide(scores, t), gold) for t in tried])])


def measure(found: BoolArray, gold: BoolArray) -> TopicFigures:
    """The figures of topics found.

    Args:
        found: *Shape:* (articles, topics)
        gold: *Shape:* (articles, topics)
    """
    frequent = np.flatnonzero(gold.sum(axis=0) >= FREQUENT)
    by_label = [_f1(found[:, i], gold[:, i]) for i in frequent]
    return TopicFigures(
        round(100 * _f1(found, gold), 1),
        round(100 * float(np.mean(by_label)), 1) if by_label else 0.0,
        len(frequent),
    )


def _f1(found: BoolArray, gold: BoolArray) -> float:
    total = int(found.sum() + gold.sum())
    return 2 * int((found & gold).sum()) / total if total else 0.0
