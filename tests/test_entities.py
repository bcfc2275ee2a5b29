from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.edges import mended
from pipeline.entities.knowledge_base import Entry, KnowledgeBase
from pipeline.entities.mentions import EntityMention, entity_mentions
from pipeline.entities.recognition import recognize
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.records import AttributedStatement, EntitiesArticle, Span, Speaker, SpeakersArticle
from pipeline.stages.entities import find_entities
from tests.encoded import encode_by_hand

TEXT = (
    "Mayor opens dam in Kenya\n\n"
    "NAIROBI, 9 May 2020 - Ana Brel, the mayor of Nairobi, opened the Lim Dam on Friday. "
    "The dam, paid for by the Harbour Workers Union (HWU), cost 30 million shillings, 12 per cent over its budget.\n\n"
    "“HWU has paid for Kenya, and she knows it,” said Tom Oda. “The mayor will open another one in June.”"
)
NAMES = [
    ("Location", "Kenya"),
    ("Location", "NAIROBI"),
    ("Person", "Ana Brel"),
    ("Location", "Nairobi"),
    ("Facility", "Lim Dam"),
    ("Organization", "Harbour Workers Union"),
    ("Organization", "HWU"),
    ("Organization", "HWU has"),
    ("Location", "Kenya, and"),
    ("Person", "Tom Oda"),
]


def encoded(links: list[tuple[str, str, str]] | None = None) -> EncodedArticle:
    # Mentions that stand twice are told by what follows them, which is no part of them.
    spans = [(label, words) for label, words in NAMES if words not in ("HWU has", "Kenya, and")]
    one = encode_by_hand(TEXT, {"entity": spans}, links or [])
    two = encode_by_hand(TEXT[TEXT.index("“HWU") :], {"entity": [("Organization", "HWU"), ("Location", "Kenya")]})
    tags = dict(one.tags)
    last = len(two.pieces)
    merged = np.array(tags["entity"])
    merged[-last:] = np.where(two.tags["entity"].argmax(1)[:, None] == 0, merged[-last:], two.tags["entity"])
    tags["entity"] = merged
    return EncodedArticle(
        one.text, one.pieces, tags, one.labels, one.queries, one.keys, one.none, one.vectors, one.matrices
    )


def statement(number: int, words: str) -> AttributedStatement:
    start = TEXT.index(words)
    return AttributedStatement(
        id=f"q{number}",
        kind="direct",
        text=words,
        spans=[Span.of(TEXT, start, start + len(words))],
        mention=Span.of(TEXT, TEXT.index("Tom Oda"), TEXT.index("Tom Oda") + 7),
        cue=None,
        communicated=True,
        lead=None,
        confidence=0.9,
        speaker="s1",
        evidence="cue",
        chain=[],
    )


def article() -> SpeakersArticle:
    start = TEXT.index("Tom Oda")
    return SpeakersArticle(
        id="a",
        text=TEXT,
        url="https://www.example.co.ke/dam",
        paragraphs=label_paragraphs(TEXT, split_paragraphs(TEXT)),
        quotations=[],
        statements=[
            statement(1, "HWU has paid for Kenya, and she knows it"),
            statement(2, "The mayor will open another one in June."),
        ],
        speakers=[
            Speaker(
                id="s1",
                name="Tom Oda",
                type="person",
                named=True,
                aliases=[],
                role=None,
                gender="male",
                mentions=[Span.of(TEXT, start, start + 7)],
                statements=2,
            )
        ],
    )


@pytest.fixture(scope="module")
def found() -> EntitiesArticle:
    links = [("antecedent", "she knows", "Ana Brel"), ("antecedent", "The mayor", "Ana Brel")]
    return find_entities(article(), encoded(links))


def by_name(found: EntitiesArticle, name: str) -> dict[str, object]:
    return next(e.model_dump(exclude_none=True) for e in found.entities if e.name == name)


