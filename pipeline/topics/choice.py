"""From the topic heads' scores to the topics of an article or a statement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.heads import TOPICS
from pipeline.records import SubtopicScore, TopicScore
from pipeline.topics.mediatopics import CODES, SECOND

ARTICLE_THRESHOLD, ARTICLE_MOST = 0.2, 3
STATEMENT_THRESHOLD, STATEMENT_MOST = 0.28, 2
SUBTOPIC_THRESHOLD = 0.6
"""Nine in ten of the articles' subtopics are right from that on: chosen on 48 articles that were not trained on."""


def choose_topics(logits: FloatArray, threshold: float, most: int) -> list[TopicScore]:
    """The most probable topics, best first: the best one always, others above a threshold.

    Args:
        logits: a score for each of ``TOPICS``. *Shape:* (topics,)
        threshold: the probability that a topic after the first needs.
        most: topics at the most.
    """
    probabilities = 1 / (1 + np.exp(-np.asarray(logits, dtype=np.float64)))
    order = np.argsort(-probabilities, kind="stable")[:most]
    return [
        TopicScore(code=CODES[TOPICS[i]], label=TOPICS[i], score=round(float(probabilities[i]), 4))
        for rank, i in enumerate(order.tolist())
        if rank == 0 or probabilities[i] >= threshold
    ]


def choose_subtopics(logits: FloatArray, topics: Sequence[TopicScore]) -> list[SubtopicScore]:
    """The second-level topics that are sure, best first; none without the topic above it.

    Args:
        logits: a score for each of ``SECOND``. *Shape:* (second-level topics,)
        topics: the top-level topics that were chosen.
    """
    probabilities = 1 / (1 + np.exp(-np.asarray(logits, dtype=np.float64)))
    parents = {topic.code for topic in topics}
    listed = list(SECOND.items())
    found = [(*listed[i], float(probabilities[i])) for i in np.argsort(-probabilities, kind="stable").tolist()]
    return [
        SubtopicScore(code=code, label=topic.label, parent=topic.parent, score=round(probability, 4))
        for code, topic, probability in found
        if probability >= SUBTOPIC_THRESHOLD and topic.parent in parents
    ]
