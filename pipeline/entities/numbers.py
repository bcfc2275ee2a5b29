"""Numbers as news writes them: "1,200", "1.2 million", "3 crore", "two thirds of"; and ranges of them."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lac": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "bil": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
}

_WORD = "|".join([*_SMALL, "hundred", "thousand", "million", "billion", "trillion"])
SCALE = r"(?:thousand|million|billion|trillion|lakhs?|crores?|bn|bln|bil|mn|mln|mil|tn|trn|[mbk])\b"
"""A word that multiplies the number before it; any case."""
DIGITS = r"\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2})*,\d{3}(?:\.\d+)?|\d+(?:[.,]\d+)?"
"""A number in digits, thousands grouped or not."""
WORDS = rf"(?:(?:{_WORD})(?:[ -](?:and )?)?)*(?:{_WORD})"
"""A number in words; any case."""

_GROUPED = re.compile(r"\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2})*,\d{3}(?:\.\d+)?")
_GROUPING = re.compile(r"[,'’\u00a0\u202f ]")


def read_digits(digits: str) -> float:
    """A number in digits: "1,200.5" is 1200.5, "1,5" is 1.5, "25,00,000" is 2500000."""
    if _GROUPED.fullmatch(digits):
        return float(_GROUPING.sub("", digits))
    return float(digits.replace(",", "."))


def read_scale(scale: str | None) -> float:
    """What a scale word multiplies by; 1 for none."""
    if not scale:
        return 1.0
    value = 1.0
    for word in re.split(r"[\s-]+", scale.lower().strip()):
        value *= _SCALES.get(word, 1.0)
    return value


def read_words(words: str) -> float | None:
    """A number in words: "two hundred and five" is 205; None where it is no number."""
    total = current = 0.0
    seen = False
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word == "and":
            continue
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or 1.0) * 100
        elif word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
        else:
            return None
        seen = True
    return total + current if seen else None


def read_number(words: str) -> float | None:
    """A number in digits or words, with or without a scale; None where it is none."""
    found = re.fullmatch(rf"({DIGITS})\s*-?((?:{SCALE}\s*)*)", words.strip(), re.IGNORECASE)
    if found:
        return read_digits(found.group(1)) * read_scale(found.group(2))
    return read_words(words)
