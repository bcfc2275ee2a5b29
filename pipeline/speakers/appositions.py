"""What people are called beside their names: "Foreign Minister X", "X, a nurse in Y,", "the minister, X,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Gender
from pipeline.speakers.context import Context, core_end
from pipeline.speakers.folding import fold
from pipeline.speakers.honorifics import TITLES
from pipeline.speakers.names import title_gender
from pipeline.speakers.nouns import noun_gender, noun_type
from pipeline.speakers.offices import office_acronyms

_TOKEN = re.compile(r"[^\s]+")
_STOP_BEFORE = frozenset(
    """the a an and or but that as by to with from in on at when while after before if because said says told is was
    are were be been has had have who which than like met where including between against about under over into his
    her its their our my this these those one when according via per he she it they we i you would will should could
    can may must might shall did does do not meet meets saw see sees thank thanks thanked call calls asks ask tell tells
    join joins named appointed elected""".split()
)
_BEFORE_TITLE = frozenset(
    """former then ex acting outgoing incoming deputy late longtime long-time veteran retired current interim first vice
    newly-elected embattled exiled ousted jailed detained senior fellow opposition prime assistant associate""".split()
)
"""Lower-case words that can stand before a capitalized office."""

_AFTER = re.compile(
    r"\s*(?:\([^)]{1,40}\)\s*)?(?:,|[-–—]|\()\s*(?:(?:aged?\s+)?\d{1,3},\s*)?"
    r"(?:who\s+(?:is|was|has been|serves as|served as|works as|worked as)\s+|"
    r"(?:now|then|also|himself|herself|formerly)\s+)?"
    r"(?P<what>[^,;:()\n–—]{3,120})"
)
_BRACKETED = re.compile(r"\([^()\s]{2,8}\)")
_IS = re.compile(
    r"\s+(?:is|was|has been|became|serves as|works as|was appointed|was elected)\s+(?:also\s+|now\s+)?"
    r"(?P<what>(?:the|a|an|one of the)\s+[^,.;:()\n]{3,100})"
)
_BEFORE_COMMA = re.compile(r"(?P<what>[^,.;:()\n“”\"]{3,120}),\s*$")
_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*", re.UNICODE)
_SMALL = frozenset("the a an of for and in at on to s one former".split())
_KINDS = (
    "company|firm|agency|airline|bank|lender|party|union|association|movement|group|coalition|alliance|newspaper|daily|"
    "magazine|broadcaster|channel|station|network|outlet|charity|foundation|institute|university|club|team|federation|"
    "organi[sz]ation|ngo|non-?profit|think[- ]tank|start-?up|giant|maker|retailer|insurer|brand|chain|portal|watchdog|"
    "regulator|operator|carrier|publisher|militia|faction|cooperative|platform|festival|body"
)
"""Nouns for kinds of organizations that stand beside the name of one."""

_KIND_BEFORE = re.compile(rf"(?P<what>(?:[^\W\d_][\w’'-]*\s){{0,3}}(?:{_KINDS}))\s$", re.IGNORECASE)
_KIND_COMMA = re.compile(r"\b(?:the|an?|its|their|[A-Z]\w+[’']s)\s(?P<what>[^,.;:()\n“”\"]{3,80}),\s(?:the\s)?$", re.I)
_KIND_WORD = re.compile(rf"(?:{_KINDS})")
_LOOKBACK = 140
_LONGEST_ROLE = 12
_LOWER_RANK = frozenset("deputy vice assistant associate former ex then joint under sub senior additional".split())
_COURTESY = frozenset("mr mrs ms miss sir madam dr mx shri smt".split())
_NO_ROLE = frozenset(
    """after before when while whose who whom which where in on at with for by from as during since until speaking
    told said and but or if because according also not then""".split()
)
"""Words with which a phrase beside a name begins that is no role."""


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is called beside the name: ``text``, with the folded head noun and main words."""

    start: int
    end: int
    text: str
    head: str
    words: frozenset[str]


def roles_beside(context: Context, start: int, end: int) -> list[Role]:
    """What the person named by ``[start, end)`` is called in front of the name, behind it and across a comma."""
    found = (_in_front(context, start), _behind(context, start, end), _across_comma(context, start))
    roles = [role for role in found if role is not None]
    return [*roles, *(short for role in roles for short in _shortened(context, role))]


