"""What an interruption (Ctrl-C, a termination signal) does to a command."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


def end_on_termination() -> None:
    """Let a termination signal end the process as an exception does, so that what is open is closed on the way out."""
    signal.signal(signal.SIGTERM, _terminate)


@contextmanager
def finish_first() -> Iterator[None]:
    """Hold interruptions back until what is inside is done; main thread only."""
    held: list[int] = []
    handlers = {
        number: signal.signal(number, lambda number, frame: held.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if held:
        signal.raise_signal(held[0])


def _terminate(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
