"""Who says a statement that names nobody: by heading, by the turn that goes on, by what stands before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Evidence, Statement
from pipeline.speakers import antecedents
from pipeline.speakers.parties import Party
from pipeline.speakers.salience import Discourse, rank_recency, salience
from pipeline.speakers.weights import IMPLICIT

_AGENTLESS = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s+\w+|\b(?:reportedly|allegedly|heard|reported|alleged|rumou?red)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Implied:
    """A speaker that no words name: who, by what evidence, how surely, the span that shows it, and the next best."""

    party: Party
    evidence: Evidence
    probability: float
    reason: str
    span: tuple[int, int]
    others: tuple[antecedents.Choice, ...] = ()


def imply_speaker(
    statement: Statement,
    headings: Mapping[int, tuple[Party, tuple[int, int]]],
    candidates: Sequence[Party],
    before: Sequence[tuple[Statement, Party | None]],
    discourse: Discourse,
) -> Implied | None:
    """Find the speaker of a statement without a mention, None if the article gives no way to know.

    Args:
        statement: the statement.
        headings: for the index of each paragraph under a speaker's heading, the speaker and the heading's span.
        candidates: the article's parties.
        before: the statements before it, with their speakers, in order.
        discourse: what was resolved before.
    """
    context = discourse.context
    start = statement.spans[0].start
    paragraph = context.paragraph_at(start)
    if statement.cue is None and paragraph in headings:
        party, span = headings[paragraph]
        return Implied(party, "heading", 0.95, "stands under a heading that names the speaker", span)
    if statement.cue is not None and (statement.kind != "direct" or _AGENTLESS.search(statement.cue.text)):
        return None
    turn = _turn(statement, before, discourse)
    options = []
    for party in candidates:
        found = salience(party, start, discourse, [(s.start, s.end) for s in statement.spans])
        if found is not None and not party.place:
            features = found[1]
            features["turn"] = float(turn is not None and turn.party is party)
            features["turn_far"] = float(turn is not None and turn.party is party and turn.evidence == "context")
            features["person"] = float(party.type == "person")
            features["described"] = float(not party.named)
            options.append((party, *found))
    rank_recency([(mention, features) for _, mention, features in options])
    nobody = {
        "nobody": 1.0,
        "nobody_cue": float(statement.cue is not None),
        "nobody_first": float(not before),
    }
    if not options:
        return None
    antecedents.point(options, discourse, "speaker", start, nobody)
    choice = antecedents.best(options, IMPLICIT, discourse, nobody)
    if choice is None:
        return None
    if turn is not None and choice.party is turn.party:
        return replace(turn, probability=choice.probability, others=choice.others)
    reason = "the one whom the article speaks of before"
    return Implied(choice.party, "context", choice.probability, reason, choice.mention, choice.others)


def _turn(
    statement: Statement, before: Sequence[tuple[Statement, Party | None]], discourse: Discourse
) -> Implied | None:
    """The speaker of the last statement before, if it stands near."""
    last = next(((s, party) for s, party in reversed(before) if party is not None), None)
    if last is None or last[1] is None:
        return None
    previous, party = last
    context = discourse.context
    gap = context.paragraph_at(statement.spans[0].start) - context.paragraph_at(previous.spans[-1].start)
    place = previous.mention or previous.spans[0]
    if gap <= 1 and previous.kind == "direct":
        reason = "goes on with the quotation before"
        return Implied(party, "continuation", 0.8, reason, (place.start, place.end))
    return Implied(party, "context", 0.7, "follows what the speaker says before", (place.start, place.end))
