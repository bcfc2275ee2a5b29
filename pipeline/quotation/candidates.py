"""The candidates for quotation marks in a paragraph, and what their neighbours say about the side they stand on.

A mark that opens has a gap before it and a word behind it, one that closes the other way round; an apostrophe
stands inside a word or at its edge, and feet and inches behind a digit. All of it is evidence, given as costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.quotation.edges import attribution_follows, has_attribution, leads_in
from pipeline.quotation.glyphs import AGAINST_GLYPH, faces, family

# Two single marks typed side by side stand for a double one. Of three, the double one is the outer one.
_MARK = re.compile(
    r"(?<=\S)'(?=''(?!'))|(?<=\S)’(?=’’(?!’))|``|''|‘‘|’’|‘’|’‘|‚‚|‹‹|››|" + "[\"＂“”„‟«»″〝〞'＇‘’‚‛‹›′`´]",
)
_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,1000}>")

_APOSTROPHES = frozenset("'’＇´‛`‘′")
_OPENING_PUNCTUATION = frozenset("([{<—–-/*¿¡")
_CLOSING_PUNCTUATION = frozenset(".,;:!?)]}>…—–-/*")
_DASHES = frozenset("—–-/*")
_FINAL = frozenset([*".!?…", ""])
# What the apostrophe of '90s, 'em, 'twas stands before; a lone 's or 'll is one torn from its word.
_ELISION = re.compile(
    r"(?:\d\ds?|em|til|till|tis|twas|twill|cause|cos|cuz|bout|round|n|neath|nother|un|kay|"
    r"ere|gainst|tween|nuff|sup|fraid|s|t|d|m|ll|re|ve)\b(?!['’]\w)",
    re.IGNORECASE,
)
# What it stands behind in goin', an', ol'.
_CLIPPED = re.compile(r"(?:[a-z]in|(?<!\w)(?:an|o|ol|th|lil|fo|wi|mo|po|n))$", re.IGNORECASE)

_AGAINST_SHAPE = 3.5
# Against its neighbours but as it is drawn: somebody put the space on the wrong side.
_SPACED = 2.5
_LONE_AT_START = 0.3
_INSIDE_WORD = 3.0
_STRAY = 6.0
# In its place, or where a quotation may well begin.
_STRAY_REGULAR = 7.8
_STRAY_SINGLE = 5.0


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


def find_marks(text: str, start: int, end: int, single_style: bool = False) -> list[Mark]:
    """The candidates for quotation marks in a paragraph, in order; those inside a markup tag are none.

    Args:
        text: the article.
        start: where the paragraph starts.
        end: where it ends.
        single_style: whether the article puts its quotations in single marks, as is usual in Britain.
    """
    found = list(_outside_tags(text, start, end))
    marks = []
    since = start
    for here, run in zip(found, _runs(found), strict=True):
        marks.append(_mark(text, (start, end), here, run, since, single_style))
        since = here[1]
    return marks


def _outside_tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    tags = iter([m.span() for m in _TAG.finditer(text, start, end)])
    tag = next(tags, None)
    for found in _MARK.finditer(text, start, end):
        while tag is not None and tag[1] <= found.start():
            tag = next(tags, None)
        if tag is None or found.start() < tag[0]:
            yield found.span()


def _runs(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each mark the start and end of the run of adjacent marks it stands in."""
    runs: list[tuple[int, int]] = []
    first = 0
    for i, (_, end) in enumerate(found):
        if i + 1 == len(found) or found[i + 1][0] != end:
            runs += [(found[first][0], end)] * (i + 1 - first)
            first = i + 1
    return runs


