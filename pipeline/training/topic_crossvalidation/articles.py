"""The labelled articles, and the folds they are dealt into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.encoder.encoded import IntArray
from pipeline.encoder.heads import TOPICS
from pipeline.encoder.viterbi import BoolArray
from pipeline.errors import InputError

SPLITS = ("train", "dev")


@dataclass(frozen=True, slots=True)
class TopicArticle:
    """An article with its top-level topics; ``split`` is the folder of the corpus that it stands in."""

    name: str
    split: str
    text: str
    topics: tuple[str, ...]


def read_topic_articles(data: Path) -> list[TopicArticle]:
    """Read the articles that are labelled with topics, in the order of their names.

    Args:
        data: the folder of the corpora, with ``topics`` and ``newswire``.

    Raises:
        InputError: a file is missing or broken, or a label is none of ``TOPICS``.
    """
    path = data / "topics" / "articles.jsonl"
    if not path.is_file():
        raise InputError(str(path), "no such file; give the folder of the corpora")
    articles = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            articles.append(_article(line, data / "newswire", f"{path}:{number}"))
    if not articles:
        raise InputError(str(path), "holds no articles")
    return sorted(articles, key=lambda a: a.name)


def _article(line: str, texts: Path, place: str) -> TopicArticle:
    try:
        record = json.loads(line)
        name, topics = str(record["doc"]), tuple(record["top"])
    except (ValueError, KeyError, TypeError):
        raise InputError(place, 'is not {"doc": file name, "top": [labels]}') from None
    if unknown := [topic for topic in topics if topic not in TOPICS]:
        raise InputError(place, f"{unknown[0]!r} is no top-level topic")
    for split in SPLITS:
        if (texts / split / name).is_file():
            return TopicArticle(name, split, (texts / split / name).read_bytes().decode("utf-8"), topics)
    raise InputError(place, f"{name} stands in neither of {texts}/{{{','.join(SPLITS)}}}")


def gold_matrix(articles: Sequence[TopicArticle]) -> BoolArray:
    """Which article has which of ``TOPICS``. *Shape:* (articles, topics)"""
    return np.asarray([[topic in article.topics for topic in TOPICS] for article in articles], dtype=np.bool_)


def deal(count: int, folds: int, seed: int) -> IntArray:
    """The fold of each of so many items, at random and of equal size. *Shape:* (count,)"""
    return np.asarray(np.random.default_rng(seed).permutation(count) % folds, dtype=np.int64)


def fingerprint(articles: Sequence[TopicArticle]) -> str:
    """What tells these articles from others."""
    parts = json.dumps([(a.name, a.text, a.topics) for a in articles])
    return hashlib.sha256(parts.encode()).hexdigest()[:16]
