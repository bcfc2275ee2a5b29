"""Who says a statement that names nobody: by heading, by the turn that goes on, by the paragraph before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Evidence, Statement
from pipeline.speakers.parties import Party
from pipeline.speakers.salience import Discourse

_AGENTLESS = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s+\w+|\b(?:reportedly|allegedly|heard|reported|alleged|claims?|calls?|"
    r"accusations?|allegations?|reports?|expected|rumou?red)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Implied:
    """A speaker that no words name: who, by what evidence, how surely, and the span that shows it."""

    party: Party
    evidence: Evidence
    probability: float
    reason: str
    span: tuple[int, int]


def imply_speaker(
    statement: Statement,
    headings: Mapping[int, tuple[Party, tuple[int, int]]],
    before: Sequence[tuple[Statement, Party | None]],
    discourse: Discourse,
) -> Implied | None:
    """Find the speaker of a statement without a mention, None if the article gives no way to know.

    Args:
        statement: the statement.
        headings: for the index of each paragraph under a speaker's heading, the speaker and the heading's span.
        before: the statements before it, with their speakers, in order.
        discourse: what was resolved before.
    """
    context = discourse.context
    paragraph = context.paragraph_at(statement.spans[0].start)
    if paragraph in headings:
        party, span = headings[paragraph]
        return Implied(party, "heading", 0.95, "stands under a heading that names the speaker", span)
    if statement.cue is not None and statement.kind != "direct":
        return None
    previous = next(((s, p) for s, p in reversed(before) if p is not None), None)
    if previous is None:
        return None
    last, party = previous
    if party is None:
        return None
    distance = paragraph - context.paragraph_at(last.spans[-1].start)
    span = (last.mention.start, last.mention.end) if last.mention else (last.spans[0].start, last.spans[0].end)
    if distance <= 1 and last.kind == "direct":
        return Implied(party, "continuation", 0.8, "goes on with the quotation before", span)
    if distance <= 2:
        return Implied(party, "context", 0.7, "follows a paraphrase of the speaker", span)
    return None
