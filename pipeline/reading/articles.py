"""Articles from whatever the command line names: files, folders, JSONL, standard input."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from pipeline.reading.decoding import NotTextError, decode
from pipeline.reading.jsonl import read_jsonl
from pipeline.reading.names import ArticleIds, clean
from pipeline.reading.problems import ReadingWarning, Unreadable, Warn
from pipeline.reading.text import article_from_text
from pipeline.records import Article

_JSONL = (".jsonl", ".ndjson")
_TEXT = ".txt"
_STDIN = PurePath("stdin")
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")


def read_articles(
    inputs: Sequence[str | Path], stdin: BinaryIO | None = None, warn: Warn = lambda warning: None
) -> Iterator[Article | Unreadable]:
    """Read articles one after the other, in the order of the inputs.

    One article's text is in memory at a time, and the ids of all so far. Articles get the stem of their file as id,
    with parent folders in front where stems meet; in JSONL they bring their own.

    Args:
        inputs: text files, JSONL files (``.jsonl``, ``.ndjson``), folders (searched recursively for ``.txt`` and
            ``.jsonl``, in sorted order, hidden ones left out), and ``-`` for standard input.
        stdin: what ``-`` reads: plain text, or JSONL when it begins with a JSON object; the process's own by default.
        warn: called for each doubt on the way, before the article comes.

    Yields:
        Articles, and for each input or line that gives none, why.
    """
    ids = ArticleIds()
    seen: set[str] = set()
    for given in inputs:
        if str(given) == "-":
            yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer, ids, warn)
            continue
        for path in _files(Path(given)):
            if isinstance(path, Unreadable):
                yield path
                continue
            if len(inputs) > 1:
                real = os.path.realpath(path)
                if real in seen:
                    warn(ReadingWarning(clean(str(path)), "named twice; read once"))
                    continue
                seen.add(real)
            yield from _read_file(path, ids, warn)


def _files(path: Path) -> Iterator[Path | Unreadable]:
    """The files that an input stands for."""
    if not path.is_dir():
        yield path
        return
    found = False
    for file in _walk(path):
        found = True
        yield file
    if not found:
        yield Unreadable(clean(str(path)), "no .txt or .jsonl file in this folder; name one that holds articles")


def _walk(folder: Path) -> Iterator[Path | Unreadable]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in scan)
    except OSError as error:
        yield _failed(folder, error)
        return
    for name, is_folder in entries:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _walk(folder / name)
        elif name.lower().endswith((_TEXT, *_JSONL)):
            yield folder / name


def _read_file(path: Path, ids: ArticleIds, warn: Warn) -> Iterator[Article | Unreadable]:
    try:
        if path.suffix.lower() in _JSONL:
            with path.open("rb") as stream:
                yield from read_jsonl(stream, path, ids, warn)
        else:
            yield _read_text(path.read_bytes(), path, ids, warn)
    except OSError as error:
        yield _failed(path, error)


def _read_stdin(stream: BinaryIO, ids: ArticleIds, warn: Warn) -> Iterator[Article | Unreadable]:
    # Read on until something tells a JSON object from text; neither is told by white space.
    head = b""
    while len(head.lstrip(b"\xef\xbb\xbf \t\r\n")) < 2 and (more := stream.readline()):
        head += more
    if _OBJECT.match(head) or head.strip() in (b"{", b"["):
        yield from read_jsonl(_chain(head, stream), _STDIN, ids, warn)
    else:
        yield _read_text(head + stream.read(), _STDIN, ids, warn)


def _chain(head: bytes, stream: BinaryIO) -> Iterable[bytes]:
    yield from io.BytesIO(head)
    yield from stream


def _read_text(data: bytes, path: PurePath, ids: ArticleIds, warn: Warn) -> Article | Unreadable:
    where = clean(str(path))
    try:
        decoded = decode(data)
    except NotTextError as error:
        return Unreadable(where, str(error))
    article = article_from_text("", decoded.text)
    if isinstance(article, str):
        return Unreadable(where, article)
    if decoded.doubt:
        warn(ReadingWarning(where, decoded.doubt))
    return article.model_copy(update={"id": ids.name(path)})


def _failed(path: Path, error: OSError) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        reason = "no such file or folder; check the path"
    elif isinstance(error, PermissionError):
        reason = "permission denied; make it readable"
    else:
        reason = f"cannot be read ({error.strerror or error})"
    return Unreadable(clean(str(path)), reason)
