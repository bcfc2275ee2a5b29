"""What stands between quotation marks: every style, and what newspapers do to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout.paragraphs import split_paragraphs
from pipeline.quotation.marks import Region, scan

STYLES = [
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("‘", "’", "“", "”"),
    ("'", "'", '"', '"'),
    ("«", "»", "“", "”"),
    ("„", "“", "‚", "‘"),
    ("»", "«", "›", "‹"),
    ("``", "''", "`", "'"),
    ("''", "''", "'", "'"),
    ("‘‘", "’’", "“", "”"),
    ("″", "″", "'", "'"),
    ("‹‹", "››", "“", "”"),
]


def read(text: str) -> list[Region]:
    return scan(text, split_paragraphs(text))


def texts(text: str, level: int = 1) -> list[str]:
    return [text[r.start : r.end] for r in read(text) if r.level == level]


def repairs(text: str) -> list[str | None]:
    return [r.repair for r in read(text)]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style[0])
def test_styles_and_nesting(style: tuple[str, str, str, str]) -> None:
    a, b, c, d = style
    text = f"{a}We will stay,{b} Mara Lind said. {a}He called it {c}a small step{d} and left.{b} The {a}deal{b} held."
    assert texts(text) == ["We will stay,", f"He called it {c}a small step{d} and left.", "deal"]
    assert texts(text, 2) == ["a small step"]
    assert set(repairs(text)) == {None}


@pytest.mark.parametrize("style", STYLES[:7], ids=lambda style: style[0])
def test_inner_and_outer_quotation_end_together(style: tuple[str, str, str, str]) -> None:
    a, b, c, d = style
    text = f"She told us: {a}They said, {c}Come back.{d}{b}"
    assert texts(text) == [f"They said, {c}Come back.{d}"]
    assert texts(text, 2) == ["Come back."]


def test_three_single_marks_are_a_single_and_a_double_one() -> None:
    text = "'''No' is the word,'' he said. ''She wrote, 'Not now.'''"
    assert texts(text) == ["'No' is the word,", "She wrote, 'Not now.'"]
    assert texts(text, 2) == ["No", "Not now."]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know, it's the '90s and rock 'n' roll.",
        "I don’t know, it’s the ’90s and rock ’n’ roll.",
        "The workers' pay and the bosses' cars.",
        "The workers’ pay and the bosses’ cars.",
        "'Twas cold, and ol' Ned kept goin' home with 'em.",
        "He stood 6'2\" tall beside the 5′11″ goalkeeper.",
        "A 27\" screen and a 12' pole.",
        "Sana‘a and Qur‘an and O'Brien.",
        '<a href="https://example.org" title="x">Link</a>',
    ],
)
def test_apostrophes_measures_and_markup_are_no_quotations(text: str) -> None:
    assert read(text) == []


def test_apostrophes_inside_single_marks() -> None:
    text = "'I don't know the workers' plan,' she said. 'It's the ’90s again.'"
    assert texts(text) == ["I don't know the workers' plan,", "It's the ’90s again."]


def test_inches_inside_straight_marks() -> None:
    text = '"He is 6\'2" tall," she said. "He was born in 1999," he said.'
    assert texts(text) == ["He is 6'2\" tall,", "He was born in 1999,"]


def test_marks_without_the_space_that_tells_their_side() -> None:
    assert texts('He said:"We go."She said,"Stay."') == ["We go.", "Stay."]
    assert texts("“We go, ”Kim said.“ And we stay.”") == ["We go,", "And we stay."]


def test_white_space_inside_the_marks_is_left_out() -> None:
    text = "He said “ we go ” and left."
    (region,) = read(text)
    assert (text[region.start : region.end], region.opening, region.closing) == ("we go", "“", "”")


def test_reopened_paragraphs_continue_one_quotation() -> None:
    regions = read("“One is here.\n\n“Two is here.\n\n“Three is here,” she said. “Four.”")
    assert [r.continues for r in regions] == [None, 0, 1, None]
    assert [(r.opening, r.closing) for r in regions] == [("“", ""), ("“", ""), ("“", "”"), ("“", "”")]
    assert {r.repair for r in regions} == {None}


def test_a_nested_quotation_over_paragraphs_is_reopened_with_its_outer_one() -> None:
    regions = read("“He wrote: ‘One is here.\n\n“‘Two is here.’ That is all,” she said.")
    assert [(r.level, r.continues) for r in regions] == [(1, None), (2, None), (1, 0), (2, 1)]


def test_paragraphs_between_an_opening_and_a_late_closing_mark() -> None:
    text = "She said: “One is here.\nTwo is here.\nThree is here.”\nThe end."
    regions = read(text)
    assert [text[r.start : r.end] for r in regions] == ["One is here.", "Two is here.", "Three is here."]
    assert [r.continues for r in regions] == [None, 0, 1]
    assert [r.repair for r in regions] == [None, "not reopened", "not reopened"]


def test_a_quotation_does_not_swallow_the_article() -> None:
    middle = "\n".join("The town has grown, the ministry said on Monday." for _ in range(8))
    assert texts(f"She said: “One is here.\n{middle}\nNine is here,” he said.")[0] == "One is here."


def test_an_opening_mark_alone_at_the_end_of_the_line_above() -> None:
    text = "“Our land needs us,” she said. “\nWe used to live well.”\nThe end."
    regions = read(text)
    assert [text[r.start : r.end] for r in regions] == ["Our land needs us,", "We used to live well."]
    assert regions[1].opening == "“"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("“We will go, he said. Then he left.", "We will go,"),
        ("“We will go, said Mara Lind, who owns the mill.", "We will go,"),
        ("“It was worth it, the harbour board proudly announced, adding more.", "It was worth it,"),
        ("She said: “We will go. It is late.", "We will go. It is late."),
        ("Most are “very happy”, and some “quite happy (or so).", "quite happy (or so)."),
        ("'We will go,' she said.\n'You too?'\n'Yes.'\n'It is late, he said. Then he left.", "It is late,"),
    ],
)
def test_a_closing_mark_is_missing(text: str, region: str) -> None:
    last = read(text)[-1]
    assert text[last.start : last.end] == region
    assert (last.closing, last.repair) == ("", "unclosed")


def test_a_closing_mark_is_missing_before_the_next_quotation() -> None:
    text = "“We will go, he said. “It is late,” he added."
    assert texts(text) == ["We will go,", "It is late,"]
    assert repairs(text) == ["unclosed", None]


def test_an_inner_closing_mark_is_missing() -> None:
    text = "“They told me, ‘Go home,” she said. “I did.”"
    assert texts(text) == ["They told me, ‘Go home,", "I did."]
    assert repairs(text) == [None, "unclosed", None]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("We will go,” he said.", "We will go,"),
        ("“We stay,” she said. It is late. We are tired.”", "It is late. We are tired."),
        ("The answer was short: We will go,” he said.", "We will go,"),
        ("In the end she added, We will not go.”", "We will not go."),
        ("“We stay,” Mara Lind said, adding: It is late. We are tired.”", "It is late. We are tired."),
        ("The ‘plan’ is ours,” he said.", "The ‘plan’ is ours,"),
    ],
)
def test_an_opening_mark_is_missing(text: str, region: str) -> None:
    found = [r for r in read(text) if r.repair is not None]
    assert [(text[r.start : r.end], r.opening, r.level, r.repair) for r in found] == [(region, "", 1, "unopened")]


def test_a_stray_mark_behind_narration_is_none() -> None:
    assert read("The board said on Monday that it had put off the vote.”") == []
    assert texts("“We stay,” she said.”") == ["We stay,"]


def test_the_name_under_a_quotation_set_off_by_itself_is_not_quoted() -> None:
    assert texts('"We will not go back to the old pier.\nDeputy Mayor Mara Lind."\nThe end.') == [
        "We will not go back to the old pier."
    ]


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("”We go,“ he said.", "swapped"),
        ("“We go,“ he said.", "turned"),
        ("”We go,” he said.", "turned"),
        ('“We go," he said.', "mixed marks"),
        ('"We go,” he said.', "mixed marks"),
        ("“We go,’ he said.", "mixed marks"),
        ("“We go,'' he said.", "mixed marks"),
    ],
)
def test_irregular_marks_are_paired_and_reported(text: str, repair: str) -> None:
    assert texts(text) == ["We go,"]
    assert repairs(text) == [repair]


def test_doubled_marks() -> None:
    assert [part.strip('"“”') for part in texts("He wrote: ““We go now.”")] == ["We go now."]


@given(st.text(alphabet=st.sampled_from("\"'“”‘’«»„‚‹›`″′ab A.,:!\n ()-6<>s"), max_size=80))
@settings(max_examples=400, deadline=None)
def test_regions_are_sound_on_any_text(text: str) -> None:
    paragraphs = split_paragraphs(text)
    regions = scan(text, paragraphs)
    assert regions == scan(text, paragraphs)
    assert [(r.start, -r.end) for r in regions] == sorted((r.start, -r.end) for r in regions)
    open_ends: list[int] = []
    for i, region in enumerate(regions):
        assert region.start < region.end
        assert any(start <= region.start and region.end <= end for start, end in paragraphs)
        while open_ends and open_ends[-1] <= region.start:
            open_ends.pop()
        assert not open_ends or region.end <= open_ends[-1], "regions cross"
        open_ends.append(region.end)
        assert region.level == len(open_ends)
        assert region.continues is None or region.continues < i
        assert region.repair in (None, "unclosed", "unopened", "not reopened", "swapped", "turned", "mixed marks")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\"＂“”„‟«»″〝〞'＇‘’‚‛‹›′`´")))
def test_no_marks_no_regions(text: str) -> None:
    assert read(text) == []


SENTENCES = st.sampled_from(
    [
        "We don{apostrophe}t know.",
        "The board has met, and it will meet again",
        "It is the teachers{apostrophe} turn,",
        "Why now?",
        "a matter of time",
        "They paid $40 (too much) for it – again.",
        "No!",
    ]
)
BETWEEN = st.sampled_from([" he said. ", " said Mara Lind, who owns the mill, adding: ", " – ", ", she says, ", "\n"])


@settings(deadline=None)
@given(st.data(), st.sampled_from(STYLES), st.lists(SENTENCES, min_size=1, max_size=6))
def test_a_marked_up_sequence_comes_back(
    data: st.DataObject, style: tuple[str, str, str, str], sentences: list[str]
) -> None:
    opening, closing = style[:2]
    apostrophe = "'" if opening in ("'", '"', "``", "''", "″") else "’"
    spoken = [sentence.format(apostrophe=apostrophe) for sentence in sentences]
    text = "On Monday, "
    for sentence in spoken:
        text += f"{opening}{sentence}{closing}{data.draw(BETWEEN)}"
    assert texts(text.rstrip(" –,") + " So it ends.") == spoken


@settings(deadline=None)
@given(st.sampled_from(STYLES[:7]), st.lists(SENTENCES, min_size=2, max_size=6))
def test_a_reopened_quotation_comes_back_as_one(style: tuple[str, str, str, str], sentences: list[str]) -> None:
    opening, closing = style[:2]
    spoken = [sentence.format(apostrophe="’").rstrip(",") + " That is so." for sentence in sentences]
    text = "\n".join(opening + sentence for sentence in spoken) + f"{closing} he said.\nThe end."
    regions = read(text)
    assert [text[r.start : r.end] for r in regions] == spoken
    assert [r.continues for r in regions] == [None, *range(len(spoken) - 1)]


def test_direct_quotations_of_annotated_articles_are_regions(shared_dir: Path) -> None:
    annotated = sorted((shared_dir / "data" / "statements").glob("*.json"))
    if not annotated:
        pytest.skip("no annotated articles with offsets here")
    found = total = 0
    for path in annotated:
        record = json.loads(path.read_text(encoding="utf-8"))
        text = (shared_dir / "data" / "newswire" / "train" / f"{path.stem}.txt").read_bytes().decode("utf-8")

        def core(start: int, end: int, text: str = text) -> tuple[int, ...]:
            return tuple(i for i in range(start, end) if text[i].isalnum())

        outer = {core(r.start, r.end) for r in read(text) if r.level == 1}
        spans = [span for s in record["statements"] if s["kind"] == "direct" for span in s["spans"]]
        total += len(spans)
        found += sum(core(*span) in outer for span in spans)
    assert found >= 0.99 * total
