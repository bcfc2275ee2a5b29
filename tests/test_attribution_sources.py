"""The edges of sources and cues, and who is quoted where somebody else quotes."""

from __future__ import annotations

import pytest

from pipeline.attribution.sources import mend_spans
from pipeline.attribution.spans import TaggedSpan
from pipeline.entities.mentions import EntityMention


def mended(text: str, words: str, tag: str = "source", names: tuple[str, ...] = ()) -> str:
    """What the span over ``words`` becomes in a text with these names."""
    start = text.index(words)
    entities = sorted(
        (EntityMention(text.index(n), text.index(n) + len(n), "Person", 0.9) for n in names), key=start_of
    )
    spans = mend_spans(text, [TaggedSpan(start, start + len(words), tag, 0.9)], entities)
    return text[spans[0].start : spans[0].end] if spans else ""


def start_of(entity: EntityMention) -> int:
    return entity.start


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("His aide, Lena Fry,", "His aide, Lena Fry"),
        ("Lena Fry on", "Lena Fry"),
        (", ", ""),
        ("His aide, Lena", "His aide, Lena Fry"),
        ("Fry on Friday", "Lena Fry on Friday"),
    ],
)
def test_a_source_has_whole_names_and_no_commas(words, kept):
    text = (
        "His aide, Lena Fry, disagreed." if "aide" in words or "," in words else "The aide Lena Fry on Friday said no."
    )
    assert mended(text, words, names=("Lena Fry",)) == kept


def test_a_source_that_ends_with_an_article_has_its_noun():
    text = "according to the Harbour Agency, ships are late, a sailor said."
    assert mended(text, "the", names=("Harbour Agency",)) == "the Harbour Agency"
    assert mended("Soon a sailor said so.", "a sailor") == "a sailor"


def test_a_source_has_its_bracket_whole():
    text = "Speaker Mei Tan (譚梅) said the vote stands."
    assert mended(text, "Speaker Mei Tan (譚") == "Speaker Mei Tan (譚梅)"


def test_a_cue_has_no_colon():
    assert mended("Brel said: “No.”", "said:", tag="cue") == "said"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Brel was quoted by the Post as saying it leaks.", "Brel"),
        ("On Friday, he was also quoted by the Post as saying it leaks.", "he"),
        ("It rained, and the mayor has been quoted in the Post as saying it leaks.", "the mayor"),
        ("It was late. According to the Post it leaks.", "the Post"),
    ],
)
def test_who_is_quoted_is_the_source_and_not_who_quotes(text, quoted):
    assert mended(text, "the Post", names=("Post",)) == quoted
