"""Turns of dialogues: what stands behind a speaker's label is said by the speaker, marks or not."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.attribution.contents import Content
from pipeline.attribution.spans import Head, TaggedSpan, tag_share
from pipeline.encoder.encoded import EncodedArticle
from pipeline.layout.dialogue import labelled_turns
from pipeline.quotation.marks import Region
from pipeline.records import Paragraph

_FINAL = " \t\r\n\u00a0.!?…"
_LEAST_OF_TURN = 0.3
_LEAST_OF_REST = 0.6


def dialogue_turns(
    encoded: EncodedArticle, head: Head, regions: Sequence[Region], paragraphs: Sequence[Paragraph]
) -> list[tuple[list[Content], TaggedSpan]]:
    """The turns of an article's dialogue, each with its label as its source.

    A labelled paragraph is a turn if the encoder doesn't take most of it for narration, and a paragraph behind it
    goes on with the turn if the encoder takes it for content.

    Args:
        encoded: the article.
        head: the attribution head that is read.
        regions: its quotation regions.
        paragraphs: its paragraphs.
    """
    text = encoded.text
    bounds = [(p.start, p.end) for p in paragraphs]
    labelled = {turn.spans[0][1]: turn for turn in labelled_turns(text, bounds)}
    found: list[tuple[list[Content], TaggedSpan]] = []
    inside = False
    for paragraph in paragraphs:
        turn = labelled.get(paragraph.end)
        if turn is None and not inside:
            continue
        start = turn.spans[0][0] if turn else paragraph.start
        score = tag_share(encoded, head, "content", encoded.piece_range(start, paragraph.end))
        if turn is not None:
            inside = score >= _LEAST_OF_TURN
            if inside:
                label = TaggedSpan(*turn.label, "source", 1.0)
                found.append(([_content(text, start, paragraph.end, score, regions)], label))
        elif paragraph.role == "body" and score >= _LEAST_OF_REST:
            found[-1][0].append(_content(text, start, paragraph.end, score, regions))
        else:
            inside = False
    return found


def _content(text: str, start: int, end: int, score: float, regions: Sequence[Region]) -> Content:
    touched = [(i, r) for i, r in enumerate(regions) if r.level == 1 and r.start < end and start < r.end]
    for i, region in touched:
        rest = text[start : region.start] + text[region.end : end]
        if not any(c.isalnum() for c in rest):
            return Content(region.start, region.end, "direct", score, (i,))
    end = start + len(text[start:end].rstrip(_FINAL))
    return Content(start, end, "mixed" if touched else "indirect", score, tuple(i for i, _ in touched))
