"""The gender that an article's pronouns tell of its people.

No list of first names is used: a pronoun in the sentence of the only person named there, or at the beginning of the
next one, tells more (the article itself speaks) and works for every language's names.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.records import Gender
from pipeline.speakers.context import Context
from pipeline.speakers.parties import Parties, Party

_PRONOUN = re.compile(r"(?<!\w)(?:(?P<male>he|his|him|himself)|(?P<female>she|her|hers|herself))(?!\w)", re.IGNORECASE)
_OPENING = re.compile(
    r"[\W_]*(?:(?:But|And|However|Yet|Then|Later|Meanwhile)\W+)?(?:(?P<male>He|His)|(?P<female>She|Her))(?!\w)"
)
_ENOUGH = 2


def lean_genders(context: Context, parties: Parties) -> None:
    """Fill in the gender towards which the pronouns next to each person lean; titles and roles stand above them."""
    people: dict[int, set[Party]] = {}
    last: dict[int, int] = {}
    for party in parties.people():
        for start, end in party.mentions:
            sentence = context.sentence_at(start)
            people.setdefault(sentence, set()).add(party)
            last[sentence] = max(last.get(sentence, 0), end)
    votes: dict[Party, Counter[Gender]] = {}
    for sentence, here in people.items():
        if len(here) > 1:
            continue
        (party,) = here
        found = votes.setdefault(party, Counter())
        begin = context.sentences[sentence]
        _, end = context.sentence_bounds(begin)
        for pronoun in _PRONOUN.finditer(context.text, last[sentence], end):
            if context.quoted(pronoun.start()) is None:
                found[_gender(pronoun)] += 1
        opening = _OPENING.match(context.text, end)
        if opening and context.quoted(opening.end() - 1) is None:
            found[_gender(opening)] += 1
    for party, found in votes.items():
        ranked = found.most_common(2)
        if ranked and ranked[0][1] >= _ENOUGH * (1 + (ranked[1][1] if len(ranked) > 1 else 0)) / 2:
            party.leaning = ranked[0][0]


def _gender(pronoun: re.Match[str]) -> Gender:
    return "male" if pronoun["male"] else "female"
