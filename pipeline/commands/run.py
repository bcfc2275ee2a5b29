"""``statements run``: from raw text to statements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.options import (
    Attitudes,
    BatchSize,
    Inputs,
    KnowledgeBase,
    KnownSpeakers,
    Model,
    Output,
    Quiet,
    Topics,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from pipeline.records import Stage


def run(
    inputs: Inputs,
    output: Output,
    attitudes: Attitudes = False,
    speakers: KnownSpeakers = None,
    kb: KnowledgeBase = None,
    topics: Topics = None,
    model: Model = None,
    batch_size: BatchSize = 16,
    quiet: Quiet = False,
) -> None:
    """Extract the statements of articles: all stages in a row.

    Reads .txt files, .jsonl files with an article a line ({"id", "text", "title"?, "url"?, "published"?}), folders of
    them, and standard input. Writes FOLDER/ARTICLE/{quotes,speakers,entities,topics,statements}.jsonl; with '-o -' the
    statements alone, to standard output. Exit code: 0, 1 when some inputs failed, 2 when all did.

    \b
    Examples:
      statements run raw/*.txt -o output
      statements run - -o - < raw/briefing.txt > briefing.jsonl
      statements run raw/*.txt --speakers people.jsonl -o matched
    """
    from pipeline.commands.interruption import finish_first
    from pipeline.commands.report import Report
    from pipeline.pipeline import Pipeline
    from pipeline.reading import read_articles
    from pipeline.stage_files import write_article
    from pipeline.stages.export import flatten

    with Report(quiet=quiet, speakers=speakers) as report:
        articles = report.readable(read_articles(inputs, warn=report.warn))
        pipeline = Pipeline.load(
            model, attitudes=attitudes, batch_size=batch_size, speakers=speakers, knowledge_base=kb, topics=topics
        )
        for layers in pipeline.layers(articles, on_error=report.failed):
            statements = list(flatten(layers.topics))
            if output == "-":
                report.print(statements)
            else:
                records: dict[Stage, Sequence[BaseModel]] = {
                    "quotes": [layers.quotes],
                    "speakers": [layers.speakers],
                    "entities": [layers.entities],
                    "topics": [layers.topics],
                    "statements": statements,
                }
                with finish_first():
                    write_article(Path(output), layers.topics.id, records)
            report.done(layers.topics)
    report.exit()
