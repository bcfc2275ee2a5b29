"""The ways of finding topics that are compared: each scores some articles after it learned from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from pipeline.encoder.encoded import FloatArray, IntArray
from pipeline.encoder.viterbi import BoolArray
from pipeline.topics.function_words import FUNCTION_WORDS
from pipeline.topics.vectors import unit
from pipeline.training.topic_crossvalidation.regression import logistic_regression

_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_ARTICLES = 2


class Method(Protocol):
    """A way of finding topics.

    Attributes:
        slow: whether learning takes so long that the threshold is chosen on a part held out once, not crosswise.
    """

    slow: bool

    def score(self, fit: IntArray, at: IntArray) -> FloatArray:
        """Learn from some articles and score others.

        Args:
            fit: indices of the articles to learn from.
            at: indices of the articles to score.

        Returns:
            The higher, the likelier. *Shape:* (len(at), topics)
        """


class SentenceVectors:
    """Logistic regression on an article's mean sentence vector.

    Args:
        vectors: the articles' vectors. *Shape:* (articles, dimensions)
        gold: their topics. *Shape:* (articles, topics)
    """

    slow = False

    def __init__(self, vectors: FloatArray, gold: BoolArray) -> None:
        self._vectors = vectors
        self._gold = gold

    def score(self, fit: IntArray, at: IntArray) -> FloatArray:
        """See ``Method``."""
        return logistic_regression(self._vectors[fit], self._gold[fit], self._vectors[at])


class NearestLabel:
    """The cosine between an article's vector and those of the labels; nothing is learned but the threshold.

    Args:
        vectors: the articles' vectors. *Shape:* (articles, dimensions)
        labels: the labels' vectors. *Shape:* (topics, dimensions)
    """

    slow = False

    def __init__(self, vectors: FloatArray, labels: FloatArray) -> None:
        self._cosines = unit(vectors) @ unit(labels).T

    def score(self, fit: IntArray, at: IntArray) -> FloatArray:
        """See ``Method``."""
        return np.asarray(self._cosines[at])


class TfIdf:
    """Logistic regression on words and pairs of words, by TF-IDF (logarithmic term frequency, length 1).

    Args:
        texts: the articles' texts.
        gold: their topics. *Shape:* (articles, topics)
    """

    slow = False

    def __init__(self, texts: Sequence[str], gold: BoolArray) -> None:
        self._counts = [_terms(text) for text in texts]
        self._gold = gold

    def score(self, fit: IntArray, at: IntArray) -> FloatArray:
        """See ``Method``."""
        articles = Counter(term for i in fit.tolist() for term in self._counts[i])
        known = sorted(term for term, count in articles.items() if count >= _LEAST_ARTICLES)
        column = {term: i for i, term in enumerate(known)}
        rarity = np.log((1 + len(fit)) / (1 + np.asarray([articles[term] for term in known]))) + 1
        rows = self._rows(fit, column, rarity), self._rows(at, column, rarity)
        return logistic_regression(rows[0], self._gold[fit], rows[1])

    def _rows(self, articles: IntArray, column: dict[str, int], rarity: FloatArray) -> FloatArray:
        rows = np.zeros((len(articles), len(column)), dtype=np.float32)
        for row, i in zip(rows, articles.tolist(), strict=True):
            for term, count in self._counts[i].items():
                if term in column:
                    row[column[term]] = (1 + np.log(count)) * rarity[column[term]]
        return unit(rows)


def _terms(text: str) -> Counter[str]:
    words = [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])
