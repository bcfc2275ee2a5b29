"""Unification: the mentions of one thing, under full names, short names and acronyms, become one entity."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.entities.folding import fold, without_possessive
from pipeline.entities.naming import Cluster, NamedMention
from pipeline.entities.organizations import has_head, is_acronym_of, is_generic, same_organization
from pipeline.entities.persons import unify_persons
from pipeline.entities.places import places_named
from pipeline.entities.values import Circumstances, value_of
from pipeline.records import Speaker

_OWNER = re.compile(r"^.{2,40}?(?<=\w)['’]s\s+(?=[A-Z0-9])")
_CITY = re.compile(r" (?:city|town|proper)$")
_OPENS_BRACKET = re.compile(r"\s*\(\s*[\"“‘']?\s*")


def unify(text: str, mentions: Sequence[NamedMention], speakers: Sequence[Speaker] = ()) -> list[Cluster]:
    """Group mentions into things, in the order in which the article first names them.

    Things of different labels are never one.

    Args:
        text: the article's text.
        mentions: all of its mentions, in order.
        speakers: the article's speakers; things that are among them get their ids.
    """
    of_label: dict[str, list[NamedMention]] = defaultdict(list)
    for mention in mentions:
        of_label[mention.label].append(mention)
    peoples = {fold(m.text) for m in mentions if m.label == "NORP"}

    def is_modifier(words: str) -> bool:
        return words in peoples or bool(places_named(words.upper()))

    clusters: list[Cluster] = []
    for label, members in of_label.items():
        if label == "PERSON":
            clusters += unify_persons(text, members, speakers)
        elif label == "ORG":
            clusters += _organizations(text, members, is_modifier)
        else:
            groups = _by_key(members, _KEYS.get(label, _bare_key))
            clusters += _merged(groups, _same_names(groups, lambda a, b: False)) if label != "NORP" else groups
    for cluster in clusters:
        cluster.name = cluster.name or _fullest([m.text for m in cluster.mentions]) or cluster.mentions[0].text
        cluster.speaker = cluster.speaker or _speaker_of(cluster, speakers)
    return sorted(clusters, key=lambda c: (c.mentions[0].start, c.mentions[0].end))


def unify_values(mentions: Sequence[NamedMention], around: Circumstances) -> list[Cluster]:
    """Group dates and amounts: those of one value are one, and those without a value if their words are the same.

    Args:
        mentions: the mentions of dates and amounts, in order.
        around: what their values depend on.
    """
    groups: dict[tuple[str, str], Cluster] = {}
    for mention in mentions:
        value = value_of(mention, around)
        key = fold(mention.text) if value is None else value.model_dump_json()
        group = groups.setdefault((mention.label, key), Cluster(mention.label, value=value))
        group.mentions.append(mention)
    for group in groups.values():
        group.name = _fullest([m.text for m in group.mentions])
    return list(groups.values())


def _by_key(mentions: Sequence[NamedMention], key: Callable[[str], str]) -> list[Cluster]:
    groups: dict[str, Cluster] = {}
    for mention in mentions:
        groups.setdefault(key(mention.text), Cluster(mention.label)).mentions.append(mention)
    return list(groups.values())


def _place_key(name: str) -> str:
    places = places_named(name)
    if places and places[0].kind in ("country", "region"):
        return places[0].key
    key = fold(name)
    short = _CITY.sub("", key)
    return short if short != key and any(place.kind == "city" for place in places_named(short)) else key


def _bare_key(name: str) -> str:
    """Without an owner: "Microsoft's Internet Explorer" is "Internet Explorer"."""
    return fold(_OWNER.sub("", name))


def _plural_key(name: str) -> str:
    """Singular and plural of one name are one ("a Kenyan", "Kenyans")."""
    key = fold(name)
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key


_KEYS = {"GPE": _place_key, "LOC": _place_key, "NORP": _plural_key}


def _organizations(text: str, mentions: Sequence[NamedMention], is_modifier: Callable[[str], bool]) -> list[Cluster]:
    """Same names first, then glosses in brackets, acronyms and short forms; last the heads alone."""
    named = [m for m in mentions if not is_generic(m.text)]
    groups = _by_key(named, fold)
    groups = _merged(groups, _glossed(text, named))
    groups = _merged(groups, _same_names(groups, lambda a, b: same_organization(a, b, is_modifier)))
    known: dict[str, Cluster] = {}
    for mention in mentions:
        if not is_generic(mention.text):
            continue
        before = [
            (m.start, group)
            for group in groups
            for m in group.mentions
            if m.start < mention.start and has_head(m.text, mention.text)
        ]
        if before:
            max(before, key=lambda pair: pair[0])[1].mentions.append(mention)
        else:
            known.setdefault(fold(mention.text), Cluster("ORG")).mentions.append(mention)
    groups += known.values()
    for group in groups:
        group.mentions.sort(key=lambda m: m.start)
    return groups


def _glossed(text: str, mentions: Sequence[NamedMention]) -> list[tuple[NamedMention, NamedMention]]:
    """Pairs like "National Liberation Army (ELN)", whose letters need not be the initials."""
    pairs = []
    for one, other in pairwise(mentions):
        gap = text[one.end : other.start]
        bracket = _OPENS_BRACKET.fullmatch(gap) and text[other.end : other.end + 2].lstrip("\"”’' ").startswith(")")
        short = min((one.text, other.text), key=len)
        if bracket and len(short) <= 12 and short.upper() == short and " " not in short:
            pairs.append((one, other))
    return pairs


def _same_names(groups: Sequence[Cluster], same: Callable[[str, str], bool]) -> list[tuple[NamedMention, NamedMention]]:
    """The first mentions of groups whose names are one thing's, or one the acronym of the other."""
    pairs = []
    for i, one in enumerate(groups):
        for other in groups[i + 1 :]:
            a, b = one.mentions[0], other.mentions[0]
            if same(a.text, b.text) or is_acronym_of(a.text, b.text) or is_acronym_of(b.text, a.text):
                pairs.append((a, b))
    return pairs


def _merged(groups: Sequence[Cluster], pairs: Sequence[tuple[NamedMention, NamedMention]]) -> list[Cluster]:
    """The groups with those joined that hold the two ends of a pair."""
    home = {id(m): group for group in groups for m in group.mentions}
    for one, other in pairs:
        a, b = home[id(one)], home[id(other)]
        if a is not b:
            a.mentions += b.mentions
            for mention in b.mentions:
                home[id(mention)] = a
            b.mentions = []
    return [group for group in groups if group.mentions]


def _fullest(names: Sequence[str]) -> str:
    """The longest name without possessive, the more frequent one among equals."""
    bare = [" ".join(without_possessive(name).split()) for name in names]
    count = Counter(bare)
    return max(count, key=lambda name: (len(fold(name).split()), len(name), count[name]))


def _speaker_of(cluster: Cluster, speakers: Sequence[Speaker]) -> str | None:
    """The speaker that is no person and bears one of the cluster's names."""
    if cluster.label not in ("ORG", "GPE", "FAC", "MISC", "NORP", "PRODUCT"):
        return None
    keys = {fold(m.text) for m in cluster.mentions}
    for speaker in speakers:
        if speaker.type != "person" and keys & {fold(name) for name in (speaker.name, *speaker.aliases)}:
            return speaker.id
    return None
