"""What a description has in common with what is known of a party."""

from __future__ import annotations

import re

from pipeline.speakers.folding import fold
from pipeline.speakers.nouns import is_plural, noun_type, singular
from pipeline.speakers.organizations import organization_words
from pipeline.speakers.parties import Party
from pipeline.speakers.phrases import Phrase, main_words
from pipeline.speakers.scoring import Features

GENERIC_ORGANIZATIONS = frozenset(
    """company firm agency organization organisation group body institution party bank club team union association
    outlet newspaper ngo charity watchdog regulator authority giant automaker chain retailer country nation""".split()
)
"""Nouns by which any organization may be called once it was named."""

PLACES = frozenset("country nation city town village municipality county province state region district island".split())
"""Nouns by which places may be called."""

CHIEFS = frozenset(
    "chief head boss leader commander director minister governor chairman chairwoman president ceo secretary".split()
)
"""Nouns for those at the top."""

LOOSE_CHIEFS = frozenset("chief head boss leader".split())
"""Nouns that can stand for any of them where all other words agree."""

GENERIC_PEOPLE = frozenset(
    """man woman person boy girl people group official leader politician lawmaker boss chief executive author writer
    activist expert star diplomat lawyer academic veteran player one professional""".split()
)
"""Nouns by which many people may be called."""

GENERIC_DOCUMENTS = frozenset("""document report study paper review text statement finding data""".split())
"""Nouns by which many documents may be called."""

_GENERIC = GENERIC_ORGANIZATIONS | GENERIC_PEOPLE | GENERIC_DOCUMENTS


_GENERIC_GROUPS = frozenset("group person team pair duo trio both two three four all party family couple body".split())


_INSTITUTIONS = frozenset("government state police parliament court ministry army prosecution".split())
"""Nouns for institutions that are no name's unless it contains them."""


_SHARES = frozenset("cent percent".split())
"""Nouns that count a share: "41 per cent" are others than "40 per cent of them"."""


def _bare_plural(phrase: Phrase) -> bool:
    """Whether a description is a bare plural ("officials", "some traders"): new people, no organization, no pair."""
    return bool(phrase.plural) and not phrase.definite and phrase.type == "group" and is_plural(phrase.head)


def _has_word(phrase: Phrase, party: Party) -> bool:
    """Whether anything that a party is called contains a description's head noun."""
    return any(singular(phrase.head) in {singular(w) for w in words} for _, words in _calls(party))


def excludes(phrase: Phrase, party: Party) -> bool:
    """Whether a description can't mean a party: several that are new, an institution of another noun, or another
    noun than a party's that is only described."""
    if phrase.head in _SHARES and phrase.words != party.words:
        return True
    if party.named and party.type != "person":
        institution = phrase.head in _INSTITUTIONS and not party.place
        return _bare_plural(phrase) or (institution and not _has_word(phrase, party))
    if party.named or not party.head:
        return False
    if phrase.plural and not phrase.definite and phrase.words != party.words:
        return True
    one, other = singular(phrase.head), singular(party.head)
    if phrase.type == "group":
        return one != other and other not in {singular(w) for w in phrase.words} and not {one, other} & _GENERIC_GROUPS
    return one != other and other not in {singular(w) for w in phrase.words} and not {one, other} & _GENERIC


_COURTESIES = frozenset("mr mrs ms miss sir madam dr mx shri smt".split())
"""Titles that call somebody nothing."""

_PAST = re.compile(r"\b(?:former|ex|late|then|outgoing|ousted|predecessor)\b", re.IGNORECASE)


def shared_words(phrase: Phrase, party: Party) -> Features:
    """Whether a party is called by the description's head noun, and what share of its other words fit."""
    head = singular(phrase.head)
    rest = phrase.all_words - {phrase.head}
    best, best_shared, best_missing = 0.0, 0.0, float(len(rest))
    calls = _calls(party)
    for other_head, words in calls:
        if singular(other_head) == head or (_both_chiefs(head, other_head) and rest and rest <= words):
            value = 1.0
        elif head in {singular(w) for w in words}:
            value = 0.6
        else:
            continue
        known = words | _name_words(party)
        shared = len(rest & known) / len(rest) if rest else 0.5
        if (value, shared) > (best, best_shared):
            best, best_shared, best_missing = value, shared, float(len(rest - known))
    bears = _bears(phrase, party)
    everything = _name_words(party).union(*(words for _, words in calls))
    return {
        "strange_proper": float(len(phrase.proper - everything)),
        "full": float(best == 1.0 and bool(rest) and best_missing == 0.0),
        "head": float(best == 1.0),
        "head_within": float(best == 0.6),
        "shared": best_shared,
        "missing": best_missing if best else 0.0,
        "strange": float(len(rest)) if best == 0.0 else 0.0,
        "called_else": float(bool(calls) and best == 0.0),
        "bears": float(bears and best_missing == 0.0),
        "same_words": float(any(words == phrase.words for _, words in calls)),
    }


def new_features(phrase: Phrase) -> Features:
    """What speaks for a description introducing somebody new."""
    rest = phrase.words - {phrase.head}
    return {
        "new": 1.0,
        "new_definite": float(phrase.definite),
        "new_words": float(min(4, len(rest))),
        "new_plural": float(bool(phrase.plural)),
        "new_generic": float(phrase.head in GENERIC_PEOPLE or phrase.head in GENERIC_ORGANIZATIONS),
        "new_bare": float(phrase.definite and not rest),
        "new_owner": float(phrase.owned),
        "new_possessive": float(phrase.possessive),
        "new_heading": float(phrase.heading),
        "new_long": float(phrase.end - phrase.start > 40),
    }


def _bears(phrase: Phrase, party: Party) -> bool:
    """Whether a party holds the office or trade by which a definite description calls somebody, now or then as it."""
    if not phrase.definite or phrase.possessive or phrase.head in GENERIC_PEOPLE:
        return False
    past = "former" in phrase.words
    roles = (role for role in party.roles if singular(role.head) == singular(phrase.head))
    return any(past == bool(_PAST.search(role.text)) for role in roles)


def _both_chiefs(one: str, other: str) -> bool:
    """Whether one of two nouns is a loose word for whom the other names precisely ("chief", "commander")."""
    return (one in LOOSE_CHIEFS and other in CHIEFS) or (other in LOOSE_CHIEFS and one in CHIEFS)


def _calls(party: Party) -> list[tuple[str, frozenset[str]]]:
    """Head noun and words of everything that a party is called beside its name."""
    calls = [(role.head, role.words) for role in party.roles if role.head not in _COURTESIES]
    if party.head:
        calls.append((party.head, party.words))
    if party.type in ("organization", "document", "group") and party.named:
        for form in dict.fromkeys(party.forms):
            words = organization_words(form)
            if words:
                calls.append((_kind_word(form) or words[-1], frozenset(words)))
    return calls


def _kind_word(name: str) -> str | None:
    """The word of an organization's name that says what it is ("Ministry of Trade", "Union of Dockers"), if it stands
    before what the name adds with "of" or "for"."""
    before = re.match(r".*?([\w-]+)\s+(?:of|for)\s", name)
    kind = before and noun_type(before.group(1)) in ("organization", "group")
    return fold(before.group(1)) if before and kind else None


def _name_words(party: Party) -> frozenset[str]:
    words = {word for name in party.names for word in name.words}
    words |= {fold(word) for form in party.forms for word in organization_words(form)}
    if not party.named and party.type == "document":
        words |= main_words(party.label)
    return frozenset(words)
