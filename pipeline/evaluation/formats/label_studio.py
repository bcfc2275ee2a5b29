"""Label Studio's tasks: regions with labels, choices and texts of their own, and relations.

What belongs to the whole article travels in the task's ``data``, which Label Studio gives back as it was. The
labelling interface that the tasks need is written beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from pipeline.errors import InputError
from pipeline.evaluation.formats.graph import (
    CONTINUES,
    KINDS,
    Graph,
    Link,
    Notes,
    Region,
    entities_of,
    graph_of,
    statements_of,
)
from pipeline.evaluation.formats.json_articles import ArticleData, article_data, in_range, shell_of, text_of
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.gold_files import parse_json, read_text
from pipeline.evaluation.placement import Offsets
from pipeline.records import EntityLabel, SpeakerType

NOBODY = "-"
"""Stands in the field of the speaker's name where nobody is named."""

_MODEL = "statements"
_CHOICES = ("kind", "speaker_type")
_LISTS = ("topics", "entities")


def read_label_studio(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    """Read an export ("JSON").

    Of a task's annotations the last one that was not cancelled counts; of a task without any, its predictions.

    Args:
        path: the file.
        texts: the folder of the articles, for tasks without a text.
        notes: takes what was left out or assumed.

    Raises:
        InputError: it cannot be read, or a region does not fit its text; names the task and the region.
    """
    tasks = parse_json(str(path), read_text(path))
    if not isinstance(tasks, list):
        raise InputError(str(path), "a Label Studio export is a list of tasks; choose the export format JSON")
    for i, task in enumerate(tasks):
        place = f"{path}: task[{i}]"
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            raise InputError(place, "no data in it; choose the export format JSON, not JSON-MIN")
        name, text = text_of(place, task["data"], texts, f"task-{task.get('id', i)}")
        done = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
        if len(done) > 1:
            notes.add("tasks have several annotations, of which the last is kept")
        if not done and task.get("predictions"):
            notes.add("tasks were not annotated; their predictions are kept as they were")
            done = task["predictions"]
        result = done[-1].get("result", []) if done else []
        try:
            graph = _graph(place, text, result)
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise InputError(place, f"annotations: a result is not as Label Studio writes it ({error})") from None
        shell = shell_of(name, text, task["data"], place, entities_of(graph))
        yield shell.with_statements(statements_of(text, graph, shell, notes))


def write_label_studio(articles: Sequence[GoldArticle], output: Path) -> None:
    """Write tasks to import, and the labelling interface beside them (``….xml``).

    Articles whose statements have a confidence were predicted: they become predictions to correct.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    tasks = [_task(i, article) for i, article in enumerate(articles, 1)]
    output.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    topics = sorted({t for a in articles for topics in (a.topics, *(s.topics for s in a.statements)) for t in topics})
    output.with_suffix(".xml").write_text(_interface(topics), encoding="utf-8", newline="\n")


def _graph(place: str, text: str, result: Sequence[Mapping[str, Any]]) -> Graph:
    places: dict[str, Offsets] = {}
    labels: dict[str, str] = {}
    attributes: dict[str, dict[str, Any]] = {}
    links = []
    for i, item in enumerate(result):
        if item["type"] == "relation":
            links.append(Link(item["from_id"], item["to_id"], (item.get("labels") or [""])[0]))
            continue
        value, own = item["value"], attributes.setdefault(item["id"], {})
        if item["type"] in ("labels", "hypertextlabels"):
            places[item["id"]] = _offsets(f"{place}: result[{i}]", text, value)
            labels[item["id"]] = value[item["type"]][0]
            if item.get("score") is not None:
                own["confidence"] = item["score"]
        elif item["from_name"] in _CHOICES and value.get("choices"):
            own[item["from_name"]] = value["choices"][0]
        elif item["from_name"] in _LISTS:
            own[item["from_name"]] = _list(value.get("choices") or value.get("text"))
        elif item["from_name"] == "speaker" and value.get("text"):
            name = _list(value["text"])[0].strip()
            own["speaker"] = None if name == NOBODY else name
    regions = [Region(key, labels[key], (at,), attributes[key]) for key, at in places.items()]
    return Graph(tuple(regions), tuple(links))


def _list(value: Any) -> list[str]:
    """Texts of one line come bare, of several as a list."""
    return [value] if isinstance(value, str) else list(value or [])


def _offsets(place: str, text: str, value: Mapping[str, Any]) -> Offsets:
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if words is not None and text[start:end] != words:
        # Versions before 1.6 count UTF-16 units, as JavaScript does.
        units = text.encode("utf-16-le", "surrogatepass")
        first = len(units[: 2 * start].decode("utf-16-le", "replace"))
        last = len(units[: 2 * end].decode("utf-16-le", "replace"))
        if text[first:last] != words:
            raise InputError(place, f"its text {words[:40]!r} does not stand at {start} to {end} of the article")
        start, end = first, last
    return in_range(place, text, start, end)


def _task(number: int, article: GoldArticle) -> dict[str, Any]:
    graph = graph_of(article, split=True)
    result: list[dict[str, Any]] = []
    for region in graph.regions:
        result += _region(article.text, region)
    result += [
        {"type": "relation", "from_id": k.start, "to_id": k.end, "direction": "right", "labels": [k.label]}
        for k in graph.links
    ]
    data: ArticleData = article_data(article)
    confidences = [s.confidence for s in article.statements if s.confidence is not None]
    if not confidences:
        return {"id": number, "data": data, "annotations": [{"id": number, "result": result, "was_cancelled": False}]}
    score = sum(confidences) / len(confidences)
    return {"id": number, "data": data, "predictions": [{"model_version": _MODEL, "score": score, "result": result}]}


def _region(text: str, region: Region) -> Iterator[dict[str, Any]]:
    ((start, end),) = region.spans
    label = region.label.capitalize() if region.label in ("content", "source", "cue") else region.label

    def item(name: str, kind: str, **value: Any) -> dict[str, Any]:
        at = {"start": start, "end": end}
        return {"id": region.id, "from_name": name, "to_name": "text", "type": kind, "value": at | value}

    labelled = item("label", "labels", text=text[start:end], labels=[label])
    if "confidence" in region.attributes:
        labelled["score"] = region.attributes["confidence"]
    yield labelled
    given = region.attributes
    for name in _CHOICES:
        if name in given:
            yield item(name, "choices", choices=[given[name]])
    if "speaker" in given:
        yield item("speaker", "textarea", text=[given["speaker"] or NOBODY])
    if given.get("topics"):
        yield item("topics", "choices", choices=given["topics"])
    if "entities" in given:
        yield item("entities", "textarea", text=given["entities"])


def _interface(topics: Sequence[str]) -> str:
    def choices(name: str, values: Sequence[str], choice: str = "single") -> str:
        inside = "".join(f"\n    <Choice value={quoteattr(value)}/>" for value in values)
        return (
            f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content" '
            f'choice="{choice}" showInline="true">{inside}\n  </Choices>'
        )

    def words(name: str, hint: str) -> str:
        return (
            f'  <TextArea name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content" '
            f'editable="true" placeholder={quoteattr(hint)}/>'
        )

    colours = {"Content": "#e8b800", "Source": "#2f7dd1", "Cue": "#3c9a5f"}
    labels = [f'    <Label value="{name}" background="{colour}"/>' for name, colour in colours.items()]
    labels += [f'    <Label value="{name}"/>' for name in get_args(EntityLabel)]
    lines = [
        "<View>",
        "  <Relations>",
        *(f'    <Relation value="{name}"/>' for name in ("source", "cue", CONTINUES)),
        "  </Relations>",
        '  <Labels name="label" toName="text">',
        *labels,
        "  </Labels>",
        '  <Text name="text" value="$text" granularity="word"/>',
        words("speaker", f'the speaker\'s fullest name, or "{NOBODY}" if nobody is named'),
        choices("kind", KINDS),
        choices("speaker_type", get_args(SpeakerType)),
        choices("topics", topics, "multiple"),
        words("entities", "names of the entities that it is about"),
        "</View>",
    ]
    return "\n".join(lines) + "\n"
