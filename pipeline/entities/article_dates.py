"""The day from which an article's dates are counted: as published, or as its byline, address, dateline or lead says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.entities.calendar_dates import CalendarDate, find_dates, read_date
from pipeline.records import Paragraph, QuotesArticle

_PUBLISHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEAR, _MONTH, _DAY = r"(?P<y>20\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_IN_ADDRESS = (
    re.compile(rf"[/_-]{_YEAR}[/_-]{_MONTH}[/_-]{_DAY}(?!\d)"),
    re.compile(rf"[/_-]{_DAY}[/_-]{_MONTH}[/_-]{_YEAR}(?!\d)"),
    re.compile(rf"[/_-]{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{{4}})?(?!\d)"),
)
_YEAR_IN_ADDRESS = re.compile(r"/(20\d\d)/")
_ENDS_DATELINE = re.compile(r"\s*(?:[-–—:(/]|\.\s*[-–—]|$)")
_BYLINE, _DATELINE, _FIRST = 100, 70, 4
# Years that no leap day sets apart, one for each day of the week on which the first of January falls.
_STAND_INS = range(2021, 2033)


@dataclass(frozen=True, slots=True)
class WrittenOn:
    """The day of an article; where its year isn't known, ``day`` is one of a year in which its weekday is right."""

    day: date
    year_known: bool = True

    def iso(self, day: date) -> str:
        """A day near this one as ISO 8601, with "XXXX" for a year that isn't known."""
        return day.isoformat() if self.year_known else f"XXXX-{day:%m-%d}"

    def __str__(self) -> str:
        return self.iso(self.day)


def written_on(article: QuotesArticle) -> WrittenOn | None:
    """The day on which an article was written, or None where nothing says it.

    Args:
        article: the article; ``published`` counts first, then a full date in a byline or dateline, then one in the
            address, then a dateline without a year ("LIMA, July 25 –") with the address's year, and last a weekday
            with day and month in the first sentences ("On Thursday, 26 November").
    """
    found = _PUBLISHED.match(article.published or "")
    published = found and valid_day(*map(int, found.groups()))
    if published:
        return WrittenOn(published)
    datelines = list(_datelines(article))
    for said in datelines:
        if isinstance(said.year, int) and said.part and said.day and (day := valid_day(said.year, said.part, said.day)):
            return WrittenOn(day)
    address = article.url or ""
    for form in _IN_ADDRESS:
        found = form.search(address)
        if found and (day := valid_day(int(found["y"]), int(found["m"]), int(found["d"]))):
            return WrittenOn(day)
    year = _YEAR_IN_ADDRESS.search(address)
    for said in datelines:
        if year and said.part and said.day and (day := valid_day(int(year[1]), said.part, said.day)):
            return WrittenOn(day)
    return next((stand_in for said in (*datelines, *_lead_dates(article)) if (stand_in := _stand_in(said))), None)


def valid_day(year: int, month: int, day: int) -> date | None:
    """That day, or None if there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _datelines(article: QuotesArticle) -> Iterator[CalendarDate]:
    """Dates in bylines, in short first lines, and before the dash of a dateline."""
    bylines = [p for p in article.paragraphs if p.role == "byline"]
    for paragraph in (*bylines, *(p for p in article.paragraphs[:_FIRST] if p not in bylines)):
        text = article.text[paragraph.start : paragraph.end]
        short = len(text) <= _BYLINE and paragraph.role != "heading"
        for start, end in find_dates(text[: _BYLINE + _DATELINE]):
            said = read_date(text[start:end])
            whole = said is not None and said.year is not None and end <= _DATELINE
            if said and said.day and (short or whole or (end <= _DATELINE and _ENDS_DATELINE.match(text, end))):
                yield said


def _lead_dates(article: QuotesArticle) -> Iterator[CalendarDate]:
    body: list[Paragraph] = [p for p in article.paragraphs if p.role == "body"]
    for paragraph in body[:2]:
        text = article.text[paragraph.start : paragraph.end]
        for start, end in find_dates(text):
            said = read_date(text[start:end])
            if said and said.day and said.weekday is not None:
                yield said


def _stand_in(said: CalendarDate) -> WrittenOn | None:
    """A year in which the date falls on its weekday."""
    if said.weekday is None or said.part is None or said.day is None or said.year is not None:
        return None
    for year in _STAND_INS:
        day = valid_day(year, said.part, said.day)
        if day is not None and day.weekday() == said.weekday:
            return WrittenOn(day, year_known=False)
    return None
