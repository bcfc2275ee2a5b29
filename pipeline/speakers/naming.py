"""The names in an article: the encoder's entity mentions, mended by what the article's words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.entities.mentions import EntityMention
from pipeline.speakers.folding import fold, strip_possessive
from pipeline.speakers.honorifics import AMBIGUOUS_TITLES, GENERATIONS, NOUNS_AS_NAMES, PARTICLES, TITLES
from pipeline.speakers.names import is_role, is_title, parse_person
from pipeline.speakers.nouns import is_plural, noun_type
from pipeline.speakers.offices import is_office, office_acronyms
from pipeline.speakers.organizations import acronym_of, is_acronym, organization_words
from pipeline.speakers.pronouns import PRONOUNS

_GOES_ON = re.compile(
    r"(?:[-‐‑](?=[^\W\d_])[\w’']+)+(?<![’']s)|,? (?:[IVX]{2,4}|Jr\.?|Sr\.?)(?!\w)| [IVX](?!\w|\.| [a-z])"
)
_AND = re.compile(r"\s+(?:and|&)\s+")
_TOKEN = re.compile(r"[^\s,()\"“”]+")
_EXCELLENCY = re.compile(r"H\.? ?E\.?(?=\s+[A-Z])")
_NO_NAMES = frozenset(PRONOUNS) | frozenset(
    "the a an this that these those some many most all other another no".split()
)
_FIRM = re.compile(
    r"(?:[\w-]+\s+){0,4}(?P<noun>[a-z]+)\s+(?P<name>[A-Z][\w.’'&-]*(?:\s+(?:[A-Z0-9][\w.’'&-]*|of|and|for|the))*?)\s*"
)
_UNITS = frozenset("district city county state province region town village".split())
_LOWER = re.compile(r"(?:[a-z][\w-]*\s+)+(?=[A-Z])")
_SMALL_WORDS = frozenset("of the for and in on to at de del la against".split())
_SENTENCE_ENDS = ("", *".!?…:;“”\"'’)]")
_SURE = 0.5
_LONGEST_NAME = 6


def mend_names(
    text: str, entities: Sequence[EntityMention], sources: Iterable[tuple[int, int, bool]]
) -> list[EntityMention]:
    """Mend an article's entity mentions.

    Args:
        text: the article's text.
        entities: the mentions, in order.
        sources: start and end of each mention of a source, and whether it is likely a person.

    Returns:
        The mentions with their edges mended, those that sources show, and the repetitions of people's names.
    """
    offices = office_acronyms(text, [(e.start, e.end) for e in entities if e.label == "Person"])
    entities = [entity for entity in entities if not _is_office_name(text, entity, offices)]
    names = whole_names(text, _vote(text, [part for entity in entities for part in _parts(text, entity)]))
    for start, end, person in sources:
        if place := _shown(text, names, start, end, person):
            names = _merge([EntityMention(*place, "Person", 1.0)], names)
        elif place := _titlecase(text, names, start, end) or _called(text, names, start, end):
            names = _merge([EntityMention(*place, "Organization", 1.0)], names)
    names = [_without_office(text, name, offices) for name in names]
    return _merge(names, _repetitions(text, names))


def whole_names(text: str, entities: Sequence[EntityMention]) -> list[EntityMention]:
    """Mend the edges of names: people's up to the end of a hyphenated word, organizations' with their country.

    "Anna Lin" of "Anna Lin-wei", "Kwame Osei" of "Kwame Osei II"; "Bordurian" and "Maritime Authority" are one
    name, as are "Syldavia" and "Supreme Court" in "Syldavia's Supreme Court", for there are many of them.
    """
    acronyms = {text[e.start : e.end] for e in entities if is_acronym(text[e.start : e.end])}
    mended: list[EntityMention] = []
    for entity in entities:
        if entity.label == "Person" and (more := _GOES_ON.match(text, entity.end)):
            entity = replace(entity, end=more.end())
        before = mended[-1] if mended else None
        if before is not None and before.end > entity.start:
            continue
        if before is not None and entity.label == "Organization" and _country(text, before, entity, acronyms):
            mended.pop()
            entity = replace(entity, start=before.start)
        if before is not None and entity.label == "Person" and _month_name(text, before, entity):
            mended.pop()
            entity = replace(entity, start=before.start)
        mended.append(entity)
    return mended


def _is_office_name(text: str, entity: EntityMention, offices: frozenset[str]) -> bool:
    """Whether a mention names an office and nobody: its acronym, or titles alone ("the King", "HH")."""
    words = text[entity.start : entity.end].split()
    if entity.label != "Person":
        return len(words) == 1 and words[0] in offices
    the = text[max(0, entity.start - 4) : entity.start].lower() == "the "
    known = TITLES if the else TITLES - AMBIGUOUS_TITLES
    return all(fold(word) in known for word in words) or (len(words) == 1 and words[0] in offices)


def _without_office(text: str, name: EntityMention, offices: frozenset[str]) -> EntityMention:
    """A person's name without the acronym of an office in front of it."""
    first = text[name.start : name.end].split(maxsplit=1)
    if name.label == "Person" and len(first) == 2 and first[0] in offices:
        return replace(name, start=name.end - len(first[1]))
    return name


