"""Contents with their kind: what is wholly quoted, what partly, what not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.attribution.spans import TaggedSpan
from pipeline.quotation.marks import Region
from pipeline.records import Kind

_EDGE = r"[\s,;:–—-]"
_CONJUNCTION = "(?:and|but|or)"
_COMMA = re.compile(r"[ \t\u00a0,\"“”‘’']*")
_OPENING = re.compile(rf"(?:{_EDGE}|[.!?…])+|{_CONJUNCTION}\b(?!-)", re.IGNORECASE)
_COMPLEMENTIZER = re.compile(
    r"that\s+(?=(?:he|she|it|they|we|I|you|the|a|an|this|these|those|there|his|her|its|their|our|my|your|no|all|some|any"
    r"|such|if|when|while|[A-Z][\w’'.-]+)\b)"
)
_BRACKET = re.compile(r"\([^()\n]*\)")
_LONGEST_REST = 30
_CLOSING = re.compile(rf"{_EDGE}+$|(?<=\s){_CONJUNCTION}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """One span of a statement's content.

    Attributes:
        start: where it starts, for a direct one behind the opening mark.
        end: where it ends.
        kind: direct, mixed or indirect.
        score: mean probability of its pieces.
        regions: indices of the outermost regions that it touches.
    """

    start: int
    end: int
    kind: Kind
    score: float
    regions: tuple[int, ...]


def classify_contents(text: str, spans: Sequence[TaggedSpan], regions: Sequence[Region]) -> list[Content]:
    """Turn decoded content spans into contents whose limits agree with the quotation marks.

    Args:
        text: the article's text.
        spans: decoded spans; those that are no content are passed over.
        regions: the article's quotation regions.

    Returns:
        The contents in order, none overlapping another.
    """
    outer = [(i, r) for i, r in enumerate(regions) if r.level == 1]
    contents: list[Content] = []
    for span in spans:
        if span.tag != "content":
            continue
        for content in _contents(text, span, outer):
            start = max(content.start, contents[-1].end) if contents else content.start
            content = replace(content, start=start)
            if content.start < content.end and _letters(text, content.start, content.end):
                if contents and _one_clause(text, contents[-1], content):
                    content = _merged(contents.pop(), content)
                contents.append(content)
    return contents


def _one_clause(text: str, earlier: Content, later: Content) -> bool:
    """Whether a comma is all that parts two contents, not both of them quotations: the network's slip."""
    if earlier.kind == later.kind == "direct" or text[earlier.end - 1] in ".!?…":
        return False
    return _COMMA.fullmatch(text, earlier.end, later.start) is not None


def _merged(earlier: Content, later: Content) -> Content:
    regions = earlier.regions + later.regions
    score = min(earlier.score, later.score)
    return Content(earlier.start, later.end, "mixed" if regions else "indirect", score, regions)


def _contents(text: str, span: TaggedSpan, outer: Sequence[tuple[int, Region]]) -> list[Content]:
    touched = [(i, r) for i, r in outer if r.start < span.end and span.start < r.end and _letters(text, r.start, r.end)]
    if not touched:
        start, end = trim(text, *_off_marks(span.start, span.end, outer))
        return [Content(start, end, "indirect", span.score, ())]
    around = _outside(text, span, [r for _, r in touched])
    if not around:
        return [Content(r.start, r.end, "direct", span.score, (i,)) for i, r in touched]
    first, last = touched[0][1], touched[-1][1]
    start = min(span.start, first.start - len(first.opening)) if first.start <= span.start else span.start
    end = max(span.end, last.end + len(last.closing)) if span.end <= last.end + len(last.closing) else span.end
    start, end = trim(text, *_off_marks(start, end, outer))
    return [Content(start, end, "mixed", span.score, tuple(i for i, _ in touched))]


def _off_marks(start: int, end: int, outer: Sequence[tuple[int, Region]]) -> tuple[int, int]:
    """Move limits off a closing mark in front and an opening mark behind: they belong to what is not in the span."""
    for _, region in outer:
        if region.end <= start < region.end + len(region.closing):
            start = region.end + len(region.closing)
        if region.start - len(region.opening) < end <= region.start:
            end = region.start - len(region.opening)
    return start, max(start, end)


def _outside(text: str, span: TaggedSpan, regions: Sequence[Region]) -> bool:
    """Whether the span has a letter or digit that no region holds."""
    at = span.start
    for region in regions:
        if _letters(text, at, min(region.start, span.end)):
            return True
        at = max(at, region.end)
    return _letters(text, at, span.end)


def _letters(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space, commas and conjunctions at both ends, and the period that ends the sentence.

    Of the 2200 annotated paraphrases none begins or ends with "and", "but" or "or". A bracket that opens inside is
    taken in whole, or left out where it closes only further on. The complementizer "that" is left out; of the 7900
    annotated paraphrases 16 begin with "that", all of them with a noun or verb behind it.
    """
    start, end = _whole_bracket(text, start, end)
    if complementizer := _COMPLEMENTIZER.match(text, start, end):
        start = complementizer.end()
    while start < end:
        opening = _OPENING.match(text, start, end)
        if opening is None:
            break
        start = opening.end()
    while start < end:
        closing = _CLOSING.search(text[start:end])
        if closing is None:
            break
        end = start + closing.start()
    if end - start > 1 and text[end - 1] in ".!?…" and not _abbreviation(text, start, end):
        end -= 1
    return start, end


def _whole_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the end behind the bracket that it cuts, or in front of it."""
    opened = text.rfind("(", start, end)
    if opened < 0 or text.find(")", opened, end) >= 0:
        return start, end
    inside = _BRACKET.match(text, opened)
    if inside is None:
        return start, end
    if inside.end() - end <= _LONGEST_REST:
        return start, inside.end()
    return start, opened if opened > start else end


def _abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the final period belongs to an abbreviation such as "U.S."."""
    return end - start >= 3 and text[end - 1] == "." and text[end - 2].isupper() and text[end - 3] in ". "
