"""The command line: a thin skin over the library, a module for each group of commands."""


def main() -> None:
    """Run the command ``statements``."""
    from pipeline.commands.app import app

    app(prog_name="statements")
