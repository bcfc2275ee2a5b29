"""``statements convert``: round trips lose nothing that they do not say, and corrections come back as gold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
import typer
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.commands.convert import convert
from pipeline.commands.evaluate import evaluate
from pipeline.errors import InputError
from pipeline.evaluation.formats import read_gold, write_gold
from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldSpeaker, GoldStatement, in_text_order
from pipeline.evaluation.placement import Offsets
from pipeline.records import EntityLabel, Kind, SpeakerType

Json = dict[str, Any]
FILES = {"gold": "gold.jsonl", "brat": "brat", "prodigy": "tasks.jsonl", "label-studio": "tasks.json"}

names = (
    st.text(st.sampled_from("Ana Bö'’\"<&|;\t\u2028-"), min_size=2, max_size=8)
    .map(str.strip)
    .filter(lambda name: name not in ("", "-"))
)
texts = st.text(st.sampled_from("ab. “”\"'\n\r😀é\u2028\u00a0,"), min_size=1, max_size=60)


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[Offsets, ...]:
    size = draw(st.integers(1, min(3, max(length // 2, 1))))
    edges = draw(st.lists(st.integers(0, length), min_size=2 * size, max_size=2 * size, unique=True).map(sorted))
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@st.composite
def articles(draw: st.DrawFn) -> GoldArticle:
    text = draw(texts)
    assume(len(text) >= 2)
    statements = []
    for _ in range(draw(st.integers(0, 4))):
        mention, cue = (draw(st.none() | spans(len(text)).map(lambda found: found[0])) for _ in range(2))
        statements.append(
            GoldStatement(
                kind=draw(st.sampled_from(get_args(Kind))),
                spans=draw(spans(len(text))),
                speaker=draw(st.none() | names),
                speaker_type=draw(st.sampled_from(get_args(SpeakerType))),
                mention=mention and text[slice(*mention)],
                cue=cue and text[slice(*cue)],
                mention_at=mention,
                cue_at=cue,
                topics=tuple(draw(st.lists(names, max_size=2, unique=True))),
                entities=draw(st.none() | st.lists(names, max_size=2).map(tuple)),
            )
        )
    entities = st.builds(
        lambda at, label: GoldEntity(*at[0], label), spans(len(text)), st.sampled_from(get_args(EntityLabel))
    )
    return GoldArticle(
        id=draw(st.sampled_from(["a", "b-2", "with space", "../up"])),
        text=text,
        statements=in_text_order(statements),
        topics=tuple(draw(st.lists(names, max_size=2))),
        speakers=tuple(
            draw(st.lists(st.builds(GoldSpeaker, names, st.lists(names, max_size=2).map(tuple)), max_size=2))
        ),
        non_statements=tuple(draw(st.lists(names, max_size=2))),
        entities=draw(st.none() | st.lists(entities, max_size=3).map(tuple)),
    )


@pytest.mark.parametrize("form", FILES)
@given(st.lists(articles(), min_size=1, max_size=2, unique_by=lambda a: a.id))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trips_are_lossless(form: str, given_articles: list[GoldArticle]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILES[form]
        said = write_gold(given_articles, path, form)
        assert [note for note in said if "overlap" not in note] == []
        back, notes = read_gold(path, form=form)
    assert notes == []
    expected = sorted(given_articles, key=lambda a: a.id)
    assert [replace(a, place="") for a in sorted(back, key=lambda a: a.id)] == expected


def test_what_a_format_cannot_carry_is_said(tmp_path: Path) -> None:
    """A mention without a place, a confidence: counted, and only where it is lost."""
    lost = GoldStatement("direct", ((0, 3),), "Ana", mention="Ana", confidence=0.5)
    article = GoldArticle("a", "Yes, she said.", (lost,))
    assert write_gold([article], tmp_path / "brat", "brat") == [
        "1 mentions left out or shortened to what stands in the text"
    ]
    assert write_gold([article], tmp_path / "gold.jsonl", "gold") == ["1 confidences left out"]
    crossing = replace(article, statements=(replace(lost, mention=None), replace(lost, mention=None, spans=((1, 5),))))
    said = write_gold([crossing], tmp_path / "tasks.jsonl", "prodigy")
    assert said == ["1 spans overlap others, which Prodigy's rel.manual cannot show"]


def test_formats_that_can_only_be_read_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can only be read"):
        write_gold([], tmp_path / "x", "citron")
    with pytest.raises(InputError, match="no such format"):
        write_gold([], tmp_path / "x", "conll")


TEXT = "The bridge is safe, said Ines Duarte. She promised a report by May."
RECORD: Json = {
    "doc": "bridge.txt",
    "text": TEXT,
    "topics": [],
    "speakers": [{"name": "Ines Duarte", "aliases": ["Duarte"]}],
    "statements": [
        {"kind": "indirect", "spans": ["The bridge is safe"], "speaker": "Ines Duarte", "mention": "Ines Duarte"},
        {"kind": "indirect", "spans": ["a report"], "speaker": "Ines Duarte", "mention": "She", "cue": "promised"},
    ],
}
PREDICTION: Json = {
    "schema_version": 1,
    "id": "bridge-1",
    "article_id": "bridge",
    "kind": "indirect",
    "text": "The bridge is safe",
    "spans": [{"start": 0, "end": 18, "text": "The bridge is safe"}],
    "speaker": {"id": "s1", "name": "Ines Duarte", "type": "person", "role": None},
    "mention": {"start": 25, "end": 36, "text": "Ines Duarte"},
    "cue": {"start": 20, "end": 24, "text": "said", "lemma": "say"},
    "evidence": "cue",
    "confidence": 0.9,
    "communicated": True,
    "entities": [],
    "topics": [],
    "lead": None,
    "article_topics": [],
    "title": None,
    "url": None,
    "published": None,
}

runner = CliRunner()
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
app.command()(evaluate)
app.command()(convert)


def run(*arguments: object) -> str:
    result = runner.invoke(app, [str(a) for a in arguments])
    assert result.exception is None, result.exception
    return result.stdout


def correct_brat(path: Path) -> None:
    annotations = path / "bridge.ann"
    text = annotations.read_text(encoding="utf-8").replace("51 59\ta report", "51 66\ta report by May")
    annotations.write_text(text, encoding="utf-8")


def correct_prodigy(path: Path) -> None:
    task = json.loads(path.read_text(encoding="utf-8"))
    for span in (*task["spans"], *(r["head_span"] for r in task["relations"])):
        if span["start"] == 51:
            span["end"] = 66
    path.write_text(json.dumps({**task, "answer": "accept"}) + "\n", encoding="utf-8")


def correct_label_studio(path: Path) -> None:
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for item in tasks[0]["annotations"][0]["result"]:
        if item.get("value", {}).get("start") == 51:
            item["value"]["end"] = 66
            if "text" in item["value"] and item["type"] == "labels":
                item["value"]["text"] = "a report by May"
    path.write_text(json.dumps(tasks), encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "correct"),
    [("brat", correct_brat), ("prodigy", correct_prodigy), ("label-studio", correct_label_studio)],
)
def test_a_correction_comes_back_as_gold(tmp_path: Path, form: str, correct: Callable[[Path], None]) -> None:
    """The gold's second statement is made longer in the tool; a prediction of the longer one is exact from then on."""
    (tmp_path / "gold.jsonl").write_text(json.dumps(RECORD), encoding="utf-8")
    (tmp_path / "out").mkdir()
    longer = {**PREDICTION, "spans": [{"start": 51, "end": 66, "text": "a report by May"}]}
    (tmp_path / "out" / "statements.jsonl").write_text(
        json.dumps(PREDICTION) + "\n" + json.dumps(longer), encoding="utf-8"
    )

    def exact(gold: Path) -> float:
        value = json.loads(run("evaluate", gold, tmp_path / "out", "--json"))
        return float(value["all"]["exact"]["f1"])

    assert exact(tmp_path / "gold.jsonl") == 50.0
    exported = tmp_path / FILES[form]
    run("convert", tmp_path / "gold.jsonl", "--to", form, "-o", exported)
    correct(exported)
    run("convert", exported, "--to", "gold", "-o", tmp_path / "corrected")
    assert exact(tmp_path / "corrected") == 100.0
    # The tool's own file serves as gold just as well.
    assert exact(exported) == 100.0


