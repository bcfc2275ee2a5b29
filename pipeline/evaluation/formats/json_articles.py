"""What the JSON formats have in common: the article itself, and what belongs to all of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldSpeaker
from pipeline.evaluation.gold_files import read_text
from pipeline.evaluation.placement import Offsets

ArticleData = dict[str, Any]
_NAMES = ("doc", "doc_id", "document_id", "article_id", "name")


def article_data(article: GoldArticle) -> ArticleData:
    """The article and what belongs to all of it, to travel through a tool untouched."""
    data: ArticleData = {"text": article.text, "doc": article.id, "topics": list(article.topics)}
    data["speakers"] = [{"name": s.name, "aliases": list(s.aliases)} for s in article.speakers]
    data["non_statements"] = list(article.non_statements)
    data["has_entities"] = article.entities is not None
    return data


def shell_of(
    name: str, text: str, data: Mapping[str, Any], place: str, entities: tuple[GoldEntity, ...] | None
) -> GoldArticle:
    """The article that such data describe, without its statements."""
    speakers = data.get("speakers", [])
    try:
        return GoldArticle(
            id=name,
            text=text,
            statements=(),
            topics=tuple(data.get("topics", ())),
            speakers=tuple(GoldSpeaker(s["name"], tuple(s.get("aliases", ()))) for s in speakers),
            non_statements=tuple(data.get("non_statements", ())),
            entities=() if entities is None and data.get("has_entities") else entities,
            place=place,
        )
    except (TypeError, KeyError, AttributeError):
        raise InputError(place, "its topics or speakers are not as they were written") from None


def text_of(place: str, data: Mapping[str, Any], texts: Path | None, default: str) -> tuple[str, str]:
    """The id and the text of an article.

    Args:
        place: where the data come from.
        data: a JSON object with "text" and, under one of several keys, an id, both possibly in "meta".
        texts: the folder of the articles, for data without a text.
        default: the id of data without one.

    Raises:
        InputError: there is no text.
    """
    meta = data.get("meta")
    both = {**meta, **data} if isinstance(meta, Mapping) else data
    name = next((str(both[key]) for key in _NAMES if both.get(key)), default).removesuffix(".txt")
    text = data.get("text")
    if isinstance(text, str):
        return name, text
    if texts is None or not (texts / f"{name}.txt").is_file():
        raise InputError(place, f"text: no text in it, and no article {name}.txt; name the folder with --text")
    return name, read_text(texts / f"{name}.txt")


def in_range(place: str, text: str, start: int, end: int) -> Offsets:
    """The offsets, if they are in the text.

    Raises:
        InputError: they are not.
    """
    if not 0 <= start < end <= len(text):
        raise InputError(place, f"{start} to {end} is no span of the article's {len(text)} characters")
    return start, end
