"""Pronouns that name a source."""

from __future__ import annotations

from pipeline.records import Gender

PRONOUNS: dict[str, tuple[Gender | None, bool | None]] = {
    "he": ("male", False),
    "his": ("male", False),
    "him": ("male", False),
    "himself": ("male", False),
    "she": ("female", False),
    "her": ("female", False),
    "herself": ("female", False),
    "they": (None, True),
    "their": (None, True),
    "them": (None, True),
    "both": (None, True),
    "it": (None, False),
    "its": (None, False),
    "who": (None, None),
    "which": (None, None),
    "i": (None, False),
    "we": (None, True),
    "my": (None, False),
    "our": (None, True),
    "one": (None, False),
}
"""Pronouns that can name a source, with the gender they tell and whether they are plural."""
