"""Changing the form of an article but not its labels: marks of another style, lost marks, damaged casing."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.layout.paragraphs import split_paragraphs
from pipeline.quotation.marks import Region, scan
from pipeline.training.corpora.labelled import LabelledArticle

Edit = tuple[int, int, str]
"""Replace ``text[start:end]`` by a string."""

_STYLES = (("“", "”", "‘", "’"), ('"', '"', "'", "'"), ("‘", "’", "“", "”"), ("«", "»", "“", "”"), ("'", "'", '"', '"'))
_STYLE_WEIGHTS = (5, 5, 2, 1, 1)


def vary(article: LabelledArticle, rng: random.Random) -> LabelledArticle:
    """Vary the form of an article at random; half of the time it stays as it is.

    Args:
        article: a labelled article.
        rng: decides what is changed.
    """
    if rng.random() < 0.5:
        return article
    edits: list[Edit] = []
    regions = scan(article.text, split_paragraphs(article.text))
    if rng.random() < 0.8:
        edits += restyle_marks(regions, rng.choices(_STYLES, _STYLE_WEIGHTS)[0])
    if rng.random() < 0.15:
        edits += lose_marks(regions, rng)
    if rng.random() < 0.15:
        edits += straighten_apostrophes(article.text)
    return apply_edits(article, edits)


def restyle_marks(regions: Sequence[Region], style: tuple[str, str, str, str]) -> list[Edit]:
    """Give every region the marks of one style (outer pair, inner pair)."""
    edits: list[Edit] = []
    for region in regions:
        opening, closing = style[:2] if region.level % 2 else style[2:]
        if region.opening:
            edits.append((region.start - len(region.opening), region.start, opening))
        if region.closing:
            edits.append((region.end, region.end + len(region.closing), closing))
    return edits


def lose_marks(regions: Sequence[Region], rng: random.Random) -> list[Edit]:
    """Drop the closing mark of one outer region in ten."""
    return [
        (region.end, region.end + len(region.closing), "")
        for region in regions
        if region.level == 1 and region.closing and rng.random() < 0.1
    ]


def straighten_apostrophes(text: str) -> list[Edit]:
    """Write the apostrophes inside words straight."""
    return [(m.start(), m.end(), "'") for m in re.finditer(r"(?<=\w)’(?=\w)", text)]


def apply_edits(article: LabelledArticle, edits: Sequence[Edit]) -> LabelledArticle:
    """Edit the text and move every offset along.

    Args:
        article: a labelled article.
        edits: replacements; one that overlaps an earlier one is left out. An offset inside a replaced stretch
            moves to its end.
    """
    chosen: dict[tuple[int, int], str] = {}
    for start, end, new in sorted(set(edits), key=lambda e: (e[0], -e[1])):
        if not chosen or start >= max(chosen)[1]:
            chosen[start, end] = new
    text, parts, at = article.text, [], 0
    olds, shifts, shift = [], [0], 0
    for (start, end), new in chosen.items():
        parts += [text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        olds.append(end)
        shifts.append(shift)
    text = "".join([*parts, text[at:]])

    def move(offset: int) -> int:
        return max(0, offset + shifts[bisect_right(olds, offset)])

    return _moved(article, text, move)


def _moved(article: LabelledArticle, text: str, move: Callable[[int], int]) -> LabelledArticle:
    return replace(
        article,
        text=text,
        spans={
            head: [replace(s, start=move(s.start), end=move(s.end)) for s in spans]
            for head, spans in article.spans.items()
        },
        links=[replace(x, query=move(x.query), targets=tuple(map(move, x.targets))) for x in article.links],
        statement_topics=[
            replace(s, spans=tuple((move(a), move(b)) for a, b in s.spans)) for s in article.statement_topics
        ],
    )
