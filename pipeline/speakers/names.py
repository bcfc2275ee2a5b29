"""The name model: what a person's name is made of, and whether two names can be one person's.

Names are never compared as strings. A name is read into titles, main words and a suffix; two names can be one
person's if their main words can be aligned, in the order of either convention (given name first or family name
first), each pair being equal, a spelling variant, a slip of the pen or an initial (compare the mention-to-name
sieves of Raghunathan et al., 2010, and Lee et al., 2013, "Deterministic coreference resolution").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.records import Gender
from pipeline.speakers.folding import fold, strip_possessive
from pipeline.speakers.honorifics import (
    AMBIGUOUS_TITLES,
    FEMALE_TITLES,
    GENERATIONS,
    MALE_TITLES,
    NAMES_WITHIN,
    NOUNS_AS_NAMES,
    OFFICE_ACRONYMS,
    PARTICLES,
    SUFFIXES,
    TITLES,
)
from pipeline.speakers.nouns import PERSON_NOUNS

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’`ʼ/][^\W\d_]+)*\.?", re.UNICODE)
_EXCELLENCY = re.compile(r"(?<!\w)H\.?\s?(?:E|H|R\.?\s?H)\.?\s+(?=[A-Z]\S+\s+[A-Z])")
_STYLE = re.compile(
    r"(?<!\w)(?:Hoj+at(?:[- ]?[aou]l)?[- ]?[IE]slam(?:[- ]?[wv]al?[- ](?:al-)?M[ou]slim[ie]n)?"
    r"|Q(?:ua|a)[ei]d[- ][EeIi][- ]Azam)\s+(?=[A-Z])"
)
_PATRONYMIC = re.compile(r"(?:ovich|evich|ievich|yevich|ovna|evna|ievna|yevna|ovych|ivna|avich)$")
_VOWELS = re.compile(r"[aeiouy]")
_ROLE = re.compile(r"\w{2,}(?:ologist|ographer|onomist|woman|person)")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, taken apart.

    Attributes:
        text: the name as written, without titles, suffix brackets and possessive.
        words: its main words, folded; initials have one letter, particles are left out.
        titles: the titles before it, folded.
        generation: "jr", "iii" and the like, or None.
        spare: titles that may be the given name instead ("Dean"), folded.
    """

    text: str
    words: tuple[str, ...]
    titles: tuple[str, ...]
    generation: str | None
    spare: tuple[str, ...]

    @property
    def gender(self) -> Gender | None:
        """The gender that its titles tell, or None."""
        return title_gender(self.titles)


def title_gender(titles: Iterable[str]) -> Gender | None:
    """The gender that titles or role words tell ("Mrs", "spokesman"), or None."""
    found = set(titles)
    female, male = bool(found & FEMALE_TITLES), bool(found & MALE_TITLES)
    if female == male:
        return None
    return "female" if female else "male"


@lru_cache(maxsize=16384)
def parse_person(text: str) -> PersonName:
    """Read a person's name, with or without titles, possessive, brackets and line breaks."""
    for styled in (_EXCELLENCY, _STYLE):
        style = styled.search(text)
        text = text[style.end() :] if style else text
    clean = strip_possessive(_BRACKETS.sub(" ", text).strip(' \t\r\n,;:."“”‘’«»-–—*')) if text else ""
    found = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(clean)]
    first, last = 0, len(found)
    titles: list[str] = []
    for i, part in enumerate(found[:-1]):
        title = is_title(part[2], clean[part[0] : part[1]], first=i == first, following=len(found) - i - 1)
        role = 0 < i < len(found) - 2 and is_role(part[2])
        if (title or role) and not _initial(clean, part):
            titles += [w for _, _, w in found[first : i + 1]]
            first = i + 1
    generation = None
    while last - 1 > first and found[last - 1][2] in SUFFIXES and _looks_like_suffix(clean, found[last - 1]):
        word = found[last - 1][2]
        generation = word if word in GENERATIONS else generation
        last -= 1
    words: list[str] = []
    for start, end, word in found[first:last]:
        if word in PARTICLES and (last - first > 1) and not _initial(clean, (start, end, word)):
            continue
        raw = clean[start:end]
        if "." in raw.rstrip(".") or (raw.endswith(".") and len(word) == 1):
            words.extend(word if all(len(p) <= 1 for p in raw.rstrip(".").split(".")) else [word])
        else:
            words.append(word)
    spare = (titles[-1],) if titles and titles[-1] in AMBIGUOUS_TITLES else ()
    end = found[-1][1] if generation and found[last][2] == generation else found[last - 1][1] if found else 0
    body = clean[found[first][0] : end] if found else clean
    return PersonName(_tidy(body), tuple(words), tuple(titles), generation, spare)


