"""Stage files: JSONL with one article a line, read with checks and written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import jsonlines
from pydantic import BaseModel, ValidationError

from pipeline.errors import InputError
from pipeline.reading import Unreadable, folder_name
from pipeline.reading.jsonl import CountedLines
from pipeline.records import SCHEMA_VERSION, FlatStatement, QuotesArticle, Record, Stage
from pipeline.stages.chain import RECORDS, STAGES, ArticleStage


def file_name(stage: Stage) -> str:
    """The name of a stage's file."""
    return f"{stage}.jsonl"


def read_stage(
    inputs: Sequence[str | Path], reads: ArticleStage, stdin: BinaryIO | None = None
) -> Iterator[QuotesArticle | Unreadable]:
    """The records of a stage from its files, one after the other.

    Args:
        inputs: files of that stage, folders (searched for them, in sorted order), and ``-`` for standard input.
        reads: the stage that wrote them.
        stdin: what ``-`` reads; the process's own by default.

    Yields:
        Records, and for each file or line that gives none, why.
    """
    for place, value in _lines(inputs, [reads], stdin):
        yield value if isinstance(value, Unreadable) else _checked(place, value, reads)


def read_any(path: str | Path, stdin: BinaryIO | None = None) -> Iterator[QuotesArticle | FlatStatement | Unreadable]:
    """The records of a file of any stage, or of the furthest stage in each article's folder under a path."""
    for place, value in _lines([path], [*reversed(STAGES), "statements"], stdin):
        if isinstance(value, Unreadable):
            yield value
            continue
        flat = isinstance(value, dict) and "article_id" in value
        yield _checked(place, value, "statements" if flat else _stage_of(value) or "quotes")


def write_article(output: Path, article_id: str, records: Mapping[Stage, Iterable[BaseModel]]) -> Path:
    """Write an article's files into its folder under ``output``: all of them, or on any error none.

    Files that are there already are replaced one by one, each in a single step, after all are written.

    Args:
        output: the folder for all articles.
        article_id: names the article's folder.
        records: what goes into the file of each stage.

    Returns:
        The article's folder.

    Raises:
        InputError: it can't be written there.
    """
    name = folder_name(article_id)
    target = output / name
    try:
        output.mkdir(parents=True, exist_ok=True)
        # The folder inside has ordinary permissions; a temporary one is its owner's alone.
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=output) as temporary:
            folder = Path(temporary) / name
            folder.mkdir()
            for stage, lines in records.items():
                with (folder / file_name(stage)).open("wb") as stream:
                    write_lines(stream, lines)
            if target.exists():
                for stage in records:
                    os.replace(folder / file_name(stage), target / file_name(stage))
            else:
                os.rename(folder, target)
    except OSError as error:
        raise InputError(str(target), f"can't be written ({error.strerror or error}): choose another -o") from error
    return target


def write_lines(stream: BinaryIO, records: Iterable[BaseModel]) -> None:
    """Write records as JSONL, in UTF-8."""
    with jsonlines.Writer(stream, compact=True) as writer:
        writer.write_all(record.model_dump(mode="json") for record in records)


def _lines(inputs: Sequence[str | Path], stages: Sequence[Stage], stdin: BinaryIO | None) -> Iterator[tuple[str, Any]]:
    """The values of all lines with their places; an ``Unreadable`` in place of what can't be read."""
    for given in inputs:
        if str(given) == "-":
            yield from _stream_lines("stdin", stdin if stdin is not None else sys.stdin.buffer)
            continue
        files = list(_files(Path(given), stages))
        if not files:
            yield str(given), Unreadable(str(given), _nothing_in(Path(given), stages[0]))
        for file in files:
            try:
                with file.open("rb") as stream:
                    yield from _stream_lines(str(file), stream)
            except OSError as error:
                reason = f"can't be read ({error.strerror or error}): check the path"
                yield str(file), Unreadable(str(file), reason)


def _files(path: Path, stages: Sequence[Stage]) -> Iterator[Path]:
    """The file itself; of a folder, and of each below it that isn't hidden, the first of the stages' files."""
    if not path.is_dir():
        yield path
        return
    for folder, below, files in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for stage in stages:
            if file_name(stage) in files:
                yield Path(folder) / file_name(stage)
                break


def _stream_lines(name: str, stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    counted = CountedLines(stream)
    reader = jsonlines.Reader(counted)
    while True:
        try:
            value = reader.read(skip_empty=True)
        except EOFError:
            break
        except (jsonlines.InvalidLineError, RecursionError):
            place = f"{name}:{counted.number}"
            yield place, Unreadable(place, "not a line of JSON, damaged or cut off: write the file again")
        else:
            yield f"{name}:{counted.number}", value
    if not counted.number:
        yield name, Unreadable(name, "empty: it should have one article a line")


def _checked(place: str, value: Any, reads: Stage) -> Any:
    """The record of a stage in a line's value, or why it is none."""
    wrong = _wrong_stage(value, reads)
    if wrong:
        return Unreadable(place, wrong)
    version = value.get("schema_version")
    if version != SCHEMA_VERSION:
        return Unreadable(
            place,
            f"schema version {version}, but this program reads {SCHEMA_VERSION}: "
            "write the file again with this version's `statements run`",
        )
    model: type[Record] = RECORDS[reads]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        return Unreadable(place, f"no valid {reads} record: {where}: {first['msg']}: write the file again")


def _stage_of(value: Any) -> ArticleStage | None:
    """The stage that wrote a line, as it says itself."""
    said = value.get("stage") if isinstance(value, dict) else None
    return next((stage for stage in STAGES if stage == said), None)


def _wrong_stage(value: Any, reads: Stage) -> str | None:
    if not isinstance(value, dict):
        return f"no {reads} record: a JSON object is expected"
    stage = _stage_of(value)
    if reads == "statements" or stage == reads:
        return None
    if stage is None:
        if "article_id" in value:
            return f"a flat statement, but a {reads} record is needed: give the file {file_name(reads)} beside it"
        return f"no stage has read this article yet: run {_commands('quotes', reads)} first"
    if STAGES.index(stage) < STAGES.index(reads):
        return f"this is a {stage} record, a {reads} record is needed: run {_commands(_next(stage), reads)} first"
    return f"this is a {stage} record, a {reads} record is needed: give the file {file_name(reads)} beside it"


def _nothing_in(path: Path, reads: Stage) -> str:
    if reads == "topics":
        return "no stage's file in this folder: run `statements run` first"
    return f"no {file_name(reads)} in this folder: run {_commands('quotes', reads)} first"


def _next(stage: ArticleStage) -> ArticleStage:
    return STAGES[STAGES.index(stage) + 1]


def _commands(first: ArticleStage, last: Stage) -> str:
    """The commands of a run of stages, for a message."""
    names = STAGES[STAGES.index(first) : [*STAGES, "statements"].index(last) + 1]
    return ", ".join(f"`statements {name}`" for name in names)