def test_entities_are_found_and_unified(found: EntitiesArticle) -> None:
    named = {e.name: (e.label, [m.text for m in e.mentions]) for e in found.entities}
    assert named["Harbour Workers Union"] == ("ORG", ["Harbour Workers Union", "HWU", "HWU"])
    assert named["Ana Brel"] == ("PERSON", ["Ana Brel"])
    assert named["Lim Dam"] == ("FAC", ["Lim Dam"])
    assert named["Kenya"] == ("GPE", ["Kenya", "Kenya"])
    assert {len(e.mentions) for e in found.entities if e.label == "GPE"} == {2}


def test_entities_come_in_the_order_of_the_article(found: EntitiesArticle) -> None:
    starts = [e.mentions[0].start for e in found.entities]
    assert starts == sorted(starts)
    assert [e.id for e in found.entities] == [f"e{i}" for i in range(1, len(starts) + 1)]


def test_places_have_identifiers(found: EntitiesArticle) -> None:
    kenya, nairobi = by_name(found, "Kenya"), next(e for e in found.entities if e.name.lower() == "nairobi")
    assert (kenya["kb_id"], kenya["identifiers"]) == ("iso3166:KE", {"iso3166": "KE", "geonames": "192950"})
    assert nairobi.identifiers == {"geonames": "184745"}


def test_dates_and_amounts_have_values(found: EntitiesArticle) -> None:
    values = {e.name: e.value.model_dump(exclude_none=True) for e in found.entities if e.value}
    assert found.date == "2020-05-09"
    assert values == {
        "9 May 2020": {"date": "2020-05-09"},
        "Friday": {"date": "2020-05-08"},
        "30 million shillings": {"amount": 30e6, "currency": "KES"},
        "12 per cent": {"amount": 12.0, "unit": "percent"},
    }


def test_statements_are_about_what_they_name_and_refer_to(found: EntitiesArticle) -> None:
    names = {e.id: e.name for e in found.entities}
    assert [[names[i] for i in s.entities] for s in found.statements] == [
        ["Harbour Workers Union", "Kenya", "Ana Brel"],
        ["Ana Brel"],
    ]


def test_a_speaker_is_one_of_the_entities(found: EntitiesArticle) -> None:
    oda = by_name(found, "Tom Oda")
    assert oda["speaker"] == "s1"
    assert found.speakers[0].entity == oda["id"]


def test_the_title_and_the_lead_say_what_an_article_is_about(found: EntitiesArticle) -> None:
    names = {e.id: e.name for e in found.entities}
    assert names[found.main_entities[0]] == "Kenya"
    assert all(e.salience == 0.0 for e in found.entities if e.value)
    assert max(e.salience for e in found.entities) == 1.0


def test_a_knowledge_base_comes_first() -> None:
    base = KnowledgeBase([Entry("Q1", "Harbour Workers Union", type="ORG"), Entry("Q2", "Kenya", type="GPE")])
    linked = {
        e.name: (e.kb_id, e.identifiers) for e in find_entities(article(), encoded(), knowledge_base=base).entities
    }
    assert linked["Harbour Workers Union"] == ("Q1", {"kb": "Q1"})
    assert linked["Kenya"] == ("Q2", {"kb": "Q2", "iso3166": "KE", "geonames": "192950"})
    assert linked["Lim Dam"] == (None, {})


def test_an_article_without_names_has_no_entities() -> None:
    text = "nothing happened"
    bare = SpeakersArticle(id="a", text=text, paragraphs=[], quotations=[], statements=[], speakers=[])
    found = find_entities(bare, encode_by_hand(text, {}))
    assert (found.entities, found.main_entities, found.date) == ([], [], None)


