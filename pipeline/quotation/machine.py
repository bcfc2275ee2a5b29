"""The state machine that decides, for every mark of an article, whether it opens, closes, or is no quotation mark.

The state is the stack of quotations that stand open. At each mark every state branches into the readings that
are possible from it, each with a cost; of the ways that lead to the same state only the cheapest is kept, so the
reading found is the cheapest for the article as a whole (Viterbi 1967, over a pushdown of bounded depth). The
number of states is bounded, and time is linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.quotation.glyphs import Mark, faces, family, pair_cost, style

Reading = Literal["open", "close", "unopened", "reopen", "end", "carry"]

_MAX_DEPTH = 4
_MAX_STATES = 24
_MAX_LAG = 14.0

_UNCLOSED = {"double": 5.0, "single": 4.0}
_UNOPENED = {"double": 5.0, "single": 4.0}
_INNER_UNCLOSED = {"double": 4.0, "single": 2.0}
_REOPENED = 0.7
_NOT_REOPENED = 1.8
_OUTER_SINGLE = 0.5
_EMPTY = 3.0

_PLAIN = -1
_INSIDE = -2


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. ``mark`` is None at a paragraph's end; ``unclosed`` quotations end unclosed before it."""

    reading: Reading
    mark: Mark | None
    paragraph: int
    unclosed: int = 0


# Where the reading stands: the opening marks of the open quotations, and how the paragraph began: plainly,
# inside a quotation that it does not reopen, or (0 and up) with the marks from that depth on still to be reopened.
_State: TypeAlias = "tuple[tuple[str, ...], int]"
_Trail: TypeAlias = "tuple[_Trail, Step] | None"
_Beam: TypeAlias = "dict[_State, tuple[float, _Trail]]"


def read_marks(marks: Sequence[Sequence[Mark]], starts: Sequence[int]) -> list[Step]:
    """Read the marks of an article.

    Args:
        marks: the candidates of each paragraph, in order.
        starts: where each paragraph starts.

    Returns:
        The decisions in order. Marks that are no quotation marks have none.
    """
    beam: _Beam = {((), _PLAIN): (0.0, None)}
    for i, here in enumerate(marks):
        last_end = starts[i]
        for j, mark in enumerate(here):
            adjacent = mark.start == last_end
            leading = adjacent and mark.start - starts[i] == sum(m.end - m.start for m in here[:j])
            beam = _pruned(_after_mark(beam, mark, i, leading, adjacent and j > 0))
            last_end = mark.end
        below = i + 1
        leads = below < len(marks) and bool(marks[below]) and marks[below][0].start == starts[below]
        beam = _after_paragraph(beam, i, below < len(marks), leads)
    return _steps(beam[(), _PLAIN][1])


def _after_mark(beam: _Beam, mark: Mark, paragraph: int, leading: bool, adjacent: bool) -> _Beam:
    out: _Beam = {}

    def offer(stack: tuple[str, ...], mode: int, cost: float, trail: _Trail) -> None:
        key = (stack, mode)
        known = out.get(key)
        if known is None or cost < known[0]:
            out[key] = (cost, trail)

    kind = family(mark.glyph)
    for (stack, mode), (cost, trail) in beam.items():
        if mode >= 0:
            if leading and family(stack[mode]) == kind:
                more = mark.opens + (0.3 if style(stack[mode]) != style(mark.glyph) else 0.0)
                deeper = mode + 1 if mode + 1 < len(stack) else _PLAIN
                reopened = (*stack[:mode], mark.glyph, *stack[mode + 1 :])
                offer(reopened, deeper, cost + more, (trail, Step("reopen", mark, paragraph)))
            cost += _NOT_REOPENED if mode == 0 else 1.0
            mode = _INSIDE if mode == 0 else _PLAIN
        offer(stack, mode, cost + mark.ignored, trail)
        nest = _nesting_cost(stack, mark.glyph, mode)
        if nest is not None:
            offer((*stack, mark.glyph), mode, cost + mark.opens + nest, (trail, Step("open", mark, paragraph)))
        if not stack:
            more = mark.closes + _UNOPENED[kind] + (2.5 if faces(mark.glyph) == "open" else 0.0)
            offer(stack, mode, cost + more, (trail, Step("unopened", mark, paragraph)))
            continue
        if family(stack[-1]) == kind:
            more = mark.opens + _UNCLOSED[kind]
            offer((*stack[:-1], mark.glyph), mode, cost + more, (trail, Step("open", mark, paragraph, 1)))
        empty = _EMPTY if adjacent and trail is not None and trail[1].reading in ("open", "reopen") else 0.0
        more = mark.closes + pair_cost(stack[-1], mark.glyph) + empty
        offer(stack[:-1], mode, cost + more, (trail, Step("close", mark, paragraph)))
        if len(stack) > 1:
            more = mark.closes + pair_cost(stack[-2], mark.glyph) + _INNER_UNCLOSED[family(stack[-1])]
            offer(stack[:-2], mode, cost + more, (trail, Step("close", mark, paragraph, 1)))
    return out


def _nesting_cost(stack: tuple[str, ...], glyph: str, mode: int) -> float | None:
    """What it costs to open a quotation inside those that stand open; None where that is ruled out."""
    if not stack:
        return _OUTER_SINGLE if family(glyph) == "single" else 0.0
    if len(stack) == _MAX_DEPTH:
        return None
    cost = 0.2 + 0.8 * (len(stack) - 1)
    if mode == _INSIDE:
        cost += 2.0
    if family(stack[-1]) == family(glyph):
        cost += 1.3 if style(stack[-1]) != style(glyph) else 3.8
    return cost


def _after_paragraph(beam: _Beam, paragraph: int, more: bool, leads: bool) -> _Beam:
    """End every open quotation at the paragraph's end, or carry it over into the next one."""
    out: _Beam = {}
    for (stack, mode), (cost, trail) in beam.items():
        if mode >= 0:
            cost += _NOT_REOPENED
        ended = cost + sum(_UNCLOSED[family(glyph)] for glyph in stack)
        closed: _Trail = (trail, Step("end", None, paragraph, len(stack))) if stack else trail
        known = out.get(((), _PLAIN))
        if known is None or ended < known[0]:
            out[(), _PLAIN] = (ended, closed)
        if stack and more:
            key = (stack, 0 if leads else _INSIDE)
            cost += _REOPENED if leads else _NOT_REOPENED
            if key not in out or cost < out[key][0]:
                out[key] = (cost, (trail, Step("carry", None, paragraph)))
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
