"""Reading and writing gold records: a folder of ``.json`` files, or JSONL.

A record says in words what was said (``spans``, ``mention`` and ``cue`` are strings), in offsets (pairs of
numbers), or both (``offsets``, ``mention_offsets`` and ``cue_offsets`` beside the strings).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import InputError
from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldSpeaker, GoldStatement
from pipeline.evaluation.placement import Offsets, place_beside, place_spans
from pipeline.reading.decoding import NotTextError, decode
from pipeline.records import EntityLabel, Kind, SpeakerType

Pair = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]
Words = Annotated[str, Field(min_length=1)]
Warn = Callable[[str], None]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Statement(_Model):
    kind: Kind
    spans: Annotated[list[Words] | list[Pair], Field(min_length=1)] | None = None
    offsets: Annotated[list[Pair], Field(min_length=1)] | None = None
    speaker: str | None
    speaker_type: SpeakerType = "unknown"
    mention: Words | Pair | None = None
    mention_offsets: Pair | None = None
    cue: Words | Pair | None = None
    cue_offsets: Pair | None = None
    topics: list[str] = []
    entities: list[str] | None = None


class _Speaker(_Model):
    name: str
    aliases: list[str] = []


class _Entity(_Model):
    label: EntityLabel
    start: int
    end: int


class _Record(_Model):
    doc: str
    text: str | None = None
    topics: list[str] = []
    speakers: list[_Speaker] = []
    statements: list[_Statement]
    non_statements: list[str | Pair] = []
    entities: list[_Entity] | None = None


def read_records(path: Path, texts: Path | None, warn: Warn = lambda message: None) -> Iterator[GoldArticle]:
    """Read gold records.

    Args:
        path: a folder of ``.json`` files, one such file, or a JSONL file.
        texts: the folder of the articles (``NAME.txt``); None if they are inside the records or beside them.
        warn: called with a line for each mention or cue that does not stand in its article.

    Raises:
        InputError: a file cannot be read or says something that cannot be; names file, record and field.
    """
    for place, file, value in _values(path):
        record = _parse(place, value)
        name = file.stem if file.suffix == ".json" else _stem(record.doc)
        text = record.text if record.text is not None else _text(place, name, texts or file.parent)
        yield _article(place, name, text, record, warn)


def _values(path: Path) -> Iterator[tuple[str, Path, Any]]:
    if path.is_dir():
        files = sorted(path.glob("*.json")) or sorted(path.glob("*.jsonl"))
        if not files:
            raise InputError(str(path), "no gold records in this folder; they are .json files, or a .jsonl file")
    else:
        files = [path]
    for file in files:
        content = read_text(file)
        if file.suffix == ".json":
            yield str(file), file, parse_json(str(file), content)
        else:
            for number, line in enumerate(content.split("\n"), 1):
                if line.strip():
                    yield f"{file}:{number}", file, parse_json(f"{file}:{number}", line)


def read_text(file: Path) -> str:
    """A file's text, decoded as articles are.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return decode(file.read_bytes()).text
    except FileNotFoundError:
        raise InputError(str(file), "no such file or folder; check the path") from None
    except (OSError, NotTextError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(str(file), f"cannot be read: {reason}") from None


def parse_json(place: str, content: str) -> Any:
    """The value of a JSON text.

    Raises:
        InputError: it is not JSON.
    """
    try:
        return json.loads(content)
    except ValueError as error:
        raise InputError(place, f"not JSON: {error}") from None


def _parse(place: str, value: Any) -> _Record:
    try:
        return _Record.model_validate(value)
    except ValidationError as error:
        raise InputError(place, explain(error)) from None


def explain(error: ValidationError) -> str:
    """The first thing that is wrong with a record: the field, and what was expected there."""
    first = error.errors(include_url=False)[0]
    field = ""
    for part in first["loc"]:
        if isinstance(part, int):
            field += f"[{part}]"
        elif part.isidentifier():
            field += f".{part}" if field else part
    got = first["input"]
    shown = "" if first["type"] == "missing" else f" (it is {json.dumps(got, ensure_ascii=False, default=str)[:60]})"
    return f"{field or 'record'}: {first['msg'][:1].lower()}{first['msg'][1:]}{shown}"


def _stem(doc: str) -> str:
    return doc.removesuffix(".json").removesuffix(".txt")


def _text(place: str, name: str, folder: Path) -> str:
    file = folder / f"{name}.txt"
    if not file.is_file():
        raise InputError(place, f"doc: its article {file} is missing; name the articles' folder with --text")
    return read_text(file)


def _article(place: str, name: str, text: str, record: _Record, warn: Warn) -> GoldArticle:
    statements = []
    after = 0
    for i, given in enumerate(record.statements):
        where = f"statements[{i}]"
        spans = _spans(place, where, text, given, after)
        if given.offsets is None:
            after = spans[0][0]
        cue, cue_at = _words(place, f"{where}.cue", text, given.cue, given.cue_offsets)
        mention, mention_at = _words(place, f"{where}.mention", text, given.mention, given.mention_offsets)
        if cue and not cue_at:
            cue_at = place_beside(text, cue, spans, spans) or _inside(text, cue)
        if mention and not mention_at:
            near = [cue_at] if cue_at else spans
            mention_at = place_beside(text, mention, spans, near) or _inside(text, mention)
        for field, words, at in (("cue", cue, cue_at), ("mention", mention, mention_at)):
            if words and not at:
                warn(f"{place}: {where}.{field}: {_shorten(words)} does not stand in the article")
        statements.append(
            GoldStatement(
                kind=given.kind,
                spans=tuple(spans),
                speaker=given.speaker or None,
                speaker_type=given.speaker_type,
                mention=mention,
                cue=cue,
                mention_at=mention_at,
                cue_at=cue_at,
                topics=tuple(given.topics),
                entities=None if given.entities is None else tuple(given.entities),
            )
        )
    entities = None
    if record.entities is not None:
        entities = tuple(GoldEntity(e.start, e.end, e.label) for e in record.entities)
    return GoldArticle(
        id=name,
        text=text,
        statements=tuple(statements),
        topics=tuple(record.topics),
        speakers=tuple(GoldSpeaker(s.name, tuple(s.aliases)) for s in record.speakers),
        non_statements=tuple(
            words if isinstance(words, str) else text[slice(*_inbounds(place, f"non_statements[{i}]", text, words))]
            for i, words in enumerate(record.non_statements)
        ),
        entities=entities,
        place=place,
    )


def _spans(place: str, where: str, text: str, given: _Statement, after: int) -> list[Offsets]:
    pairs = given.offsets
    field = f"{where}.offsets"
    if pairs is None:
        field = f"{where}.spans"
        if given.spans is None:
            raise InputError(place, f"{where}: neither spans nor offsets; give one of them")
        strings = [span for span in given.spans if isinstance(span, str)]
        if strings:
            placed = place_spans(text, strings, after)
            if isinstance(placed, int):
                raise InputError(
                    place,
                    f"{field}[{placed}]: {_shorten(strings[placed])} does not stand in the article"
                    + ("" if len(strings) == 1 else ", or not in this order")
                    + "; copy it from the text as it is",
                )
            return placed
        pairs = [span for span in given.spans if not isinstance(span, str)]
    return [_inbounds(place, f"{field}[{i}]", text, pair) for i, pair in enumerate(pairs)]


def _inbounds(place: str, field: str, text: str, pair: Pair) -> Offsets:
    start, end = pair
    if not 0 <= start < end <= len(text):
        raise InputError(place, f"{field}: {start} to {end} is no span of the article's {len(text)} characters")
    return start, end


def _words(
    place: str, field: str, text: str, words: str | Pair | None, pair: Pair | None
) -> tuple[str | None, Offsets | None]:
    if isinstance(words, list):
        field, pair = field, words
    elif pair is not None:
        field = f"{field}_offsets"
    if pair is None:
        return (words if isinstance(words, str) else None), None
    start, end = _inbounds(place, field, text, pair)
    return (words if isinstance(words, str) else text[start:end]), (start, end)


def _inside(text: str, words: str) -> Offsets | None:
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def _shorten(words: str) -> str:
    return json.dumps(words if len(words) <= 60 else words[:57] + "…", ensure_ascii=False)


def record_of(article: GoldArticle, *, with_text: bool = True) -> dict[str, Any]:
    """The gold record of an article, with the words and their offsets.

    Args:
        article: the article.
        with_text: put the article's text into the record.
    """
    record: dict[str, Any] = {"doc": f"{article.id}.txt"}
    if with_text:
        record["text"] = article.text
    record["topics"] = list(article.topics)
    record["speakers"] = [{"name": s.name, "aliases": list(s.aliases)} for s in article.speakers]
    record["statements"] = [_statement_of(article.text, s) for s in article.statements]
    record["non_statements"] = list(article.non_statements)
    if article.entities is not None:
        record["entities"] = [{"label": e.label, "start": e.start, "end": e.end} for e in article.entities]
    return record


def _statement_of(text: str, statement: GoldStatement) -> dict[str, Any]:
    value: dict[str, Any] = {
        "kind": statement.kind,
        "spans": [text[start:end] for start, end in statement.spans],
        "offsets": [list(span) for span in statement.spans],
        "speaker": statement.speaker,
        "speaker_type": statement.speaker_type,
        "mention": statement.mention,
        "mention_offsets": statement.mention_at and list(statement.mention_at),
        "cue": statement.cue,
        "cue_offsets": statement.cue_at and list(statement.cue_at),
        "topics": list(statement.topics),
    }
    if statement.entities is not None:
        value["entities"] = list(statement.entities)
    return value


def warn_on_stderr(message: str) -> None:
    """Say a warning where it does not get into the output."""
    print(f"warning: {message}", file=sys.stderr)
