"""Topics: a user's own list, its file, thresholds, the lead-in as evidence, explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from rich.console import Console, RenderableType
from safetensors.numpy import load_file, save_file

from pipeline.commands.article_view import article_view
from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.encoder.encoder import Encoder
from pipeline.encoder.heads import SECOND_TOPICS
from pipeline.errors import InputError
from pipeline.records import EntitiesArticle, LinkedStatement, Paragraph, Span, TopicsArticle, TopicScore
from pipeline.stages.export import flatten
from pipeline.stages.topics import classifier_for, classify_topics
from pipeline.topics.choice import SUBTOPIC_THRESHOLD, choose_subtopics
from pipeline.topics.explanation import explain_statement
from pipeline.topics.label_embeddings import LABELS, add_label_embeddings
from pipeline.topics.mediatopics import CODES, SECOND
from pipeline.topics.topic_file import Topic, read_topics
from pipeline.topics.topic_list import DEFAULT_THRESHOLD, TopicList
from tests.encoded import encode_by_hand

FIELDS = ("grain", "ships", "chess")
SIZE = 64
_SPEAKS_FOR = {
    "wheat": "grain",
    "maize": "grain",
    "grain": "grain",
    "ships": "ships",
    "harbour": "ships",
    "boats": "ships",
    "chess": "chess",
    "rook": "chess",
}


def encode(text: str, spans: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> EncodedArticle:
    """An encoder that knows what a few words are about; all others have little to do with anything."""
    encoded = encode_by_hand(text, spans or {})
    vectors = np.zeros((len(encoded.pieces), SIZE), dtype=np.float16)
    for i, (start, end) in enumerate(encoded.pieces):
        word = text[start:end].lower()
        about = _SPEAKS_FOR.get(word)
        vectors[i, FIELDS.index(about) if about else 3 + crc32(word.encode()) % (SIZE - 3)] = 1 if about else 0.2
    heads = {"embedding": (SIZE, SIZE), "topics": (17, SIZE), "statement_topics": (17, 2 * SIZE)}
    heads["second_topics"] = len(SECOND), SIZE
    matrices = dict(encoded.matrices)
    matrices |= {f"{head}.weight": np.eye(*shape) for head, shape in heads.items()}
    matrices |= {f"{head}.bias": np.zeros(shape[0]) for head, shape in heads.items()}
    return replace(encoded, vectors=vectors, matrices=matrices)


def embed(texts: Sequence[str]) -> list[FloatArray]:
    return [encode(text).vectors.astype(np.float32).mean(axis=0) for text in texts]


def article(text: str, *said: str, lead: str | None = None) -> EntitiesArticle:
    """An article of one-line paragraphs with these statements, all under a lead-in."""
    paragraphs = []
    for line in text.split("\n"):
        start = text.index(line)
        topic = Span.of(text, text.index(lead), text.index(lead) + len(lead)) if lead and lead in line else None
        role = "lead_in" if topic else "body"
        paragraphs.append(Paragraph(start=start, end=start + len(line), role=role, topic=topic))
    statements = [
        LinkedStatement(
            id=f"a/{i}",
            kind="direct",
            text=words,
            spans=[Span.of(text, text.index(words), text.index(words) + len(words))],
            mention=None,
            cue=None,
            communicated=True,
            lead=lead,
            confidence=1.0,
            speaker=None,
            evidence="none",
            chain=[],
            entities=[],
        )
        for i, words in enumerate(said, 1)
    ]
    return EntitiesArticle(
        id="a", text=text, paragraphs=paragraphs, quotations=[], statements=statements, speakers=[], entities=[]
    )


TEXT = "“The wheat and the maize rot,” she said.\n“Boats have left the harbour,” he said.\n“It was a quiet day,” I say."
SAID = ("The wheat and the maize rot,", "Boats have left the harbour,", "It was a quiet day,")
TOPICS = [Topic("t1", "grain"), Topic("t2", "ships"), Topic("t3", "chess")]


def classified(record: EntitiesArticle, topics: Sequence[Topic] | None = TOPICS) -> TopicsArticle:
    listed = TopicList(topics, embed) if topics else None
    return classify_topics(record, encode(record.text), topics=listed)


def test_statements_get_the_topics_of_a_list_that_they_are_about():
    found = classified(article(TEXT, *SAID))
    assert [s.topics[0].code for s in found.statements[:2]] == ["t1", "t2"]
    assert found.topics[0].code == "t1"
    assert all(0.5 <= t.score <= 1 and t.label == "grain" for t in found.statements[0].topics[:1])


def test_what_is_about_nothing_in_a_list_gets_nothing():
    found = classified(article("“It was a quiet day,” I say.", "It was a quiet day,"))
    assert found.topics == []
    assert found.statements[0].topics == []


def test_the_article_says_what_a_statement_leaves_open():
    about_ships = "Boats fill the harbour, and more boats come.\n“It was a quiet harbour day,” he said."
    aside = "A day went by, and then another one came.\n“It was a quiet harbour day,” he said."
    scores = [
        classifier_for(record, encode(record.text), TopicList(TOPICS, embed)).statement_scores(record.statements[0])[1]
        for record in (article(text, "It was a quiet harbour day,") for text in (about_ships, aside))
    ]
    assert scores[0] > scores[1]


def test_a_lead_in_counts_as_evidence():
    text = "On chess:\n“It was a quiet day,” he said as he left the room."
    with_lead = classified(article(text, "It was a quiet day,", lead="chess"))
    without = classified(article(text, "It was a quiet day,"))
    assert [t.code for t in with_lead.statements[0].topics] == ["t3"]
    assert without.statements[0].topics == []


def test_without_a_list_everything_gets_a_media_topic():
    found = classified(article(TEXT, *SAID), None)
    assert found.topics[0].code.startswith("medtop:")
    assert all(s.topics for s in found.statements)


def test_topics_that_are_hard_to_tell_apart_raise_the_threshold():
    clear = [
        Topic("a", "grain", examples=("wheat wheat", "maize")),
        Topic("b", "chess", examples=("rook rook", "rook")),
    ]
    close = [
        Topic("a", "grain", examples=("wheat wheat wheat ships", "maize maize boats", "wheat wheat wheat wheat boats")),
        Topic("b", "ships", examples=("boats boats boats wheat", "ships ships maize", "ships ships ships ships grain")),
    ]
    assert TopicList(clear, embed).threshold == pytest.approx(DEFAULT_THRESHOLD)
    assert TopicList(close, embed).threshold > DEFAULT_THRESHOLD


def test_examples_teach_words_that_the_label_lacks():
    plain = [Topic("g", "board games")]
    taught = [Topic("g", "board games", examples=("The rook took the rook.", "Chess, chess!"))]
    record = article("“The rook of chess won,” he said.", "The rook of chess won,")
    assert not classified(record, plain).statements[0].topics
    assert classified(record, taught).statements[0].topics


def test_an_explanation_names_the_nearest_topics_and_the_words_that_speak_for_them():
    record = article(TEXT, *SAID)
    encoded = encode(TEXT)
    classifier = classifier_for(record, encoded, TopicList(TOPICS, embed))
    nearby = explain_statement(record.statements[0], record, encoded, classifier)
    assert (nearby[0].label, nearby[0].chosen, sorted(nearby[0].words)) == ("grain", True, ["maize", "wheat"])
    assert [topic.chosen for topic in nearby[1:]] == [False, False]
    assert nearby[0].score > nearby[1].score >= nearby[2].score


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_is_read_with_everything_it_says(tmp_path):
    path = written(
        tmp_path / "topics.yaml",
        "- id: 7\n  label: Grain\n  description: >\n    wheat\n    and maize\n  examples:\n    - Wheat rots.\n"
        "- {id: no, label: Norway}\n",
    )
    assert read_topics(path) == [Topic("7", "Grain", "wheat and maize", ("Wheat rots.",)), Topic("no", "Norway")]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "", "no list of topics"),
        ("topic: grain\n", "", "no list of topics"),
        ("- id: a\n  label: x\n- id: b\n", ":3", "has no label"),
        ("- id: a\n  label: x\n- id: a\n  label: y\n", ":3", "id 'a' stands in line 1 too"),
        ("- id: a\n  label: 3.5\n", ":2", "label is a number, not a text"),
        ("- id: a\n  label: ' '\n", ":2", "label is empty"),
        ("- id: a\n  label: x\n  colour: red\n", ":3", "unknown field 'colour'"),
        ("- id: a\n  label: x\n  examples: wheat\n", ":3", "examples is no list"),
        ("- id: a\n  label: x\n  examples:\n    - wheat\n    - 3\n", ":5", "the example is a number"),
        ("- grain\n", ":1", "where a topic should stand"),
        ("- id: a\n  label: [x\n- b\n", ":4", "no valid YAML"),
        ("- id: a\n  id: b\n  label: x\n", ":2", "no valid YAML"),
        ("- id: a\n  label: \x07\n", "", "no valid YAML"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_in_one_line(tmp_path, text, place, problem):
    path = written(tmp_path / "topics.yaml", text)
    with pytest.raises(InputError) as caught:
        read_topics(path)
    assert caught.value.place == f"{path}{place}"
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_that_is_no_file_or_no_utf8_is_refused(tmp_path):
    with pytest.raises(InputError, match="can't be read"):
        read_topics(tmp_path / "nothing.yaml")
    (tmp_path / "latin.yaml").write_bytes("- id: é".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8 at byte 6"):
        read_topics(tmp_path / "latin.yaml")


def test_what_labels_mean_helps_the_trained_heads():
    record = article("“Wheat, wheat and maize rot,” the old woman said to us.", "Wheat, wheat and maize rot,")
    encoded = encode(record.text)
    labels = np.zeros((17, SIZE))
    labels[5, FIELDS.index("grain")] = 1
    with_labels = replace(encoded, matrices={**encoded.matrices, LABELS: labels})
    before, after = (
        classifier_for(record, one, None).statement_scores(record.statements[0]) for one in (encoded, with_labels)
    )
    assert after[5] > before[5]
    assert (np.delete(after, 5) < np.delete(before, 5)).all()


def test_a_model_carries_the_embeddings_of_the_labels(tmp_path, monkeypatch):
    class Embedding:
        def encode(self, texts):
            return [encode(text) for text in texts]

    monkeypatch.setattr(Encoder, "load", lambda folder: Embedding())
    save_file({"none_bias": np.ones(5, dtype=np.float32)}, tmp_path / "heads.safetensors")
    add_label_embeddings(tmp_path)
    matrices = load_file(tmp_path / "heads.safetensors")
    assert set(matrices) == {"none_bias", LABELS}
    assert np.linalg.norm(matrices[LABELS], axis=1) == pytest.approx(np.ones(17))


CLIMATE = "medtop:20000418"
ENVIRONMENT = TopicScore(code="medtop:06000000", label="environment", score=0.9)


def second_logits(**probabilities: float) -> FloatArray:
    """Logits of the head for the second level, by the codes' last digits; all others are far from sure."""
    found = np.full(len(SECOND), -5.0)
    for code, probability in probabilities.items():
        found[list(SECOND).index(f"medtop:2{code[1:]:0>7}")] = np.log(probability / (1 - probability))
    return found


