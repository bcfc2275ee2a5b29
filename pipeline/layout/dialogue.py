"""Dialogues: paragraphs that a label with a colon gives to their speaker ("BREL: …", "Q: …", "A: …")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_LABEL = re.compile(
    r"\s*(?P<label>(?P<short>[QA]|Question|Answer)\s?\d{0,3}(?=\s*[:.])"
    r"|[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_a-z][\w.’'-]*){0,4}(?=\s*:))\s*[:.]\s+(?=\S)"
)
_TIMES = 2
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """What one speaker says in a dialogue.

    Attributes:
        label: start and end of the label, without its colon.
        spans: start and end of what is said, for each of its paragraphs.
    """

    label: tuple[int, int]
    spans: tuple[tuple[int, int], ...]


def labelled_turns(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[LabelledTurn]:
    """Find the turns of a dialogue, one for each labelled paragraph.

    There is a dialogue where at least two labels come back ("Photo: …" alone may come back as well), in at least
    four paragraphs together; of numbered labels ("Q1", "Q2") the number doesn't count.

    Args:
        text: the article's text.
        paragraphs: start and end of its paragraphs, in order.
    """
    found = [(m, end) for start, end in paragraphs if (m := _LABEL.match(text, start, end))]
    counts = Counter(_kind(m) for m, _ in found)
    recurring = {kind for kind, times in counts.items() if times >= _TIMES}
    if len(recurring) < 2 or sum(counts[kind] for kind in recurring) < _FEWEST:
        return []
    return [LabelledTurn(m.span("label"), ((m.end(), end),)) for m, end in found if _kind(m) in recurring]


def _kind(label: re.Match[str]) -> str:
    """What tells one speaker's labels from another's: the letter, or the last name."""
    return label["short"][:1] if label["short"] else label["label"].split()[-1].casefold()
