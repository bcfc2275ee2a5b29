"""Windows, features and pointers: what has to hold of the encoder's input and output for any text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoder.encoded import distance_bucket
from pipeline.encoder.features import Break, Casing, Pieces, Quoted, cut_pieces
from pipeline.encoder.windows import cut_windows
from tests.encoded import encode_by_hand
from tests.tiny import tiny_tokenizer


def pieces_with_breaks(n: int, breaks: set[int]) -> Pieces:
    inputs = np.zeros((n, 5), dtype=np.int64)
    inputs[:, 3] = [Break.PARAGRAPH if i in breaks or i == 0 else Break.SPACE for i in range(n)]
    return Pieces(np.stack([np.arange(n), np.arange(n) + 1], axis=1), inputs)


@settings(deadline=None)
@given(st.integers(0, 700), st.sets(st.integers(0, 699)), st.integers(2, 90), st.data())
def test_windows_decide_every_piece_once_and_overlap_enough(n, breaks, size, data):
    overlap = data.draw(st.integers(0, size // 2))
    windows = cut_windows(pieces_with_breaks(n, breaks), size, overlap)
    decided = [i for w in windows for i in range(w.keep_start, w.keep_end)]
    assert decided == list(range(n))
    assert all(w.start <= w.keep_start < w.keep_end <= w.end <= w.start + size for w in windows)
    assert all(a.end - b.start >= overlap for a, b in pairwise(windows))


def test_windows_must_advance():
    with pytest.raises(ValueError, match="overlap must be from 0 to size - 1 = 9"):
        cut_windows(pieces_with_breaks(30, set()), 10, 10)


def test_pieces_carry_casing_marks_and_breaks():
    text = "NATO said “no.”\n\nThe dam 4"
    pieces = cut_pieces(tiny_tokenizer(), text)
    at = dict(zip(pieces.offsets[:, 0].tolist(), pieces.inputs.tolist(), strict=True))
    words = {w: at[text.index(w)] for w in ("NATO", "said", "“", "no", ".", "”", "The", "dam", "4")}
    assert [words[w][1] for w in ("said", "The", "4", ".")] == [
        Casing.LOWER,
        Casing.TITLE,
        Casing.DIGIT,
        Casing.PUNCTUATION,
    ]
    assert [words[w][2] for w in ("“", "no", "”", "said")] == [
        Quoted.OPENING,
        Quoted.INSIDE,
        Quoted.CLOSING,
        Quoted.OUTSIDE,
    ]
    assert [words[w][3] for w in ("said", ".", "The")] == [Break.SPACE, Break.NONE, Break.PARAGRAPH]


def test_an_address_in_the_first_line_is_not_read():
    text = "https://example.org/news/1\nThe dam opens."
    pieces = cut_pieces(tiny_tokenizer(), text)
    assert text[pieces.offsets[0, 0] :].startswith("The dam")


@given(st.text(max_size=200))
@settings(deadline=None)
def test_offsets_of_pieces_are_ordered_and_inside_the_text(text):
    pieces = cut_pieces(tiny_tokenizer(), text)
    assert pieces.inputs.shape == (len(pieces), 5)
    flat = pieces.offsets
    assert ((flat[:, 0] < flat[:, 1]) & (flat[:, 1] <= len(text))).all()
    assert (flat[1:, 0] >= flat[:-1, 0]).all()


def test_distances_grow_by_powers_of_two_on_both_sides():
    buckets = distance_bucket(np.asarray([0, -1, -2, -3, -4, 1, 2, 4, -5000, 5000]))
    assert buckets.tolist() == [0, 1, 2, 2, 3, 13, 14, 15, 12, 24]


def test_a_pointer_prefers_its_target_over_none():
    text = "Brel spoke. She said so. Oda left."
    encoded = encode_by_hand(text, {}, [("antecedent", "She", "Brel")])
    scores = encoded.point("antecedent", text.index("She"), [text.index("Brel"), text.index("Oda")])
    assert scores.argmax() == 1
    assert encoded.point("antecedent", text.index("Oda"), [text.index("Brel")]).argmax() == 0
