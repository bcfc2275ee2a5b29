"""Words without what spellings disagree on: case, accents, script, apostrophes."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_INNER_MARKS = re.compile(r"['’`´ʼ.]")
_POSSESSIVE = re.compile(r"['’`´ʼ](?:s|S)?$")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters of a text in lower-case ASCII; apostrophes and full stops inside a word are left out."""
    return _INNER_MARKS.sub("", anyascii(text)).casefold().strip()


def strip_possessive(text: str) -> str:
    """Cut a possessive ending ("Smith's", "the Orlovs’")."""
    return _POSSESSIVE.sub("", text)
