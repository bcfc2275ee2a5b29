"""Which place a name means: the country, part of a country or city that the rest of the article speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2, log10
from urllib.parse import urlsplit

from pipeline.entities.folding import fold
from pipeline.entities.naming import Cluster
from pipeline.entities.places import Place, country_rows, places_named

_FOLLOWING = re.compile(r",\s+([A-Z][\w.'’ -]*?)(?=[,.;:)\n]|$)")
_LARGE, _DOMINANT = 500_000, 5.0
_ADDRESS_WEIGHT = 3
_SPELLED, _CAPITAL = 1.0, 1.5


def countries_of(clusters: Sequence[Cluster], url: str | None) -> Counter[str]:
    """How much an article speaks of each country (ISO 3166 codes), by its places and its own address."""
    count: Counter[str] = Counter()
    for cluster in clusters:
        if cluster.label in ("GPE", "LOC"):
            places = places_named(cluster.mentions[0].text)
            if places and places[0].kind == "country" and places[0].country:
                count[places[0].country] += len(cluster.mentions)
    for cluster in clusters:
        if cluster.label == "GPE":
            cities = [p for p in places_named(cluster.mentions[0].text) if p.kind == "city"]
            if cities and cities[0].population >= _LARGE and cities[0].country:
                count[cities[0].country] += len(cluster.mentions)
    host = urlsplit(url or "").hostname or ""
    code = _country_of_domain(host)
    if code:
        count[code] += _ADDRESS_WEIGHT
    return count


def _country_of_domain(host: str) -> str | None:
    last = f".{host.rsplit('.', 1)[-1]}"
    # Domains that are sold for their sound say nothing of a country.
    if last in (".tv", ".me", ".io", ".co", ".ai", ".fm", ".to", ".gg", ".cc"):
        return None
    return next((code for code, row in country_rows().items() if row["tld"] == last), None)


def link_place(cluster: Cluster, text: str, countries: Mapping[str, int]) -> Place | None:
    """The place that a cluster's name means, or None where several may be meant or none is known.

    Args:
        cluster: a cluster of label GPE or LOC.
        text: the article's text; what stands behind a name ("Paris, Texas") decides first.
        countries: the countries that the article speaks of, with their weights.
    """
    candidates = places_named(cluster.mentions[0].text)
    if cluster.label == "LOC":
        candidates = [place for place in candidates if place.kind == "region"]
    if not candidates:
        return None
    if candidates[0].kind in ("country", "region"):
        return candidates[0]
    for mention in cluster.mentions:
        wider = _wider(text, mention.end)
        within = [p for p in candidates if any(_lies_in(p, w) for w in wider)]
        if within:
            return _best(within, mention.text)
    known = [p for p in candidates if p.country and countries.get(p.country)]
    if known:
        name = cluster.mentions[0].text
        top = max(known, key=lambda place: _likelihood(place, name, countries))
        return _best([p for p in known if p.country == top.country], name)
    cities = [p for p in candidates if p.kind == "city"]
    if not cities or cities[0].population < _LARGE:
        return candidates[0] if len(candidates) == 1 and candidates[0].population >= _LARGE / 10 else None
    second = cities[1].population if len(cities) > 1 else 0
    return cities[0] if cities[0].population >= _DOMINANT * second else None


def _wider(text: str, end: int) -> Sequence[Place]:
    found = _FOLLOWING.match(text, end, end + 60)
    return places_named(found.group(1)) if found else ()


def _lies_in(place: Place, wider: Place) -> bool:
    if wider.kind == "country":
        return place.country == wider.country
    return wider.kind == "subdivision" and place.kind == "city" and place.country == wider.country


def _likelihood(place: Place, name: str, countries: Mapping[str, int]) -> float:
    """How much speaks for a place: what the article says of its country, how large it is, and how it is spelled."""
    spelled = place.name == name
    return (
        log2(1 + countries[place.country or ""])
        + 0.5 * log10(1 + place.population)
        + _SPELLED * spelled
        + _CAPITAL * (place.kind == "city" and _is_capital(place))
    )


def _is_capital(place: Place) -> bool:
    row = country_rows().get(place.country or "")
    return row is not None and fold(row["capital"]) == fold(place.name)


def _best(places: Sequence[Place], name: str) -> Place:
    """A large city before the part of the country that is called after it, unless the name says otherwise."""
    says_part = re.search(r"\b(?:province|state|region|county|district|department|prefecture)\b", name, re.IGNORECASE)
    cities = [place for place in places if place.kind == "city"]
    parts = [place for place in places if place.kind == "subdivision"]
    if parts and (says_part or not cities):
        return parts[0]
    return max(cities, key=lambda place: place.population) if cities else places[0]