def test_the_places_of_one_word_agree() -> None:
    text = "Oda spoke. Then Oda left, and Oda slept."
    sure = encode_by_hand(text, {"entity": [("Person", "Oda")]})
    scores = np.array(sure.tags["entity"])
    labels = sure.labels["entity"]
    odas = [i for i, (a, b) in enumerate(sure.pieces) if text[a:b] == "Oda"]
    for i, person in zip(odas, (0.9, 0.9, 0.4), strict=True):
        scores[i] = -9.0
        scores[i, [labels.index("B-Person"), labels.index("B-Organization")]] = np.log([person, 1 - person])
    tagged = EncodedArticle(text, sure.pieces, {"entity": scores}, sure.labels, {}, {}, {}, sure.vectors, sure.matrices)
    assert [(text[m.start : m.end], m.label) for m in entity_mentions(tagged)] == [("Oda", "Person")] * 3


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("in South Lim now", [("Lim", "Location")], ["South Lim"]),
        ("the South Korean envoy", [("South", "Location"), ("Korean", "NORP")], ["South Korean"]),
        ("sub-Saharan Africa grows", [("Saharan Africa", "Location")], ["sub-Saharan Africa"]),
        ("the Union of Harbour Workers met", [("Union of", "Organization"), ("Harbour Workers", "Organization")],
         ["Union of Harbour Workers"]),
        ("Anna “Bee” Brel sang", [("Anna", "Person"), ("Bee", "Person"), ("Brel", "Person")], ["Anna “Bee” Brel"]),
        ("Anna “Bee” sang", [("Anna", "Person"), ("Bee", "Person")], ["Anna", "Bee"]),
        ("Anna Brel sang", [("Anna", "Person"), ("Brel", "Person")], ["Anna Brel"]),
        ("the ‘Lim Times’ said", [("‘Lim Times’", "Organization")], ["Lim Times"]),
        ("US-funded work", [("US-", "Location")], ["US"]),
        ("the U.S. and Lim Inc. agreed.", [("U.S.", "Location"), ("Lim Inc.", "Organization")], ["U.S.", "Lim Inc"]),
        ("the — dash", [("—", "Misc")], []),
        ("Anna Brel dwelt on it", [("Anna Brel dwelt", "Person")], ["Anna Brel"]),
        ("Omar ibn Idris wrote", [("Omar ibn", "Person"), ("Idris", "Person")], ["Omar ibn Idris"]),
        ("Lim & Oda Ltd paid", [("Lim &", "Organization"), ("Oda Ltd", "Organization")], ["Lim & Oda Ltd"]),
        ("Lim Works for Trade and Supply paid", [("Lim Works for Trade and", "Organization")],
         ["Lim Works for Trade and Supply"]),
        ("Lim Works of the city", [("Lim Works of", "Organization")], ["Lim Works"]),
        ("Water Board (NWB) of Lim", [("NWB) of Lim", "Organization")], ["NWB"]),
        ("Lim Harbour Guard rang", [("Lim", "Organization"), ("Harbour Guard", "Organization")], ["Lim Harbour Guard"]),
        ("UN Harbour Guard rang", [("UN", "Organization"), ("Harbour Guard", "Organization")], ["UN", "Harbour Guard"]),
    ],
)  # fmt: skip
def test_edges_of_names_are_mended(text: str, tagged: list[tuple[str, str]], expected: list[str]) -> None:
    mentions = [EntityMention(text.index(w), text.index(w) + len(w), label, 0.9) for w, label in tagged]
    assert [text[m.start : m.end] for m in mended(text, mentions)] == expected


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("on 9 July 2020 they", [("July", "Date")], [("DATE", "9 July 2020")]),
        ("the 9 July Movement said", [("9 July Movement", "Organization")], [("ORG", "9 July Movement")]),
        ("paid $5 million for it", [("5", "Misc")], [("MONEY", "$5 million")]),
        ("in 2012 it", [("2012", "Date")], [("DATE", "2012")]),
        ("some 5 km off Lim", [("Lim", "Location")], [("QUANTITY", "5 km"), ("GPE", "Lim")]),
    ],
)
def test_patterns_and_the_encoder_share_the_work(
    text: str, tagged: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    mentions = [EntityMention(text.index(w), text.index(w) + len(w), label, 0.9) for w, label in tagged]
    assert [(m.label, m.text) for m in recognize(text, mentions)] == expected
