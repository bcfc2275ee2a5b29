"""Who asks and who answers in an interview whose turns are labelled "Q1: …", "A: …"."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.speakers.antecedents import Choice
from pipeline.speakers.context import Context
from pipeline.speakers.parties import Parties, Party
from pipeline.speakers.phrases import Phrase
from pipeline.speakers.salience import Discourse

_LABEL = re.compile(r"(?P<side>Q|A|Question|Answer)(?:\s?\d{1,3})?\.?")
_QUESTION = re.compile(r"(?:Q|Question)(?:\s?\d{1,3})?\.?\s*[:)]")
_ASKS = re.compile(
    r"\b(?:interview\w*\s(?:with|by|for|to)|talk(?:s|ed|ing)?\s(?:to|with)|sp(?:oke|eaks|eaking|oken)\s(?:to|with)|"
    r"t(?:old|ells)|answers?\s(?:by|from|to))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_LOOKBACK = 60
_PROBABILITY = 0.8


class Dialogue:
    """The two sides of an article's labelled interview."""

    def __init__(self, discourse: Discourse, parties: Parties) -> None:
        self._context = discourse.context
        self._discourse = discourse
        self._parties = parties
        self._opening = _first_question(discourse.context)

    def labels(self, phrase: Phrase) -> bool:
        """Whether a source is the label of a turn."""
        return self._side(phrase) is not None

    def of(self, phrase: Phrase) -> Choice | None:
        """Whom a label stands for: the interviewee answers, the newspaper that talks to them asks; None if unknown."""
        side = self._side(phrase)
        if side is None:
            return None
        return self._interviewee() if side.startswith("A") else self._interviewer()

    def _side(self, phrase: Phrase) -> str | None:
        label = _LABEL.fullmatch(self._context.text, phrase.start, phrase.end)
        return label["side"] if label and self._opening is not None and phrase.start >= self._opening else None

    def _interviewee(self) -> Choice | None:
        """The one who speaks most before the interview begins, or else is named most there, or else outside of it.

        Of several the first.
        """
        people = [party for party in self._parties.people() if party.named and not _LABEL.fullmatch(party.label)]
        spoke = Counter(id(party) for at, party in self._discourse.speakers if at < (self._opening or 0))
        introduced = [(p, m) for p in people if (m := self._introduced(p))]
        outside = [(p, m) for p in people if (m := [x for x in p.mentions if not self._context.reported(x[0])])]
        for found in (introduced, outside):
            if found:
                party, mentions = max(found, key=lambda pair: (spoke[id(pair[0])], len(pair[1]), -pair[1][0][0]))
                return Choice(party, _PROBABILITY, mentions[0])
        return None

    def _interviewer(self) -> Choice | None:
        """The organization to which somebody is said to have talked."""
        for party in self._parties.all:
            for start, end in self._introduced(party):
                if party.type == "organization" and _ASKS.search(self._context.text, max(0, start - _LOOKBACK), start):
                    return Choice(party, _PROBABILITY, (start, end))
        return None

    def _introduced(self, party: Party) -> list[tuple[int, int]]:
        return [mention for mention in party.mentions if self._opening is not None and mention[1] <= self._opening]


def _first_question(context: Context) -> int | None:
    """Where the first labelled question begins."""
    questions = (start for start, end in context.paragraphs if _QUESTION.match(context.text, start, end))
    return next(questions, None)
