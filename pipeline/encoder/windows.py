"""Cutting an article into windows that the encoder can take, and merging what it says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.encoder.encoded import IntArray
from pipeline.encoder.features import Break, Pieces

WINDOW = 510
"""Pieces in a window; with the two special pieces, all that the encoder has positions for."""

OVERLAP = 96
"""Pieces that a window repeats from the one before it, at the least."""

_BREAK_COLUMN = 3
_SLACK = 24


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start`` to ``end`` of an article, of which ``[keep_start, keep_end)`` are decided in this window."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def cut_windows(pieces: Pieces, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Cut an article into overlapping windows that begin at paragraph breaks where possible.

    A piece in two windows is decided in the one where it stands farther from an edge that cuts the article.

    Args:
        pieces: the article's pieces.
        size: pieces in a window, at the most.
        overlap: pieces shared by neighbouring windows, at the least.

    Raises:
        ValueError: ``overlap`` is not smaller than ``size``.
    """
    if not 0 <= overlap < size:
        raise ValueError(f"overlap must be from 0 to size - 1 = {size - 1}, got {overlap}")
    n = len(pieces)
    starts = np.flatnonzero(pieces.inputs[:, _BREAK_COLUMN] == Break.PARAGRAPH) if n else np.empty(0, np.int64)
    spans: list[tuple[int, int]] = []
    length = _even_length(n, size, overlap)
    start = 0
    while n:
        end = min(start + length, n)
        spans.append((start, end))
        if end == n:
            break
        start = _next_start(starts, start, end - overlap)
    return _share(spans)


def _even_length(n: int, size: int, overlap: int) -> int:
    """The length at which as few windows as possible are equally long, a little added for paragraph breaks.

    Attention costs the square of a window's length: two windows of 400 pieces are cheaper than one of 510 and a rest.
    """
    number = max(1, -(-(n - overlap) // (size - overlap)))
    return min(size, -(-(n + (number - 1) * overlap) // number) + _SLACK)


def _next_start(paragraphs: IntArray, start: int, latest: int) -> int:
    """The last paragraph break up to ``latest``, unless that would repeat more than half of the window."""
    candidates = paragraphs[(paragraphs > (start + latest) // 2) & (paragraphs <= latest)]
    return int(candidates[-1]) if len(candidates) else latest


def _share(spans: Sequence[tuple[int, int]]) -> list[Window]:
    cuts = [0, *((b_start + a_end) // 2 for (_, a_end), (b_start, _) in pairwise(spans))]
    ends = [*cuts[1:], spans[-1][1]] if spans else []
    return [Window(s, e, ks, ke) for (s, e), ks, ke in zip(spans, cuts, ends, strict=True)] if spans else []
