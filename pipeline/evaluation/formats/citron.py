"""Citron's annotation format: one JSON file an article, with its text, its quotes and, perhaps, coreference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.formats.graph import Graph, Link, Notes, Region, statements_of
from pipeline.evaluation.formats.json_articles import in_range
from pipeline.evaluation.gold import GoldArticle, GoldSpeaker
from pipeline.evaluation.gold_files import parse_json, read_text
from pipeline.evaluation.placement import Offsets
from pipeline.evaluation.scoring import is_pronoun


def read_citron(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    """Read a folder of such files, or one.

    A speaker's name is the longest of the spans that a quote's source is coreferent with.

    Args:
        path: the folder or file.
        texts: not needed; the text is in the file.
        notes: takes what was left out or assumed.

    Raises:
        InputError: a file cannot be read, or a span does not fit its text; names file and field.
    """
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        value = parse_json(str(file), read_text(file))
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            raise InputError(str(file), "text: missing; Citron's files have text and quotes")
        try:
            yield _article(file, value, notes)
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(str(file), f"quotes: not as Citron writes them ({error})") from None


def _article(file: Path, value: Mapping[str, Any], notes: Notes) -> GoldArticle:
    text: str = value["text"]
    groups = [
        [_span(f"{file}: coreference_groups[{i}]", text, span) for span in group]
        for i, group in enumerate(value.get("coreference_groups", []))
    ]
    regions: list[Region] = []
    links: list[Link] = []
    for i, quote in enumerate(value["quotes"]):
        place = f"{file}: quotes[{i}]"
        contents = tuple(sorted(_span(f"{place}.contents", text, span) for span in quote["contents"]))
        if not contents:
            notes.add("quotes without content left out")
            continue
        sources = [_span(f"{place}.sources", text, span) for span in quote["sources"]]
        own = [_span(f"{place}.coreferences", text, span) for span in quote.get("coreferences", [])]
        attributes: dict[str, Any] = {}
        name = _name(text, sources, [*groups, [*sources, *own]])
        if name is not None:
            attributes["speaker"] = name
        if quote.get("confidence") is not None:
            attributes["confidence"] = float(quote["confidence"])
        regions.append(Region(f"q{i}", "content", contents, attributes))
        ends = [("source", at) for at in sources]
        if quote.get("cue"):
            ends.append(("cue", _span(f"{place}.cue", text, quote["cue"])))
        for j, (label, at) in enumerate(ends):
            regions.append(Region(f"q{i}.{j}", label, (at,)))
            links.append(Link(f"q{i}", f"q{i}.{j}", label))
    shell = GoldArticle(file.stem, text, (), speakers=tuple(_speakers(text, groups)), place=str(file))
    graph = Graph(tuple(regions), tuple(links))
    return shell.with_statements(statements_of(text, graph, shell, notes, guess=False))


def _span(place: str, text: str, span: Mapping[str, Any]) -> Offsets:
    at = in_range(place, text, span["start"], span["end"])
    if span.get("text", text[slice(*at)]) != text[slice(*at)]:
        raise InputError(place, f"its text {span['text'][:40]!r} does not stand at {at[0]} to {at[1]}")
    return at


def _name(text: str, sources: Sequence[Offsets], groups: Sequence[Sequence[Offsets]]) -> str | None:
    """The longest name that a source is coreferent with; None if that says no more than the source itself."""
    if not sources:
        return None
    forms = [text[slice(*at)] for group in groups if sources[0] in group for at in group]
    names = [form for form in forms if not is_pronoun(form)]
    return max(names, key=len) if len(set(forms)) > 1 and names else None


def _speakers(text: str, groups: Sequence[Sequence[Offsets]]) -> Iterator[GoldSpeaker]:
    for group in groups:
        forms = sorted({text[slice(*at)] for at in group}, key=lambda form: (-len(form), form))
        names = [form for form in forms if not is_pronoun(form)]
        if names:
            yield GoldSpeaker(names[0], tuple(names[1:]))
