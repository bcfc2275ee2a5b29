"""Key phrases: the noun phrases that are nearest to what an article or a statement says as a whole.

The method is EmbedRank (Bennani-Smires et al., 2018): phrases are ranked by the similarity of their embedding with
that of the whole, and by maximal marginal relevance (Carbonell and Goldstein, 1998) so that they don't repeat each
other. Embeddings come from the article's one forward pass, so phrases are read in their context; words that the article
repeats count for more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.records import EntitiesArticle, Span, Statement
from pipeline.topics.function_words import FUNCTION_WORDS
from pipeline.topics.noun_phrases import noun_phrases
from pipeline.topics.vectors import unit

ARTICLE_PHRASES = 6
STATEMENT_PHRASES = 3

_RELEVANCE = 0.7
_REPETITION = 0.05
_MOST_REPETITIONS = 9
_SINGLE_WORD = 0.08
_NAMED_ELSEWHERE = frozenset(["PERSON", "DATE", "MONEY", "PERCENT", "QUANTITY"])
_WORD = re.compile(r"[^\W\d_]+")


class KeyPhrases:
    """The key phrases of one article and of its statements.

    Args:
        article: the article; its persons, dates and amounts stand among the entities and are no key phrases.
        encoded: the encoder's output for it.
    """

    def __init__(self, article: EntitiesArticle, encoded: EncodedArticle) -> None:
        self._article = article
        self._encoded = encoded
        ends = {m.end for entity in article.entities if entity.label in _NAMED_ELSEWHERE for m in entity.mentions}
        found = [
            bounds
            for paragraph in article.paragraphs
            if paragraph.role in ("body", "heading")
            for bounds in noun_phrases(article.text, paragraph.start, paragraph.end)
            if bounds[1] not in ends
        ]
        pieces = [encoded.piece_range(*bounds) for bounds in found]
        kept = [i for i, piece in enumerate(pieces) if piece.start < piece.stop]
        self._bounds = [found[i] for i in kept]
        self._words = [_WORD.findall(article.text[a:b].lower()) for a, b in self._bounds]
        counts = Counter(_WORD.findall(article.text.lower()))
        self._weights = np.asarray([_weight(words, counts) for words in self._words], dtype=np.float32)
        self._vectors = self._embed([pieces[i] for i in kept])

    def of_article(self, most: int = ARTICLE_PHRASES) -> list[Span]:
        """Those of the article, the most telling first, each where it stands first."""
        first: dict[tuple[str, ...], int] = {}
        for i, words in enumerate(self._words):
            first.setdefault(tuple(words), i)
        return self._best([(0, len(self._article.text))], list(first.values()), most)

    def of_statement(self, statement: Statement, most: int = STATEMENT_PHRASES) -> list[Span]:
        """Those of a statement's own words, the most telling first."""
        spans = [(span.start, span.end) for span in statement.spans]
        inside = [i for i, (a, b) in enumerate(self._bounds) if any(s <= a and b <= e for s, e in spans)]
        return self._best(spans, inside, most)

    def _embed(self, pieces: Sequence[slice]) -> FloatArray:
        """The embedding of each run of pieces. *Shape:* (runs, dimensions)"""
        weight, bias = self._encoded.matrices["embedding.weight"], self._encoded.matrices["embedding.bias"]
        if not pieces:
            return np.zeros((0, len(bias)), dtype=np.float32)
        rows = np.concatenate([np.arange(piece.start, piece.stop) for piece in pieces])
        sizes = np.asarray([piece.stop - piece.start for piece in pieces])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        means = np.add.reduceat(self._encoded.vectors[rows].astype(np.float32), starts, axis=0) / sizes[:, None]
        return unit(means @ weight.T + bias)

    def _best(self, whole: Sequence[tuple[int, int]], candidates: Sequence[int], most: int) -> list[Span]:
        if not candidates:
            return []
        target = unit(self._encoded.apply("embedding", self._encoded.mean(whole)))
        vectors = self._vectors[candidates]
        relevance = _RELEVANCE * (vectors @ target + self._weights[candidates])
        redundancy = np.zeros(len(candidates))
        left = np.ones(len(candidates), dtype=bool)
        chosen: list[int] = []
        while left.any() and len(chosen) < most:
            best = int(np.argmax(np.where(left, relevance - (1 - _RELEVANCE) * redundancy, -np.inf)))
            chosen.append(candidates[best])
            redundancy = np.maximum(redundancy, vectors @ vectors[best])
            words = set(self._words[candidates[best]])
            left &= [not (words <= set(self._words[i]) or words >= set(self._words[i])) for i in candidates]
        return [Span.of(self._article.text, *self._bounds[i]) for i in chosen]


def _weight(words: Sequence[str], counts: Counter[str]) -> float:
    """What speaks for a phrase whatever it means: that its words are repeated, that it isn't a single word."""
    repeated = [math.log(min(counts[word], _MOST_REPETITIONS)) for word in words if word not in FUNCTION_WORDS]
    mean = sum(repeated) / len(repeated) if repeated else 0.0
    return _REPETITION * mean - (_SINGLE_WORD if len(words) < 2 else 0.0)
