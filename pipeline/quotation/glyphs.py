"""The characters that serve as quotation marks, and which of them belong together."""

from __future__ import annotations

from typing import Literal

Family = Literal["double", "single"]

_SINGLE = frozenset("'＇‘’‚‛‹›′`´")
_OPENERS = frozenset(["“", "„", "‟", "«", "‹‹", "``", "‘‘", "‚‚", "〝", "‘", "‚", "‛", "‹", "`"])
_CLOSERS = frozenset(["”", "»", "››", "’’", "〞", "’", "›", "´"])
_STRAIGHT = frozenset(['"', "＂", "''", "″", "'", "＇", "′", "``", "`", "´"])
_ANGLE = frozenset(["«", "»", "‹", "›", "‹‹", "››"])
_PAIRS = frozenset(
    {
        *(("“", "”"), ("„", "“"), ("„", "”"), ("‟", "”"), ("«", "»"), ("»", "«"), ("‹‹", "››"), ("〝", "〞")),
        *(('"', '"'), ("＂", "＂"), ("″", "″"), ("``", "''"), ("''", "''")),
        *(("‘‘", "’’"), ("‘’", "‘’"), ("’‘", "’‘"), ("‘’", "’’"), ("’‘", "’’"), ("‚‚", "‘‘"), ("‚‚", "’’")),
        *(("‘", "’"), ("‚", "‘"), ("‚", "’"), ("‛", "’"), ("‹", "›"), ("›", "‹")),
        *(("'", "'"), ("＇", "＇"), ("′", "′"), ("`", "'"), ("`", "´"), ("`", "’"), ("´", "´")),
    }
)

AGAINST_GLYPH = 2.5
_FAMILIES_MIXED = 4.5
_ANGLE_MIXED = 3.0
_STYLES_MIXED = 0.8
_TURNED_AGAIN = 0.5


def family(glyph: str) -> Family:
    """Whether a mark is a double or a single one."""
    return "single" if glyph in _SINGLE else "double"


def style(glyph: str) -> Literal["straight", "angle", "curly"]:
    """The set that a mark belongs to."""
    return "straight" if glyph in _STRAIGHT else "angle" if glyph in _ANGLE else "curly"


def is_pair(opening: str, closing: str) -> bool:
    """Whether two marks belong together in some typographic tradition."""
    return (opening, closing) in _PAIRS


def faces(glyph: str) -> Literal["open", "close", "either"]:
    """The side that a mark is drawn for; straight marks serve for both."""
    return "open" if glyph in _OPENERS else "close" if glyph in _CLOSERS else "either"


def pair_cost(opening: str, closing: str) -> float:
    """What it costs to believe that ``closing`` ends what ``opening`` began: 0 for a regular pair."""
    if (opening, closing) in _PAIRS:
        return 0.0
    if family(opening) != family(closing):
        return _FAMILIES_MIXED
    cost = 0.0
    if style(opening) != style(closing):
        cost += _ANGLE_MIXED if "angle" in (style(opening), style(closing)) else _STYLES_MIXED
    if faces(closing) == "open":
        # Once the opening mark is turned, the closing one is expected to be.
        cost += _TURNED_AGAIN if faces(opening) == "close" else AGAINST_GLYPH
    return cost
