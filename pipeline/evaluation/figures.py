"""From counts to figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, get_args

from pipeline.evaluation.scoring import NAMINGS
from pipeline.records import EntityLabel, Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
GROUPS = (*KINDS, "all")
Totals = Mapping[tuple[str, str], int]
_TOPIC = "article_topics "


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, in percent with one decimal."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> Rate:
        """The rates of so many right ones among so many; nothing predicted, or no gold, counts as 0."""
        precision = right / predicted if predicted else 0.0
        recall = right / gold if gold else 0.0
        both = precision + recall
        f1 = 200 * precision * recall / both if both else 0.0
        return cls(round(100 * precision, 1), round(100 * recall, 1), round(f1, 1), gold, predicted)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of the statements of one kind, or of all.

    Attributes:
        span50: statements found, at an overlap of 0.5.
        span80: at an overlap of 0.8.
        exact: letter by letter.
        speaker_accuracy: how many of the found have the right speaker, in percent.
        kind_accuracy: how many of the found have the right kind, in percent.
        statement_f1: statements found and attributed to the right speaker.
    """

    span50: Rate
    span80: Rate
    exact: Rate
    speaker_accuracy: float
    kind_accuracy: float
    statement_f1: Rate

    @classmethod
    def of(cls, counts: Totals, group: str) -> GroupFigures:
        """The figures of a group.

        A kind's precision is over the predictions of that kind, while a match ignores the kind; there are never
        fewer predictions than matches.
        """
        gold, found, predicted = counts["gold", group], counts["found", group], counts["predicted", group]

        def rate(what: str) -> Rate:
            right = counts[what, group]
            return Rate.of(right, max(predicted, right), gold)

        def share(what: str) -> float:
            return round(100 * counts[what, group] / found, 1) if found else 0.0

        return cls(rate("found"), rate("close"), rate("exact"), share("speaker"), share("kind"), rate("speaker"))


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a set of articles.

    Attributes:
        groups: by kind, and for "all"; kinds that the gold does not have are left out.
        speaker_by_mention: right and all speakers of the found statements, by how the text names them.
        statement_topics: topics of the found statements.
        article_topics: topics of the articles.
        article_topic_labels: likewise, by label, the most frequent in the gold first.
        entities: mentions of entities, for "all" and by label; empty if there is no gold for them.
        statement_entities: which entities the found statements are about; None likewise.
    """

    groups: dict[str, GroupFigures]
    speaker_by_mention: dict[str, tuple[int, int]]
    statement_topics: Rate
    article_topics: Rate
    article_topic_labels: dict[str, Rate] = field(default_factory=dict)
    entities: dict[str, Rate] = field(default_factory=dict)
    statement_entities: Rate | None = None

    @classmethod
    def of(cls, counts: Totals) -> Figures:
        """The figures of counts that were summed over articles."""
        labels = ["all", *get_args(EntityLabel)]
        entities = {label: _rate(counts, f"entities {label}".removesuffix(" all")) for label in labels}
        about = _rate(counts, "statement_entities")
        return cls(
            groups={group: GroupFigures.of(counts, group) for group in GROUPS if counts["gold", group]},
            speaker_by_mention={
                how: (counts["naming_right", how], counts["naming", how]) for how in NAMINGS if counts["naming", how]
            },
            statement_topics=_rate(counts, "statement_topics"),
            article_topics=_rate(counts, "article_topics"),
            article_topic_labels=_by_topic(counts),
            entities={label: rate for label, rate in entities.items() if rate.gold or rate.pred},
            statement_entities=about if about.gold or about.pred else None,
        )

    def headlines(self) -> dict[str, float]:
        """The figures that get an interval, under the path by which ``--json`` gives them ("all.span50.f1")."""
        found: dict[str, float] = {}
        for group, figures in self.groups.items():
            found[f"{group}.span50.f1"] = figures.span50.f1
            found[f"{group}.span80.f1"] = figures.span80.f1
            found[f"{group}.exact.f1"] = figures.exact.f1
            found[f"{group}.speaker_accuracy"] = figures.speaker_accuracy
            found[f"{group}.statement_f1.f1"] = figures.statement_f1.f1
        found["statement_topics.f1"] = self.statement_topics.f1
        found["article_topics.f1"] = self.article_topics.f1
        if "all" in self.entities:
            found["entities.all.f1"] = self.entities["all"].f1
        return found

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values; the groups stand at the top."""
        value = asdict(self)
        groups: dict[str, Any] = value.pop("groups")
        if not self.entities:
            del value["entities"]
        if self.statement_entities is None:
            del value["statement_entities"]
        return groups | value


def _by_topic(counts: Totals) -> dict[str, Rate]:
    """The rates of each label that the gold has or that was predicted."""
    found = {name: _rate(counts, name) for _, name in counts if name.startswith(_TOPIC)}
    rates = {name.removeprefix(_TOPIC): rate for name, rate in found.items() if rate.gold or rate.pred}
    return dict(sorted(rates.items(), key=lambda item: (-item[1].gold, item[0])))


def _rate(counts: Totals, what: str) -> Rate:
    return Rate.of(counts["found", what], counts["predicted", what], counts["gold", what])
