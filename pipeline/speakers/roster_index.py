"""Where to look in a long list: names that can be one and the same have letters or words in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations, product

from pipeline.entities.knowledge_base import Entry
from pipeline.speakers.folding import fold
from pipeline.speakers.names import PersonName, parse_person, spelling
from pipeline.speakers.organizations import index_words


class Listed:
    """An entry of the list with its names taken apart.

    Args:
        entry: the entry.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.names = (entry.name, *entry.aliases)
        self.people = tuple(parse_person(name) for name in self.names)

    def is_called(self, name: str) -> bool:
        """Whether one of its names is this one but for case, accents and points."""
        return fold(name) in self._folded

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(fold(name) for name in self.names)


class RosterIndex:
    """Finds the entries that are worth comparing with a name.

    Args:
        entries: those on the list.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._listed = [Listed(entry) for entry in entries]
        self._people: defaultdict[str, set[int]] = defaultdict(set)
        self._others: defaultdict[str, set[int]] = defaultdict(set)
        for i, one in enumerate(self._listed):
            for text, name in zip(one.names, one.people, strict=True):
                words = _words(name)
                for key in (_whole(text), *_letters(words), *(_pairs(words) if len(words) > 1 else _lone(words))):
                    self._people[key].add(i)
                for key in (_whole(text), *index_words(text)):
                    self._others[key].add(i)

    def near(self, name: str, *, person: bool) -> list[Listed]:
        """The entries that a name could mean, in the order of the list.

        Args:
            name: the name.
            person: whether it is a person's.
        """
        if person:
            words = _words(parse_person(name))
            # Two names of several words have two words in common; with a lone word, a name has one.
            keys = {*_pairs(words), *_lone(words)} if len(words) > 1 else _letters(words)
            index = self._people
        else:
            keys = set(index_words(name))
            index = self._others
        found = {i for key in (_whole(name), *keys) for i in index.get(key, ())}
        return [self._listed[i] for i in sorted(found)]


def _whole(name: str) -> str:
    return f"={fold(name)}"


def _words(name: PersonName) -> tuple[str, ...]:
    return (*name.spare, *name.words)


def _letters(words: Sequence[str]) -> set[str]:
    """First letters, also as other transliterations have them."""
    return {letter for word in words for letter in _first(word)}


def _lone(words: Sequence[str]) -> set[str]:
    return {f"{letter}." for letter in _letters(words)}


def _pairs(words: Sequence[str]) -> set[str]:
    return {
        "".join(sorted(pair)) for one, other in combinations(words, 2) for pair in product(_first(one), _first(other))
    }


def _first(word: str) -> set[str]:
    return {word[:1], spelling(word)[:1]}
