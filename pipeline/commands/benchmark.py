"""``statements benchmark``: the measures of the literature."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Model

benchmark = typer.Typer(
    help="Measure the model as the literature does, to set it beside published figures.",
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

    Exact match asks for the same first and last token as a labelled span's, begin match for the same first one.

    \b
    Examples:
      statements benchmark polnear polnear_valid.jsonl
      statements benchmark polnear polnear_valid.jsonl --json
    """
    import json

    from rich.console import Console
    from rich.table import Table

    from pipeline.encoder.encoder import Encoder
    from pipeline.evaluation.polnear import PARTS, PUBLISHED, read_sentences, score_polnear
    from pipeline.model import model_path

    sentences = list(read_sentences(file))
    score = score_polnear(sentences, Encoder.load(model_path(model) / "encoder"))
    if as_json:
        typer.echo(json.dumps(score.to_json()))
        return
    table = Table(title=f"{score.sentences} lines of {file.name}", title_justify="left", caption_justify="left")
    headings = ("", "labelled", "exact: P", "R", "F1", "begin: P", "R", "F1", *(f"{name} F1" for name in PUBLISHED))
    for i, heading in enumerate(headings):
        table.add_column(heading, justify="right" if i else "left")
    for part in PARTS:
        exact, begin = score.exact[part], score.begin[part]
        figures = (exact.p, exact.r, exact.f1, begin.p, begin.r, begin.f1)
        others = [f"{row[part]:.1f}" if part in row else "–" for row in PUBLISHED.values()]
        table.add_row(part, str(exact.gold), *(f"{figure:.1f}" for figure in figures), *others)
    table.caption = "published: exact match on PolNeAR's test part (Wang et al., 2022)"
    Console(highlight=False).print(table)
