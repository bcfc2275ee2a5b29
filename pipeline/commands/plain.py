"""Text that is safe to show in a terminal, and tables that fit it."""

from __future__ import annotations

from rich.table import Table

_LONGEST = 160
_WIDTHS = {"speaker": 24, "on the list": 20, "source": 24, "cue": 16, "topics": 26, "role": 34}
_LONG = (
    "also called",
    "names, with the number of mentions",
    "key phrases",
    "words that speak for it",
    "mentioned as",
    "where",
    "joined by",
)
# What a terminal would obey rather than show; the text's length stays, so that offsets hold.
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"}


def table(*columns: str) -> Table:
    """A table with a line a row; the column "statement" takes the room that the others leave."""
    made = Table(box=None, header_style="bold dim", pad_edge=False, expand="statement" in columns)
    for column in columns:
        long = column in _LONG
        made.add_column(
            column, no_wrap=not long, overflow="fold" if long else "ellipsis", max_width=_WIDTHS.get(column)
        )
    if "statement" in columns:
        made.columns[columns.index("statement")].ratio = 1
    return made


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def plain(text: str) -> str:
    """One line without control characters."""
    return " ".join(text.translate(CONTROLS).split("\n"))


def safe(text: str) -> str:
    """One line without control characters and console markup."""
    return plain(text).replace("[", r"\[")