def could_be_same(one: str, other: str) -> bool:
    """Whether two names can be one person's.

    Args:
        one: a name as an article writes it, with or without titles.
        other: another one.
    """
    return likeness(parse_person(one), parse_person(other)) > 0.0


def likeness(one: PersonName, other: PersonName) -> float:
    """How well two names go together: 1 for the same words, 0 where they cannot be one person's."""
    if not one.words or not other.words:
        return 0.0
    if one.gender and other.gender and one.gender != other.gender:
        return 0.0
    if one.generation and other.generation and one.generation != other.generation:
        return 0.0
    if one.words == other.words:
        return 1.0
    best = _aligned(one.words, other.words)
    if best == 0.0 and (one.spare or other.spare):
        best = _aligned(one.spare + one.words, other.spare + other.words)
    return best


def is_title(word: str, written: str, *, first: bool, following: int) -> bool:
    """Whether a word before ``following`` others is a title, ``first`` or right behind one, rather than a name."""
    if word not in TITLES or (word in OFFICE_ACRONYMS and not written.isupper()):
        return False
    return first or (word not in NAMES_WITHIN and (word not in AMBIGUOUS_TITLES or following > 1))


def is_role(word: str) -> bool:
    """Whether a folded word says what somebody is; names may end like such words, too ("Webster", "Rahman")."""
    return (word in PERSON_NOUNS or _ROLE.fullmatch(word) is not None) and word not in NOUNS_AS_NAMES


def is_full(name: PersonName) -> bool:
    """Whether a name has a family name beside another word (a patronymic is none)."""
    return len(name.words) > 1 and not _PATRONYMIC.search(name.words[-1])


def fullest(names: Sequence[PersonName]) -> PersonName:
    """The name with most words written out; among equals the longest, then the first, in mixed case if there is one.

    Args:
        names: one person's names, in the order of the article; at least one.
    """
    common = {name.words: sum(1 for n in names if n.words == name.words) for name in names}

    def rank(pair: tuple[int, PersonName]) -> tuple[int, int, int, bool, int]:
        position, name = pair
        spelled = sum(1 for word in name.words if len(word) > 1)
        surname = 0 if any(_PATRONYMIC.search(word) for word in name.words[-1:]) else 1
        return (spelled, len(name.words), surname * common[name.words], not name.text.isupper(), -position)

    return max(enumerate(names), key=rank)[1]


