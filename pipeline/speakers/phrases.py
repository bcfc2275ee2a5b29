"""Reading a mention: a pronoun, a name with or without a role, several names joined, or a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.entities.mentions import EntityMention
from pipeline.records import Gender, SpeakerType
from pipeline.speakers.appositions import offices
from pipeline.speakers.context import Context, core_end
from pipeline.speakers.folding import fold
from pipeline.speakers.honorifics import AMBIGUOUS_TITLES, TITLES
from pipeline.speakers.nouns import is_plural, noun_gender, noun_type
from pipeline.speakers.pronouns import PRONOUNS

PhraseKind = Literal["pronoun", "name", "joint", "description"]

_PREPOSITION = re.compile(r"\b(?:of|for|from|in|at|on|with|by|to|near|under|among|against|between)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*\.?", re.UNICODE)
_GENERIC = frozenset(
    """tv radio television state-run online local news newspaper daily paper magazine weekly journal tabloid
    agency newswire website site portal channel network station broadcaster service outlet""".split()
)
_POSSESSIVE_PRONOUNS = frozenset("""his her its their my our your whose""".split())
_DEFINITE = frozenset("""the this that these those both said""".split()) | _POSSESSIVE_PRONOUNS
_INDEFINITE = frozenset(
    """a an one some any another other each every several many few most all no two three four five six seven eight
    nine ten dozens hundreds thousands more various numerous certain both""".split()
)
_POSSESSOR = re.compile(r"\w['’]s?\s")
_OWN_WORDS = re.compile(
    r"(?P<owner>his|her|its|their)\s(?:[\w-]+\s){0,2}?(?:statement|letter|post|tweet|article|message|remarks|comments|speech|"
    r"answer|reply|response|column|note)\b",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(r"\s+(?:and|or)\s+(?:others?|several|some|many|two|three|an?|the|his|her|their|fellow)\b")
_FAMILY = re.compile(r"[Tt]he [A-Z][\w-]*[^\W\d_s’']s")
_AUTHORED = re.compile(r"\b(?:by|from)\s+")
NAME_LABELS = ("Person", "Organization", "Location", "Facility", "NORP", "Misc", "Product")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention, read.

    Attributes:
        start: where it begins.
        end: where it ends.
        kind: pronoun, name, joint or description.
        head: its head noun, folded; the pronoun; empty for names.
        name: the entity that it names, if it names one.
        parts: the entities that it joins, if it joins several.
        type: what it can name, None if it does not tell.
        gender: the gender it tells, or None.
        plural: whether it names several, None if it does not tell.
        definite: whether it points back ("the", "this") rather than introduces ("a", "one").
        words: the main words up to its head, folded.
        all_words: all of its main words, folded.
        proper: those of them that are capitalized, the first word aside.
        heading: whether it stands in a heading, where articles are left out.
        possessive: whether it begins with a possessive pronoun ("his lawyer").
        owned: whether it says whose it is by a name ("the bank's lawyer", "the head of the bank").
    """

    start: int
    end: int
    kind: PhraseKind
    head: str
    name: EntityMention | None = None
    parts: tuple[EntityMention, ...] = ()
    type: SpeakerType | None = None
    gender: Gender | None = None
    plural: bool | None = None
    definite: bool = False
    words: frozenset[str] = frozenset()
    all_words: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    heading: bool = False
    possessive: bool = False
    owned: bool = False


def read_phrase(context: Context, start: int, end: int) -> Phrase:
    """Read the mention ``[start, end)`` of an article."""
    text = context.text[start:end]
    word = fold(text)
    if word in PRONOUNS and not (len(text) > 1 and text.isupper()):
        gender, plural = PRONOUNS[word]
        return Phrase(start, end, "pronoun", word, gender=gender, plural=plural, type=_pronoun_type(word))
    entities = [e for e in context.entities_in(start, end) if e.label in NAME_LABELS]
    joint = _joint(context.text, start, end, entities)
    if joint:
        return Phrase(start, end, "joint", "", parts=tuple(joint), type="group", plural=True, words=main_words(text))
    heading = context.article.paragraphs[context.paragraph_at(start)].role == "heading"
    if _FAMILY.fullmatch(text) and noun_type(text.split()[1]) is None:
        words = main_words(text)
        return Phrase(start, end, "description", word.split()[1], type="group", plural=True, words=words)
    person = _head_person(context.text, start, end, entities)
    if person:
        before = main_words(context.text[start : person.start])
        gender = next((g for w in before if (g := noun_gender(w))), None)
        return Phrase(
            start, end, "name", "", name=person, type="person", gender=gender, plural=False, words=main_words(text)
        )
    named = _apposed_organization(context.text, start, end, entities)
    if named:
        return Phrase(start, end, "name", "", name=named, type="organization", plural=False, words=main_words(text))
    return _described(context, start, end, entities, heading)


