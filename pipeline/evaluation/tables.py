"""An evaluation as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Table

from pipeline.evaluation.evaluation import Evaluation
from pipeline.evaluation.figures import GroupFigures
from pipeline.evaluation.mistakes import CLASSES


def tables(evaluation: Evaluation) -> Iterator[Table]:
    """The tables of an evaluation, one after the other."""
    yield _statements(evaluation)
    yield _other_figures(evaluation)
    if any(rate.gold for rate in evaluation.figures.article_topic_labels.values()):
        yield _topics(evaluation)
    yield _errors(evaluation)
    if evaluation.thresholds:
        yield _thresholds(evaluation)
    if evaluation.differences is not None:
        yield _differences(evaluation)


def _statements(evaluation: Evaluation) -> Table:
    groups = evaluation.figures.groups
    table = _table(f"Statements of {len(evaluation.scores)} articles", "", *groups)

    def row(name: str, cell: Callable[[str, GroupFigures], str], end_section: bool = False) -> None:
        table.add_row(name, *(cell(group, figures) for group, figures in groups.items()), end_section=end_section)

    def with_interval(path: str, value: Callable[[GroupFigures], float]) -> Callable[[str, GroupFigures], str]:
        return lambda group, figures: _with_interval(evaluation, f"{group}.{path}", value(figures))

    row("gold", lambda _, f: str(f.span50.gold))
    row("predicted", lambda _, f: str(f.span50.pred), end_section=True)
    row("precision", lambda _, f: f"{f.span50.p:.1f}")
    row("recall", lambda _, f: f"{f.span50.r:.1f}")
    row("F1", with_interval("span50.f1", lambda f: f.span50.f1))
    row("F1 at 0.8", with_interval("span80.f1", lambda f: f.span80.f1))
    row("F1 exact", with_interval("exact.f1", lambda f: f.exact.f1), end_section=True)
    row("kind right", lambda _, f: f"{f.kind_accuracy:.1f}")
    row("speaker right", with_interval("speaker_accuracy", lambda f: f.speaker_accuracy))
    row("statement F1", with_interval("statement_f1.f1", lambda f: f.statement_f1.f1))
    table.caption = "in percent, with 95 % intervals; found at an overlap of 0.5, 0.8, or letter by letter"
    return table


def _other_figures(evaluation: Evaluation) -> Table:
    figures = evaluation.figures
    table = _table("Speakers, topics and entities", "figure")
    for heading in ("P", "R", "F1 or share", "right", "of"):
        table.add_column(heading, justify="right")
    for how, (right, all_) in figures.speaker_by_mention.items():
        table.add_row(f"speaker {_NAMINGS[how]}", "", "", f"{100 * right / all_:.1f}", str(right), str(all_))
    rates = [
        ("statement topics", "statement_topics.f1", figures.statement_topics),
        ("article topics", "article_topics.f1", figures.article_topics),
    ]
    rates += [(f"entities, {label}", f"entities.{label}.f1", rate) for label, rate in figures.entities.items()]
    if figures.statement_entities is not None:
        rates.append(("entities of statements", "", figures.statement_entities))
    for name, path, rate in rates:
        table.add_row(
            name, f"{rate.p:.1f}", f"{rate.r:.1f}", _with_interval(evaluation, path, rate.f1), "", str(rate.gold)
        )
    return table


def _topics(evaluation: Evaluation) -> Table:
    table = _table("Topics of articles", "topic", "P", "R", "F1", "support", "predicted")
    for topic, rate in evaluation.figures.article_topic_labels.items():
        rates = (f"{rate.p:.1f}", f"{rate.r:.1f}", f"{rate.f1:.1f}")
        table.add_row(escape(topic), *rates, str(rate.gold), str(rate.pred))
    return table


def _errors(evaluation: Evaluation) -> Table:
    table = _table("Errors", "class", "how many", "what it means")
    counts = evaluation.to_json()["errors"]
    for what in CLASSES:
        table.add_row(what, str(counts[what]), MEANINGS[what])
    return table


def _thresholds(evaluation: Evaluation) -> Table:
    table = _table("Keeping only confident statements", "confidence from", "kept")
    for heading in ("found: P", "R", "F1", "attributed: P", "R", "F1"):
        table.add_column(heading, justify="right")
    for row in evaluation.thresholds:
        numbers = [x for rate in (row.found, row.attributed) for x in (rate.p, rate.r, rate.f1)]
        table.add_row(f"{row.confidence:.2f}", str(row.found.pred), *(f"{number:.1f}" for number in numbers))
    if evaluation.calibration is not None:
        table.caption = (
            f"expected calibration error {evaluation.calibration.error:.3f} over {evaluation.calibration.count}"
        )
    return table


def _differences(evaluation: Evaluation) -> Table:
    table = _table("Against the other predictions", "figure", "these", "others", "gap", "95 % interval", "")
    for name, d in (evaluation.differences or {}).items():
        low, high = d.interval
        verdict = ("[green]better" if d.difference > 0 else "[red]worse") if d.real else "[dim]noise?"
        if low == high == 0:
            verdict = "[dim]same"
        table.add_row(
            name,
            f"{d.first:.1f}",
            f"{d.second:.1f}",
            f"{d.difference:+.1f}",
            f"{low:+.1f} to {high:+.1f}",
            verdict,
        )
    table.caption = "by chance alone, one figure in twenty looks better or worse"
    return table


_NAMINGS = {
    "named": "named in the attribution",
    "described": "described there",
    "pronoun": "a pronoun there",
    "implicit": "not named there",
}

MEANINGS = {
    "missed": "a gold statement that no prediction overlaps enough",
    "spurious": "a prediction that no gold statement overlaps enough",
    "span": "found, but not letter by letter",
    "kind": "found, but of another kind",
    "speaker": "found, but with another speaker, or with none",
}


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left", box=SIMPLE)
    for i, column in enumerate(columns):
        table.add_column(column, justify="left" if i == 0 or column == "what it means" else "right")
    return table


def _with_interval(evaluation: Evaluation, path: str, value: float) -> str:
    interval = evaluation.intervals.get(path)
    if interval is None:
        return f"{value:.1f}"
    return f"{value:.1f} [dim]{interval[0]:.0f}–{interval[1]:.0f}[/dim]"
