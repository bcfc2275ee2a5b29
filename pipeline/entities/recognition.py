"""Recognition: the encoder's mentions, and what patterns find better: dates, money, percentages, quantities."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.entities.calendar_dates import find_dates
from pipeline.entities.labels import label_of
from pipeline.entities.mentions import EntityMention
from pipeline.entities.money import find_money
from pipeline.entities.naming import NamedMention
from pipeline.entities.quantities import find_percentages, find_quantities
from pipeline.records import EntityLabel

_PATTERNS: Sequence[tuple[EntityLabel, Callable[[str], Iterable[tuple[int, int]]]]] = (
    ("MONEY", find_money),
    ("PERCENT", find_percentages),
    ("QUANTITY", find_quantities),
    ("DATE", find_dates),
)


def recognize(text: str, found: Sequence[EntityMention]) -> list[NamedMention]:
    """The mentions of an article, labelled as in the records, in order, none overlapping another.

    A pattern's mention takes the place of the encoder's that it overlaps, but gives way to one that is longer and
    of another type ("9 July" in "9 July Movement").

    Args:
        text: the article's text.
        found: the encoder's mentions, in order.
    """
    spans = list(_matched(text))
    starts = [m.start for m in spans]
    kept: list[NamedMention] = []
    dropped: set[int] = set()
    for mention in found:
        words = text[mention.start : mention.end]
        label = label_of(mention.label, words)
        first = max(0, bisect_left(starts, mention.start) - 1)
        over = []
        for i in range(first, len(spans)):
            if spans[i].start >= mention.end:
                break
            if spans[i].end > mention.start:
                over.append(i)
        if over and (label in ("DATE", "MONEY") or _within(mention, spans[over[0]])):
            continue
        dropped.update(over)
        kept.append(NamedMention(mention.start, mention.end, label, words, mention.score))
    kept += [span for i, span in enumerate(spans) if i not in dropped]
    return sorted(kept, key=lambda m: m.start)


def _within(mention: EntityMention, span: NamedMention) -> bool:
    return span.start <= mention.start and mention.end <= span.end


def _matched(text: str) -> Iterator[NamedMention]:
    """What the patterns find; where two overlap, the first one's."""
    taken: list[NamedMention] = []
    for label, pattern in _PATTERNS:
        taken_before = sorted((m.start, m.end) for m in taken)
        for start, end in pattern(text):
            i = bisect_left(taken_before, (end, end))
            if i and taken_before[i - 1][1] > start:
                continue
            taken.append(NamedMention(start, end, label, text[start:end]))
    yield from sorted(taken, key=lambda m: m.start)
