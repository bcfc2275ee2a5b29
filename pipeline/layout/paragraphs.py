"""Where the paragraphs of a raw text begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# str.strip() knows every Unicode space; these marks of no width stand at edges as well.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad"
_URL = re.compile(r"<?(?:https?://|ftp://|www\.)\S+>?", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

_MIN_WIDTH, _MAX_WIDTH = 55, 105
_MIN_BREAKS = 3


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A line is a paragraph. In a hard-wrapped text (blank lines between paragraphs, lines broken at a column of
    about 60 to 100) the lines between two blank ones are one paragraph. A web address alone on the first
    non-blank line says where the text comes from and is left out.

    Args:
        text: the article as decoded; any kind of line break.

    Returns:
        Start and end offset of each paragraph, white space at both ends left out, in order.
    """
    lines = _lines(text)
    solid = [(start, end) for start, end in lines if start < end]
    if solid and _URL.fullmatch(text, *solid[0]):
        lines = lines[lines.index(solid[0]) + 1 :]
        solid = solid[1:]
    width = _wrap_width(text, lines)
    if width is None:
        return solid
    return _joined(text, lines, width)


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines, trimmed; a blank one is an empty range."""
    bounds = [0]
    for found in _BREAK.finditer(text):
        bounds += [found.start(), found.end()]
    bounds.append(len(text))
    return [_trimmed(text, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The column at which the text is hard-wrapped, or None if its lines are paragraphs."""
    width = max((end - start for start, end in lines), default=0)
    inner = [(here, below) for here, below in pairwise(lines) if here[0] < here[1] and below[0] < below[1]]
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or len(inner) < _MIN_BREAKS:
        return None
    full = [pair for pair in inner if _filled(text, *pair, width)]
    open_ended = [pair for pair in full if not _ENDS_SENTENCE.search(text, *pair[0])]
    if len(full) < 0.8 * len(inner) or len(open_ended) < 0.5 * len(inner):
        return None
    return width


def _filled(text: str, here: tuple[int, int], below: tuple[int, int], width: int) -> bool:
    """Whether the line is so full that the next one's first word had to go below it."""
    word = text[below[0] : below[1]].split(None, 1)[0]
    return here[1] - here[0] + 1 + len(word) > width - 6


def _joined(text: str, lines: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    paragraphs: list[tuple[int, int]] = []
    above: tuple[int, int] | None = None
    for line in lines:
        if line[0] == line[1]:
            above = None
            continue
        if above is not None and _filled(text, above, line, width):
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        else:
            paragraphs.append(line)
        above = line
    return paragraphs
