"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files or folders, '-' for standard input.")]
Output = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FOLDER", help="Write here, a folder an article; '-': to standard output."),
]
Attitudes = Annotated[bool, typer.Option("--attitudes", help="Also give what a source only hopes, thinks or wants.")]
Model = Annotated[
    Path | None, typer.Option("--model", metavar="FOLDER", help="Use this model instead of the shipped one.")
]
BatchSize = Annotated[
    int, typer.Option("--batch-size", min=1, metavar="N", help="Encode at most so many articles together.")
]
KnownSpeakers = Annotated[
    Path | None,
    typer.Option("--speakers", metavar="FILE", help='Match speakers to this list, JSONL of {"id", "name"}.'),
]
KnowledgeBase = Annotated[
    Path | None,
    typer.Option("--kb", metavar="FILE", help="Link entities to these names, a file by `statements kb build`."),
]
Topics = Annotated[
    Path | None,
    typer.Option("--topics", metavar="FILE", help="Find these topics, a YAML list, instead of the IPTC Media Topics."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress bar and no table at the end.")]
