"""Whom a description stands for: somebody whose role it repeats, somebody described before, or somebody new."""

from __future__ import annotations

import math

from pipeline.speakers.antecedents import Choice, Discourse, same_kind
from pipeline.speakers.names import fold
from pipeline.speakers.nouns import singular
from pipeline.speakers.organizations import organization_words
from pipeline.speakers.parties import Party, Parties
from pipeline.speakers.phrases import Phrase
from pipeline.speakers.scoring import Features, score, softmax

DESCRIPTION_WEIGHTS = {
    "head": 2.0,
    "overlap": 2.5,
    "missing": -1.0,
    "sentences": -0.5,
    "after": -1.0,
    "speaker": 0.8,
    "named": 0.5,
    "encoder": 0.3,
}
"""Weights for definite descriptions."""

NOBODY = 1.5
"""What a candidate's score has to reach: below, the description is somebody new."""

_GENERIC_ORGANIZATIONS = frozenset(
    "company firm agency organization organisation group body institution party bank club team union association "
    "outlet newspaper ngo charity watchdog regulator authority giant automaker chain retailer".split()
)


def resolve_description(phrase: Phrase, parties: Parties, discourse: Discourse) -> Choice | None:
    """Choose whom a description stands for, None if it introduces somebody new."""
    heading = discourse.context.article.paragraphs[discourse.context.paragraph_at(phrase.start)].role == "heading"
    if not phrase.definite and not heading:
        return None
    fitting: list[tuple[Party, tuple[int, int], Features]] = []
    for party in parties.all:
        if not same_kind(phrase.type, party.type) or (phrase.plural and not party.plural and party.type == "person"):
            continue
        if phrase.gender and party.gender and phrase.gender != party.gender:
            continue
        features = description_features(phrase, party, discourse)
        if features is not None:
            fitting.append((party, party.last_before(phrase.start) or party.mentions[0], features))
    if not fitting:
        return None
    logits = discourse.encoded.point("antecedent", phrase.start, [m[0] for _, m, _ in fitting])
    scores = []
    for (_, _, features), logit in zip(fitting, logits[1:], strict=True):
        features["encoder"] = max(-10.0, min(10.0, float(logit - logits[0])))
        scores.append(score(features, DESCRIPTION_WEIGHTS))
    probabilities = softmax([*scores, NOBODY])
    best = max(range(len(fitting)), key=lambda i: scores[i])
    if scores[best] < NOBODY:
        return None
    return Choice(fitting[best][0], probabilities[best], fitting[best][1])


def description_features(phrase: Phrase, party: Party, discourse: Discourse) -> Features | None:
    """What speaks for and against a party; None if it shares nothing with the description."""
    head, overlap, missing = _shared(phrase, party)
    if not head and not (party.type == "organization" and phrase.head in _GENERIC_ORGANIZATIONS and party.named):
        return None
    context = discourse.context
    last = party.last_before(phrase.start)
    here = context.sentence_at(phrase.start)
    return {
        "head": head,
        "overlap": overlap,
        "missing": missing,
        "sentences": math.log1p(here - context.sentence_at(last[0])) if last else 2.0,
        "after": float(last is None),
        "speaker": float(discourse.previous_speaker(phrase.start) is party),
        "named": float(party.named),
    }


def _shared(phrase: Phrase, party: Party) -> tuple[float, float, float]:
    """Whether the head noun is shared, the share of the description's other words that are, and how many are not."""
    head = singular(phrase.head)
    rest = phrase.words - {phrase.head}
    best = (0.0, 0.0, 0.0)
    described: list[tuple[str, frozenset[str]]] = [(role.head, role.words) for role in party.roles]
    if party.head:
        described.append((party.head, party.words))
    if party.type in ("organization", "document") and party.named:
        for form in party.forms:
            words = organization_words(form)
            described += [(w, frozenset(words)) for w in words if singular(fold(w)) == head]
    for other_head, words in described:
        if singular(fold(other_head)) != head and head not in {singular(w) for w in words}:
            continue
        known = words | {w for form in party.forms for w in organization_words(form)} | _name_words(party)
        shared = len(rest & known) / len(rest) if rest else 0.5
        value = (1.0 if singular(fold(other_head)) == head else 0.6, shared, float(len(rest - known)))
        best = max(best, value)
    return best


def _name_words(party: Party) -> frozenset[str]:
    return frozenset(word for name in party.names for word in name.words)
