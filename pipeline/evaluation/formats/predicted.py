"""Predictions in any format: the program's own, another tool's, or a second annotator's gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.formats.registry import detect, read_gold
from pipeline.evaluation.gold import GoldArticle, GoldStatement
from pipeline.evaluation.predictions import FILE_NAME, Prediction, Predictions, read_predictions


def read_predicted(
    paths: Sequence[Path], gold: Sequence[GoldArticle], texts: Path | None = None
) -> tuple[Predictions, list[str]]:
    """Read the statements that were predicted for the gold's articles.

    Args:
        paths: files and folders, each in one format.
        gold: the articles.
        texts: the folder of the articles, for formats that have them neither inside nor beside.

    Returns:
        The predictions, and what had to be left out or assumed, a line each.

    Raises:
        InputError: something cannot be read, or was made from another text than the gold's.
    """
    foreign = [path for path in paths if _is_foreign(path)]
    predictions = read_predictions([path for path in paths if path not in foreign], gold)
    by_id = {article.id: article for article in gold}
    notes: list[str] = []
    others = predictions.others
    for path in foreign:
        articles, said = read_gold(path, texts)
        notes += said
        for article in articles:
            if article.id not in by_id:
                others += 1
                continue
            if article.text != by_id[article.id].text:
                raise InputError(article.place, f"the text of {article.id!r} is not that of the gold")
            made = [_prediction(article, statement) for statement in article.statements]
            predictions.statements.setdefault(article.id, []).extend(made)
            if article.entities is not None:
                predictions.entities[article.id] = list(article.entities)
    return replace(predictions, others=others), notes


def _is_foreign(path: Path) -> bool:
    if path.is_dir():
        if any(path.rglob(FILE_NAME)):
            return False
        return any(next(path.glob(ending), None) for ending in ("*.json", "*.jsonl", "*.ann"))
    return path.is_file() and path.name != FILE_NAME and path.stat().st_size > 0 and detect(path) != "statements"


def _prediction(article: GoldArticle, statement: GoldStatement) -> Prediction:
    return Prediction(
        kind=statement.kind,
        spans=statement.spans,
        speaker=statement.speaker,
        topics=statement.topics,
        article_topics=article.topics,
        confidence=statement.confidence,
        mention_at=statement.mention_at,
        cue_at=statement.cue_at,
        entities=statement.entities or (),
        communicated=True,
    )
