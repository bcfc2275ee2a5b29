from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.money import currency_of, find_money, read_money
from pipeline.entities.numbers import read_number
from pipeline.entities.quantities import find_percentages, find_quantities, read_percentage, read_quantity


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,200", 1200),
        ("25,00,000", 2_500_000),
        ("120 000", 120_000),
        ("1.2 million", 1_200_000),
        ("3 crore", 30_000_000),
        ("1.7bn", 1_700_000_000),
        ("two hundred and five", 205),
        ("twenty-five thousand", 25_000),
        ("seven", 7),
    ],
)
def test_numbers(words: str, value: float) -> None:
    assert read_number(words) == pytest.approx(value)


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert read_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "amount", "upper", "currency"),
    [
        ("$1.2 million", 1_200_000, None, "USD"),
        ("US$ 300 million", 300_000_000, None, "USD"),
        ("US dollars 5000", 5000, None, "USD"),
        ("HK$40,000", 40_000, None, "HKD"),
        ("N$100 000", 100_000, None, "NAD"),
        ("Rs 2.5 crore", 25_000_000, None, "INR"),
        ("Tk 26 lakh", 2_600_000, None, "BDT"),
        ("GHS2.8billion", 2_800_000_000, None, "GHS"),
        ("€1.6bn", 1_600_000_000, None, "EUR"),
        ("1,000-2,000 baht", 1000, 2000, "THB"),
        ("$1.2–1.4 trillion", 1.2e12, 1.4e12, "USD"),
        ("two billion birr", 2_000_000_000, None, "ETB"),
        ("61 million Hong Kong dollars", 61_000_000, None, "HKD"),
        ("150,000 Egyptian pounds", 150_000, None, "EGP"),
        ("50 cents", 0.5, None, None),
        ("billions of dollars", None, None, "USD"),
        ("baht", None, None, "THB"),
    ],
)
def test_money(words: str, amount: float | None, upper: float | None, currency: str | None) -> None:
    money = read_money(words)
    assert money is not None
    assert money.amount == (None if amount is None else pytest.approx(amount))
    assert money.upper == (None if upper is None else pytest.approx(upper))
    assert currency_of(money, [], words) == currency


@pytest.mark.parametrize(
    ("words", "countries", "text", "currency"),
    [
        ("Rs 500", ["MU"], "", "MUR"),
        ("300 pesos", ["CL"], "", "CLP"),
        ("300 pesos", [], "", None),
        ("40 shillings", ["FR", "KE"], "", "KES"),
        ("$5 million", ["NZ"], "US$3 million and $5 million", "NZD"),
        ("$5 million", ["NZ"], "$5 million", "USD"),
        ("Kenyan shillings", ["UG"], "", "KES"),
    ],
)
def test_shared_names_of_currencies_follow_the_article(
    words: str, countries: list[str], text: str, currency: str | None
) -> None:
    money = read_money(words)
    assert money is not None
    assert currency_of(money, countries, text) == currency


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rose from $61.9 billion to $63.9 billion.", ["$61.9 billion", "$63.9 billion"]),
        ("a fine of R120 000 (US$7,000), or 600 rupees", ["R120 000", "US$7,000", "600 rupees"]),
        ("They spent 30 million U.S. dollars and R67.6 billion.", ["30 million U.S. dollars", "R67.6 billion"]),
        ("N95 masks for COP27, R2 and a B777; she won 3 and he won 12", []),
        ("Tencent and a tennis club of ten", []),
        ("He lost 12 pounds on the 4,000 mark", []),
    ],
)
def test_money_is_found(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in find_money(text)] == found


@pytest.mark.parametrize(
    ("text", "found", "amount", "upper", "unit"),
    [
        ("a share of 12.5 per cent", "12.5 per cent", 12.5, None, "percent"),
        ("some 10–15% of it", "10–15%", 10, 15, "percent"),
        ("by 2 percentage points", "2 percentage points", 2, None, "percentage-point"),
        ("by 25 basis points", "25 basis points", 25, None, "basis-point"),
    ],
)
def test_percentages(text: str, found: str, amount: float, upper: float | None, unit: str) -> None:
    assert [text[a:b] for a, b in find_percentages(text)] == [found]
    value = read_percentage(found)
    assert value is not None
    assert (value.amount, value.upper, value.unit) == (amount, upper, unit)


@pytest.mark.parametrize(
    ("text", "found", "amount", "upper", "unit"),
    [
        ("some 1,000 square kilometres of forest", "1,000 square kilometres", 1000, None, "square-kilometer"),
        ("about 8-15mm of rain", "8-15mm", 8, 15, "millimeter"),
        ("a 110-acre farm", "110-acre", 110, None, "acre"),
        ("down to -3.5°C at night", "-3.5°C", -3.5, None, "celsius"),
        ("5.6 million tons of rice", "5.6 million tons", 5_600_000, None, "ton"),
        ("twenty square metres", "twenty square metres", 20, None, "square-meter"),
        ("winds of 120 km/h", "120 km/h", 120, None, "kilometer-per-hour"),
    ],
)
def test_quantities(text: str, found: str, amount: float, upper: float | None, unit: str) -> None:
    assert [text[a:b] for a, b in find_quantities(text)] == [found]
    value = read_quantity(found)
    assert value is not None
    assert (value.amount, value.upper, value.unit) == (amount, upper, unit)


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .,-–$€%kmto dollarsRs", max_size=30))
def test_reading_never_fails(text: str) -> None:
    for find, read in (
        (find_money, read_money),
        (find_percentages, read_percentage),
        (find_quantities, read_quantity),
    ):
        for start, end in find(text):
            assert 0 <= start < end <= len(text)
            read(text[start:end])  # type: ignore[operator]
