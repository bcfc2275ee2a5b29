"""``statements quotes|speakers|entities|topics``: one stage, from the files of the stage before it."""

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
    from pipeline.stages.chain import ArticleStage


def quotes(
    inputs: Inputs,
    output: Output,
    attitudes: Attitudes = False,
    model: Model = None,
    batch_size: BatchSize = 16,
    quiet: Quiet = False,
) -> None:
    """Stage 1: find the statements in articles, with cue and source.

    Reads what `statements run` reads; writes FOLDER/ARTICLE/quotes.jsonl.

    \b
    Example:
      statements quotes raw/*.txt -o output
    """
    _run_stage("quotes", inputs, output, attitudes=attitudes, model=model, batch_size=batch_size, quiet=quiet)


def speakers(
    inputs: Inputs,
    output: Output,
    speakers: KnownSpeakers = None,
    model: Model = None,
    batch_size: BatchSize = 16,
    quiet: Quiet = False,
) -> None:
    """Stage 2: find out who said each statement.

    Reads quotes.jsonl files, or folders that hold them; writes FOLDER/ARTICLE/speakers.jsonl.

    With --speakers they get the ids of your own list, a JSON object a line: {"id", "name", "aliases"?,
    "description"?, "type"?}. Names without a type are people's, or match an organization as a whole; types are PERSON,
    ORG, GPE and the like. Where several could be meant, none is chosen and all are named at the end.

    \b
    Examples:
      statements speakers output -o output
      statements speakers output --speakers people.jsonl -o matched
    """
    _run_stage("speakers", inputs, output, speakers=speakers, model=model, batch_size=batch_size, quiet=quiet)


def entities(
    inputs: Inputs,
    output: Output,
    kb: KnowledgeBase = None,
    model: Model = None,
    batch_size: BatchSize = 16,
    quiet: Quiet = False,
) -> None:
    """Stage 3: find entities, and those that statements are about.

    Reads speakers.jsonl files, or folders that hold them; writes FOLDER/ARTICLE/entities.jsonl.

    \b
    Example:
      statements entities output -o output
    """
    _run_stage("entities", inputs, output, kb=kb, model=model, batch_size=batch_size, quiet=quiet)


def topics(
    inputs: Inputs,
    output: Output,
    topics: Topics = None,
    model: Model = None,
    batch_size: BatchSize = 16,
    quiet: Quiet = False,
) -> None:
    """Stage 4: find topics, and write the statements flat.

    Reads entities.jsonl files, or folders that hold them; writes FOLDER/ARTICLE/topics.jsonl and statements.jsonl.

    \b
    Example:
      statements topics output -o output
    """
    _run_stage("topics", inputs, output, topics=topics, model=model, batch_size=batch_size, quiet=quiet)


def _run_stage(
    name: ArticleStage,
    inputs: Sequence[str],
    output: str,
    *,
    attitudes: bool = False,
    speakers: Path | None = None,
    kb: Path | None = None,
    topics: Path | None = None,
    model: Path | None,
    batch_size: int,
    quiet: bool,
) -> None:
    from pipeline.commands.interruption import finish_first
    from pipeline.commands.report import Report
    from pipeline.pipeline import Pipeline
    from pipeline.reading import read_articles
    from pipeline.records import TopicsArticle
    from pipeline.stage_files import read_stage, write_article
    from pipeline.stages.chain import stage_before
    from pipeline.stages.export import flatten

    before = stage_before(name)
    with Report(quiet=quiet, speakers=speakers) as report:
        records = report.readable(read_stage(inputs, before) if before else read_articles(inputs, warn=report.warn))
        pipeline = Pipeline.load(
            model, attitudes=attitudes, batch_size=batch_size, speakers=speakers, knowledge_base=kb, topics=topics
        )
        for result in pipeline.stage(name).pipe(records, on_error=report.failed):
            if output == "-":
                report.print([result])
            else:
                files: dict[Stage, Sequence[BaseModel]] = {name: [result]}
                if isinstance(result, TopicsArticle):
                    files["statements"] = list(flatten(result))
                with finish_first():
                    write_article(Path(output), result.id, files)
            report.done(result)
    report.exit()
