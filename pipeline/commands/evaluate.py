"""``statements evaluate``: predictions against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Gold: a folder or file of records, or of another tool.")
    ],
    predictions: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PRED", help="An output folder, statements.jsonl files, or any format of convert."),
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Extract the statements first, instead of reading PRED.")] = False,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text", metavar="FOLDER", help="The articles (NAME.txt), if they are not in or beside the gold."
        ),
    ] = None,
    gold_format: Annotated[
        str | None, typer.Option("--gold-format", metavar="FORMAT", help="How the gold is written; told by its looks.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="OTHER", help="Compare with these predictions on the same articles."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write the errors here, one a line (JSONL).")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the errors here as a page to browse (HTML).")
    ] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", min=1, metavar="N", help="How often articles are drawn for the intervals.")
    ] = 500,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FOLDER", help="With --run: this model instead of the shipped one."),
    ] = None,
) -> None:
    """Measure predicted statements against gold ones.

    A statement is found when its letters and digits overlap those of a gold statement by half or more of what
    either has; pairs are made one to one, the best overlap first. Statement F1 asks for the right speaker as well.
    Where PRED is a second annotator's gold, the figures say how far the two agree.

    \b
    Examples:
      statements convert output --to gold -o gold
      statements evaluate gold output --errors errors.jsonl --report errors.html
      cp -r output before && statements evaluate gold output --against before
      statements evaluate gold --run --json
    """
    import json

    from rich.console import Console

    from pipeline.errors import InputError
    from pipeline.evaluation.evaluation import evaluate_predictions
    from pipeline.evaluation.formats import read_gold, read_predicted
    from pipeline.evaluation.mistakes import to_json
    from pipeline.evaluation.tables import tables

    if run == bool(predictions):
        raise InputError("PRED", "name what was predicted, or say --run to extract it now" + (", not both" * run))
    articles, notes = read_gold(gold, text, gold_format)
    others = None
    if run:
        from pipeline.evaluation.extraction import extract_predictions

        made = extract_predictions(articles, model)
    else:
        made, said = read_predicted(predictions or [], articles, text)
        notes += said
    if against:
        others, said = read_predicted(against, articles, text)
        notes += said
    for note in notes:
        typer.echo(f"warning: {note}", err=True)
    evaluation = evaluate_predictions(articles, made, others, resamples=resamples)
    for warning in evaluation.warnings():
        typer.echo(f"warning: {warning}", err=True)
    if errors is not None:
        lines = "".join(json.dumps(to_json(m), ensure_ascii=False) + "\n" for m in evaluation.mistakes())
        _write(errors, lines)
    if report is not None:
        from pipeline.evaluation.report import render_report

        try:
            page = render_report(evaluation, f"Statements against {gold.name}")
        except ImportError as error:
            raise InputError("--report", f"needs {error.name}: pip install 'statement-pipeline[report]'") from None
        _write(report, page)
    if as_json:
        typer.echo(json.dumps(evaluation.to_json(), ensure_ascii=False))
    else:
        console = Console(highlight=False)
        for table in tables(evaluation):
            console.print(table)
            console.print()


def _write(path: Path, content: str) -> None:
    from pipeline.errors import InputError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror or error}); choose another place") from None
