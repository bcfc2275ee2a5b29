"""Who said it: sources named, described, meant by a pronoun, or not mentioned at all."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.encoder.encoded import DISTANCE_BUCKETS, EncodedArticle
from pipeline.encoder.heads import POINTERS, TAG_LABELS
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.quotation.marks import scan
from pipeline.records import Cue, Quotation, QuotesArticle, Span, SpeakersArticle, Statement
from pipeline.speakers.appositions import Role, shown_role
from pipeline.stages.speakers import attribute_speakers


def encode(text: str, names: dict[str, str], types: dict[int, str] | None = None) -> EncodedArticle:
    """An encoder's output in which every occurrence of ``names`` is tagged, and the pointers say nothing."""
    pieces = np.asarray([m.span() for m in re.finditer(r"\w+|[^\w\s]", text)], dtype=np.int64).reshape(-1, 2)
    tags = {head: np.full((len(pieces), len(labels)), -9.0, dtype=np.float32) for head, labels in TAG_LABELS.items()}
    entity = TAG_LABELS["entity"]
    tags["entity"][:, entity.index("O")] = -0.01
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    for found in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", text):
        inside = np.flatnonzero((pieces[:, 0] >= found.start()) & (pieces[:, 1] <= found.end()))
        label = names[found.group()]
        tags["entity"][inside] = -9.0
        tags["entity"][inside[1:], entity.index(f"I-{label}")] = -0.01
        tags["entity"][inside[0], entity.index(f"B-{label}")] = -0.01
    source = TAG_LABELS["source_type"]
    tags["source_type"][:, source.index("person")] = -1.0
    for offset, kind in (types or {}).items():
        tags["source_type"][np.searchsorted(pieces[:, 1], offset, side="right"), source.index(kind)] = -0.01
    size = np.zeros((len(pieces), 2), dtype=np.float32)
    none = np.zeros(len(pieces), dtype=np.float32)
    bias = np.zeros(DISTANCE_BUCKETS, dtype=np.float32)
    return EncodedArticle(
        text=text,
        pieces=pieces,
        tags=tags,
        labels=TAG_LABELS,
        queries=dict.fromkeys(POINTERS, size),
        keys=dict.fromkeys(POINTERS, size),
        none=dict.fromkeys(POINTERS, none),
        vectors=size,
        matrices={f"distance_bias.{pointer}": bias for pointer in POINTERS},
    )


MARKED = re.compile(r"\[(?P<what>[qms])(?P<number>\d) (?P<words>[^\[\]]+)\]")


def attribute(marked: str, names: dict[str, str], types: dict[str, str] | None = None) -> SpeakersArticle:
    """Attribute a text in which ``[q1 …]`` marks a statement, ``[m1 …]`` its mention, ``[s1 …]`` its cue."""
    text, places, at = "", {}, 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        places.setdefault((found["what"], found["number"]), []).append((len(text), len(text) + len(found["words"])))
        text += found["words"]
        at = found.end()
    text += marked[at:]
    paragraphs = split_paragraphs(text)
    regions = scan(text, paragraphs)
    statements = []
    for number in sorted({n for what, n in places if what == "q"}):
        spans = [Span.of(text, *place) for place in places["q", number]]
        mention = places.get(("m", number), [None])[0]
        cue = places.get(("s", number), [None])[0]
        quoted = all(text[span.start - 1] in '“"' for span in spans)
        statements.append(
            Statement(
                id=number,
                kind="direct" if quoted else "indirect",
                text=" ".join(span.text for span in spans),
                spans=spans,
                mention=Span.of(text, *mention) if mention else None,
                cue=Cue.of(text, *cue, lemma="say") if cue else None,
                communicated=True,
                lead=None,
                confidence=1.0,
            )
        )
    quotations = [
        Quotation(start=r.start, end=r.end, level=r.level, opening=r.opening, closing=r.closing) for r in regions
    ]
    article = QuotesArticle(
        id="a", text=text, paragraphs=label_paragraphs(text, paragraphs), quotations=quotations, statements=statements
    )
    kinds = {m.start(): kind for words, kind in (types or {}).items() for m in re.finditer(re.escape(words), text)}
    return attribute_speakers(article, encode(text, names, kinds))


def who(article: SpeakersArticle) -> list[str | None]:
    names = {speaker.id: speaker.name for speaker in article.speakers}
    return [names[s.speaker] if s.speaker else None for s in article.statements]


def test_one_person_under_several_forms_is_one_speaker_with_role_and_aliases() -> None:
    article = attribute(
        "“[q1 We agree],” [s1 said] [m1 Bordurian Foreign Minister Sergei Orlov].\n\n"
        "[m2 Orlov] [s2 added] that [q2 talks would go on]. [m3 Sergey Orlov] [s3 denied] [q3 a rift].",
        {"Sergei Orlov": "Person", "Orlov": "Person", "Sergey Orlov": "Person"},
    )
    assert who(article) == ["Sergei Orlov"] * 3
    (speaker,) = article.speakers
    assert (speaker.role, speaker.type, speaker.statements) == ("Bordurian Foreign Minister", "person", 3)
    assert set(speaker.aliases) == {"Orlov", "Sergey Orlov"}
    assert all(article.text[m.start : m.end] == m.text for m in speaker.mentions)


