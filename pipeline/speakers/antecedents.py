"""Who a pronoun or a description stands for.

Constraints that are certain rule candidates out; the rest is weighed by a log-linear model over the classic cues
of pronoun resolution (distance, subjecthood, repetition, quotation: Lappin and Leass, 1994; Ge et al., 1998) and
the encoder's antecedent scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import SpeakerType
from pipeline.speakers.context import Context
from pipeline.speakers.parties import Party
from pipeline.speakers.phrases import Phrase
from pipeline.speakers.scoring import Features, score, softmax

PRONOUN_WEIGHTS = {
    "sentences": -0.9,
    "paragraphs": -0.3,
    "subject": 1.0,
    "speaker": 1.6,
    "quoted": -1.5,
    "own": -2.5,
    "possessive": -0.5,
    "object": -1.0,
    "gender": 1.0,
    "count": 0.4,
    "source": 0.8,
    "named": 0.5,
    "encoder": 0.5,
}
"""Weights for pronouns."""

_OBJECT = re.compile(
    r"\b(?:told|tells|telling|to|with|by|of|for|from|on|against|about|asked|informed|met|meeting|between|and|replace[ds]?|"
    r"succeed(?:ed|s)?|accus(?:ed|ing|es)|called|urged|like|at)\s+(?:[A-Z]\S*\s+|[a-z]+\s+){0,3}$"
)
_LEAD = re.compile(
    r"^(?:[\W_]*(?:But|And|However|For|Yet|Meanwhile|In\s[^,]{2,40},|On\s[^,]{2,40},|[A-Z][a-z]+ly)?,?\s*)"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A party chosen among candidates, with its probability and the mention that speaks for it."""

    party: Party
    probability: float
    mention: tuple[int, int]


@dataclass(slots=True)
class Discourse:
    """What is known when a mention is resolved.

    Attributes:
        context: the article.
        encoded: the encoder's output.
        speakers: offset and party of each source resolved so far, in the order of the article.
        sources: where a source stands that was resolved.
    """

    context: Context
    encoded: EncodedArticle
    speakers: list[tuple[int, Party]]
    sources: set[tuple[int, int]]

    def previous_speaker(self, offset: int) -> Party | None:
        """The speaker of the last statement attributed before ``offset``."""
        return next((party for at, party in reversed(self.speakers) if at < offset), None)


def resolve_pronoun(
    phrase: Phrase, candidates: Sequence[Party], discourse: Discourse, own: Sequence[tuple[int, int]]
) -> Choice | None:
    """Choose whom a pronoun stands for.

    Args:
        phrase: the pronoun.
        candidates: the article's parties.
        discourse: what was resolved before.
        own: the spans of the statement that it attributes.

    Returns:
        The best candidate, or None if no candidate fits.
    """
    if phrase.head in ("i", "we", "my", "our"):
        return None
    fitting = [(p, m) for p in candidates if fits(phrase, p) and (m := p.last_before(phrase.start)) is not None]
    if phrase.head in ("who", "which"):
        if not fitting:
            return None
        party, mention = max(fitting, key=lambda pair: pair[1][1])
        return Choice(party, 0.9, mention)
    if not fitting:
        return None
    logits = discourse.encoded.point("antecedent", phrase.start, [m[0] for _, m in fitting])
    scores = []
    for (party, mention), logit in zip(fitting, logits[1:], strict=True):
        features = pronoun_features(phrase, party, mention, discourse, own)
        features["encoder"] = max(-10.0, min(10.0, float(logit - logits[0])))
        scores.append(score(features, PRONOUN_WEIGHTS))
    probabilities = softmax(scores)
    best = max(range(len(fitting)), key=lambda i: scores[i])
    return Choice(fitting[best][0], probabilities[best], fitting[best][1])


def fits(phrase: Phrase, party: Party) -> bool:
    """Whether number, gender and animacy allow a pronoun to stand for a party."""
    if phrase.head in ("he", "she", "his", "her", "him", "himself", "herself"):
        if party.type != "person" or party.plural:
            return False
        return not (party.gender and phrase.gender and party.gender != phrase.gender)
    if phrase.head in ("it", "its", "which"):
        return party.type in ("organization", "document") and not party.plural
    if phrase.head in ("they", "their", "them", "both"):
        return party.type in ("group", "organization", "document") or party.plural or not party.named
    return True


def pronoun_features(
    phrase: Phrase, party: Party, mention: tuple[int, int], discourse: Discourse, own: Sequence[tuple[int, int]]
) -> Features:
    """What speaks for and against a candidate whose last mention is ``mention``."""
    context = discourse.context
    before = [m for m in party.mentions if m[1] <= phrase.start]
    sentences = context.sentence_at(phrase.start) - context.sentence_at(mention[0])
    paragraphs = context.paragraph_at(phrase.start) - context.paragraph_at(mention[0])
    nearest = context.sentence_at(mention[0])
    near = [m for m in before if context.sentence_at(m[0]) == nearest]
    quoted = all(context.quoted(m[0]) is not None for m in near)
    return {
        "sentences": math.log1p(sentences),
        "paragraphs": math.log1p(paragraphs),
        "subject": float(any(is_subject(context, m) for m in near)),
        "speaker": float(discourse.previous_speaker(phrase.start) is party),
        "quoted": float(quoted),
        "own": float(all(any(a <= m[0] < b for a, b in own) for m in near)),
        "possessive": float(all(_possessive(context, m) for m in near)),
        "object": float(all(is_object(context, m) for m in near)),
        "gender": float(phrase.gender is not None and party.gender == phrase.gender),
        "count": math.log1p(len(before)),
        "source": float(any(m in discourse.sources for m in near)),
        "named": float(party.named),
    }


def is_subject(context: Context, mention: tuple[int, int]) -> bool:
    """Whether a mention stands at the head of its sentence (after an adverbial, a title or an article)."""
    start, _ = context.sentence_bounds(mention[0])
    before = _LEAD.sub("", context.text[start : mention[0]])
    return (
        "," not in before and len(before.split()) <= 4 and not re.search(r"\b(?:said|told|by|of|for|to|with)\b", before)
    )


def is_object(context: Context, mention: tuple[int, int]) -> bool:
    """Whether a verb or preposition directly in front takes a mention as its object."""
    start, _ = context.sentence_bounds(mention[0])
    return bool(_OBJECT.search(context.text[max(start, mention[0] - 60) : mention[0]]))


def _possessive(context: Context, mention: tuple[int, int]) -> bool:
    return bool(re.match(r"['’]s?\b|['’]\s", context.text[mention[1] : mention[1] + 3])) or context.text[
        mention[1] - 2 : mention[1]
    ] in ("’s", "'s")


def same_kind(one: SpeakerType | None, other: SpeakerType) -> bool:
    """Whether a description's type allows a party's type; what is unknown allows all."""
    if one is None:
        return True
    if one in ("group", "organization"):
        return other in ("group", "organization")
    return one == other
