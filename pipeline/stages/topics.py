"""Stage four: what the article and each of its statements are about."""

from __future__ import annotations

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import ClassifiedStatement, EntitiesArticle, LinkedStatement, TopicsArticle
from pipeline.topics.classifiers import Classifier, ListClassifier, MediaTopicsClassifier
from pipeline.topics.key_phrases import KeyPhrases
from pipeline.topics.topic_list import TopicList


def classify_topics(
    article: EntitiesArticle, encoded: EncodedArticle, *, topics: TopicList | None = None
) -> TopicsArticle:
    """Give the article and its statements their topics and key phrases.

    Args:
        article: the record of the stage before.
        encoded: the encoder's output for its text.
        topics: the topics to choose from; by default the IPTC Media Topics.
    """
    classifier = classifier_for(article, encoded, topics)
    phrases = KeyPhrases(article, encoded)
    fields = {name: getattr(article, name) for name in EntitiesArticle.model_fields}
    found = classifier.article_topics()
    fields |= {
        "stage": "topics",
        "topics": found,
        "subtopics": classifier.article_subtopics(found),
        "key_phrases": phrases.of_article(),
        "statements": [_classified(statement, classifier, phrases) for statement in article.statements],
    }
    return TopicsArticle(**fields)


def classifier_for(article: EntitiesArticle, encoded: EncodedArticle, topics: TopicList | None) -> Classifier:
    """What finds the topics of an article: of a list, or without one the Media Topics."""
    if topics is None:
        return MediaTopicsClassifier(article, encoded)
    return ListClassifier(topics, article, encoded)


def _classified(statement: LinkedStatement, classifier: Classifier, phrases: KeyPhrases) -> ClassifiedStatement:
    fields = {name: getattr(statement, name) for name in LinkedStatement.model_fields}
    return ClassifiedStatement(
        **fields, topics=classifier.statement_topics(statement), key_phrases=phrases.of_statement(statement)
    )
