"""The figures are those of the reference scorer, to the digit, on the same files."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipeline.evaluation.evaluation import Evaluation, evaluate_predictions
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.gold_files import read_records
from pipeline.evaluation.predictions import read_predictions

Json = dict[str, Any]


def write_gold(folder: Path, name: str, text: str, record: Json) -> None:
    for part in ("gold", "text"):
        (folder / part).mkdir(exist_ok=True, parents=True)
    (folder / "gold" / f"{name}.json").write_text(json.dumps({"doc": f"{name}.txt", **record}), encoding="utf-8")
    (folder / "text" / f"{name}.txt").write_text(text, encoding="utf-8")


def write_predictions(folder: Path, name: str, statements: list[Json]) -> None:
    (folder / name).mkdir(exist_ok=True, parents=True)
    lines = "".join(json.dumps(statement) + "\n" for statement in statements)
    (folder / name / "statements.jsonl").write_text(lines, encoding="utf-8")


def reference(shared: Path, gold: Path, texts: Path, predictions: Path) -> Json:
    scorer = shared / "tools" / "score.py"
    arguments = ["--gold", gold, "--text", texts, "--pred", predictions, "--json"]
    done = subprocess.run(
        [sys.executable, str(scorer), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    value: Json = json.loads(done.stdout)
    return value


def ours(gold: Path, texts: Path, predictions: Path) -> Evaluation:
    articles = list(read_records(gold, texts))
    return evaluate_predictions(articles, read_predictions([predictions], articles))


def assert_agreement(shared: Path, gold: Path, texts: Path, predictions: Path) -> None:
    expected = reference(shared, gold, texts, predictions)
    got = json.loads(json.dumps(ours(gold, texts, predictions).to_json()))
    assert {key: got.get(key) for key in expected} == expected
    assert [kind for kind in ("direct", "mixed", "indirect", "all") if kind in got] == [
        kind for kind in ("direct", "mixed", "indirect", "all") if kind in expected
    ]


def damaged(article: GoldArticle, rng: random.Random) -> list[Json]:
    """Predictions made from gold, with the mistakes that an extractor makes."""
    statements: list[Json] = []
    for gold in article.statements:
        if rng.random() < 0.1:
            continue
        spans = [list(span) for span in gold.spans]
        if rng.random() < 0.4:
            spans[0][0] = max(spans[0][0] + rng.randint(-40, 60), 0)
            spans[-1][1] = min(spans[-1][1] + rng.randint(-60, 40), len(article.text))
        if len(spans) > 1 and rng.random() < 0.3:
            spans = spans[:1]
        spans = [[a, max(a, b)] for a, b in spans]
        names = [gold.speaker, gold.mention, None, "President " + (gold.speaker or ""), "the visitors"]
        name = rng.choices(names, [6, 2, 1, 1, 1])[0]
        labels = [*gold.topics, "sport", "weather"]
        statement = {
            "kind": rng.choices([gold.kind, "indirect", "mixed"], [6, 1, 1])[0],
            "spans": [{"start": a, "end": b} for a, b in spans],
            "speaker": {"name": name} if name else None,
            "topics": [{"label": label} for label in rng.sample(labels, rng.randint(0, len(labels)))],
            "article_topics": [{"label": label} for label in rng.sample(["sport", *article.topics], 1)],
        }
        statements.append(statement)
        if rng.random() < 0.1:
            statements.append(statement)
    for _ in range(rng.randint(0, 4)):
        start = rng.randrange(len(article.text))
        spans = [[start, min(start + rng.randint(0, 300), len(article.text))]]
        statements.append({"kind": "direct", "spans": [{"start": a, "end": b} for a, b in spans], "speaker": None})
    rng.shuffle(statements)
    return statements


def test_development_gold(shared_dir: Path, tmp_path: Path) -> None:
    rng = random.Random(0)
    gold, texts = shared_dir / "gold", shared_dir / "raw"
    for article in read_records(gold, texts):
        if rng.random() < 0.95:
            write_predictions(tmp_path, article.id, damaged(article, rng))
    assert_agreement(shared_dir, gold, texts, tmp_path)


def test_perfect_predictions_are_perfect(shared_dir: Path, tmp_path: Path) -> None:
    gold, texts = shared_dir / "gold", shared_dir / "raw"
    for article in read_records(gold, texts):
        statements = [
            {
                "kind": s.kind,
                "spans": [{"start": a, "end": b, "text": article.text[a:b]} for a, b in s.spans],
                "speaker": {"name": s.speaker} if s.speaker else None,
            }
            for s in article.statements
        ]
        write_predictions(tmp_path, article.id, statements)
    figures = ours(gold, texts, tmp_path).figures
    assert figures.groups["all"].exact.f1 == 100.0
    assert figures.groups["all"].statement_f1.f1 == 100.0


TEXT = """The ferry will sail again, the mayor said. The ferry will sail again, Ms Oduya said.