def _mark(
    text: str,
    paragraph: tuple[int, int],
    here: tuple[int, int],
    run: tuple[int, int],
    since: int,
    single_style: bool,
) -> Mark:
    start, end = paragraph
    glyph = text[here[0] : here[1]]
    before = text[run[0] - 1] if run[0] > start else " "
    after = text[run[1]] if run[1] < end else " "
    opens, closes = _sides(before, after)
    if run[0] == start and run[1] < end:
        opens, closes = min(opens, _LONE_AT_START), max(closes, _SPACED)
    facing = faces(glyph)
    if family(glyph) == "single":
        opens, closes, ignored = _single(text, here, paragraph, opens, closes, single_style)
    else:
        ignored = _double_ignored(text, here, start, opens, closes)
        if facing == "close":
            closes = min(closes, _SPACED)
        elif facing == "open":
            opens = min(opens, _SPACED)
    if facing == "close":
        opens += AGAINST_GLYPH
    ahead = text[run[1] : run[1] + 3].lstrip()[:1]
    behind = text[max(run[0] - 3, start) : run[0]].rstrip()[-1:]
    midway = ignored > 0 and behind not in _FINAL and not has_attribution(text, since, here[0])
    return Mark(here[0], here[1], glyph, opens, closes, ignored, ahead.islower(), midway)


def _sides(before: str, after: str) -> tuple[float, float]:
    """The costs of opening and closing between two characters that are no marks themselves."""
    gap_before = before.isspace() or before in _OPENING_PUNCTUATION
    gap_after = after.isspace() or after in _CLOSING_PUNCTUATION
    if gap_before and not gap_after:
        return (0.2 if before in _DASHES else 0.0), _AGAINST_SHAPE
    if gap_after and not gap_before:
        return _AGAINST_SHAPE, 0.0
    if gap_before:
        if before.isspace() and not after.isspace():
            return (0.6, 1.6) if after in _DASHES or after in "…." else (2.0, 0.8)
        return (2.0, 0.5) if not before.isspace() else (1.0, 1.0)
    if before in ":,;" and after.isupper():
        return 0.5, 1.0
    if before in ".!?,;:…)]":
        return 1.4, 0.4
    return 1.5, 1.5


def _double_ignored(text: str, here: tuple[int, int], start: int, opens: float, closes: float) -> float:
    """The cost of ignoring a double mark, which is seldom anything but a quotation mark."""
    glyph = text[here[0] : here[1]]
    before = text[here[0] - 1] if here[0] > start else " "
    if before.isdigit() and faces(glyph) != "open":
        return 0.3 if glyph == "″" else 1.0
    if text[max(here[0] - len(glyph), start) : here[0]] == glyph:
        return 1.0
    regular = opens == 0 if faces(glyph) == "open" else closes == 0 and faces(glyph) == "close"
    return _STRAY_REGULAR if regular or (here[0] == start and opens == 0) else _STRAY


def _single(
    text: str, here: tuple[int, int], paragraph: tuple[int, int], opens: float, closes: float, single_style: bool
) -> tuple[float, float, float]:
    """The costs of opening, closing and ignoring a single mark, which is an apostrophe more often than not."""
    start, end = paragraph
    glyph = text[here[0] : here[1]]
    before = text[here[0] - 1] if here[0] > start else " "
    after = text[here[1]] if here[1] < end else " "
    if glyph not in _APOSTROPHES:
        return opens, closes, _STRAY_SINGLE
    if before.isalnum() and after.isalnum():
        return opens + _INSIDE_WORD, closes + _INSIDE_WORD, (0.0 if glyph in "'’" else 0.3)
    if before.isdigit():
        return opens, closes + 0.5, 0.2
    if before.isalpha():
        if glyph == "‘":
            return opens, closes, 1.5
        if before in "szxSZX":
            owner = after == " " and text[here[1] + 1 : here[1] + 2].islower()
            return opens, closes + (0.9 if owner else 0.0), 0.3
        clipped = _CLIPPED.search(text, max(here[0] - 6, start), here[0])
        return opens, closes, (0.3 if clipped else 1.0)
    if after.isalnum():
        if _ELISION.match(text, here[1], end):
            return opens + 1.0, closes, (0.6 if glyph == "‘" else 0.1)
        if glyph == "’":
            return opens, closes, 0.4
        if single_style or (after.isupper() and leads_in(text, start, here[0])):
            return opens, closes, _STRAY_SINGLE
        return opens, closes, {"‘": 2.5, "`": 2.0}.get(glyph, 2.5 if here[0] == start else 1.2)
    if before in ".,!?" and attribution_follows(text, here[1], end):
        return opens, closes, 4.5
    return opens, closes, 4.5 if single_style and before in ".,!?" else 2.0
