"""The order of the stages: what each reads, what it gives, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Literal, TypeAlias, get_args

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import (
    EntitiesArticle,
    FlatStatement,
    QuotesArticle,
    Record,
    SpeakersArticle,
    Stage,
    TopicsArticle,
)

ArticleStage = Literal["quotes", "speakers", "entities", "topics"]
StageFunction: TypeAlias = Callable[[Any, EncodedArticle], Any]

STAGES: tuple[ArticleStage, ...] = get_args(ArticleStage)

RECORDS: Mapping[Stage, type[Record]] = {
    "quotes": QuotesArticle,
    "speakers": SpeakersArticle,
    "entities": EntitiesArticle,
    "topics": TopicsArticle,
    "statements": FlatStatement,
}

_FUNCTIONS: Mapping[ArticleStage, str] = {
    "quotes": "find_quotes",
    "speakers": "attribute_speakers",
    "entities": "find_entities",
    "topics": "classify_topics",
}


def stage_function(stage: ArticleStage) -> StageFunction:
    """The function of a stage: from the record before it and the encoded text to its own record."""
    function: StageFunction = getattr(import_module(f"pipeline.stages.{stage}"), _FUNCTIONS[stage])
    return function


def stage_before(stage: ArticleStage) -> ArticleStage | None:
    """The stage whose records a stage reads; None for the first one, which reads articles."""
    index = STAGES.index(stage)
    return STAGES[index - 1] if index else None
