"""A user's own list of people and organizations, to whom speakers are matched by name.

A line of the list is ``{"id": "p1", "name": "…", "aliases": ["…"], "description": "…"}``; only ``id`` and ``name``
must be there. A speaker whom several on the list could be stays unmatched, and all of them are reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.knowledge_base import Entry, read_entries
from pipeline.records import Speaker
from pipeline.speakers.folding import fold
from pipeline.speakers.names import likeness, parse_person
from pipeline.speakers.organizations import organization_likeness
from pipeline.speakers.phrases import main_words

_SAME_ORGANIZATION = 0.55
_TIE = 0.05
_PART_OF_NAME = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a speaker was matched to: ``known``, or None with the ``candidates`` if none of them is sure."""

    speaker: str
    known: Entry | None
    candidates: tuple[Entry, ...] = ()


class Roster:
    """The list, ready to match.

    Args:
        entries: those on the list.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = list(entries)

    @classmethod
    def load(cls, path: Path) -> Roster:
        """Read a list from a JSONL file in UTF-8.

        Raises:
            InputError: the file can't be read, or a line is no entry.
        """
        return cls(list(read_entries(path)))

    def __len__(self) -> int:
        return len(self.entries)

    def match(self, speakers: Sequence[Speaker]) -> list[Match]:
        """Match an article's speakers; described ones ("a police spokesman") are left out.

        Args:
            speakers: the speakers of one article.
        """
        return [self._match(speaker) for speaker in speakers if speaker.named]

    def _match(self, speaker: Speaker) -> Match:
        scored = [(score, entry) for entry in self.entries if (score := _score(speaker, entry)) > 0.0]
        if not scored:
            return Match(speaker.id, None)
        best = max(score for score, _ in scored)
        top = [entry for score, entry in scored if score >= best - _TIE]
        if len(top) > 1 or best <= _PART_OF_NAME:
            # Several bear the name, or the article gives a part of it alone: what they are called has to agree.
            agreeing = [entry for entry in top if _agrees(speaker, entry)]
            if len(agreeing) != 1:
                return Match(speaker.id, None, tuple(top))
            top = agreeing
        return Match(speaker.id, top[0])


def _score(speaker: Speaker, entry: Entry) -> float:
    """How well a speaker's name goes with one of an entry's; 0 if it can't be the same."""
    names = (entry.name, *entry.aliases)
    if any(fold(speaker.name) == fold(name) for name in names):
        return 1.0
    if speaker.type == "person":
        own = parse_person(speaker.name)
        return max(likeness(own, parse_person(name)) for name in names)
    if speaker.type in ("organization", "group", "document"):
        best = max(organization_likeness(speaker.name, name) for name in names)
        return best if best > _SAME_ORGANIZATION else 0.0
    return 0.0


def _agrees(speaker: Speaker, entry: Entry) -> bool:
    """Whether the speaker's role shares a word with the entry's description."""
    return bool(main_words(speaker.role or "") & main_words(entry.description))