def test_two_people_of_one_family_name_stay_two() -> None:
    article = attribute(
        "[m1 Peter Hall] [s1 said] [q1 the dam was safe]. His sister, [m2 Anna Hall], [s2 said] [q2 it was not].",
        {"Peter Hall": "Person", "Anna Hall": "Person"},
    )
    assert who(article) == ["Peter Hall", "Anna Hall"]


def test_pronouns_agree_in_gender_and_stay_out_of_what_is_said() -> None:
    article = attribute(
        "Mrs Anna Lind met Mr Tom Reed on Monday. “[q1 Omar Farah knows nothing],” [m1 she] [s1 said].\n\n"
        "[m2 He] [s2 replied] that [q2 it was late].",
        {"Anna Lind": "Person", "Tom Reed": "Person", "Omar Farah": "Person"},
    )
    assert who(article) == ["Anna Lind", "Tom Reed"]
    assert article.statements[0].chain[-1].span is not None
    assert article.statements[0].chain[-1].span.text == "Anna Lind"


def test_a_description_takes_up_the_role() -> None:
    article = attribute(
        "Health Minister Anna Lind met Governor Tom Reed on Monday. “[q1 Wards are full],” [m1 the minister] [s1 said]."
        " [m2 The governor] [s2 said] [q2 help was coming].",
        {"Anna Lind": "Person", "Tom Reed": "Person"},
    )
    assert who(article) == ["Anna Lind", "Tom Reed"]


def test_a_spokesman_is_not_the_one_he_speaks_for() -> None:
    article = attribute(
        "President Anna Lind left on Monday. [m1 President Lind’s spokesman] [s1 said] [q1 she was ill]. "
        "[m2 A spokesman for the Foreign Ministry] [s2 declined] [q2 any comment].",
        {"Anna Lind": "Person", "Lind": "Person", "Foreign Ministry": "Organization"},
    )
    assert who(article) == ["President Lind’s spokesman", "A spokesman for the Foreign Ministry"]
    assert not any(speaker.named for speaker in article.speakers)


def test_a_name_across_the_comma_and_a_name_before_it() -> None:
    article = attribute(
        "[m1 Borduria’s minister of labour, Thandi Nkosi], [s1 said] [q1 pay would rise]. "
        "[m2 Omar Farah], a nurse in Szohôd, [s2 said] [q2 it would not].\n\n"
        "“[q3 Nobody believes it],” [m3 the nurse] [s3 said].",
        {"Thandi Nkosi": "Person", "Omar Farah": "Person", "Borduria": "Location", "Szohôd": "Location"},
    )
    assert who(article) == ["Thandi Nkosi", "Omar Farah", "Omar Farah"]


def test_acronym_and_short_form_are_one_organization() -> None:
    article = attribute(
        "[m1 The National Water Commission (NWC)] [s1 warned of] [q1 shortages]. "
        "[m2 The NWC] [s2 said] [q2 wells were dry]. "
        "[m3 The commission] [s3 asked] [q3 people to save water].",
        {"National Water Commission": "Organization", "NWC": "Organization"},
        {"The National": "organization", "The NWC": "organization", "The commission": "organization"},
    )
    assert who(article) == ["National Water Commission"] * 3
    assert article.speakers[0].type == "organization"


def test_joint_speakers_are_one_group_and_they_means_them() -> None:
    article = attribute(
        "[m1 Anna Lind and Tom Reed] [s1 said] [q1 the plan had failed].\n\n“[q2 We are done],” [m2 they] [s2 wrote].",
        {"Anna Lind": "Person", "Tom Reed": "Person"},
    )
    assert who(article) == ["Anna Lind and Tom Reed"] * 2
    assert article.speakers[0].type == "group"


def test_a_document_speaks_for_its_author() -> None:
    article = attribute(
        "[m1 A letter by Anna Lind] [s1 calls for] [q1 a new vote]. [m2 The letter] [s2 says] [q2 votes were bought]. "
        "[m3 A report by the Water Board] [s3 found] [q3 lead in the wells].",
        {"Anna Lind": "Person", "Water Board": "Organization"},
        {"A report": "document", "A letter": "document", "The letter": "document"},
    )
    assert who(article) == ["Anna Lind", "Anna Lind", "A report by the Water Board"]
    assert [speaker.type for speaker in article.speakers] == ["person", "document"]


