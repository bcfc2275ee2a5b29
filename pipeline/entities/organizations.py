"""Which names are one organization: acronyms, short forms, turned forms ("Ministry of Health", "Health Ministry")."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from pipeline.entities.folding import fold

_SMALL = frozenset("of the and for in on at to a an de del da do dos la las los le les y e et du des von und".split())
_CORPORATE = frozenset(
    """inc incorporated ltd limited llc llp plc corp corporation co company group holdings holding sa ag nv bv gmbh
    spa pty pte bhd sdn ab oyj asa kg se lp jsc ojsc pjsc kk""".split()
)
_DESCRIPTIVE = _CORPORATE | frozenset(
    """electronics airlines airways airline bank motors motor technologies technology media news foundation university
    party movement international industries energy services systems pharmaceuticals laboratories insurance fc cf
    united agency network newspaper times organization organisation association institute team club college
    school hospital church ministry department office police army commission committee council court magazine
    daily post channel radio television tv airport stores store platform app labs studios games sports
    entertainment""".split()
)
_GENERIC = frozenset(
    """ministry court bank university council party parliament commission committee agency authority board department
    union assembly congress senate government cabinet police army navy company group foundation institute
    association federation league club team church school college hospital bureau office organization organisation
    fund forum coalition alliance front movement corporation academy society secretariat tribunal taskforce""".split()
)


_HEADS_ALONE = frozenset("parliament senate cabinet congress knesset".split())
_JOINED = re.compile(r"\band the\b|&|\band [A-Z]")
_NO_DIGITS = str.maketrans("", "", "0123456789")


def words_of(name: str) -> list[str]:
    """The folded words of a name that tell it from others."""
    return [word for word in fold(name).split() if word not in _SMALL]


def is_acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` ("BJP", "W.H.O.", "MoD") stands for the words of ``long``.

    Each letter begins a word of the long name, in order; small words may be passed over or count.
    """
    letters = re.sub(r"[^\w]", "", fold(short))
    if not 2 <= len(letters) <= 10 or sum(c.isupper() for c in short) < 2 or not letters.isalpha():
        return False
    every = fold(long).replace("&", " ").split()
    if len(every) < 2:
        return False
    telling = [w for w in every if w not in _SMALL]
    if len(telling) >= 2 and _in_order(letters, telling, skips=0):
        return True
    return _in_order(letters, every, skips=sum(w in _SMALL for w in every))


def _in_order(letters: str, words: list[str], skips: int) -> bool:
    """Whether the letters begin the words in turn, no word left over but ``skips`` small ones."""
    at = 0
    for word in words:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
        elif word not in _SMALL or not skips:
            return False
    return at == len(letters)


def same_organization(one: str, other: str, is_modifier: Callable[[str], bool]) -> bool:
    """Whether two full names are one organization's, by their words alone.

    Args:
        one: a name.
        other: another one.
        is_modifier: whether words name a place or people: "Supreme Court" can be the "Italian Supreme Court".
    """
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return False
    if sorted(a) == sorted(b):
        return True
    if len(a) == len(b):
        return _one_slip(a, b)
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if long[-len(short) :] == short:
        before = long[: -len(short)]
        return (len(short) > 1 or short[0] in _HEADS_ALONE) and is_modifier(" ".join(before))
    if long[: len(short)] != short or _JOINED.search(max(one, other, key=len)):
        return False
    after = long[len(short) :]
    if all(word in _CORPORATE for word in after):
        return True
    if len(short) == 1:
        return short[0] not in _GENERIC and all(word in _DESCRIPTIVE for word in after)
    return is_modifier(" ".join(after)) or not all(word in _GENERIC or is_modifier(word) for word in short[:-1])


def _one_slip(one: list[str], other: list[str]) -> bool:
    """Whether one name is the other with a slip of the pen ("Untied Nations")."""
    a, b = " ".join(one), " ".join(other)
    telling = a.translate(_NO_DIGITS) == a and b.translate(_NO_DIGITS) == b
    return telling and min(len(a), len(b)) >= 12 and OSA.distance(a, b, score_cutoff=1) <= 1


def is_generic(name: str) -> bool:
    """Whether the name is a common noun alone ("the Ministry"): then it is the one of them mentioned before."""
    words = words_of(name)
    return len(words) == 1 and words[0] in _GENERIC


def has_head(name: str, head: str) -> bool:
    """Whether an organization of that name can be called by its head alone ("European Commission", "Commission")."""
    words = words_of(name)
    return len(words) > 1 and fold(head) in (words[0], words[-1])
