"""Who asks and who answers in an interview whose turns are labelled "Q1: …", "A: …"."""

from __future__ import annotations

import re

from pipeline.speakers.antecedents import Choice
from pipeline.speakers.context import Context
from pipeline.speakers.parties import Parties, Party
from pipeline.speakers.phrases import Phrase

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

    def __init__(self, context: Context, parties: Parties) -> None:
        self._context = context
        self._parties = parties
        self._opening = _first_question(context)

    def of(self, phrase: Phrase) -> Choice | None:
        """Whom a label stands for: the interviewee answers, the newspaper that talks to them asks; None otherwise."""
        label = _LABEL.fullmatch(self._context.text, phrase.start, phrase.end)
        if label is None or self._opening is None or phrase.start < self._opening:
            return None
        return self._interviewee() if label["side"].startswith("A") else self._interviewer()

    def _interviewee(self) -> Choice | None:
        """The person whom the article names most before the interview begins, the first of several."""
        named = [(party, self._introduced(party)) for party in self._parties.people() if party.named]
        introduced = [pair for pair in named if pair[1]]
        if not introduced:
            return None
        party, mentions = max(introduced, key=lambda pair: (len(pair[1]), -pair[1][0][0]))
        return Choice(party, _PROBABILITY, mentions[0])

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
