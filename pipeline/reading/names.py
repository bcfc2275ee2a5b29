"""Ids of articles, unique over a run, and the folders that their results go to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

_LONGEST = 100  # bytes: file systems stop at 255, and the hash and the names of files inside need room
_UNSAFE = re.compile(r"[^\w.+,=@-]+")
# Windows keeps these names for devices, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def folder_name(article_id: str) -> str:
    """The name of the folder for an article's results: the id itself where it is safe as one.

    Anything else (separators, spaces, ``..``, device names, very long ids) becomes a readable stump, ``~`` and a
    hash of the id. A safe id holds no ``~``, so different ids never meet in one folder by their form.

    Args:
        article_id: any string, also an empty one.
    """
    stump = _UNSAFE.sub("-", article_id)
    safe = (
        stump == article_id == unicodedata.normalize("NFC", article_id)
        and article_id.strip(".") != ""
        and not article_id.startswith((".", "-"))
        and not article_id.endswith(".")
        and len(article_id.encode("utf-8", "replace")) <= _LONGEST
        and not _DEVICE.fullmatch(article_id)
    )
    if safe:
        return article_id
    digest = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    cut = unicodedata.normalize("NFC", stump).encode("utf-8")[: _LONGEST - 20].decode("utf-8", "ignore")
    return f"{cut.strip('.-') or 'article'}~{digest}"


class ArticleIds:
    """The ids given out so far. Two ids count as the same when a file system could take their folders for one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, article_id: str) -> bool:
        """Take an id; False when it is taken already."""
        key = unicodedata.normalize("NFC", folder_name(article_id)).casefold()
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def name(self, path: PurePath, line: int | None = None) -> str:
        """Take an id made from a file's name: its stem, with as many parent folders as make it unique.

        Args:
            path: the file.
            line: the line of the file in which the article stands, when it holds several.
        """
        ending = "" if line is None else f"-{line}"
        return next(name for name in _names(path, ending) if self.claim(name))


def clean(text: str) -> str:
    """The string with U+FFFD for every lone surrogate, so that it can be written as UTF-8."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _SURROGATE.search(text) else text


_SURROGATE = re.compile("[\ud800-\udfff]")


def _names(path: PurePath, ending: str) -> Iterator[str]:
    name = clean(path.stem)
    yield name + ending
    for parent in path.parents:
        if parent.name and parent.name != "..":
            name = f"{clean(parent.name)}-{name}"
            yield name + ending
    number = 2
    while True:
        yield f"{name}{ending}-{number}"
        number += 1
