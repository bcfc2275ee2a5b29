"""Topics of any list, found by sentence embeddings alone: no training, only the texts of the list.

A topic is a prototype (Snell et al., 2017): the mean of the embeddings of its label, of its label with its description,
and of its examples. What is similar enough to it is about it (Yin et al., 2019, call this zero-shot classification).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.encoder.embedding import Embed
from pipeline.encoder.encoded import FloatArray, IntArray
from pipeline.records import TopicScore
from pipeline.topics.topic_file import Topic, read_topics
from pipeline.topics.vectors import unit

DEFAULT_THRESHOLD = 0.22
ARTICLE_MARGIN = 0.04
"""An article's best paragraphs are more similar to a topic than a statement is."""

GAP = 0.1
"""What is so much less similar than the best topic is left out: neighbours in a list of one field."""

SLOPE = 18.0
"""How steeply the probability of a topic rises with similarity: logistic regression on the Media Topics."""

MOST = 3
_LABEL_WEIGHT = 2.0
_PRIOR_EXAMPLES = 20


class TopicList:
    """Topics with their vectors, and how similar to them something must be.

    Args:
        topics: the topics.
        embed: gives sentence embeddings; called once.
    """

    def __init__(self, topics: Sequence[Topic], embed: Embed) -> None:
        self.topics = topics
        labels = [topic.label for topic in topics]
        described = [f"{topic.label}: {topic.description}" if topic.description else topic.label for topic in topics]
        examples = [example for topic in topics for example in topic.examples]
        embedded = unit(np.stack(embed([*labels, *described, *examples])).astype(np.float32))
        named = unit(embedded[: len(topics)] + embedded[len(topics) : 2 * len(topics)])
        shown = embedded[2 * len(topics) :]
        owners = np.repeat(np.arange(len(topics)), [len(topic.examples) for topic in topics])
        self.vectors = np.stack([_prototype(named[i], shown[owners == i]) for i in range(len(topics))])
        self.threshold = _calibrated(self.vectors, named, shown, owners)

    @classmethod
    def load(cls, path: Path, embed: Embed) -> TopicList:
        """Read a list of topics.

        Args:
            path: a YAML file, see ``topic_file``.
            embed: see the class.

        Raises:
            InputError: the file can't be read, or something in it is no topic.
        """
        return cls(read_topics(path), embed)

    def score(self, similarity: FloatArray, margin: float = 0.0) -> FloatArray:
        """From similarities to scores between 0 and 1; 0.5 and more means that something is about a topic.

        Args:
            similarity: cosines. *Shape:* (..., topics)
            margin: what is asked for above the threshold.

        Returns:
            *Shape:* that of ``similarity``.
        """
        return np.asarray(1 / (1 + np.exp(-SLOPE * (similarity - self.threshold - margin))))

    def choose(self, similarity: FloatArray, margin: float = 0.0) -> list[TopicScore]:
        """The topics with a score of 0.5 and more, best first, a few at most; perhaps none.

        Args:
            similarity: cosines. *Shape:* (topics,)
            margin: see ``score``.
        """
        scores = self.score(similarity, margin)
        order = np.argsort(-similarity, kind="stable")[:MOST].tolist()
        return [
            TopicScore(code=self.topics[i].id, label=self.topics[i].label, score=round(float(scores[i]), 4))
            for i in order
            if scores[i] >= 0.5 and similarity[i] >= similarity[order[0]] - GAP
        ]


def _prototype(named: FloatArray, examples: FloatArray) -> FloatArray:
    return unit(_LABEL_WEIGHT * named + examples.mean(axis=0)) if len(examples) else named


def _calibrated(vectors: FloatArray, named: FloatArray, examples: FloatArray, owners: IntArray) -> float:
    """The threshold by which the examples are told apart best, each held against prototypes made without it.

    Few examples say little, so they move the default only as far as their number allows; of thresholds that are
    equally good the one nearest to the default is taken.
    """
    if not len(examples):
        return DEFAULT_THRESHOLD
    similarity = examples @ vectors.T
    for i, owner in enumerate(owners):
        others = examples[(owners == owner) & (np.arange(len(examples)) != i)]
        similarity[i, owner] = examples[i] @ _prototype(named[owner], others)
    gold = owners[:, None] == np.arange(len(vectors))
    grid = np.arange(0.0, 0.8, 0.005)
    f1 = [2 * (gold & (similarity >= t)).sum() / (gold.sum() + (similarity >= t).sum()) for t in grid]
    best = grid[np.isclose(f1, max(f1))]
    found = best[np.argmin(np.abs(best - DEFAULT_THRESHOLD))]
    share = len(examples) / (len(examples) + _PRIOR_EXAMPLES)
    return float(share * found + (1 - share) * DEFAULT_THRESHOLD)
