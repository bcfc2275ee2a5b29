"""``statements evaluate``: figures, errors, report and comparison, and what it says of bad gold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from pipeline.commands.evaluate import evaluate
from pipeline.errors import InputError

Json = dict[str, Any]

TEXT = """Council meets over the weir

“The weir has to go,” said Maud Okafor, who farms below it. “It starves the meadow.” The
council’s engineer, Piet Larsen, called it “sound”.

Okafor added that she would sue. A spokesman for the anglers said that nobody had asked them.

Rain is expected <b>tomorrow</b>."""

SPEAKERS = [{"name": "Maud Okafor", "aliases": ["Okafor"]}, {"name": "Piet Larsen", "aliases": []}]
GOLD: Json = {
    "doc": "weir.txt",
    "topics": ["environment"],
    "speakers": SPEAKERS,
    "statements": [
        {
            "kind": "direct",
            "spans": ["The weir has to go,", "It starves the meadow."],
            "speaker": "Maud Okafor",
            "speaker_type": "person",
            "mention": "Maud Okafor",
            "cue": "said",
            "topics": ["environment"],
        },
        {
            "kind": "indirect",
            "spans": ["she would sue"],
            "speaker": "Maud Okafor",
            "speaker_type": "person",
            "mention": "Okafor",
            "cue": "added",
            "topics": ["crime, law and justice"],
        },
        {
            "kind": "indirect",
            "spans": ["nobody had asked them"],
            "speaker": "A spokesman for the anglers",
            "speaker_type": "person",
            "mention": "A spokesman for the anglers",
            "cue": "said",
            "topics": [],
        },
    ],
    "non_statements": ["sound"],
}


def statement(*words: str, kind: str = "indirect", speaker: str | None = None, confidence: float = 0.9) -> Json:
    spans = [{"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "text": w} for w in words]
    return {
        "article_id": "weir",
        "kind": kind,
        "spans": spans,
        "speaker": speaker and {"id": "s1", "name": speaker, "type": "person", "role": None},
        "mention": None,
        "cue": None,
        "topics": [],
        "article_topics": [{"code": "medtop:06000000", "label": "environment", "score": 0.9}],
        "confidence": confidence,
    }


PREDICTED = [
    statement("The weir has to go,", "It starves the meadow.", kind="direct", speaker="Okafor"),
    statement("that she would sue", speaker="Piet Larsen", kind="mixed", confidence=0.6),
    statement("Rain is expected <b>tomorrow</b>", confidence=0.2),
]

runner = CliRunner()
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
app.command()(evaluate)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "weir.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "weir.txt").write_text(TEXT, encoding="utf-8")
    predict(tmp_path / "out", PREDICTED)
    return tmp_path


def predict(output: Path, statements: list[Json]) -> None:
    (output / "weir").mkdir(parents=True)
    lines = "".join(json.dumps(s) + "\n" for s in statements)
    (output / "weir" / "statements.jsonl").write_text(lines, encoding="utf-8")


def run(*arguments: object) -> Json:
    result = runner.invoke(app, [str(a) for a in (*arguments, "--json")])
    assert result.exception is None, result.exception
    value: Json = json.loads(result.stdout)
    return value


def refusal(*arguments: object) -> str:
    error = runner.invoke(app, [str(a) for a in arguments]).exception
    assert isinstance(error, InputError)
    assert "\n" not in str(error)
    return str(error)


def test_figures(folder: Path) -> None:
    figures = run(folder / "gold", folder / "out", "--text", folder)
    everything = figures["all"]
    assert everything["span50"] == {"p": 66.7, "r": 66.7, "f1": 66.7, "gold": 3, "pred": 3}
    assert everything["exact"]["r"] == 33.3
    assert everything["speaker_accuracy"] == 50.0
    assert everything["statement_f1"]["f1"] == 33.3
    assert figures["speaker_by_mention"] == {"named": [1, 2]}
    assert figures["article_topics"]["f1"] == 100.0
    assert figures["errors"] == {"missed": 1, "spurious": 1, "span": 1, "kind": 1, "speaker": 1}
    assert figures["intervals"]["all.span50.f1"] == [66.7, 66.7]


def test_article_topics_have_figures_by_label(folder: Path) -> None:
    (folder / "gold" / "weir.json").write_text(json.dumps({**GOLD, "topics": ["sport", "weather"]}), encoding="utf-8")
    wrong = [{"label": "weather"}, {"label": "environment"}]
    predict(folder / "other", [{**one, "article_topics": wrong} for one in PREDICTED])
    labels = run(folder / "gold", folder / "other", "--text", folder)["article_topic_labels"]
    assert labels == {
        "sport": {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1, "pred": 0},
        "weather": {"p": 100.0, "r": 100.0, "f1": 100.0, "gold": 1, "pred": 1},
        "environment": {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 0, "pred": 1},
    }
    shown = runner.invoke(app, [str(folder / "gold"), str(folder / "other"), "--text", str(folder)]).stdout
    (line,) = [line for line in shown.splitlines() if line.split()[:1] == ["weather"]]
    assert line.split()[1:] == ["100.0", "100.0", "100.0", "1", "1"]


def test_tables_are_for_people(folder: Path) -> None:
    result = runner.invoke(app, [str(folder / "gold"), str(folder / "out"), "--text", str(folder)])
    assert result.exit_code == 0
    assert "statement F1" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_errors_have_their_sentence_and_both_sides(folder: Path) -> None:
    run(folder / "gold", folder / "out", "--text", folder, "--errors", folder / "errors.jsonl")
    errors = [json.loads(line) for line in (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    by_class = {error["error"]: error for error in errors}
    assert list(by_class) == ["missed", "spurious", "span", "kind", "speaker"]
    assert by_class["missed"]["sentence"]["text"] == ("A spokesman for the anglers said that nobody had asked them.")
    assert by_class["missed"]["prediction"] is None
    assert by_class["spurious"]["gold"] is None
    speaker = by_class["speaker"]
    assert (speaker["gold"]["speaker"], speaker["prediction"]["speaker"]) == ("Maud Okafor", "Piet Larsen")
    assert speaker["gold"]["cue"]["text"] == "added"
    for error in errors:
        for side in (error["sentence"], *(error["gold"] or {}).get("spans", [])):
            assert TEXT[side["start"] : side["end"]] == side["text"]


class Page(HTMLParser):
    """Collects what a report loads, what it marks and how it nests."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.marked: list[str] = []
        self.cards = 0
        self._mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [given[name] or "" for name in ("src", "href") if name in given and tag != "a"]
        self.cards += tag == "article"
        self._mark = tag == "mark" and "content" in (given.get("class") or "")

    def handle_data(self, data: str) -> None:
        if self._mark:
            self.marked.append(data)
        self._mark = False


