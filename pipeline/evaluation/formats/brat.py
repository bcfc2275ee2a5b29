"""brat's stand-off format, in the way of PolNeAR: Source, Cue and Content, held together by an Attribution.

``NAME.txt`` is the article, ``NAME.ann`` has a line for each annotation: text-bound ones (``T``), events (``E``) or
relations (``R``), attributes (``A``) and notes (``#``). The kind and the speaker's type are attributes of the event;
its note has the rest, as JSON. What belongs to the whole article is the note of an ``Article`` at its beginning.
See Stenetorp et al. (2012) for brat and Newell, Margolin and Ruths (2018) for PolNeAR.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import InputError
from pipeline.evaluation.formats.graph import KINDS, Graph, Link, Notes, Region, entities_of, graph_of, statements_of
from pipeline.evaluation.gold import GoldArticle, GoldSpeaker
from pipeline.evaluation.gold_files import read_text
from pipeline.evaluation.placement import Offsets
from pipeline.reading import folder_name
from pipeline.records import EntityLabel, SpeakerType

_NOTE = "AnnotatorNotes"
_SPACE = re.compile(r"\s")
_ROLE_OF = {"content": "Content", "source": "Source", "cue": "Cue"}


@dataclass(slots=True)
class _Annotations:
    """The lines of an ``.ann`` file, by id."""

    regions: dict[str, Region] = field(default_factory=dict)
    events: dict[str, tuple[str, list[tuple[str, str]]]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def read_brat(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    """Read a folder of ``.ann`` files with their ``.txt``, or one such file.

    Args:
        path: the folder or file.
        texts: the folder of the ``.txt`` files; None if they are beside the ``.ann``.
        notes: takes what was left out or assumed.

    Raises:
        InputError: a line cannot be read or does not fit the text; names file and line.
    """
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    for file in files:
        text_file = (texts or file.parent) / f"{file.stem}.txt"
        if not text_file.is_file():
            raise InputError(str(file), f"its article {text_file} is missing; name the articles' folder with --text")
        text = read_text(text_file)
        annotations = _parse(file, text)
        yield _article(file, text, annotations, notes)


def write_brat(articles: Sequence[GoldArticle], output: Path) -> None:
    """Write a folder of ``.txt`` and ``.ann`` files, and the ``annotation.conf`` that brat wants."""
    output.mkdir(parents=True, exist_ok=True)
    for article in articles:
        name = folder_name(article.id)
        data = article.text.encode()
        if data.startswith(codecs.BOM_UTF8):
            # Or it would be taken for the file's own mark.
            data = codecs.BOM_UTF8 + data
        (output / f"{name}.txt").write_bytes(data)
        lines = "".join(f"{line}\n" for line in _lines(article, name))
        (output / f"{name}.ann").write_text(lines, encoding="utf-8", newline="\n")
    (output / "annotation.conf").write_text(_CONFIGURATION, encoding="utf-8", newline="\n")


def _parse(file: Path, text: str) -> _Annotations:
    found = _Annotations()
    for number, line in enumerate(read_text(file).split("\n"), 1):
        place = f"{file}:{number}"
        line = line.rstrip("\r")
        identifier, _, rest = line.partition("\t")
        try:
            if identifier[:1] == "T":
                found.regions[identifier] = _text_bound(place, identifier, rest, text)
            elif identifier[:1] == "E":
                trigger, *arguments = (tuple(part.split(":", 1)) for part in rest.split())
                found.events[identifier] = trigger[1], [(name, target) for name, target in arguments]
            elif identifier[:1] == "R":
                label, one, two = rest.split()
                found.links.append(Link(one.split(":", 1)[1], two.split(":", 1)[1], label))
            elif identifier[:1] in ("A", "M"):
                name, target, *value = rest.split()
                found.attributes.setdefault(target, {})[name] = value[0] if value else "true"
            elif identifier[:1] == "#":
                head, _, note = rest.partition("\t")
                name, target = head.split()
                if name == _NOTE:
                    found.notes[target] = note
        except (ValueError, IndexError):
            raise InputError(place, f"not a line of brat's format: {line[:60]!r}") from None
    return found


def _text_bound(place: str, identifier: str, rest: str, text: str) -> Region:
    head, _, words = rest.partition("\t")
    label, _, numbers = head.partition(" ")
    spans: list[Offsets] = []
    for pair in numbers.split(";"):
        start, end = map(int, pair.split())
        if not 0 <= start <= end <= len(text):
            raise InputError(place, f"{identifier}: {start} to {end} is not in the article's {len(text)} characters")
        spans.append((start, end))
    if "".join(words.split()) != "".join("".join(text[a:b] for a, b in spans).split()):
        raise InputError(place, f"{identifier}: its words {words[:40]!r} are not those at {numbers} in the article")
    return Region(identifier, label, tuple(sorted(spans)))


def _article(file: Path, text: str, found: _Annotations, notes: Notes) -> GoldArticle:
    regions = dict(found.regions)
    links = list(found.links)
    whole: dict[str, Any] = {}
    for region in found.regions.values():
        if region.label == "Article" and _note(found, region.id):
            whole = _note(found, region.id)
            del regions[region.id]
    used: set[str] = set()
    for event, (trigger, arguments) in found.events.items():
        regions.pop(trigger, None)
        contents = [target for name, target in arguments if name.startswith("Content") and target in regions]
        if not contents:
            notes.add("attributions without content left out")
            continue
        first = contents[0]
        attributes = _note(found, event)
        for name, key in (("Kind", "kind"), ("SpeakerType", "speaker_type")):
            if name in found.attributes.get(event, {}):
                attributes[key] = found.attributes[event][name]
        if first in used:
            # A content of two attributions becomes two statements.
            regions[f"{first} {event}"] = replace(regions[first], id=f"{first} {event}")
            first = f"{first} {event}"
        used |= {first, *(target for _, target in arguments)}
        regions[first] = replace(regions[first], attributes=attributes)
        links += [Link(content, first, "continues") for content in contents[1:]]
        links += [Link(first, target, name.lower()) for name, target in arguments if not name.startswith("Content")]
    if found.events:
        unused = [r.id for r in regions.values() if r.id not in used and r.label in _ROLE_OF.values()]
        notes.add("annotations that belong to no attribution left out", len(unused))
        for identifier in (*unused, *(r.id for r in regions.values() if r.label.startswith("Attribution"))):
            regions.pop(identifier, None)
    graph = Graph(tuple(regions.values()), tuple(links))
    shell = GoldArticle(
        id=whole.get("id", file.stem),
        text=text,
        statements=(),
        topics=tuple(whole.get("topics", ())),
        speakers=tuple(GoldSpeaker(s["name"], tuple(s["aliases"])) for s in whole.get("speakers", ())),
        non_statements=tuple(whole.get("non_statements", ())),
        entities=entities_of(graph),
        place=str(file),
    )
    if whole.get("entities") == [] and shell.entities is None:
        shell = replace(shell, entities=())
    return shell.with_statements(statements_of(text, graph, shell, notes, guess=not found.events))


def _note(found: _Annotations, target: str) -> dict[str, Any]:
    """A note that this package wrote; an annotator's own remark says nothing about the statement."""
    try:
        value = json.loads(found.notes.get(target, "{}"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _lines(article: GoldArticle, name: str) -> Iterator[str]:
    graph = graph_of(article, split=False)
    numbers: dict[str, str] = {}
    whole = _whole(article, name)
    if whole and article.text:
        yield from _region("T0", "Article", ((0, 1),), article.text)
        yield _note_line("0", "T0", whole)
    for region in graph.regions:
        numbers[region.id] = f"T{len(numbers) + 1}"
        yield from _region(numbers[region.id], _ROLE_OF.get(region.label, region.label), region.spans, article.text)
    count = len(numbers)
    for event, region in enumerate((r for r in graph.regions if r.label == "content"), 1):
        arguments = {link.label: link.end for link in graph.links if link.start == region.id}
        trigger = next((r.spans for r in graph.regions if r.id == arguments.get("cue")), region.spans[:1])
        count += 1
        yield from _region(f"T{count}", "Attribution", trigger, article.text)
        parts = [f"Attribution:T{count}", f"Content:{numbers[region.id]}"]
        parts += [f"{_ROLE_OF[role]}:{numbers[end]}" for role, end in arguments.items()]
        yield f"E{event}\t" + " ".join(parts)
        attributes = dict(region.attributes)
        yield f"A{2 * event - 1}\tKind E{event} {attributes.pop('kind')}"
        yield f"A{2 * event}\tSpeakerType E{event} {attributes.pop('speaker_type')}"
        yield _note_line(str(event), f"E{event}", attributes)


def _whole(article: GoldArticle, name: str) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    if name != article.id:
        whole["id"] = article.id
    if article.topics:
        whole["topics"] = list(article.topics)
    if article.speakers:
        whole["speakers"] = [{"name": s.name, "aliases": list(s.aliases)} for s in article.speakers]
    if article.non_statements:
        whole["non_statements"] = list(article.non_statements)
    if article.entities == ():
        whole["entities"] = []
    return whole


def _region(identifier: str, label: str, spans: Sequence[Offsets], text: str) -> Iterator[str]:
    places = ";".join(f"{start} {end}" for start, end in spans)
    words = " ".join(text[start:end] for start, end in spans)
    yield f"{identifier}\t{label} {places}\t" + _SPACE.sub(" ", words)


def _note_line(number: str, target: str, value: dict[str, Any]) -> str:
    return f"#{number}\t{_NOTE} {target}\t{json.dumps(value, ensure_ascii=False)}"


_CONFIGURATION = f"""[entities]
Source
Cue
Content
Article
{chr(10).join(get_args(EntityLabel))}

[relations]

[events]
Attribution	Content:Content, Content2?:Content, Source?:Source, Cue?:Cue

[attributes]
Kind	Arg:<EVENT>, Value:{"|".join(KINDS)}
SpeakerType	Arg:<EVENT>, Value:{"|".join(get_args(SpeakerType))}
"""
