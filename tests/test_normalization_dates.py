from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.article_dates import WrittenOn, written_on
from pipeline.entities.calendar_dates import find_dates, read_date
from pipeline.entities.date_values import iso_date
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.records import QuotesArticle

TUESDAY = WrittenOn(date(2022, 7, 26))


def iso(sentence: str, words: str, day: WrittenOn | None = TUESDAY) -> str | None:
    start = sentence.index(words)
    return iso_date(sentence, start, start + len(words), day)


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("The dam opened on 6 July 2022.", "6 July 2022", "2022-07-06"),
        ("The dam opened on July 6th, 2022.", "July 6th, 2022", "2022-07-06"),
        ("They met on the 24th day of November, 1954.", "24th day of November, 1954", "1954-11-24"),
        ("It was signed on 27.08.2021.", "27.08.2021", "2021-08-27"),
        ("The mayor resigned on Monday.", "Monday", "2022-07-25"),
        ("The mayor resigned on Tuesday.", "Tuesday", "2022-07-26"),
        ("The bridge will open on Monday.", "Monday", "2022-08-01"),
        ("She leaves next Tuesday.", "Tuesday", "2022-08-02"),
        ("It rained last Tuesday.", "Tuesday", "2022-07-19"),
        ("They voted in May.", "May", "2022-05"),
        ("The fair was held last September.", "September", "2021-09"),
        ("The fair will be held in February.", "February", "2023-02"),
        ("The drill is on Wednesday, July 27.", "Wednesday, July 27", "2022-07-27"),
        ("It ran from July 15 to 24.", "July 15 to 24", "2022-07-15/2022-07-24"),
        ("Snow falls from December to April.", "December to April", "2021-12/2022-04"),
        ("The regime of 1973-1989 fell.", "1973-1989", "1973/1989"),
        ("The budget of 2022/23 passed.", "2022/23", "2022/2023"),
        ("Strikes of the 1980s", "1980s", "198X"),
        ("a house of the 19th century", "19th century", "18XX"),
        ("Sales rose in Q3 2021.", "Q3 2021", "2021-35"),
        ("the summer of 2020", "summer of 2020", "2020-22"),
    ],
)
def test_dates_are_counted_from_the_day_of_the_article(sentence: str, words: str, expected: str) -> None:
    assert iso(sentence, words) == expected


def test_without_the_articles_day_a_date_keeps_its_year_open() -> None:
    assert iso("They met on 15 June.", "15 June", None) == "XXXX-06-15"
    assert iso("They met on Monday.", "Monday", None) is None


@pytest.mark.parametrize("words", ["31 June", "Covid-19", "Easter", "2018-2002", "the week"])
def test_what_is_no_date_has_no_value(words: str) -> None:
    assert iso(f"It was {words} then.", words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Friday 22nd July, 2022, and on 3 May.", ["Friday 22nd July, 2022", "3 May"]),
        ("The Aug. 13 and Nov. 5 tours", ["Aug. 13", "Nov. 5"]),
        ("By July 40 or at 5:30 pm, may 7 people march 3 times", []),
        ("In May or in 2012 nothing", []),
    ],
)
def test_patterns_find_only_what_is_surely_a_date(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in find_dates(text)] == found


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)))
def test_a_full_date_is_read_back(day: date) -> None:
    for form in ("{d} {m} {y}", "{m} {d}, {y}", "{w}, {m} {d}, {y}", "{w} {d} {m} {y}"):
        words = form.format(d=day.day, m=day.strftime("%B"), y=day.year, w=day.strftime("%A"))
        assert list(find_dates(words)) == [(0, len(words))]
        assert iso_date(words, 0, len(words), None) == day.isoformat()


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_within_a_week_of_the_article(day: date, weekday: int) -> None:
    name = (day + timedelta(days=weekday)).strftime("%A")
    past, ahead = (
        iso(f"It fell on {name}.", name, WrittenOn(day)),
        iso(f"It will fall on {name}.", name, WrittenOn(day)),
    )
    assert past is not None
    assert ahead is not None
    assert day - timedelta(days=6) <= date.fromisoformat(past) <= day <= date.fromisoformat(ahead)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_reading_never_fails(words: str) -> None:
    assert read_date(words) is None or words.strip()
    assert all(0 <= start < end <= len(words) for start, end in find_dates(words))


def article(text: str, **known: str) -> QuotesArticle:
    paragraphs = label_paragraphs(text, split_paragraphs(text))
    return QuotesArticle(id="a", text=text, paragraphs=paragraphs, quotations=[], statements=[], **known)  # type: ignore[arg-type]


BODY = "The council of the old harbour town has decided to rebuild its lighthouse after a long debate."


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (BODY, {"published": "2021-03-04T10:00:00Z"}, "2021-03-04"),
        (f"LIMA, 9 May 2020 (Agency) - {BODY}", {}, "2020-05-09"),
        (f"LIMA, May 9 - {BODY}", {"url": "https://example.org/2020/05/lighthouse"}, "2020-05-09"),
        (BODY, {"url": "https://example.org/2020/5/9/lighthouse"}, "2020-05-09"),
        (BODY, {"url": "https://example.org/stories/202005090637.html"}, "2020-05-09"),
        (f"{BODY} On Saturday, 9 May, Ana Brel met the engineers.", {}, "XXXX-05-09"),
        (f"{BODY} The first one was built in 1904.", {"url": "https://example.org/news/12345678901"}, None),
    ],
)
def test_the_day_of_an_article(text: str, known: dict[str, str], expected: str | None) -> None:
    day = written_on(article(text, **known))
    assert (None if day is None else str(day)) == expected


def test_weekdays_count_from_a_lead_without_a_year() -> None:
    day = written_on(article(f"{BODY} On Saturday, 9 May, Ana Brel met the engineers."))
    assert iso("She spoke on Thursday.", "Thursday", day) == "XXXX-05-07"
