"""The edges of mentions: what the encoder cut off a name, and what it left hanging on to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.speakers.honorifics import PARTICLES

if TYPE_CHECKING:
    from pipeline.entities.mentions import EntityMention

_DIRECTION = (
    r"(?:North|South|East|West|North-?[Ee]ast|North-?[Ww]est|South-?[Ee]ast|South-?[Ww]est)(?:ern)?"
    r"|Central|Upper|Lower|Greater|New|Sub-Saharan|sub-Saharan|Saint|St\."
)
_BEFORE = re.compile(rf"(?<![\w-])(?:{_DIRECTION})[ -]$")
_SUB = re.compile(r"(?<![\w-])[Ss]ub-$")
_OPEN = re.compile(r"\s(?:of|for|and|&|de|del|of the|for the)$")
_GOES_ON = re.compile(r" (?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*)*")
_LOWER_TAIL = re.compile(r"(?<=\w)(?: [a-z]{2,})+$")
_UNOPENED = re.compile(r"^[^()]*?(?=\))")
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
        unopened = _UNOPENED.match(words)
        words = unopened.group() if unopened else words
        end = mention.start + len(_HANGING_AFTER.sub("", words))
        if start >= end or _is_nickname(text, done, start, end):
            continue
        trimmed = replace(mention, start=start, end=end)
        if done and (_left_open(text, done[-1], start) or _halves(text, done[-1], trimmed)):
            before = done.pop()
            trimmed = replace(before, end=end)
        if trimmed.label == "Person":
            trimmed = _without_verb(text, trimmed)
        if trimmed.label in ("Location", "NORP"):
            trimmed = _with_direction(text, trimmed, done)
        done.append(trimmed)
    return [_closed(text, mention, after) for mention, after in zip(done, [*done[1:], None], strict=False)]


def _without_verb(text: str, name: EntityMention) -> EntityMention:
    """A person's name without the words in lower case behind it ("Anna Brel dwelt"), small words of names aside."""
    tail = _LOWER_TAIL.search(text, name.start, name.end)
    return name if tail is None or tail.group().split()[-1] in PARTICLES else replace(name, end=tail.start())


def _closed(text: str, mention: EntityMention, after: EntityMention | None) -> EntityMention:
    """A mention that breaks off after a small word, with the capitalized words behind it, or else without the small."""
    open_at = _OPEN.search(text, mention.start, mention.end)
    if open_at is None or mention.label == "Date":
        return mention
    goes_on = _GOES_ON.match(text, mention.end)
    if goes_on and (after is None or goes_on.end() <= after.start):
        return replace(mention, end=goes_on.end())
    return replace(mention, end=open_at.start())


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
    """Whether two mentions with a space or nickname between them are one ("Anna", "Brel"; "Anna “Bee” Brel").

    An organization's acronym in front of another one's name may well be that of its owner ("UN Refugee Agency").
    """
    gap = text[before.end : mention.start]
    if before.label != mention.label:
        return False
    if before.label == "Organization":
        return gap == " " and not any(text[m.start : m.end].isupper() for m in (before, mention))
    nickname = before.label == "Person" and _NICKNAME.fullmatch(gap) is not None
    return before.label in ("Person", "NORP", "Location") and (gap == " " or nickname)


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
