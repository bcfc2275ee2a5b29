"""The parties of an article: everybody and everything that could say something, with all their mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.entities.mentions import EntityMention
from pipeline.records import Gender, SpeakerType
from pipeline.speakers.appositions import Role, role_gender, roles_beside
from pipeline.speakers.context import Context
from pipeline.speakers.folding import fold
from pipeline.speakers.honorifics import TITLES
from pipeline.speakers.names import PersonName, fullest, is_full, likeness, parse_person, spelling
from pipeline.speakers.organizations import (
    acronym_of,
    fullest_organization,
    index_words,
    is_acronym,
    organization_likeness,
    tidy_organization,
)

_KIN_AFTER = re.compile(r"(?:['’]s?)?\s+(?:famil(?:y|ies)|brothers|sisters|siblings|couple|clan|dynasty|twins)\b")
_TITLE_BEFORE = re.compile(r"(?<!\w)[^\W\d_]+\.?\s$")
_REACH = 30_000
_SAME_ORGANIZATION = 0.55
_PATRONYMIC_ONLY = 0.3


@dataclass(eq=False, slots=True)
class Party:
    """Somebody or something that could be a speaker.

    Attributes:
        type: what it is.
        named: whether the article names it.
        label: the fullest name, or the description.
        names: its names as people's names, for people.
        forms: every other way in which the article names it.
        mentions: where it is mentioned, in order.
        roles: what it is called beside its name.
        gender: the gender, where titles or roles tell it.
        leaning: the gender towards which the article's pronouns lean.
        plural: whether it is several.
        members: the parties that it joins.
        words: the main words of its descriptions.
        head: the head noun of its description.
        place: whether it is named as a place.
    """

    type: SpeakerType
    named: bool
    label: str = ""
    names: list[PersonName] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: Gender | None = None
    leaning: Gender | None = None
    plural: bool = False
    members: tuple[Party, ...] = ()
    words: frozenset[str] = frozenset()
    head: str = ""
    place: bool = False

    def add(self, start: int, end: int) -> None:
        """Note a mention, once."""
        at = bisect_left(self.mentions, (start, end))
        if self.mentions[at : at + 1] != [(start, end)]:
            self.mentions.insert(at, (start, end))

    def last_before(self, offset: int) -> tuple[int, int] | None:
        """The last mention that ends at or before ``offset``."""
        found = [m for m in self.mentions if m[1] <= offset]
        return found[-1] if found else None


class Parties:
    """All parties of an article, and which one each entity mention names."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.all: list[Party] = []
        self._people_by_letter: dict[str, list[Party]] = {}
        self._organizations_by_word: dict[str, list[Party]] = {}
        self._of_start: dict[int, Party] = {}
        self._of_entity: dict[tuple[int, int], Party] = {}
        self.ambiguous: list[tuple[EntityMention, list[Party]]] = []
        self._expansions = _declared_acronyms(context)
        people = [e for e in context.entities if e.label == "Person" and not self._kin(e)]
        parsed = [(e, parse_person(context.text[_title_start(context.text, e.start) : e.end])) for e in people]
        for entity, name in parsed:
            if len(name.words) > 1:
                self._add_person(entity, name)
        for entity, name in parsed:
            if len(name.words) <= 1:
                self._add_person(entity, name)
        for entity in context.entities:
            if entity.label in ("Organization", "Location", "Facility", "Misc", "Product"):
                self._add_organization(entity)
        self._join_neighbours()
        self.ambiguous.sort(key=lambda pair: pair[0].start)
        self.all.sort(key=lambda party: party.mentions[0])

    def of(self, entity: EntityMention) -> Party | None:
        """The party that an entity mention names."""
        return self._of_entity.get((entity.start, entity.end)) or self._of_start.get(entity.start)

    def near(self, offset: int) -> list[Party]:
        """The parties that are mentioned not too far from a place; in an article of usual length, all of them."""
        reach = (offset - _REACH, offset + _REACH)
        return [
            p
            for p in self.all
            if (i := bisect_left(p.mentions, (reach[0], 0))) < len(p.mentions) and p.mentions[i][0] < reach[1]
        ]

    def people(self) -> list[Party]:
        """The parties that are one person."""
        return [p for p in self.all if p.type == "person" and not p.plural]

    def describe(self, type_: SpeakerType, start: int, end: int) -> Party:
        """Add a party that the article only describes."""
        party = Party(type_, named=False, label=tidy_description(self.context.text[start:end]))
        party.add(start, end)
        self.all.append(party)
        return party

    def name_person(self, start: int, end: int) -> Party:
        """The person named by ``text[start:end]`` where the entities have none: a known one, or a new one."""
        entity = EntityMention(start, end, "Person", 1.0)
        party = self._add_person(entity, parse_person(self.context.text[start:end]))
        if party is None:
            party = self.ambiguous.pop()[1][0]
            self.assign(entity, party)
        return party

    def name_organization(self, start: int, end: int) -> Party:
        """The organization named by ``text[start:end]`` where the entities have none."""
        return self._add_organization(EntityMention(start, end, "Organization", 1.0))

    def join(self, members: Iterable[Party], start: int, end: int) -> Party:
        """The party of several named ones, joined as ``text[start:end]`` joins them."""
        joined = tuple(members)
        party = next((p for p in self.all if p.members and set(p.members) == set(joined)), None)
        if party is None:
            party = Party("group", named=True, plural=True, members=joined)
            self.all.append(party)
        party.add(start, end)
        return party

    def assign(self, name: EntityMention, party: Party) -> None:
        """Say who bears a name here that several could."""
        party.add(name.start, name.end)
        self._note_name(party, parse_person(self.context.text[name.start : name.end]))
        self._of_entity[name.start, name.end] = self._of_start[name.start] = party

    def _join_neighbours(self) -> None:
        """Add the parties that "X and Y" names, so that "they" can stand for them."""
        people = [(place, party) for place, party in self._of_entity.items() if party.type == "person"]
        run: list[tuple[tuple[int, int], Party]] = []
        for place, party in sorted(people, key=lambda pair: pair[0]):
            link = self.context.text[run[-1][0][1] : place[0]] if run else ""
            if run and not re.fullmatch(r"(?:\s*\([^)]*\))?,?\s+(?:and\s+)?(?:[\w.’'-]+\s+){0,3}|,\s+", link):
                run = []
            run.append((place, party))
            if len(run) > 1 and re.search(r"\band\s", link):
                self.join([p for _, p in run], run[0][0][0], place[1])
                run = []

    def _kin(self, entity: EntityMention) -> bool:
        """Whether it names a family ("the Petrov family", "the Petrovs")."""
        text = self.context.text
        the = text[max(0, entity.start - 4) : entity.start].lower() == "the "
        return the and bool(
            _KIN_AFTER.match(text, entity.end) or re.fullmatch(r"\w+[^s’']s", text[entity.start : entity.end])
        )

    def _add_person(self, entity: EntityMention, name: PersonName) -> Party | None:
        """Note a person's name; None if several people bear it and only the words around can tell."""
        bearers = self._bearers(entity, name) if name.words else []
        if len(bearers) > 1:
            self.ambiguous.append((entity, bearers))
            return None
        party = bearers[0] if bearers else Party("person", named=True)
        if not bearers:
            self.all.append(party)
        self._note_name(party, name)
        party.add(entity.start, entity.end)
        party.gender = party.gender or name.gender
        for role in roles_beside(self.context, entity.start, entity.end):
            party.roles.append(role)
            party.gender = party.gender or role_gender(role)
        party.label = fullest(party.names).text
        self._of_entity[entity.start, entity.end] = self._of_start[entity.start] = party
        return party

    def _note_name(self, party: Party, name: PersonName) -> None:
        party.names.append(name)
        for word in (*name.words, *name.spare):
            bearers = self._people_by_letter.setdefault(spelling(word)[:1], [])
            if party not in bearers:
                bearers.append(party)

    def _bearers(self, entity: EntityMention, name: PersonName) -> list[Party]:
        """The people whom a name fits best, by the name itself and by the role in front of it."""
        scored = []
        letters = {spelling(word)[:1] for word in (*name.words, *name.spare)}
        for party in dict.fromkeys(party for letter in letters for party in self._people_by_letter.get(letter, ())):
            if party.gender and name.gender and party.gender != name.gender:
                continue
            scores = [likeness(name, other) for other in party.names]
            # A longer name that cannot be the same speaks against the shorter ones of the same party.
            if any(s == 0.0 and is_full(n) for s, n in zip(scores, party.names, strict=True)):
                continue
            if max(scores, default=0.0) > 0.0:
                scored.append((max(scores), party))
        if not scored:
            return []
        best = max(score for score, _ in scored)
        if best <= _PATRONYMIC_ONLY and len(scored) > 1:
            return []
        top = [party for score, party in scored if score >= best - 0.02]
        if name.gender:
            top = [party for party in top if party.gender == name.gender] or top
        called = roles_beside(self.context, entity.start, entity.end)
        if len(top) > 1 and called:
            fit = {id(party): max(_alike(party, role) for role in called) for party in top}
            top = [party for party in top if fit[id(party)] == max(fit.values())]
        return top

    def _add_organization(self, entity: EntityMention) -> Party:
        text = self.context.text[entity.start : entity.end]
        best, found = 0.0, None
        for party in self._alike_organizations(text):
            if (entity.label in ("Location", "Facility")) != party.place and text not in party.forms:
                continue
            score = max(self._likeness(text, form) for form in party.forms)
            if score > best:
                best, found = score, party
        if found is None or best < _SAME_ORGANIZATION:
            found = Party("organization", named=True, place=entity.label in ("Location", "Facility"))
            self.all.append(found)
        for word in index_words(text):
            organizations = self._organizations_by_word.setdefault(word, [])
            if found not in organizations:
                organizations.append(found)
        found.forms.append(text)
        found.add(entity.start, entity.end)
        found.label = tidy_organization(fullest_organization(found.forms))
        self._of_entity[entity.start, entity.end] = self._of_start[entity.start] = found
        return found

    def _alike_organizations(self, text: str) -> list[Party]:
        """The organizations that could be the one named, by a word or the initials that they share."""
        expansion = self._expansions.get(tidy_organization(text), "")
        words = [*index_words(text), *index_words(expansion)]
        return list(dict.fromkeys(p for word in words for p in self._organizations_by_word.get(word, ())))

    def _likeness(self, one: str, other: str) -> float:
        expansion = self._expansions.get(tidy_organization(one)), self._expansions.get(tidy_organization(other))
        if expansion[0]:
            one = expansion[0]
        if expansion[1]:
            other = expansion[1]
        return organization_likeness(one, other)