def _month_name(text: str, before: EntityMention, name: EntityMention) -> bool:
    """Whether a "date" in front of a name is a given name ("June Lim", "April May")."""
    alone = text[before.start : before.end].isalpha() and text[before.end : name.start] == " "
    return before.label == "Date" and alone and len(text[name.start : name.end].split()) <= 3


def titled_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name at the end of a phrase that begins with a title or role ("Chief of Police General X").

    Returns:
        Where the name stands, or None if the phrase has another shape.
    """
    stop = _bracket(text, start, end)
    comma = text.rfind(", ", start, stop)
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop)]
    if not tokens:
        return None
    last_title = max(
        (i for i, token in enumerate(tokens[:-1]) if _is_title(text, token, i, len(tokens) - 1 - i)), default=None
    )
    excellency = max((m.end() for m in _EXCELLENCY.finditer(text, start, stop)), default=0)
    if last_title is None and not excellency:
        return None
    begin = max(tokens[last_title][1] if last_title is not None else 0, excellency, comma + 1)
    name = [token for token in tokens if token[0] >= begin]
    if not name or not _looks_like_name(text, name):
        return None
    governed = re.search(
        r"\b(?:for|by|from|with|against|to)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$", text[start : name[0][0]]
    )
    if governed and comma < start and _names_person(text[start : start + governed.start()]):
        return None
    return name[0][0], name[-1][1]


def _shown(text: str, names: Sequence[EntityMention], start: int, end: int, person: bool) -> tuple[int, int] | None:
    """The person's name that the mention of a source shows, where the entities have none or only a part of it."""
    inside = [e for e in names if e.start < end and start < e.end]
    people = [e for e in inside if e.label == "Person"]
    place = titled_name(text, start, end)
    if place is None and person:
        whole = [(m.start(), m.end()) for m in _TOKEN.finditer(text, start, _bracket(text, start, end))]
        organized = any(
            e.label in ("Organization", "Facility") and e.end - e.start > 3
            for e in inside
            if whole and e.start < whole[-1][1]
        )
        if whole and "," not in text[start : whole[-1][1]] and _looks_like_name(text, whole) and not organized:
            place = whole[0][0], whole[-1][1]
    if place is None or any(e.start <= place[0] and place[1] <= e.end for e in people):
        return None
    place = place[0], place[0] + len(strip_possessive(text[place[0] : place[1]]))
    cut = any(e.start < place[0] < e.end for e in inside if e.label in ("Person", "Organization", "Facility"))
    return None if cut else place


def _titlecase(text: str, names: Sequence[EntityMention], start: int, end: int) -> tuple[int, int] | None:
    """The organization that a mention in capitals names ("The Management Unit of the Old Town (MUT)")."""
    stop = _bracket(text, start, end)
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop)]
    the = bool(tokens) and fold(text[slice(*tokens[0])]) == "the"
    # A capital "The" within a sentence is part of a name ("The Observer").
    titled = the and text[tokens[0][0]].isupper() and not _opens_sentence(text, start)
    tokens = tokens[1:] if the else tokens
    words = [text[a:b] for a, b in tokens]
    capitals = [w for w in words if w[0].isupper()]
    if titled and words and len(capitals) == len(words):
        return tokens[0][0], tokens[-1][1]
    if len(capitals) < 2 or not words[0][0].isupper() or not words[-1][0].isupper() or is_office(words[-1]):
        return None
    if not all(w[0].isupper() or w in _SMALL_WORDS for w in words) or "," in text[tokens[0][0] : tokens[-1][1]]:
        return None
    if not any(noun_type(w) == "organization" for w in capitals) or is_office(words[0]):
        return None
    whole = tokens[0][0], tokens[-1][1]
    if any(
        e.start < whole[1] and whole[0] < e.end and (e.start, e.end) != whole and e.label == "Person" for e in names
    ):
        return None
    return whole


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start]
    return "\n" in before or before.rstrip()[-1:] in _SENTENCE_ENDS


def _called(text: str, names: Sequence[EntityMention], start: int, end: int) -> tuple[int, int] | None:
    """The organization's name behind a common noun ("consulting firm Northwind") that the entities have not."""
    found = _FIRM.fullmatch(text, start, _bracket(text, start, end))
    if not found or noun_type(found["noun"]) != "organization" or found["noun"] in _UNITS:
        return None
    if any(e.start < end and start < e.end and e.label in ("Person", "Organization") for e in names):
        return None
    return found.span("name")


def _bracket(text: str, start: int, end: int) -> int:
    """Where a bracket opens that closes the phrase, or its end."""
    at = text.find("(", start + 1, end)
    return at if at >= 0 and text.find(")", at, end) in (-1, end - 1) else end


