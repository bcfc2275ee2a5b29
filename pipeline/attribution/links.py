"""Which source and which cue belong to a content, and which content it continues."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from pipeline.attribution.contents import Content
from pipeline.attribution.spans import TaggedSpan
from pipeline.encoder.encoded import EncodedArticle, FloatArray, Pointer

_FARTHEST = 60
_PARTS = re.compile(r"[.!?][\"”’')]*\s+[A-Z\"“‘']|\n\s*[^a-z\s]|[“”\"].*\w.*[“”\"]", re.S)
"""What parts two sentences, or a whole quotation that stands between."""


def choose(
    encoded: EncodedArticle,
    pointer: Pointer,
    contents: Sequence[Content],
    candidates: Sequence[TaggedSpan],
    paragraphs: Sequence[tuple[int, int]],
) -> TaggedSpan | None:
    """The source or cue of a statement: in a paragraph of its contents, in one before that ends with a colon, or in
    one behind that goes on with the sentence.

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
    places |= {p + 1 for p in places if p + 1 < len(paragraphs) and encoded.text[paragraphs[p + 1][0]].islower()}
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


def beside(
    text: str,
    contents: Sequence[Content],
    candidates: Sequence[TaggedSpan],
    partner: TaggedSpan | None,
) -> TaggedSpan | None:
    """The nearest source or cue in the sentence of a content, for a statement whose contents point at none.

    The pointer of a long turn loses its attribution now and then; one that stands beside a content, or beside the
    statement's own cue or source, and that no other statement claims, is its own.

    Args:
        text: the article's text.
        contents: the statement's contents.
        candidates: sources or cues that no statement claims.
        partner: the statement's cue, where a source is looked for, and the other way round.
    """
    places = [(c.start, c.end) for c in contents] + ([(partner.start, partner.end)] if partner else [])
    found = []
    for candidate in candidates:
        for start, end in places:
            before, after = (end, candidate.start) if end <= candidate.start else (candidate.end, start)
            if 0 <= after - before <= _FARTHEST and not _PARTS.search(text, before - 1, after + 1):
                found.append((after - before, candidate))
    return min(found, key=lambda pair: (pair[0], pair[1].start))[1] if found else None


def continues(encoded: EncodedArticle, later: Content, earlier: Content) -> bool:
    """Whether the encoder points from a content back to an earlier one as its continuation, rather than at nothing."""
    none, back = encoded.point("continues", later.start, [earlier.start])
    return bool(back > none)


def _softmax(scores: FloatArray) -> FloatArray:
    exponents = np.exp(scores - scores.max())
    return np.asarray(exponents / exponents.sum())
