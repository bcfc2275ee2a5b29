"""The contracts: one record type for each stage's file, and for the flat export.

A record is one article. Each stage reads the record of the stage before it and adds to it, so the types
inherit from one another: ``QuotesArticle`` < ``SpeakersArticle`` < ``EntitiesArticle`` < ``TopicsArticle``.

Offsets are Unicode code points into ``text`` exactly as it was decoded, half-open:
``article.text[span.start:span.end] == span.text``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Literal[1] = 1

Kind = Literal["direct", "mixed", "indirect"]
SpeakerType = Literal["person", "organization", "group", "document", "unknown"]
Gender = Literal["female", "male"]
Evidence = Literal["cue", "heading", "continuation", "context", "none"]
ParagraphRole = Literal["body", "heading", "caption", "byline", "lead_in", "note", "boilerplate"]
EntityLabel = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "MISC", "DATE", "MONEY", "PERCENT", "QUANTITY"
]
Stage = Literal["quotes", "speakers", "entities", "topics", "statements"]

Score = Annotated[float, Field(ge=0.0, le=1.0)]
Offset = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """A frozen record that rejects unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Record):
    """A stretch of the article's text, with the text it covers."""

    start: Offset
    end: Offset
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int, **more: Any) -> Any:
        """Cut ``text[start:end]`` as a span of this class; ``more`` fills the fields that a subclass adds."""
        return cls(start=start, end=end, text=text[start:end], **more)


class Cue(Span):
    """The words that attribute a statement ("said", "according to"), with their dictionary form."""

    lemma: str


class Paragraph(Record):
    """A paragraph of the article and the part it plays.

    ``topic`` is set on lead-ins alone: the words of "On sanctions:" that name the topic ("sanctions").
    """

    start: Offset
    end: Offset
    role: ParagraphRole
    topic: Span | None = None


class Quotation(Record):
    """A region between quotation marks: ``start``/``end`` without the marks, ``level`` 1 for outermost.

    A region that runs over several paragraphs is one quotation for each paragraph; ``continues`` is then the
    index, in the article's list, of the quotation before it. ``repair`` says what the scanner had to assume.
    """

    start: Offset
    end: Offset
    level: Annotated[int, Field(ge=1)]
    opening: str
    closing: str
    continues: int | None = None
    repair: str | None = None


class Statement(Record):
    """Something that the article presents as communicated by a source (stage ``quotes``).

    ``text`` is the spans joined by a space. ``mention`` names the source where the statement is attributed.
    ``communicated`` is False for attitudes (hopes, beliefs) that nobody is said to have uttered.
    ``lead`` is the lead-in under which the statement stands ("pressure from the West").
    """

    id: str
    kind: Kind
    text: str
    spans: Annotated[list[Span], Field(min_length=1)]
    mention: Span | None
    cue: Cue | None
    communicated: bool
    lead: str | None
    confidence: Score


class EvidenceStep(Record):
    """One step from a statement to its speaker's name: what was used, where it stands, how sure the step is."""

    reason: str
    span: Span | None = None
    score: Score | None = None


class Considered(Record):
    """Somebody else who could have said it, with the mention that speaks for them; ``speaker`` is their id if any."""

    name: str
    speaker: str | None
    span: Span
    score: Score


class AttributedStatement(Statement):
    """A statement whose speaker is resolved (stage ``speakers``); ``speaker`` is the id of one of the speakers.

    ``chain`` leads from the statement to a mention of the speaker; a mention that names nobody ("she") is the source
    of another statement, whose chain goes on from it. ``considered`` are the likeliest others, at most two.
    """

    speaker: str | None
    evidence: Evidence
    chain: list[EvidenceStep]
    considered: list[Considered] = []


class LinkedStatement(AttributedStatement):
    """A statement with the ids of the entities that it is about (stage ``entities``)."""

    entities: list[str]


class TopicScore(Record):
    """A topic, most important first in every list."""

    code: str
    label: str
    score: Score


class SubtopicScore(TopicScore):
    """A topic of the second level; ``parent`` is the code of the topic above it."""

    parent: str


class ClassifiedStatement(LinkedStatement):
    """A statement with its topics and the phrases that say most of it (stage ``topics``)."""

    topics: list[TopicScore]
    key_phrases: list[Span] = []


class Speaker(Record):
    """Somebody who says something in the article, under the fullest name that it gives.

    ``entity`` is the id of the same one among the entities, from stage ``entities`` on. ``list_id`` is the id on the
    user's own list; where it isn't sure who of the list is meant, ``list_candidates`` are the likeliest, at most 20.
    """

    id: str
    name: str
    type: SpeakerType
    named: bool
    aliases: list[str]
    role: str | None
    gender: Gender | None
    mentions: list[Span]
    statements: Annotated[int, Field(ge=0)]
    entity: str | None = None
    list_id: str | None = None
    list_candidates: list[str] = []