def kinds_beside(context: Context, start: int, end: int) -> list[Role]:
    """What the organization named by ``[start, end)`` is called around the name: "the airline X", "X, a lender"."""
    sentence, stop = context.sentence_bounds(start)
    before = _KIND_BEFORE.search(context.text, max(sentence, start - _LOOKBACK), start)
    if before is None:
        across = _KIND_COMMA.search(context.text, max(sentence, start - _LOOKBACK), start)
        found = [across.span("what")] if across else []
    else:
        found = [before.span("what")]
    for pattern in (_AFTER, _IS):
        after = pattern.match(context.text, end, stop)
        if after and re.match(r"(?:the|an?|one of)\s", after.group("what")):
            found.append(after.span("what"))
    return [role for place in found if (role := _kind_of(context, *place)) is not None]


def _kind_of(context: Context, start: int, end: int) -> Role | None:
    """Read ``text[start:end]`` as what an organization is called; None if its head is no noun for organizations."""
    if context.begins_attribution(start):
        return None
    core = [fold(w) for w in _WORD.findall(context.text[start : core_end(context, start, end)])]
    if not core or not _KIND_WORD.fullmatch(core[-1]):
        return None
    words = (fold(w) for w in _WORD.findall(context.text[start:end]))
    text = re.sub(r"\s+", " ", context.text[start:end]).strip(" ,")
    return Role(start, end, text, core[-1], frozenset(w for w in words if w not in _SMALL))


def role_gender(role: Role) -> Gender | None:
    """The gender that a role tells ("spokeswoman", "Mrs"), or None."""
    return noun_gender(role.head) or title_gender(role.words)


def shown_role(roles: Sequence[Role]) -> str | None:
    """The first of several roles that is fit to be shown: a noun phrase of some words, more than "Mr"; else None."""
    for role in roles:
        text = role.text.rstrip(".").strip()
        words = text.split()
        first = fold(words[0]) if words else ""
        if (
            words
            and len(words) <= _LONGEST_ROLE
            and first not in _NO_ROLE
            and not (len(words) == 1 and first in _COURTESY)
        ):
            return text
    return None


def role_of(context: Context, start: int, end: int) -> Role | None:
    """Read ``text[start:end]`` as a role; None if its head is no noun for people."""
    stop = core_end(context, start, end)
    words = [fold(w) for w in _WORD.findall(context.text[start:stop])]
    every = [fold(w) for w in _WORD.findall(context.text[start:end])]
    while words and words[-1] not in TITLES and noun_type(words[-1]) != "person":
        words.pop()
    if not words:
        return None
    text = re.sub(
        r"^(?:the|a|an|his|her|their|its|one of the)\s+",
        "",
        re.sub(r"\s+", " ", context.text[start:end]).strip(),
        flags=re.I,
    )
    return Role(start, end, text.strip(" ,"), words[-1], frozenset(w for w in every if w not in _SMALL))


def _shortened(context: Context, role: Role) -> list[Role]:
    """The acronyms that an article has for a role ("the CM" for the "Chief Minister")."""
    words = [fold(w) for found in _WORD.findall(role.text) for w in found.split("-")]
    words = [w for w in words if w and w not in _SMALL]
    if role.head not in words:
        return []
    letters, head = "".join(w[0] for w in words), words.index(role.head)
    short = []
    for acronym in sorted(offices(context)):
        at = letters.find(acronym)
        if at >= 0 and at <= head < at + len(acronym) and not _LOWER_RANK.intersection(words[:at]):
            short.append(Role(role.start, role.end, role.text, acronym, frozenset((acronym,))))
    return short


@lru_cache(maxsize=1)
def offices(context: Context) -> frozenset[str]:
    """The acronyms, folded, that name offices in an article."""
    people = [(e.start, e.end) for e in context.entities if e.label == "Person"]
    return frozenset(map(fold, office_acronyms(context.text, people)))


