"""``statements topics explain``: why statements have their topics."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.options import Inputs, Model, Topics

_WIDTH = 120  # where there is no terminal to ask


def topics_explain(
    inputs: Inputs,
    statement: Annotated[
        str | None, typer.Option("--statement", metavar="ID", help="Only the statement of this id.")
    ] = None,
    topics: Topics = None,
    model: Model = None,
) -> None:
    """Show the topics nearest to each statement, and the words that speak for them.

    Reads topics.jsonl files, or folders that hold them. Topics that the statement has are marked ●; a list of topics
    that isn't used yet may be given, to see what it would do.

    \b
    Examples:
      statements topics explain output
      statements topics explain output/briefing --statement briefing/3 --topics my-topics.yaml
    """
    from functools import partial

    from rich.console import Console

    from pipeline.commands.article_view import nearby_view
    from pipeline.encoder.embedding import embed_texts
    from pipeline.encoder.encoder import Encoder
    from pipeline.errors import InputError
    from pipeline.model import model_path
    from pipeline.reading import Unreadable
    from pipeline.records import TopicsArticle
    from pipeline.stage_files import read_stage
    from pipeline.stages.topics import classifier_for
    from pipeline.topics.explanation import explain_statement
    from pipeline.topics.topic_list import TopicList

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH)
    encoder = Encoder.load(model_path(model) / "encoder")
    listed = TopicList.load(topics, partial(embed_texts, encoder)) if topics is not None else None
    shown, problems = 0, 0
    for record in read_stage(inputs, "topics"):
        if isinstance(record, Unreadable):
            typer.echo(f"error: {record}", err=True)
            problems += 1
            continue
        assert isinstance(record, TopicsArticle)
        wanted = [s for s in record.statements if statement is None or s.id == statement]
        if not wanted:
            continue
        encoded = encoder.encode([record.text])[0]
        classifier = classifier_for(record, encoded, listed)
        for one in wanted:
            console.print(nearby_view(record, one, explain_statement(one, record, encoded, classifier)))
            shown += 1
    if statement is not None and not shown and not problems:
        raise InputError(", ".join(inputs), f"no statement {statement!r} in it: leave --statement out to see all")
    if problems:
        raise typer.Exit(1 if shown else 2)
