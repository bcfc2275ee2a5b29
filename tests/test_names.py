"""Names: what they are made of, which of them can be one person's, which form is the fullest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speakers.names import could_be_same, fullest, likeness, parse_person
from pipeline.speakers.organizations import acronym_of, fullest_organization, organization_likeness, tidy_organization

SAME = [
    ("Sergei Orlov", "Sergey Orlov"),
    ("Yevgeny Markin", "Evgeny Markin"),
    ("Mohamed Farah", "Muhammad Farah"),
    ("Orlov", "Foreign Minister Sergei Orlov"),
    ("Mr Orlov", "Sergei Orlov"),
    ("Orlov’s", "Sergei Orlov"),
    ("PETER HALL", "Peter Hall"),
    ("P. Hall", "Peter Hall"),
    ("J.R. Hall", "John Robert Hall"),
    ("Peter Hall", "Peter James Hall"),
    ("Halim al-Masri", "al-Masri"),
    ("Omar bin Rashid", "bin Rashid"),
    ("Ines van der Veld", "Van der Veld"),
    ("Park Min-jun", "Min-jun Park"),
    ("Park Min-jun", "Park"),
    ("Datuk Seri Azlan Rahim", "Azlan"),
    ("Samdech Techo Sok Dara", "Sok Dara"),
    ("Lic. María Peña", "Maria Pena"),
    ("Retired Major General Tom Reed", "Tom Reed"),
    ("Luis Vargas Rojas", "Luis Alberto Vargas"),
    ("Nikolai Nikolaevich", "Nikolai Orlov"),
    ("Rebeca Lindqvist", "Rebecca Lindqvist"),
    ("Martin Kowalsky", "Martin Kowalski"),
    ("Dean Reed", "Thomas Reed"),
    ("Tom Reed Jr.", "Tom Reed"),
]
DIFFERENT = [
    ("Peter Hall", "Anna Hall"),
    ("Mr Hall", "Mrs Hall"),
    ("Peter Hall", "Peter Hill"),
    ("Hassan Farah", "Hussein Farah"),
    ("Roberto Díaz", "Roberta Díaz"),
    ("Tom Reed Jr.", "Tom Reed Sr."),
    ("Park Min-jun", "Park Ji-min"),
    ("Kim Jong Ho", "Kim Yo Jong"),
    ("Li", "Larry Lee"),
    ("Nikolai Nikolaevich", "Nikolai Petrovich"),
    ("P.", "Peter Hall"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_could_be_one_person(one: str, other: str) -> None:
    assert could_be_same(one, other)
    assert could_be_same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_are_two_people(one: str, other: str) -> None:
    assert not could_be_same(one, other)
    assert not could_be_same(other, one)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Russian Foreign Minister Sergei Orlov", "Sergei Orlov"),
        ("Dr. Anna Lind’s", "Anna Lind"),
        ("Nobel Laureate Amara Diallo", "Amara Diallo"),
        ("Grand Chief Thomas Bearpaw", "Thomas Bearpaw"),
        ("Crown Prince Faisal bin Omar", "Faisal bin Omar"),
        ("Anna Lind (Greens)", "Anna Lind"),
        ("Togbe Kwame Mensah II", "Kwame Mensah II"),
        ("Fan Meiling", "Fan Meiling"),
        ("Mr Webster Nasser Lind", "Webster Nasser Lind"),
        ("Omar Rahman bin Jabor Al Masri", "Omar Rahman bin Jabor Al Masri"),
        ("Noor Sheikh Idris", "Noor Sheikh Idris"),
        ("Prime Minister Sheikh Noor Idris", "Noor Idris"),
        ("Md Salim Khan", "Md Salim Khan"),
        ("Northwind MD Salim Khan", "Salim Khan"),
        ("Grace Banda", "Grace Banda"),
        ("Szohôd Gov. Anna Lind", "Anna Lind"),
        ("Hojjat al-Islam Reza Karim", "Reza Karim"),
    ],
)
def test_titles_stay_out_of_the_name(written: str, name: str) -> None:
    assert parse_person(written).text == name


def test_titles_tell_the_gender() -> None:
    assert parse_person("Mrs Hall").gender == "female"
    assert parse_person("Sheikh Omar").gender == "male"
    assert parse_person("Dr Hall").gender is None


def test_the_fullest_name_has_most_words_written_out() -> None:
    names = [parse_person(n) for n in ("HALL", "P. J. Hall", "Peter Hall", "Peter James Hall", "Mr Hall")]
    assert fullest(names).text == "Peter James Hall"
    assert fullest([parse_person("Nikolai Nikolaevich"), parse_person("Nikolai Orlov")]).text == "Nikolai Orlov"


WORD = st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12)


@given(st.lists(WORD, min_size=1, max_size=4), st.lists(WORD, min_size=1, max_size=4))
def test_likeness_is_symmetric_and_reflexive(one: list[str], other: list[str]) -> None:
    a, b = parse_person(" ".join(one)), parse_person(" ".join(other))
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert 0.0 <= likeness(a, b) <= 1.0
    if a.words:
        assert likeness(a, a) == 1.0


@given(st.text(max_size=60))
def test_any_text_can_be_read_as_a_name(text: str) -> None:
    assert all(word == word.strip() for word in parse_person(text).words)
    assert len(tidy_organization(text)) <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("National Water Commission", "NWC"),
        ("National Water Commission (NWC)", "the National Water Commission"),
        ("Supreme Court", "Borduria's Supreme Court"),
        ("Department of Fisheries", "Fisheries Department"),
        ("Northwind Energy Ltd", "Northwind Energy"),
        ("Northwind", "Northwind Energy"),
    ],
)
def test_could_be_one_organization(one: str, other: str) -> None:
    assert organization_likeness(one, other) > 0.55
    assert organization_likeness(other, one) > 0.55


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Supreme Court", "High Court"),
        ("Ministry of Health", "Ministry of Defence"),
        ("UEFA", "UEFA Women's Cup"),
        ("Court", "Supreme Court"),
        ("Northwind", "Northwind Golden Cup Championship"),
        ("The Water Department", "Bordurian Water Department’s Flood Watch Division"),
    ],
)
def test_are_two_organizations(one: str, other: str) -> None:
    assert organization_likeness(one, other) <= 0.55


def test_acronyms_count_small_words_or_not() -> None:
    assert acronym_of("MoD", "Ministry of Defence")
    assert acronym_of("UN", "United Nations")
    assert not acronym_of("EU", "United Nations")


def test_the_fullest_organization_is_no_acronym() -> None:
    assert fullest_organization(["NWC", "National Water Commission", "the commission"]) == "National Water Commission"
