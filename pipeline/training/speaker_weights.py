"""Fitting the weights of the speakers' log-linear models: ``python -m pipeline.training.speaker_weights --help``.

Every annotated statement is resolved with the weights so far, so that what was decided before is what the program
itself decides; where a choice between parties is made, the party that bears the annotated speaker's name is the right
one. The weights of highest likelihood, with a Gaussian prior around the weights so far, are written back (Chen and
Rosenfeld, 1999). Statements of articles on which the encoder was not trained tell best what its pointers are worth.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from pipeline.encoder.encoded import EncodedArticle
from pipeline.encoder.encoder import Encoder
from pipeline.evaluation.speaker_match import same_speaker
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.quotation.marks import Region, scan
from pipeline.records import Cue, Quotation, QuotesArticle, Span, Statement
from pipeline.speakers import weights
from pipeline.speakers.parties import Party
from pipeline.speakers.resolution import Resolution
from pipeline.speakers.scoring import Features
from pipeline.training.corpora.statements import read_records

TABLES = ("PRONOUN", "THING_PRONOUN", "PERSON_DESCRIPTION", "THING_DESCRIPTION", "IMPLICIT")
_PRIOR = 3.0
_STEPS = 400
_LEAST = 0.05

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice between several options of which the annotation knows the right ones.

    Attributes:
        document: the article in which it is made.
        options: the features of each option.
        right: indices of the right options.
    """

    document: str
    options: Sequence[Features]
    right: Sequence[int]


def article_of(name: str, text: str, record: Mapping[str, Any]) -> QuotesArticle:
    """An annotated article as stage one would give it, with the annotated statements.

    Args:
        name: the article's name.
        text: its text.
        record: the annotation, as the files of ``models/recipe/annotations`` have it.
    """
    bounds = split_paragraphs(text)
    regions = scan(text, bounds)
    statements = []
    for number, one in enumerate(sorted(record["statements"], key=lambda s: s["spans"][0]), 1):
        spans = [Span.of(text, *span) for span in one["spans"]]
        cue = one.get("cue")
        statements.append(
            Statement(
                id=f"{name}/{number}",
                kind=_kind(spans, regions),
                text=" ".join(span.text for span in spans),
                spans=spans,
                mention=Span.of(text, *one["mention"]) if one.get("mention") else None,
                cue=Cue.of(text, *cue, lemma=text[cue[0] : cue[1]].split()[-1]) if cue else None,
                communicated=True,
                lead=None,
                confidence=1.0,
            )
        )
    quotations = [
        Quotation(**{field: getattr(region, field) for field in Quotation.model_fields}) for region in regions
    ]
    return QuotesArticle(
        id=name,
        text=text,
        paragraphs=label_paragraphs(text, bounds),
        quotations=quotations,
        statements=statements,
    )


def _kind(spans: Sequence[Span], regions: Sequence[Region]) -> Any:
    outer = [region for region in regions if region.level == 1]
    if all(any(r.start <= s.start and s.end <= r.end for r in outer) for s in spans):
        return "direct"
    return "mixed" if any(r.start < s.end and s.start < r.end for s in spans for r in outer) else "indirect"


class _Watched(Resolution):
    """A resolution that notes its choices."""

    def __init__(self, article: QuotesArticle, encoded: EncodedArticle, record: Mapping[str, Any]) -> None:
        super().__init__(article, encoded)
        ordered = sorted(record["statements"], key=lambda s: s["spans"][0])
        self.gold = {s.id: g.get("speaker") for s, g in zip(article.statements, ordered, strict=True)}
        self.aliases = {s["name"]: s.get("aliases", []) for s in record["speakers"]}
        self.current: Statement | None = None
        self.found: dict[str, list[Choice]] = defaultdict(list)
        self.discourse.watch = self._note

    def _attribute(self, statement: Statement, before: list[tuple[Statement, Party | None]]) -> Any:
        self.current = statement
        return super()._attribute(statement, before)

    def _note(self, options: Sequence[Any], table: Mapping[str, float], new: Features | None) -> None:
        name = next((n for n in TABLES if getattr(weights, n) is table), None)
        if name is None or self.current is None:
            return
        speaker = self.gold[self.current.id]
        features = [dict(option[2]) for option in options] + ([dict(new)] if new is not None else [])
        right: list[int] = []
        if speaker:
            forms = [speaker, *self.aliases.get(speaker, [])]
            right = [i for i, o in enumerate(options) if same_speaker(speaker, forms[1:], self._name(o[0]))]
            if new is not None and not right and name != "IMPLICIT":
                right = [len(options)]
        elif new is not None and self.current.mention is None:
            right = [len(options)]
        if right:
            self.found[name].append(Choice(self.article.id, features, right))


