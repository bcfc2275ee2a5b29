"""A user's own list of people and organizations, to whom speakers are matched by name.

A line of the list is ``{"id": "p1", "name": "…", "aliases": ["…"], "description": "…", "type": "PERSON"}``; only
``id`` and ``name`` must be there. A speaker whom several on the list could be stays unmatched, and they are reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.knowledge_base import Entry, read_entries
from pipeline.errors import InputError
from pipeline.records import Speaker, SpeakersArticle
from pipeline.speakers.names import likeness, parse_person
from pipeline.speakers.nouns import noun_type
from pipeline.speakers.organizations import organization_likeness
from pipeline.speakers.phrases import main_words
from pipeline.speakers.roster_index import Listed, RosterIndex

_SAME_ORGANIZATION = 0.55
_WHOLE_NAME = 0.9
_TIE = 0.05
_PART_OF_NAME = 0.8
_AGREES = 0.5
_CANDIDATES = 20


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
        self._index = RosterIndex(self.entries)

    @classmethod
    def load(cls, path: Path) -> Roster:
        """Read a list from a JSONL file in UTF-8.

        Raises:
            InputError: the file can't be read, has no entry, or a line is none.
        """
        entries = list(read_entries(path))
        if not entries:
            raise InputError(str(path), 'nobody in it; write a line {"id": …, "name": …} for each')
        return cls(entries)

    def __len__(self) -> int:
        return len(self.entries)

    def enter(self, article: SpeakersArticle) -> SpeakersArticle:
        """Enter the list's ids with an article's speakers.

        Args:
            article: the article with its speakers.
        """
        found = {match.speaker: match for match in self.match(article.speakers)}
        speakers = [_entered(s, found[s.id]) if s.id in found else s for s in article.speakers]
        return article.model_copy(update={"speakers": speakers})

    def match(self, speakers: Sequence[Speaker]) -> list[Match]:
        """Match an article's speakers; described ones ("a police spokesman") are left out.

        Args:
            speakers: the speakers of one article.
        """
        return [self._match(speaker) for speaker in speakers if speaker.named]

    def _match(self, speaker: Speaker) -> Match:
        near = self._index.near(speaker.name, person=speaker.type == "person")
        scored = [(score, one.entry) for one in near if (score := _score(speaker, one)) > 0.0]
        if not scored:
            return Match(speaker.id, None)
        best = max(score for score, _ in scored)
        # Whoever bears a lone family name, be it as an alias or at the end of a longer name, is a rival.
        least = 0.0 if _is_lone(speaker) else best - _TIE
        top = [entry for score, entry in sorted(scored, key=lambda pair: -pair[0]) if score >= least]
        if len(top) == 1 and best > _PART_OF_NAME:
            return Match(speaker.id, top[0])
        return _by_role(speaker, top)


def _entered(speaker: Speaker, match: Match) -> Speaker:
    return speaker.model_copy(
        update={
            "list_id": None if match.known is None else match.known.id,
            "list_candidates": [entry.id for entry in match.candidates],
        }
    )


def _score(speaker: Speaker, listed: Listed) -> float:
    """How well a speaker's name goes with one of an entry's; 0 if it can't be the same."""
    person = speaker.type == "person"
    if listed.entry.type is not None and person != (listed.entry.type == "PERSON"):
        return 0.0
    if listed.is_called(speaker.name):
        return 1.0
    if person:
        own = parse_person(speaker.name)
        return max(likeness(own, name) for name in listed.people)
    best = max(organization_likeness(speaker.name, name) for name in listed.names)
    # An entry without a type may be a person; somebody's foundation is named after him, and somebody else.
    return best if best > _SAME_ORGANIZATION and (listed.entry.type or best >= _WHOLE_NAME) else 0.0


def _is_lone(speaker: Speaker) -> bool:
    return speaker.type == "person" and len(parse_person(speaker.name).words) == 1


def _by_role(speaker: Speaker, rivals: Sequence[Entry]) -> Match:
    """The rival whose description agrees best with the speaker's role, if one does."""
    agreeing = [(_agreement(speaker, entry), entry) for entry in rivals]
    best = max(score for score, _ in agreeing)
    top = [entry for score, entry in agreeing if score == best]
    if best > _AGREES and len(top) == 1:
        return Match(speaker.id, top[0])
    return Match(speaker.id, None, tuple(rivals[:_CANDIDATES]))


def _agreement(speaker: Speaker, entry: Entry) -> float:
    """The share of words that a speaker's role and an entry's description have in common, an office among them."""
    role, described = main_words(speaker.role or ""), main_words(entry.description)
    shared = role & described
    if not any(noun_type(word) == "person" for word in shared):
        return 0.0
    return len(shared) / min(len(role), len(described))
