"""Building a knowledge base from a list of names: JSONL, or CSV with a header."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.entities.folding import fold
from pipeline.entities.knowledge_base import LABELS, Entry, entry_from
from pipeline.errors import InputError

_TYPES = {
    "PER": "PERSON",
    "PEOPLE": "PERSON",
    "POLITICIAN": "PERSON",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "COMPANY": "ORG",
    "PARTY": "ORG",
    "COUNTRY": "GPE",
    "CITY": "GPE",
    "PLACE": "LOC",
    "LOCATION": "LOC",
    "FACILITY": "FAC",
    "WORK": "MISC",
    "WORK_OF_ART": "MISC",
    "OTHER": "MISC",
}
_GLOSS = re.compile(r"\s*\(([A-Z][\w.&-]{1,11})\)$")
_LISTED = re.compile(r"\s*[|;]\s*")
_DELIMITERS = ",;\t|"


def read_names(path: Path) -> Iterator[Entry]:
    """Read a list of names: JSONL if the first line is an object, else CSV with a header.

    Only ``name`` must be there. Missing ids are made from the names ("who", "who-2"); aliases are a list, or in CSV
    parted by "|" or ";"; an acronym in brackets behind a name becomes an alias; types may be common words
    ("person", "company", "country").

    Args:
        path: the file, UTF-8.

    Raises:
        InputError: the file can't be read, or a line names nothing.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"can't be read: {error.strerror}; give a JSONL or CSV file of names") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    if not text.strip():
        raise InputError(str(path), "empty; give a JSONL or CSV file of names")
    rows = _json_rows(path, text) if text.lstrip().startswith("{") else _csv_rows(path, text)
    given: set[str] = set()
    for place, row in rows:
        entry = entry_from(_completed(row, given), place)
        if entry.id in given:
            raise InputError(place, f"id {entry.id!r} was given before; make ids unique")
        given.add(entry.id)
        yield entry


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Write a knowledge base, whole or not at all.

    Raises:
        InputError: it can't be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
                for entry in entries:
                    stream.write(json.dumps(_fields(entry), ensure_ascii=False) + "\n")
            # The temporary file is its owner's alone.
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise InputError(str(path), f"can't be written: {error.strerror}; give another place") from error


def _fields(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": entry.id, "name": entry.name}
    if entry.aliases:
        fields["aliases"] = list(entry.aliases)
    if entry.type:
        fields["type"] = entry.type
    if entry.description:
        fields["description"] = entry.description
    return fields


def _json_rows(path: Path, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}:{number}", f"not JSON ({error}); write one object a line") from error


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, Any]]:
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if "name" not in names:
        raise InputError(f"{path}:1", 'no column "name"; begin with a header: name,id,aliases,type,description')
    reader.fieldnames = names
    for row in reader:
        place = f"{path}:{reader.line_num}"
        if None in row:
            raise InputError(place, f"more than {len(names)} columns; quote the fields that hold a {delimiter!r}")
        known = {k: v.strip() for k, v in row.items() if k and v and v.strip()}
        if known:
            yield place, {**known, "aliases": [a for a in _LISTED.split(known.get("aliases", "")) if a]}


def _completed(row: Any, given: set[str]) -> Any:
    """The row with an id, aliases out of its name's brackets, and its type as a label."""
    if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
        return row
    fields = dict(row)
    name = " ".join(fields["name"].split())
    gloss = _GLOSS.search(name)
    if gloss and isinstance(fields.get("aliases") or [], list):
        fields["name"] = name[: gloss.start()]
        fields["aliases"] = list(dict.fromkeys([*(fields.get("aliases") or []), gloss.group(1)]))
    kind = fields.get("type")
    if isinstance(kind, str):
        label = re.sub(r"[ -]", "_", kind.strip().upper())
        fields["type"] = label if label in LABELS else _TYPES.get(label, kind)
    if not fields.get("id"):
        fields["id"] = _made_up(fold(fields["name"]), given)
    return fields


def _made_up(key: str, given: set[str]) -> str:
    slug = key.replace(" ", "-") or "entry"
    number, made = 1, slug
    while made in given:
        number += 1
        made = f"{slug}-{number}"
    return made
