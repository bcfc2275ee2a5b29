"""What an article and its statements are about: by the trained heads, or by a list of topics.

Both see a statement's own words first and its article second. A lead-in above it ("On sanctions:") is the editor's own
label, so its words count among the statement's own, and heavily.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.encoder.heads import TOPICS
from pipeline.records import QuotesArticle, Statement, TopicScore
from pipeline.topics.choice import (
    ARTICLE_MOST,
    ARTICLE_THRESHOLD,
    STATEMENT_MOST,
    STATEMENT_THRESHOLD,
    choose_topics,
)
from pipeline.topics.mediatopics import CODES
from pipeline.topics.topic_list import ARTICLE_MARGIN, TopicList

_LEAD_SHARE = 0.3
_OWN_SHARE = 0.6
_PARAGRAPHS_SHARE = 1 / 3
_SHORTEST_PARAGRAPH = 40


class Classifier(Protocol):
    """Finds the topics of one article."""

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """The code and label of each topic there is."""

    def article_topics(self) -> list[TopicScore]:
        """The article's topics, best first."""

    def statement_scores(self, statement: Statement) -> FloatArray:
        """A score for each topic. *Shape:* (topics,)"""

    def statement_topics(self, statement: Statement) -> list[TopicScore]:
        """The statement's topics, best first."""

    def directions(self) -> FloatArray:
        """For each topic, how hidden states of a statement speak for it. *Shape:* (topics, hidden)"""


class MediaTopicsClassifier:
    """The top-level Media Topics, by the heads that were trained on them."""

    def __init__(self, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self._article = article
        self._encoded = encoded
        self._whole = encoded.mean([(0, len(article.text))])

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """See ``Classifier``."""
        return [(CODES[label], label) for label in TOPICS]

    def article_topics(self) -> list[TopicScore]:
        """See ``Classifier``."""
        return choose_topics(self._encoded.apply("topics", self._whole), ARTICLE_THRESHOLD, ARTICLE_MOST)

    def statement_scores(self, statement: Statement) -> FloatArray:
        """See ``Classifier``."""
        return np.asarray(1 / (1 + np.exp(-self._statement_logits(statement))))

    def statement_topics(self, statement: Statement) -> list[TopicScore]:
        """See ``Classifier``."""
        return choose_topics(self._statement_logits(statement), STATEMENT_THRESHOLD, STATEMENT_MOST)

    def directions(self) -> FloatArray:
        """See ``Classifier``."""
        return self._encoded.matrices["statement_topics.weight"][:, : self._encoded.vectors.shape[1]]

    def _statement_logits(self, statement: Statement) -> FloatArray:
        own = own_vector(statement, self._article, self._encoded)
        return self._encoded.apply("statement_topics", np.concatenate([own, self._whole]))


class ListClassifier:
    """The topics of a list, by similarity."""

    def __init__(self, listed: TopicList, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self._listed = listed
        self._article = article
        self._encoded = encoded

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """See ``Classifier``."""
        return [(topic.id, topic.label) for topic in self._listed.topics]

    def article_topics(self) -> list[TopicScore]:
        """See ``Classifier``."""
        return self._listed.choose(self._similarity, ARTICLE_MARGIN)

    def statement_scores(self, statement: Statement) -> FloatArray:
        """See ``Classifier``."""
        return self._listed.score(self._statement_similarity(statement))

    def statement_topics(self, statement: Statement) -> list[TopicScore]:
        """See ``Classifier``."""
        return self._listed.choose(self._statement_similarity(statement))

    def directions(self) -> FloatArray:
        """See ``Classifier``."""
        return np.asarray(self._listed.vectors @ self._encoded.matrices["embedding.weight"])

    def _statement_similarity(self, statement: Statement) -> FloatArray:
        own = self._encoded.apply("embedding", own_vector(statement, self._article, self._encoded))
        return np.asarray(_OWN_SHARE * self._listed.similarity(own) + (1 - _OWN_SHARE) * self._similarity)

    @cached_property
    def _similarity(self) -> FloatArray:
        """How similar to each topic those paragraphs are that are most similar to it. *Shape:* (topics,)"""
        bounds = [
            (p.start, p.end)
            for p in self._article.paragraphs
            if p.role == "body" and p.end - p.start >= _SHORTEST_PARAGRAPH
        ] or [(0, len(self._article.text))]
        vectors = np.stack([self._encoded.apply("embedding", self._encoded.mean([bound])) for bound in bounds])
        similarity = np.sort(self._listed.similarity(vectors), axis=0)
        return np.asarray(similarity[-max(1, round(_PARAGRAPHS_SHARE * len(bounds))) :].mean(axis=0))


def own_vector(statement: Statement, article: QuotesArticle, encoded: EncodedArticle) -> FloatArray:
    """The mean hidden state of a statement's words and of the lead-in above it. *Shape:* (hidden,)"""
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
