"""Where paragraphs begin and end, whatever the line breaks and edges look like."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout.paragraphs import split_paragraphs

LONG = (
    "The harbour board met for six hours on Tuesday without reaching a decision on the two new piers, which the "
    "fishing cooperative has asked for since the storm of last winter tore away a third of the old quay. Members "
    "will meet again in a week, and the chairwoman said she expected a vote before the end of the month."
)
SHORT = (
    "Engineers from the capital have already measured the sea bed and found it firm enough for piles of the kind "
    "that were used at the northern ferry landing four years ago."
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_paragraphs(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n", "\r\n\r\n", "\n \t\n"])
def test_every_line_is_a_paragraph(newline: str) -> None:
    assert cut(f"First line.{newline}Second line.{newline}") == ["First line.", "Second line."]


def test_edges_leave_out_space_and_invisible_characters() -> None:
    assert cut("\ufeff\u00a0 First.\u00a0\u200b\n\u3000Second.\t\n\u200b\n") == ["First.", "Second."]


def test_space_inside_a_paragraph_stays() -> None:
    assert cut("One\u00a0two  three") == ["One\u00a0two  three"]


@pytest.mark.parametrize("text", ["", "\n\r\n", "\ufeff", " \u00a0\u2028 "])
def test_nothing_there(text: str) -> None:
    assert split_paragraphs(text) == []


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://example.org", "www.example.org/x"])
def test_a_leading_address_is_no_paragraph(url: str) -> None:
    assert cut(f"\ufeff\n{url}\r\n\r\nThe news.") == ["The news."]


def test_an_address_elsewhere_is_a_paragraph() -> None:
    assert cut("See https://example.org now.\nhttps://example.org") == [
        "See https://example.org now.",
        "https://example.org",
    ]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_are_joined(width: int, newline: str) -> None:
    blocks = ["Harbour vote put off", LONG, SHORT, LONG]
    text = "\n\n".join(textwrap.fill(block, width) for block in blocks).replace("\n", newline)
    joined = [" ".join(paragraph.split()) for paragraph in cut(text)]
    assert joined == blocks


def test_an_address_above_hard_wrapped_text() -> None:
    address = "https://example.org/" + "a" * 200
    assert len(cut(f"{address}\n\n{textwrap.fill(LONG, 70)}\n\n{textwrap.fill(SHORT, 70)}")) == 2


def test_short_lines_that_end_with_their_sentence_stay_apart() -> None:
    lines = [
        "The council voted on the budget for the coming year on Monday night.",
        "Nobody spoke against it, although two members stayed away from it.",
        "The mayor thanked everybody and went home before the rain set in.",
        "The next meeting will be held in the library, as the hall is let.",
    ]
    assert cut("\n".join(lines)) == lines


def test_long_lines_stay_apart() -> None:
    assert cut(f"{LONG}\n{SHORT}\n\n{LONG}\n{SHORT}") == [LONG, SHORT, LONG, SHORT]


def test_a_list_in_hard_wrapped_text_keeps_its_items() -> None:
    text = f"{textwrap.fill(LONG, 70)}\n\n- piers\n- cranes\n\n{textwrap.fill(LONG, 70)}"
    assert cut(text)[1:3] == ["- piers", "- cranes"]


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\r\n \u2028\ufeff\u00a0ab."))))
def test_paragraphs_cover_the_text_in_order(text: str) -> None:
    paragraphs = split_paragraphs(text)
    at = 0
    for start, end in paragraphs:
        assert at <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        at = end
    assert paragraphs == split_paragraphs(text)
    kept = "".join(text[start:end] for start, end in paragraphs)
    letters = [character for character in text if character.isalpha()]
    assert "://" in text or "www" in text.lower() or [c for c in kept if c.isalpha()] == letters
