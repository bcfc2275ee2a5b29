"""Roles of paragraphs: what is told by shape, and what must stay body."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs, speaker_headings
from pipeline.records import Paragraph, ParagraphRole

RAW = Path(__file__).resolve().parent.parent / "raw"

LONG = (
    "The ferry company said that its boats would sail again on Monday, when the wind was expected to turn, and that "
    "passengers with old tickets could use them until the end of the year."
)


def label(*paragraphs: str) -> tuple[str, list[Paragraph]]:
    text = "\n\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return text, label_paragraphs(text, spans)


def role_between(paragraph: str) -> ParagraphRole:
    """The role of a paragraph in the middle of an article."""
    return label("Ferries to sail again", LONG, LONG, paragraph, LONG, LONG, LONG, LONG)[1][3].role


def role_last(paragraph: str) -> ParagraphRole:
    return label("Ferries to sail again", LONG, LONG, LONG, LONG, paragraph)[1][-1].role


def labelled_sample(name: str) -> dict[str, ParagraphRole]:
    text = (RAW / name).read_text(encoding="utf-8")
    return {text[p.start : p.end]: p.role for p in label_paragraphs(text, split_paragraphs(text))}


@pytest.mark.parametrize(
    "paragraph",
    [
        "Also read: “I never sailed,” captain tells court",
        "ALSO READ:",
        "Read more",
        "Read the full story here.",
        "More>>",
        "Sources: Vinnes Gazette and the harbour office",
        "Follow us on Facebook for more news.",
        "Follow Ola Brandt on Twitter @olabrandt",
        "Sign up for our weekly newsletter",
        "Click here to see the timetable",
        "Share this article",
        "Tags: ferries, wind, Vinnes",
        "© 2031 Vinnes Gazette. All rights reserved.",
        "https://vinnes.example/timetable",
        "* * *",
        '<img src="a.png"/>',
    ],
)
def test_boilerplate(paragraph: str) -> None:
    assert role_between(paragraph) == "boilerplate"


@pytest.mark.parametrize(
    "paragraph",
    [
        "The two on the bridge were Ana Brel [L], who built it, and the singer Ivo Oda [R] [Harbour News]",
        "Ana Brel (left) shakes hands with Ivo Oda (right) on the bridge.",
        "Photo: harbour office of Vinnes",
        "Image: The ferry Solveig in May. (Photo by Ivo Lant)",
        "(Photo by Ivo Lant)",
        "File photo",
        "FILE PHOTO: The ferry Solveig leaves Vinnes.",
        "The ferry Solveig leaves Vinnes in May [Ivo Lant/NordPress]",
        "The ferry Solveig leaves Vinnes in May. Photo: Ivo Lant",
        "© Ivo Lant/NordPress",
        "In this photo taken on Monday, a ferry leaves Vinnes.",
    ],
)
def test_captions(paragraph: str) -> None:
    assert role_between(paragraph) == "caption"


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Ola Brandt",
        "By OLA BRANDT and Sunniva Aker, Staff Reporters",
        "Ola Brandt | Reporter",
        "Written by Ola Brandt | Vinnes |",
        "Published: 7 May 2031, 06:30",
        "Updated: July 18, 2031 5:36:50 pm",
        "12:40 p.m.",
        "VINNES, 27 January (NordPress)",
        "Vinnes, Torvia – 27 January 2031",
    ],
)
def test_bylines_and_datelines(paragraph: str) -> None:
    assert role_between(paragraph) == "byline"


@pytest.mark.parametrize(
    "paragraph",
    ["(Reporting by Ola Brandt; Editing by Ivo Lant)", "- Ola Brandt", "Brandt reported from Vinnes.", "— Reuters"],
)
def test_signatures(paragraph: str) -> None:
    assert role_last(paragraph) == "byline"


def test_a_name_above_the_article_that_it_never_uses_is_its_author() -> None:
    assert label("OLA BRANDT", LONG, LONG)[1][0].role == "byline"
    assert label("FERRY BOATS", LONG, LONG)[1][0].role == "heading"


@pytest.mark.parametrize(
    "paragraph",
    [
        "*Recall that the ferry was built in 2009 and has been repaired twice.",
        "* The report covers the months from March to May.",
        "Editor’s note: The spelling of two names was changed.",
        "Correction: An earlier version gave the wrong date.",
        "This article was updated on Monday to add a comment.",
        "(This interview has been edited for length.)",
    ],
)
def test_notes(paragraph: str) -> None:
    assert role_between(paragraph) == "note"


def test_a_list_with_asterisks_is_no_row_of_notes() -> None:
    _, paragraphs = label("Ferries to sail again", LONG, "* Two ferries sail on Monday.", "* One is in repair.", LONG)
    assert [p.role for p in paragraphs[2:4]] == ["body", "body"]


@pytest.mark.parametrize(
    "paragraph",
    ["What the harbour says", "‘A bit cheated’", "PUBLIC INTEREST", "Can the ferry be saved?", "Two: more boats"],
)
def test_subheads(paragraph: str) -> None:
    assert role_between(paragraph) == "heading"


@pytest.mark.parametrize(
    "title",
    [
        "Ferries to sail again, says harbour office",
        "“We will not pay,” mayor tells ferry company",
        "Mayor Denies Ferry Report.",
        "Sources: Mayor to leave the ferry board",
    ],
)
def test_titles(title: str) -> None:
    _, paragraphs = label(title, LONG, LONG)
    assert [p.role for p in paragraphs] == ["heading", "body", "body"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“Follow us on Facebook,” the mayor told the passengers.",
        "Click here to pay “nothing at all”, the ferry company told its passengers in a letter.",
        "By Monday, the wind had turned.",
        "On Friday, the mayor told the council:",
        "Brandt added:",
        "“Start with what you have.”",
        "“But it is what we have,”",
        "- Two ferries sail on Monday",
        "Sailors were rescued from the water in Vinnes. (Reuters)",
        "This report is the third of its kind, the mayor said.",
        "In this picture of the town nobody recognized himself, said the mayor, who called it “a slander in oil”.",
        "Nobody was hurt.",
        "No injuries were reported from the harbour.",
        "She smiled. “No.”",
    ],
)
def test_what_is_in_doubt_is_body(paragraph: str) -> None:
    assert role_between(paragraph) == "body"
    assert paragraph.startswith("In this picture") or role_last(paragraph) == "body"


def test_the_items_of_a_list_are_no_headings() -> None:
    items = ["Repair the old ferry", "Buy a second one", "Lower the fares", "Ask the passengers"]
    _, paragraphs = label("Ferries to sail again", LONG, "The plan has four parts:", *items, LONG)
    assert {p.role for p in paragraphs[2:7]} == {"body"}


def test_questions_of_an_interview_are_no_headings() -> None:
    turns = [turn for question in ("What changed?", "Who paid?", "And now?") for turn in (question, LONG)]
    _, paragraphs = label("A ferry and its captain", LONG, *turns)
    assert {p.role for p in paragraphs[2:]} == {"body"}


@pytest.mark.parametrize(
    ("lead", "topic"),
    [
        ("On sanctions:", "sanctions"),
        ("On the use of “grey lists” in Vinnes:", "the use of “grey lists” in Vinnes"),
        ("On the new ferry", "the new ferry"),
        ("Asked about the mayor’s letter:", "the mayor’s letter"),
        ("Regarding the fares:", "the fares"),
    ],
)
def test_lead_ins_name_their_topic(lead: str, topic: str) -> None:
    text, paragraphs = label("Ferries to sail again", LONG, lead, "“We will see.”", LONG)
    assert paragraphs[2].role == "lead_in"
    span = paragraphs[2].topic
    assert span is not None
    assert (span.text, text[span.start : span.end]) == (topic, topic)
    # Nothing is led in where no quotation follows.
    assert label("Ferries to sail again", LONG, lead, LONG)[1][2].role != "lead_in"


def test_excerpts_under_the_names_of_their_speakers() -> None:
    text, paragraphs = label(
        "Highlights of the meeting",
        "The mayor and the harbour master, Brandt and Aker, met on Monday.",
        "“A good meeting,” said Brandt.",
        "Ola Brandt",
        "On fares:",
        "“They stay as they are.",
        "For this year, I mean.”",
        "On the wind:",
        "“It will turn.”",
        "Photo: Ivo Lant",
        "“It always does.”",
        "Sunniva Aker, harbour master of Vinnes",
        "“We are ready.”",
        "Nobody asked about the repairs, which the company had announced in March.",
        "“No comment.”",
    )
    assert [paragraphs[i].role for i in (3, 11)] == ["heading", "heading"]
    assert speaker_headings(text, paragraphs) == {4: 3, 5: 3, 6: 3, 7: 3, 8: 3, 10: 3, 12: 11}


@pytest.mark.parametrize(
    "heading",
    ["Rising fares", "Public Spending", "Ola Brandt denies it", "What now?"],
)
def test_a_heading_that_names_nobody_rules_nothing(heading: str) -> None:
    text, paragraphs = label("Ferries to sail again", LONG, heading, "“They stay as they are.”", LONG)
    assert speaker_headings(text, paragraphs) == {}


def test_a_name_above_attributed_quotations_rules_nothing() -> None:
    text, paragraphs = label("Ferries to sail again", LONG, "Ola Brandt", "“Never,” said Sunniva Aker.", LONG)
    assert speaker_headings(text, paragraphs) == {}


def test_a_letter_like_a_mark_is_no_quotation() -> None:
    body = "‘Aker’s ferry was built by Ola Brandt, who called it a boat. Nobody in Vinnes knew why."
    text, paragraphs = label("Ferries to sail again", LONG, "Ola Brandt", body, LONG)
    assert speaker_headings(text, paragraphs) == {}
    text, paragraphs = label("Ferries to sail again", LONG, "Ola Brandt, mayor", "‘It is a boat.’", LONG)
    assert speaker_headings(text, paragraphs) == {3: 2}


def test_people_in_a_picture_are_no_speakers() -> None:
    text, paragraphs = label(
        "Ferries to sail again",
        "The mayor, Ola Brandt, met Aker and Lund on Monday.",
        "Brandt, Lund and Aker",
        "“A good meeting, and a short one.”",
        LONG,
    )
    assert paragraphs[2].role == "caption"
    assert speaker_headings(text, paragraphs) == {}


def test_the_samples_in_raw() -> None:
    court = labelled_sample("court-report.txt")
    assert court["By Nell Ashgrove, Court Reporter"] == "byline"
    assert court["Also read: ‘I only wanted to be warm’: the man who moved into the library"] == "boilerplate"
    assert [role for text, role in court.items() if text.startswith(("Image:", "* The"))] == ["caption", "note"]
    assert set(labelled_sample("interview.txt").values()) == {"heading", "body", "note"}
    excerpts = labelled_sample("excerpts-by-speaker.txt")
    assert [text for text, role in excerpts.items() if role == "heading"][1:] == [
        "Anton Berezky",
        "Halvard Ruun, Foreign Minister of Kestria",
        "Lene Dalgaard",
    ]


def test_no_quoted_and_attributed_statement_is_lost_in_the_articles(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "raw").glob("*.txt")):
        text = path.read_bytes().decode("utf-8-sig")
        for paragraph in label_paragraphs(text, split_paragraphs(text)):
            words = text[paragraph.start : paragraph.end]
            if paragraph.role in ("boilerplate", "caption", "byline"):
                assert " said" not in words, f"{path.name}: {words}"


pieces = st.sampled_from(
    ["On ", "sanctions", ":", "“", "”", '"', "‘", "’", "*", " ", "Photo", "By ", "Ola Brandt", ", ", "said", ".", "|",
     "12 May", "(", ")", "-", "1", "?", "Read more", "http://a.b", "é", "\U0001f600", "<", ">", "…", ";"]
)  # fmt: skip


@given(st.lists(st.lists(pieces, min_size=1, max_size=8).map("".join).filter(str.strip), max_size=12))
def test_every_paragraph_keeps_its_offsets_and_gets_a_role(lines: list[str]) -> None:
    text = "\r\n".join(lines)
    spans = split_paragraphs(text)
    paragraphs = label_paragraphs(text, spans)
    assert [(p.start, p.end) for p in paragraphs] == spans
    for paragraph in paragraphs:
        assert (paragraph.topic is not None) == (paragraph.role == "lead_in")
        if paragraph.topic:
            span = paragraph.topic
            assert paragraph.start <= span.start < span.end <= paragraph.end
            assert text[span.start : span.end] == span.text
    for under, heading in speaker_headings(text, paragraphs).items():
        assert heading < under
        assert paragraphs[heading].role == "heading"
        assert paragraphs[under].role in ("body", "lead_in")
