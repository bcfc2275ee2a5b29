"""Why a statement has its speaker: in the record, and on the command line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from pipeline.commands.app import app
from pipeline.records import FlatStatement, QuotesArticle, SpeakersArticle, Statement
from pipeline.speakers.explanation import Explanation, explain_speaker
from pipeline.stage_files import write_lines
from tests.test_speakers import attribute

DAM = attribute(
    "Mrs Anna Lind of the National Water Commission (NWC) came on Monday.\n\n"
    "[m1 Lind] [s1 said] [q1 the dam was safe]. [m2 She] [s2 added] that [q2 it was old]. "
    "Then [m3 she] [s3 said] [q3 it would be mended].\n\n"
    "“[q4 We have time.]”\n\n[m5 The NWC] [s5 denied] [q5 any haste]. [m6 The National Water Commission] [s6 said] "
    "[q6 nothing more]. [s7 It was reported] that [q7 the dam had burst].",
    {"Anna Lind": "Person", "Lind": "Person", "National Water Commission": "Organization", "NWC": "Organization"},
    {"The NWC": "organization", "The National": "organization"},
)


def explain(article: SpeakersArticle, number: int) -> Explanation:
    return explain_speaker(article, article.statements[number - 1])


def way(explanation: Explanation) -> list[tuple[str | None, str, str]]:
    return [
        (link.statement, link.step.span.text, link.sentence.text.strip())
        for link in explanation.links
        if link.step.span and link.sentence
    ]


def test_the_way_goes_on_from_pronoun_to_pronoun_up_to_a_name() -> None:
    assert way(explain(DAM, 3)) == [
        (None, "she", "Then she said it would be mended."),
        (None, "She", "She added that it was old."),
        ("2", "Lind", "Lind said the dam was safe."),
    ]
    assert explain(DAM, 3).links[1].step.score is not None


def test_a_statement_that_nothing_attributes_goes_on_from_the_one_before() -> None:
    first, *rest = way(explain(DAM, 4))
    assert first == (None, "she", "Then she said it would be mended.")
    assert [(source, text) for source, text, _ in rest] == [("3", "She"), ("2", "Lind")]


def test_mentions_are_given_with_what_joins_them() -> None:
    forms = {form.mentions[0].text: (len(form.mentions), form.rule) for form in explain(DAM, 1).forms}
    assert forms == {
        "Anna Lind": (1, "the name"),
        "Lind": (1, "a part of the name"),
        "She": (2, "resolved for statement 2, 3"),
    }
    rules = {form.mentions[0].text: form.rule for form in explain(DAM, 5).forms}
    assert rules["NWC"] == "its initials"
    assert rules["National Water Commission"] == "the name"


def test_a_statement_of_nobody_has_no_way() -> None:
    explanation = explain(DAM, 7)
    assert explanation.speaker is None
    assert not explanation.links
    assert not explanation.forms


def test_the_likeliest_others_are_in_the_record() -> None:
    article = attribute(
        "Anna Lind met Vera Holm and Ida Berg on Monday. [m1 She] [s1 said] [q1 it was late].",
        {"Anna Lind": "Person", "Vera Holm": "Person", "Ida Berg": "Person"},
    )
    (statement,) = article.statements
    names = {speaker.id: speaker.name for speaker in article.speakers}
    assert statement.speaker is not None
    assert {names[statement.speaker], *(other.name for other in statement.considered)} <= {
        "Anna Lind",
        "Vera Holm",
        "Ida Berg",
    }
    assert statement.considered
    assert names[statement.speaker] not in [other.name for other in statement.considered]
    scores = [statement.chain[-1].score or 0, *(other.score for other in statement.considered)]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1.0001


def test_of_the_bearers_of_a_name_the_one_spoken_of_is_shown() -> None:
    article = attribute(
        "Li Wen, the son of Li Bao, opened the fair. [m1 Li] [s1 said] [q1 sales were up].",
        {"Li Wen": "Person", "Li Bao": "Person", "Li": "Person"},
    )
    assert [text for _, text, _ in way(explain(article, 1))] == ["Li", "Li Wen"]
    assert [other.name for other in article.statements[0].considered] == ["Li Bao"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "speakers.jsonl").open("wb") as stream:
        article = DAM.model_copy(
            update={"statements": [s.model_copy(update={"id": f"a/{s.id}"}) for s in DAM.statements]}
        )
        write_lines(stream, [article])
    return tmp_path


def show(*arguments: str, code: int = 0):
    done = CliRunner().invoke(app, ["show", *arguments], prog_name="statements")
    assert done.exit_code == code, done.output
    return done


def test_show_explains_a_statement(here):
    shown = show("speakers.jsonl", "--explain", "a/3").stdout
    assert shown.startswith("a/3 · indirect · Anna Lind\nit would be mended\n")
    assert "“said” (" in shown
    assert "a form of “say”" in shown
    assert "Then ⟦she⟧ said it would be mended." in shown
    assert "and this is Anna Lind: a part of the name" in shown
    assert "nobody" in show(".", "--explain", "a/7").stdout


def test_an_unknown_id_is_told_with_those_there_are(here):
    told = show("speakers.jsonl", "--explain", "a/9", code=2).stderr
    assert told.startswith("error: speakers.jsonl: no statement 'a/9' in it (that article has a/1 to a/7): ")
    assert len(told.splitlines()) == 1
    assert "no statement 'b/1' in it: " in show("speakers.jsonl", "--explain", "b/1", code=2).stderr


@pytest.mark.parametrize("model", [QuotesArticle, FlatStatement])
def test_records_that_do_not_know_the_way_are_told(here, model):
    record = DAM.model_dump()
    if model is QuotesArticle:
        first = {name: record["statements"][0][name] for name in Statement.model_fields}
        record = {name: record[name] for name in QuotesArticle.model_fields} | {
            "stage": "quotes",
            "statements": [first],
        }
    else:
        article = {"article_id": "a", "title": None, "url": None, "published": None, "article_topics": []}
        said = record["statements"][0]
        first = {name: said[name] for name in FlatStatement.model_fields if name in said}
        record = first | article | {"speaker": None, "entities": [], "topics": []}
    with (here / "other.jsonl").open("wb") as stream:
        write_lines(stream, [model(**record)])
    assert "give speakers.jsonl or a folder" in show("other.jsonl", "--explain", "1", code=2).stderr


def test_a_damaged_line_beside_it_is_told(here):
    text = (here / "speakers.jsonl").read_text(encoding="utf-8")
    (here / "old.jsonl").write_text("{\n" + text, encoding="utf-8")
    done = show("old.jsonl", "--explain", "a/1", code=1)
    assert "old.jsonl:1: not a line of JSON" in done.stderr
    assert "Anna Lind" in done.stdout
    assert len(show("nowhere.jsonl", "--explain", "a/1", code=2).stderr.splitlines()) == 1


def test_spellings_initials_and_phrases_around_a_name_are_told_apart() -> None:
    article = attribute(
        "[m1 Sergei Orlov] [s1 said] [q1 talks would go on]. [m2 Sergey Orlov] [s2 denied] [q2 a rift]. "
        "[m3 S. Orlov] [s3 said] [q3 no more]. [m4 The old sailor, Sergei Orlov], [s4 said] [q4 it was late].",
        {"Sergei Orlov": "Person", "Sergey Orlov": "Person", "S. Orlov": "Person"},
    )
    rules = {form.mentions[0].text: form.rule for form in explain(article, 1).forms}
    assert rules == {
        "Sergei Orlov": "the name",
        "Sergey Orlov": "another spelling",
        "S. Orlov": "initials",
        "The old sailor, Sergei Orlov": "the name with more words",
    }
