"""``statements schema``: the JSON Schema of a stage's records."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class StageName(str, Enum):
    """The stages that write a file."""

    quotes = "quotes"
    speakers = "speakers"
    entities = "entities"
    topics = "topics"
    statements = "statements"


def schema(stage: Annotated[StageName, typer.Argument(help="Whose file: one line of it.")]) -> None:
    """Print the JSON Schema of one line of a stage's file.

    \b
    Example:
      statements schema statements
    """
    import json

    from pipeline.stages.chain import RECORDS

    typer.echo(json.dumps(RECORDS[stage.value].model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))
