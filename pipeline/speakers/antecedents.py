"""Who a pronoun or a description stands for: certain constraints first, then the weights of what is left."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.encoder.encoded import Pointer
from pipeline.entities.mentions import EntityMention
from pipeline.records import SpeakerType
from pipeline.speakers.descriptions import GENERIC_ORGANIZATIONS, PLACES, excludes, new_features, shared_words
from pipeline.speakers.parties import Party
from pipeline.speakers.phrases import Phrase
from pipeline.speakers.salience import Discourse, rank_recency, salience
from pipeline.speakers.scoring import Features, choose
from pipeline.speakers.weights import PERSON_DESCRIPTION, PRONOUN, THING_DESCRIPTION, THING_PRONOUN

_NUMBERS = "zero one two three four five six seven".split()
_LEAST = -8.0
_RELATED = re.compile(r"\b(?:her|his|their)\s(?:[\w-]+\s){0,3}[\w-]+,?\s$", re.IGNORECASE)
_MENTIONS = 6
_OPENING = 4
_AHEAD = 2
_LIKELY, _OTHERS = 0.05, 2

Option = tuple[Party, tuple[int, int], Features]
"""A candidate: the party, its mention that speaks for it, its features."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A party chosen among candidates, with its probability, the mention that speaks for it, and the next best."""

    party: Party
    probability: float
    mention: tuple[int, int]
    others: tuple[Choice, ...] = ()


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
        The best candidate, or None if no candidate fits or the speaker is the article's author ("I", "we").
    """
    if phrase.head in ("i", "we", "my", "our"):
        return None
    fitting = [party for party in candidates if fits(phrase, party)]
    if phrase.head in ("who", "which", "whose"):
        return _relative(phrase, fitting)
    options = _options(phrase, fitting, discourse, own)
    if not options:
        return _next_named(phrase, fitting, discourse)
    for party, _, features in options:
        features["gender"] = float(phrase.gender is not None and party.gender == phrase.gender)
        features["leaning"] = float(phrase.gender is not None and party.leaning == phrase.gender)
        features["leaning_else"] = float(bool(phrase.gender and party.leaning) and party.leaning != phrase.gender)
        features["organization"] = float(party.type == "organization")
        features["they_organization"] = float(party.type == "organization" and bool(phrase.plural))
        features["members"] = float(bool(party.members))
        features["group"] = float(party.type == "group")
        features["place"] = float(party.place)
    _point(options, phrase, discourse, own, None)
    weights = PRONOUN if phrase.type == "person" else THING_PRONOUN
    return best(options, weights, discourse)


def resolve_description(
    phrase: Phrase, candidates: Sequence[Party], discourse: Discourse, own: Sequence[tuple[int, int]]
) -> Choice | None:
    """Choose whom a description stands for; None if it introduces somebody new.

    Args: as of ``resolve_pronoun``.
    """
    if "other" in phrase.words:
        return None
    fitting = [p for p in candidates if describes(phrase, p) and not mentioned_in(phrase, p)]
    if phrase.head == "latter":
        return _relative(phrase, fitting)
    options = _options(phrase, fitting, discourse, own, later=True)
    if not options:
        return None
    for party, _, features in options:
        features.update(shared_words(phrase, party))
        features["gender"] = float(phrase.gender is not None and party.gender == phrase.gender)
        features["generic"] = float(phrase.head in GENERIC_ORGANIZATIONS and party.type == "organization")
        features["place"] = float(party.place)
        features["called_place"] = float(party.place and phrase.head in PLACES)
        features["members"] = float(bool(party.members))
        features["counted"] = float(counts(phrase, party))
        features["possessive_description"] = float(phrase.possessive)
        features["same_type"] = float(phrase.type == party.type)
        features["called_so"] = float(phrase.definite and discourse.called.get((phrase.head, phrase.words)) is party)
        if not phrase.definite:
            features["indefinite"] = 1.0
            features["indefinite_head"] = features["head"]
            features["indefinite_shared"] = features["shared"]
            features["indefinite_later"] = features.get("later", 0.0)
        elif "later" in features:
            features["later_head"] = features["head"]
            features["later_shared"] = features["shared"]
    weights = PERSON_DESCRIPTION if phrase.type == "person" else THING_DESCRIPTION
    if phrase.possessive:
        options = [o for o in options if o[2]["head"] or o[2]["head_within"]]
        if not options:
            return None
    known = [o for o in options if o[2]["full"] or (phrase.type == "person" and o[2]["same_words"])]
    if phrase.definite and len(known) == 1:
        return Choice(known[0][0], 0.97, known[0][1])
    taken_up = [o for o in options if phrase.type == "document" and o[2]["head"] and not o[2]["missing"]]
    if phrase.definite and taken_up and not phrase.possessive:
        last = max(taken_up, key=lambda option: option[1])
        return Choice(last[0], 0.9, last[1])
    new = new_features(phrase)
    _point(options, phrase, discourse, own, new)
    bearers = sum(features["bears"] for _, _, features in options)
    callers = sum(features["head"] for _, _, features in options)
    for _, _, features in options:
        features["head_far"] = features["head"] * features.get("sentences", 0.0)
        features["sole_bearer"] = float(features["bears"] and bearers == 1)
        features["no_bearer"] = float(bool(bearers) and not features["bears"])
        features["only_head"] = float(features["head"] and callers == 1)
    return best(options, weights, discourse, new)


def resolve_name(name: EntityMention, bearers: Sequence[Party], discourse: Discourse) -> Choice | None:
    """Choose whom a name stands for that several people bear; None if none of them was mentioned before.

    Args:
        name: the name.
        bearers: the people who bear it.
        discourse: what was resolved before.
    """
    phrase = Phrase(name.start, name.end, "name", "", type="person", plural=False)
    options = _options(phrase, bearers, discourse, [])
    if not options:
        return None
    _point(options, phrase, discourse, [], None)
    # an article that has called one of them by the name alone goes on to do so
    alone = discourse.context.text[name.start : name.end]
    for party, _, features in options:
        before = (discourse.context.text[start:end] for start, end in party.mentions if end <= name.start)
        features["called_alone"] = float(alone in before)
    return best(options, PRONOUN, discourse)


def fits(phrase: Phrase, party: Party) -> bool:
    """Whether number, gender and animacy allow a pronoun to stand for a party."""
    if phrase.type == "person" and phrase.head not in ("who", "whose"):
        if party.type != "person" or party.plural:
            return False
        return not (party.gender and phrase.gender and party.gender != phrase.gender)
    if phrase.head in ("it", "its", "which"):
        return party.type in ("organization", "document") and not party.plural
    if phrase.head in ("they", "their", "them", "both"):
        return party.type in ("group", "organization", "document") or party.plural or not party.named
    return True


def describes(phrase: Phrase, party: Party) -> bool:
    """Whether type, number and gender allow a description to stand for a party."""
    if not same_kind(phrase.type, party.type):
        return False
    if phrase.plural and phrase.type == "group" and party.type == "person":
        return False
    return not (phrase.gender and party.gender and phrase.gender != party.gender) and not excludes(phrase, party)


def counts(phrase: Phrase, party: Party) -> bool:
    """Whether a description counts the members of a party ("the two")."""
    counted = [_NUMBERS.index(word) for word in phrase.words | {phrase.head} if word in _NUMBERS]
    return bool(counted) and counted[0] == len(party.members)


def mentioned_in(phrase: Phrase, party: Party) -> bool:
    """Whether a description mentions a party, which it can then not stand for ("X's spokesman")."""
    whole = (phrase.start, phrase.end)
    return any(phrase.start <= m[0] and m[1] <= phrase.end and m != whole for m in party.mentions)


def same_kind(one: SpeakerType | None, other: SpeakerType) -> bool:
    """Whether a description's type allows a party's type; what is unknown allows all."""
    if one is None:
        return True
    if one in ("group", "organization"):
        return other in ("group", "organization")
    return one == other


def _next_named(phrase: Phrase, fitting: Sequence[Party], discourse: Discourse) -> Choice | None:
    """The person named soonest after a pronoun that nobody stands before, as at the head of a feature."""
    context = discourse.context
    after = [(m, p) for p in fitting for m in p.mentions if p.named and m[0] > phrase.end]
    near = [pair for pair in after if context.paragraph_at(pair[0][0]) - context.paragraph_at(phrase.start) <= _AHEAD]
    if phrase.type != "person" or not near:
        return None
    mention, party = min(near, key=lambda pair: pair[0])
    return Choice(party, 0.6, mention)


def _relative(phrase: Phrase, fitting: Sequence[Party]) -> Choice | None:
    found = [(mention, party) for party in fitting if (mention := party.last_before(phrase.start)) is not None]
    if not found:
        return None
    mention, party = max(found, key=lambda pair: pair[0][1])
    return Choice(party, 0.9, mention)


def _options(
    phrase: Phrase, fitting: Sequence[Party], discourse: Discourse, own: Sequence[tuple[int, int]], later: bool = False
) -> list[Option]:
    options: list[Option] = []
    for party in fitting:
        found = salience(party, phrase.start, discourse, own)
        if found is not None:
            options.append((party, found[0], found[1]))
        elif later and party.mentions and party.named and not party.place and not _theirs(party, discourse):
            options.append((party, party.mentions[0], _later(phrase, party, discourse)))
    rank_recency([(mention, features) for _, mention, features in options if "later" not in features])
    return options


def _theirs(party: Party, discourse: Discourse) -> bool:
    """Whether a party is introduced as somebody's ("her daughter, Mia Berg"), and so is not who was spoken of."""
    start = party.mentions[0][0]
    return bool(_RELATED.search(discourse.context.text, max(0, start - 50), start))