def same_word(one: str, other: str) -> float:
    """How alike two folded words of names are: 1 equal, less for variants, slips and initials, 0 for different ones."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.8 if one[:1] == other[:1] else 0.0
    if min(len(one), len(other)) > 3 and spelling(one) == spelling(other):
        return 0.95
    if _slip(one, other):
        return 0.7
    return 0.0


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """A folded word of a name without what transliterations disagree on (Sergei/Sergey, Yevgeny/Evgeny)."""
    for pattern, to in _TRANSLITERATION:
        word = pattern.sub(to, word)
    return word


_TRANSLITERATION = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^ye", "e"),
        (r"^(?:iu|ju)", "yu"),
        (r"^(?:ia|ja)(?=[kns])", "ya"),
        (r"(?:iy|ii|yi|ij|yy|ey|ei|y|j)$", "i"),
        (r"ks", "x"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"q|ck", "k"),
        (r"dj|zh", "j"),
        (r"tch|tsch", "ch"),
        (r"sch|sj", "sh"),
        (r"w", "v"),
        (r"ai|ay|ei|ey", "ai"),
        (r"([a-z])\1", r"\1"),
    )
]


@lru_cache(maxsize=65536)
def _slip(one: str, other: str) -> bool:
    """Whether one word can be the other mistyped, or written after another transliteration."""
    shorter = min(len(one), len(other))
    if one[0] != other[0] or shorter < 5:
        return False
    a, b = spelling(one), spelling(other)
    if OSA.distance(a, b, score_cutoff=1) <= 1 and shorter >= 6:
        return not _telling(one, other)
    alike = _VOWELS.sub("", a) == _VOWELS.sub("", b) and _first_vowel(a) == _first_vowel(b)
    return alike and OSA.distance(a, b) <= 2 and a[-1] == b[-1]


def _first_vowel(word: str) -> str:
    """The first vowel, o and u being one, and e and i."""
    found = _VOWELS.search(word)
    return found.group().translate(str.maketrans("ueiy", "oiii")) if found else ""


def _telling(one: str, other: str) -> bool:
    """Whether two words differ by an ending that tells women from men (Ivanov/Ivanova, Roberto/Roberta)."""
    return one + "a" == other or other + "a" == one or (one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"})


def _aligned(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return _single(short[0], long)
    best = 0.0
    for turn in _turns(long):
        best = max(best, _in_order(short, turn))
    if best:
        return best
    return max(_double_surname(short, long), _patronymic(short, long))


def _turns(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words in the order given, and with the first one last and the last one first (family name first)."""
    return [words, words[1:] + words[:1], words[-1:] + words[:-1]]


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """How well the words of ``short`` can be found in ``long``, in order, at least one of them written out."""
    total, at, spelled = 0.0, 0, False
    for word in short:
        while at < len(long) and not same_word(word, long[at]):
            at += 1
        if at == len(long):
            return 0.0
        total += same_word(word, long[at])
        spelled = spelled or (len(word) > 1 and len(long[at]) > 1)
        at += 1
    return 0.9 * total / len(short) if spelled else 0.0


def _single(word: str, long: tuple[str, ...]) -> float:
    """A lone word against a longer name: its family name before any other part of it."""
    if len(word) == 1:
        return 0.0
    last = same_word(word, long[-1]) if len(long[-1]) > 1 else 0.0
    rest = max((same_word(word, w) for w in long[:-1] if len(w) > 1), default=0.0)
    if last or rest:
        return max(0.8 * last, 0.7 * rest)
    if 2 < len(word) == len(long) and word == "".join(w[0] for w in long):
        return 0.5
    return 0.9 if len(long) > 1 and word == "".join(long) else 0.0


def _double_surname(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Given names equal, and the last word of one among the others of the other (Luis Lacalle, Luis Lacalle Pou)."""
    if same_word(short[0], long[0]) < 0.9 or len(short[0]) == 1:
        return 0.0
    pairs = [(short[-1], w) for w in long[1:-1]] + [(long[-1], w) for w in short[1:-1]]
    return 0.6 if any(min(len(a), len(b)) >= 5 and same_word(a, b) >= 0.9 for a, b in pairs) else 0.0


def _patronymic(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Given name and patronymic against a name with the same given name (Anna Petrovna, Anna Orlova)."""
    for one, other in ((short, long), (long, short)):
        if len(one) == 2 and _PATRONYMIC.search(one[1]) and same_word(one[0], other[0]) >= 0.9:
            return 0.0 if any(_PATRONYMIC.search(w) for w in other[1:]) else 0.3
    return 0.0


def _initial(text: str, word: tuple[int, int, str]) -> bool:
    return len(word[2]) == 1 or (text[word[0] : word[1]].isupper() and len(word[2]) == 1)


def _looks_like_suffix(text: str, word: tuple[int, int, str]) -> bool:
    raw = text[word[0] : word[1]].rstrip(".")
    return word[2] in GENERATIONS or raw.isupper() or text[: word[0]].rstrip().endswith(",")


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(' ,;:-–—"“”')
