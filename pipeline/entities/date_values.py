"""Dates as ISO 8601, counted from the day of the article.

What ISO 8601 itself cannot write is written as its second part (2019, once called EDTF) does: "199X" for a decade,
"XXXX-06-15" for a day of an unknown year, "2022-22" for a summer, "2022-33" for a first quarter; ranges as
"2022-07-15/2022-07-24".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from pipeline.entities.article_dates import WrittenOn, valid_day
from pipeline.entities.calendar_dates import CalendarDate, read_date

_SENTENCE_EDGE = re.compile(r"[.!?][\"'”’]?\s+(?=[A-Z\"“‘])|\n")
_BACK = re.compile(r"\b(?:last|past|previous|since)\s+$", re.IGNORECASE)
_ON = re.compile(r"\b(?:next|coming|upcoming|following)\s+$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|is to|are to|set to|due|scheduled|expected|planned|plans?|going to|upcoming|until|"
    r"no later than|deadline|expires?|starting|starts|begins|opens|runs)\b",
    re.IGNORECASE,
)
_AGAINST_TENSE = 3
_LENGTHS = [monthrange(2021, month)[1] for month in range(1, 13)]


def iso_date(text: str, start: int, end: int, reference: WrittenOn | None) -> str | None:
    """The date in ``text[start:end]`` as ISO 8601, or None where its words say no date.

    Args:
        text: the article's text: a date without a year is the nearest one that the tense around it allows.
        start: where the date starts.
        end: where it ends.
        reference: the day of the article; without it a day keeps "XXXX" for its year, and a weekday is none.
    """
    said = read_date(text[start:end])
    if said is None:
        return None
    return resolve(said, reference, _direction(text, start, end))


def _direction(text: str, start: int, end: int) -> int:
    """-2 and 2 for a date that is said to be past or to come, -1 and 1 where the sentence's tense suggests it."""
    before, after = text[max(0, start - 200) : start], text[end : end + 200]
    if _BACK.search(before):
        return -2
    if _ON.search(before):
        return 2
    edges = list(_SENTENCE_EDGE.finditer(before))
    close = _SENTENCE_EDGE.search(after)
    sentence = before[edges[-1].end() if edges else 0 :] + " " + after[: close.start() if close else None]
    return 1 if _AHEAD.search(sentence) else -1


def resolve(said: CalendarDate, reference: WrittenOn | None, direction: int = -1) -> str | None:
    """What a date says as ISO 8601.

    Args:
        said: the date.
        reference: the day to count from.
        direction: below zero for the past, above for the future; 2 and -2 are certain.
    """
    if isinstance(said.year, str):
        return said.year
    if said.part is None and said.year is None:
        return None if reference is None or said.weekday is None else _weekday(said.weekday, reference, direction)
    if said.year is None and reference is not None:
        if not reference.year_known:
            return _span(said)
        said = replace(said, year=_nearest_year(said, reference.day, direction))
    return _span(said)


def _span(said: CalendarDate) -> str | None:
    """The date, or the range from it to its last day or month."""
    first = _written(said)
    if said.last is None or first is None:
        return first
    year = said.last.year or said.year
    if isinstance(year, int) and said.part and said.last.part and said.last.part < said.part and said.last.year is None:
        year += 1
    last = _written(replace(said.last, year=year))
    return first if last is None else f"{first}/{last}"


def _written(said: CalendarDate) -> str | None:
    year = "XXXX" if said.year is None else f"{said.year:04}"
    if said.part is None:
        return year
    if said.day is None:
        return f"{year}-{said.part:02}"
    leap = said.year if isinstance(said.year, int) else 2000
    if said.day > monthrange(leap, said.part)[1]:
        return None
    return f"{year}-{said.part:02}-{said.day:02}"


def _weekday(weekday: int, reference: WrittenOn, direction: int) -> str:
    back = (reference.day.weekday() - weekday) % 7
    if direction < 0:
        return reference.iso(reference.day - timedelta(days=back or (7 if direction == -2 else 0)))
    return reference.iso(reference.day + timedelta(days=(7 - back) % 7 or (7 if direction == 2 else 0)))


def _nearest_year(said: CalendarDate, reference: date, direction: int) -> int:
    """The year that brings a day or month nearest, years that the tense speaks against further off."""

    def distance(year: int) -> float:
        month = said.part if said.part is not None and said.part <= len(_LENGTHS) else 6
        day = valid_day(year, month, said.day or min(reference.day, _LENGTHS[month - 1]))
        if day is None or (said.day and said.weekday is not None and day.weekday() != said.weekday):
            return float("inf")
        days = (day - reference).days
        against = days * direction < 0 and (said.day is not None or month != reference.month)
        if against and abs(direction) == 2:
            return abs(days) + 10_000
        return abs(days) * (_AGAINST_TENSE if against else 1)

    back = range(reference.year - 1, reference.year - 8, -1)
    years: list[int] = [reference.year, reference.year + 1, *back]
    return min(years, key=distance)
