from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.naming import NamedMention
from pipeline.entities.organizations import is_acronym_of
from pipeline.entities.unification import unify
from pipeline.evaluation.coreference import b_cubed
from pipeline.records import EntityLabel, Gender, Span, Speaker


def groups(marked: str, speakers: list[Speaker] | None = None) -> list[list[str]]:
    """Unify the mentions of a text in which they are marked: "[PERSON Ana Brel] said …"."""
    text, mentions, at = "", [], 0
    for found in re.finditer(r"\[([A-Z]+) ([^\]]+)\]", marked):
        text += marked[at : found.start()]
        start = len(text)
        text += found.group(2)
        label: EntityLabel = found.group(1)  # type: ignore[assignment]
        mentions.append(NamedMention(start, len(text), label, found.group(2)))
        at = found.end()
    text += marked[at:]
    return [[m.text for m in cluster.mentions] for cluster in unify(text, mentions, speakers or [])]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[PERSON Ana Brel] met [PERSON Tom Oda]. [PERSON Brel]'s car broke down, said Mr [PERSON Oda].",
            [["Ana Brel", "Brel"], ["Tom Oda", "Oda"]],
        ),
        (
            "[PERSON Ana Brel] and brother [PERSON Luc Brel] spoke. Mr [PERSON Brel] sang; Ms [PERSON Brel] didn't.",
            [["Ana Brel", "Brel"], ["Luc Brel", "Brel"]],
        ),
        (
            "[PERSON Sergei Orlov] spoke to [PERSON Sergey Petrovich Orlov]'s aide.",
            [["Sergei Orlov", "Sergey Petrovich Orlov"]],
        ),
        (
            "[PERSON Brel] resigns. [PERSON Ana Brel] said so.",
            [["Brel", "Ana Brel"]],
        ),
        (
            "The [ORG Harbour Workers Union] ([ORG HWU]) spoke. [ORG HWU] members agreed with the [ORG Union].",
            [["Harbour Workers Union", "HWU", "HWU", "Union"]],
        ),
        (
            "The [ORG Popular Front of Lim] ([ORG FPL]) won; the [ORG FPL] cheered.",
            [["Popular Front of Lim", "FPL", "FPL"]],
        ),
        (
            "The [ORG Ministry of Health] and the [ORG Health Ministry] are one, the [ORG Ministry of Labour] is not.",
            [["Ministry of Health", "Health Ministry"], ["Ministry of Labour"]],
        ),
        (
            "The [NORP Kenyan] [ORG Kenyan Supreme Court] is the [ORG Supreme Court].",
            [["Kenyan"], ["Kenyan Supreme Court", "Supreme Court"]],
        ),
        (
            "[ORG Oda Motors Ltd] and [ORG Oda Motors] and [ORG Oda] differ from the [ORG Oda Museum].",
            [["Oda Motors Ltd", "Oda Motors", "Oda"], ["Oda Museum"]],
        ),
        (
            "The [GPE United States], [GPE U.S.] and [GPE America] signed; [NORP American] and [NORP Americans] not.",
            [["United States", "U.S.", "America"], ["American", "Americans"]],
        ),
        ("[GPE Jordan] met [PERSON Jordan].", [["Jordan"], ["Jordan"]]),
        ("[ORG Unity Party] and [ORG Unity Bank]", [["Unity Party"], ["Unity Bank"]]),
    ],
)
def test_names_of_one_thing_are_unified(marked: str, expected: list[list[str]]) -> None:
    assert groups(marked) == expected


def speaker(id: str, name: str, spans: list[Span], gender: Gender | None = None) -> Speaker:
    return Speaker(
        id=id, name=name, type="person", named=True, aliases=[], role=None, gender=gender, mentions=spans, statements=1
    )


def test_persons_are_the_speakers_of_stage_two() -> None:
    text = "Brel spoke. Luc Brel and Ana Brel sang."
    mentions = [NamedMention(m.start(), m.end(), "PERSON", m.group()) for m in re.finditer("(?:Luc |Ana )?Brel", text)]
    speakers = [speaker("s1", "Ana Brel", [Span.of(text, 0, 4)], "female"), speaker("s2", "Luc Brel", [], "male")]
    clusters = unify(text, mentions, speakers)
    assert [(c.speaker, c.name, [m.text for m in c.mentions]) for c in clusters] == [
        ("s1", "Ana Brel", ["Brel", "Ana Brel"]),
        ("s2", "Luc Brel", ["Luc Brel"]),
    ]


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("WHO", "World Health Organization", True),
        ("BoL", "Bank of Lim", True),
        ("W.H.O.", "World Health Organization", True),
        ("UNDP", "United Nations", False),
        ("Who", "World Health Organization", False),
        ("AB", "Alma", False),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    assert is_acronym_of(short, long) is expected


NAMES = st.sampled_from(
    ["Ana Brel", "Brel", "A. Brel", "Harbour Union", "HU", "Union", "Lim", "the Lim", "Brel's", "s", "'s"]
)
LABELS = st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "MISC"])


@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, NAMES), max_size=12))
def test_every_mention_is_in_one_group_of_its_label(named: list[tuple[EntityLabel, str]]) -> None:
    text, mentions = "", []
    for label, name in named:
        mentions.append(NamedMention(len(text), len(text) + len(name), label, name))
        text += name + " "
    clusters = unify(text, mentions)
    assert sorted(m.start for c in clusters for m in c.mentions) == [m.start for m in mentions]
    for cluster in clusters:
        assert {m.label for m in cluster.mentions} == {cluster.label}
        assert cluster.name
        starts = [m.start for m in cluster.mentions]
        assert starts == sorted(starts)


def test_b_cubed_of_the_textbook_example() -> None:
    gold = [[1, 2, 3, 4, 5], [6, 7], [8, 9, 10, 11, 12]]
    two_joined = [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11, 12]]
    score = b_cubed(gold, two_joined)
    assert (score.precision, score.recall) == (pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12), 1.0)
    assert b_cubed(gold, gold).f1 == 1.0


def test_b_cubed_counts_mentions_that_one_side_lacks() -> None:
    score = b_cubed([["a", "b"]], [["a"], ["c"]])
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert b_cubed([], []).f1 == 0.0
