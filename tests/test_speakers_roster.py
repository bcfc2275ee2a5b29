"""Matching speakers to a user's own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities.knowledge_base import Entry
from pipeline.errors import InputError
from pipeline.records import Speaker
from pipeline.speakers.roster import Roster

ROSTER = Roster(
    [
        Entry("p1", "Sergei Orlov", ("S. V. Orlov",), description="foreign minister of Borduria"),
        Entry("p2", "Anna Hall", (), description="mayor of Szohôd"),
        Entry("p3", "Anna Hall", (), description="tennis player"),
        Entry("o1", "National Water Commission", ("NWC",)),
        Entry("p4", "Omar Farah", (), "PERSON"),
        Entry("o2", "Omar Farah", (), "ORG"),
        Entry("p5", "Ada Brandt", (), description="minister of health of Syldavia"),
        Entry("p6", "Ada Brandt", (), description="minister of labour of Borduria"),
        Entry("p7", "Yevgeny Marin", ("Marin",)),
        Entry("p8", "Luisa Marin"),
        Entry("p9", "Tibor"),
    ]
)


def speaker(name: str, role: str | None = None, type_: str = "person", named: bool = True) -> Speaker:
    return Speaker.model_validate(
        {
            "id": "s1",
            "name": name,
            "type": type_,
            "named": named,
            "aliases": [],
            "role": role,
            "gender": None,
            "mentions": [],
            "statements": 1,
        }
    )


@pytest.mark.parametrize(
    ("one", "known"),
    [
        (speaker("Sergey Orlov"), "p1"),
        (speaker("Orlov", "Foreign Minister"), "p1"),
        (speaker("Anna Hall", "Mayor"), "p2"),
        (speaker("Ada Brandt", "Health Minister"), "p5"),
        (speaker("Evgeny Marin"), "p7"),
        (speaker("Tibor"), "p9"),
        (speaker("Omar Farah"), "p4"),
        (speaker("Omar Farah", type_="organization"), "o2"),
        (speaker("NWC", type_="organization"), "o1"),
        (speaker("the National Water Commission", type_="organization"), "o1"),
    ],
)
def test_matches(one: Speaker, known: str) -> None:
    (match,) = ROSTER.match([one])
    assert match.known is not None
    assert match.known.id == known
    assert match.candidates == ()


@pytest.mark.parametrize(
    ("one", "candidates"),
    [
        (speaker("Anna Hall"), ["p2", "p3"]),
        (speaker("Anna Hall", "former player"), ["p2", "p3"]),
        (speaker("Ada Brandt", "Minister"), ["p5", "p6"]),
        (speaker("Orlov"), ["p1"]),
        (speaker("Marin"), ["p7", "p8"]),
        (speaker("Water Commission", type_="organization"), []),
        (speaker("Anna Hall Foundation", type_="organization"), []),
        (speaker("Peter Hall"), []),
    ],
)
def test_in_doubt_nobody_is_matched(one: Speaker, candidates: list[str]) -> None:
    (match,) = ROSTER.match([one])
    assert match.known is None
    assert [known.id for known in match.candidates] == candidates


def test_described_speakers_are_left_out() -> None:
    assert ROSTER.match([speaker("a police spokesman", named=False)]) == []


def test_many_namesakes_are_not_all_given() -> None:
    roster = Roster([Entry(f"p{i}", "Anna Hall") for i in range(99)])
    (match,) = roster.match([speaker("Anna Hall")])
    assert [known.id for known in match.candidates] == [f"p{i}" for i in range(20)]


def test_the_list_is_read_from_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(
        '{"id": "p1", "name": "Sergei Orlov"}\n\n{"id": "p2", "name": "Anna Hall", "aliases": ["A. Hall"]}\n'
    )
    assert len(Roster.load(path)) == 2
    path.write_text("\n")
    with pytest.raises(InputError, match=r"people\.jsonl: nobody in it"):
        Roster.load(path)
    path.write_text('{"id": "p1"}\n')
    with pytest.raises(InputError, match=r"people\.jsonl:1: 'name'"):
        Roster.load(path)
