from __future__ import annotations

from collections import Counter

import pytest

from pipeline.entities.labels import label_of
from pipeline.entities.naming import Cluster, NamedMention
from pipeline.entities.place_linking import countries_of, link_place
from pipeline.entities.places import places_named


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Germany", "GPE"),
        ("Côte d’Ivoire", "GPE"),
        ("the U.S.", "GPE"),
        ("Guangdong province", "GPE"),
        ("Cape Town", "GPE"),
        ("Gold Coast", "GPE"),
        ("Solomon Islands", "GPE"),
        ("Little Snoring", "GPE"),
        ("West Africa", "LOC"),
        ("Lake Victoria", "LOC"),
        ("Red Sea", "LOC"),
        ("northern Mali", "LOC"),
        ("Middle East", "LOC"),
    ],
)
def test_places_with_a_government_are_told_from_others(name: str, label: str) -> None:
    assert label_of("Location", name) == label


@pytest.mark.parametrize(
    ("name", "label"), [("World Cup", "EVENT"), ("Second World War", "EVENT"), ("Aadhaar", "MISC")]
)
def test_events_are_told_from_the_rest(name: str, label: str) -> None:
    assert label_of("Misc", name) == label


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Britain", "iso3166:GB"),
        ("UK", "iso3166:GB"),
        ("South Korea", "iso3166:KR"),
        ("Ivory Coast", "iso3166:CI"),
        ("DR Congo", "iso3166:CD"),
        ("Palestine", "iso3166:PS"),
        ("New South Wales", "iso3166:AU-NSW"),
        ("Peking", "geonames:1816670"),
    ],
)
def test_names_have_the_identifiers_that_people_use(name: str, key: str) -> None:
    assert places_named(name)[0].key == key


def test_words_in_lower_case_are_no_countries() -> None:
    assert places_named("us") == ()
    assert places_named("") == ()


def place_in(text: str, name: str, countries: dict[str, int]) -> str | None:
    start = text.index(name)
    place = link_place(Cluster("GPE", [NamedMention(start, start + len(name), "GPE", name)]), text, countries)
    return None if place is None else place.key


@pytest.mark.parametrize(
    ("text", "name", "countries", "key"),
    [
        ("Rain fell in Paris.", "Paris", {"FR": 3}, "geonames:2988507"),
        ("Rain fell in Paris, Texas, today.", "Paris", {}, "geonames:4717560"),
        ("Rain fell in San José.", "San José", {"CR": 2, "US": 3}, "geonames:3621849"),
        ("Rain fell in Punjab.", "Punjab", {"PK": 1}, "iso3166:PK-PB"),
        ("Rain fell in Springfield.", "Springfield", {}, None),
        ("Rain fell in Little Snoring.", "Little Snoring", {"GB": 3}, None),
    ],
)
def test_the_article_decides_which_place_is_meant(
    text: str, name: str, countries: dict[str, int], key: str | None
) -> None:
    assert place_in(text, name, countries) == key


def test_an_articles_countries_come_from_its_places_and_its_address() -> None:
    clusters = [Cluster("GPE", [NamedMention(i, i + 5, "GPE", "Kenya") for i in range(3)])]
    assert countries_of(clusters, "https://www.example.co.ke/a") == Counter({"KE": 6})
    assert countries_of(clusters, None) == Counter({"KE": 3})
