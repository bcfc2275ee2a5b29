"""Where the model is: beside the package when installed, in ``models/`` of a source tree."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ModelError

NAME = "en_statements"


def model_path(path: str | Path | None = None) -> Path:
    """The folder of a model, a spaCy pipeline whose component ``encoder`` holds the network.

    Args:
        path: a folder made by training; None for the shipped model.

    Raises:
        ModelError: there is no model in that folder.
    """
    package = Path(__file__).resolve().parent
    places = [Path(path)] if path is not None else [package / "models" / NAME, package.parent / "models" / NAME]
    for place in places:
        if (place / "encoder").is_dir():
            return place
    if path is None:
        raise ModelError("the shipped model is missing from this installation: install the package again")
    problem = "holds no folder 'encoder'" if places[0].is_dir() else "no such folder"
    raise ModelError(f"{path}: {problem}: give the folder of a trained model, or leave --model out for the shipped one")
