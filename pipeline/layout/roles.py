"""The part each paragraph plays, told by its shape and its surroundings.

Rules are tried from the most explicit to the least; what none of them claims is body. A wrong "body" costs little,
a wrong "boilerplate" loses statements, so that a paragraph in doubt is body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout import bylines, furniture
from pipeline.layout.shapes import Shape
from pipeline.records import Paragraph, ParagraphRole, Span

_LONGEST_HEADING = 110
_LEAD_IN = re.compile(
    r"(?P<intro>(?:When |Also )?[Aa]sked (?:about|on|whether|if|why|how)|On|About|Regarding|Concerning|As (?:for|to))"
    r"\s+(?P<topic>\S.*?)\s*(?P<colon>[:：])?\s*$",
    re.DOTALL,
)
_DATE_FIRST = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Febr)uary\b|March\b|April\b|May \d|June\b|July\b|August\b|"
    r"(?:Septem|Octo|Novem|Decem)ber\b|\d",
)
_INTERVIEW_QUESTIONS = 3
_DATELINE_FIRST = re.compile(r"[A-Z][A-Z.,’' ]{2,}(?:, [\w ]+)?\s*(?:\([\w /]+\))?\s*(?:\.?[-–—]|:)\s")
_NO_HEADING = re.compile(r"https?://|www\.|@|[$€£¥₡]\s?\d")


def label_paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Label each paragraph with its role.

    Args:
        text: the article's text.
        spans: start and end offset of its paragraphs, in order.

    Returns:
        One paragraph for each span; lead-ins with the words that name their topic.
    """
    shapes = [Shape(text[start:end], i) for i, (start, end) in enumerate(spans)]
    roles: list[ParagraphRole | None] = [_furniture(shape, shapes) for shape in shapes]
    for i, shape in enumerate(shapes):
        if roles[i] is None and _lead_in(shape, shapes):
            roles[i] = "lead_in"
    _headings(shapes, roles)
    return [
        Paragraph(
            start=start, end=end, role=role or "body", topic=_topic(text, start, end) if role == "lead_in" else None
        )
        for (start, end), role in zip(spans, roles, strict=True)
    ]


