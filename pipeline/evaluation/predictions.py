"""Predicted statements, read from ``statements.jsonl`` files or taken from the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import InputError
from pipeline.evaluation.gold import GoldArticle, GoldEntity
from pipeline.evaluation.gold_files import explain, parse_json, read_text
from pipeline.evaluation.placement import Offsets
from pipeline.reading import folder_name
from pipeline.records import FlatStatement

FILE_NAME = "statements.jsonl"
_ENTITY_FILES = ("topics.jsonl", "entities.jsonl")


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted statement, as far as it is measured; the fields are those of ``GoldStatement``."""

    kind: str | None
    spans: tuple[Offsets, ...]
    speaker: str | None
    topics: tuple[str, ...]
    article_topics: tuple[str, ...]
    confidence: float | None
    mention_at: Offsets | None
    cue_at: Offsets | None
    entities: tuple[str, ...]
    communicated: bool


@dataclass(frozen=True, slots=True)
class Predictions:
    """What was predicted for some articles.

    Attributes:
        statements: the statements of each article that there is a file for.
        entities: the entities' mentions of each article for which they are known.
        others: how many articles were predicted that the gold does not have.
    """

    statements: dict[str, list[Prediction]]
    entities: dict[str, list[GoldEntity]]
    others: int = 0


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Span(_Model):
    start: int
    end: int
    text: str | None = None


class _Named(_Model):
    name: str | None = None


class _Topic(_Model):
    label: str


class _Line(_Model):
    article_id: str | None = None
    kind: str | None = None
    spans: list[_Span]
    speaker: _Named | None = None
    mention: _Span | None = None
    cue: _Span | None = None
    topics: list[_Topic] = []
    article_topics: list[_Topic] | None = None
    confidence: float | None = None
    entities: list[_Named] = []
    communicated: bool = True


def read_predictions(paths: Sequence[Path], gold: Sequence[GoldArticle]) -> Predictions:
    """Read the statements that were predicted for the gold's articles.

    A file in a folder named after an article has that article's statements; any other file's lines say
    themselves which article they belong to (``article_id``).

    Args:
        paths: output folders (searched for ``statements.jsonl``) and such files.
        gold: the articles.

    Raises:
        InputError: a file cannot be read, or was made from another text than the gold's.
    """
    texts = {article.id: article.text for article in gold}
    of_folder = {folder_name(name): name for name in texts} | {name: name for name in texts}
    statements: dict[str, list[Prediction]] = {}
    entities: dict[str, list[GoldEntity]] = {}
    others: set[str] = set()
    for file in _files(paths):
        folder = of_folder.get(file.resolve().parent.name)
        if folder is not None:
            statements.setdefault(folder, [])
            entities.update(_entities(file.parent, folder))
        for place, line in _lines(file):
            name = folder or line.article_id
            if name is None:
                raise InputError(place, "article_id is missing, and the folder is not named after an article")
            if name not in texts:
                others.add(name)
                continue
            _check(place, line, texts[name])
            statements.setdefault(name, []).append(_prediction(line))
    return Predictions(statements, entities, len(others))


def from_statements(statements: Iterable[FlatStatement]) -> list[Prediction]:
    """The predictions that flat statements make."""
    return [_prediction(_Line.model_validate(s.model_dump())) for s in statements]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob(FILE_NAME))
            yield from (file for file in found if not _hidden(file.relative_to(path)))
        elif path.is_file():
            yield path
        else:
            raise InputError(str(path), "no such file or folder; check the path")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _lines(file: Path) -> Iterator[tuple[str, _Line]]:
    for number, content in enumerate(read_text(file).split("\n"), 1):
        if content.strip():
            place = f"{file}:{number}"
            value = parse_json(place, content)
            try:
                yield place, _Line.model_validate(value)
            except ValidationError as error:
                raise InputError(place, explain(error)) from None


def _check(place: str, line: _Line, text: str) -> None:
    for i, span in enumerate(line.spans):
        if span.text is not None and text[span.start : span.end] != span.text:
            raise InputError(
                place,
                f"spans[{i}]: characters {span.start} to {span.end} of the gold's article are not the span's text; "
                "the statements were extracted from another text",
            )


def _prediction(line: _Line) -> Prediction:
    return Prediction(
        kind=line.kind,
        spans=tuple((span.start, span.end) for span in line.spans),
        speaker=line.speaker.name if line.speaker else None,
        topics=tuple(topic.label for topic in line.topics),
        article_topics=tuple(topic.label for topic in line.article_topics or ()),
        confidence=line.confidence,
        mention_at=_at(line.mention),
        cue_at=_at(line.cue),
        entities=tuple(entity.name for entity in line.entities if entity.name),
        communicated=line.communicated,
    )


def _at(span: _Span | None) -> Offsets | None:
    return None if span is None else (span.start, span.end)


def _entities(folder: Path, name: str) -> dict[str, list[GoldEntity]]:
    """The mentions of the entities in the stage file beside the statements, where there is one."""
    for file in (folder / name for name in _ENTITY_FILES):
        if not file.is_file():
            continue
        for number, content in enumerate(read_text(file).split("\n"), 1):
            if content.strip():
                record: Any = parse_json(f"{file}:{number}", content)
                return {name: list(_mentions(record))}
    return {}


def _mentions(record: Any) -> Iterator[GoldEntity]:
    for entity in record.get("entities", []):
        for mention in entity["mentions"]:
            yield GoldEntity(mention["start"], mention["end"], entity["label"])
