"""The library: extraction over texts and streams, stages alone, errors, memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pipeline
from pipeline.errors import InputError, ModelError, StageError
from pipeline.model import model_path
from pipeline.pipeline import EncodingMemory, Pipeline
from pipeline.records import Article, Entity, TopicsArticle
from pipeline.stages.chain import STAGES
from pipeline.stages.export import flatten
from tests.made_up_articles import ARTICLES, BRIDGE, HARBOUR, EncoderByHeart


@pytest.fixture
def encoder():
    return EncoderByHeart()


@pytest.fixture
def extraction(encoder):
    return Pipeline(encoder)


def test_extract_gives_typed_statements_with_their_speakers(extraction):
    article = extraction.extract(BRIDGE, id="bridge", title="Bridge to close", published="2031-03-05")
    assert isinstance(article, TopicsArticle)
    assert (article.title, article.published) == ("Bridge to close", "2031-03-05")
    said = {(s.speaker.name if s.speaker else None, s.text) for s in flatten(article)}
    assert ("Ana Brel", "We will mend it by May,") in said
    assert ("Oda Ferris", "nobody had been asked") in said


def test_flat_statements_say_everything_in_themselves(extraction):
    flat = list(flatten(extraction.extract(HARBOUR, id="harbour", url="https://example.org/ice")))
    assert [s.article_id for s in flat] == ["harbour"]
    (statement,) = flat
    assert (statement.kind, statement.cue.text, statement.mention.text) == ("mixed", "According to", "Tom Vask")
    assert statement.url == "https://example.org/ice"
    assert [HARBOUR[s.start : s.end] for s in statement.spans] == [s.text for s in statement.spans]
    assert len(statement.article_topics) >= 1


def test_flat_statements_have_the_ids_to_which_entities_are_linked(extraction):
    article = extraction.extract(BRIDGE, id="bridge")
    town = Entity(id="e1", label="GPE", name="Lim", mentions=[], kb_id="geonames:1")
    about = [s.model_copy(update={"entities": ["e1"]}) for s in article.statements]
    flat = list(flatten(article.model_copy(update={"entities": [town], "statements": about})))
    assert {(e.name, e.kb_id) for s in flat for e in s.entities} == {("Lim", "geonames:1")}


def test_an_address_in_the_first_line_becomes_the_url(extraction):
    article = extraction.extract("https://example.org/a\n\nNothing happened.")
    assert article.url == "https://example.org/a"
    assert not article.statements


@pytest.mark.parametrize("text", ["", " \n", "https://example.org/a"])
def test_a_text_without_words_is_refused_in_one_line(extraction, text):
    with pytest.raises(InputError, match="an article needs text") as caught:
        extraction.extract(text)
    assert "\n" not in str(caught.value)


def test_pipe_keeps_the_order_whatever_the_batches(encoder):
    articles = [Article(id=str(i), text=text) for i, text in enumerate([BRIDGE, HARBOUR, "No.", BRIDGE, "Yes."])]
    results = [list(Pipeline(encoder, batch_size=size).pipe(iter(articles))) for size in (1, 2, 99)]
    assert [a.id for a in results[0]] == ["0", "1", "2", "3", "4"]
    assert results[0] == results[1] == results[2]


def test_pipe_streams(extraction):
    def endless():
        while True:
            yield ARTICLES[0]

    assert next(extraction.pipe(endless())).id == "bridge"


def test_stages_alone_give_what_the_whole_gives_and_encode_each_text_once(encoder):
    extraction = Pipeline(encoder)
    (whole,) = extraction.layers(ARTICLES[:1])
    records = ARTICLES[:1]
    for name in STAGES:
        records = list(extraction.stage(name).pipe(records))
        assert records == [getattr(whole, name)]
    assert encoder.calls == [[BRIDGE]]


def test_a_stage_is_a_function_of_one_record(extraction):
    quotes = extraction.stage("quotes")(ARTICLES[0])
    assert extraction.stage("speakers")(quotes).speakers


def test_an_unknown_stage_is_named_with_those_there_are(extraction):
    with pytest.raises(ValueError, match="no stage 'verbs'; the stages are quotes, speakers, entities, topics"):
        extraction.stage("verbs")


def failing(record, encoded):
    if record.id == "bridge":
        raise RuntimeError("no\nluck")
    return Pipeline(EncoderByHeart()).stage("speakers")(record)


def test_an_article_on_which_a_stage_fails_is_told_and_the_others_go_on(encoder):
    extraction = Pipeline(encoder, functions={"speakers": failing})
    errors = []
    assert [a.id for a in extraction.pipe(ARTICLES, on_error=errors.append)] == ["harbour"]
    assert [str(e) for e in errors] == ["article 'bridge': stage speakers failed: RuntimeError: no luck"]


def test_without_a_handler_a_failing_stage_raises_with_its_cause(encoder):
    extraction = Pipeline(encoder, functions={"speakers": failing})
    with pytest.raises(StageError, match="article 'bridge'") as caught:
        list(extraction.pipe(ARTICLES))
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_memory_of_encodings_is_bounded(encoder):
    memory = EncodingMemory(encoder, limit=1)
    memory.encode([BRIDGE])
    memory.encode([BRIDGE])
    assert len(encoder.calls) == 2
    memory = EncodingMemory(encoder, limit=10**9)
    first = memory.encode([BRIDGE, HARBOUR, BRIDGE])
    again = memory.encode([HARBOUR, "new", BRIDGE])
    assert first[0] is first[2] is again[2]
    assert encoder.calls[2:] == [[BRIDGE, HARBOUR], ["new"]]


def test_a_missing_model_is_told_in_one_line(tmp_path):
    with pytest.raises(ModelError, match="no such folder"):
        model_path(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="holds no folder 'encoder'"):
        Pipeline.load(tmp_path)


def test_every_public_name_is_there():
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = pipeline.nonsense


def test_help_and_the_bare_package_load_nothing_heavy():
    heavy = "'spacy', 'onnxruntime', 'torch', 'numpy', 'tokenizers', 'matplotlib', 'rich'"
    code = (
        "import sys, pipeline, pipeline.commands.app; from typer.main import get_command; "
        "get_command(pipeline.commands.app.app)(['run', '--help'], standalone_mode=False); "
        f"print([m for m in ({heavy}) if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_entities_are_linked_to_a_knowledge_base_given_as_a_file(encoder, tmp_path):
    base = tmp_path / "kb.jsonl"
    base.write_text('{"id": "Q1", "name": "Ana Brel", "type": "PERSON"}\n', encoding="utf-8")
    article = Pipeline(encoder, knowledge_base=base).extract(BRIDGE)
    assert {entity.name: entity.kb_id for entity in article.entities}["Ana Brel"] == "Q1"


def test_speakers_are_matched_to_a_list_given_as_a_file(encoder, tmp_path):
    people = tmp_path / "people.jsonl"
    people.write_text('{"id": "p-1", "name": "Ana Brel"}\n', encoding="utf-8")
    statements = list(flatten(Pipeline(encoder, speakers=people).extract(BRIDGE)))
    assert [s.speaker.list_id for s in statements] == ["p-1", None]
