"""``statements convert``: gold and predictions between the formats of annotation tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def convert(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="Gold or predictions: a folder or a file.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="The file or folder to write.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="gold, brat, prodigy or label-studio.")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            help="Also statements, doccano or citron; by default told from the looks of INPUT.",
        ),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--text", metavar="FOLDER", help="The articles (NAME.txt), if they are not in or beside INPUT."),
    ] = None,
) -> None:
    """Take statements to an annotation tool, and what was corrected there back as gold.

    What a format cannot carry is said on standard error, with how often.

    \b
    Examples:
      statements convert output --to label-studio -o tasks.json
      statements convert tasks.json --to gold -o gold
      statements convert output --to brat -o brat
    """
    from pipeline.evaluation.formats import read_gold, write_gold

    articles, notes = read_gold(source, text, from_)
    notes += write_gold(articles, output, to)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    statements = sum(len(article.statements) for article in articles)
    typer.echo(f"{len(articles)} articles with {statements} statements written to {output}", err=True)
