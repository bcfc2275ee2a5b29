"""Everything together, with the shipped model: commands as a user runs them, each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pipeline.commands.app import app
from pipeline.errors import ModelError
from pipeline.model import model_path
from tests.conftest import ROOT

try:
    model_path()
except ModelError:
    pytest.skip("no model in models/", allow_module_level=True)


def _commands(group: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """All commands and groups of commands with their help."""
    for name, command in group.commands.items():
        yield f"{path}{name}", command.help or ""
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path}{name} ")


EXAMPLES = [
    (name, line.strip())
    for name, text in _commands(get_command(app))
    for line in text.partition("\b\nExample")[2].splitlines()[1:]
    if line.startswith("  ")
]
SHELL = f'statements() {{ "{sys.executable}" -m pipeline "$@"; }}; '


def run(command, folder, **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", SHELL + command], cwd=folder, env=environment, capture_output=True, text=True, **options
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A folder with the samples and what ``run`` makes of them."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "raw", folder / "raw")
    (folder / "names.csv").write_text("name,type\nHenrik Vaal,PERSON\n", encoding="utf-8")
    (folder / "people.jsonl").write_text('{"id": "p-17", "name": "Anton Berezki"}\n', encoding="utf-8")
    (folder / "my-topics.yaml").write_text("- id: dykes\n  label: dykes and floods\n", encoding="utf-8")
    done = run("statements run raw/*.txt -o output", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_command_has_an_example():
    named = {name for name, _ in EXAMPLES}
    for command in get_command(app).commands:
        assert any(f"{name} ".startswith(f"{command} ") for name in named), command


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples_of_the_help_run(workplace, name, example):
    done = run(f"set -o pipefail; {example}", workplace)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_samples_give_statements_of_every_kind_with_speakers(workplace):
    flat = [
        json.loads(line)
        for path in sorted(workplace.glob("output/*/statements.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert {s["kind"] for s in flat} == {"direct", "mixed", "indirect"}
    assert sum(s["speaker"] is not None for s in flat) > len(flat) / 2
    assert any(s["lead"] for s in flat)
    assert len({s["id"] for s in flat}) == len(flat)


def test_stages_in_processes_of_their_own_give_the_bytes_of_run(workplace, tmp_path):
    commands = ["quotes ../raw", "speakers .", "entities .", "topics ."]
    parts = tmp_path / "parts"
    parts.mkdir()
    shutil.copytree(workplace / "raw", tmp_path / "raw")
    for command in commands:
        done = run(f"statements {command} -o .", parts)
        assert done.returncode == 0, done.stderr
    assert contents(parts) == contents(workplace / "output")


def test_an_article_alone_gives_what_it_gives_among_others(workplace, tmp_path):
    for path in sorted((workplace / "raw").glob("*.txt"))[:2]:
        run(f'statements run "{path}" -o "{tmp_path}" --batch-size 1', tmp_path)
        assert contents(tmp_path / path.stem) == contents(workplace / "output" / path.stem)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_only_whole_articles(workplace, tmp_path, number):
    text = (workplace / "raw" / "wire-report.txt").read_text(encoding="utf-8")
    lines = (json.dumps({"id": f"a{i}", "text": text}) for i in range(300))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", "many.jsonl", "-o", "output", "--batch-size", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    output = tmp_path / "output"
    while process.poll() is None and not (output / "a2").exists():
        time.sleep(0.01)
    process.send_signal(number)
    _, told = process.communicate()
    assert process.returncode == (-9 if number == signal.SIGKILL else 128 + number)
    assert "Traceback" not in told
    expected = {p.name for p in (workplace / "output" / "wire-report").iterdir()}
    folders = [p for p in output.iterdir() if not p.name.startswith(".")]
    assert 2 < len(folders) < 300
    for folder in folders:
        assert {p.name for p in folder.iterdir()} == expected
        assert (folder / "topics.jsonl").read_bytes().endswith(b"\n")
    if number != signal.SIGKILL:
        assert not [p for p in output.iterdir() if p.name.startswith(".")]


def test_spacy_loads_the_model_and_gives_the_same_records(workplace):
    import spacy

    from pipeline.records import Article

    nlp = spacy.load(model_path())
    path = workplace / "raw" / "wire-report.txt"
    expected = json.loads((workplace / "output" / "wire-report" / "topics.jsonl").read_text(encoding="utf-8"))
    doc = nlp.make_doc(path.read_bytes().decode())
    doc._.article = Article(**{name: expected[name] for name in Article.model_fields})
    doc = nlp(doc)
    assert json.loads(doc._.article.model_dump_json()) == expected
    assert {span.id_ for span in doc.spans["statements"]} == {s["id"] for s in expected["statements"]}


def test_components_work_in_other_processes(workplace):
    import spacy

    nlp = spacy.load(model_path())
    texts = [path.read_text(encoding="utf-8") for path in sorted((workplace / "raw").glob("*.txt"))]
    docs = list(nlp.pipe(texts, n_process=2))
    assert all(doc.spans["statements"] for doc in docs)


def test_the_readme_examples_of_the_library_run(workplace):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (library, *_) = [block.split("```")[0] for block in readme.split("```python\n")[1:]]
    program = "text = open('raw/wire-report.txt', encoding='utf-8').read()\n" + library
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=workplace, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 5