def test_predictions_become_tasks_to_correct(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "statements.jsonl").write_text(json.dumps(PREDICTION) + "\n", encoding="utf-8")
    run("convert", tmp_path / "statements.jsonl", "--text", tmp_path, "--to", "label-studio", "-o", tmp_path / "t.json")
    (task,) = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    (prediction,) = task["predictions"]
    assert prediction["score"] == pytest.approx(0.9)
    labels = {
        r["id"]: (r["value"]["labels"], r["value"]["text"]) for r in prediction["result"] if r["type"] == "labels"
    }
    assert labels["s0"] == (["Content"], "The bridge is safe")
    interface = (tmp_path / "t.xml").read_text(encoding="utf-8")
    for item in prediction["result"]:
        assert item["type"] == "relation" or f'name="{item["from_name"]}"' in interface


def test_polnear_brat_is_read(tmp_path: Path) -> None:
    """A cue with an Attribution as trigger, a content in two parts, one without a source, and other annotations."""
    text = "“We lost,” Osei conceded, “badly.”\nIt was feared that more would follow."
    lines = [
        "T1\tSource 11 15\tOsei",
        "T2\tCue 16 24\tconceded",
        "T3\tContent 0 10;26 34\t“We lost,” “badly.”",
        "T4\tAttribution 16 24\tconceded",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "T5\tContent 49 71\tthat more would follow",
        "T6\tCue 38 48\twas feared",
        "T7\tAttribution-no-source 38 48\twas feared",
        "E2\tAttribution-no-source:T7 Content:T5 Cue:T6",
        "T8\tDiscuss 35 37\tIt",
        "#1\tAnnotatorNotes T7\tnot sure",
    ]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    (article,), notes = read_gold(tmp_path)
    first, second = article.statements
    assert (first.kind, first.spans, first.mention, first.cue) == ("direct", ((0, 10), (26, 34)), "Osei", "conceded")
    assert first.speaker == "Osei"
    assert (second.kind, second.mention, second.speaker, second.cue) == ("indirect", None, None, "was feared")
    assert "1 regions labelled 'Discuss' left out" in notes