def test_the_report_stands_alone_and_marks_the_spans(folder: Path) -> None:
    run(folder / "gold", folder / "out", "--text", folder, "--report", folder / "errors.html")
    html = (folder / "errors.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert [load for load in page.loads if not load.startswith("#")] == []
    assert page.cards == 5
    assert "nobody had asked them" in page.marked
    assert "that she would sue" in page.marked
    # What stands in an article is text, not markup.
    assert "Rain is expected <b>tomorrow</b>" in page.marked
    assert "url(" not in html.replace("url(#", "")


def test_confidence_is_measured(folder: Path) -> None:
    figures = run(folder / "gold", folder / "out", "--text", folder)
    calibration = figures["calibration"]
    assert calibration["count"] == 3
    assert calibration["error"] == pytest.approx((0.1 + 0.4 + 0.2) / 3)
    kept = {row["confidence"]: row["found"] for row in figures["thresholds"]}
    assert kept[0.5] == {"p": 100.0, "r": 66.7, "f1": 80.0, "gold": 3, "pred": 2}


def test_without_matplotlib_the_report_says_how_to_get_the_diagram(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    run(folder / "gold", folder / "out", "--text", folder, "--report", folder / "errors.html")
    assert "statement-pipeline[report]" in (folder / "errors.html").read_text(encoding="utf-8")


def test_two_predictions_are_compared_on_the_same_draws(folder: Path, tmp_path: Path) -> None:
    """Many articles of which one prediction has all and the other half: no noise; two equal ones: no difference."""
    gold = "".join(json.dumps({**GOLD, "doc": f"{i}.txt", "text": TEXT}) + "\n" for i in range(20))
    (tmp_path / "gold.jsonl").write_text(gold, encoding="utf-8")
    for name, statements in (("a", PREDICTED[:2]), ("b", PREDICTED[:1])):
        lines = "".join(json.dumps({**s, "article_id": str(i)}) + "\n" for i in range(20) for s in statements)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    arguments = [tmp_path / "gold.jsonl", tmp_path / "a.jsonl", "--against"]
    found = run(*arguments, tmp_path / "b.jsonl")["differences"]["all.span50.f1"]
    assert found["real"]
    assert found["difference"] == 30.0
    assert found["p"] == 0.0
    same = run(*arguments, tmp_path / "a.jsonl")["differences"]["all.span50.f1"]
    assert not same["real"]
    assert same["p"] == 1.0


def test_gold_in_a_file_and_entities(folder: Path) -> None:
    mention = {"start": TEXT.index("Piet"), "end": TEXT.index("Piet") + 11, "text": "Piet Larsen"}
    entities = [{"label": "PERSON", "start": mention["start"], "end": mention["end"]}]
    record = {**GOLD, "text": TEXT, "entities": [*entities, {"label": "ORG", "start": 0, "end": 7}]}
    (folder / "gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    stage = {"entities": [{"id": "e1", "label": "PERSON", "name": "Piet Larsen", "mentions": [mention]}]}
    (folder / "out" / "weir" / "entities.jsonl").write_text(json.dumps(stage), encoding="utf-8")
    figures = run(folder / "gold.jsonl", folder / "out")
    assert figures["entities"]["all"] == {"p": 100.0, "r": 50.0, "f1": 66.7, "gold": 2, "pred": 1}
    assert figures["entities"]["PERSON"]["f1"] == 100.0


def test_missing_predictions_are_counted_and_said(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = runner.invoke(app, [str(folder / "gold"), str(folder / "empty"), "--text", str(folder), "--json"])
    assert json.loads(result.stdout)["all"]["span50"]["r"] == 0.0
    assert "no predictions for 1 of 1 articles" in result.stderr


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"spans": ["The weir must go"]},
            r"weir.json: statements\[1\].spans\[0\]: .*must go.* not stand in the article",
        ),
        ({"spans": ["she would sue", "she"]}, r"statements\[1\].spans\[1\]: .*not in this order"),
        ({"spans": []}, r"statements\[1\].spans"),
        ({"kind": "reported"}, r"weir.json: statements\[1\].kind: .*'direct', 'mixed' or 'indirect'.*reported"),
        ({"speaker": 7}, r"statements\[1\].speaker: .*string"),
        ({"offsets": [[5, 9999]]}, r"statements\[1\].offsets\[0\]: 5 to 9999 is no span"),
    ],
)
def test_bad_gold_is_named(folder: Path, change: Json, says: str) -> None:
    statements = [*GOLD["statements"]]
    statements[1] = {**statements[1], **change}
    (folder / "gold" / "weir.json").write_text(json.dumps({**GOLD, "statements": statements}), encoding="utf-8")
    assert re.search(says, refusal(folder / "gold", folder / "out", "--text", folder))


