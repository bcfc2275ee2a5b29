"""``statements kb``: knowledge bases for linking."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

kb = typer.Typer(help="Knowledge bases, to which entities are linked.", no_args_is_help=True, rich_markup_mode=None)

_SHOWN = 20


@kb.callback()
def _knowledge_bases() -> None:
    pass


@kb.command()
def build(
    names: Annotated[Path, typer.Argument(metavar="NAMES", help="JSONL or CSV (with a header) of names.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write the knowledge base here.")],
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Don't report names that several entries bear.")] = False,
) -> None:
    """Make a knowledge base out of a list of names, and report names that several entries bear.

    Fields or columns: name; and if you have them id, aliases (in CSV parted by "|"), type (PERSON, ORG, GPE, …) and
    description, by which entries of one name are told apart. Use it with: statements run … --kb FILE

    \b
    Example:
      statements kb build names.csv -o kb.jsonl
    """
    from pipeline.entities.kb_building import read_names, write_entries
    from pipeline.entities.knowledge_base import KnowledgeBase

    entries = list(read_names(names))
    write_entries(output, entries)
    collisions = KnowledgeBase(entries).collisions()
    typer.echo(f"{output}: {len(entries):,} entries, {len(collisions):,} names borne by several of them", err=True)
    if quiet:
        return
    for name, bearers in list(collisions.items())[:_SHOWN]:
        undescribed = [entry.id for entry in bearers if not entry.description]
        advice = f" (no description: {', '.join(undescribed)})" if undescribed else ""
        typer.echo(f"  {name}: {', '.join(f'{entry.id} {entry.name}' for entry in bearers)}{advice}", err=True)
    if len(collisions) > _SHOWN:
        typer.echo(f"  … and {len(collisions) - _SHOWN:,} more", err=True)
