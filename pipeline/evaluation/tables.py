"""An evaluation as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from pipeline.evaluation.evaluation import Evaluation
from pipeline.evaluation.mistakes import CLASSES


def tables(evaluation: Evaluation) -> Iterator[Table]:
    """The tables of an evaluation, one after the other."""
    yield _statements(evaluation)
    yield _other_figures(evaluation)
    yield _errors(evaluation)
    if evaluation.thresholds:
        yield _thresholds(evaluation)
    if evaluation.differences is not None:
        yield _differences(evaluation)


def _statements(evaluation: Evaluation) -> Table:
    table = _table(f"Statements of {len(evaluation.scores)} articles", "kind", "gold", "predicted")
    for heading in ("found: P", "R", "F1 at .5", "F1 at .8", "exact F1", "kind", "speaker", "statement F1"):
        table.add_column(heading, justify="right")
    for name, figures in evaluation.figures.groups.items():
        found = figures.span50
        table.add_row(
            name,
            str(found.gold),
            str(found.pred),
            f"{found.p:.1f}",
            f"{found.r:.1f}",
            _with_interval(evaluation, f"{name}.span50.f1", found.f1),
            _with_interval(evaluation, f"{name}.span80.f1", figures.span80.f1),
            _with_interval(evaluation, f"{name}.exact.f1", figures.exact.f1),
            f"{figures.kind_accuracy:.1f}",
            _with_interval(evaluation, f"{name}.speaker_accuracy", figures.speaker_accuracy),
            _with_interval(evaluation, f"{name}.statement_f1.f1", figures.statement_f1.f1),
            end_section=name == "indirect",
        )
    table.caption = "in percent; below each figure its 95 % interval, articles drawn at random"
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


def _errors(evaluation: Evaluation) -> Table:
    table = _table("Errors", "class", "how many", "what it means")
    counts = evaluation.to_json()["errors"]
    for what in CLASSES:
        table.add_row(what, str(counts[what]), MEANINGS[what])
    return table


def _thresholds(evaluation: Evaluation) -> Table:
    table = _table("Keeping only confident statements", "confidence from", "kept")
    for heading in ("found: P", "R", "F1", "with the right speaker: P", "R", "F1"):
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
    table = _table("Against the other predictions", "figure", "these", "others", "difference", "95 % interval", "p")
    table.add_column("")
    for name, d in (evaluation.differences or {}).items():
        low, high = d.interval
        verdict = ("[green]better" if d.difference > 0 else "[red]worse") if d.real else "[dim]may be noise"
        table.add_row(
            name,
            f"{d.first:.1f}",
            f"{d.second:.1f}",
            f"{d.difference:+.1f}",
            f"{low:+.1f} to {high:+.1f}",
            f"{d.p:.3f}",
            verdict,
        )
    table.caption = "by chance alone, one in twenty such figures looks better or worse"
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
    table = Table(title=title, title_justify="left", caption_justify="left")
    for i, column in enumerate(columns):
        table.add_column(column, justify="left" if i == 0 or column == "what it means" else "right")
    return table


def _with_interval(evaluation: Evaluation, path: str, value: float) -> str:
    interval = evaluation.intervals.get(path)
    if interval is None:
        return f"{value:.1f}"
    return f"{value:.1f}\n[dim]{interval[0]:.0f}–{interval[1]:.0f}[/dim]"
