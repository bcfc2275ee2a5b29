"""Percentages and measured quantities: where they stand, how much they are, and of which CLDR unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.entities.numbers import DIGITS, SCALE, WORDS, read_number, read_scale

_NUMBER = (
    rf"(?<![\w.,$€£/-])(?:(?P<low>[-−]?(?:{DIGITS}))(?:(?:\s?[-–—]\s?|\sto\s)(?P<high>{DIGITS}))?"
    rf"|(?P<words>(?i:{WORDS})\b))"
)
_PERCENT = re.compile(rf"{_NUMBER}(?:\s?%|[ -](?P<unit>per\s?cent|pct|percentage[ -]points?|basis[ -]points?)\b)(?!\w)")
_DIMENSIONS = (
    "length-", "area-", "mass-", "volume-", "temperature-celsius", "temperature-fahrenheit", "speed-kilometer",
    "speed-mile", "speed-knot", "power-", "energy-kilowatt-hour", "energy-calorie", "energy-kilocalorie",
    "digital-", "frequency-", "pressure-hectopascal", "pressure-millibar", "electric-volt",
)  # fmt: skip
_LEFT_OUT = re.compile(
    r"point|drop|pinch|dram|jigger|grain|stone|cup|scandinavian|earth|solar|dalton|dessert|imperial|metric|atm|carat|"
    r"picometer|furlong|fathom|parsec|gasoline|spoon|mass-pound|pint|quart|megabit|-bit$"
)
_SHORT = frozenset(
    """km cm mm kg mg kW MW GW kWh kB MB GB TB mph km/h kph lb lbs ft km² m² cm² m³ km³ ha °C °F Hz kHz MHz GHz hPa ml
    mL nm µm oz""".split()
)
_ALSO = {
    "kph": "speed-kilometer-per-hour", "kmph": "speed-kilometer-per-hour", "lbs": "mass-pound", "lb": "mass-pound",
    "tonne": "mass-tonne", "tonnes": "mass-tonne", "metric ton": "mass-tonne", "metric tons": "mass-tonne",
    "degrees Celsius": "temperature-celsius", "degrees centigrade": "temperature-celsius",
    "sq km": "area-square-kilometer",
    "degrees Fahrenheit": "temperature-fahrenheit", "sq m": "area-square-meter", "sq ft": "area-square-foot",
    "sqm": "area-square-meter", "sq. km": "area-square-kilometer", "foot": "length-foot", "MWh": "energy-megawatt-hour",
    "megawatt hours": "energy-megawatt-hour", "GWh": "energy-gigawatt-hour", "kilos": "mass-kilogram",
    "kilo": "mass-kilogram", "hectare": "area-hectare", "acre": "area-acre", "mile": "length-mile",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured amount; ``upper`` is the end of a range, ``unit`` "percent" or CLDR's name ("square-kilometer")."""

    amount: float
    upper: float | None
    unit: str


def find_percentages(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each percentage."""
    for found in _PERCENT.finditer(text):
        yield found.span()


def find_quantities(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each number with a unit of measurement."""
    for found in _measured().finditer(text):
        yield found.span()


def read_percentage(words: str) -> Quantity | None:
    """Read a percentage: percentage points are "percentage-point", basis points "basis-point"."""
    found = _PERCENT.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    unit = re.sub(r"[ -]", "-", found["unit"] or "").removesuffix("s").lower()
    return _quantity(found, "percent" if unit in ("", "per-cent", "percent", "pct") else unit, "")


def read_quantity(words: str) -> Quantity | None:
    """Read a number with a unit; None where it is none."""
    found = _measured().fullmatch(" ".join(words.split()))
    return None if found is None else _quantity(found, _units()[found["unit"]].split("-", 1)[1], found["scale"])


def _quantity(found: re.Match[str], unit: str, scale: str) -> Quantity | None:
    number = found["low"] or found["words"]
    low = read_number(number.lstrip("-−"))
    if low is None:
        return None
    factor = read_scale(scale.replace("-", " "))
    high = read_number(found["high"]) if found["high"] else None
    sign = -1 if number[0] in "-−" else 1
    return Quantity(round(sign * low * factor, 6), None if high is None else round(high * factor, 6), unit)


@cache
def _measured() -> re.Pattern[str]:
    unit = "|".join(re.escape(name) for name in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"{_NUMBER}(?P<scale>(?:[ -]?(?i:{SCALE}))*)[ -]?(?P<unit>{unit})(?![\w²³])")


@cache
def _units() -> Mapping[str, str]:
    """CLDR's units by their names and symbols, British and American."""
    from babel import Locale
    from babel.units import format_unit

    names: dict[str, str] = {}
    for unit in map(str, Locale("en").unit_display_names):
        if not unit.startswith(_DIMENSIONS) or _LEFT_OUT.search(unit):
            continue
        for locale in ("en", "en_GB"):
            for count in (1, 2):
                names.setdefault(format_unit(count, unit, "long", locale=locale).removeprefix(str(count)).strip(), unit)
            short = format_unit(2, unit, "short", locale=locale).removeprefix("2").strip()
            if short in _SHORT:
                names.setdefault(short, unit)
    return names | _ALSO
