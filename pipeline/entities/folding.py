"""Names folded to keys, so that spellings of one name meet: no case, accents, points, leading article or possessive."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_OWNERS = re.compile(r"(?<=\w)['’]s(?= )", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POINTS = re.compile(r"(?<=\w)\.(?=\w\b|\s|$)|['`]")
# Names of this kind, most of them, are only put in lower case.
_PLAIN = re.compile(r"(?!(?:[Tt]he|THE|[Aa]|[Aa]n|AN) )[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_OTHER = re.compile(r"[^\w&+]+")


def without_possessive(name: str) -> str:
    """``name`` without a closing "'s" or, after an s, a closing apostrophe."""
    return _POSSESSIVE.sub("", name)


def fold(name: str) -> str:
    """The key of a name: "The U.S.'s" and "us" fold to "us", "Côte d’Ivoire" to "cote divoire"."""
    return name.lower() if _PLAIN.fullmatch(name) else _fold(name)


@lru_cache(maxsize=65536)
def _fold(name: str) -> str:
    plain = anyascii(_ARTICLE.sub("", _OWNERS.sub("", without_possessive(name.strip())))).casefold()
    return _OTHER.sub(" ", _POINTS.sub("", plain)).strip()
