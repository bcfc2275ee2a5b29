"""Stage four: what the article and each of its statements are about."""

from __future__ import annotations

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.records import ClassifiedStatement, EntitiesArticle, LinkedStatement, TopicsArticle
from pipeline.topics.choice import (
    ARTICLE_MOST,
    ARTICLE_THRESHOLD,
    STATEMENT_MOST,
    STATEMENT_THRESHOLD,
    choose_topics,
)


def classify_topics(article: EntitiesArticle, encoded: EncodedArticle) -> TopicsArticle:
    """Give the article and its statements their top-level Media Topics.

    Args:
        article: the record of the stage before.
        encoded: the encoder's output for its text.
    """
    whole = encoded.mean([(0, len(article.text))])
    statements = [_classified(statement, encoded, whole) for statement in article.statements]
    fields = {name: getattr(article, name) for name in EntitiesArticle.model_fields}
    fields |= {
        "stage": "topics",
        "topics": choose_topics(encoded.apply("topics", whole), ARTICLE_THRESHOLD, ARTICLE_MOST),
        "statements": statements,
    }
    return TopicsArticle(**fields)


def _classified(statement: LinkedStatement, encoded: EncodedArticle, whole: FloatArray) -> ClassifiedStatement:
    own = encoded.mean([(span.start, span.end) for span in statement.spans])
    logits = encoded.apply("statement_topics", np.concatenate([own, whole]))
    topics = choose_topics(logits, STATEMENT_THRESHOLD, STATEMENT_MOST)
    fields = {name: getattr(statement, name) for name in LinkedStatement.model_fields}
    return ClassifiedStatement(**fields, topics=topics)
