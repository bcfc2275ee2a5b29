"""The cross-validation of topics on a made-up set: folds, thresholds, methods, a run that goes on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from pipeline.encoder.heads import TOPICS
from pipeline.errors import InputError
from tests.tiny import tiny_tokenizer

torch = pytest.importorskip("torch", reason="needs the extra 'train'")

from pipeline.training.model import Encoder  # noqa: E402
from pipeline.training.topic_crossvalidation.__main__ import app  # noqa: E402
from pipeline.training.topic_crossvalidation.articles import deal, gold_matrix, read_topic_articles  # noqa: E402
from pipeline.training.topic_crossvalidation.crossvalidation import CrossValidation  # noqa: E402
from pipeline.training.topic_crossvalidation.figures import best_threshold, decide, measure  # noqa: E402
from pipeline.training.topic_crossvalidation.finetuning import FineTuned  # noqa: E402
from pipeline.training.topic_crossvalidation.methods import NearestLabel, SentenceVectors, TfIdf  # noqa: E402

RAIN, REPORT = "The rain will stop on Friday.", "Ana Brel told reporters that the mayor said he opens the dam."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Forty articles: half of them about rain, the others about a mayor."""
    lines = []
    for i in range(40):
        split, (text, topic) = "dev" if i % 8 == 0 else "train", (RAIN, "weather") if i % 2 else (REPORT, TOPICS[11])
        folder = tmp_path / "newswire" / split
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"a{i}.txt").write_text(f"{text} Lim {i}", encoding="utf-8")
        lines.append(json.dumps({"doc": f"a{i}.txt", "top": [topic]}))
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def command(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_words_tell_topics_apart_and_the_file_says_how_well(data):
    shown = command("--data", data, "--method", "tf-idf", "--output", data / "out.json")
    assert shown.startswith("tf-idf: micro F1 100.0, macro F1 100.0 over 2 labels")
    result = json.loads((data / "out.json").read_text(encoding="utf-8"))
    assert result["methods"]["tf-idf"]["figures"] == {"micro_f1": 100.0, "macro_f1": 100.0, "labels": 2}
    folds = result["methods"]["tf-idf"]["folds"].values()
    assert sorted(name for fold in folds for name in fold["topics"]) == sorted(f"a{i}.txt" for i in range(40))


class Counting:
    """Scores by the gold, and notes what it learned from and scored."""

    def __init__(self, gold, slow=False):
        self.gold, self.slow, self.calls = gold, slow, []

    def score(self, fit, at):
        self.calls.append((set(fit.tolist()), set(at.tolist())))
        return self.gold[at].astype(float)


@pytest.mark.parametrize("slow", [False, True])
def test_nothing_is_learned_from_what_it_scores_nor_from_the_fold_that_is_measured(data, tmp_path, slow):
    articles = read_topic_articles(data)
    method = Counting(gold_matrix(articles), slow)
    figures = CrossValidation(articles, tmp_path / "out.json", folds=4).run({"gold": method})["gold"]
    assert (figures.micro_f1, figures.labels) == (100.0, 2)
    assert all(not fit & at for fit, at in method.calls)
    fold = deal(len(articles), 4, 7)
    per_fold = 1 if slow else 5
    for i, (fit, at) in enumerate(method.calls):
        test = set(np.flatnonzero(fold == i // per_fold).tolist())
        last = i % per_fold == per_fold - 1
        assert not fit & test
        assert test <= at if last else not at & test


def test_a_run_goes_on_with_the_folds_that_are_missing(data, tmp_path):
    articles = read_topic_articles(data)
    path = tmp_path / "out.json"
    CrossValidation(articles, path, folds=4).run({"gold": Counting(gold_matrix(articles), slow=True)})
    whole = path.read_text(encoding="utf-8")
    state = json.loads(whole)
    del state["methods"]["gold"]["folds"]["3"]
    path.write_text(json.dumps(state), encoding="utf-8")
    again = Counting(gold_matrix(articles), slow=True)
    CrossValidation(articles, path, folds=4).run({"gold": again})
    assert len(again.calls) == 1
    assert path.read_text(encoding="utf-8") == whole


def test_a_result_of_another_run_is_not_gone_on_with(data):
    command("--data", data, "--method", "tf-idf", "--output", data / "out.json")
    shown = command("--data", data, "--method", "tf-idf", "--output", data / "out.json", "--folds", "4", code=2)
    assert "was made from other articles, folds or another seed" in shown
    (data / "out.json").write_text("[]", encoding="utf-8")
    shown = command("--data", data, "--method", "tf-idf", "--output", data / "out.json", code=2)
    assert "is no result of this command" in shown


def test_what_is_wrong_is_told_with_its_place(data):
    assert "--wheel: is needed" in command("--data", data, code=2)
    assert "no such file; get it with" in command("--data", data, "--wheel", data / "x.whl", code=2)
    path = data / "topics" / "articles.jsonl"
    for line, problem in [
        ('{"doc": "a1.txt"}', "is not"),
        ('{"doc": "a1.txt", "top": ["rain"]}', "'rain' is no top-level topic"),
        ('{"doc": "b.txt", "top": []}', "b.txt stands in neither"),
    ]:
        path.write_text(f"\n{line}\n", encoding="utf-8")
        with pytest.raises(InputError, match=problem) as caught:
            read_topic_articles(data)
        assert caught.value.place == f"{path}:2"


def test_vectors_are_learned_from_and_labels_are_near(data):
    articles = read_topic_articles(data)
    gold = gold_matrix(articles)
    rng = np.random.default_rng(1)
    labels = rng.normal(size=(len(TOPICS), 24))
    vectors = gold @ labels + 0.1 * rng.normal(size=(len(articles), 24))
    fit, at = np.arange(20), np.arange(20, 40)
    for method in (
        SentenceVectors(vectors, gold),
        NearestLabel(vectors, labels),
        TfIdf([a.text for a in articles], gold),
    ):
        scores = method.score(fit, at)
        assert (scores.argmax(axis=1) == gold[at].argmax(axis=1)).all()


def test_an_encoder_is_tuned_anew_for_every_fold(data):
    articles = read_topic_articles(data)
    gold = gold_matrix(articles)
    made = []

    def make() -> Encoder:
        made.append(Encoder(vocabulary=tiny_tokenizer().get_vocab_size(), hidden=24, layers=1, heads=2))
        return made[-1]

    method = FineTuned(make, tiny_tokenizer(), [a.text for a in articles], gold, epochs=40)
    fit, at = np.arange(30), np.arange(30, 40)
    scores = method.score(fit, at)
    assert (scores.argmax(axis=1) == gold[at].argmax(axis=1)).mean() > 0.8
    assert np.allclose(method.score(fit, at), scores, atol=1e-6)
    assert len(made) == 2


def test_the_best_topic_is_always_taken_and_three_at_most():
    scores = np.zeros((2, len(TOPICS)))
    scores[0, :5] = [0.9, 0.8, 0.7, 0.6, 0.1]
    scores[1, 4] = 0.2
    found = decide(scores, 0.65)
    assert [np.flatnonzero(row).tolist() for row in found] == [[0, 1, 2], [4]]
    assert decide(scores, 0.5)[0].sum() == 3
    gold = decide(scores, 0.75)
    assert 0.7 < best_threshold(scores, gold) <= 0.8
    assert measure(gold, gold).micro_f1 == 100.0
    assert measure(gold, gold).labels == 0
