"""The application: its commands, and how errors and interruptions end it."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.commands.benchmark import benchmark
from pipeline.commands.convert import convert
from pipeline.commands.evaluate import evaluate
from pipeline.commands.interruption import end_on_termination
from pipeline.commands.kb import kb
from pipeline.commands.run import run
from pipeline.commands.schema import schema
from pipeline.commands.show import show
from pipeline.commands.stages import entities, quotes, speakers, topics
from pipeline.commands.topics_explain import topics_explain
from pipeline.errors import StatementsError


class _Group(TyperGroup):
    """Ends every command in the same way: an error is one line, an interruption leaves nothing half done.

    A command's name may have two words ("topics explain"), beside a command that has the first of them for its name.
    """

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = " ".join(args[:2])
        command = self.get_command(ctx, name)
        return super().resolve_command(ctx, args) if command is None else (name, command, args[2:])

    def invoke(self, ctx: Any) -> Any:
        end_on_termination()
        try:
            return super().invoke(ctx)
        except StatementsError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            typer.echo("interrupted: what was written before is complete", err=True)
            raise typer.Exit(130) from None


app = typer.Typer(
    cls=_Group,
    help="From the raw text of news articles to structured statements: who said what, about whom, on which topic.",
    epilog="Begin with: statements run raw/*.txt -o output",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"statements {__version__}")
        raise typer.Exit


@app.callback()
def _statements(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


for command in (run, quotes, speakers, entities, topics, show, schema, evaluate, convert):
    app.command()(command)
app.command("topics explain")(topics_explain)
app.add_typer(benchmark, name="benchmark")
app.add_typer(kb, name="kb")
