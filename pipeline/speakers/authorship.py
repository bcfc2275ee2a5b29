"""Whose words a document holds: "a letter by X", "X's article", "X wrote in an open letter", and later "the letter"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.speakers.antecedents import Choice
from pipeline.speakers.context import Context
from pipeline.speakers.nouns import singular
from pipeline.speakers.parties import Parties, Party
from pipeline.speakers.phrases import Phrase

_WORDS = r"(?:[^\s.;“”\"]+\s)"
_NOUN = (
    "(?P<noun>statement|letter|post|article|message|tweet|e-?mail|note|column|circular|essay|editorial|report|memo|"
    "study|paper|book|op-ed|blog)"
)
_BEFORE = re.compile(rf"\b{_NOUN},?\s{_WORDS}{{0,6}}?(?:by|from)\s(?:[^\s.,;“”\"]+\s){{0,6}}$")
_POSSESSED = re.compile(rf"['’]s?\s(?:[\w-]+\s){{0,2}}?{_NOUN}\b")
_WROTE = re.compile(
    rf"\s{_WORDS}{{0,6}}?(?:wrote|writes|posted|published|penned|issued|released|sent|via|in)\s{_WORDS}{{0,4}}?"
    rf"(?:an?|his|her|the)\s(?:[\w-]+\s){{0,3}}?{_NOUN}\b"
)
_IN_A = re.compile(
    rf"\bin\s(?:an?|his|her)\s(?:[\w-]+\s){{0,3}}?{_NOUN}\b[^.;“”\"]{{0,60}},\s(?:[\w.’'-]+\s){{0,5}}$", re.I
)
_KINDS = (
    frozenset("article post column essay editorial op-ed blog piece commentary".split()),
    frozenset("letter note message email e-mail memo missive circular".split()),
    frozenset("report study paper survey analysis research publication".split()),
)
"""Nouns that take each other's place."""

_ANY = frozenset("document text".split())
_INTRODUCED = re.compile(
    r"\b(?:an?|one|another)\s(?:[\w’'-]+\s){0,4}?"
    r"(?:report|letter|statement|ruling|study|notice|order|memo|decree|paper|filing|complaint|indictment|review|survey)\b"
    r"(?:\s(?:by|of|from|on|about|published|released|issued|posted|prepared|commissioned|drafted|sent|signed|obtained|"
    r"dated)\s(?:(?!(?:said|says|say|has|have|had|was|is|were|are|that|which|who|found|shows?|showed|will|would|and)\b)"
    r"[^\s,.;:()“”\"]+[ \xa0]?){1,14})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Introduction:
    at: int
    noun: str
    author: Party
    mention: tuple[int, int]


class Authors:
    """The documents of an article that have a person as their author."""

    def __init__(self, context: Context, parties: Parties) -> None:
        self._context = context
        self._found: list[_Introduction] = []
        for party in parties.people():
            for start, end in party.mentions:
                self._introduce(party, start, end)
        self._found.sort(key=lambda introduction: introduction.at)

    def of(self, phrase: Phrase) -> Choice | None:
        """The author of the document that a description takes up ("the letter"), or None."""
        if not phrase.definite:
            return None
        noun = singular(phrase.head)
        before = [i for i in self._found if i.at < phrase.start]
        found = [i for i in before if i.noun == noun] or [i for i in before if _alike(i.noun, noun)]
        return Choice(found[-1].author, 0.75, found[-1].mention) if found else None

    def introduction(self, phrase: Phrase) -> tuple[int, int] | None:
        """Where the document was introduced that "the document" takes up ("a report on the floods"), or None."""
        if not phrase.definite or phrase.head not in _ANY or len(phrase.words) > 1:
            return None
        found = list(_INTRODUCED.finditer(self._context.text, 0, phrase.start))
        if not found:
            return None
        start, end = found[-1].span()
        return start, start + len(self._context.text[start:end].rstrip())

    def _introduce(self, party: Party, start: int, end: int) -> None:
        text = self._context.text
        first, stop = self._context.sentence_bounds(start)
        for found in (
            _BEFORE.search(text[first:start]),
            _IN_A.search(text[first:start]),
            _POSSESSED.match(text, end, stop),
            _WROTE.match(text, end, stop),
        ):
            if found:
                self._found.append(_Introduction(start, found.group("noun").lower(), party, (start, end)))


def _alike(one: str, other: str) -> bool:
    return other in _ANY or any(one in kind and other in kind for kind in _KINDS)
