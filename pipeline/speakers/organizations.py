"""Names of organizations: short forms, acronyms with and without their expansion, and the fullest form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.speakers.folding import fold, strip_possessive
from pipeline.speakers.names import same_word
from pipeline.speakers.nouns import noun_type

_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*", re.UNICODE)
_SMALL = frozenset("of the for and in on to at de del da do dos des du la le el y e und der die a an".split())
_LEGAL = frozenset("inc ltd llc plc corp co gmbh ag sa nv bv spa pty limited corporation company incorporated".split())
_EVENTS = frozenset(
    """cup championship championships tournament trophy games olympics open award awards prize festival summit
    conference forum expo exhibition match final index survey report act""".split()
)
"""What bears the name of the organization that holds it without being it ("Northwind Cup")."""

_OWNER = re.compile(r".+\w(?=['’]s?\s)")
_BRACKETED = re.compile(r"\(([^)]{2,40})\)")


@lru_cache(maxsize=16384)
def organization_words(text: str) -> tuple[str, ...]:
    """The main words of an organization's name, folded, without brackets, articles, small words and legal form."""
    clean = strip_possessive(_BRACKETED.sub(" ", text).strip(' \t\r\n,;:"“”‘’«»'))
    words = [fold(strip_possessive(w)) for w in _WORD.findall(clean)]
    kept = [w for w in words if w not in _SMALL]
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept.pop()
    return tuple(kept or words)


def index_words(text: str) -> list[str]:
    """The words of an organization's name by the beginnings that variants share, and its initial for acronyms."""
    words = organization_words(text)
    return [*(word[:4] for word in words), *(f"{word[:1]}." for word in words[:1])]


def is_acronym(text: str) -> bool:
    """Whether a name is written as an acronym ("NEC", "U.N.", "UNHCR")."""
    letters = [c for c in text if c.isalpha()]
    return (
        2 <= len(letters) <= 10 and " " not in text.strip() and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
    )


def acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` is made of the initials of ``long``, small words counted or not."""
    letters = "".join(c for c in fold(short) if c.isalpha())
    words = [
        fold(w) for part in _WORD.findall(strip_possessive(_BRACKETED.sub(" ", long))) for w in re.split("[-/]", part)
    ]
    words = [w for w in words if w]
    if len(letters) < 2 or len(words) < 2:
        return False
    main = "".join(w[0] for w in words if w not in _SMALL)
    every = "".join(w[0] for w in words)
    return letters in (main, every, main.lstrip("t")) or (
        len(letters) > 2 and main.endswith(letters) and len(main) - len(letters) == 1
    )


def organization_likeness(one: str, other: str) -> float:
    """How well two names go together as one organization's: 1 for the same words, 0 where they cannot."""
    a, b = organization_words(one), organization_words(other)
    if not a or not b:
        return 0.0
    if a == b or sorted(a) == sorted(b):
        return 1.0
    short, long, short_text, long_text = (a, b, one, other) if len(a) <= len(b) else (b, a, other, one)
    if is_acronym(short_text) and acronym_of(short_text, long_text):
        return 0.9
    if len(short) == len(long):
        return 0.8 if all(same_word(x, y) >= 0.7 for x, y in zip(short, long, strict=True)) else 0.0
    if _of_another(short, long, long_text):
        return 0.0
    if len(short) == 1 and noun_type(short[0]) is None and short[0] == long[0] and not is_acronym(short_text):
        return 0.6
    if len(short) >= 2 and _within(short, long):
        return 0.8
    return 0.0


def _of_another(short: tuple[str, ...], long: tuple[str, ...], long_text: str) -> bool:
    """Whether the long name is that of an event or a part of the organization with the short name.

    "Northwind Cup" is not Northwind, "Water Ministry's Flood Division" not the Water Ministry.
    """
    if long[-1] in _EVENTS and short[-1] not in _EVENTS:
        return True
    owner = _OWNER.match(long_text)
    return owner is not None and _within(short, organization_words(owner.group()))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of the short name stand in the long one, in order and without a gap, or begin and end it."""
    n = len(short)
    if any(long[i : i + n] == short for i in range(len(long) - n + 1)):
        return True
    rest = iter(long)
    return short[-1] == long[-1] and all(word in rest for word in short)


def fullest_organization(names: Sequence[str]) -> str:
    """The name with most words, acronyms last; among equals the first.

    Args:
        names: one organization's names, in the order of the article; at least one.
    """
    return max(
        enumerate(names), key=lambda pair: (not is_acronym(pair[1]), len(organization_words(pair[1])), -pair[0])
    )[1]


def tidy_organization(text: str) -> str:
    """An organization's name without article, possessive and outer brackets."""
    clean = re.sub(r"\s+", " ", strip_possessive(text.strip(' \t\r\n,;:"“”‘’«»')))
    return re.sub(r"^(?:the|The|THE)\s+", "", clean)
