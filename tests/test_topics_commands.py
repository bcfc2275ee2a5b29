"""A list of topics and explanations on the command line and in spaCy."""

from __future__ import annotations

import json
import re

import pytest
import spacy
from typer.testing import CliRunner

import pipeline.components.encoder as encoder_component
from pipeline.commands.app import app
from pipeline.encoder.encoder import Encoder
from pipeline.pipeline import Pipeline
from tests.made_up_articles import BRIDGE
from tests.test_topics import encode

LIST = "- id: sea\n  label: boats and ships\n- id: field\n  label: wheat\n"
ARTICLE = "Slow season\n\n“No boats, no ships, no harbour,” said Ana Brel, who sold wheat before.\n"


class ReadingEncoder:
    """Takes what stands between quotation marks for statements, and knows what a few words are about."""

    def encode(self, texts):
        return [
            encode(text, {"statement": [("content", said) for said in re.findall("“(.*?)”", text)]}) for text in texts
        ]


@pytest.fixture(autouse=True)
def reading(monkeypatch):
    monkeypatch.setattr(Encoder, "load", lambda *_: ReadingEncoder())
    monkeypatch.setattr(Pipeline, "load", lambda path=None, **options: Pipeline(ReadingEncoder(), **options))


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "season.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "my-topics.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def statements(*arguments, code=0):
    done = CliRunner().invoke(app, arguments, prog_name="statements")
    assert done.exit_code == code, done.output
    return done


def test_a_list_stands_in_for_the_media_topics(here):
    statements("run", "season.txt", "--topics", "my-topics.yaml", "-o", "output")
    (line,) = (here / "output" / "season" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert [topic["code"] for topic in json.loads(line)["topics"]] == ["sea"]
    assert "ships" in json.loads(line)["key_phrases"]


def test_the_stage_alone_takes_another_list_later(here):
    statements("run", "season.txt", "-o", "output")
    statements("topics", "output", "--topics", "my-topics.yaml", "-o", "output")
    (line,) = (here / "output" / "season" / "topics.jsonl").read_text(encoding="utf-8").splitlines()
    assert {topic["code"] for topic in json.loads(line)["topics"]} <= {"sea", "field"}


@pytest.mark.parametrize("command", [("run", "season.txt", "-o", "output"), ("topics", "output", "-o", "output")])
def test_a_list_that_cannot_be_read_ends_the_command_with_one_line(here, command):
    (here / "broken.yaml").write_text("- label: x\n", encoding="utf-8")
    done = statements(*command, "--topics", "broken.yaml", code=2)
    assert done.stderr == "error: broken.yaml:1: the topic has no id; every topic needs an id and a label\n"


def test_explain_shows_the_nearest_topics_and_their_words(here):
    statements("run", "season.txt", "-o", "output")
    shown = statements("topics", "explain", "output", "--topics", "my-topics.yaml").stdout
    assert "season/1 · " in shown
    line = next(line for line in shown.splitlines() if "boats and ships" in line)
    assert line.startswith("●")
    assert "harbour" in line
    assert "●" not in next(line for line in shown.splitlines() if "wheat" in line)


def test_explain_says_when_there_is_no_such_statement(here):
    statements("run", "season.txt", "-o", "output")
    done = statements("topics", "explain", "output", "--statement", "season/9", code=2)
    assert "no statement 'season/9'" in done.stderr


def test_a_spacy_pipeline_takes_a_list(here, monkeypatch):
    monkeypatch.setattr(encoder_component.Encoder, "load", lambda folder: ReadingEncoder())
    nlp = spacy.blank("en")
    nlp.add_pipe("statement_encoder")
    for stage in ("quotes", "speakers", "entities"):
        nlp.add_pipe(f"statement_{stage}")
    nlp.add_pipe("statement_topics", config={"topics": "my-topics.yaml"})
    assert set(nlp(ARTICLE).cats) <= {"boats and ships", "wheat"}
    assert nlp(BRIDGE)._.article.topics == []
