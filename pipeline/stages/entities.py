"""Stage three: the entities that an article names, and which of them each statement is about."""

from __future__ import annotations

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.about import clusters_in
from pipeline.entities.labels import label_of
from pipeline.entities.mentions import entity_mentions
from pipeline.entities.naming import NamedMention
from pipeline.entities.unification import unify
from pipeline.records import EntitiesArticle, Entity, LinkedStatement, Span, SpeakersArticle


def find_entities(article: SpeakersArticle, encoded: EncodedArticle) -> EntitiesArticle:
    """Find the entities of an article, and say for each statement which of them it is about.

    Args:
        article: the record of the stage before.
        encoded: the encoding of its text.
    """
    text = article.text
    mentions = []
    for found in entity_mentions(encoded):
        words = text[found.start : found.end]
        mentions.append(NamedMention(found.start, found.end, label_of(found.label, words), words, found.score))
    clusters = unify(text, mentions, article.speakers)
    entities = [
        Entity(
            id=f"e{i}",
            label=cluster.label,
            name=cluster.name or cluster.mentions[0].text,
            mentions=[Span.of(text, m.start, m.end) for m in cluster.mentions],
            speaker=cluster.speaker,
        )
        for i, cluster in enumerate(clusters, start=1)
    ]
    statements = [
        LinkedStatement(
            **{name: getattr(statement, name) for name in type(statement).model_fields},
            entities=[entities[i].id for i in clusters_in(statement, clusters, encoded)],
        )
        for statement in article.statements
    ]
    fields = {name: getattr(article, name) for name in SpeakersArticle.model_fields}
    return EntitiesArticle(**{**fields, "stage": "entities", "statements": statements, "entities": entities})
