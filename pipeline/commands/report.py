"""What a command tells people while it runs and when it ends, all on standard error."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline.errors import StageError
from pipeline.reading import ReadingWarning, Unreadable
from pipeline.records import Article, QuotesArticle, Speaker, SpeakersArticle
from pipeline.stage_files import write_lines

Readable = TypeVar("Readable", bound=Article)

_KINDS = ("direct", "mixed", "indirect")
_MOST_DOUBTS = 20
_MOST_CANDIDATES = 5


class Report:
    """Counts what a command did, shows progress on a terminal, and tells problems a line each.

    Args:
        quiet: only tell problems.
        speakers: the list to which speakers are matched, if so: at the end, those whom several on it could be are told.
    """

    def __init__(self, *, quiet: bool = False, speakers: Path | None = None) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = quiet
        self._list = speakers
        self._doubts: list[str] = []
        self._more_doubts = 0
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed} articles, {task.fields[words]:,} words"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._task = self._progress.add_task("", total=None, words=0)
        self._started = time.perf_counter()
        self._articles = 0
        self._words = 0
        self._failures = 0
        self._speakers = 0
        self._attributed = 0
        self._kinds: Counter[str] = Counter()

    def __enter__(self) -> Report:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        if kind is None:
            self._tell_doubts()
        if kind is None and not self._quiet and self._articles:
            self._console.print(self._table())

    def warn(self, warning: ReadingWarning) -> None:
        """Tell of something that was assumed to read an article."""
        self._tell("warning", str(warning))

    def failed(self, problem: Unreadable | StageError) -> None:
        """Tell of an article that can't be processed, and count it."""
        self._failures += 1
        self._tell("error", str(problem))

    def readable(self, found: Iterable[Readable | Unreadable]) -> Iterator[Readable]:
        """Those that could be read; the others are told and counted."""
        for item in found:
            if isinstance(item, Unreadable):
                self.failed(item)
            else:
                yield item

    def print(self, records: Sequence[BaseModel]) -> None:
        """Write records to standard output, as JSONL in UTF-8."""
        write_lines(typer.get_binary_stream("stdout"), records)

    def done(self, article: QuotesArticle) -> None:
        """Count an article that went through."""
        self._articles += 1
        self._words += len(article.text.split())
        self._kinds.update(statement.kind for statement in article.statements)
        if isinstance(article, SpeakersArticle):
            self._speakers += len(article.speakers)
            self._attributed += sum(statement.speaker is not None for statement in article.statements)
            if self._list is not None:
                self._note_doubts(article)
        self._progress.update(self._task, advance=1, words=self._words)

    def exit(self) -> None:
        """End the command: with exit code 1 when some inputs failed, 2 when all did."""
        if self._failures:
            if self._articles:
                self._tell("error", f"{self._failures} failed, {self._articles} done")
            raise typer.Exit(1 if self._articles else 2)

    def _note_doubts(self, article: SpeakersArticle) -> None:
        for speaker in article.speakers:
            if speaker.list_candidates and len(self._doubts) < _MOST_DOUBTS:
                self._doubts.append(f"article {article.id!r}: {_doubt(speaker)}")
            elif speaker.list_candidates:
                self._more_doubts += 1

    def _tell_doubts(self) -> None:
        for doubt in self._doubts:
            self._tell("warning", doubt)
        if self._more_doubts:
            self._tell("warning", f"{self._more_doubts:,} more speakers left unmatched (see list_candidates)")
        if self._doubts:
            self._tell("warning", f"{self._list}: aliases and descriptions there would tell whom these mean")

    def _tell(self, kind: str, message: str) -> None:
        style = "red" if kind == "error" else "yellow"
        self._console.print(f"{kind}: ", style=style, end="", markup=False)
        self._console.print(message, markup=False, emoji=False)

    def _table(self) -> Table:
        seconds = time.perf_counter() - self._started
        total = sum(self._kinds.values())
        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_column()
        table.add_column(justify="right")
        table.add_row("articles", f"{self._articles:,}")
        table.add_row("statements", f"{total:,}", style="bold")
        for kind in _KINDS:
            table.add_row(f"  {kind}", f"{self._kinds[kind]:,}")
        if self._speakers:
            table.add_row("  with a speaker", f"{self._attributed:,}")
            table.add_row("speakers", f"{self._speakers:,}")
        table.add_row("seconds", f"{seconds:.1f}")
        table.add_row("words a second", f"{self._words / seconds:,.0f}")
        return table


def _doubt(speaker: Speaker) -> str:
    shown = ", ".join(speaker.list_candidates[:_MOST_CANDIDATES])
    more = len(speaker.list_candidates) - _MOST_CANDIDATES
    could_be = f"{shown} and {more} more" if more > 0 else shown
    return f"speaker {speaker.name!r} could be {could_be}; left unmatched"
