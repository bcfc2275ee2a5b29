"""The cross-validation itself, fold by fold, with a file from which it goes on."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.encoder.encoded import IntArray
from pipeline.encoder.heads import TOPICS
from pipeline.encoder.viterbi import BoolArray
from pipeline.errors import InputError
from pipeline.training.topic_crossvalidation.articles import TopicArticle, deal, fingerprint, gold_matrix
from pipeline.training.topic_crossvalidation.figures import TopicFigures, best_threshold, decide, measure
from pipeline.training.topic_crossvalidation.methods import Method

log = logging.getLogger(__name__)

_INNER = 4
_HELD_OUT = 8


class CrossValidation:
    """A cross-validation whose finished folds stand in a file.

    Args:
        articles: the labelled articles.
        path: the JSON file; one that is there is gone on with.
        folds: how many folds.
        seed: of dealing the articles.

    Raises:
        InputError: the file can't be read, or comes from other articles, folds or another seed.
    """

    def __init__(self, articles: Sequence[TopicArticle], path: Path, *, folds: int = 5, seed: int = 7) -> None:
        self._names = [article.name for article in articles]
        self._gold = gold_matrix(articles)
        self._fold = deal(len(articles), folds, seed)
        self._folds = folds
        self._path = path
        settings = {"articles": len(articles), "fingerprint": fingerprint(articles), "folds": folds, "seed": seed}
        self._state = _read(path, settings)

    def run(self, methods: Mapping[str, Method]) -> dict[str, TopicFigures]:
        """Run what isn't done yet of each method.

        Args:
            methods: the methods by name.

        Returns:
            The figures of the methods over all folds.
        """
        found = {}
        for name, method in methods.items():
            done = self._state["methods"].setdefault(name, {"figures": None, "folds": {}})
            for fold in range(self._folds):
                if str(fold) not in done["folds"]:
                    done["folds"][str(fold)] = self._run_fold(method, fold)
                    self._write()
                log.info("%s: fold %d of %d", name, fold + 1, self._folds)
            found[name] = measure(self._found(done["folds"]), self._gold)
            done["figures"] = asdict(found[name])
            self._write()
        return found

    def _run_fold(self, method: Method, fold: int) -> dict[str, Any]:
        train, test = np.flatnonzero(self._fold != fold), np.flatnonzero(self._fold == fold)
        if method.slow:
            held = train[::_HELD_OUT]
            scores = method.score(np.setdiff1d(train, held), np.concatenate([held, test]))
            threshold = best_threshold(scores[: len(held)], self._gold[held])
            scores = scores[len(held) :]
        else:
            threshold = self._threshold(method, train)
            scores = method.score(train, test)
        topics = decide(scores, threshold)
        chosen = {
            self._names[i]: [TOPICS[k] for k in np.argsort(-row, kind="stable").tolist() if topic[k]]
            for i, row, topic in zip(test.tolist(), scores, topics, strict=True)
        }
        return {"threshold": round(threshold, 4), "topics": chosen}

    def _threshold(self, method: Method, train: IntArray) -> float:
        """The best threshold within the training folds, each of their articles scored by what didn't learn from it."""
        part = deal(len(train), _INNER, 0)
        scores = np.zeros((len(train), len(TOPICS)))
        for i in range(_INNER):
            scores[part == i] = method.score(train[part != i], train[part == i])
        return best_threshold(scores, self._gold[train])

    def _found(self, folds: Mapping[str, Any]) -> BoolArray:
        topics = {name: chosen for fold in folds.values() for name, chosen in fold["topics"].items()}
        return np.asarray([[topic in topics[name] for topic in TOPICS] for name in self._names], dtype=np.bool_)

    def _write(self) -> None:
        partial = self._path.with_name(self._path.name + ".partial")
        partial.write_text(json.dumps(self._state, indent=1) + "\n", encoding="utf-8")
        partial.replace(self._path)


def _read(path: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return {"settings": settings, "methods": {}}
    try:
        state: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        same = state["settings"] == settings and isinstance(state["methods"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(str(path), "is no result of this command; name another file") from None
    if not same:
        raise InputError(str(path), "was made from other articles, folds or another seed; name another file")
    return state
