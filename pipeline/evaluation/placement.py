"""From the strings of a gold record to offsets: which occurrence of the words is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Offsets = tuple[int, int]

# What an occurrence costs, in characters of distance, for a paragraph break or a sentence's end in between.
_PARAGRAPH_COST = 300
_SENTENCE_COST = 40
_SENTENCE_END = re.compile(r"[.!?]\s")


def occurrences(text: str, words: str) -> list[int]:
    """Where ``words`` start in ``text``, one behind the other: as whole words if they ever stand so, else anywhere."""
    return list(_find(text, words, whole=True)) or list(_find(text, words, whole=False))


def _find(text: str, words: str, *, whole: bool) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        if whole and _cuts_a_word(text, at, at + len(words)):
            at = text.find(words, at + 1)
        else:
            yield at
            at = text.find(words, at + len(words))


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    return any(text[at].isalnum() and _is_word(text[beside : beside + 1]) for at, beside in _edges(start, end))


def _edges(start: int, end: int) -> list[Offsets]:
    """The first and the last character of a span, each with the one beside it on the outside."""
    return ([(start, start - 1)] if start else []) + [(end - 1, end)]


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def place_spans(text: str, strings: Sequence[str], after: int) -> list[Offsets] | int:
    """Place the spans of one statement: the longest first, the others around it in their order.

    Args:
        text: the article.
        strings: the spans' words, in the order in which they stand.
        after: where the statement before this one starts; the longest span's first occurrence from there on is
            taken, or its first one altogether.

    Returns:
        The offsets, or the index of the span that has no place.
    """
    anchor = max(range(len(strings)), key=lambda i: len(strings[i]))
    starts = occurrences(text, strings[anchor])
    if not starts:
        return anchor
    start = next((s for s in starts if s >= after), starts[0])
    placed = {anchor: (start, start + len(strings[anchor]))}
    for i in reversed(range(anchor)):
        length = len(strings[i])
        fitting = [s for s in occurrences(text, strings[i]) if s + length <= placed[i + 1][0]]
        if not fitting:
            return i
        placed[i] = (fitting[-1], fitting[-1] + length)
    for i in range(anchor + 1, len(strings)):
        fitting = [s for s in occurrences(text, strings[i]) if s >= placed[i - 1][1]]
        if not fitting:
            return i
        placed[i] = (fitting[0], fitting[0] + len(strings[i]))
    return [placed[i] for i in range(len(strings))]


def place_beside(text: str, words: str, spans: Sequence[Offsets], near: Sequence[Offsets]) -> Offsets | None:
    """Place the words of a mention or a cue: outside of the statement's spans, as close as can be.

    Args:
        text: the article.
        words: the words to place.
        spans: the statement's spans, in which the words are not looked for.
        near: what they should stand close to; a sentence's end and a paragraph break in between count as distance.

    Returns:
        The offsets, or None if the words stand nowhere outside the spans.
    """
    starts = [s for s in occurrences(text, words) if not any(a <= s < b for a, b in spans)]
    if not starts:
        return None
    best = [min(starts, key=lambda s, to=to: _cost(text, (s, s + len(words)), to)) for to in near]  # type: ignore[misc]
    start = min(best, key=lambda s: min(_gap((s, s + len(words)), span) for span in spans))
    return start, start + len(words)


def _gap(one: Offsets, other: Offsets) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _cost(text: str, one: Offsets, other: Offsets) -> int:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    cost = _gap(one, other)
    if "\n" in between:
        cost += _PARAGRAPH_COST
    if _SENTENCE_END.search(between):
        cost += _SENTENCE_COST
    return cost
