"""The state machine that decides, for every mark of an article, whether it opens, closes, or is no quotation mark.

The state is the stack of quotations that stand open. At each mark every state branches into the readings that
are possible from it, each with a cost; of the ways that lead to the same state only the cheapest is kept, so the
reading found is the cheapest for the article as a whole (Viterbi 1967, over a pushdown of bounded depth). The
number of states is bounded, and time is linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from pipeline.quotation.candidates import Mark
from pipeline.quotation.glyphs import faces, family, pair_cost, style

Reading = Literal["open", "close", "unopened", "reopen", "end", "carry"]

_MAX_DEPTH = 4
_MAX_STATES = 24
_MAX_LAG = 14.0

# Costs: a regular mark in its place costs nothing, a missing one about as much as two that stand oddly. What a
# quotation saves by being carried into the next paragraph is a missing closing and a missing opening mark, so that
# it ends unclosed after some five paragraphs that do not reopen it.
_UNCLOSED = {"double": 5.0, "single": 4.0}
_UNOPENED = {"double": 5.0, "single": 4.0}
_INNER_UNCLOSED = {"double": 4.0, "single": 2.0}
_BROKEN_OFF = 3.5
_REOPENED = 0.7
_REOPENED_LATE = 4.7
_REOPENED_OUTER_ONLY = 1.0
_OUTER_SINGLE = 0.5
_EMPTY = 3.0

_PLAIN = -1
_INSIDE = -2


class _Open(NamedTuple):
    """A quotation that stands open: its mark, and whether it began in the middle of a sentence."""

    glyph: str
    fragment: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. ``mark`` is None at a paragraph's end; ``unclosed`` quotations end unclosed before it."""

    reading: Reading
    mark: Mark | None
    paragraph: int
    unclosed: int = 0


# Where the reading stands: the open quotations, outermost first, and how the paragraph began: plainly, inside
# a quotation that it does not reopen, or (0 and up) with the marks from that depth on still to be reopened.
_Stack: TypeAlias = "tuple[_Open, ...]"
_State: TypeAlias = "tuple[_Stack, int]"
_Trail: TypeAlias = "tuple[_Trail, Step] | None"
_Beam: TypeAlias = "dict[_State, tuple[float, _Trail]]"


def read_marks(marks: Sequence[Sequence[Mark]], starts: Sequence[int], inside: Sequence[float]) -> list[Step]:
    """Read the marks of an article.

    Args:
        marks: the candidates of each paragraph, in order.
        starts: where each paragraph starts.
        inside: for each paragraph, what it costs to believe that it lies inside a quotation that it does not reopen.

    Returns:
        The decisions in order. Marks that are no quotation marks have none.
    """
    beam: _Beam = {((), _PLAIN): (0.0, None)}
    for i, here in enumerate(marks):
        last_end = starts[i]
        leading = True
        for j, mark in enumerate(here):
            adjacent = mark.start == last_end
            leading = leading and adjacent
            beam = _pruned(_after_mark(beam, mark, i, leading, adjacent and j > 0))
            last_end = mark.end
        below = i + 1
        if below < len(marks):
            leads = bool(marks[below]) and marks[below][0].start == starts[below]
            beam = _after_paragraph(beam, i, leads, inside[below])
        else:
            beam = _after_paragraph(beam, i, False, None)
    return _steps(beam[(), _PLAIN][1])


