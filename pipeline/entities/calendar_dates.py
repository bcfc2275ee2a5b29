"""Calendar dates in English news: where they stand, and what they say.

Libraries that read dates give a moment; "June 2022" is none, and neither are "the 1990s" or "15 to 24 July".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"first": 33, "second": 34, "third": 35, "fourth": 36}

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b)"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?:1\d|20)\d\d"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|through|until|till|&|or)\s)"
_NOT_BEFORE, _NOT_AFTER = r"(?<![\w/.$€£-])", r"(?![\w/]|-\d)"


def _form(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(f"{_NOT_BEFORE}(?:{pattern}){_NOT_AFTER}", flags)


_FULL = (
    _form(
        rf"(?:(?P<weekday>{_WEEKDAY}),?\s(?:the\s)?)?(?P<day>{_DAY}){_TH}(?:{_TO}(?P<day2>{_DAY}){_TH})?\s"
        rf"(?:day\s)?(?:of\s)?(?P<month>{_MONTH})(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?"
    ),
    _form(
        rf"(?:(?P<weekday>{_WEEKDAY}),?\s)?(?P<month>{_MONTH})\s?(?P<day>{_DAY}){_TH}"
        rf"(?:{_TO}(?P<day2>{_DAY}){_TH})?(?:,?\s(?P<year>{_YEAR}))?"
    ),
    _form(rf"(?P<month>{_MONTH})(?:,?\s|\sof\s)(?P<year>{_YEAR})"),
    _form(rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})"),
    _form(rf"(?P<one>\d\d?)(?P<mark>[/.-])(?P<two>\d\d?)(?P=mark)(?P<year>{_YEAR})"),
)
"""What is a date wherever it stands."""

_YEARS = _form(rf"(?P<year>{_YEAR})[-–](?P<year2>{_YEAR})")

_WEEKDAY_ALONE = _form(rf"(?P<weekday>{_WEEKDAY})")

_LOOSE = (
    _form(rf"(?P<weekday>{_WEEKDAY})s?"),
    _form(rf"(?P<month>{_MONTH})(?:{_TO}(?P<month2>{_MONTH})(?:,?\s(?P<year>{_YEAR}))?)?"),
    _form(
        rf"(?P<month>{_MONTH})\s(?P<day>{_DAY}){_TH}{_TO}(?P<month2>{_MONTH})\s(?P<day2>{_DAY}){_TH}"
        rf"(?:,?\s(?P<year>{_YEAR}))?"
    ),
    _form(rf"(?P<year>{_YEAR})(?:(?:[-–—/]|\sto\s)(?P<year2>{_YEAR}|\d\d?))?"),
    _form(r"(?:the\s)?(?:early|late|mid)?[ -]?(?P<decade>(?:1\d|20)\d)0['’]?s"),
    _form(r"(?:the\s)?(?P<century>\d\d?)(?:st|nd|rd|th)[ -]century", re.IGNORECASE),
    _form(rf"(?P<season>spring|summer|autumn|fall|winter)(?:\s(?:of\s)?(?P<year>{_YEAR}))", re.IGNORECASE),
    _form(rf"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)[ -]?(?P<year>{_YEAR})"),
    _form(rf"(?:the\s)?(?P<quarter>first|second|third|fourth)\squarter\sof\s(?P<year>{_YEAR})", re.IGNORECASE),
)
"""What is a date if somebody says so."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """What a date says; None is what it leaves open.

    Attributes:
        year: the year; of a decade or century the string that ISO 8601 writes ("199X", "18XX").
        part: the month, or ISO 8601's number of a season (21 to 24) or quarter (33 to 36).
        day: day of the month.
        weekday: 0 for Monday.
        last: the end of a range, as far as it differs.
    """

    year: int | str | None = None
    part: int | None = None
    day: int | None = None
    weekday: int | None = None
    last: CalendarDate | None = None


def find_dates(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what is certainly a date: a month with a day or year, two years, days of the week."""
    taken: list[tuple[int, int]] = []
    for form in (*_FULL, _YEARS, _WEEKDAY_ALONE):
        for found in form.finditer(text):
            start, end = found.span()
            if read_date(found.group()) and not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
    yield from sorted(taken)


def read_date(words: str, day_first: bool = True) -> CalendarDate | None:
    """Read a date.

    Args:
        words: its words.
        day_first: whether "4/6/2022" is the fourth of June.

    Returns:
        What it says, or None where it says nothing that a calendar knows.
    """
    plain = " ".join(words.split()).strip(" ,.'’")
    for form in (*_FULL, *_LOOSE):
        found = form.fullmatch(plain)
        if found:
            said = {name: value for name, value in found.groupdict().items() if value}
            return _calendar_date(said, day_first)
    return None


def _calendar_date(said: dict[str, str], day_first: bool) -> CalendarDate | None:
    if "century" in said:
        return CalendarDate(f"{int(said['century']) - 1:02}XX")
    if "decade" in said:
        return CalendarDate(f"{said['decade']}X")
    year = int(said["year"]) if "year" in said else None
    if "one" in said:
        day, month = (int(said["one"]), int(said["two"])) if day_first else (int(said["two"]), int(said["one"]))
        day, month = (month, day) if month > 12 else (day, month)
        return CalendarDate(year, month, day) if month <= 12 and 0 < day <= 31 else None
    weekday = _WEEKDAYS.index(said["weekday"][:3].lower()) if "weekday" in said else None
    first = CalendarDate(year, _part(said, "month"), _number(said.get("day")), weekday)
    if "year2" in said and year is not None:
        return _years(year, said["year2"])
    if "day2" in said:
        last = CalendarDate(year, _part(said, "month2") or first.part, int(said["day2"]))
        return CalendarDate(year, first.part, first.day, weekday, last)
    if "month2" in said:
        last = CalendarDate(year, _part(said, "month2"))
        return CalendarDate(year, first.part, last=last)
    return first


def _years(first: int, said: str) -> CalendarDate | None:
    last = int(str(first)[: 4 - len(said)] + said)
    return CalendarDate(first, last=CalendarDate(last)) if last > first else None


def _part(said: dict[str, str], group: str) -> int | None:
    if "season" in said:
        return _SEASONS[said["season"].lower()]
    if "quarter" in said:
        return _QUARTERS[said["quarter"].lower()]
    quarter = said.get("q") or said.get("q2")
    if quarter:
        return 32 + int(quarter)
    if group not in said:
        return None
    # The numeric forms have digits.
    return int(said[group]) if said[group].isdigit() else _MONTHS.index(said[group][:3].lower()) + 1


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)
