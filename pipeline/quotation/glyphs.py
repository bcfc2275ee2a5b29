"""The characters that serve as quotation marks, and what their neighbours say about the side they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.quotation.edges import has_attribution

Family = Literal["double", "single"]

# Longer ones first: two single marks typed side by side stand for a double one.
_MARK = re.compile("``|''|‘‘|’’|‘’|’‘|‚‚|[\"＂“”„‟«»″〝〞'＇‘’‚‛‹›′`´]")
_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,1000}>")

_SINGLE = frozenset("'＇‘’‚‛‹›′`´")
_OPENERS = frozenset(["“", "„", "‟", "«", "``", "‘‘", "‚‚", "〝", "‘", "‚", "‛", "‹", "`"])
_CLOSERS = frozenset(["”", "»", "’’", "〞", "’", "›", "´"])
_APOSTROPHES = frozenset("'’＇´‛`‘′")
_STYLE = {
    "straight": ['"', "＂", "''", "″", "'", "＇", "′", "``", "`", "´"],
    "angle": ["«", "»", "‹", "›"],
}
_STYLES = {glyph: style for style, glyphs in _STYLE.items() for glyph in glyphs}
_PAIRS = frozenset(
    [
        ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("``", "''"), ("''", "''"), ("″", "″"),
        ("‘‘", "’’"), ("‘’", "‘’"), ("’‘", "’‘"), ("‘’", "’’"), ("’‘", "’’"),
        ("‚‚", "‘‘"), ("‚‚", "’’"), ("〝", "〞"), ("＂", "＂"), ("‟", "”"),
        ("‘", "’"), ("‚", "‘"), ("‚", "’"), ("‹", "›"), ("›", "‹"), ("'", "'"), ("`", "'"), ("`", "´"), ("´", "´"),
        ("′", "′"), ("＇", "＇"), ("‛", "’"), ("`", "’"),
    ]
)  # fmt: skip

_OPENING_PUNCTUATION = frozenset("([{<—–-/*¿¡")
_FINAL = frozenset([*".!?…", ""])
_CLOSING_PUNCTUATION = frozenset(".,;:!?)]}>…—–-/*")
_ELISION = re.compile(
    r"(?:\d0s?\b|\d\ds?\b|(?:em|til|till|tis|twas|twill|cause|cos|cuz|bout|round|n|neath|nother|un|kay|"
    r"ere|gainst|tween|nuff|sup|fraid|specially|s|t|d|m|ll|re|ve)\b(?!['’]\w))",
    re.IGNORECASE,
)
_CLIPPED = re.compile(r"(?:in|an|o|ol|th|lil|fo|wi|mo|po|n)$", re.IGNORECASE)

_AGAINST_SHAPE = 3.5
_AGAINST_GLYPH = 2.5
# Against its neighbours but as it is drawn: somebody put the space on the wrong side.
_SPACED = 2.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A character (or two) that may be a quotation mark.

    Attributes:
        start: its offset in the text.
        end: the offset behind it.
        glyph: the characters.
        opens: what it costs to read it as an opening mark, from its shape and its neighbours.
        closes: what it costs to read it as a closing mark, from its neighbours alone (see ``pair_cost``).
        ignored: what it costs to read it as no quotation mark at all: an apostrophe, inches, a stray one.
        fragment: whether what follows begins like the middle of a sentence.
        midway: whether it breaks into a sentence that has no attribution in it since the mark before.
    """

    start: int
    end: int
    glyph: str
    opens: float
    closes: float
    ignored: float
    fragment: bool
    midway: bool


def family(glyph: str) -> Family:
    """Whether a mark is a double or a single one."""
    return "single" if glyph in _SINGLE else "double"


def style(glyph: str) -> str:
    """The set a mark belongs to: "straight", "curly" or "angle"."""
    return _STYLES.get(glyph, "curly")


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
        return 4.0
    cost = 0.0
    if style(opening) != style(closing):
        cost += 3.0 if "angle" in (style(opening), style(closing)) else 0.8
    if faces(closing) == "open":
        # Once the opening mark is turned, the closing one is expected to be.
        cost += 0.5 if faces(opening) == "close" else _AGAINST_GLYPH
    return cost


