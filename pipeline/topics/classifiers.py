"""What an article and its statements are about: by the trained heads, or by a list of topics.

Both see a statement's own words first and its article second, and count a lead-in above it among its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.encoder.heads import TOPICS
from pipeline.records import QuotesArticle, Statement, SubtopicScore, TopicScore
from pipeline.topics.choice import (
    ARTICLE_MOST,
    ARTICLE_THRESHOLD,
    STATEMENT_MOST,
    STATEMENT_THRESHOLD,
    choose_subtopics,
    choose_topics,
)
from pipeline.topics.label_embeddings import LABELS
from pipeline.topics.mediatopics import CODES
from pipeline.topics.similarity import Similarity, own_vector
from pipeline.topics.topic_list import ARTICLE_MARGIN, DEFAULT_THRESHOLD, TopicList

_LABEL_WEIGHT = 7.0


class Classifier(Protocol):
    """Finds the topics of one article."""

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """The code and label of each topic there is."""

    def article_topics(self) -> list[TopicScore]:
        """The article's topics, best first."""

    def article_subtopics(self, topics: Sequence[TopicScore]) -> list[SubtopicScore]:
        """The sure topics of the second level below the article's topics, best first."""

    def statement_scores(self, statement: Statement) -> FloatArray:
        """A score for each topic. *Shape:* (topics,)"""

    def statement_topics(self, statement: Statement) -> list[TopicScore]:
        """The statement's topics, best first."""

    def directions(self) -> FloatArray:
        """For each topic, how hidden states of a statement speak for it. *Shape:* (topics, hidden)"""


class MediaTopicsClassifier:
    """The Media Topics, by the heads that were trained on them.

    Heads trained on a thousand articles know common topics well; what a label means helps with the others. So the
    similarity to the labels is added to the heads' logits, where the model has the labels' embeddings.
    """

    def __init__(self, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self._article = article
        self._encoded = encoded
        self._whole = encoded.mean([(0, len(article.text))])
        labels = encoded.matrices.get(LABELS)
        self._similarity = Similarity(labels, article, encoded) if labels is not None else None

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """See ``Classifier``."""
        return [(CODES[label], label) for label in TOPICS]

    def article_topics(self) -> list[TopicScore]:
        """See ``Classifier``."""
        logits = self._encoded.apply("topics", self._whole)
        if self._similarity is not None:
            logits = logits + _LABEL_WEIGHT * (self._similarity.article - DEFAULT_THRESHOLD - ARTICLE_MARGIN)
        return choose_topics(logits, ARTICLE_THRESHOLD, ARTICLE_MOST)

    def article_subtopics(self, topics: Sequence[TopicScore]) -> list[SubtopicScore]:
        """See ``Classifier``."""
        return choose_subtopics(self._encoded.apply("second_topics", self._whole), topics)

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
        logits = self._encoded.apply("statement_topics", np.concatenate([own, self._whole]))
        if self._similarity is not None:
            logits = logits + _LABEL_WEIGHT * (self._similarity.statement(statement) - DEFAULT_THRESHOLD)
        return logits


class ListClassifier:
    """The topics of a list, by similarity alone."""

    def __init__(self, listed: TopicList, article: QuotesArticle, encoded: EncodedArticle) -> None:
        self._listed = listed
        self._encoded = encoded
        self._similarity = Similarity(listed.vectors, article, encoded)

    @property
    def topics(self) -> Sequence[tuple[str, str]]:
        """See ``Classifier``."""
        return [(topic.id, topic.label) for topic in self._listed.topics]

    def article_topics(self) -> list[TopicScore]:
        """See ``Classifier``."""
        return self._listed.choose(self._similarity.article, ARTICLE_MARGIN)

    def article_subtopics(self, topics: Sequence[TopicScore]) -> list[SubtopicScore]:
        """None: a list has one level."""
        return []

    def statement_scores(self, statement: Statement) -> FloatArray:
        """See ``Classifier``."""
        return self._listed.score(self._similarity.statement(statement))

    def statement_topics(self, statement: Statement) -> list[TopicScore]:
        """See ``Classifier``."""
        return self._listed.choose(self._similarity.statement(statement))

    def directions(self) -> FloatArray:
        """See ``Classifier``."""
        return np.asarray(self._listed.vectors @ self._encoded.matrices["embedding.weight"])
