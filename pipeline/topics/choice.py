"""From the topic heads' scores to the topics of an article or a statement."""

from __future__ import annotations

import numpy as np

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.heads import TOPICS
from pipeline.records import TopicScore
from pipeline.topics.mediatopics import CODES

ARTICLE_THRESHOLD, ARTICLE_MOST = 0.2, 3
STATEMENT_THRESHOLD, STATEMENT_MOST = 0.28, 2


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
