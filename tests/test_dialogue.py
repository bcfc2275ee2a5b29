"""Dialogues with labels: what stands behind a label is one statement, whatever the encoder makes of it."""

from __future__ import annotations

import pytest

from pipeline.layout.dialogue import labelled_turns
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.records import Article
from pipeline.stages.quotes import find_quotes
from tests.encoded import encode_by_hand

TALK = (
    "Brel, the mayor, on the dam.\n\nIvo Oda: Is it safe?\n\nANA BREL: It is. We said “never again” then.\n\n"
    "Oda: And now?\n\nBrel: Now it rains."
)


def labels(text: str) -> list[tuple[str, str]]:
    found = labelled_turns(text, split_paragraphs(text))
    return [(text[slice(*turn.label)], text[slice(*turn.spans[0])]) for turn in found]


def test_labels_that_come_back_make_a_dialogue():
    assert labels(TALK) == [
        ("Ivo Oda", "Is it safe?"),
        ("ANA BREL", "It is. We said “never again” then."),
        ("Oda", "And now?"),
        ("Brel", "Now it rains."),
    ]


@pytest.mark.parametrize("marks", [("Q:", "A:"), ("Q.", "A."), ("Q1:", "A1:")])
def test_questions_and_answers_make_a_dialogue(marks):
    question, answer = marks
    text = f"{question} Is it safe?\n\n{answer} It is.\n\n{question} And now?\n\n{answer} It rains."
    assert [said for _, said in labels(text)] == ["Is it safe?", "It is.", "And now?", "It rains."]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Oda\n\nIt rains.\n\nPhoto: Brel\n\nPhoto: Oda\n\nPhoto: Brel",
        "Brel: It rains.\n\nOda: It does.\n\nLim: No.",
    ],
)
def test_a_label_that_comes_back_alone_makes_none(text):
    assert labels(text) == []


def test_a_turn_is_one_statement_with_its_label_as_source():
    tags = [
        ("content", "Is it safe"),
        ("content", "It is"),
        ("content", "We said “never again” then"),
        ("content", "And now"),
        ("content", "Now it rains"),
    ]
    found = find_quotes(Article(id="a", text=TALK), encode_by_hand(TALK, {"statement": tags})).statements
    assert [(s.mention.text, s.kind, s.text) for s in found] == [
        ("Ivo Oda", "indirect", "Is it safe"),
        ("ANA BREL", "mixed", "It is. We said “never again” then"),
        ("Oda", "indirect", "And now"),
        ("Brel", "indirect", "Now it rains"),
    ]


def test_a_table_with_labels_is_no_dialogue():
    assert find_quotes(Article(id="a", text=TALK), encode_by_hand(TALK, {})).statements == []