def author_phrase(context: Context, phrase: Phrase) -> Phrase | None:
    """The person who is named or described as the author of a document ("a statement by the minister"), or None."""
    for found in _AUTHORED.finditer(context.text, phrase.start, phrase.end):
        author = read_phrase(context, found.end(), phrase.end)
        if author.type == "person" and not author.plural:
            return author
    own = _OWN_WORDS.match(context.text, phrase.start, phrase.end)
    if own:
        return read_phrase(context, phrase.start, phrase.start + own.end("owner") - own.start())
    owner = re.match(r"(?P<owner>.{2,60}?)['’]s?\s", context.text[phrase.start : phrase.end])
    if owner:
        author = read_phrase(context, phrase.start, phrase.start + owner.end("owner"))
        if author.kind == "name" and author.type == "person":
            return author
    return None


def _pronoun_type(word: str) -> SpeakerType | None:
    if word in ("he", "his", "him", "himself", "she", "her", "herself", "i", "my", "who"):
        return "person"
    return "organization" if word in ("it", "its", "which") else None


def _head_person(text: str, start: int, end: int, entities: Sequence[EntityMention]) -> EntityMention | None:
    """The person that a phrase names: not one that it merely mentions ("X's lawyer", "a friend of X")."""
    for person in (e for e in reversed(entities) if e.label == "Person"):
        rest = text[person.end : end].lstrip()
        if re.match(r"['’](?:s\b|(?=\s))", rest) or (text[person.end - 2 : person.end] in ("'s", "’s") and rest):
            continue
        if re.match(r"[a-z]", rest) and not re.match(
            r"(?:who|which|of|from|in|at|with|for|former|then|acting|aged|himself|herself)\b", rest
        ):
            continue
        if _AND_OTHERS.match(text, person.end, end):
            continue
        before = text[start : person.start]
        if "," in before or _governed(before, [e for e in entities if e.end <= person.start], start) is False:
            return person
    return None


def _governed(before: str, entities: Sequence[EntityMention], start: int) -> bool:
    """Whether a preposition in front of a name takes the name as its complement."""
    found = [
        m for m in _PREPOSITION.finditer(before) if not any(e.start <= start + m.start() < e.end for e in entities)
    ]
    if not found:
        return False
    between = before[found[-1].end() :].split()
    if not between:
        return True
    office = before[: found[-1].start()].split()[-1:]
    # The "of" of an office or a body: "Chief of Police General X", "University of Y astronomer Dr X".
    body = office and office[0][0].isupper() and noun_type(office[0]) in ("person", "organization")
    if found[-1].group() == "of" and body:
        return False
    # "a spokesman for President X" names the spokesman, "Minister of Health X" and "director for Asia X" name X.
    return noun_type(between[-1]) == "person" or fold(between[-1]) in TITLES - AMBIGUOUS_TITLES


def _joint(text: str, start: int, end: int, entities: Sequence[EntityMention]) -> list[EntityMention]:
    """The people or organizations that a phrase joins, or none."""
    people = [e for e in entities if e.label == "Person"]
    if len(people) > 1 and re.search(r"\b(?:and|or)\b|&", text[people[-2].end : people[-1].start]):
        links = [text[a.end : b.start] for a, b in pairwise(people)]
        if all(re.match(r"\s*(?:\([^)]*\))?\s*(?:,|and\b|or\b|&|’s|'s)", link) for link in links) and not re.match(
            r"['’]s?\s+\w", text[people[-1].end : end]
        ):
            return people
    others = [
        e for e in entities if e.label in ("Organization", "Location", "Misc", "Facility") and text[e.start - 1] != "("
    ]
    if len(others) > 1:
        links = [text[a.end : b.start] for a, b in pairwise(others)]
        if (
            all(re.fullmatch(r"\s*(?:\([^)]*\))?\s*(?:,|(?:,\s*)?(?:and|or|&))\s*(?:the\s+)?", link) for link in links)
            and re.search(r"\b(?:and|or)\b|&", links[-1])
            and not text[others[-1].end : end].strip(" ’'s")
            and re.fullmatch(r"(?:both\s+)?(?:the\s*)?", text[start : others[0].start], re.IGNORECASE)
        ):
            return others
    return []


def _apposed_organization(text: str, start: int, end: int, entities: Sequence[EntityMention]) -> EntityMention | None:
    """The organization in "a research group, X"."""
    last = next((e for e in reversed(entities) if text[e.start - 1] != "("), None)
    if last is None or last.label != "Organization" or re.sub(r"\s*\([^)]*\)", "", text[last.end : end]).strip():
        return None
    before = re.fullmatch(r"(?P<what>.*?\w),\s+(?:the\s+)?", text[start : last.start], re.IGNORECASE | re.DOTALL)
    if before is None:
        return None
    what = before["what"].split()
    introduced = fold(what[0]) in _DEFINITE | _INDEFINITE
    return last if introduced or noun_type(what[-1]) in ("organization", "group") else None


