"""Amounts of money in English news: where they stand, and how much they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.entities import currencies
from pipeline.entities.numbers import DIGITS, SCALE, WORDS, read_number, read_scale

_DASH = r"\s?[-–—]\s?"
# Short words that are something else after a small number ("he won 3, won 12").
_DOUBTFUL = frozenset("won pound pounds real reals sen sol soles lev leva florin leu lei colon buck COP CUP".split())
_HUNDREDTHS = frozenset("cent cents penny pence paise kobo pesewas sen ngwee centavo centavos".split())
_ADJECTIVE = r"(?:[A-Z][A-Za-z.]*\s){0,3}"
_SCALES = rf"(?:[ -]?(?i:{SCALE}))*"
_SCALE_ALONE = re.compile(r"(?:hundred|thousand|million|billion|trillion)s?", re.IGNORECASE)
_ONE_LETTER = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency: ``words`` is the currency as written, ``upper`` the end of a range.

    ``amount`` is None where only a currency or an indefinite amount is named ("billions of dollars").
    """

    amount: float | None
    upper: float | None
    words: str


@cache
def _before() -> re.Pattern[str]:
    """Sign, amount, scale: "$1.2 million", "Rs. 500-600 crore", "GHS 4.53bn"."""
    sign = "|".join(map(re.escape, currencies.signs()))
    return re.compile(
        rf"(?<![\w$€£-])(?P<sign>US \$|(?:U\.S\.|US) dollars|{sign})\.?\s?(?P<low>{DIGITS})"
        rf"(?:(?:-(?P=sign)|{_DASH}|\sto\s(?!\d\d\d\d\b))(?P<high>{DIGITS}))?"
        rf"(?P<scale>{_SCALES})(?:\sdollars\b)?(?![\w%]|[.,]\d)"
    )


@cache
def _after() -> re.Pattern[str]:
    """Amount, scale, name: "1,000-2,000 baht", "61 million Hong Kong dollars", "two billion birr"."""
    noun = "|".join(map(re.escape, currencies.nouns()))
    code = "|".join(code for code in currencies.signs() if re.fullmatch("[A-Z]{3}", code))
    indefinite = "(?:(?:tens|hundreds|thousands|millions|billions|trillions) of )+"
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?:(?P<low>{DIGITS})(?:{_DASH}(?P<high>{DIGITS}))?|(?P<words>(?i:{WORDS})\b))"
        rf"(?P<scale>{_SCALES})[ -]?|(?:multi|{indefinite}))(?:(?<=multi)(?:m|b|tr)illion-)?"
        rf"(?P<name>{_ADJECTIVE}(?:(?i:{noun})\b|(?:{code})\b))"
    )


def find_money(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each amount of money in a text, in order, none overlapping another."""
    taken: list[tuple[int, int]] = []
    for pattern in (_before(), _after()):
        for found in pattern.finditer(text):
            start, end = found.span()
            if _convincing(found) and not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
    yield from sorted(taken)


def _convincing(found: re.Match[str]) -> bool:
    said = found.groupdict()
    large = bool((said["scale"] or "").strip()) or len(re.sub(r"\D", "", said["low"] or "")) > 3
    if "sign" in said:
        # "R2" and "N95" are no money, "COP27" is a conference; "R120 000" is money.
        return large or not (_ONE_LETTER.fullmatch(said["sign"]) or said["sign"] in _DOUBTFUL)
    noun = said["name"].split()[-1]
    return large or noun.lower() not in _DOUBTFUL or len(said["name"].split()) > 1


def read_money(words: str) -> Money | None:
    """Read an amount of money, or a currency alone ("baht", "US dollars"); None where it is neither."""
    plain = " ".join(words.split())
    found = _before().fullmatch(plain)
    if found:
        high = _amount(found["high"], found["scale"]) if found["high"] else None
        return Money(_amount(found["low"], found["scale"]), high, found["sign"])
    found = _after().fullmatch(plain)
    if found:
        share = 0.01 if found["name"].split()[-1].lower() in _HUNDREDTHS else 1.0
        # "Billion pesos" alone, as in "600-plus billion pesos", says no number.
        number = found["low"] or (None if _SCALE_ALONE.fullmatch(found["words"] or "") else found["words"])
        low = _amount(number, found["scale"]) * share if number else None
        high = _amount(found["high"], found["scale"]) * share if found["high"] else None
        return Money(low, high, found["name"])
    name = re.search(rf"(?:^|\s|-)({_ADJECTIVE}(?i:{'|'.join(map(re.escape, currencies.nouns()))}))$", plain)
    code = plain if plain in currencies.signs() else None
    return Money(None, None, name.group(1) if name else code or "") if name or code else None


def _amount(number: str, scale: str) -> float:
    return round((read_number(number) or 0.0) * read_scale(re.sub("-", " ", scale)), 2)


def currency_of(money: Money, countries: Sequence[str], text: str) -> str | None:
    """ISO 4217 code of an amount's currency, in an article about some countries."""
    return currencies.currency_code(money.words, countries, bare_dollar_is_local=bool(_FOREIGN_DOLLAR.search(text)))


_FOREIGN_DOLLAR = re.compile(r"U\.?S\.?\s?\$|\bUSD\b|\bU\.?S\.? dollars")
