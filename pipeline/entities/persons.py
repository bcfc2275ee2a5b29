"""Which mentions of persons are one person.

Full names meet by the name model; a short name goes to the person who bears it, the one mentioned last where
several do (the order of sieves is that of Lee et al., 2013: precise matches first, then what depends on them).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.entities.naming import Cluster, NamedMention
from pipeline.records import Gender, Speaker
from pipeline.speakers.folding import fold
from pipeline.speakers.honorifics import TITLES
from pipeline.speakers.names import PersonName, fullest, likeness, parse_person, title_gender

_WORDS_BEFORE = re.compile(r"((?:[^\W\d_]+\.?[ -]){1,3})$")


@dataclass(slots=True)
class _Person:
    names: list[PersonName] = field(default_factory=list)
    mentions: list[NamedMention] = field(default_factory=list)
    gender: Gender | None = None
    speaker: Speaker | None = None

    def fits(self, name: PersonName, gender: Gender | None) -> float:
        """How well a name goes with all of the full names that the person has, 0 if with one not at all."""
        if gender and self.gender and gender != self.gender:
            return 0.0
        full = [n for n in self.names if len(n.words) > 1]
        if full and len(name.words) > 1:
            return min(likeness(name, n) for n in full)
        return max((likeness(name, n) for n in self.names), default=0.0)

    def add(self, name: PersonName, gender: Gender | None, mention: NamedMention) -> None:
        self.names.append(name)
        self.mentions.append(mention)
        self.gender = self.gender or gender


def unify_persons(text: str, mentions: Sequence[NamedMention], speakers: Sequence[Speaker] = ()) -> list[Cluster]:
    """Group the mentions of persons, each group one person.

    Args:
        text: the article's text; the titles before a name are read from it.
        mentions: the mentions of persons, in order.
        speakers: the article's speakers; a group that is one of them gets its id.
    """
    people = [
        _Person([parse_person(name) for name in dict.fromkeys((s.name, *s.aliases))], [], s.gender, s)
        for s in speakers
        if s.type == "person" and s.named
    ]
    spoken = {(span.start, span.end): person for person in people if person.speaker for span in person.speaker.mentions}
    read = [(m, *_titled(text, m)) for m in mentions]
    for mention, name, gender in sorted(read, key=lambda r: (len(r[1].words) < 2, r[0].start)):
        person = _of_speaker(mention, name, spoken) or _best(people, mention, name, gender)
        if person is None:
            person = _Person()
            people.append(person)
        person.add(name, gender, mention)
    clusters = []
    for person in people:
        if person.mentions:
            own = person.speaker
            full = own.name if own else fullest([parse_person(m.text) for m in person.mentions]).text
            ordered = sorted(person.mentions, key=lambda m: m.start)
            clusters.append(Cluster("PERSON", ordered, own.id if own else None, full, gender=person.gender))
    return clusters


def _titled(text: str, mention: NamedMention) -> tuple[PersonName, Gender | None]:
    """The name, and the gender that the titles before or in it tell."""
    name = parse_person(mention.text)
    before = _WORDS_BEFORE.search(text, max(0, mention.start - 40), mention.start)
    titles = [fold(word) for word in before.group(1).split()] if before else []
    near = [word for word in titles[-2:] if word in TITLES]
    return name, name.gender or title_gender(near)


def _of_speaker(mention: NamedMention, name: PersonName, spoken: dict[tuple[int, int], _Person]) -> _Person | None:
    """The speaker who is mentioned there under that name ("Foreign Minister Sergei Lavrov" ends with it)."""
    for (start, end), person in spoken.items():
        if start <= mention.start and mention.end <= end and person.fits(name, None):
            return person
    return None


def _best(people: list[_Person], mention: NamedMention, name: PersonName, gender: Gender | None) -> _Person | None:
    """The person whom the name fits; the one mentioned last before it where several are as good."""
    scored = [(person.fits(name, gender), person) for person in people]
    fitting = [(score, person) for score, person in scored if score > 0.0]
    if not fitting:
        return None
    top = max(score for score, _ in fitting)
    return max((p for score, p in fitting if score > top - 0.15), key=lambda person: _nearness(person, mention))


def _nearness(person: _Person, mention: NamedMention) -> tuple[int, int]:
    before = [m.start for m in person.mentions if m.start < mention.start]
    if before:
        return 1, max(before)
    return 0, -min((m.start for m in person.mentions), default=0)
