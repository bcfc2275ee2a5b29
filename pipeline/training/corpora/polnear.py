"""PolNeAR (Newell, Margolin and Ruths, 2018): attributions in US political news, as brat stand-off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.encoder.encoded import Pointer
from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan, Link

_TYPES = {"Source": "source", "Cue": "cue", "Content": "content", "Content2": "content"}
_Fragments = list[tuple[int, int]]


def read_polnear(folder: Path) -> Iterator[LabelledArticle]:
    """Read every ``.txt`` of a folder with the ``.ann`` beside it.

    Args:
        folder: PolNeAR's ``train`` or ``dev``.

    Yields:
        An article with spans for the head "attribution" and the pointers source, cue and continues.
    """
    for path in sorted(folder.glob("*.txt")):
        annotation = path.with_suffix(".ann")
        if annotation.is_file():
            text = path.read_bytes().decode("utf-8")
            yield _article(f"polnear/{path.stem}", text, annotation.read_bytes().decode("utf-8"))


def _article(name: str, text: str, annotation: str) -> LabelledArticle:
    bounds: dict[str, _Fragments] = {}
    events: list[list[tuple[str, str]]] = []
    for line in annotation.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            _, _, offsets = fields[1].partition(" ")
            try:
                fragments = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
            except ValueError:
                continue
            bounds[fields[0]] = [(a, b) for a, b in fragments if 0 <= a < b <= len(text)]
        elif line.startswith("E") and len(fields) >= 2:
            events.append([(role, target) for role, _, target in (f.partition(":") for f in fields[1].split())])
    spans: list[LabelledSpan] = []
    links: list[Link] = []
    for event in events:
        parts: dict[str, _Fragments] = {"source": [], "cue": [], "content": []}
        for role, target in event:
            if role in _TYPES:
                parts[_TYPES[role]] += bounds.get(target, [])
        for kind in parts:
            parts[kind] = join_fragments(text, parts[kind])
            spans += [LabelledSpan(a, b, kind) for a, b in parts[kind]]
        previous: int | None = None
        for start, _ in parts["content"]:
            targets: list[tuple[Pointer, _Fragments]] = [("source", parts["source"]), ("cue", parts["cue"])]
            for pointer, fragments in targets:
                links.append(Link(pointer, start, tuple(a for a, _ in fragments[:1])))
            links.append(Link("continues", start, () if previous is None else (previous,)))
            previous = start
    return LabelledArticle(name, text, {"attribution": spans}, links)


def join_fragments(text: str, fragments: _Fragments) -> _Fragments:
    """Sort fragments and join those that only white space parts."""
    joined: _Fragments = []
    for start, end in sorted(set(fragments)):
        if joined and (start <= joined[-1][1] or not text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
