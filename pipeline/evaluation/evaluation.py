"""An evaluation: predictions against gold, with every figure and every error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.evaluation.bootstrap import (
    RESAMPLES,
    SEED,
    Difference,
    Interval,
    differences,
    draws,
    intervals,
    resample,
)
from pipeline.evaluation.calibration import Calibration, Threshold, at_thresholds, calibrate
from pipeline.evaluation.figures import Figures
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.mistakes import CLASSES, Mistake, find_mistakes
from pipeline.evaluation.predictions import Predictions
from pipeline.evaluation.scoring import ArticleScore, Counts, score_article


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out.

    Attributes:
        scores: article by article, in the order of the gold.
        figures: over all articles.
        intervals: 95 % intervals of the headline figures.
        calibration: of the confidence; None if the predictions have none.
        thresholds: what is left at each least confidence; empty likewise.
        without_predictions: the gold's articles for which there is no file of predictions.
        differences: against other predictions, figure by figure; None if there are none to compare with.
    """

    scores: tuple[ArticleScore, ...]
    figures: Figures
    intervals: dict[str, Interval]
    calibration: Calibration | None
    thresholds: tuple[Threshold, ...]
    without_predictions: tuple[str, ...]
    differences: dict[str, Difference] | None = None

    def mistakes(self) -> list[Mistake]:
        """All errors, class by class, then in the order of the articles."""
        found = [mistake for score in self.scores for mistake in find_mistakes(score)]
        return sorted(found, key=lambda mistake: CLASSES.index(mistake.what))

    def warnings(self) -> list[str]:
        """What may make the figures say less than they seem to, a line each."""
        found = []
        if missing := len(self.without_predictions):
            names = ", ".join(self.without_predictions[:3]) + (", …" if missing > 3 else "")
            found.append(f"no predictions for {missing} of {len(self.scores)} articles; counted as none found: {names}")
        attitudes = sum(not p.communicated for score in self.scores for p in score.predictions)
        if attitudes:
            found.append(f"{attitudes} predictions are attitudes, which the gold does not have; extract without them")
        return found

    def to_json(self) -> dict[str, Any]:
        """Everything but the errors, as plain values."""
        value = self.figures.to_json()
        value["statement_f1_95ci"] = list(self.intervals.get("all.statement_f1.f1", (0.0, 0.0)))
        value["articles"] = len(self.scores)
        value["intervals"] = {name: list(interval) for name, interval in self.intervals.items()}
        value["errors"] = dict.fromkeys(CLASSES, 0) | dict(Counter(m.what for m in self.mistakes()))
        value["without_predictions"] = list(self.without_predictions)
        if self.calibration is not None:
            value["calibration"] = asdict(self.calibration)
            value["thresholds"] = [asdict(threshold) for threshold in self.thresholds]
        if self.differences is not None:
            value["differences"] = {
                name: asdict(difference) | {"real": difference.real} for name, difference in self.differences.items()
            }
        return value


def evaluate_predictions(
    gold: Sequence[GoldArticle],
    predictions: Predictions,
    against: Predictions | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Measure predictions against gold.

    Args:
        gold: the gold articles.
        predictions: what was predicted for them; an article without predictions counts as one with no statements.
        against: other predictions to compare with.
        resamples: how many times articles are drawn for the intervals.
        seed: of the drawing.
    """
    scores = _score(gold, predictions)
    figures = Figures.of(_sum(scores))
    times = draws(len(gold), resamples, seed)
    samples = resample([score.counts for score in scores], times)
    compared = None
    if against is not None:
        others = _score(gold, against)
        other_samples = resample([score.counts for score in others], times)
        compared = differences(figures.headlines(), Figures.of(_sum(others)).headlines(), samples, other_samples)
    calibration = calibrate(scores)
    return Evaluation(
        scores=tuple(scores),
        figures=figures,
        intervals=intervals(samples, list(figures.headlines())),
        calibration=calibration,
        thresholds=tuple(at_thresholds(gold, [s.predictions for s in scores])) if calibration else (),
        without_predictions=tuple(a.id for a in gold if a.id not in predictions.statements),
        differences=compared,
    )


def _score(gold: Sequence[GoldArticle], predictions: Predictions) -> list[ArticleScore]:
    return [
        score_article(article, predictions.statements.get(article.id, []), predictions.entities.get(article.id))
        for article in gold
    ]


def _sum(scores: Sequence[ArticleScore]) -> Counts:
    total: Counts = Counter()
    for score in scores:
        total.update(score.counts)
    return total