def _in_front(context: Context, start: int) -> Role | None:
    """A role directly before the name: back to the first word that cannot belong to it."""
    sentence, _ = context.sentence_bounds(start)
    before = context.text[max(sentence, start - _LOOKBACK) : start]
    offset = start - len(before)
    tokens = [(offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(before)]
    if not tokens or not before.endswith((" ", "\n", "\xa0")):
        return None
    if len(tokens) > 1 and _BRACKETED.fullmatch(context.text, *tokens[-1]):  # "superintendent of police (SP) X"
        tokens.pop()
    first = _role_start(context, tokens)
    if first == len(tokens):
        return None
    begin, stop = tokens[first][0], tokens[-1][1]
    last = fold(context.text[tokens[-1][0] : tokens[-1][1]])
    acronym = context.text[tokens[-1][0] : tokens[-1][1]].isupper() and last in offices(context)
    head_at = re.search(r"([\w-]+)\s+(?:of|for)\s(?:\S+$)?", context.text[begin:stop])
    field = head_at is not None and head_at.end() == stop - begin and _is_office(head_at.group(1))
    if acronym or (not field and _is_office(last)):  # "Secretary for Justice X" is a secretary
        head = last
    else:
        if not head_at or not _is_office(head_at.group(1)):
            return None
        head = fold(head_at.group(1))
    words = frozenset(w for w in (fold(x) for x in _WORD.findall(context.text[begin:stop])) if w not in _SMALL)
    return Role(begin, stop, re.sub(r"\s+", " ", context.text[begin:stop]), head, words)


def _role_start(context: Context, tokens: Sequence[tuple[int, int]]) -> int:
    """The index of the first of the words before a name that belongs to its role; their number if none does."""
    words = [context.text[start:end] for start, end in tokens]
    first, joined = len(words), 0
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        capital = first < len(words) and words[first][0].isupper()
        # "superintendent of police X", but not "son of President X".
        office = (
            i > 0
            and first < len(words)
            and _is_office(words[i - 1])
            and (words[i - 1][0].isupper() or not _is_office(words[-1]))
        )
        if fold(word) in ("and", "&") or (word[-1] == "," and capital):
            # "Minister of Trade, Health and Culture X": only an office of several fields goes on across them.
            if not capital or _is_office(words[first]):
                break
            joined = joined or first
            first = i
            continue
        if (word[-1] in ',;:.()”"“—–' and fold(word) not in TITLES) or word[0] in '“"(':
            break
        if fold(word) in ("of", "for") and (office or (fold(word) == "of" and capital)):
            first, joined = (i - 1, 0) if office else (i, joined)
            continue
        if fold(word) in _STOP_BEFORE | {"of"}:
            break
        rank = word.isalpha() and fold(word) in _BEFORE_TITLE
        if word.islower() and word.isalpha() and not rank and words[-1][0].isupper() and first < len(words):
            break
        first = min(first, i)
    return joined or first


def _is_office(word: str) -> bool:
    return fold(word) in TITLES or noun_type(word) == "person"


def _behind(context: Context, start: int, end: int) -> Role | None:
    _, stop = context.sentence_bounds(start)
    for pattern in (_AFTER, _IS):
        found = pattern.match(context.text, end, stop)
        if found:
            what_start, what_end = found.span("what")
            if context.begins_attribution(what_start) or _names_next(context, what_start, what_end):
                continue
            text = context.text[what_start:what_end]
            if re.match(r"(?:the|a|an|one of|former|his|her|their|its|chief|head|co-?founder|[A-Z]|\w+)\b", text):
                role = role_of(context, what_start, what_end)
                if role is not None and not re.match(r"(?:who|which|and|but|said|says|told)\b", text):
                    return role
    return None


def _names_next(context: Context, start: int, end: int) -> bool:
    """Whether what follows a name is another one with its role, as in a list ("X, Chief Whip Y, Speaker Z")."""
    last = next((e for e in reversed(context.entities_in(start, end)) if e.label == "Person"), None)
    if last is None or context.text[last.end : end].strip():
        return False
    return not re.search(r"\b(?:of|to|by|with|for|and|under|from)\s$", context.text[start : last.start])


def _across_comma(context: Context, start: int) -> Role | None:
    """ "The minister of labour, X," : a description, a comma, the name."""
    sentence, _ = context.sentence_bounds(start)
    found = _BEFORE_COMMA.search(context.text[max(sentence, start - _LOOKBACK) : start])
    if not found:
        return None
    offset = max(sentence, start - _LOOKBACK)
    begin, stop = offset + found.start("what"), offset + found.end("what")
    determiner = list(re.finditer(r"\b(?:the|a|an|its|his|her|their|[A-Z]\w+[’']s)\s", context.text[begin:stop], re.I))
    # The innermost one: what stands before it belongs to the clause ("the case was filed by the registrar, X").
    for mark in reversed(determiner):
        role = role_of(context, begin + mark.start(), stop)
        if role is not None:
            return role
    return None