class Value(Record):
    """What a date or an amount says.

    ``date`` is ISO 8601 (of its second part: "199X" a decade, "XXXX-06-15" a day of an unknown year, "2022-22" a
    summer, "2022-33" a quarter; ranges as "2022-07-15/2022-07-24"). ``amount`` goes with a ``currency`` (ISO 4217)
    or a ``unit`` ("percent" or CLDR's name: "square-kilometer"); ``upper`` is the end of a range.
    """

    date: str | None = None
    amount: float | None = None
    upper: float | None = None
    currency: str | None = None
    unit: str | None = None


class Entity(Record):
    """A thing that the article names, with all its mentions; ``speaker`` is the id of the same one as a speaker.

    ``kb_id`` is what it is linked to: the id of the user's knowledge base, else "iso3166:DE" or "geonames:2950159";
    ``identifiers`` has all that are known by their systems ("kb", "iso3166", "geonames", "wikidata"). ``salience``
    says how much the article is about it, 1 for its main entity.
    """

    id: str
    label: EntityLabel
    name: str
    mentions: list[Span]
    speaker: str | None = None
    kb_id: str | None = None
    identifiers: dict[str, str] = {}
    value: Value | None = None
    salience: Score = 0.0


class Article(Record):
    """What was read: the text as decoded, and what is known about it from outside."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None


class QuotesArticle(Article):
    """The record of ``quotes.jsonl``."""

    schema_version: Literal[1] = SCHEMA_VERSION
    stage: Literal["quotes", "speakers", "entities", "topics"] = "quotes"
    paragraphs: list[Paragraph]
    quotations: list[Quotation]
    statements: Sequence[Statement]

    @model_validator(mode="after")
    def _offsets_agree(self) -> QuotesArticle:
        for where, span in _spans(self, "article"):
            if self.text[span.start : span.end] != span.text:
                raise ValueError(
                    f"{where}: text[{span.start}:{span.end}] is {self.text[span.start : span.end]!r}, "
                    f"but the span says {span.text!r}"
                )
        return self


class SpeakersArticle(QuotesArticle):
    """The record of ``speakers.jsonl``."""

    stage: Literal["speakers", "entities", "topics"] = "speakers"
    speakers: list[Speaker]
    statements: Sequence[AttributedStatement]


class EntitiesArticle(SpeakersArticle):
    """The record of ``entities.jsonl``.

    ``main_entities`` are the ids of those that the article is about most, ``date`` is the day it was written as far
    as it says (ISO 8601), from which its dates are counted.
    """

    stage: Literal["entities", "topics"] = "entities"
    date: str | None = None
    entities: list[Entity]
    main_entities: list[str] = []
    statements: Sequence[LinkedStatement]


class TopicsArticle(EntitiesArticle):
    """The record of ``topics.jsonl``; ``key_phrases`` are those that say most of the article, most telling first.

    ``subtopics`` are of the second level, where they are sure; their parents are among ``topics``.
    """

    stage: Literal["topics"] = "topics"
    topics: list[TopicScore]
    subtopics: list[SubtopicScore] = []
    key_phrases: list[Span] = []
    statements: Sequence[ClassifiedStatement]


class FlatSpeaker(Record):
    """The speaker as it stands in a flat statement; ``list_id`` is the id on the user's own list."""

    id: str
    name: str
    type: SpeakerType
    role: str | None
    list_id: str | None = None


class FlatEntity(Record):
    """An entity as it stands in a flat statement; ``kb_id`` as in ``Entity``."""

    id: str
    name: str
    label: EntityLabel
    kb_id: str | None = None


class FlatStatement(Record):
    """One line of ``statements.jsonl``: a statement with everything that is known about it."""

    schema_version: Literal[1] = SCHEMA_VERSION
    id: str
    article_id: str
    kind: Kind
    text: str
    spans: Annotated[list[Span], Field(min_length=1)]
    speaker: FlatSpeaker | None
    mention: Span | None
    cue: Cue | None
    evidence: Evidence
    confidence: Score
    communicated: bool
    entities: list[FlatEntity]
    topics: list[TopicScore]
    key_phrases: list[str] = []
    lead: str | None
    article_topics: list[TopicScore]
    article_subtopics: list[SubtopicScore] = []
    title: str | None
    url: str | None
    published: str | None


def _spans(value: Any, where: str) -> list[tuple[str, Span]]:
    """Every span inside a record, with the path that leads to it."""
    if isinstance(value, Span):
        return [(where, value)]
    if isinstance(value, BaseModel):
        return [pair for name in type(value).model_fields for pair in _spans(getattr(value, name), f"{where}.{name}")]
    if isinstance(value, list | tuple):
        return [pair for i, item in enumerate(value) for pair in _spans(item, f"{where}[{i}]")]
    return []
