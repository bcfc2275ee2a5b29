"""Predictions made on the spot, by running the pipeline on the gold's articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.gold import GoldArticle, GoldEntity
from pipeline.evaluation.predictions import Predictions, from_statements
from pipeline.reading.text import article_from_text
from pipeline.records import Article


def extract_predictions(gold: Sequence[GoldArticle], model: Path | None = None) -> Predictions:
    """Run the pipeline on the gold's articles.

    Args:
        gold: the articles.
        model: the folder of a model; None for the shipped one.

    Raises:
        InputError: an article has no words.
        ModelError: there is no such model.
        StageError: a stage failed on an article.
    """
    from pipeline.pipeline import Pipeline
    from pipeline.stages.export import flatten

    records = Pipeline.load(model).pipe(_articles(gold))
    predictions = Predictions({}, {})
    for record in records:
        predictions.statements[record.id] = from_statements(flatten(record))
        predictions.entities[record.id] = [
            GoldEntity(mention.start, mention.end, entity.label)
            for entity in record.entities
            for mention in entity.mentions
        ]
    return predictions


def _articles(gold: Sequence[GoldArticle]) -> Iterator[Article]:
    for given in gold:
        article = article_from_text(given.id, given.text)
        if isinstance(article, str):
            raise InputError(given.place, f"article {given.id!r}: {article}")
        yield article
