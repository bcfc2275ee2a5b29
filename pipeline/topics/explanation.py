"""Why a statement has its topics: the nearest ones, and the words that speak for each.

What scores a topic is linear in the mean of a statement's hidden states, so each word has a share of its own in it;
what counts is how much more the word speaks for the topic than the article's average word does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.records import QuotesArticle, Statement
from pipeline.topics.classifiers import Classifier
from pipeline.topics.function_words import FUNCTION_WORDS
from pipeline.topics.similarity import own_bounds

_WORD = re.compile(r"\w+(?:[-’']\w+)*")


@dataclass(frozen=True, slots=True)
class Nearby:
    """A topic that is near to a statement.

    Attributes:
        code: its code.
        label: its label.
        score: its score.
        chosen: whether the statement has it.
        words: the words of the statement (and of the lead-in above it) that speak for it most, the strongest first.
    """

    code: str
    label: str
    score: float
    chosen: bool
    words: Sequence[str]


def explain_statement(
    statement: Statement,
    article: QuotesArticle,
    encoded: EncodedArticle,
    classifier: Classifier,
    *,
    topics: int = 5,
    words: int = 5,
) -> list[Nearby]:
    """The topics nearest to a statement, best first, whether or not it has them.

    Args:
        statement: the statement.
        article: its article.
        encoded: the encoder's output for the article.
        classifier: what finds the article's topics.
        topics: how many topics at most.
        words: how many words for each at most.
    """
    scores = classifier.statement_scores(statement)
    order = np.argsort(-scores, kind="stable")[:topics].tolist()
    chosen = {topic.code for topic in classifier.statement_topics(statement)}
    spoken = _words(statement, article, encoded)
    average = encoded.mean([(0, len(article.text))])
    directions = classifier.directions()
    nearby = []
    for i in order:
        code, label = classifier.topics[i]
        shares = {word: float(directions[i] @ (vector - average)) for word, vector in spoken.items()}
        strongest = sorted((word for word in shares if shares[word] > 0), key=lambda word: -shares[word])[:words]
        nearby.append(Nearby(code, label, round(float(scores[i]), 4), code in chosen, strongest))
    return nearby


def _words(statement: Statement, article: QuotesArticle, encoded: EncodedArticle) -> dict[str, FloatArray]:
    """The statement's words that mean something, each once, in lower case, with its mean vector."""
    places: dict[str, list[tuple[int, int]]] = {}
    for start, end in own_bounds(statement, article):
        for found in _WORD.finditer(article.text, start, end):
            word = found.group().casefold()
            if word not in FUNCTION_WORDS and not word.isdigit():
                places.setdefault(word, []).append(found.span())
    return {word: encoded.mean(bounds) for word, bounds in places.items()}