def find_marks(text: str, start: int, end: int, single_style: bool = False) -> list[Mark]:
    """The candidates for quotation marks in a paragraph, in order; those inside a markup tag are none.

    Args:
        text: the article.
        start: where the paragraph starts.
        end: where it ends.
        single_style: whether the article puts its quotations in single marks, as is usual in Britain.
    """
    found = [(m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    if found and "<" in text[start:end]:
        tags = [(m.start(), m.end()) for m in _TAG.finditer(text, start, end)]
        found = [here for here in found if not any(a < here[0] < b for a, b in tags)]
    marks = []
    since = start
    for here, edge in zip(found, _run_edges(found), strict=True):
        marks.append(_mark(text, (start, end), here, edge, since, single_style))
        since = here[1]
    return marks


def _run_edges(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each mark the start and end of the run of adjacent marks it stands in."""
    edges: list[tuple[int, int]] = []
    first = 0
    for i, (_, end) in enumerate(found):
        if i + 1 == len(found) or found[i + 1][0] != end:
            edges += [(found[first][0], end)] * (i + 1 - first)
            first = i + 1
    return edges


def _mark(
    text: str,
    paragraph: tuple[int, int],
    here: tuple[int, int],
    edge: tuple[int, int],
    since: int,
    single_style: bool,
) -> Mark:
    start, end = paragraph
    glyph = text[here[0] : here[1]]
    before = text[edge[0] - 1] if edge[0] > start else " "
    after = text[edge[1]] if edge[1] < end else " "
    opens, closes = _sides(before, after)
    if family(glyph) == "single":
        opens, closes, ignored = _single(text, here, paragraph, opens, closes, single_style)
    else:
        ignored = _double_ignored(text, here, start)
    facing = faces(glyph)
    if facing == "close":
        opens += _AGAINST_GLYPH
        closes = min(closes, _SPACED)
    elif facing == "open":
        opens = min(opens, _SPACED)
    ahead = text[edge[1] : edge[1] + 3].lstrip()[:1]
    behind = text[max(edge[0] - 3, start) : edge[0]].rstrip()[-1:]
    midway = ignored > 0 and behind not in _FINAL and not has_attribution(text, since, here[0])
    return Mark(here[0], here[1], glyph, opens, closes, ignored, ahead.islower(), midway)


def _sides(before: str, after: str) -> tuple[float, float]:
    """The costs of opening and closing between two characters that are no marks themselves."""
    gap_before = before.isspace() or before in _OPENING_PUNCTUATION
    gap_after = after.isspace() or after in _CLOSING_PUNCTUATION
    if gap_before and not gap_after:
        return (0.0 if before not in "—–-/*" else 0.2), _AGAINST_SHAPE
    if gap_after and not gap_before:
        return _AGAINST_SHAPE, 0.0
    if gap_before and gap_after:
        if before.isspace() and not after.isspace():
            return (0.6, 1.6) if after in "—–-*…." else (2.0, 0.8)
        if after.isspace() and not before.isspace():
            return (2.0, 0.5)
        return 1.0, 1.0
    if before in ":,;" and after.isupper():
        return 0.5, 1.0
    if before in ".!?,;:…" or before in ")]":
        return 1.4, 0.4
    return 1.5, 1.5


def _double_ignored(text: str, here: tuple[int, int], start: int) -> float:
    glyph = text[here[0] : here[1]]
    before = text[here[0] - 1] if here[0] > start else " "
    if before.isdigit() and faces(glyph) != "open":
        return 1.0 if glyph != "″" else 0.3
    if text[max(here[0] - len(glyph), start) : here[0]] == glyph:
        return 1.0
    return 6.0


def _single(
    text: str, here: tuple[int, int], paragraph: tuple[int, int], opens: float, closes: float, single_style: bool
) -> tuple[float, float, float]:
    """The costs of opening, closing and ignoring a single mark, which is an apostrophe more often than not."""
    start, end = paragraph
    glyph = text[here[0] : here[1]]
    before = text[here[0] - 1] if here[0] > start else " "
    after = text[here[1]] if here[1] < end else " "
    if glyph not in _APOSTROPHES:
        return opens, closes, 5.0
    if before.isalnum() and after.isalnum():
        return opens + 3.0, closes + 3.0, (0.0 if glyph in "'’" else 0.3)
    if before.isdigit():
        return opens, closes + 0.5, 0.2
    if before.isalpha():
        if glyph == "‘":
            return opens, closes, 1.5
        word = text[max(here[0] - 4, start) : here[0]].split()
        dropped = before in "szxSZX" or _CLIPPED.search(word[-1])
        return opens, closes, (0.3 if dropped else 1.0)
    if after.isalnum():
        if _ELISION.match(text, here[1], end):
            return opens + 1.0, closes, (0.6 if glyph == "‘" else 0.1)
        ignored = {"‘": 2.5, "’": 0.4, "`": 2.0}.get(glyph, 2.5 if here[0] == start else 1.2)
        return opens, closes, max(ignored, 5.0) if single_style and glyph != "’" else ignored
    return opens, closes, 4.5 if single_style and before in ".,!?" else 2.0
