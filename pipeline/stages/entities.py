"""Stage three: the entities that an article names, and which of them each statement is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.about import Subjects
from pipeline.entities.article_dates import WrittenOn, written_on
from pipeline.entities.knowledge_base import KnowledgeBase
from pipeline.entities.linking import link
from pipeline.entities.mentions import entity_mentions
from pipeline.entities.naming import Cluster
from pipeline.entities.place_linking import countries_of
from pipeline.entities.recognition import recognize
from pipeline.entities.salience import foremost, saliences
from pipeline.entities.unification import unify, unify_values
from pipeline.entities.values import MEASURES, Circumstances
from pipeline.records import EntitiesArticle, Entity, LinkedStatement, Record, Span, SpeakersArticle
from pipeline.speakers.naming import mend_names


def find_entities(
    article: SpeakersArticle, encoded: EncodedArticle, *, knowledge_base: KnowledgeBase | None = None
) -> EntitiesArticle:
    """Find the entities of an article, link them, and say for each statement which of them it is about.

    Args:
        article: the record of the stage before.
        encoded: the encoding of its text.
        knowledge_base: the user's own names, to which entities are linked.
    """
    text = article.text
    mentions = recognize(text, mend_names(text, entity_mentions(encoded), _sources(article)))
    named = unify(text, [m for m in mentions if m.label not in MEASURES], article.speakers)
    countries = countries_of(named, article.url)
    day = written_on(article)
    around = Circumstances(text, day, [code for code, _ in countries.most_common()])
    measured = unify_values([m for m in mentions if m.label in MEASURES], around)
    clusters = sorted([*named, *measured], key=lambda c: (c.mentions[0].start, c.mentions[0].end))
    scores = saliences(clusters, article.paragraphs)
    entities = []
    for i, cluster in enumerate(clusters):
        chosen, identifiers = link(cluster, encoded, countries, knowledge_base)
        entities.append(
            Entity(
                id=f"e{i + 1}",
                label=cluster.label,
                name=cluster.name or cluster.mentions[0].text,
                mentions=[Span.of(text, m.start, m.end) for m in cluster.mentions],
                speaker=cluster.speaker,
                kb_id=chosen,
                identifiers=identifiers,
                value=cluster.value,
                salience=scores[i],
            )
        )
    return _record(article, encoded, clusters, entities, [entities[i].id for i in foremost(scores)], day)


def _sources(article: SpeakersArticle) -> Iterator[tuple[int, int, bool]]:
    """Where sources are mentioned, and whether each is a person: names that the encoder missed may stand there."""
    types = {speaker.id: speaker.type for speaker in article.speakers}
    for statement in article.statements:
        if statement.mention and statement.speaker:
            yield statement.mention.start, statement.mention.end, types.get(statement.speaker) == "person"


def _record(
    article: SpeakersArticle,
    encoded: EncodedArticle,
    clusters: Sequence[Cluster],
    entities: Sequence[Entity],
    main: Sequence[str],
    day: WrittenOn | None,
) -> EntitiesArticle:
    of_speaker = {entity.speaker: entity.id for entity in entities if entity.speaker}
    subjects = Subjects(article, encoded, clusters)
    statements = [
        LinkedStatement(**_fields(s), entities=[entities[i].id for i in subjects.of(s.spans)])
        for s in article.statements
    ]
    return EntitiesArticle(
        **{
            **_fields(article),
            "stage": "entities",
            "date": None if day is None else str(day),
            "speakers": [s.model_copy(update={"entity": of_speaker.get(s.id)}) for s in article.speakers],
            "statements": statements,
            "entities": list(entities),
            "main_entities": list(main),
        }
    )


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}
