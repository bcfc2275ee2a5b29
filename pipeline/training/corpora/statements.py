"""Statements annotated after this project's guidelines, with their speakers, for articles of the other corpora."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan, Link, StatementTopics

PRONOUNS = frozenset(["he", "she", "they", "it", "his", "her", "him", "them", "their", "its", "who", "i", "we"])


def read_statements(annotations: Path, texts: Path) -> Iterator[LabelledArticle]:
    """Read the annotated statements, ``NAME.json`` each, over the texts ``NAME.txt``.

    Args:
        annotations: the folder of JSON files; offsets are code points into the article's file.
        texts: the folder of the articles.

    Yields:
        An article with spans for the heads "statement" and "source_type", and all pointers.
    """
    for path in sorted(annotations.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        source = texts / record["doc"]
        if source.is_file():
            yield label_statements(path.stem, source.read_bytes().decode("utf-8"), record)


def read_annotations(path: Path, texts: Path, names: str = "") -> Iterator[LabelledArticle]:
    """Read the annotated statements of a JSONL file, an article on each line.

    Args:
        path: the file; ``doc`` names the article's file, the rest is as in the files of ``read_statements``.
        texts: the folder of the articles; those that are not there are left out.
        names: what the articles' names begin with, to tell corpora apart.
    """
    for name, text, record in read_records(path, texts):
        yield label_statements(names + name, text, record)


def read_records(path: Path, texts: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, text and annotation of each article of such a file whose text is there; arguments as before."""
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            source = texts / record["doc"]
            if source.is_file():
                yield source.stem, source.read_bytes().decode("utf-8"), record


def label_statements(name: str, text: str, record: dict[str, Any]) -> LabelledArticle:
    """Turn one annotation record into spans and links.

    Args:
        name: the article's name.
        text: its text.
        record: the annotation, as ``data/README`` describes it.
    """
    spans: list[LabelledSpan] = []
    types: list[LabelledSpan] = []
    links: list[Link] = []
    topics: list[StatementTopics] = []
    forms = {s["name"]: [s["name"], *s.get("aliases", [])] for s in record.get("speakers", [])}
    mentions = {speaker: name_occurrences(text, names) for speaker, names in forms.items()}
    for statement in record["statements"]:
        contents = [(a, b) for a, b in statement["spans"]]
        spans += [LabelledSpan(a, b, "content") for a, b in contents]
        source, cue = statement.get("mention"), statement.get("cue")
        if source:
            spans.append(LabelledSpan(source[0], source[1], "source"))
            types.append(LabelledSpan(source[0], source[1], statement["speaker_type"]))
        if cue:
            spans.append(LabelledSpan(cue[0], cue[1], "cue"))
        named = mentions.get(statement.get("speaker") or "", [])
        previous: int | None = None
        for start, end in contents:
            links.append(Link("source", start, (source[0],) if source else ()))
            links.append(Link("cue", start, (cue[0],) if cue else ()))
            links.append(Link("continues", start, () if previous is None else (previous,)))
            previous = start
            if named or not source:
                links.append(Link("speaker", start, tuple(a for a, b in named if b <= start or a >= end)))
        if source and named and not any(source[0] <= a < source[1] for a, _ in named):
            before = tuple(a for a, _ in named if a < source[0])
            links.append(Link("antecedent", source[0], before or tuple(a for a, _ in named)))
        if statement.get("topics"):
            topics.append(StatementTopics(tuple(contents), tuple(statement["topics"])))
    return LabelledArticle(
        name,
        text,
        {"statement": sorted(set(spans), key=lambda s: (s.start, -s.end)), "source_type": types},
        links,
        statement_topics=topics,
    )


def name_occurrences(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of the names stands in the text as whole words, the longest first, none inside another."""
    wanted = sorted({n for n in names if n.casefold() not in PRONOUNS}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in wanted))
    return [m.span() for m in pattern.finditer(text)]
