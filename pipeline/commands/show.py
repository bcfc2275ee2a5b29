"""``statements show``: articles and their statements in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH = 120  # where there is no terminal to ask


def show(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A stage's file, an output folder, or '-'.")],
    article: Annotated[str | None, typer.Option("--article", metavar="ID", help="Only the article of this id.")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="ID", help="Why the statement of this id has its speaker.")
    ] = None,
) -> None:
    """Show articles with their statements marked.

    Tables of what was found stand below. On a terminal statements have their speaker's colour and cues are underlined;
    elsewhere (a file, a pipe) statements stand in ⟦ ⟧ and cues between underscores. Of a folder, the furthest stage of
    each article is shown.

    With --explain only one statement is: the way from it to its speaker's name, all mentions of the speaker with what
    joins them, and who else was considered. The id is the article's, a slash, and the statement's number.

    \b
    Examples:
      statements show output
      statements show output/briefing/speakers.jsonl
      statements show output --article briefing
      statements show output --explain briefing/3
    """
    from itertools import groupby

    from rich.console import Console

    from pipeline.commands.article_view import article_view, statements_view
    from pipeline.errors import InputError
    from pipeline.reading import Unreadable
    from pipeline.records import FlatStatement, QuotesArticle
    from pipeline.stage_files import read_any

    def id_of(record: QuotesArticle | FlatStatement | Unreadable) -> str | None:
        if isinstance(record, Unreadable):
            return None
        return record.article_id if isinstance(record, FlatStatement) else record.id

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    if explain is not None:
        _explain(path, explain, console)
        return
    shown, problems = 0, 0
    for article_id, group in groupby(read_any(path), key=id_of):
        if article_id is not None and article is not None and article_id != article:
            continue
        flat: list[FlatStatement] = []
        for record in group:
            if isinstance(record, Unreadable):
                typer.echo(f"error: {record}", err=True)
                problems += 1
            elif isinstance(record, FlatStatement):
                flat.append(record)
            else:
                console.print(article_view(record, marks=not console.is_terminal))
                shown += 1
        if flat:
            console.print(statements_view(flat))
            shown += 1
    if not shown and not problems:
        raise InputError(path, f"no article {article!r} in it: leave --article out to see all")
    if problems:
        raise typer.Exit(1 if shown else 2)


def _explain(path: str, wanted: str, console: Console) -> None:
    from pipeline.commands.explanation_view import explanation_view
    from pipeline.errors import InputError
    from pipeline.reading import Unreadable
    from pipeline.records import FlatStatement, SpeakersArticle
    from pipeline.speakers.explanation import explain_speaker
    from pipeline.stage_files import read_any

    there, problems = "", 0
    for record in read_any(path):
        if isinstance(record, Unreadable):
            typer.echo(f"error: {record}", err=True)
            problems += 1
            continue
        found = [record] if isinstance(record, FlatStatement) else record.statements
        if any(statement.id == wanted for statement in found):
            if not isinstance(record, SpeakersArticle):
                raise InputError(
                    path, f"{wanted!r} comes without its speaker's evidence: give speakers.jsonl or a folder"
                )
            statement = next(s for s in record.statements if s.id == wanted)
            console.print(explanation_view(explain_speaker(record, statement), marks=not console.is_terminal))
            break
        if found and wanted.startswith(f"{found[0].id.rpartition('/')[0]}/"):
            there = f" (that article has {found[0].id} to {found[-1].id})"
    else:
        if problems:
            raise typer.Exit(2)
        raise InputError(path, f"no statement {wanted!r} in it{there}: give an id as in statements.jsonl")
    if problems:
        raise typer.Exit(1)
