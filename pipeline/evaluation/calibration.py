"""What the statements' confidence is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.figures import Rate
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.predictions import Prediction
from pipeline.evaluation.scoring import ArticleScore, match_statements

BINS = 10
THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of similar confidence.

    Attributes:
        low: their least confidence.
        high: where the next bin begins.
        count: how many there are.
        confidence: their mean confidence.
        accuracy: which part of them the gold has.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability of the confidence of the predictions that have one.

    ``error`` is the expected calibration error (Guo et al., 2017): the gap between confidence and accuracy, averaged
    over the predictions, bin by bin.
    """

    bins: tuple[Bin, ...]
    error: float
    count: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is left when predictions below a confidence are dropped.

    Attributes:
        confidence: the least that is kept.
        found: statements found, at an overlap of 0.5.
        attributed: those with the right speaker.
    """

    confidence: float
    found: Rate
    attributed: Rate


def calibrate(scores: Sequence[ArticleScore], bins: int = BINS) -> Calibration | None:
    """Compare confidence with how often the gold has the statement; None if no prediction has a confidence."""
    pairs: list[tuple[float, bool]] = []
    for score in scores:
        for match in score.matches:
            if match.predicted is not None:
                confidence = score.predictions[match.predicted].confidence
                if confidence is not None:
                    pairs.append((confidence, match.found))
    if not pairs:
        return None
    filled: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        filled[min(max(int(confidence * bins), 0), bins - 1)].append((confidence, right))
    made = tuple(
        Bin(
            low=i / bins,
            high=(i + 1) / bins,
            count=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            accuracy=sum(right for _, right in inside) / len(inside),
        )
        for i, inside in enumerate(filled)
        if inside
    )
    error = sum(b.count * abs(b.confidence - b.accuracy) for b in made) / len(pairs)
    return Calibration(made, error, len(pairs))


def at_thresholds(
    articles: Sequence[GoldArticle],
    predictions: Sequence[Sequence[Prediction]],
    thresholds: Sequence[float] = THRESHOLDS,
) -> list[Threshold]:
    """Precision and recall when only the confident predictions are kept; the rest is paired anew each time.

    Args:
        articles: the gold.
        predictions: those of each article; one without a confidence counts as certain.
        thresholds: the least confidences to try.
    """
    rows = []
    for threshold in thresholds:
        gold = kept = found = attributed = 0
        for article, given in zip(articles, predictions, strict=True):
            confident = [p for p in given if p.confidence is None or p.confidence >= threshold]
            matches = [m for m in match_statements(article, confident) if m.found]
            gold += len(article.statements)
            kept += len(confident)
            found += len(matches)
            attributed += sum(m.speaker for m in matches)
        rows.append(Threshold(threshold, Rate.of(found, kept, gold), Rate.of(attributed, kept, gold)))
    return rows