def gather_choices(articles: Iterator[tuple[str, str, Mapping[str, Any]]], encoder: Encoder) -> dict[str, list[Choice]]:
    """Every choice that the resolution makes over annotated articles, by the table that weighs it.

    Args:
        articles: name, text and annotation of each.
        encoder: what encodes them.
    """
    found: dict[str, list[Choice]] = defaultdict(list)
    for name, text, record in articles:
        if record["statements"]:
            watched = _Watched(article_of(name, text, record), encoder.encode([text])[0], record)
            watched.run()
            for table, choices in watched.found.items():
                found[table] += choices
    return found


def fit(choices: Sequence[Choice], start: Mapping[str, float], prior: float = _PRIOR) -> dict[str, float]:
    """The weights of highest likelihood (Adam on the whole set).

    Args:
        choices: what to fit.
        start: the weights so far, around which the prior lies.
        prior: the prior's precision; the higher, the closer to ``start``.

    Returns:
        The weights by feature, rounded; small ones are left out.
    """
    names = sorted({name for choice in choices for option in choice.options for name in option})
    column = {name: i for i, name in enumerate(names)}
    rows = [(i, option) for i, choice in enumerate(choices) for option in choice.options]
    values = np.zeros((len(rows), len(names)))
    for r, (_, option) in enumerate(rows):
        for name, value in option.items():
            values[r, column[name]] = value
    groups = np.asarray([i for i, _ in rows])
    right = np.asarray([k in choice.right for choice in choices for k in range(len(choice.options))])
    starts = np.searchsorted(groups, np.arange(len(choices)))
    centre = np.asarray([start.get(name, 0.0) for name in names])
    found, first, second = centre.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        scores = values @ found
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
        every = shares / np.add.reduceat(shares, starts)[groups]
        held = np.where(right, shares, 0.0)
        wanted = held / (np.add.reduceat(held, starts) + 1e-12)[groups]
        slope = values.T @ (every - wanted) + prior * (found - centre)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        found -= 0.05 * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w), 2) for name, w in zip(names, found, strict=True) if abs(w) >= _LEAST}


def accuracy(choices: Sequence[Choice], table: Mapping[str, float]) -> int:
    """How many of the choices the weights decide rightly."""
    return sum(
        int(np.argmax([sum(table.get(n, 0.0) * v for n, v in option.items()) for option in choice.options]))
        in choice.right
        for choice in choices
    )


def write_tables(path: Path, tables: Mapping[str, Mapping[str, float]]) -> None:
    """Write weights into the module that holds them; tables that are not given stay."""
    source = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        lines = "".join(f'    "{feature}": {weight},\n' for feature, weight in sorted(table.items()))
        source = re.sub(
            rf"^{name}: dict\[str, float\] = \{{\n.*?^\}}\n",
            lambda _, name=name, lines=lines: f"{name}: dict[str, float] = {{\n{lines}}}\n",  # type: ignore[misc]
            source,
            flags=re.MULTILINE | re.DOTALL,
        )
    path.write_text(source, encoding="utf-8")


@app.command()
def main(
    data: Annotated[Path, typer.Option(help="Folder of the corpora, as for training.")],
    annotations: Annotated[Path, typer.Option(help="Folder of the annotated statements.")] = Path(
        "models/recipe/annotations"
    ),
    model: Annotated[Path, typer.Option(help="Folder of the model whose pointers are weighed.")] = Path(
        "models/en_statements"
    ),
    output: Annotated[Path, typer.Option(help="The module that holds the weights.")] = Path(weights.__file__),
) -> None:
    """Fit the weights on the annotated statements of the newswire articles.

    Example: python -m pipeline.training.speaker_weights --data data
    """
    path, texts = annotations / "newswire.jsonl", data / "newswire" / "train"
    for place in (path, texts):
        if not place.exists():
            typer.echo(f"{place}: no such file or folder", err=True)
            raise typer.Exit(2)
    found = gather_choices(read_records(path, texts), Encoder.load(model / "encoder"))
    tables = {}
    for name in TABLES:
        choices, before = found.get(name, []), getattr(weights, name)
        tables[name] = fit(choices, before) if choices else before
        right = accuracy(choices, before), accuracy(choices, tables[name])
        typer.echo(f"{name}: {right[0]} of {len(choices)} right before, {right[1]} after")
    write_tables(output, tables)


if __name__ == "__main__":
    app()
