"""Articles in JSONL: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import jsonlines

from pipeline.reading.names import ArticleIds, clean
from pipeline.reading.problems import ReadingWarning, Unreadable, Warn
from pipeline.reading.text import article_from_text
from pipeline.records import Article

_OPTIONAL = ("title", "url", "published")


def read_jsonl(lines: Iterable[bytes], path: PurePath, ids: ArticleIds, warn: Warn) -> Iterator[Article | Unreadable]:
    """The articles of a JSONL stream, each line an object ``{"id", "text", "title"?, "url"?, "published"?}``.

    Other fields are ignored. Articles without an id get the file's stem and the line's number.

    Args:
        lines: the lines as bytes, in UTF-8.
        path: where they come from: for messages and made-up ids.
        ids: the ids taken so far.
        warn: called for everything that had to be replaced.
    """
    counted = CountedLines(lines)
    reader = jsonlines.Reader(counted)
    empty = True
    while True:
        try:
            value = reader.read(skip_empty=True, allow_none=True)
        except EOFError:
            break
        except (jsonlines.InvalidLineError, RecursionError) as error:
            if empty and counted.line.strip() in (b"{", b"[", b"\xef\xbb\xbf{", b"\xef\xbb\xbf["):
                yield Unreadable(clean(str(path)), "JSON over several lines; write each article on a line of its own")
                return
            yield Unreadable(_where(path, counted.number), _broken(error))
        else:
            yield _article(value, path, counted.number, ids, warn)
        empty = False
    if empty:
        yield Unreadable(clean(str(path)), "no article in it (it is empty); give a file with one JSON object a line")


class CountedLines:
    """Lines that know their number, which jsonlines tells only for bad ones.

    Attributes:
        number: of the line that was read last, from 1; 0 before.
        line: that line.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.number = 0
        self.line = b""

    def __iter__(self) -> Iterator[bytes]:
        """Read the lines."""
        for self.number, self.line in enumerate(self._lines, 1):  # noqa: B020
            yield self.line


def _where(path: PurePath, line: int) -> str:
    return f"{clean(str(path))}:{line}"


def _broken(error: Exception) -> str:
    if isinstance(error.__cause__, UnicodeDecodeError):
        return f"not UTF-8 (byte {error.__cause__.start} of the line); convert the file to UTF-8"
    if isinstance(error, RecursionError):
        return "nested too deeply; an article is a flat JSON object"
    return f'no valid JSON ({error.__cause__}); a line must be one JSON object with a "text"'


def _article(value: Any, path: PurePath, line: int, ids: ArticleIds, warn: Warn) -> Article | Unreadable:
    where = _where(path, line)
    if not isinstance(value, dict):
        return Unreadable(where, f'{_kind(value)} where a JSON object with a "text" should stand')
    if "text" not in value:
        return Unreadable(where, 'the object has no "text"; put the article\'s text there')
    for name in ("text", *_OPTIONAL):
        if not isinstance(value.get(name), str) and (name == "text" or value.get(name) is not None):
            return Unreadable(where, f'"{name}" must be a string, not {_kind(value[name])}')
    given = value.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        return Unreadable(where, f'"id" must be a string or a whole number, not {_kind(given)}')
    article_id = clean(str(given)) if given is not None else ""

    fields = {name: value[name] for name in ("text", *_OPTIONAL) if value.get(name) is not None}
    cleaned = {name: clean(text) for name, text in fields.items()}
    article = article_from_text(article_id, **cleaned)
    if isinstance(article, str):
        return Unreadable(where, article)
    if not article_id.strip():
        article = article.model_copy(update={"id": ids.name(path, line)})
    elif not ids.claim(article_id):
        return Unreadable(where, f'the id "{article_id}" is taken by an article before it; ids must differ')
    if cleaned != fields:
        warn(ReadingWarning(where, "lone surrogates (\\ud800 to \\udfff) replaced by U+FFFD"))
    return article


def _kind(value: object) -> str:
    """What JSON calls a value's type."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")
