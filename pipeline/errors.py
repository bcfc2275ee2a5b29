"""What can go wrong for a user: each error is one line that names the place and what to do about it."""

from __future__ import annotations


class StatementsError(Exception):
    """Base of the package's errors; ``str(error)`` is one line fit to show to a user."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class InputError(StatementsError):
    """Something that was given can't be read: a file, a line of it, or an article.

    Args:
        place: the file, with the line where that is known ("articles.jsonl:3").
        problem: what is wrong with it, and what to do.
    """

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


class ModelError(StatementsError):
    """The model is missing, damaged, or made for another version."""


class StageError(StatementsError):
    """A stage failed on one article; the cause is chained."""

    def __init__(self, stage: str, article_id: str, cause: Exception) -> None:
        super().__init__(f"article {article_id!r}: stage {stage} failed: {type(cause).__name__}: {cause}")
        self.stage = stage
        self.article_id = article_id