“We waited,” she said, “and we are tired of it.” “We waited,” repeated her brother.

Residents call it “the raft”. Nobody asked why; the harbour office’s Ida Brandão did."""

STATEMENT: Json = {"kind": "indirect", "speaker": None, "mention": None, "cue": None, "topics": []}
SPEAKERS = [{"name": "Grace Oduya", "aliases": ["Oduya"]}, {"name": "Ida Brandão", "aliases": []}]


def predicted(text: str, *words: str, kind: str = "indirect", speaker: str | None = None, nth: int = 0) -> Json:
    spans, at = [], 0
    for word in words:
        for _ in range(nth + 1):
            at = text.index(word, at) + 1
        spans.append({"start": at - 1, "end": at - 1 + len(word)})
    return {"kind": kind, "spans": spans, "speaker": speaker and {"name": speaker}, "topics": []}


ferry = "The ferry will sail again"
cases: dict[str, tuple[list[Json], list[Json] | None]] = {
    "no statements, no predictions": ([], []),
    "no statements, some predictions": ([], [predicted(TEXT, ferry)]),
    "no file of predictions": ([{**STATEMENT, "spans": [ferry]}], None),
    "repeated strings, the second predicted": (
        [{**STATEMENT, "spans": [ferry], "speaker": "the mayor"}, {**STATEMENT, "spans": [ferry]}],
        [predicted(TEXT, ferry, nth=1, speaker="Oduya")],
    ),
    "repeated strings, the first takes its place": (
        [
            {**STATEMENT, "spans": ["We waited", "and we are tired of it"], "kind": "direct"},
            {**STATEMENT, "spans": ["We waited"], "kind": "direct"},
        ],
        [predicted(TEXT, "We waited", "and we are tired of it", kind="direct"), predicted(TEXT, "We waited", nth=1)],
    ),
    "discontinuous spans, half found": (
        [{**STATEMENT, "spans": ["We waited", "and we are tired of it"], "kind": "direct", "mention": "she"}],
        [predicted(TEXT, "and we are tired of it", kind="mixed"), predicted(TEXT, "We waited", kind="direct")],
    ),
    "ties of overlap": (
        [{**STATEMENT, "spans": ["ferry will sail"]}, {**STATEMENT, "spans": ["will sail again"]}],
        [predicted(TEXT, "will sail"), predicted(TEXT, "will sail"), predicted(TEXT, "ferry will sail again")],
    ),
    "described speakers": (
        [
            {**STATEMENT, "spans": [ferry], "speaker": "the mayor of the town", "mention": "the mayor"},
            {**STATEMENT, "spans": ["We waited"], "speaker": "her brother", "mention": "her brother"},
        ],
        [predicted(TEXT, ferry, speaker="mayor of the harbour town"), predicted(TEXT, "We waited", speaker="she")],
    ),
    "names with titles, accents and possessives": (
        [
            {**STATEMENT, "spans": [ferry], "speaker": "Grace Oduya", "mention": "Ms Oduya"},
            {**STATEMENT, "spans": ["Nobody asked why"], "speaker": "Ida Brandão", "mention": "She"},
        ],
        [predicted(TEXT, ferry, speaker="Dr. ODUYA"), predicted(TEXT, "Nobody asked why", speaker="Brandao’s")],
    ),
    "offsets in the gold": (
        [{**STATEMENT, "offsets": [[4, 25], [46, 50]], "speaker": "x", "mention": "Who"}],
        [predicted(TEXT, "ferry will sail again", speaker="x")],
    ),
    "predictions without spans": ([{**STATEMENT, "spans": [ferry]}], [{"kind": "direct", "spans": []}]),
    "kinds unknown to the gold": ([{**STATEMENT, "spans": [ferry]}], [{**predicted(TEXT, ferry), "kind": "scare"}]),
}


def test_edge_cases(shared_dir: Path, tmp_path: Path) -> None:
    for name, (statements, predictions) in cases.items():
        folder = tmp_path / name.replace(" ", "-")
        record = {"topics": ["politics and government"], "speakers": SPEAKERS, "statements": statements}
        write_gold(folder, "harbour", TEXT, record)
        # Another article, since the reference needs gold in every draw.
        write_gold(folder, "market", TEXT, {"statements": [{**STATEMENT, "spans": ["the raft"], "topics": ["sport"]}]})
        (folder / "predicted").mkdir()
        if predictions is not None:
            write_predictions(folder / "predicted", "harbour", predictions)
        if statements or predictions is None:
            assert_agreement(shared_dir, folder / "gold", folder / "text", folder / "predicted")
        else:
            write_gold(folder, "harbour", TEXT, {**record, "statements": [{**STATEMENT, "spans": ["Nobody"]}]})
            assert_agreement(shared_dir, folder / "gold", folder / "text", folder / "predicted")
