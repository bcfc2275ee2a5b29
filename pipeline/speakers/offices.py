"""Acronyms of offices: "the MCE" is whoever is Municipal Chief Executive, not an organization."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.speakers.folding import fold
from pipeline.speakers.honorifics import AMBIGUOUS_TITLES, TITLES
from pipeline.speakers.names import is_role
from pipeline.speakers.organizations import acronym_of, is_acronym

_SHORTENED = re.compile(r"\s\((?P<short>[A-Z][A-Za-z]{0,4}[A-Z])\)")
_TOKEN = re.compile(r"[^\s,()\"“”]+")
_IN_FRONT = re.compile(r"(?<![\w-])([A-Z]{2,5}) $")
_LONGEST = 8


def office_acronyms(text: str, people: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The acronyms that name an office in an article, and whoever holds it.

    One is explained as an office ("District Water Officer (DWO)"), or stands in front of a name and also alone, with
    the article ("CWE Anna Lind said", "the CWE said").

    Args:
        text: the article's text.
        people: where people are named, with or without the acronym.
    """
    titles = {title for start, end in people if (title := _acronym_title(text, start, end))}
    alone = {title for title in titles if re.search(rf"\b[Tt]he {title}\b(?![-‐’'] ?\w| [A-Z])", text)}
    return explained_offices(text) | alone


@lru_cache(maxsize=1)
def explained_offices(text: str) -> frozenset[str]:
    """The acronyms behind the words of an office ("Vice-Prime Minister (VPM)")."""
    return frozenset(m["short"] for m in _SHORTENED.finditer(text) if _explained(text, m))


def is_office(word: str) -> bool:
    """Whether a word at the end of a phrase names an office and nobody in it ("The Prime Minister")."""
    return fold(word) in TITLES - AMBIGUOUS_TITLES or is_role(fold(word))


def _explained(text: str, short: re.Match[str]) -> bool:
    words = [m.group() for m in _TOKEN.finditer(text, max(0, short.start() - 80), short.start())]
    for count in range(1, min(len(words), _LONGEST) + 1):
        full = words[-count:]
        if full[0][0].isalpha() and acronym_of(short["short"], " ".join(full)):
            post = next((i for i, word in enumerate(full) if word in ("of", "for")), count)
            return post > 0 and is_office(full[post - 1])
    return False


def _acronym_title(text: str, start: int, end: int) -> str | None:
    """The acronym with which a person's name begins, or that stands in front of it."""
    words = text[start:end].split()
    if len(words) > 1 and is_acronym(words[0]) and words[0].isalpha() and not words[1].isupper():
        return words[0]
    before = _IN_FRONT.search(text, max(0, start - 8), start)
    return before.group(1) if before and not words[0].isupper() else None
