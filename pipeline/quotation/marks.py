"""The quotation-mark scanner: which stretches of a text stand between quotation marks.

Repairs, the values of ``Region.repair``:

- ``"unclosed"``: the closing mark is missing; the region ends before an attribution (``, said X``) or where
  its paragraph ends.
- ``"unopened"``: the opening mark is missing; the region begins behind words that lead it in (``X said:``), behind
  the attribution of the quotation before it, or where its paragraph begins.
- ``"not reopened"``: the paragraph lies inside a quotation that an earlier one opened, but has no opening mark.
- ``"swapped"``: both marks face the wrong way (``”…“``).
- ``"turned"``: one of the two faces the wrong way (``“…“``).
- ``"mixed marks"``: the two marks come from different sets (``"…”``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quotation.candidates import find_marks
from pipeline.quotation.edges import begin_unopened, end_unclosed, inside_cost, is_narration, is_signature
from pipeline.quotation.glyphs import faces, family, is_pair, style
from pipeline.quotation.machine import Step, read_marks


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a paragraph between quotation marks.

    Attributes:
        start: where it starts, behind the opening mark.
        end: where it ends, before the closing mark.
        level: 1 for the outermost.
        opening: the opening mark as it stands in the text, "" if there is none.
        closing: the closing mark, "" if there is none.
        continues: the index in the list of the region, in the paragraph before, that this one continues.
        repair: what was assumed where the marks are irregular (see the module), None where they are regular.
    """

    start: int
    end: int
    level: int
    opening: str
    closing: str
    continues: int | None
    repair: str | None


@dataclass(slots=True)
class _Piece:
    """A region in the making; ``origin`` is the piece that it continues."""

    start: int
    end: int
    paragraph: int
    opening: str
    closing: str
    origin: _Piece | None
    open_ended: bool = False
    broken_off: bool = False


def scan(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Region]:
    """Find the regions between quotation marks.

    Args:
        text: the article.
        paragraphs: start and end of each paragraph, in order.

    Returns:
        The regions, ordered by start, outer ones first. Each lies in one paragraph and they nest properly; a
        quotation over several paragraphs is a region in each.
    """
    pieces = _read(text, paragraphs, single_style=False)
    outer = [family(piece.opening) for piece, level in _levels(pieces) if level == 1]
    if outer.count("single") >= 3 and outer.count("single") > outer.count("double"):
        pieces = _read(text, paragraphs, single_style=True)
    _settle_edges(text, pieces, paragraphs)
    kept = [piece for piece in pieces if _trim(text, piece)]
    for piece in kept:
        _take_mark_above(piece)
    kept.sort(key=_place)
    index = {id(piece): i for i, piece in enumerate(kept)}
    return [
        Region(
            piece.start,
            piece.end,
            level,
            piece.opening,
            piece.closing,
            index.get(id(piece.origin)) if piece.origin else None,
            _repair(piece),
        )
        for piece, level in _levels(kept)
    ]


def _read(text: str, paragraphs: Sequence[tuple[int, int]], single_style: bool) -> list[_Piece]:
    marks = [find_marks(text, start, end, single_style) for start, end in paragraphs]
    if not any(marks):
        return []
    inside = [inside_cost(text, start, end) for start, end in paragraphs]
    pieces = _pieces(read_marks(marks, [start for start, _ in paragraphs], inside), paragraphs)
    return sorted(pieces, key=_place)


def _place(piece: _Piece) -> tuple[int, int]:
    return piece.start, -piece.end