def _title_start(text: str, start: int) -> int:
    """Where the titles directly in front of a name begin ("Mrs", "Sheikha", "Sir")."""
    while found := _TITLE_BEFORE.search(text, max(0, start - 20), start):
        if fold(found.group()) not in TITLES:
            break
        start = found.start()
    return start


def _alike(party: Party, role: Role) -> float:
    """The share of a role's words by which a party is called, too."""
    return max((len(role.words & other.words) / len(role.words) for other in party.roles if role.words), default=0.0)


def _declared_acronyms(context: Context) -> dict[str, str]:
    """Acronyms that the article explains: "National Electoral Commission (NEC)", "NEC (National …)"."""
    found: dict[str, str] = {}
    for one, other in zip(context.entities, context.entities[1:], strict=False):
        between = context.text[one.end : other.start]
        if between.strip() != "(" or not context.text[other.end :].lstrip().startswith(")"):
            continue
        a, b = (
            tidy_organization(context.text[one.start : one.end]),
            tidy_organization(context.text[other.start : other.end]),
        )
        if is_acronym(b) and not is_acronym(a):
            found[b] = a
        elif is_acronym(a) and not is_acronym(b) and acronym_of(a, b):
            found[a] = b
    for entity in context.entities:
        inner = re.match(r"(.{6,}?)\s*\(([^()\s]{2,12})\)$", context.text[entity.start : entity.end])
        if inner and is_acronym(inner.group(2)):
            found[inner.group(2)] = tidy_organization(inner.group(1))
            continue
        after = re.match(r"\s*\(([^()\s]{2,12})\)", context.text[entity.end : entity.end + 16])
        if after and is_acronym(after.group(1)) and entity.label == "Organization":
            found.setdefault(after.group(1), tidy_organization(context.text[entity.start : entity.end]))
    return found


def tidy_description(text: str) -> str:
    """A description on one line, without marks at its edges."""
    return re.sub(r"\s+", " ", text).strip(' ,;:–—-"“”')
