"""Joining contents into statements: one turn of speech may stand in several spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.attribution.contents import Content
from pipeline.attribution.links import continued
from pipeline.encoder.encoded import EncodedArticle
from pipeline.quotation.marks import Region
from pipeline.records import Kind

_LOOK_BACK = 3


def join_turns(
    encoded: EncodedArticle,
    contents: Sequence[Content],
    regions: Sequence[Region],
    paragraphs: Sequence[tuple[int, int]],
) -> list[list[Content]]:
    """Group contents into statements.

    A quotation that runs on over paragraphs is one by its marks; otherwise the encoder decides, within a
    paragraph and, for wholly quoted paragraphs, between neighbours.

    Args:
        encoded: the article.
        contents: its contents, in order.
        regions: its quotation regions.
        paragraphs: its paragraphs.
    """
    starts = [start for start, _ in paragraphs]
    statements: list[list[Content]] = []
    home: dict[int, int] = {}
    for content in contents:
        target = _by_marks(content, regions, home)
        if target is None:
            recent = [
                (n, c)
                for n, s in enumerate(statements[-_LOOK_BACK:], max(0, len(statements) - _LOOK_BACK))
                for c in s[-1:]
            ]
            paragraph = bisect_right(starts, content.start)
            recent = [(n, c) for n, c in recent if _may_join(paragraph - bisect_right(starts, c.start), c, content)]
            chosen = continued(encoded, content, [c for _, c in recent])
            target = None if chosen is None else recent[chosen][0]
        if target is None:
            target = len(statements)
            statements.append([])
        statements[target].append(content)
        for region in content.regions:
            home[region] = target
    return statements


def _by_marks(content: Content, regions: Sequence[Region], home: dict[int, int]) -> int | None:
    if content.kind != "direct":
        return None
    continues = regions[content.regions[0]].continues
    return None if continues is None else home.get(continues)


def _may_join(paragraphs_between: int, earlier: Content, later: Content) -> bool:
    if paragraphs_between == 0:
        return True
    return paragraphs_between == 1 and earlier.kind == later.kind == "direct"


def joint_kind(contents: Sequence[Content]) -> Kind:
    """The kind of a statement: that of its spans, mixed where they differ."""
    kinds = {c.kind for c in contents}
    return kinds.pop() if len(kinds) == 1 else "mixed"
