"""Flat statements: one line each, with everything that is known about a statement."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import FlatEntity, FlatSpeaker, FlatStatement, TopicsArticle


def flatten(article: TopicsArticle) -> Iterator[FlatStatement]:
    """The statements of an article, each complete in itself, in the order of the article."""
    speakers = {
        speaker.id: FlatSpeaker(
            id=speaker.id, name=speaker.name, type=speaker.type, role=speaker.role, list_id=speaker.list_id
        )
        for speaker in article.speakers
    }
    entities = {
        entity.id: FlatEntity(id=entity.id, name=entity.name, label=entity.label, kb_id=entity.kb_id)
        for entity in article.entities
    }
    for statement in article.statements:
        yield FlatStatement(
            id=statement.id,
            article_id=article.id,
            kind=statement.kind,
            text=statement.text,
            spans=statement.spans,
            speaker=speakers[statement.speaker] if statement.speaker is not None else None,
            mention=statement.mention,
            cue=statement.cue,
            evidence=statement.evidence,
            confidence=statement.confidence,
            communicated=statement.communicated,
            entities=[entities[entity] for entity in statement.entities],
            topics=statement.topics,
            key_phrases=[phrase.text for phrase in statement.key_phrases],
            lead=statement.lead,
            article_topics=article.topics,
            article_subtopics=article.subtopics,
            title=article.title,
            url=article.url,
            published=article.published,
        )