def test_the_table_of_the_second_level_is_in_the_order_of_its_head():
    assert [f"medtop:{code}" for code in SECOND_TOPICS] == list(SECOND)
    assert {topic.parent for topic in SECOND.values()} <= set(CODES.values())


def test_only_sure_subtopics_of_the_topics_are_given_the_best_first():
    logits = second_logits(c418=0.7, c420=0.9, c430=SUBTOPIC_THRESHOLD - 0.01, c148=0.99)
    found = choose_subtopics(logits, [ENVIRONMENT])
    assert [(t.code, t.label, t.score) for t in found] == [
        ("medtop:20000420", "conservation", 0.9),
        (CLIMATE, "climate change", 0.7),
    ]
    assert {t.parent for t in found} == {ENVIRONMENT.code}
    assert choose_subtopics(logits, []) == []


def with_biases(record: EntitiesArticle, **biases: FloatArray) -> EncodedArticle:
    encoded = encode(record.text)
    return replace(encoded, matrices={**encoded.matrices, **{f"{head}.bias": bias for head, bias in biases.items()}})


def test_an_article_and_its_flat_statements_carry_the_subtopics_apart_from_the_topics():
    record = article(TEXT, *SAID)
    top = np.where(np.asarray(list(CODES)) == "environment", 5.0, -5.0)
    encoded = with_biases(record, topics=top, second_topics=second_logits(c418=0.9, c148=0.9))
    found = classify_topics(record, encoded)
    assert [topic.code for topic in found.topics] == [ENVIRONMENT.code]
    assert [(topic.code, topic.parent) for topic in found.subtopics] == [(CLIMATE, ENVIRONMENT.code)]
    flat = next(flatten(found))
    assert flat.article_subtopics == found.subtopics
    assert [topic.code for topic in flat.article_topics] == [ENVIRONMENT.code]
    header = capture(article_view(found, marks=True)).splitlines()[1]
    assert "topics: environment (climate change)" in header


def capture(view: RenderableType) -> str:
    console = Console(width=100, highlight=False)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def test_a_list_of_topics_has_no_subtopics():
    record = article(TEXT, *SAID)
    encoded = with_biases(record, second_topics=second_logits(c418=0.9))
    assert classify_topics(record, encoded, topics=TopicList(TOPICS, embed)).subtopics == []
