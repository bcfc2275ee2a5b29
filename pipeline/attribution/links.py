"""Which source and which cue belong to a content, and which content it continues."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from pipeline.attribution.contents import Content
from pipeline.attribution.spans import TaggedSpan
from pipeline.encoder.encoded import EncodedArticle, FloatArray, Pointer


def choose(
    encoded: EncodedArticle,
    pointer: Pointer,
    contents: Sequence[Content],
    candidates: Sequence[TaggedSpan],
    paragraphs: Sequence[tuple[int, int]],
) -> TaggedSpan | None:
    """The source or cue of a statement: in a paragraph of its contents, or in one before that ends with a colon.

    Args:
        encoded: the article.
        pointer: "source" or "cue".
        contents: the statement's contents; each of them points, and their votes are averaged.
        candidates: sources or cues of the article.
        paragraphs: its paragraphs.

    Returns:
        The one that the contents point at, None if they point at nothing.
    """
    starts = [start for start, _ in paragraphs]
    places = {bisect_right(starts, c.start) - 1 for c in contents}
    places |= {p - 1 for p in places if p > 0 and encoded.text[paragraphs[p - 1][1] - 1] == ":"}
    near = [
        c
        for c in candidates
        if bisect_right(starts, c.start) - 1 in places
        and not any(x.start < c.end and c.start < x.end for x in contents)
    ]
    probabilities = np.mean(
        [_softmax(encoded.point(pointer, c.start, [n.start for n in near])) for c in contents], axis=0
    )
    best = int(probabilities.argmax())
    return near[best - 1] if best else None


def continues(encoded: EncodedArticle, later: Content, earlier: Content) -> bool:
    """Whether the encoder points from a content back to an earlier one as its continuation, rather than at nothing."""
    none, back = encoded.point("continues", later.start, [earlier.start])
    return bool(back > none)


def _softmax(scores: FloatArray) -> FloatArray:
    exponents = np.exp(scores - scores.max())
    return np.asarray(exponents / exponents.sum())