def _after_mark(beam: _Beam, mark: Mark, paragraph: int, leading: bool, adjacent: bool) -> _Beam:
    out: _Beam = {}

    def offer(stack: _Stack, mode: int, cost: float, trail: _Trail) -> None:
        known = out.get((stack, mode))
        if known is None or cost < known[0]:
            out[stack, mode] = (cost, trail)

    kind = family(mark.glyph)
    opened = _Open(mark.glyph, mark.fragment)
    for (stack, mode), (cost, trail) in beam.items():
        if mode >= 0:
            if leading and family(stack[mode].glyph) == kind:
                more = mark.opens + (0.3 if style(stack[mode].glyph) != style(mark.glyph) else 0.0)
                deeper = mode + 1 if mode + 1 < len(stack) else _PLAIN
                reopened = (*stack[:mode], opened, *stack[mode + 1 :])
                offer(reopened, deeper, cost + more, (trail, Step("reopen", mark, paragraph)))
            if mode == 0:
                continue
            cost += _REOPENED_OUTER_ONLY
            mode = _PLAIN
        offer(stack, mode, cost + mark.ignored, trail)
        nest = _nesting_cost(stack, mark, mode)
        if nest is not None:
            offer((*stack, opened), mode, cost + mark.opens + nest, (trail, Step("open", mark, paragraph)))
        if not stack:
            more = mark.closes + _UNOPENED[kind] + (2.5 if faces(mark.glyph) == "open" else 0.0)
            offer(stack, mode, cost + more, (trail, Step("unopened", mark, paragraph)))
            continue
        top = stack[-1]
        if family(top.glyph) == kind:
            more = mark.opens + _UNCLOSED[kind] + (2.0 if style(top.glyph) != style(mark.glyph) else 0.0)
            if mark.midway and not top.fragment:
                more += _BROKEN_OFF
            offer((*stack[:-1], opened), mode, cost + more, (trail, Step("open", mark, paragraph, 1)))
        empty = _EMPTY if adjacent and trail is not None and trail[1].reading in ("open", "reopen") else 0.0
        more = mark.closes + pair_cost(top.glyph, mark.glyph) + empty
        offer(stack[:-1], mode, cost + more, (trail, Step("close", mark, paragraph)))
        if len(stack) > 1:
            more = mark.closes + pair_cost(stack[-2].glyph, mark.glyph) + _INNER_UNCLOSED[family(top.glyph)]
            offer(stack[:-2], mode, cost + more, (trail, Step("close", mark, paragraph, 1)))
    return out


def _nesting_cost(stack: _Stack, mark: Mark, mode: int) -> float | None:
    """What it costs to open a quotation inside those that stand open; None where that is ruled out."""
    if not stack:
        return _OUTER_SINGLE if family(mark.glyph) == "single" else 0.0
    if len(stack) == _MAX_DEPTH:
        return None
    cost = 0.2 + 0.8 * (len(stack) - 1)
    if mode == _INSIDE:
        cost += 2.0
    top = stack[-1]
    if family(top.glyph) == family(mark.glyph):
        if style(top.glyph) != style(mark.glyph):
            cost += 1.3
        else:
            cost += 2.5 if mark.midway and not top.fragment else 3.8
        cost += 1.0 if faces(mark.glyph) == "close" else 0.0
    return cost


def _after_paragraph(beam: _Beam, paragraph: int, leads: bool, inside: float | None) -> _Beam:
    """End every open quotation at the paragraph's end, or carry it over into the next one."""
    out: _Beam = {}

    def offer(stack: _Stack, mode: int, cost: float, trail: _Trail) -> None:
        known = out.get((stack, mode))
        if known is None or cost < known[0]:
            out[stack, mode] = (cost, trail)

    for (stack, mode), (cost, trail) in beam.items():
        if mode >= 0:
            cost += _REOPENED_OUTER_ONLY
        if not stack:
            offer((), _PLAIN, cost, trail)
            continue
        ended = cost + sum(_UNCLOSED[family(one.glyph)] for one in stack)
        offer((), _PLAIN, ended, (trail, Step("end", None, paragraph, len(stack))))
        if inside is None:
            continue
        carried: _Trail = (trail, Step("carry", None, paragraph))
        offer(stack, _INSIDE, cost + inside, carried)
        if leads:
            offer(stack, 0, cost + (_REOPENED_LATE if mode == _INSIDE else _REOPENED), carried)
    return out


def _pruned(beam: _Beam) -> _Beam:
    limit = min(cost for cost, _ in beam.values()) + _MAX_LAG
    kept = [item for item in beam.items() if item[1][0] <= limit or item[0] == ((), _PLAIN)]
    if len(kept) > _MAX_STATES:
        kept = sorted(kept, key=lambda item: item[1][0])[:_MAX_STATES]
    return dict(kept)


def _steps(trail: _Trail) -> list[Step]:
    steps = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return steps[::-1]