def speaker_headings(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Find the paragraphs that stand under a heading which names their speaker.

    Such a heading has the shape of a name, and what follows are lead-ins and quotations that nobody else is said to
    have uttered. It rules until the next heading or the first paragraph that is no quotation.

    Args:
        text: the article's text.
        paragraphs: its paragraphs with their roles.

    Returns:
        For the index of each such paragraph, the index of its heading.
    """
    shapes = [Shape(text[p.start : p.end], i) for i, p in enumerate(paragraphs)]
    named = [
        shape
        for shape, paragraph in zip(shapes, paragraphs, strict=True)
        if paragraph.role == "heading" and shape.index + 1 < len(shapes) and shape.name_like
    ]
    sections = {shape.index: _ruled_by(shape.index, shapes, paragraphs) for shape in named}
    quoting = [i for i, section in sections.items() if section]
    found = {}
    for i in quoting:
        led = paragraphs[sections[i][0]].role == "lead_in"
        likely = i > 0 and (len(quoting) > 1 or _named_elsewhere(shapes[i], text, paragraphs[i]))
        if led or shapes[i].with_role or likely:
            found.update(dict.fromkeys(sections[i], i))
    return found


def _ruled_by(heading: int, shapes: Sequence[Shape], paragraphs: Sequence[Paragraph]) -> list[int]:
    section: list[int] = []
    inside = False
    for i in range(heading + 1, len(shapes)):
        role = paragraphs[i].role
        if role in ("caption", "note", "boilerplate", "byline"):
            continue
        if role == "heading" or (role == "body" and not inside and not _bare_quotation(shapes[i])):
            break
        section.append(i)
        if role == "body":
            inside = shapes[i].unclosed and (inside or shapes[i].quote_first)
    return section if any(paragraphs[i].role == "body" for i in section) else []


def _bare_quotation(shape: Shape) -> bool:
    # A single mark in front may be a letter of a name (‘Enbaqom) unless one closes the paragraph as well.
    certain = shape.text[0] not in "‘'" or shape.text[-1] in "’'"
    return certain and shape.quote_first and not shape.reporting


def _named_elsewhere(shape: Shape, text: str, heading: Paragraph) -> bool:
    """Whether the running text names whom the heading names: its last word, capitalized within a sentence."""
    name = shape.text.rstrip(": ").partition(",")[0].split()[-1]
    rest = text[: heading.start] + "\n" + text[heading.end :]
    return bool(re.search(rf"[a-z,] (?:[A-Z]\S+ )*{re.escape(name)}\b", rest))


def _furniture(shape: Shape, shapes: Sequence[Shape]) -> ParagraphRole | None:
    """The role of a paragraph that says itself what it is."""
    top, bottom = shape.index < 4, shape.index >= max(2, len(shapes) - 4)
    if furniture.is_boilerplate(shape):
        return "boilerplate"
    if furniture.is_caption(shape, shapes):
        return "caption"
    if bylines.is_byline(shape, top=top, bottom=bottom):
        return "byline"
    if furniture.is_note(shape, shapes):
        return "note"
    return None


def _lead_in(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Whether it names the topic of the quotation below ("On sanctions:")."""
    match = _LEAD_IN.match(shape.text)
    if not match or len(shape.words) > 20 or shape.index + 1 == len(shapes):
        return False
    quoted_below = shapes[shape.index + 1].quote_first
    # "On Friday, Brandt told the council:" introduces a quotation, but names no topic.
    if _DATE_FIRST.match(match["topic"]) or shape.reporting != ("sked" in match["intro"]):
        return False
    return quoted_below and not shape.sentence_like and (match["colon"] is not None or not shape.open_ended)


def _topic(text: str, start: int, end: int) -> Span | None:
    match = _LEAD_IN.match(text[start:end])
    return Span.of(text, start + match.start("topic"), start + match.end("topic")) if match else None


def _headings(shapes: Sequence[Shape], roles: list[ParagraphRole | None]) -> None:
    """Fill in the headings: the title and what belongs to it, then those between paragraphs."""
    free = [shape for shape in shapes if roles[shape.index] is None]
    if not free:
        return
    # The title, and the line below it.
    for place, (above, shape) in enumerate(zip([None, free[0]], free[:2], strict=False)):
        if (above is None or roles[above.index] == "heading") and _title(shape, shapes, free[place + 1 : place + 2]):
            others = [other for other in shapes if other.index != shape.index]
            roles[shape.index] = "byline" if bylines.is_author(shape, others) else "heading"
    interview = sum(shape.question and len(shape.words) <= 40 for shape in shapes) >= _INTERVIEW_QUESTIONS
    for shape in free[1:]:
        if roles[shape.index] is None and _subhead(shape, shapes, roles, interview):
            roles[shape.index] = "heading"
    _release_lists(shapes, roles)


def _title(shape: Shape, shapes: Sequence[Shape], below: Sequence[Shape]) -> bool:
    if not below or len(shape.text) > 160 or shape.bullet or len(shape.words) < 2 or _DATELINE_FIRST.match(shape.text):
        return False
    if shape.sentence_like or shape.bare.endswith(";"):
        # Some sources close their titles with a full stop; capitals tell them from a first sentence.
        asks = shape.question or shape.text.endswith("!")
        return shape.title_case or (asks and len(shape.words) <= 12 and len(below[0].text) > 100)
    return not shape.open_ended and not _list_item(shape, shapes)


def _subhead(shape: Shape, shapes: Sequence[Shape], roles: Sequence[ParagraphRole | None], interview: bool) -> bool:
    i = shape.index
    below = next((j for j in range(i + 1, len(shapes)) if roles[j] in (None, "lead_in")), None)
    if below is None or len(shape.text) > _LONGEST_HEADING or shape.bullet or _NO_HEADING.search(shape.text):
        return False
    first = shape.text.lstrip("“\"‘'«(¿¡")[:1]
    if not (first.isupper() or first.isdigit()) or not re.search(r"[^\W\d_]{2}", shape.text):
        return False
    if shape.text.endswith(":"):
        return shape.name_like and not shape.reporting and shapes[below].quote_first
    if shape.question or shape.text.endswith("!"):
        return (
            not interview
            and len(shape.words) <= 7
            and len(shapes[below].text) > 100
            and not shapes[below].quote_first
            and not re.match(r"(?:So|And|But|Well|Or)\b", shape.text)
        )
    if shape.sentence_like or shape.open_ended or len(shape.words) > 12:
        return False
    above = shapes[i - 1]
    if roles[i - 1] == "lead_in" or above.unclosed or above.text.endswith(":"):
        return False
    if roles[i - 1] is None and not (above.sentence_like or above.quote_first) and len(above.text) <= _LONGEST_HEADING:
        return False  # an item of a list below an item of a list
    return not (shape.attributes and shape.quote_first)


def _list_item(shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Whether it stands in a run of short lines without full stops."""
    run = 1
    for step in (-1, 1):
        i = shape.index + step
        while 0 <= i < len(shapes) and _stub(shapes[i]):
            run += 1
            i += step
    return run > 4


def _stub(shape: Shape) -> bool:
    return len(shape.text) < 160 and not shape.sentence_like


def _release_lists(shapes: Sequence[Shape], roles: list[ParagraphRole | None]) -> None:
    """Give back runs of three and more "headings" below the title: they are the items of a list."""
    i = 0
    while i < len(shapes):
        end = i
        while end < len(shapes) and roles[end] == "heading":
            end += 1
        first = 2 if i == 0 else 0
        if end - i - first > 2:
            for j in range(i + first, end):
                roles[j] = None
        i = max(end, i + 1)
