"""GUM (Zeldes, 2017): coreference in many genres, as CoNLL-style brackets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.training.corpora.labelled import LabelledArticle, Link

_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}’”]|n't|'(?:s|re|ve|ll|d|m)|’(?:s|re|ve|ll|d|m)", re.IGNORECASE)
_NO_SPACE_AFTER = frozenset("([{“‘$£€")
_BRACKET = re.compile(r"\(?[^()]+\)?")
_SPLIT = re.compile(r"^##\s+(\S+)|^\s*\*\s+(\S+)", re.MULTILINE)

Mention = tuple[int, int, str]
"""Start and end offset of a mention, and the identity of what it refers to."""


def read_splits(path: Path) -> dict[str, list[str]]:
    """Read which document belongs to which part ("train", "dev", "test", …) from GUM's ``splits.md``."""
    splits: dict[str, list[str]] = defaultdict(list)
    part = ""
    for heading, document in _SPLIT.findall(path.read_text(encoding="utf-8")):
        if heading:
            part = heading
        elif part:
            splits[part].append(document)
    return dict(splits)


def read_coreference(folder: Path, documents: Sequence[str] | None = None) -> Iterator[LabelledArticle]:
    """Read documents with their links from each mention to the mentions before it of the same thing.

    Args:
        folder: the folder of ``.conll`` files.
        documents: which of them, by name; by default all that belong to no development or test part.

    Yields:
        An article with the pointer antecedent alone.
    """
    if documents is None:
        splits = read_splits(folder / "splits.md")
        held_back = {d for part, names in splits.items() if part != "train" for d in names}
        documents = [p.stem for p in sorted(folder.glob("GUM_*.conll")) if p.stem not in held_back]
    for name in documents:
        path = folder / f"{name}.conll"
        if path.is_file():
            text, mentions = read_conll(path.read_text(encoding="utf-8"))
            yield LabelledArticle(f"gum/{name}", text, {}, _links(mentions))


def _links(mentions: Sequence[Mention]) -> list[Link]:
    seen: dict[str, list[int]] = defaultdict(list)
    links = []
    for start, _, identity in sorted(mentions, key=lambda m: (m[0], -m[1])):
        before = tuple(s for s in seen[identity] if s < start)
        links.append(Link("antecedent", start, before))
        seen[identity].append(start)
    return links


def read_conll(content: str) -> tuple[str, list[Mention]]:
    """Rebuild the text of one document, and find its mentions in it.

    Args:
        content: lines ``index<TAB>token<TAB>brackets``; a bracket opens as ``(type-id`` and closes as ``type-id)``.

    Returns:
        The text, tokens joined by English spacing, and the mentions in the order in which they close.
    """
    text = ""
    opened: dict[str, list[int]] = defaultdict(list)
    mentions: list[Mention] = []
    quote_open = False
    glue = True
    for line in content.splitlines():
        fields = line.split("\t")
        if len(fields) < 3:
            continue
        token, brackets = fields[1], fields[2]
        closing_quote = token == '"' and quote_open
        if text and not glue and not closing_quote and not _NO_SPACE_BEFORE.fullmatch(token):
            text += " "
        start = len(text)
        text += token
        if token == '"':
            quote_open = not quote_open
        glue = token in _NO_SPACE_AFTER or (token == '"' and quote_open)
        for part in _brackets(brackets):
            key = part.strip("()")
            if part.startswith("("):
                opened[key].append(start)
            if part.endswith(")") and opened[key]:
                mentions.append((opened[key].pop(), len(text), _identity(key)))
    return text, mentions


def _brackets(field: str) -> list[str]:
    return [] if field == "_" else _BRACKET.findall(field)


def _identity(key: str) -> str:
    return "-".join(key.split("-")[:2])