def _point(
    options: Sequence[Option],
    phrase: Phrase,
    discourse: Discourse,
    own: Sequence[tuple[int, int]],
    new: Features | None,
) -> None:
    """Add what the encoder says of the mention's antecedent, and of the statement's speaker."""
    point(options, discourse, "antecedent", phrase.start, new)
    if own:
        point(options, discourse, "speaker", own[0][0], new)


def _later(phrase: Phrase, party: Party, discourse: Discourse) -> Features:
    """What speaks for a party that is named only after its description, as headlines and first sentences do."""
    context = discourse.context
    here = context.paragraph_at(phrase.start)
    gap = context.paragraph_at(party.mentions[0][0]) - here
    opening = here < _OPENING
    return {
        "later": 1.0,
        "later_gap": math.log1p(gap),
        "later_opening": float(opening),
        "later_source": float(opening and gap <= 2 and context.is_source(party.mentions[0])),
        "named": 1.0,
    }


def point(
    options: Sequence[Option], discourse: Discourse, pointer: Pointer, offset: int, new: Features | None = None
) -> None:
    """Add what a pointer of the encoder says: each party's log-probability, over the mentions nearest to ``offset``.

    Args:
        options: the candidates.
        discourse: what is known.
        pointer: which pointer.
        offset: where the mention or content begins that points.
        new: the features of introducing somebody new, which get the log-probability of pointing at nothing.
    """
    starts = [[start for start, _ in party.mentions] for party, *_ in options]
    nearest = [sorted(places, key=lambda at: abs(at - offset))[:_MENTIONS] for places in starts]
    logits = discourse.encoded.point(pointer, offset, [at for places in nearest for at in places])
    bounds = np.cumsum([0, 1, *map(len, nearest)])
    totals = [float(np.logaddexp.reduce(logits[a:b])) for a, b in pairwise(bounds)]
    norm = float(np.logaddexp.reduce(totals))
    for (_, _, features), total in zip(options, totals[1:], strict=True):
        features[pointer] = max(_LEAST, total - norm)
    if new is not None:
        new[pointer] = max(_LEAST, totals[0] - norm)


def best(
    options: Sequence[Option], weights: Mapping[str, float], discourse: Discourse, new: Features | None = None
) -> Choice | None:
    """The best of the options, None if introducing somebody ``new`` (or nobody) is better."""
    if discourse.watch is not None:
        discourse.watch(options, weights, new)
    features = [option[2] for option in options]
    best, probabilities = choose([*features, new] if new is not None else features, weights)
    if best == len(options):
        return None
    ranked = sorted(
        (Choice(party, p, mention) for (party, mention, _), p in zip(options, probabilities, strict=False)),
        key=lambda choice: -choice.probability,
    )
    others = [c for c in ranked if c.party is not options[best][0] and c.probability >= _LIKELY]
    return Choice(options[best][0], probabilities[best], options[best][1], tuple(others[:_OTHERS]))
