"""Named entities on the worldwide newswire corpus (Shan et al., 2023): exact spans and types on the raw text.

The corpus has tokens with BIO tags beside raw articles. The tokens are looked up in the raw text, so that another
tokenization costs nobody a span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.figures import Rate
from pipeline.evaluation.gold_files import read_text
from pipeline.records import Article, EntitiesArticle, EntityLabel
from pipeline.training.corpora.labelled import LabelledArticle
from pipeline.training.corpora.newswire import read_newswire

MAIN_TYPES = ("Person", "Organization", "Location", "NORP", "Date", "Money")
TYPES: Mapping[EntityLabel, str] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Facility",
    "NORP": "NORP",
    "EVENT": "Misc",
    "MISC": "Misc",
    "PRODUCT": "Product",
    "DATE": "Date",
    "MONEY": "Money",
}
"""The corpus's type for each of ours; a percentage or quantity is none of its."""


@dataclass(frozen=True, slots=True)
class NewswireScore:
    """Rates by the corpus's type, over the six main ones ("main"), and over all ("all")."""

    rates: dict[str, Rate]
    articles: int

    def to_json(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 by type."""
        return {name: {"p": rate.p, "r": rate.r, "f1": rate.f1} for name, rate in self.rates.items()}


def read_entity_gold(folder: Path) -> list[LabelledArticle]:
    """Read the articles of a part of the corpus with their entities.

    Args:
        folder: ``NAME.txt`` with ``NAME.tsv`` beside each.

    Raises:
        InputError: there is no such pair in the folder.
    """
    for path in sorted(folder.glob("*.tsv")) if folder.is_dir() else ():
        read_text(path)
    articles = list(read_newswire(folder)) if folder.is_dir() else []
    if not articles:
        raise InputError(str(folder), "no NAME.txt with NAME.tsv beside it; give a part of the newswire corpus")
    return articles


def as_articles(gold: Iterable[LabelledArticle]) -> list[Article]:
    """The gold's articles, unlabelled."""
    return [Article(id=labelled.name, text=labelled.text) for labelled in gold]


def score_newswire(gold: Iterable[LabelledArticle], found: Mapping[str, EntitiesArticle]) -> NewswireScore:
    """Compare entities.

    Args:
        gold: the articles with the corpus's entities.
        found: the extracted articles by name; one that is missing counts as empty.
    """
    right: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    number = 0
    for labelled in gold:
        number += 1
        ours = _mentions(found[labelled.name]) if labelled.name in found else set()
        theirs = {(s.start, s.end, s.label) for s in labelled.spans["entity"]}
        for counter, spans in ((right, ours & theirs), (predicted, ours), (wanted, theirs)):
            counter.update(label for _, _, label in spans)
    groups = {name: (name,) for name in dict.fromkeys(TYPES.values())} | {
        "main": MAIN_TYPES,
        "all": tuple(dict.fromkeys(TYPES.values())),
    }
    totals = {
        name: Rate.of(*(sum(counter[t] for t in types) for counter in (right, predicted, wanted)))
        for name, types in groups.items()
    }
    return NewswireScore(totals, number)


def _mentions(article: EntitiesArticle) -> set[tuple[int, int, str]]:
    return {
        (mention.start, mention.end, TYPES[entity.label])
        for entity in article.entities
        if entity.label in TYPES
        for mention in entity.mentions
    }
