from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from pipeline.commands.kb import kb
from pipeline.encoder.encoded import FloatArray
from pipeline.entities.kb_building import read_names
from pipeline.entities.kb_linking import link_entry
from pipeline.entities.knowledge_base import Entry, KnowledgeBase, read_entries
from pipeline.entities.naming import Cluster, NamedMention
from pipeline.errors import InputError
from pipeline.records import EntityLabel
from tests.encoded import encode_by_hand


def linked(name: str, label: EntityLabel, base: KnowledgeBase, context: FloatArray | None = None) -> str | None:
    encoded = encode_by_hand(f"Yesterday {name} opened the new bridge.", {})
    around = np.zeros(4) if context is None else context
    encoded = replace(
        encoded,
        vectors=np.tile(around, (len(encoded.pieces), 1)),
        matrices={**encoded.matrices, "embedding.weight": np.eye(4), "embedding.bias": np.zeros(4)},
    )
    cluster = Cluster(label, [NamedMention(10, 10 + len(name), label, name)], name=name)
    entry = link_entry(cluster, base, encoded)
    return None if entry is None else entry.id


BASE = [
    Entry("P1", "Ana Brel", ("A. Brel",), "PERSON", "mayor of Lim"),
    Entry("P2", "Sergei Orlov", (), "PERSON", "a poet"),
    Entry("O1", "Harbour Workers Union", ("HWU",), "ORG", "a union of dockers"),
    Entry("O2", "Helium Works", ("HWU",), "ORG", "a maker of balloons"),
    Entry("G1", "Lim", (), "GPE", "a town"),
    Entry("R1", "Lim", (), "LOC", "a river"),
]


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Ana Brel", "PERSON", "P1"),
        ("ANA BREL", "PERSON", "P1"),
        ("Sergey Orlov", "PERSON", "P2"),
        ("Luc Brel", "PERSON", None),
        ("Brel", "PERSON", None),
        ("Harbour Workers Union", "ORG", "O1"),
        ("HWU", "ORG", None),
        ("Lim", "GPE", "G1"),
        ("Lim", "LOC", "R1"),
        ("Lim", "PERSON", None),
    ],
)
def test_entities_are_linked_by_name_and_type_or_not_at_all(
    name: str, label: EntityLabel, expected: str | None
) -> None:
    assert linked(name, label, KnowledgeBase(BASE)) == expected


def test_the_context_chooses_among_entries_of_one_name() -> None:
    vectors = {"Harbour": np.array([1.0, 0, 0, 0]), "Helium": np.array([0, 1.0, 0, 0])}
    base = KnowledgeBase(BASE, lambda texts: [vectors[text.split()[0]] for text in texts])
    assert linked("HWU", "ORG", base, np.array([0.9, 0.1, 0, 0])) == "O1"
    assert linked("HWU", "ORG", base, np.array([0.1, 0.9, 0, 0])) == "O2"
    assert linked("HWU", "ORG", base, np.array([0.5, 0.5, 0, 0])) is None


def test_a_context_that_has_nothing_of_the_only_entry_speaks_against_it() -> None:
    base = KnowledgeBase([Entry("M", "Mercury", (), None, "a planet")], lambda texts: [np.array([1.0, 0, 0, 0])])
    assert linked("Mercury", "MISC", base, np.array([0.8, 0.5, 0, 0])) == "M"
    assert linked("Mercury", "MISC", base, np.array([0.0, 0.9, 0.4, 0])) is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"name": "Lim"}', "'id' is missing"),
        ('{"id": "1"}', "'name' is missing"),
        ('{"id": "1", "name": "Lim", "type": "TOWN"}', "'TOWN' is no entity label"),
        ('{"id": "1", "name": "Lim", "aliases": "L"}', "'aliases' is no list"),
        ('{"id": "1", "name": "Lim", "size": 3}', "unknown field 'size'"),
        ('{"id": "0", "name": "Lim"}', "stands in line 1 too"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text('{"id": "0", "name": "Ana Brel"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"kb\.jsonl:2") as error:
        list(read_entries(path))
    assert problem in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        list(read_entries(tmp_path / "none.jsonl"))


def test_names_come_from_csv(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        "\ufeffName;Type;Aliases;Description\n"
        "Harbour Workers Union (HWU);organisation;Dockers' Union|The Dockers;a union\n"
        ";;;\nLim;city;;\nLim;;;a river\n",
        encoding="utf-8",
    )
    entries = list(read_names(path))
    assert [(e.id, e.name, e.type) for e in entries] == [
        ("harbour-workers-union", "Harbour Workers Union", "ORG"),
        ("lim", "Lim", "GPE"),
        ("lim-2", "Lim", None),
    ]
    assert entries[0].aliases == ("Dockers' Union", "The Dockers", "HWU")


def test_build_writes_a_base_that_can_be_read_and_reports_collisions(tmp_path: Path) -> None:
    names, out = tmp_path / "names.jsonl", tmp_path / "new" / "kb.jsonl"
    rows = [{"name": "Lim", "type": "city"}, {"id": "r", "name": "LIM", "description": "a river"}, {"name": "Ana Brel"}]
    names.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = CliRunner().invoke(kb, ["build", str(names), "-o", str(out)])
    assert result.exit_code == 0
    assert "3 entries, 1 names borne by several" in result.output
    assert "lim: lim Lim, r LIM (no description: lim)" in result.output
    assert [e.id for e in read_entries(out)] == ["lim", "r", "ana-brel"]
    assert sorted(p.name for p in out.parent.iterdir()) == ["kb.jsonl"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [("", "empty"), ("title,type\na,b\n", 'no column "name"'), ("name,type\nLim,city,3\n", "more than 2 columns")],
)
def test_a_list_without_names_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        list(read_names(path))
