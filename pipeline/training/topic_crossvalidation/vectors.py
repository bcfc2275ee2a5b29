"""The untouched base model's vectors of articles and labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.heads import TOPICS
from pipeline.topics.vectors import unit
from pipeline.training.distillation import sentence_offsets, teach
from pipeline.training.topic_crossvalidation.articles import SPLITS, TopicArticle

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def article_vectors(
    base: dict[str, Tensor], tokenizer: Tokenizer, articles: Sequence[TopicArticle], work: Path
) -> FloatArray:
    """The mean of the vectors of each article's sentences, at length 1.

    Args:
        base: the base weights.
        tokenizer: their tokenizer.
        articles: the articles.
        work: the folder that keeps the sentences' vectors, those of a training run among them (``sentences.npz``).

    Returns:
        *Shape:* (articles, hidden)
    """
    known: dict[str, FloatArray] = {}
    for split in SPLITS:
        sentences = [s for article in articles if article.split == split for s in _sentences(article.text)]
        if sentences:
            # a training run embeds the same sentences of the training part
            cache = work / ("sentences.npz" if split == "train" else f"sentences-{split}.npz")
            known |= teach(base, tokenizer, sentences, cache)
    return unit(np.stack([_mean([known[s] for s in _sentences(article.text)]) for article in articles]))


def label_vectors(base: dict[str, Tensor], tokenizer: Tokenizer, work: Path) -> FloatArray:
    """The vectors of ``TOPICS``. *Shape:* (topics, hidden)"""
    known = teach(base, tokenizer, TOPICS, work / "labels.npz")
    return unit(np.stack([known[topic].astype(np.float32) for topic in TOPICS]))


def _sentences(text: str) -> list[str]:
    found = [text[start:end] for start, end in sentence_offsets(text)]
    return found or [text]


def _mean(vectors: Sequence[FloatArray]) -> FloatArray:
    return np.asarray(np.stack(vectors).astype(np.float32).mean(axis=0))