def test_a_bare_quotation_goes_on_with_the_paraphrase_before() -> None:
    article = attribute(
        "Anna Lind spoke in Szohôd on Monday.\n\n[m1 Lind] [s1 said] that [q1 the river was poisoned].\n\n"
        "“[q2 We drank it for years.]”",
        {"Anna Lind": "Person", "Lind": "Person"},
    )
    assert who(article) == ["Anna Lind", "Anna Lind"]
    assert article.statements[1].evidence == "context"
    assert article.statements[1].chain


def test_agentless_reports_have_no_speaker() -> None:
    article = attribute("Anna Lind left. [s1 It was reported] that [q1 the dam had burst].", {"Anna Lind": "Person"})
    assert who(article) == [None]
    assert article.statements[0].evidence == "none"


def test_a_lone_name_of_several_bearers_goes_to_the_one_spoken_of() -> None:
    article = attribute(
        "Li Wen, the son of Li Bao, opened the fair. [m1 Li] [s1 said] [q1 sales were up].",
        {"Li Wen": "Person", "Li Bao": "Person", "Li": "Person"},
    )
    assert who(article) == ["Li Wen"]


def test_names_are_found_where_the_entities_have_only_a_part() -> None:
    article = attribute(
        "[m1 University of Szohôd astronomer Dr Jan van Holt] [s1 said] [q1 the comet was near]. "
        "“[q2 Look up],” [m2 Van Holt] [s2 said].",
        {"University of Szohôd": "Organization", "Jan": "Person"},
    )
    assert who(article) == ["Jan van Holt"] * 2


def test_the_acronym_of_an_office_is_whoever_holds_it() -> None:
    article = attribute(
        "[m1 Anna Lind], the District Water Officer (DWO), [s1 said] [q1 the wells were dry]. "
        "[m2 The DWO] [s2 added] [q2 rain was near]. [m3 DWO Lind] [s3 blamed] [q3 the dam]. "
        "[m4 The National Water Board (NWB)] [s4 said] [q4 the dam was full]. [m5 The NWB] [s5 denied] [q5 all else].",
        {
            "Anna Lind": "Person",
            "DWO Lind": "Person",
            "DWO": "Organization",
            "National Water Board": "Organization",
            "NWB": "Organization",
        },
        {"The National": "organization", "The NWB": "organization"},
    )
    assert who(article) == ["Anna Lind"] * 3 + ["National Water Board"] * 2


def test_an_acronym_before_a_name_and_alone_is_an_office() -> None:
    article = attribute(
        "[m1 CWE Anna Lind] [s1 said] [q1 the wells were dry], the CWE being away.\n\n"
        "[m2 BM Tom Reed] [s2 denied] [q2 it].",
        {"CWE Anna Lind": "Person", "BM Tom Reed": "Person"},
    )
    assert who(article) == ["Anna Lind", "BM Tom Reed"]


def test_a_noun_at_the_head_of_a_sentence_is_no_part_of_the_name_behind_it() -> None:
    article = attribute(
        "They met the yurodivy at noon.\n\nYurodivy Anna Lind came late. [m1 Lind] [s1 said] [q1 the river was low].",
        {"Yurodivy Anna Lind": "Person", "Lind": "Person"},
    )
    assert who(article) == ["Anna Lind"]


@pytest.mark.parametrize("text", ["", "   ", "One line."])
def test_articles_without_statements(text: str) -> None:
    article = QuotesArticle(
        id="a", text=text, paragraphs=label_paragraphs(text, split_paragraphs(text)), quotations=[], statements=[]
    )
    assert attribute_speakers(article, encode(text, {})).speakers == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from("Anna Lind|he|the minister|they|a report|said|that|,|.|“|”|and|’s|\n\n|PM|A|it".split("|")),
        min_size=3,
        max_size=40,
    ),
    st.data(),
)
def test_any_statement_gets_a_speaker_of_the_list_or_none(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    assume(text.strip())  # no statement stands in a blank text
    bounds = st.integers(0, len(text) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    (a, b), (c, d) = data.draw(bounds), data.draw(bounds)
    statement = Statement(
        id="1",
        kind="indirect",
        text=text[a:b],
        spans=[Span.of(text, a, b)],
        mention=Span.of(text, c, d),
        cue=None,
        communicated=True,
        lead=None,
        confidence=1.0,
    )
    article = QuotesArticle(
        id="a",
        text=text,
        paragraphs=label_paragraphs(text, split_paragraphs(text)),
        quotations=[],
        statements=[statement],
    )
    done = attribute_speakers(article, encode(text, {"Anna Lind": "Person"}))
    assert {s.speaker for s in done.statements} <= {s.id for s in done.speakers} | {None}
    assert sum(s.statements for s in done.speakers) == sum(s.speaker is not None for s in done.statements)


def test_a_phrase_that_is_no_role_is_not_shown():
    def role(text: str) -> Role:
        return Role(0, len(text), text, "x", frozenset())

    shown = [role("after three hours behind closed doors."), role("Mr"), role("league's president.")]
    assert shown_role(shown) == "league's president"
    assert shown_role(shown[:2]) is None
