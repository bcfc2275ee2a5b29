"""A user's own list of topics, as a YAML file.

A list of topics, each with an ``id`` and a ``label``, and if wanted a ``description`` and ``examples``, texts that are
about it::

    - id: grain
      label: grain exports
      description: shipping wheat, maize and other grain abroad
      examples:
        - Three ships with wheat left the port this morning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

_FIELDS = ("id", "label", "description", "examples")
_ADVICE = "write a list of topics, each with an id and a label"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a user's list; ``examples`` are texts that are about it."""

    id: str
    label: str
    description: str = ""
    examples: tuple[str, ...] = ()


def read_topics(path: Path) -> list[Topic]:
    """Read a list of topics.

    Args:
        path: a YAML file, UTF-8.

    Raises:
        InputError: the file can't be read, or something in it is no topic.
    """
    entries = _load(path)
    if not isinstance(entries, list) or not entries:
        raise InputError(str(path), f"no list of topics; {_ADVICE}")
    topics: list[Topic] = []
    lines: dict[str, int] = {}
    for i, entry in enumerate(entries):
        line = _line(entries, i)
        topic = _topic(entry, path, line)
        if topic.id in lines:
            raise InputError(f"{path}:{line}", f"id {topic.id!r} stands in line {lines[topic.id]} too; make ids unique")
        lines[topic.id] = line
        topics.append(topic)
    return topics


def _load(path: Path) -> Any:
    import srsly

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"can't be read ({error.strerror}): give a YAML file of topics") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}: save it as UTF-8") from error
    try:
        # The kind that remembers lines; without tags, so that it makes nothing but plain values.
        return srsly.ruamel_yaml.YAML(typ="rt").load(text)
    except (srsly.ruamel_yaml.error.YAMLError, srsly.ruamel_yaml.error.MarkedYAMLFutureWarning) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark is not None else str(path)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(place, f"no valid YAML ({reason}): {_ADVICE}") from error


def _topic(entry: Any, path: Path, line: int) -> Topic:
    if not isinstance(entry, dict):
        raise InputError(f"{path}:{line}", f"{_kind(entry)} where a topic should stand; give it an id and a label")
    for name in entry:
        if name not in _FIELDS:
            place = f"{path}:{_line(entry, name)}"
            raise InputError(place, f"unknown field {str(name)!r}; a topic has {', '.join(_FIELDS)}")
    for name in ("id", "label"):
        if entry.get(name) is None:
            raise InputError(f"{path}:{line}", f"the topic has no {name}; every topic needs an id and a label")
    fields = {name: _text(entry, name, path) for name in ("id", "label", "description") if entry.get(name) is not None}
    for name in ("id", "label"):
        if not fields[name]:
            raise InputError(f"{path}:{_line(entry, name)}", f"{name} is empty; every topic needs an id and a label")
    return Topic(**fields, examples=_examples(entry, path))


def _text(entry: Any, name: str, path: Path) -> str:
    value = entry[name]
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{path}:{_line(entry, name)}", f"{name} is {_kind(value)}, not a text; put it in quotes")
    return " ".join(value.split())


def _examples(entry: Any, path: Path) -> tuple[str, ...]:
    examples = entry.get("examples")
    if examples is None:
        return ()
    if not isinstance(examples, list):
        raise InputError(f"{path}:{_line(entry, 'examples')}", "examples is no list; put '- ' before each of them")
    for i, example in enumerate(examples):
        if not isinstance(example, str) or not example.strip():
            place = f"{path}:{_line(examples, i)}"
            raise InputError(place, f"the example is {_kind(example)}, not a text; put it in quotes")
    return tuple(" ".join(example.split()) for example in examples)


def _line(container: Any, key: Any) -> int:
    """The line in which an entry of a mapping or a list begins."""
    places: dict[Any, Sequence[int]] = container.lc.data
    return 1 + places[key][0]


def _kind(value: object) -> str:
    """What YAML calls a value's type."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    if value is None or value == "":
        return "empty"
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a text or date")
