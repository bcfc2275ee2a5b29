"""The command line, on made-up articles: files in and out, exit codes, messages, and the view in the terminal."""

from __future__ import annotations

import json
import os
import re

import pytest
from typer.testing import CliRunner

from pipeline import __version__
from pipeline.commands.app import app
from pipeline.pipeline import Pipeline
from pipeline.records import SCHEMA_VERSION
from pipeline.stages.chain import RECORDS
from tests.made_up_articles import BRIDGE, HARBOUR, EncoderByHeart

FILES = ["entities.jsonl", "quotes.jsonl", "speakers.jsonl", "statements.jsonl", "topics.jsonl"]


@pytest.fixture(autouse=True)
def by_heart(monkeypatch):
    def load(path=None, **options):
        return Pipeline(EncoderByHeart(), **options)

    monkeypatch.setattr(Pipeline, "load", load)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with articles, as the current one."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "bridge.txt").write_text(BRIDGE, encoding="utf-8", newline="")
    (tmp_path / "raw" / "harbour.txt").write_text(HARBOUR, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def statements(*arguments, code=0, **options):
    done = CliRunner().invoke(app, [str(a) for a in arguments], prog_name="statements", **options)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_run_writes_a_folder_an_article_with_a_file_a_stage(here):
    done = statements("run", "raw", "-o", "output")
    assert sorted(p.name for p in (here / "output").iterdir()) == ["bridge", "harbour"]
    assert sorted(p.name for p in (here / "output" / "bridge").iterdir()) == FILES
    flat = [json.loads(line) for line in (here / "output" / "bridge" / "statements.jsonl").read_text().splitlines()]
    assert [s["speaker"]["name"] for s in flat] == ["Ana Brel", "Oda Ferris"]
    assert "“" in (here / "output" / "bridge" / "quotes.jsonl").read_text(encoding="utf-8")
    assert re.search(r"statements +3\n +direct +1\n +mixed +1\n +indirect +1\n", done.stderr)
    assert re.search(r"speakers +3\n", done.stderr)
    assert done.stdout == ""


def test_offsets_are_code_points_of_the_text_as_it_stands_in_the_file(here):
    statements("run", "raw/harbour.txt", "-o", "output")
    article = json.loads((here / "output" / "harbour" / "topics.jsonl").read_text(encoding="utf-8"))
    assert article["text"] == HARBOUR
    (span,) = article["statements"][0]["spans"]
    assert HARBOUR[span["start"] : span["end"]] == span["text"] == "the harbour is “full of ice”"


def test_stages_one_by_one_give_the_same_bytes_as_run(here):
    statements("run", "raw/harbour.txt", "raw/bridge.txt", "-o", "whole")
    statements("quotes", "raw", "-o", "parts")
    for stage in ("speakers", "entities", "topics"):
        statements(stage, "parts", "-o", "parts")
    assert contents(here / "parts") == contents(here / "whole")


def test_stages_in_a_pipe_give_the_same_bytes_as_run(here):
    statements("run", "raw", "-o", "output")
    stream = statements("quotes", "raw", "-o", "-").stdout
    for stage in ("speakers", "entities", "topics"):
        stream = statements(stage, "-", "-o", "-", input=stream).stdout
    assert stream.encode() == b"".join((here / f"output/{a}/topics.jsonl").read_bytes() for a in ("bridge", "harbour"))


def test_run_to_standard_output_gives_flat_statements_and_nothing_else(here):
    lines = statements("run", "raw", "-", "-o", "-", input="Nothing was said.").stdout.splitlines()
    assert [json.loads(line)["article_id"] for line in lines] == ["bridge", "bridge", "harbour"]
    assert not (here / "output").exists()


def test_articles_in_jsonl_get_a_folder_each_by_their_ids(here):
    rows = [{"id": "a/1", "text": BRIDGE, "title": "On a bridge"}, {"id": "2", "text": HARBOUR}]
    (here / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    statements("run", "in.jsonl", "-o", "output")
    folders = sorted(p.name for p in (here / "output").iterdir())
    assert folders[0] == "2"
    assert re.fullmatch(r"a-1~[0-9a-f]{12}", folders[1])
    assert json.loads((here / "output" / folders[1] / "topics.jsonl").read_text())["title"] == "On a bridge"


def test_what_cannot_be_read_is_told_in_a_line_and_the_rest_runs(here):
    (here / "empty.txt").write_text("")
    done = statements("run", "nowhere.txt", "raw/bridge.txt", "empty.txt", "-o", "output", code=1)
    told = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert told[0].startswith("error: nowhere.txt: no such file")
    assert told[1].startswith("error: empty.txt: empty")
    assert told[2] == "error: 2 failed, 1 done"
    assert [p.name for p in (here / "output").iterdir()] == ["bridge"]


def test_nothing_readable_is_exit_code_two(here):
    (here / "empty").mkdir()
    done = statements("run", "nowhere.txt", "empty", "-o", "output", code=2)
    assert len(done.stderr.splitlines()) == 2
    assert not (here / "output").exists()


def test_a_guessed_encoding_is_told(here):
    (here / "old.txt").write_bytes("“No,” he said at the café.".encode("cp1252"))
    done = statements("run", "old.txt", "-o", "output")
    assert "warning: old.txt: not UTF-8; read as Windows-1252" in done.stderr


@pytest.mark.parametrize(
    ("stage", "given", "told"),
    [
        ("speakers", "topics", "this is a topics record, a quotes record is needed: give the file quotes.jsonl beside"),
        ("topics", "quotes", "run `statements speakers`, `statements entities` first"),
        ("entities", "quotes", "a speakers record is needed: run `statements speakers` first"),
        ("speakers", "statements", "a flat statement, but a quotes record is needed"),
    ],
)
def test_a_file_of_the_wrong_stage_is_told_with_the_command_to_run(here, stage, given, told):
    statements("run", "raw/bridge.txt", "-o", "output")
    done = statements(stage, f"output/bridge/{given}.jsonl", "-o", "output", code=2)
    assert f"error: output/bridge/{given}.jsonl:1: " in done.stderr
    assert told in done.stderr


def test_a_folder_without_the_stage_before_names_the_commands_to_run(here):
    done = statements("topics", "raw", "-o", "output", code=2)
    expected = "no entities.jsonl in this folder: run `statements quotes`, `statements speakers`, `statements entities`"
    assert expected in done.stderr


def test_raw_text_given_to_a_later_stage_is_told(here):
    done = statements("speakers", "raw/bridge.txt", "-o", "output", code=2)
    assert "error: raw/bridge.txt:1: not a line of JSON" in done.stderr
    (here / "in.jsonl").write_text(json.dumps({"id": "1", "text": BRIDGE}))
    done = statements("speakers", "in.jsonl", "-o", "output", code=2)
    assert "in.jsonl:1: no stage has read this article yet: run `statements quotes` first" in done.stderr


def test_damaged_lines_are_told_with_their_place_and_the_others_run(here):
    statements("quotes", "raw", "-o", "output")
    good = [(here / f"output/{name}/quotes.jsonl").read_text() for name in ("bridge", "harbour")]
    moved = json.loads(good[0])
    moved["statements"][0]["spans"][0]["start"] += 1
    unknown = {**json.loads(good[0]), "mood": "bad"}
    lines = [good[0], good[0][:99] + "\n", json.dumps(moved) + "\n", json.dumps(unknown) + "\n", "7\n", "\n", good[1]]
    (here / "mixed.jsonl").write_text("".join(lines))
    done = statements("speakers", "mixed.jsonl", "-o", "again", code=1)
    told = done.stderr.splitlines()
    assert told[0] == "error: mixed.jsonl:2: not a line of JSON, damaged or cut off: write the file again"
    assert told[1].startswith("error: mixed.jsonl:3: no valid quotes record: record: Value error")
    assert told[2].startswith("error: mixed.jsonl:4: no valid quotes record: mood: Extra inputs are not permitted")
    assert told[3].startswith("error: mixed.jsonl:5: no quotes record: a JSON object is expected")
    assert sorted(p.name for p in (here / "again").iterdir()) == ["bridge", "harbour"]


def test_a_file_of_another_schema_version_is_told(here):
    statements("quotes", "raw/bridge.txt", "-o", "output")
    path = here / "output" / "bridge" / "quotes.jsonl"
    path.write_text(path.read_text().replace(f'"schema_version":{SCHEMA_VERSION}', '"schema_version":99'))
    done = statements("speakers", path, "-o", "output", code=2)
    assert f"schema version 99, but this program reads {SCHEMA_VERSION}" in done.stderr


def test_a_failing_article_leaves_its_earlier_result_alone(here, monkeypatch):
    statements("run", "raw", "-o", "output")
    before = contents(here / "output")

    def fails(record, encoded):
        raise RuntimeError("no luck")

    monkeypatch.setattr(
        Pipeline, "load", lambda path=None, **o: Pipeline(EncoderByHeart(), functions={"topics": fails}, **o)
    )
    done = statements("run", "raw", "-o", "output", code=2)
    assert "error: article 'bridge': stage topics failed: RuntimeError: no luck" in done.stderr
    assert contents(here / "output") == before


def test_an_earlier_result_is_replaced_and_other_files_stay(here):
    statements("run", "raw/bridge.txt", "-o", "output")
    (here / "output" / "bridge" / "notes.txt").write_text("mine")
    expected = contents(here / "output")
    (here / "output" / "bridge" / "topics.jsonl").write_text("old")
    statements("run", "raw/bridge.txt", "-o", "output")
    assert contents(here / "output") == expected


def test_an_interruption_while_writing_leaves_nothing_half_done(here, monkeypatch):
    statements("run", "raw/bridge.txt", "-o", "output")
    before = contents(here / "output")

    def interrupted(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", interrupted)
    monkeypatch.setattr(os, "replace", interrupted)
    done = statements("run", "raw", "-o", "output", code=130)
    assert "interrupted" in done.stderr
    assert contents(here / "output") == before


def test_results_can_be_read_by_others(here):
    os.umask(mask := os.umask(0o022))
    statements("run", "raw/bridge.txt", "-o", "output")
    assert (here / "output" / "bridge").stat().st_mode & 0o777 == 0o777 & ~mask


def test_an_output_that_is_a_file_is_told(here):
    (here / "output").write_text("")
    done = statements("run", "raw", "-o", "output", code=2)
    assert re.search(r"error: output.bridge: can't be written \(.+\): choose another -o", done.stderr)


@pytest.mark.parametrize("stage", RECORDS)
def test_schema_is_the_one_that_the_files_keep(here, stage):
    schema = json.loads(statements("schema", stage).stdout)
    statements("run", "raw/bridge.txt", "-o", "output")
    for line in (here / "output" / "bridge" / f"{stage}.jsonl").read_text().splitlines():
        row = json.loads(line)
        assert set(row) == set(schema["properties"])
        assert set(schema["required"]) <= set(row)


def test_version_and_bad_usage(here):
    assert statements("--version").stdout == f"statements {__version__}\n"
    assert "No such command" in statements("verbs", code=2).stderr
    assert "--output" in statements("run", "raw", code=2).stderr


@pytest.mark.parametrize("stage", ["quotes", "speakers", "entities", "topics"])
def test_show_marks_statements_and_cues_without_colour_codes_in_a_pipe(here, stage):
    statements("run", "raw", "-o", "output")
    done = statements("show", f"output/bridge/{stage}.jsonl")
    assert "\x1b" not in done.stdout
    assert "“⟦1 We will mend it by May,⟧” _said_ Ana Brel" in done.stdout
    assert "indirect" in done.stdout
    assert ("person" in done.stdout) == (stage != "quotes")
    assert ("PERSON" in done.stdout) == (stage in ("entities", "topics"))


def test_show_of_a_folder_shows_each_article_once_at_its_furthest_stage(here):
    statements("run", "raw", "-o", "output")
    shown = statements("show", "output").stdout
    assert shown.count("⟦") == 3
    assert "topics: " in shown
    one = statements("show", "output", "--article", "harbour").stdout
    assert "full of ice" in one
    assert "Ana Brel" not in one
    done = statements("show", "output", "--article", "nothing", code=2)
    assert "no article 'nothing'" in done.stderr


def test_show_of_flat_statements_is_a_table(here):
    statements("run", "raw/bridge.txt", "-o", "output")
    shown = statements("show", "output/bridge/statements.jsonl").stdout
    assert re.search(r"1 +Ana Brel +direct +said +We will mend it by May,", shown)


def test_show_colours_on_a_terminal_and_obeys_no_control_characters(here):
    (here / "evil.txt").write_text("\x1b[31mRed.\x07 [bold]Loud[/bold]\n")
    statements("quotes", "evil.txt", "raw/bridge.txt", "-o", "output")
    shown = statements("show", "output", env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "NO_COLOR": None}).stdout
    assert "\ufffd[31mRed.\ufffd [bold]Loud[/bold]" in shown
    assert re.search("\x1b\\[4msaid\x1b\\[0m", shown)
    assert re.search("\x1b\\[36mWe will mend it by May,\x1b\\[0m", shown)


def test_show_of_what_is_no_stage_file_is_told(here):
    assert "no such file" in statements("show", "nowhere.jsonl", code=2).stderr.lower()
    assert "run `statements run` first" in statements("show", "raw", code=2).stderr


LIST = [
    {"id": "p-1", "name": "Ana Brel", "description": "mayor of Lim"},
    {"id": "p-2", "name": "Oda Ferris", "description": "tennis player"},
    {"id": "p-3", "name": "Oda Ferris", "description": "poet"},
]


def write_list(folder, *rows):
    (folder / "people.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_speakers_get_the_ids_of_the_users_list(here):
    write_list(here, *LIST)
    done = statements("run", "raw", "--speakers", "people.jsonl", "-q", "-o", "output")
    article = json.loads((here / "output" / "bridge" / "speakers.jsonl").read_text(encoding="utf-8"))
    known = [(s["name"], s["list_id"], s["list_candidates"]) for s in article["speakers"]]
    assert known == [("Ana Brel", "p-1", []), ("Oda Ferris", None, ["p-2", "p-3"])]
    flat = [json.loads(line) for line in (here / "output" / "bridge" / "statements.jsonl").read_text().splitlines()]
    assert [s["speaker"]["list_id"] for s in flat] == ["p-1", None]
    told = done.stderr.splitlines()
    assert told[0] == "warning: article 'bridge': speaker 'Oda Ferris' could be p-2, p-3; left unmatched"
    assert len(told) == 2
    for path in ("output/bridge", "output/bridge/statements.jsonl"):
        assert "p-1" in statements("show", path).stdout


def test_stages_one_by_one_match_speakers_as_run_does(here):
    write_list(here, *LIST)
    statements("run", "raw", "--speakers", "people.jsonl", "-o", "whole")
    statements("quotes", "raw", "-o", "parts")
    assert "could be p-2" in statements("speakers", "parts", "--speakers", "people.jsonl", "-o", "parts").stderr
    for stage in ("entities", "topics"):
        assert "could be" not in statements(stage, "parts", "-o", "parts").stderr
    assert contents(here / "parts") == contents(here / "whole")


def test_only_so_many_doubts_are_told(here):
    write_list(here, *({"id": f"p-{i}", "name": "Ana Brel"} for i in range(9)))
    rows = [json.dumps({"id": f"a{i}", "text": BRIDGE}) for i in range(23)]
    (here / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    told = statements("run", "many.jsonl", "--speakers", "people.jsonl", "-q", "-o", "output").stderr.splitlines()
    assert told[0].endswith("could be p-0, p-1, p-2, p-3, p-4 and 4 more; left unmatched")
    assert sum("left unmatched" in line for line in told) == 21
    assert "3 more speakers" in told[20]


def test_a_bad_line_of_the_list_ends_the_command_before_anything_is_written(here):
    write_list(here, LIST[0], {"id": "p-9"})
    for command in (("run", "raw"), ("speakers", "raw")):
        done = statements(*command, "--speakers", "people.jsonl", "-o", "output", code=2)
        assert done.stderr == "error: people.jsonl:2: 'name' is missing or no text; every entry needs one\n"
    assert not (here / "output").exists()
