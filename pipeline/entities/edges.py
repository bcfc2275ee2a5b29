"""The edges of mentions: what the encoder cut off a name, and what it left hanging on to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.entities.mentions import EntityMention

_DIRECTION = (
    r"(?:North|South|East|West|North-?[Ee]ast|North-?[Ww]est|South-?[Ee]ast|South-?[Ww]est)(?:ern)?"
    r"|Central|Upper|Lower|Greater|New|Sub-Saharan|sub-Saharan|Saint|St\."
)
_BEFORE = re.compile(rf"(?<![\w-])(?:{_DIRECTION})[ -]$")
_SUB = re.compile(r"(?<![\w-])[Ss]ub-$")
_OPEN = re.compile(r"\s(?:of|for|and|de|del|of the|for the)$")
_NICKNAME = re.compile(r" (?:\"\w+\"|“\w+”|‘\w+’|'\w+'|\(\w+\)) ")
_NAMED_NICKNAME = re.compile(r"(?<= [\"“‘'(])\w+(?=[\"”’')] [^\W\d_a-z])")
_HANGING_AFTER = re.compile(r"(?:[-–—\"“”‘’'(\[{,;:/*#\s]|(?<![A-Z])(?<!\b\w\w)\.)+$")
_HANGING_BEFORE = re.compile(r"^[-–—\"“”‘’'()\[\]{},;:/*\s]+")


def mended(text: str, mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions without hanging punctuation, and with the direction that belongs to the name of a place or people.

    "[South] [Korean]" and "South [Korean]" become "[South Korean]".

    Args:
        text: the article's text.
        mentions: what the encoder found, in order.
    """
    done: list[EntityMention] = []
    for mention in mentions:
        words = text[mention.start : mention.end]
        start = mention.start + len(words) - len(_HANGING_BEFORE.sub("", words))
        end = mention.end - (len(words) - len(_HANGING_AFTER.sub("", words)))
        if start >= end or _is_nickname(text, done, start, end):
            continue
        trimmed = replace(mention, start=start, end=end)
        if done and (_left_open(text, done[-1], start) or _halves(text, done[-1], trimmed)):
            before = done.pop()
            trimmed = replace(before, end=end)
        if trimmed.label in ("Location", "NORP"):
            trimmed = _with_direction(text, trimmed, done)
        done.append(trimmed)
    return done


def _is_nickname(text: str, done: Sequence[EntityMention], start: int, end: int) -> bool:
    """Whether words stand in quotation marks right behind a person's given name, the family name to come."""
    if not done or done[-1].label != "Person" or done[-1].end != start - 2:
        return False
    found = _NAMED_NICKNAME.match(text, start)
    return found is not None and found.end() == end


def _left_open(text: str, before: EntityMention, start: int) -> bool:
    """Whether a mention breaks off after a preposition where the next one begins ("United States of", "America")."""
    return text[before.end : start].isspace() and _OPEN.search(text, before.start, before.end) is not None


def _halves(text: str, before: EntityMention, mention: EntityMention) -> bool:
    """Whether two mentions with a space or nickname between them are one ("Anna", "Brel"; "Anna “Bee” Brel")."""
    gap = text[before.end : mention.start]
    same = before.label == mention.label and before.label in ("Person", "NORP", "Location")
    return same and (gap == " " or (before.label == "Person" and _NICKNAME.fullmatch(gap) is not None))


def _with_direction(text: str, mention: EntityMention, done: list[EntityMention]) -> EntityMention:
    head = text[max(0, mention.start - 16) : mention.start]
    found = _BEFORE.search(head) or _SUB.search(head)
    if found is None:
        return mention
    start = mention.start - (len(head) - found.start())
    if done and done[-1].end > start:
        if done[-1].start < start:
            return mention
        done.pop()
    return replace(mention, start=start)
