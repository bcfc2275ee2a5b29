"""What dates and amounts say: ISO 8601 dates, amounts with ISO 4217 currencies, numbers with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entities.article_dates import WrittenOn
from pipeline.entities.date_values import iso_date
from pipeline.entities.money import currency_of, read_money
from pipeline.entities.naming import NamedMention
from pipeline.entities.quantities import read_percentage, read_quantity
from pipeline.records import EntityLabel, Value

MEASURES: tuple[EntityLabel, ...] = ("DATE", "MONEY", "PERCENT", "QUANTITY")
"""The labels of what has a value rather than a name."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a value depends on: the article's text, its day, and the countries it is about, the foremost first."""

    text: str
    day: WrittenOn | None
    countries: Sequence[str]


def value_of(mention: NamedMention, around: Circumstances) -> Value | None:
    """The value of a date, an amount of money, a percentage or a quantity; None where its words give none."""
    if mention.label == "DATE":
        iso = iso_date(around.text, mention.start, mention.end, around.day)
        return None if iso is None else Value(date=iso)
    if mention.label == "MONEY":
        money = read_money(mention.text)
        if money is None:
            return None
        code = currency_of(money, around.countries, around.text)
        return (
            None
            if code is None and money.amount is None
            else Value(amount=money.amount, upper=money.upper, currency=code)
        )
    quantity = read_percentage(mention.text) if mention.label == "PERCENT" else read_quantity(mention.text)
    return None if quantity is None else Value(amount=quantity.amount, upper=quantity.upper, unit=quantity.unit)
