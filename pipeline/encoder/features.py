"""From text to the encoder's input: word pieces, each with features that an uncased vocabulary loses.

Beside the piece itself the encoder sees its casing, where it stands to the quotation marks, the break before
it and the shape of its paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encoded import IntArray
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.quotation.marks import Region, scan

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Casing(IntEnum):
    """How a piece is written."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4
    DIGIT = 5
    PUNCTUATION = 6


class Quoted(IntEnum):
    """Where a piece stands to the quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    NESTED = 2
    OPENING = 3
    CLOSING = 4


class Break(IntEnum):
    """What separates a piece from the one before it."""

    NONE = 0
    SPACE = 1
    PARAGRAPH = 2


class Shape(IntEnum):
    """The shape of the paragraph in which a piece stands."""

    SENTENCES = 0
    UNTERMINATED = 1
    COLON = 2
    QUOTED = 3
    SHORT = 4


FEATURES: dict[str, int] = {
    "casing": len(Casing),
    "quoted": len(Quoted),
    "break": len(Break),
    "shape": len(Shape),
}
"""The features after the piece's id, in the order of the input's last axis, with their number of values."""

BREAK = 1 + list(FEATURES).index("break")
"""Where the break stands in the input's last axis."""

_SHORT_PARAGRAPH = 60


@dataclass(frozen=True, slots=True)
class Pieces:
    """An article cut into word pieces.

    Attributes:
        offsets: start and end offset of each piece. *Shape:* (n, 2)
        inputs: id of each piece, then its features in the order of ``FEATURES``. *Shape:* (n, 1 + features)
    """

    offsets: IntArray
    inputs: IntArray

    def __len__(self) -> int:
        return len(self.offsets)


def cut_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut a text into word pieces with their features.

    Args:
        tokenizer: the vocabulary's tokenizer, without truncation and padding.
        text: the article's text.

    Returns:
        The pieces that stand in a paragraph (a source's URL in the first line does not).
    """
    paragraphs = split_paragraphs(text)
    regions = scan(text, paragraphs)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    if paragraphs and len(ids):
        bounds = np.asarray(paragraphs, dtype=np.int64)
        of_piece = np.searchsorted(bounds[:, 0], offsets[:, 0], side="right") - 1
        keep = (of_piece >= 0) & (offsets[:, 0] < bounds[np.maximum(of_piece, 0), 1])
        ids, offsets, of_piece = ids[keep], offsets[keep], of_piece[keep]
    else:
        ids, offsets, of_piece = ids[:0], offsets[:0], ids[:0]
    columns = [
        ids,
        np.asarray([_casing(text[start:end]) for start, end in offsets.tolist()], dtype=np.int64),
        _quoted(offsets, regions),
        _breaks(offsets, of_piece),
        _shapes(text, paragraphs, regions)[of_piece] if len(ids) else ids,
    ]
    return Pieces(offsets, np.stack(columns, axis=1))


def _casing(piece: str) -> Casing:
    if not any(c.isalnum() for c in piece):
        return Casing.PUNCTUATION
    if piece.isdigit():
        return Casing.DIGIT
    if piece.islower():
        return Casing.LOWER
    if piece.isupper():
        return Casing.TITLE if len(piece) == 1 else Casing.UPPER
    if piece.istitle():
        return Casing.TITLE
    return Casing.MIXED


def _quoted(offsets: IntArray, regions: Sequence[Region]) -> IntArray:
    states = np.full(len(offsets), Quoted.OUTSIDE, dtype=np.int64)
    for region in regions:
        first = int(np.searchsorted(offsets[:, 0], region.start, side="left"))
        last = int(np.searchsorted(offsets[:, 0], region.end, side="left"))
        states[first:last] = Quoted.INSIDE if region.level == 1 else Quoted.NESTED
        if region.level == 1:
            if region.opening and first > 0 and offsets[first - 1, 1] == region.start:
                states[first - 1] = Quoted.OPENING
            if region.closing and last < len(offsets) and offsets[last, 0] == region.end:
                states[last] = Quoted.CLOSING
    return states


def _breaks(offsets: IntArray, of_piece: IntArray) -> IntArray:
    breaks = np.full(len(offsets), Break.PARAGRAPH, dtype=np.int64)
    if len(offsets) > 1:
        same = of_piece[1:] == of_piece[:-1]
        touching = offsets[1:, 0] == offsets[:-1, 1]
        breaks[1:] = np.where(same, np.where(touching, Break.NONE, Break.SPACE), Break.PARAGRAPH)
    return breaks


def _shapes(text: str, paragraphs: Sequence[tuple[int, int]], regions: Sequence[Region]) -> IntArray:
    quoted = {(r.start - len(r.opening), r.end + len(r.closing)) for r in regions if r.level == 1}
    shapes = []
    for start, end in paragraphs:
        last = text[end - 1]
        if (start, end) in quoted:
            shapes.append(Shape.QUOTED)
        elif last == ":":
            shapes.append(Shape.COLON)
        elif last in ".!?…\"”’'»)":
            shapes.append(Shape.SENTENCES)
        else:
            shapes.append(Shape.SHORT if end - start <= _SHORT_PARAGRAPH else Shape.UNTERMINATED)
    return np.asarray(shapes, dtype=np.int64)