def _pieces(steps: Sequence[Step], paragraphs: Sequence[tuple[int, int]]) -> list[_Piece]:
    """Turn the decisions into pieces, edges that no mark shows still at the paragraph's."""
    done: list[_Piece] = []
    stack: list[_Piece] = []
    carried = 0
    at = 0

    def drop(count: int, end: int, open_ended: bool, broken_off: bool = False) -> None:
        for _ in range(count):
            piece = stack.pop()
            piece.end, piece.open_ended, piece.broken_off = end, open_ended, broken_off
            done.append(piece)

    for step in steps:
        mark, where = step.mark, step.paragraph
        if where != at:
            at, carried = where, 0
        if mark is None:
            drop(len(stack) if step.reading == "end" else 0, paragraphs[where][1], True)
            if step.reading == "carry":
                for i, piece in enumerate(stack):
                    piece.end = paragraphs[where][1]
                    done.append(piece)
                    start = paragraphs[where + 1][0]
                    stack[i] = _Piece(start, start, where + 1, "", "", piece)
            continue
        if step.reading == "reopen":
            stack[carried].opening = mark.glyph
            for piece in stack[carried:]:
                piece.start = mark.end
            carried += 1
        elif step.reading == "unopened":
            start = paragraphs[where][0]
            done.append(_Piece(start, mark.start, where, "", mark.glyph, None))
        else:
            drop(step.unclosed, mark.start, True, step.reading == "open")
            if step.reading == "open":
                stack.append(_Piece(mark.end, mark.end, where, mark.glyph, "", None))
            else:
                stack[-1].closing = mark.glyph
                drop(1, mark.start, False)
    return done


def _settle_edges(text: str, pieces: Sequence[_Piece], paragraphs: Sequence[tuple[int, int]]) -> None:
    """Move the edges that no mark shows to where the words say that they are; ``pieces`` are in order."""
    together: dict[int, list[_Piece]] = {}
    for piece in pieces:
        together.setdefault(piece.paragraph, []).append(piece)
    for number, group in together.items():
        # Unopened pieces start with the paragraph until they are settled: the others tell how far back they reach.
        marked = [piece for piece in group if not _is_unopened(piece)]
        starts = [piece.start for piece in marked]
        for i, piece in enumerate(marked):
            if piece.open_ended and piece.opening:
                inner = [_with_marks(p) for p in marked[i + 1 : bisect_left(starts, piece.end)]]
                piece.end = end_unclosed(text, piece.start, piece.end, inner, piece.broken_off)
        floor = first = paragraphs[number][0]
        for piece in sorted((p for p in group if _is_unopened(p)), key=lambda p: p.end):
            between = marked[bisect_left(starts, floor) : bisect_left(starts, piece.end)]
            ends = [_with_marks(p)[1] for p in between if family(p.opening) == family(piece.closing)]
            floor = max([floor, *ends])
            inner = [_with_marks(p) for p in between if _with_marks(p)[1] > floor]
            piece.start = begin_unopened(text, floor, piece.end, inner, floor > first)
            floor = piece.end + len(piece.closing)


def _with_marks(piece: _Piece) -> tuple[int, int]:
    return piece.start - len(piece.opening), piece.end + len(piece.closing)


def _is_unopened(piece: _Piece) -> bool:
    return not piece.opening and piece.origin is None


def _take_mark_above(piece: _Piece) -> None:
    """Give a piece the opening mark that stands alone at the end of the paragraph above."""
    above = piece.origin
    if above is not None and above.start == above.end and not piece.opening:
        piece.opening, piece.origin = above.opening, above.origin


def _trim(text: str, piece: _Piece) -> bool:
    """Leave white space at the edges out; False if nothing remains, or nothing that can be a quotation."""
    if _is_unopened(piece) and (
        is_signature(text[piece.start : piece.end]) or is_narration(text, piece.start, piece.end)
    ):
        return False
    while piece.start < piece.end and text[piece.start].isspace():
        piece.start += 1
    while piece.start < piece.end and text[piece.end - 1].isspace():
        piece.end -= 1
    return piece.start < piece.end


def _levels(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, int]]:
    ends: list[int] = []
    for piece in pieces:
        while ends and ends[-1] <= piece.start:
            ends.pop()
        ends.append(piece.end)
        yield piece, len(ends)


def _repair(piece: _Piece) -> str | None:
    if piece.origin is not None and not piece.opening:
        return "not reopened"
    if not piece.opening:
        return "unopened"
    if not piece.closing:
        return "unclosed" if piece.open_ended else None
    if is_pair(piece.opening, piece.closing):
        return None
    if style(piece.opening) != style(piece.closing) or family(piece.opening) != family(piece.closing):
        return "mixed marks"
    if faces(piece.opening) == "close" and faces(piece.closing) == "open":
        return "swapped"
    return "turned"
