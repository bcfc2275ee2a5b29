"""Fitting the weights by which speakers are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from pipeline.speakers import weights
from pipeline.training.speaker_weights import (
    Choice,
    accuracy,
    fit,
    gather_choices,
    write_tables,
)
from tests.encoded import encode_by_hand

TEXT = "Ana Brel met Ivo Oda on Friday. She said that rain will stop. He said the dam opens."


@dataclass
class ByHand:
    """An encoder that knows the names of the text."""

    def encode(self, texts):
        return [encode_by_hand(t, {"entity": [("Person", "Ana Brel"), ("Person", "Ivo Oda")]}) for t in texts]


def place(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_choices_are_gathered_with_the_right_party():
    statement = {
        "spans": [place("rain will stop")],
        "mention": place("She"),
        "cue": place("said that"),
        "speaker": "Ana Brel",
    }
    record = {"speakers": [{"name": "Ana Brel", "aliases": []}], "statements": [statement]}
    (choice,) = gather_choices(iter([("a", TEXT, record)]), ByHand())["PRONOUN"]
    assert choice.document == "a"
    (right,) = choice.right
    assert choice.options[right]["subject"] == 1.0


def test_fitting_learns_what_tells_the_right_option():
    choices = [
        Choice("a", [{"near": float(i % 2), "loud": 1.0}, {"near": float(1 - i % 2), "loud": 1.0}], [1 - i % 2])
        for i in range(40)
    ]
    found = fit(choices, {"loud": 0.5})
    assert found["near"] > 1.0
    assert found["loud"] == 0.5
    assert accuracy(choices, {}) < 40
    assert accuracy(choices, found) == 40


def test_tables_are_written_where_they_stand(tmp_path):
    path = tmp_path / "weights.py"
    path.write_text(Path(weights.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    write_tables(path, {"IMPLICIT": {"turn": 1.5}, "PRONOUN": {"subject": -0.25}})
    space: dict[str, object] = {}
    exec(path.read_text(), space)
    found = SimpleNamespace(**space)
    assert found.IMPLICIT == {"turn": 1.5}
    assert found.PRONOUN == {"subject": -0.25}
    assert found.THING_PRONOUN == weights.THING_PRONOUN
