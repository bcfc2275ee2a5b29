"""Pairing an article's predicted statements with its gold ones, and counting what is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldStatement
from pipeline.evaluation.placement import Offsets
from pipeline.evaluation.predictions import Prediction
from pipeline.evaluation.speaker_match import name_key, same_speaker

FOUND = 0.5
"""Overlap from which on a statement counts as found."""

CLOSE = 0.8
"""Overlap of the stricter figure."""

Naming = Literal["named", "described", "pronoun", "implicit"]
NAMINGS: tuple[Naming, ...] = ("named", "described", "pronoun", "implicit")

Counts = Counter[tuple[str, str]]
"""How many of what: ("gold", "direct"), ("found", "all"), …"""

_PRONOUN = re.compile(r"he|she|they|it|we|i|who|his|her", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """A gold statement with the prediction that it is paired with.

    Attributes:
        gold: index of the gold statement, None if the prediction is paired with none.
        predicted: index of the prediction, None if the gold statement is paired with none.
        overlap: letters and digits in common, of those in either (Jaccard's index).
        speaker: whether the speaker is right.
    """

    gold: int | None
    predicted: int | None
    overlap: float = 0.0
    speaker: bool = False

    @property
    def found(self) -> bool:
        """Whether the two overlap enough to be the same statement."""
        return self.overlap >= FOUND


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """An article's statements, gold and predicted, with their pairs and counts.

    ``matches`` has one for each gold statement, in order, then one for each prediction without a partner.
    """

    article: GoldArticle
    predictions: Sequence[Prediction]
    matches: tuple[Match, ...]
    counts: Counts


def score_article(
    article: GoldArticle, predictions: Sequence[Prediction], entities: Sequence[GoldEntity] | None = None
) -> ArticleScore:
    """Compare an article's predicted statements with the gold.

    Args:
        article: the gold.
        predictions: the predicted statements.
        entities: the predicted mentions of entities, None if they are not known.
    """
    matches = match_statements(article, predictions)
    counts: Counts = Counter()
    for prediction in predictions:
        counts["predicted", "all"] += 1
        counts["predicted", prediction.kind or ""] += 1
    for match in matches:
        if match.gold is not None:
            gold = article.statements[match.gold]
            partner = predictions[match.predicted] if match.predicted is not None and match.found else None
            _count_statement(counts, article, gold, partner, match)
    _count_article_topics(counts, article.topics, predictions[0].article_topics if predictions else ())
    if article.entities is not None and entities is not None:
        _count_entities(counts, article.entities, entities)
    return ArticleScore(article, predictions, tuple(matches), counts)


def match_statements(article: GoldArticle, predictions: Sequence[Prediction]) -> list[Match]:
    """Pair gold and predicted statements one to one, the best overlap first."""
    golds = [letters(article.text, s.spans) for s in article.statements]
    ours = [letters(article.text, p.spans) for p in predictions]
    overlaps = [
        (len(g & p) / len(g | p), i, j) for i, g in enumerate(golds) for j, p in enumerate(ours) if not g.isdisjoint(p)
    ]
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for overlap, i, j in sorted(overlaps, reverse=True):
        if i not in partner and j not in taken:
            partner[i] = j, overlap
            taken.add(j)
    matches = []
    for i, gold in enumerate(article.statements):
        if i not in partner:
            matches.append(Match(i, None))
            continue
        j, overlap = partner[i]
        matches.append(Match(i, j, overlap, speaker_is_right(article, gold, predictions[j])))
    return matches + [Match(None, j) for j in range(len(predictions)) if j not in taken]


def letters(text: str, spans: Sequence[Offsets]) -> frozenset[int]:
    """Where the letters and digits of the spans stand; nothing else counts when spans are compared."""
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def speaker_is_right(article: GoldArticle, gold: GoldStatement, prediction: Prediction) -> bool:
    """Whether a prediction names the speaker, or names none where there is none to name."""
    if not gold.speaker:
        return not prediction.speaker
    return same_speaker(gold.speaker, article.aliases.get(gold.speaker, ()), prediction.speaker)


def naming(article: GoldArticle, gold: GoldStatement) -> Naming:
    """How the text names the speaker where the statement stands."""
    if not gold.mention:
        return "implicit"
    if is_pronoun(gold.mention):
        return "pronoun"
    return "named" if gold.speaker in article.aliases else "described"


def is_pronoun(words: str) -> bool:
    """Whether the words that name a source are a pronoun."""
    return _PRONOUN.fullmatch(words) is not None


def _count_statement(
    counts: Counts, article: GoldArticle, gold: GoldStatement, prediction: Prediction | None, match: Match
) -> None:
    for group in (gold.kind, "all"):
        counts["gold", group] += 1
        if prediction is not None:
            counts["found", group] += 1
            counts["close", group] += match.overlap >= CLOSE
            counts["exact", group] += match.overlap == 1.0
            counts["kind", group] += prediction.kind == gold.kind
            counts["speaker", group] += match.speaker
    if prediction is None:
        return
    how = naming(article, gold)
    counts["naming", how] += 1
    counts["naming_right", how] += match.speaker
    _count_sets(counts, "statement_topics", gold.topics, prediction.topics)
    if gold.entities is not None:
        _count_sets(counts, "statement_entities", map(name_key, gold.entities), map(name_key, prediction.entities))


def _count_sets(counts: Counts, what: str, gold: Iterable[object], predicted: Iterable[object]) -> None:
    ours, theirs = set(gold), set(predicted)
    counts["gold", what] += len(ours)
    counts["predicted", what] += len(theirs)
    counts["found", what] += len(ours & theirs)


def _count_article_topics(counts: Counts, gold: Sequence[str], predicted: Sequence[str]) -> None:
    _count_sets(counts, "article_topics", gold, predicted)
    for topic in sorted({*gold, *predicted}):
        _count_sets(counts, f"article_topics {topic}", {topic} & {*gold}, {topic} & {*predicted})


def _count_entities(counts: Counts, gold: Sequence[GoldEntity], predicted: Sequence[GoldEntity]) -> None:
    _count_sets(counts, "entities", gold, predicted)
    for label in sorted({e.label for e in (*gold, *predicted)}):
        ours = [e for e in gold if e.label == label]
        _count_sets(counts, f"entities {label}", ours, [e for e in predicted if e.label == label])
