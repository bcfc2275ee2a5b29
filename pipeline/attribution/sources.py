"""Mending the edges of sources and cues: the tags cut names now and then, and draw in a comma or an adverbial."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.attribution.spans import TaggedSpan
from pipeline.entities.mentions import EntityMention

_EDGES = re.compile(r"[\s,;:–—-]+$|^[\s,;:–—-]+")
_HANGING = re.compile(r"(?:^|\s)(?:the|a|an|and|of|for|his|her|their|its|our|my|this|that|these|those|some)$", re.I)
_LOOSE = re.compile(r"\s+(?:on|in|at|by|to|from|with|as)$", re.I)
_WORD = re.compile(r"\s+[^\W_][\w’'.-]*")
_BRACKET = re.compile(r"[^()\n]{0,20}\)")
_QUOTED_BY = re.compile(
    r"(?P<source>\S.*?)\s+(?:was|were|is|are|has been|have been|had been)(?:\s+(?:\w+ly|also|later|then))?\s+"
    r"(?:quoted|cited|reported)\s+(?:\w+\s+)?(?:by|in)\s+$",
    re.S,
)
_SENTENCE = re.compile(r"\n|[.!?][\"”’']*\s")
_CLAUSE = re.compile(r"[.!?;:,\n“”\"()]\s*|\b(?:and|but|while|that)\s+")


def mend_spans(text: str, spans: Sequence[TaggedSpan], entities: Sequence[EntityMention]) -> list[TaggedSpan]:
    """Mend sources and cues; contents stay as they are.

    Args:
        text: the article's text.
        spans: its decoded spans, in order.
        entities: its entity mentions, in order: a source that holds one holds all of it.
    """
    starts = [e.start for e in entities]
    mended: list[TaggedSpan] = []
    for i, span in enumerate(spans):
        if span.tag != "content":
            limit = spans[i + 1].start if i + 1 < len(spans) else len(text)
            span = _trimmed(text, span)
            if span.tag == "source":
                span = quoted_source(text, _whole(text, span, entities, starts, limit))
        if span.start < span.end:
            mended.append(span)
    return mended


def quoted_source(text: str, span: TaggedSpan) -> TaggedSpan:
    """The one who is quoted where the tags have the one who quotes ("Brel was quoted by the Post as saying")."""
    if not re.match(r"\s+(?:as|saying)\b", text[span.end : span.end + 12]):
        return span
    sentence = max((m.end() for m in _SENTENCE.finditer(text, 0, span.start)), default=0)
    found = _QUOTED_BY.fullmatch(text, sentence, span.start)
    if found is None:
        return span
    start, end = found.span("source")
    for clause in _CLAUSE.finditer(text, start, end):
        start = clause.end()
    return replace(span, start=start, end=end) if start < end else span


def _trimmed(text: str, span: TaggedSpan) -> TaggedSpan:
    """Without commas, colons and dashes at its edges, and without a preposition that hangs on at the end."""
    start, end = span.start, span.end
    while found := _EDGES.search(text[start:end]):
        start, end = (start + found.end(), end) if found.start() == 0 else (start, start + found.start())
    if span.tag == "source" and (loose := _LOOSE.search(text[start:end])):
        end = start + loose.start()
    return replace(span, start=start, end=max(start, end))


def _whole(
    text: str, span: TaggedSpan, entities: Sequence[EntityMention], starts: Sequence[int], limit: int
) -> TaggedSpan:
    """A source with the whole of the names that it cuts, and with the noun that its last word announces."""
    start, end = span.start, span.end
    first = entities[i] if (i := bisect_right(starts, start) - 1) >= 0 else None
    if first is not None and first.start < start < first.end:
        start = first.start
    if _HANGING.search(text[start:end]) and (word := _WORD.match(text, end, limit)):
        end = word.end()
    last = entities[i] if (i := bisect_right(starts, end - 1) - 1) >= 0 else None
    if last is not None and last.start < end < last.end <= limit:
        end = last.end
    if text.count("(", start, end) > text.count(")", start, end) and (rest := _BRACKET.match(text, end, limit)):
        end = rest.end()
    return replace(span, start=start, end=end)