def _parts(text: str, entity: EntityMention) -> list[EntityMention]:
    """A person's name without what the tags wrongly drew in; two people joined are two."""
    if entity.label == "Organization" and (lower := _LOWER.match(text, entity.start, entity.end)):
        generic = noun_type(lower.group().split()[-1]) == "organization"
        return [replace(entity, start=lower.end())] if generic else [entity]
    if entity.label != "Person":
        return [entity]
    joined = _AND.search(text, entity.start, entity.end)
    if joined:
        halves = replace(entity, end=joined.start()), replace(entity, start=joined.end())
        return [part for half in halves for part in _parts(text, half)]
    words = text[entity.start : entity.end].split()
    if len(words) > 2 and is_acronym(words[-1]) and not words[0].isupper() and fold(words[-1]) not in GENERATIONS:
        entity = replace(entity, end=entity.end - len(words[-1]) - 1)
    if len(words) > 2 and _common_noun(text, entity.start, words[0]):
        entity = replace(entity, start=entity.start + len(words[0]) + 1)
    letters = sum(c.isalpha() for c in text[entity.start : entity.end])
    return [entity] if letters > 1 else []


def _common_noun(text: str, start: int, word: str) -> bool:
    """Whether a sentence begins with what the article elsewhere has as a lower-case noun ("Weaver", "the weaver")."""
    return _opens_sentence(text, start) and re.search(rf"\b(?:the|an?) {re.escape(word.lower())}\b", text) is not None


def _vote(text: str, entities: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions with the label that each name has most often, by the sum of the scores."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for entity in entities:
        votes[text[entity.start : entity.end]][entity.label] += entity.score
    return [
        replace(entity, label=max(found, key=lambda label: found[label]))
        for entity in entities
        for found in (votes[text[entity.start : entity.end]],)
    ]


def _merge(first: Sequence[EntityMention], second: Sequence[EntityMention]) -> list[EntityMention]:
    """All of ``first``, and of ``second`` what does not overlap it, in order."""
    taken = sorted(first, key=lambda e: e.start)
    kept = list(taken)
    for entity in second:
        if not any(entity.start < other.end and other.start < entity.end for other in taken):
            kept.append(entity)
    return sorted(kept, key=lambda e: e.start)


def _repetitions(text: str, names: Sequence[EntityMention]) -> list[EntityMention]:
    """People's full and family names where the tags missed them."""
    wanted: set[str] = set()
    for entity in names:
        if (
            entity.label == "Person"
            and entity.score >= _SURE
            and len(parse_person(text[entity.start : entity.end]).words) > 1
        ):
            full = strip_possessive(text[entity.start : entity.end])
            family = full.split()[-1]
            wanted.add(full)
            if len(family) > 3 and family.istitle() and noun_type(family) is None:
                wanted.add(family)
    if not wanted:
        return []
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    return [EntityMention(m.start(), m.end(), "Person", 0.5) for m in pattern.finditer(text)]


def _country(text: str, before: EntityMention, name: EntityMention, acronyms: set[str]) -> bool:
    """Whether a name in front of an organization's belongs to it; the article's acronyms show it best."""
    own, whole = text[name.start : name.end], text[before.start : name.end]
    generic = any(noun_type(word) == "organization" for word in re.findall(r"\w+", own))
    if before.label not in ("NORP", "Location", "Organization") or not generic:
        return False
    if any(acronym_of(a, own) for a in acronyms) and not any(acronym_of(a, whole) for a in acronyms):
        return False
    between = text[before.end : name.start]
    return between == " " or (between in ("'s ", "’s ") and len(organization_words(own)) <= 2)


def _is_title(text: str, token: tuple[int, int], position: int, following: int) -> bool:
    word = fold(text[token[0] : token[1]])
    if text[token[0] : token[1]].endswith(("'s", "’s", "’")):
        return False
    written = text[slice(*token)]
    if is_title(word, written, first=position == 0, following=following):
        return True
    return is_role(word) if written[0].isupper() else noun_type(word) == "person" and not is_plural(word)


def _looks_like_name(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether words are all capitalized, or small words inside a name, and none of them a common noun for a source."""
    words = [text[start:end] for start, end in tokens]
    if len(words) > _LONGEST_NAME or words[0][0].islower() or words[-1][0].islower():
        return False
    first, last = fold(words[0]), fold(words[-1])
    if first in _NO_NAMES or (last in TITLES | NOUNS_AS_NAMES and len(words) == 1) or is_office(words[-1]):
        return False
    if not all(w[0].isupper() or fold(w) in PARTICLES for w in words):
        return False
    return not any(noun_type(w) in ("organization", "document", "group") for w in words) and not (
        is_acronym(words[-1]) and not all(is_acronym(w) for w in words)
    )


def _names_person(text: str) -> bool:
    words = re.findall(r"[\w-]+", text)
    return bool(words) and noun_type(words[-1]) in ("person", "group", "document")
