"""How similar an article and its statements are to topics, by sentence embeddings."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.records import QuotesArticle, Statement
from pipeline.topics.vectors import unit

_LEAD_SHARE = 0.3
_OWN_SHARE = 0.6
_MOST_AHEAD = 0.25
_PARAGRAPHS_SHARE = 1 / 3
_SHORTEST_PARAGRAPH = 40


class Similarity:
    """Cosines between the parts of an article and topics.

    Args:
        topics: the topics' embeddings, of length 1. *Shape:* (topics, dimensions)
        article: the article.
        encoded: the encoder's output for it.
    """

    def __init__(self, topics: FloatArray, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self._topics = topics
        self._article = article
        self._encoded = encoded

    @cached_property
    def article(self) -> FloatArray:
        """How similar to each topic those paragraphs are that are most similar to it. *Shape:* (topics,)"""
        bounds = [
            (p.start, p.end)
            for p in self._article.paragraphs
            if p.role == "body" and p.end - p.start >= _SHORTEST_PARAGRAPH
        ] or [(0, len(self._article.text))]
        vectors = np.stack([self._encoded.apply("embedding", self._encoded.mean([bound])) for bound in bounds])
        similarity = np.sort(unit(vectors) @ self._topics.T, axis=0)
        return np.asarray(similarity[-max(1, round(_PARAGRAPHS_SHARE * len(bounds))) :].mean(axis=0))

    def statement(self, statement: Statement) -> FloatArray:
        """How similar to each topic a statement is, its own words first and its article second. *Shape:* (topics,)"""
        vector = self._encoded.apply("embedding", own_vector(statement, self._article, self._encoded))
        own = self._topics @ unit(vector)
        # An article that is all about a topic doesn't make every aside in it a statement about that.
        around = np.minimum(self.article, own + _MOST_AHEAD)
        return np.asarray(_OWN_SHARE * own + (1 - _OWN_SHARE) * around)


def own_vector(statement: Statement, article: QuotesArticle, encoded: EncodedArticle) -> FloatArray:
    """The mean hidden state of a statement's words and of the lead-in above it.

    A lead-in ("On sanctions:") is the editor's own label, so its few words count heavily.

    Args:
        statement: the statement.
        article: its article.
        encoded: the encoder's output for the article.

    Returns:
        *Shape:* (hidden,)
    """
    own = encoded.mean([(span.start, span.end) for span in statement.spans])
    lead = _lead(statement, article)
    return own if lead is None else (1 - _LEAD_SHARE) * own + _LEAD_SHARE * encoded.mean([lead])


def own_bounds(statement: Statement, article: QuotesArticle) -> list[tuple[int, int]]:
    """Where a statement's own words stand, with those of the lead-in above it."""
    lead = _lead(statement, article)
    return [*([lead] if lead is not None else []), *((span.start, span.end) for span in statement.spans)]


def _lead(statement: Statement, article: QuotesArticle) -> tuple[int, int] | None:
    """Where the topic of the statement's lead-in stands."""
    if statement.lead is None:
        return None
    for paragraph in reversed(article.paragraphs):
        topic = paragraph.topic
        if topic is not None and topic.text == statement.lead and topic.start < statement.spans[0].start:
            return topic.start, topic.end
    return None
