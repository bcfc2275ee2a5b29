"""The stages as spaCy components: in a pipeline of their own and in a user's, on disk, and across processes."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

import pipeline.components.encoder as encoder_component
from pipeline.components.assembly import assemble
from pipeline.encoder.encoder import FILES
from pipeline.pipeline import Pipeline
from pipeline.records import Article, TopicsArticle
from tests.made_up_articles import ARTICLES, BRIDGE, HARBOUR, EncoderByHeart

STAGES = ["statement_quotes", "statement_speakers", "statement_entities", "statement_topics"]


@pytest.fixture
def encoder(monkeypatch):
    known = EncoderByHeart()
    monkeypatch.setattr(encoder_component.Encoder, "load", lambda folder: known)
    monkeypatch.setattr(encoder_component, "model_path", lambda path=None: FakeModel())
    return known


class FakeModel:
    def __truediv__(self, name):
        return self


def own_pipeline():
    nlp = spacy.blank("en")
    for factory in ["statement_encoder", *STAGES]:
        nlp.add_pipe(factory)
    return nlp


def test_components_fill_what_spacy_users_look_at(encoder):
    doc = own_pipeline()(BRIDGE)
    first, second = doc.spans["statements"]
    assert (first.text, first.label_, second.text) == ("We will mend it by May,", "direct", "nobody had been asked")
    assert [span.text for span in doc.spans["mentions"]] == ["Ana Brel", "Oda Ferris"]
    assert [span.id_ for span in doc.spans["cues"]] == [first.id_]
    speakers = {span.kb_id_: span.text for span in doc.spans["speakers"]}
    assert speakers[first.kb_id_] == "Ana Brel"
    assert {(ent.text, ent.label_) for ent in doc.ents} >= {("Ana Brel", "PERSON"), ("Oda Ferris", "PERSON")}
    assert doc.cats
    assert set(doc.cats) == {topic.label for topic in doc._.article.topics}


def test_components_and_pipeline_give_the_same_record(encoder):
    nlp = own_pipeline()
    doc = nlp.make_doc(BRIDGE)
    doc._.article = ARTICLES[0]
    assert nlp(doc)._.article == Pipeline(encoder).extract(
        BRIDGE, id="bridge", title=ARTICLES[0].title, published=ARTICLES[0].published
    )


def test_spans_reach_over_the_tokens_of_any_tokenizer(encoder):
    nlp = own_pipeline()
    words = ["According to", " Tom Va", "sk, the", " harbour is “fu", "ll of ice”. 🧊\r\n\r\nThat is all.\r\n"]
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    assert doc.text == HARBOUR
    (statement,) = doc.spans["statements"]
    assert "harbour is “full of ice" in statement.text
    assert doc._.article.statements[0].text == "the harbour is “full of ice”"


def test_entities_of_other_components_win_unless_they_are_to_go(encoder):
    for overwrite, expected in ((False, "WHO"), (True, "PERSON")):
        nlp = own_pipeline()
        nlp.replace_pipe("statement_entities", "statement_entities", config={"overwrite_ents": overwrite})
        doc = nlp.make_doc(BRIDGE)
        ana = doc.char_span(BRIDGE.index("Ana"), BRIDGE.index("Ana") + 8)
        doc.ents = [Span(doc, ana.start, ana.end, label="WHO")]
        labels = {ent.text: ent.label_ for ent in nlp(doc).ents}
        assert labels["Ana Brel"] == expected
        assert labels["Oda Ferris"] == "PERSON"


def test_documents_are_encoded_together(encoder):
    docs = list(own_pipeline().pipe([BRIDGE, HARBOUR, BRIDGE]))
    assert [len(doc.spans["statements"]) for doc in docs] == [2, 1, 2]
    assert encoder.calls == [[BRIDGE, HARBOUR, BRIDGE]]


def test_documents_work_in_other_processes(encoder):
    docs = list(own_pipeline().pipe([BRIDGE, HARBOUR], n_process=2))
    assert [len(doc._.article.statements) for doc in docs] == [2, 1]
    assert all(isinstance(doc._.article, TopicsArticle) for doc in docs)


def test_records_survive_a_docbin(encoder):
    nlp = own_pipeline()
    docs = [nlp(text) for text in (BRIDGE, HARBOUR)]
    data = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(data).get_docs(nlp.vocab))
    assert [doc._.article for doc in again] == [doc._.article for doc in docs]
    assert [doc._.encoded for doc in again] == [None, None]
    assert [span.text for span in again[0].spans["statements"]] == [s.text for s in docs[0].spans["statements"]]


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_component_is_named(encoder, missing):
    factories = ["statement_encoder", *STAGES]
    nlp = spacy.blank("en")
    for factory in factories[:missing] + factories[missing + 1 :]:
        nlp.add_pipe(factory)
    with pytest.raises(ValueError, match=f"add '{factories[missing]}' before it"):
        nlp(BRIDGE)


def test_an_article_on_the_document_must_be_of_its_text(encoder):
    nlp = own_pipeline()
    doc = nlp.make_doc(BRIDGE)
    doc._.article = Article(id="other", text=HARBOUR)
    with pytest.raises(ValueError, match="'other' has another text"):
        nlp(doc)


def test_a_model_is_assembled_loaded_and_written_again(encoder, tmp_path):
    source = tmp_path / "trained"
    source.mkdir()
    for name in FILES:
        (source / name).write_text(name)
    assemble(source, tmp_path / "model", {"version": "9.9.9", "license": "CC BY-NC-SA 4.0"})
    nlp = spacy.load(tmp_path / "model")
    assert nlp.pipe_names == ["encoder", "quotes", "speakers", "entities", "topics", "cleaner"]
    assert (nlp.meta["name"], nlp.meta["version"]) == ("statements", "9.9.9")
    doc = nlp(BRIDGE)
    assert len(doc.spans["statements"]) == 2
    assert doc._.encoded is None
    nlp.to_disk(tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "again" / "encoder" / name).read_text() == name
    assert len(spacy.load(tmp_path / "again", exclude=["topics"])(BRIDGE)._.article.statements) == 2


def test_entities_are_linked_to_a_knowledge_base(encoder, tmp_path):
    base = tmp_path / "kb.jsonl"
    base.write_text('{"id": "Q1", "name": "Ana Brel", "type": "PERSON"}\n', encoding="utf-8")
    nlp = own_pipeline()
    nlp.replace_pipe("statement_entities", "statement_entities", config={"knowledge_base": str(base)})
    assert {ent.text: ent.kb_id_ for ent in nlp(BRIDGE).ents}["Ana Brel"] == "Q1"


def test_speakers_are_matched_to_a_list(encoder, tmp_path):
    people = tmp_path / "people.jsonl"
    people.write_text('{"id": "p-1", "name": "Ana Brel"}\n', encoding="utf-8")
    nlp = own_pipeline()
    nlp.replace_pipe("statement_speakers", "statement_speakers", config={"speakers": str(people)})
    assert [speaker.list_id for speaker in nlp(BRIDGE)._.article.speakers] == ["p-1", None]
