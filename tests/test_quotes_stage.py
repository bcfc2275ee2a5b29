"""From tags, links and quotation marks to statements."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.attribution.contents import trim
from pipeline.attribution.cues import cue_lemma
from pipeline.encoder.heads import ATTRIBUTION_LABELS
from pipeline.records import Article, QuotesArticle
from pipeline.stages.quotes import find_quotes
from tests.encoded import encode_by_hand


def quotes(text, spans, links=(), **options) -> QuotesArticle:
    return find_quotes(Article(id="a", text=text), encode_by_hand(text, spans, links), **options)


def test_a_direct_quotation_is_what_stands_between_the_marks():
    text = "“We open the dam on Friday,” said Ana Brel."
    found = quotes(
        text,
        {"statement": [("content", "open the dam on"), ("cue", "said"), ("source", "Ana Brel")]},
        [("source", "We", "Ana"), ("cue", "We", "said")],
    )
    (statement,) = found.statements
    assert statement.kind == "direct"
    assert [s.text for s in statement.spans] == ["We open the dam on Friday,"]
    assert statement.mention.text == "Ana Brel"
    assert (statement.cue.text, statement.cue.lemma) == ("said", "say")


def test_quoted_words_in_a_paraphrase_make_it_mixed():
    text = "Ana Brel said the dam was “a gift to the valley”."
    found = quotes(text, {"statement": [("content", "the dam was “a gift to the valley"), ("cue", "said")]})
    (statement,) = found.statements
    assert statement.kind == "mixed"
    assert statement.spans[0].text == "the dam was “a gift to the valley”"


def test_a_comma_does_not_part_a_paraphrase_from_its_quoted_end():
    text = "Brel said while the dam may leak, it “will not fall”."
    found = quotes(text, {"statement": [("content", "while the dam may leak"), ("content", "it “will not fall")]})
    assert [(s.kind, s.text) for s in found.statements] == [("mixed", "while the dam may leak, it “will not fall”")]


def test_a_mark_that_opens_the_next_quotation_is_left_out():
    text = "Brel said on page two under the title “Dams of the valley” it is all there."
    found = quotes(text, {"statement": [("content", "on page two under the title “")]})
    assert found.statements[0].text == "on page two under the title"


def test_scare_quotes_are_no_statements():
    found = quotes("The so-called “dam of dreams” opens on Friday.", {})
    assert found.statements == []
    assert [found.text[q.start : q.end] for q in found.quotations] == ["dam of dreams"]


def test_a_quotation_over_two_paragraphs_is_one_statement():
    text = "“We open the dam. It is ours.\n\n“We paid for it,” said Brel."
    found = quotes(text, {"statement": [("content", "We open the dam. It is ours"), ("content", "We paid for it")]})
    (statement,) = found.statements
    assert [s.text for s in statement.spans] == ["We open the dam. It is ours.", "We paid for it,"]


def turns(text: str, contents: list[str], sources: list[str], links=()) -> list[list[str]]:
    spans = {"statement": [*(("content", c) for c in contents), *(("source", s) for s in sources)]}
    return [[s.text for s in x.spans] for x in quotes(text, spans, links).statements]


def test_a_quotation_broken_by_its_attribution_is_one_statement():
    text = "“We open,” Brel said, “on Friday.” She then added: “Come.” Oda replied: “Never.”"
    found = turns(text, ["We open", "on Friday", "Come", "Never"], ["Brel", "She", "Oda"])
    assert found == [["We open,", "on Friday.", "Come."], ["Never."]]


def test_a_second_cue_with_that_begins_another_statement():
    text = "“We open,” Brel said, adding that “nobody is late”."
    assert turns(text, ["We open", "nobody is late"], ["Brel"]) == [["We open,"], ["nobody is late"]]


def test_wholly_quoted_neighbours_are_one_statement_and_attributed_ones_are_not():
    whole = "“We open.”\n\n“Come all.”"
    assert turns(whole, ["We open", "Come all"], []) == [["We open.", "Come all."]]
    behind = "“We open,” said Dr. Oda.\n\n“Come all.”"
    assert turns(behind, ["We open", "Come all"], ["Oda"]) == [["We open,", "Come all."]]
    attributed = "“We open.”\n\n“Come all,” said Oda."
    assert turns(attributed, ["We open", "Come all"], ["Oda"]) == [["We open."], ["Come all,"]]


def test_reopened_paragraphs_with_an_attribution_at_their_end_are_another_statement():
    text = "“We open,” said Oda.\n\n“Come all.\n\n“Bring boats,” she added."
    contents = ["We open", "Come all", "Bring boats"]
    assert turns(text, contents, ["Oda", "she"]) == [["We open,"], ["Come all.", "Bring boats,"]]
    bare = text.replace(",” she added.", ".”")
    assert turns(bare, contents, ["Oda"]) == [["We open,", "Come all.", "Bring boats."]]


def test_two_quotations_of_a_paragraph_with_two_names_behind_them_are_two_statements():
    text = "“We open,” said Ana Brel. “Come all,” said Ivo Oda."
    assert turns(text, ["We open", "Come all"], ["Ana Brel", "Ivo Oda"]) == [["We open,"], ["Come all,"]]
    same = "“We open,” said Ana Brel. “Come all,” Brel added."
    assert turns(same, ["We open", "Come all"], ["Ana Brel", "Brel added"]) == [["We open,", "Come all,"]]


def test_a_bracket_is_taken_in_whole_or_left_out():
    text = (
        "Brel said the dam opens today (Friday) with music (which some of the people in the valley dislike, Oda said)."
    )
    assert turns(text, ["the dam opens today (Fri"], []) == [["the dam opens today (Friday)"]]
    assert turns(text, ["with music (which"], []) == [["with music"]]


def test_a_paraphrase_broken_by_its_attribution_is_joined_by_the_link():
    text = "The dam, Brel said, opens on Friday."
    links = [("continues", "opens", "The dam")]
    assert turns(text, ["The dam", "opens on Friday"], ["Brel"], links) == [["The dam", "opens on Friday"]]
    assert turns(text, ["The dam", "opens on Friday"], ["Brel"]) == [["The dam"], ["opens on Friday"]]


def test_an_indirect_statement_leaves_out_the_final_period():
    found = quotes(
        "Brel said the dam opens in the U.S. soon.", {"statement": [("content", "the dam opens in the U.S. soon.")]}
    )
    assert found.statements[0].kind == "indirect"
    assert found.statements[0].text == "the dam opens in the U.S. soon"


def test_attitudes_are_left_out_unless_asked_for():
    text = "Brel said the dam is safe. She hopes it will hold."
    spans = {
        "statement": [("content", "the dam is safe")],
        "attribution": [("content", "the dam is safe"), ("content", "it will hold"), ("cue", "hopes")],
    }
    assert [s.text for s in quotes(text, spans).statements] == ["the dam is safe"]
    both = quotes(text, spans, attitudes=True).statements
    assert [(s.text, s.communicated) for s in both] == [("the dam is safe", True), ("it will hold", False)]


def test_a_lead_in_names_the_topic_of_the_quotations_under_it():
    text = "Ana Brel\n\nOn flood control:\n\n“The dam will hold for a hundred years.”"
    found = quotes(text, {"statement": [("content", "The dam will hold for a hundred years")]})
    assert found.statements[0].lead == "flood control"


def test_cues_have_their_dictionary_form():
    assert cue_lemma("has called on") == "call on"
    assert cue_lemma("According to") == "according to"
    assert cue_lemma("was quoted as saying") == "say"
    assert cue_lemma("told") == "tell"
    assert cue_lemma("has also publicly stated") == "state"
    assert cue_lemma("had earlier announced") == "announce"
    assert cue_lemma("reply") == "reply"
    assert cue_lemma("wrote furiously") == "write"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("in the U.S.", "in the U.S."),
        ("the dam opens.", "the dam opens"),
        (", and the dam opens, but", "the dam opens"),
        ("Orchards and sand", "Orchards and sand"),
        (" – , ", ""),
    ],
)
def test_trimming_leaves_out_what_is_not_said(text, kept):
    start, end = trim(text, 0, len(text))
    assert text[start:end] == kept


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["“", "”", '"', "we", "said", "Brel", ".", ",", "\n\n", "dam"]), max_size=40), st.randoms()
)
def test_spans_are_the_text_never_overlap_and_never_cross_a_paragraph(words, random):
    text = " ".join(words)
    encoded = encode_by_hand(text, {})
    rng = np.random.default_rng(random.randrange(2**32))
    logits = rng.normal(size=(len(encoded.pieces), len(ATTRIBUTION_LABELS))) * 3
    encoded.tags["statement"][:] = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    found = find_quotes(Article(id="a", text=text), encoded)
    spans = sorted((s.start, s.end) for x in found.statements for s in x.spans)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert all("\n" not in text[a:b] for a, b in spans)
    for statement in found.statements:
        if statement.kind == "direct":
            assert all(any((q.start, q.end) == (s.start, s.end) for q in found.quotations) for s in statement.spans)


def test_an_attribution_beside_a_quotation_is_its_own_where_nothing_points_at_it():
    text = "“We open on Friday,” Brel said. Oda nodded."
    tags = {"statement": [("content", "We open on Friday"), ("source", "Brel"), ("cue", "said")]}
    (statement,) = quotes(text, tags).statements
    assert (statement.mention.text, statement.cue.text) == ("Brel", "said")
    far = "“We open on Friday.” Brel said no more."
    (statement,) = quotes(far, tags).statements
    assert statement.mention is None


def test_an_attribution_on_the_next_line_belongs_to_the_quotation():
    text = "“We open on Friday,”\n\nsaid Brel."
    tags = {"statement": [("content", "We open on Friday"), ("source", "Brel"), ("cue", "said")]}
    (statement,) = quotes(text, tags, [("source", "We", "Brel"), ("cue", "We", "said")]).statements
    assert (statement.mention.text, statement.cue.text) == ("Brel", "said")
