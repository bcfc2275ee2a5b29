"""Names folded to keys, so that spellings of one name meet: no case, accents, points, leading article or possessive."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POINTS = re.compile(r"(?<=\w)\.(?=\w\b|\s|$)|['`]")
_OTHER = re.compile(r"[^\w&+]+")


def without_possessive(name: str) -> str:
    """``name`` without a closing "'s" or, after an s, a closing apostrophe."""
    return _POSSESSIVE.sub("", name)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: "The U.S.'s" and "us" fold to "us", "Côte d’Ivoire" to "cote divoire"."""
    plain = anyascii(_ARTICLE.sub("", without_possessive(name.strip()))).casefold()
    return _OTHER.sub(" ", _POINTS.sub("", plain)).strip()