def test_brat_relations_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        "T1\tSource 25 36\tInes Duarte",
        "T2\tCue 20 24\tsaid",
        "T3\tContent 0 18\tThe bridge is safe",
        "R1\thas_source Arg1:T3 Arg2:T1",
        "R2\thas_cue Arg1:T3 Arg2:T2",
    ]
    (tmp_path / "a.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (article,), _ = read_gold(tmp_path)
    (statement,) = article.statements
    assert (statement.mention, statement.cue, statement.kind) == ("Ines Duarte", "said", "indirect")


def test_citron_is_read(tmp_path: Path) -> None:
    def span(words: str) -> Json:
        return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}

    quotes = [
        {"cue": span("said"), "sources": [span("Ines Duarte")], "contents": [span("The bridge is safe")]},
        {"cue": span("promised"), "sources": [span("She")], "contents": [span("a report"), span("by May")]},
    ]
    groups = [[span("Ines Duarte"), span("She")]]
    value = {"text": TEXT, "quotes": quotes, "coreference_groups": groups}
    (tmp_path / "bridge.json").write_text(json.dumps(value), encoding="utf-8")
    (article,), _ = read_gold(tmp_path)
    assert [s.speaker for s in article.statements] == ["Ines Duarte", "Ines Duarte"]
    assert article.statements[1].mention == "She"
    assert len(article.statements[1].spans) == 2
    quotes[0]["contents"][0]["text"] = "The bridge was safe"
    (tmp_path / "bridge.json").write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("bridge.json: quotes[0].contents")):
        read_gold(tmp_path)


@pytest.mark.parametrize("linked", [True, False])
def test_doccano_is_read(tmp_path: Path, linked: bool) -> None:
    places = [("content", 0, 18), ("SOURCE", 25, 36), ("Cue", 20, 24), ("place", 4, 10)]
    entities = [{"id": i, "label": n, "start_offset": a, "end_offset": b} for i, (n, a, b) in enumerate(places, 70)]
    relations = [{"from_id": 70, "to_id": 71, "type": "by"}, {"from_id": 70, "to_id": 72, "type": "with"}]
    line = {"id": 5, "text": TEXT, "entities": entities, "relations": relations if linked else []}
    (tmp_path / "all.jsonl").write_text(json.dumps(line), encoding="utf-8")
    (article,), notes = read_gold(tmp_path / "all.jsonl")
    (statement,) = article.statements
    assert (statement.mention, statement.cue) == ("Ines Duarte", "said")
    assert any("nearest" in note for note in notes) != linked
    assert "1 regions labelled 'place' left out" in notes


def test_label_studio_counts_utf16_in_old_versions(tmp_path: Path) -> None:
    text = "🌧🌧 It rains, said Bo."
    value = {"start": 5, "end": 13, "text": "It rains", "labels": ["Content"]}
    result = [{"id": "x", "type": "labels", "from_name": "label", "to_name": "text", "value": value}]
    task = {"id": 3, "data": {"text": text}, "annotations": [{"result": result}]}
    (tmp_path / "export.json").write_text(json.dumps([task]), encoding="utf-8")
    (article,), _ = read_gold(tmp_path / "export.json")
    assert article.statements[0].spans == ((3, 11),)


def test_what_does_not_fit_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tCue 20 24\tsays\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("a.ann:1: T1: its words 'says'")):
        read_gold(tmp_path)
    (tmp_path / "a.ann").write_text("T1\tCue twenty\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("a.ann:1: not a line of brat's format")):
        read_gold(tmp_path)
    (tmp_path / "t.jsonl").write_text('{"text": "Hm.", "spans": [{"start": 0, "end": 9, "label": "CUE"}]}')
    with pytest.raises(InputError, match=re.escape("t.jsonl:1: spans[0]: 0 to 9 is no span")):
        read_gold(tmp_path / "t.jsonl")
    (tmp_path / "t.json").write_text('[{"data": {}, "annotations": []}]')
    with pytest.raises(InputError, match=re.escape("t.json: task[0]: text: ")):
        read_gold(tmp_path / "t.json")
    (tmp_path / "two.jsonl").write_text((json.dumps(RECORD) + "\n") * 2, encoding="utf-8")
    with pytest.raises(InputError, match="'bridge' is there 2 times"):
        read_gold(tmp_path / "two.jsonl")


def test_polnear_itself_is_read_and_written_without_loss(shared_dir: Path, tmp_path: Path) -> None:
    articles, _ = read_gold(shared_dir / "data" / "polnear" / "dev")
    some = articles[::8]
    assert len(articles) == 84
    assert sum(len(article.statements) for article in articles) == 2192
    assert write_gold(some, tmp_path, "brat") == []
    back, notes = read_gold(tmp_path)
    assert notes == []
    assert [replace(article, place="") for article in back] == [replace(article, place="") for article in some]
