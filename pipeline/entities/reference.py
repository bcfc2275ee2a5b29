"""What pronouns and descriptions refer back to: the encoder's pointer, under what number, gender and kind allow.

An article is read from its beginning. A pronoun or description is given to what was mentioned before, named or not,
and can itself be pointed at from then on (the mention-ranking model with previous decisions, compare Clark and
Manning, 2015, "Entity-centric coreference resolution with model stacking").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import EntityLabel, Gender
from pipeline.speakers.nouns import is_plural, noun_gender, noun_type
from pipeline.speakers.pronouns import PRONOUNS

_THINGS: frozenset[EntityLabel] = frozenset(("ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "MISC"))
_PLACES: frozenset[EntityLabel] = frozenset(("GPE", "LOC"))
_SEVERAL: frozenset[EntityLabel] = frozenset(("ORG", "NORP"))
_PERSON: frozenset[EntityLabel] = frozenset(("PERSON",))
_ORGANIZATION: frozenset[EntityLabel] = frozenset(("ORG",))
_PLACE_NOUNS = frozenset(
    """country nation state republic kingdom city town village capital region province district island islands county
    municipality territory archipelago peninsula continent""".split()
)
_ANY_PRONOUN = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE
)
_PHRASE = re.compile(r"\b(?P<article>(?i:the|this|that|an?|his|her|its|their|my|our))(?P<words>(?: [a-z][\w-]*){1,4})")
_WORD = re.compile(r"\S+")
_COMPLEMENT = re.compile(r" (?:of|who|that|which)\b")
_ENDS_PHRASE = frozenset(
    """will would has have had is are was were be been can could may might must shall should do does did said says say
    and or but of in on at to for from with by as than who that which whose where when not also""".split()
)
_FURTHEST = 60
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Referent:
    """Something mentioned in ``text[start:end]``.

    ``index`` is its cluster's, negative for what has no name; ``labels`` are what it can be.
    """

    start: int
    end: int
    index: int
    labels: frozenset[EntityLabel]
    gender: Gender | None = None


def references(encoded: EncodedArticle, mentioned: Sequence[Referent]) -> list[Referent]:
    """What the pronouns and descriptions of an article refer back to.

    Args:
        encoded: the article's encoding; its pointer "antecedent" chooses.
        mentioned: what the article mentions by name, and what is known to be referred to, in order.

    Returns:
        The pronouns and descriptions that refer to one of the clusters, in order.
    """
    if "antecedent" not in encoded.queries:
        return []
    seen: list[Referent] = []
    found: list[Referent] = []
    genders = {r.index: r.gender for r in mentioned if r.gender}
    unnamed = -1
    for item in sorted([*mentioned, *_phrases(encoded.text, mentioned)], key=lambda r: (r.start, -r.end)):
        if item.index >= 0:
            seen.append(item)
            continue
        index = _antecedent(encoded, item, seen, genders)
        if index is None:
            index, unnamed = unnamed, unnamed - 1
        elif item.gender:
            genders.setdefault(index, item.gender)
        known = Referent(item.start, item.end, index, item.labels, item.gender)
        seen.append(known)
        if index >= 0:
            found.append(known)
    return found


def _phrases(text: str, mentioned: Sequence[Referent]) -> list[Referent]:
    """Pronouns and descriptions outside of what is mentioned; -1 stands for one that can refer back, -2 for "a …"."""
    taken = [False] * (len(text) + 1)
    for referent in mentioned:
        taken[referent.start : referent.end] = [True] * (referent.end - referent.start)
    phrases = []
    for match in _ANY_PRONOUN.finditer(text):
        if not taken[match.start()]:
            labels, gender = _pronoun(match.group().lower())
            phrases.append(Referent(match.start(), match.end(), -1, labels, gender))
    for match in _PHRASE.finditer(text):
        head = _head(match["words"])
        if head is None or taken[match.start()]:
            continue
        noun, end = head[0], match.start("words") + head[1]
        labels = _described(noun)
        if labels and not taken[end - 1]:
            # "The mayor of Lim" says itself who is meant.
            back = match["article"].lower() in ("the", "this", "that") and not is_plural(noun)
            back = back and not _COMPLEMENT.match(text, end)
            phrases.append(Referent(match.start(), end, -1 if back else -2, labels, noun_gender(noun)))
    return phrases


def _pronoun(word: str) -> tuple[frozenset[EntityLabel], Gender | None]:
    gender, plural = PRONOUNS.get({"hers": "her", "theirs": "their"}.get(word, word), (None, word == "themselves"))
    if plural:
        return _SEVERAL, None
    return (_PERSON, gender) if gender else (_THINGS, None)


def _described(head: str) -> frozenset[EntityLabel]:
    if head in _PLACE_NOUNS:
        return _PLACES
    if is_plural(head):
        return _SEVERAL
    return {"person": _PERSON, "organization": _ORGANIZATION, "group": _SEVERAL}.get(noun_type(head) or "", frozenset())


def _head(words: str) -> tuple[str, int] | None:
    """The head noun of the words that follow an article, and where it ends: the last noun before the phrase does."""
    best = None
    for found in _WORD.finditer(words):
        word = found.group()
        if word in _ENDS_PHRASE:
            break
        if word in _PLACE_NOUNS or noun_type(word) is not None:
            best = word, found.end()
        elif best is not None:
            break
    return best


def _antecedent(
    encoded: EncodedArticle, item: Referent, seen: Sequence[Referent], genders: dict[int, Gender]
) -> int | None:
    """What an item refers back to, by the probabilities of all its mentions together; None for something new."""
    if item.index == -2:
        return None
    before = [r for r in seen[-_FURTHEST:] if r.end <= item.start and r.labels & item.labels]
    if item.gender:
        before = [r for r in before if (r.gender or genders.get(r.index) or item.gender) == item.gender]
    if not before:
        return None
    logits = encoded.point("antecedent", item.start, [r.start for r in before]).astype(np.float64)
    weights = np.exp(logits - logits.max())
    weights /= weights.sum()
    of_index: dict[int, float] = {}
    for referent, weight in zip(before, weights[1:], strict=True):
        of_index[referent.index] = of_index.get(referent.index, 0.0) + float(weight)
    best = max(of_index, key=lambda index: of_index[index])
    return best if of_index[best] >= _SURE else None
