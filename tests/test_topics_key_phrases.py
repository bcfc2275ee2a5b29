"""Key phrases: noun phrases without a tagger, and those that say most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import EntitiesArticle, Entity, LinkedStatement, Paragraph, Span
from pipeline.topics.key_phrases import KeyPhrases
from pipeline.topics.noun_phrases import noun_phrases
from tests.encoded import encode_by_hand

TEXT = "The old harbour wall cracked. Dockers want a new harbour wall before winter storms, but Ana Brel has no money."


def phrases(text: str) -> list[str]:
    return [text[start:end] for start, end in noun_phrases(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour wall of Lim has cracked.", ["harbour wall", "Lim"]),
        ("They will rebuild the harbour wall.", ["harbour wall"]),
        ("She wants to repair old fishing boats quickly.", ["old fishing boats"]),
        ("The mayor’s plan for a night market failed", ["mayor’s plan", "night market"]),
        ("Repairing the pier is expensive, he didn’t say.", ["pier"]),
        ("It took ten years, two million crowns and a lot of time.", ["crowns"]),
        (
            "a very long line of red and yellow painted wooden boats",
            ["long line", "red", "yellow painted wooden boats"],
        ),
        ("", []),
    ],
)
def test_what_looks_like_a_noun_phrase(text, expected):
    assert phrases(text) == expected


@given(st.text(alphabet="aB9 .,’'-\n&", max_size=80) | st.text(max_size=80))
def test_phrases_stand_in_the_text_in_order_and_begin_and_end_with_letters_or_digits(text):
    at = 0
    for start, end in noun_phrases(text, 0, len(text)):
        assert at <= start < end <= len(text)
        assert text[start].isalnum()
        assert "\n" not in text[start:end]
        at = end


def key_phrases(**about: float) -> KeyPhrases:
    """Those of the text above, its words turned towards its meaning as far as given here."""
    statement = "Dockers want a new harbour wall before winter storms"
    start = TEXT.index(statement)
    name = Span.of(TEXT, TEXT.index("Ana Brel"), TEXT.index("Ana Brel") + len("Ana Brel"))
    article = EntitiesArticle(
        id="a",
        text=TEXT,
        paragraphs=[Paragraph(start=0, end=len(TEXT), role="body")],
        quotations=[],
        speakers=[],
        entities=[Entity(id="e1", label="PERSON", name="Ana Brel", mentions=[name])],
        statements=[
            LinkedStatement(
                id="a/1",
                kind="indirect",
                text=statement,
                spans=[Span.of(TEXT, start, start + len(statement))],
                mention=None,
                cue=None,
                communicated=True,
                lead=None,
                confidence=1.0,
                speaker=None,
                evidence="none",
                chain=[],
                entities=[],
            )
        ],
    )
    encoded = encode_by_hand(TEXT, {})
    vectors = np.zeros((len(encoded.pieces), 4), dtype=np.float16)
    for i, (a, b) in enumerate(encoded.pieces):
        share = about.get(TEXT[a:b].lower(), 0.1)
        vectors[i] = [share, 1 - share, 0, 0]
    found = KeyPhrases(article, replace(encoded, vectors=vectors))
    assert found.of_statement(article.statements[0]) == found.of_statement(article.statements[0])
    return found


def test_phrases_near_to_what_the_whole_says_come_first_and_do_not_repeat_each_other():
    found = [span.text for span in key_phrases(winter=0.9, storms=0.9).of_article()]
    assert set(found) == {"old harbour wall", "new harbour wall", "winter storms", "Dockers", "money"}
    assert found[0].endswith("harbour wall")
    assert key_phrases().of_article(most=2)[0].text.endswith("harbour wall")


def test_names_of_persons_are_entities_and_no_key_phrases():
    assert not any("Brel" in span.text for span in key_phrases().of_article(most=50))


def test_a_statement_has_phrases_of_its_own_words():
    found = key_phrases()
    statement = found._article.statements[0]
    (whole,) = statement.spans
    own = found.of_statement(statement)
    assert own
    assert all(whole.start <= span.start < span.end <= whole.end for span in own)