def _described(context: Context, start: int, end: int, entities: Sequence[EntityMention], heading: bool) -> Phrase:
    text = context.text
    stop = core_end(context, start, end)
    core = text[start:stop].strip()
    words = [fold(w) for w in _WORD.findall(core)]
    if words and words[-1] in ("s", "'s"):
        words.pop()
    head = words[-1] if words else fold(core)
    first = words[0] if words else ""
    inner = [e for e in entities if e.end <= stop + 1]
    last = inner[-1] if inner else None
    kind = noun_type(head) or ("person" if head in offices(context) else None)
    plural = is_plural(head) or kind == "group" if kind or is_plural(head) else None
    definite = first in _DEFINITE or bool(_POSSESSOR.search(core)) or (first not in _INDEFINITE and not plural)
    person = next((e for e in entities if e.label == "Person" and _AND_OTHERS.match(text, e.end, end)), None)
    if person:
        joined = main_words(text[person.start : end])
        return Phrase(person.start, end, "description", head, type="group", plural=True, words=joined)
    if _coordinated(text, start, stop, entities):
        return Phrase(start, end, "description", head, type="group", plural=True, words=main_words(text[start:end]))
    if last and last.label != "NORP":
        rest = [fold(w) for w in _WORD.findall(text[last.end : stop])]
        rest = [w for w in rest if w != "s"]
        possessive = bool(re.match(r"['’]", text[last.end : stop])) or text[max(start, last.end - 2) : last.end] in (
            "'s",
            "’s",
        )
        whole = not text[last.end : stop].strip(" ’'\"”s")
        if (whole and not (possessive and stop < end)) or (rest and set(rest) <= _GENERIC and not possessive):
            own = noun_type(head) if whole and last.label != "Person" else None
            type_: SpeakerType = (
                "document" if own == "document" and last.label in ("Misc", "Product") else "organization"
            )
            if last.label == "Person":
                type_ = "person"
            last = _with_capitals(text, start, last)
            return Phrase(
                start, end, "name", "", name=last, type=type_, plural=False, definite=True, words=main_words(core)
            )
    if kind is None and plural:
        kind = "group"
    return Phrase(
        start,
        end,
        "description",
        head,
        type=kind,
        gender=_core_gender(words),
        plural=plural,
        definite=definite,
        words=main_words(core),
        all_words=main_words(text[start:end]),
        proper=_proper(text[start:end]),
        heading=heading,
        possessive=first in _POSSESSIVE_PRONOUNS,
        owned=bool(_POSSESSOR.search(core)) or any(e.start >= stop for e in entities),
    )


def _coordinated(text: str, start: int, stop: int, entities: Sequence[EntityMention]) -> bool:
    """Whether a phrase joins two noun phrases, of which at least one is no name ("the government and the rebels")."""
    for found in re.finditer(
        r"\s(?:and|or)\s(?=(?:the|an?|its|his|her|their|other|some|several|[A-Z])\b)", text[start:stop]
    ):
        at = start + found.start()
        if any(e.start <= at < e.end for e in entities):
            continue
        left = [fold(w) for w in _WORD.findall(text[start:at])]
        named = any(e.end == at or text[e.end : at].strip() in ("", "’s", "'s") for e in entities if e.end <= at)
        if left and (named or noun_type(left[-1]) in ("organization", "group")):
            return True
    return False


def _with_capitals(text: str, start: int, name: EntityMention) -> EntityMention:
    """An organization's name with the capitalized words in front of it ("Peruvian" of "the Peruvian Government")."""
    if name.label != "Organization":
        return name
    before = re.search(r"(?:\b[A-Z][\w-]+ )+$", text[start : name.start])
    words = before.group().split() if before else []
    if not before or fold(words[0]) in _DEFINITE | _INDEFINITE or noun_type(words[-1]) is not None:
        return name
    return replace(name, start=start + before.start())


def _proper(text: str) -> frozenset[str]:
    words = _WORD.findall(text)[1:]
    return frozenset(fold(w) for w in words if w[0].isupper() and noun_type(w) is None)


def _core_gender(words: Sequence[str]) -> Gender | None:
    return noun_gender(words[-1]) if words else None


_STOP = frozenset("""the a an this that these those s of and for in his her its their one""".split())


def main_words(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, folded."""
    return frozenset(w for w in (fold(x) for x in _WORD.findall(text)) if w not in _STOP)
