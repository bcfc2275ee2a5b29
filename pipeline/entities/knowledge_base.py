"""A user's own knowledge base: a JSONL file of things with names, by which entities are linked.

A line is ``{"id": "Q1", "name": "…", "aliases": ["…"], "type": "PERSON", "description": "…"}``; only ``id`` and
``name`` must be there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.encoder.embedding import Embed
from pipeline.encoder.encoded import FloatArray
from pipeline.entities.folding import fold
from pipeline.entities.loading import growing
from pipeline.errors import InputError
from pipeline.records import EntityLabel

LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)
_FIELDS = frozenset(("id", "name", "aliases", "type", "description"))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a knowledge base knows; ``type`` is an entity label, or None for any."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    type: EntityLabel | None = None
    description: str = ""


class KnowledgeBase:
    """Entries by their names.

    Args:
        entries: the entries.
        embed: gives sentence embeddings of descriptions, by which entries of one name are told apart; without it
            such names are linked only if their types differ.
    """

    def __init__(self, entries: Sequence[Entry], embed: Embed | None = None) -> None:
        self.entries = entries
        self._embed = embed
        self._vectors: dict[int, FloatArray | None] = {}
        self._named: dict[str, list[int]] = {}
        self._last: dict[str, list[int]] | None = None
        named = self._named
        for i, entry in enumerate(entries):
            for name in (entry.name, *entry.aliases):
                found = named.setdefault(fold(name), [])
                if not found or found[-1] != i:
                    found.append(i)

    @classmethod
    def load(cls, path: Path, embed: Embed | None = None) -> KnowledgeBase:
        """Read a knowledge base.

        Args:
            path: a JSONL file, UTF-8.
            embed: see the class.

        Raises:
            InputError: the file can't be read, or a line is not an entry.
        """
        with growing():
            return cls(list(read_entries(path)), embed)

    def __len__(self) -> int:
        return len(self.entries)

    def named(self, name: str) -> list[int]:
        """Indices of the entries that bear a name, spelled alike but for case, accents and points."""
        return self._named.get(fold(name), [])

    def with_last_word(self, word: str) -> list[int]:
        """Indices of the entries whose name ends in a folded word."""
        if self._last is None:
            self._last = {}
            for i, entry in enumerate(self.entries):
                for name in (entry.name, *entry.aliases):
                    words = fold(name).split()
                    if words:
                        self._last.setdefault(words[-1], []).append(i)
        return self._last.get(word, [])

    def vector(self, index: int) -> FloatArray | None:
        """The sentence embedding of an entry's name and description; None where it has no description."""
        if index not in self._vectors:
            entry = self.entries[index]
            vector = None
            if self._embed is not None and entry.description:
                vector = self._embed([f"{entry.name}: {entry.description}"])[0]
            self._vectors[index] = vector
        return self._vectors[index]

    def collisions(self) -> Mapping[str, Sequence[Entry]]:
        """The names that several entries bear, folded, with those entries."""
        return {name: [self.entries[i] for i in found] for name, found in self._named.items() if len(found) > 1}


def read_entries(path: Path) -> Iterator[Entry]:
    """Read the entries of a JSONL file.

    Raises:
        InputError: the file can't be read, or a line is not an entry.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"can't be read: {error.strerror}; give a JSONL file of entries") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    ids: dict[str, int] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}", f"not JSON ({error}); write one object a line") from error
        entry = entry_from(fields, f"{path}:{number}")
        if entry.id in ids:
            raise InputError(f"{path}:{number}", f"id {entry.id!r} stands in line {ids[entry.id]} too; make ids unique")
        ids[entry.id] = number
        yield entry


def entry_from(fields: Any, place: str) -> Entry:
    """Check the fields of an entry.

    Args:
        fields: what its line says.
        place: where it stands, for messages.

    Raises:
        InputError: a field is missing, unknown, or of a wrong kind.
    """
    if not isinstance(fields, dict):
        raise InputError(place, 'not an object; write {"id": …, "name": …}')
    unknown = fields.keys() - _FIELDS
    if unknown:
        raise InputError(place, f"unknown field {min(unknown)!r}; an entry has {', '.join(sorted(_FIELDS))}")
    for name in ("id", "name"):
        if not isinstance(fields.get(name), str) or not fields[name].strip():
            raise InputError(place, f"{name!r} is missing or no text; every entry needs one")
    aliases = fields.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise InputError(place, "'aliases' is no list of texts")
    kind = fields.get("type") or None
    if kind is not None and kind not in LABELS:
        raise InputError(place, f"type {kind!r} is no entity label; give one of {', '.join(LABELS)}")
    description = fields.get("description") or ""
    if not isinstance(description, str):
        raise InputError(place, "'description' is no text")
    return Entry(
        fields["id"].strip(), fields["name"].strip(), tuple(a.strip() for a in aliases if a.strip()), kind, description
    )