def test_missing_and_damaged_files_are_named(folder: Path) -> None:
    assert "weir.txt is missing" in refusal(folder / "gold", folder / "out")
    assert "nowhere" in refusal(folder / "nowhere", folder / "out")
    assert "nothing" in refusal(folder / "gold", folder / "nothing", "--text", folder)
    assert "PRED" in refusal(folder / "gold", "--text", folder)
    (folder / "out" / "weir" / "statements.jsonl").write_text('{"spans": [', encoding="utf-8")
    assert "statements.jsonl:1: not JSON" in refusal(folder / "gold", folder / "out", "--text", folder)
    (folder / "gold" / "weir.json").write_text("[", encoding="utf-8")
    assert "weir.json: not JSON" in refusal(folder / "gold", folder / "out", "--text", folder)


def test_predictions_for_another_text_are_refused(folder: Path) -> None:
    (folder / "weir.txt").write_text("\n" + TEXT, encoding="utf-8")
    assert "statements.jsonl:1: spans[0]" in refusal(folder / "gold", folder / "out", "--text", folder)


def test_a_cue_that_is_not_in_the_text_is_a_warning(folder: Path) -> None:
    statements = [{**GOLD["statements"][0], "cue": "thundered"}, *GOLD["statements"][1:]]
    (folder / "gold" / "weir.json").write_text(json.dumps({**GOLD, "statements": statements}), encoding="utf-8")
    result = runner.invoke(app, [str(folder / "gold"), str(folder / "out"), "--text", str(folder), "--json"])
    assert result.exit_code == 0
    assert re.search(r'weir.json: statements\[0\].cue: "thundered"', result.stderr)


def test_a_second_annotator_can_stand_for_predictions(folder: Path) -> None:
    """Agreement of two annotators: the other one misses a statement."""
    (folder / "other").mkdir()
    other = {**GOLD, "statements": GOLD["statements"][:2]}
    (folder / "other" / "weir.json").write_text(json.dumps(other), encoding="utf-8")
    figures = run(folder / "gold", folder / "other", "--text", folder)
    assert figures["all"]["statement_f1"] == {"p": 100.0, "r": 66.7, "f1": 80.0, "gold": 3, "pred": 2}
    assert figures["statement_topics"]["f1"] == 100.0
