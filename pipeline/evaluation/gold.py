"""Gold articles: what annotators say was said, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.evaluation.placement import Offsets
from pipeline.records import EntityLabel, Kind, SpeakerType


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as annotated.

    Attributes:
        kind: direct, mixed or indirect.
        spans: where its content stands, in order; quotation marks around it make no difference.
        speaker: the speaker's fullest name, None if the article does not tell.
        speaker_type: what the speaker is.
        mention: the words that name the source of this statement, None if there are none.
        cue: the words that attribute it, None if there are none.
        mention_at: where the mention stands, None if it is not known.
        cue_at: where the cue stands, None if it is not known.
        topics: labels, most important first.
        entities: the names of the entities that it is about; None if that was not annotated.
        confidence: of a prediction, how sure it was; None in gold.
    """

    kind: Kind
    spans: tuple[Offsets, ...]
    speaker: str | None = None
    speaker_type: SpeakerType = "unknown"
    mention: str | None = None
    cue: str | None = None
    mention_at: Offsets | None = None
    cue_at: Offsets | None = None
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """A named speaker and the other forms of the name in the article."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One mention of an entity in the article."""

    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True)
class GoldArticle:
    """An article with everything that was annotated in it.

    Attributes:
        id: the article's id: the name of its file without the ending.
        text: the article.
        statements: in the order of the gold.
        topics: labels of the whole article, most important first.
        speakers: the named speakers.
        non_statements: quoted strings that are no statements.
        entities: mentions of entities; None if they were not annotated.
        place: the file (and line) that it comes from.
    """

    id: str
    text: str
    statements: tuple[GoldStatement, ...]
    topics: tuple[str, ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    non_statements: tuple[str, ...] = ()
    entities: tuple[GoldEntity, ...] | None = None
    place: str = ""

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The aliases of each named speaker."""
        return {speaker.name: speaker.aliases for speaker in self.speakers}

    def with_statements(self, statements: Sequence[GoldStatement]) -> GoldArticle:
        """The same article with these statements."""
        return replace(self, statements=tuple(statements))


def in_text_order(statements: Sequence[GoldStatement]) -> tuple[GoldStatement, ...]:
    """Statements in the order of their first span."""
    return tuple(sorted(statements, key=lambda s: s.spans))
