"""``statements benchmark``: the measures of the literature."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Model

_HELP = """Measure the model as the literature does, to set it beside published figures.

\b
Example:
  echo '{"tokens": ["She", "said", "no"], "labels": ["B-source", "B-cue", "B-content"]}' > lines.jsonl
  statements benchmark polnear lines.jsonl --json
"""

benchmark = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@benchmark.callback()
def _benchmark() -> None:
    pass


@benchmark.command()
def polnear(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CofeNet's preparation of PolNeAR (JSONL).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: Model = None,
) -> None:
    """Spans of sources, cues and contents on PolNeAR, attitudes included.

    Exact match asks for the same first and last token as a labelled span's, begin match for the same first one. A
    line of FILE has tokens and as many BIO labels.
    """
    import json

    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    from pipeline.encoder.encoder import Encoder
    from pipeline.evaluation.polnear import PARTS, PUBLISHED, read_sentences, score_polnear
    from pipeline.model import model_path

    published = list(PUBLISHED.values())
    sentences = list(read_sentences(file))
    score = score_polnear(sentences, Encoder.load(model_path(model) / "encoder"))
    if as_json:
        typer.echo(json.dumps(score.to_json()))
        return
    table = Table(title=f"{score.sentences} lines of {file.name}", title_justify="left", box=SIMPLE)
    for heading in ("", "", "labelled", "P", "R", "F1", *PUBLISHED):
        table.add_column(heading, justify="right" if heading else "left")
    for match, rates in (("exact", score.exact), ("begin", score.begin)):
        for part in PARTS:
            rate = rates[part]
            others = ["" if match == "begin" else f"{row[part]:.1f}" if part in row else "–" for row in published]
            figures = (str(rate.gold), *(f"{figure:.1f}" for figure in (rate.p, rate.r, rate.f1)))
            table.add_row(match if part == PARTS[0] else "", part, *figures, *others, end_section=part == PARTS[-1])
    table.caption = "others: exact match on PolNeAR's test part, as published (Wang et al., 2022)"
    table.caption_justify = "left"
    Console(highlight=False).print(table)


@benchmark.command()
def newswire(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A part of the corpus: NAME.txt and NAME.tsv.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    model: Model = None,
) -> None:
    """Named entities on the worldwide newswire corpus: exact spans and types, on the raw text."""
    import json

    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    from pipeline.evaluation.newswire import as_articles, read_entity_gold, score_newswire
    from pipeline.pipeline import Pipeline

    gold = read_entity_gold(folder)
    found = {article.id: article for article in Pipeline.load(model).pipe(as_articles(gold))}
    score = score_newswire(gold, found)
    if as_json:
        typer.echo(json.dumps(score.to_json()))
        return
    table = Table(title=f"{score.articles} articles of {folder}", title_justify="left", box=SIMPLE)
    for heading in ("", "labelled", "P", "R", "F1"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, rate in score.rates.items():
        table.add_row(name, str(rate.gold), *(f"{figure:.1f}" for figure in (rate.p, rate.r, rate.f1)))
    table.caption = "main: Person, Organization, Location, NORP, Date and Money together"
    table.caption_justify = "left"
    Console(highlight=False).print(table)
