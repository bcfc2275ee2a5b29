"""JSONL with spans: Prodigy's tasks, and doccano's export.

A Prodigy span is labelled SOURCE, CUE, or by its statement's kind (DIRECT, MIXED, INDIRECT; CONTENT is read too);
relations lead from the content to the others. What a span cannot show (the speaker's name, topics) stands in keys
of its own beside its label.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.formats.graph import (
    Graph,
    Link,
    Notes,
    Region,
    entities_of,
    graph_of,
    statements_of,
)
from pipeline.evaluation.formats.json_articles import article_data, in_range, shell_of, text_of
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.gold_files import parse_json, read_text

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ATTRIBUTES = ("kind", "speaker", "speaker_type", "topics", "entities", "confidence")


def read_span_jsonl(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    """Read a file of Prodigy's or doccano's.

    Args:
        path: the file.
        texts: the folder of the articles, for lines without a text.
        notes: takes what was left out or assumed.

    Raises:
        InputError: it cannot be read, or a span does not fit its text; names the line and the span.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        task = parse_json(place, line)
        if not isinstance(task, dict):
            raise InputError(place, "not a JSON object")
        if task.get("answer", "accept") != "accept":
            notes.add("articles were not accepted; left out")
            continue
        name, text = text_of(place, task, texts, f"{path.stem}-{number}")
        try:
            graph = _prodigy(place, text, task) if "spans" in task else _doccano(place, text, task)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(place, f"spans or relations are not as Prodigy or doccano write them ({error})") from None
        shell = shell_of(name, text, task, place, entities_of(graph))
        yield shell.with_statements(statements_of(text, graph, shell, notes))


def write_prodigy(articles: Sequence[GoldArticle], output: Path) -> None:
    """Write tasks for Prodigy's ``rel.manual``."""
    output.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(_task(article), ensure_ascii=False) + "\n" for article in articles)
    output.write_text(lines, encoding="utf-8", newline="\n")


def _prodigy(place: str, text: str, task: Mapping[str, Any]) -> Graph:
    regions = []
    for i, span in enumerate(task["spans"] or []):
        at = in_range(f"{place}: spans[{i}]", text, span["start"], span["end"])
        attributes = {key: span[key] for key in _ATTRIBUTES if key in span}
        regions.append(Region(f"{at} {span['label']} {span.get('id', '')}", span["label"], (at,), attributes))
    links = []
    for i, relation in enumerate(task.get("relations") or []):
        where = f"{place}: relations[{i}]"
        head = _region_at(f"{where}.head", regions, relation, "head", task)
        child = _region_at(f"{where}.child", regions, relation, "child", task)
        links.append(Link(head, child, relation.get("label", "")))
    return Graph(tuple(regions), tuple(links))


def _region_at(
    place: str, regions: Sequence[Region], relation: Mapping[str, Any], end: str, task: Mapping[str, Any]
) -> str:
    """The region at an end of a relation: by the span itself where it is given, else by its token."""
    span = relation.get(f"{end}_span")
    if span is not None:
        at, label, key = (span["start"], span["end"]), span["label"], f"{span.get('id', '')}"
        same = [r.id for r in regions if r.spans == (at,) and r.label == label]
        if same:
            return next((r for r in same if r == f"{at} {label} {key}"), same[0])
    else:
        token = task["tokens"][relation[end]]
        for region in regions:
            ((start, stop),) = region.spans
            if start <= token["start"] and token["end"] <= stop:
                return region.id
    raise InputError(place, "there is no such span")


def _doccano(place: str, text: str, task: Mapping[str, Any]) -> Graph:
    regions = []
    if "entities" in task:
        for i, e in enumerate(task["entities"]):
            at = in_range(f"{place}: entities[{i}]", text, e["start_offset"], e["end_offset"])
            regions.append(Region(str(e["id"]), e["label"], (at,)))
    else:
        for i, (start, end, label) in enumerate(task.get("label", task.get("labels")) or []):
            regions.append(Region(str(i), label, (in_range(f"{place}: label[{i}]", text, start, end),)))
    links = [Link(str(r["from_id"]), str(r["to_id"]), r.get("type", "")) for r in task.get("relations") or []]
    return Graph(tuple(regions), tuple(links))


def _task(article: GoldArticle) -> dict[str, Any]:
    graph = graph_of(article, split=True)
    tokens = _tokens(article.text, graph)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans: dict[str, dict[str, Any]] = {}
    for region in graph.regions:
        ((start, end),) = region.spans
        label = region.attributes["kind"] if region.label == "content" else region.label
        spans[region.id] = {
            "start": start,
            "end": end,
            "token_start": _inner(first, start, end, 1),
            "token_end": _inner(last, end, start, -1),
            "label": label.upper(),
            "text": article.text[start:end],
            "id": region.id,
            **{key: value for key, value in region.attributes.items() if key != "kind"},
        }
    relations = []
    for link in graph.links:
        head, child = spans[link.start], spans[link.end]
        relations.append(
            {
                "head": head["token_end"],
                "child": child["token_end"],
                "label": link.label.upper(),
                "head_span": _short(head),
                "child_span": _short(child),
            }
        )
    return {**article_data(article), "tokens": tokens, "spans": list(spans.values()), "relations": relations}


def _short(span: Mapping[str, Any]) -> dict[str, Any]:
    return {key: span[key] for key in ("start", "end", "token_start", "token_end", "label", "id")}


def _inner(index: Mapping[int, int], at: int, other: int, step: int) -> int:
    """The token that begins (or ends) at a place, or the next one on the way to the span's other end."""
    return next((index[place] for place in range(at, other, step) if place in index), 0)


def _tokens(text: str, graph: Graph) -> list[dict[str, Any]]:
    """Words and punctuation, cut where a region begins or ends, as Prodigy's spans begin and end with a token."""
    edges = sorted({at for region in graph.regions for span in region.spans for at in span})
    tokens: list[dict[str, Any]] = []
    for found in _TOKEN.finditer(text):
        cuts = [found.start(), *(at for at in edges if found.start() < at < found.end()), found.end()]
        for start, end in pairwise(cuts):
            ws = text[end : end + 1].isspace()
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": ws})
    return tokens
