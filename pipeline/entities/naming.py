"""Mentions as the unification of names sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.records import EntityLabel, Gender, Value


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention with the label that it has in the records: ``text`` is the article's from ``start`` to ``end``."""

    start: int
    end: int
    label: EntityLabel
    text: str
    score: float = 1.0


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in the order of the article; ``speaker`` is its id among the speakers.

    ``value`` is what a date or an amount says, ``gender`` what titles tell of a person.
    """

    label: EntityLabel
    mentions: list[NamedMention] = field(default_factory=list)
    speaker: str | None = None
    name: str | None = None
    value: Value | None = None
    gender: Gender | None = None
