"""What reading has to say besides articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input, or one line of it, from which no article could be made.

    Attributes:
        where: the file, or ``file:line``.
        reason: what is wrong and what to do, in one line.
    """

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that was assumed, left out or replaced to read an article.

    Attributes:
        where: the file, or ``file:line``.
        message: what was done, in one line.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


Warn = Callable[[ReadingWarning], None]
