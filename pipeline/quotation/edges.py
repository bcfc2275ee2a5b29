"""Where a quotation begins or ends whose mark is missing, told from the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_VERB = (
    r"(?:said|says|say|added|adds|told|tells|asked|asks|wrote|writes|explained|explains|noted|notes|stated|states|"
    r"continued|continues|argued|argues|claimed|claims|warned|warns|insisted|insists|declared|declares|recalled|"
    r"recalls|replied|remarked|concluded|concludes|observed|observes|stressed|stresses|emphasi[sz]ed|reported|"
    r"reports|announced|announces|commented|comments|shared|shares|pointed out|points out|tweeted|posted)"
)
_WORD = r"[\w.'’-]{0,30}"
_NAME = rf"(?:[Hh]e|[Ss]he|[Tt]hey|I|(?:the |The )?[A-Z]{_WORD}(?: [A-Z]{_WORD}){{0,4}}|the {_WORD}(?: {_WORD}){{0,4}})"
_TAG_WORDS = (
    rf"(?:{_VERB} {_NAME}\b|according to \w|{_NAME} (?:has |had |also |\w{{1,20}}ly )?{_VERB}"
    r"(?=[.,:;]|$| (?:in|on|at|during|of|to|as|adding|while|when|after|before|and)\b))"
)
_TAG = re.compile(rf"(?<=[,.!?…]) *{_TAG_WORDS}")
_TAG_BEHIND = re.compile(rf"[\"'”’»“‘.,]{{0,3}} *{_TAG_WORDS}")
_TAG_ALONE = re.compile(rf" *{_TAG_WORDS}[.,]?")
_VERB_LATE = re.compile(rf"\b(?:{_VERB}|saying|adding|telling|explaining)\b[^.!?]{{0,40}}$")
_LEADS_IN = re.compile(rf"(?:\b(?:{_VERB}|saying|adding|telling|explaining)[,:]|:)\s{{1,3}}$")
_LED_IN = re.compile(rf"\b(?:{_NAME} {_VERB}[,:]|(?:{_VERB}|saying|adding|telling|explaining):) {{1,3}}(?=\S)(?![a-z])")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]{0,3} {1,3}(?=\S)")
_CLAUSE_END = re.compile(r"[,;)]")
_UNBALANCED = re.compile(r"^[^()]*(\))")
_NAME_AND_OFFICE = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}, [a-z]")
_ATTRIBUTION = re.compile(r"\b(?:said|says|added|told|according to)\b|:$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Yy]ou|[Yy]our)\b")

_INSIDE = 1.8
_NARRATION = 1.5
_SIGNATURE = 11.0


def has_attribution(text: str, start: int, end: int) -> bool:
    """Whether a stretch has words that attribute what stands before or behind it."""
    return bool(_VERB_LATE.search(text, max(start, end - 60), end) or _TAG.search(text, start, end))


def leads_in(text: str, start: int, end: int) -> bool:
    """Whether what stands before ``end`` leads a quotation in: a colon, or ``said,``."""
    return bool(_LEADS_IN.search(text, max(start, end - 25), end))


def attribution_follows(text: str, start: int, end: int) -> bool:
    """Whether a quotation's attribution stands at ``start``, behind its closing mark."""
    return bool(_TAG_BEHIND.match(text, start, end))


def inside_cost(text: str, start: int, end: int) -> float:
    """What it costs to believe that a paragraph without an opening mark is part of a quotation begun before it."""
    if is_signature(text[start:end]):
        return _SIGNATURE
    if _ATTRIBUTION.search(text, start, end) and not _FIRST_PERSON.search(text, start, end):
        return _INSIDE + _NARRATION
    return _INSIDE


def is_signature(words: str) -> bool:
    """Whether this is somebody's name, with an office perhaps: the last line of a quotation set off by itself."""
    if len(words) > 80 or len(words.split()) < 2:
        return False
    names = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    capital = sum(word[0].isupper() for word in names)
    return capital > 0.6 * len(names) or bool(_NAME_AND_OFFICE.match(words))


def is_narration(text: str, start: int, end: int) -> bool:
    """Whether a stretch with a closing mark alone is the article's own words, and the mark a stray one."""
    if _TAG_ALONE.fullmatch(text, start, end):
        return True
    own_words = _ATTRIBUTION.search(text, start, end) and not _FIRST_PERSON.search(text, start, end)
    return bool(own_words) and not attribution_follows(text, end, len(text))


def end_unclosed(text: str, start: int, end: int, inner: Sequence[tuple[int, int]], broken_off: bool) -> int:
    """Where a quotation without a closing mark ends.

    That is before an attribution (``, said X``); a mere phrase ends with its clause if another quotation follows,
    or with the bracket it stands in; else it is ``end``.

    Args:
        text: the article.
        start: where the quotation begins.
        end: the last place where it can end.
        inner: the regions inside it with their marks, none of which may be cut.
        broken_off: whether another quotation begins at ``end``.
    """
    places = [found.start() for found in _TAG.finditer(text, start + 1, end)]
    if text[start : start + 2].lstrip()[:1].islower():
        bracket = _UNBALANCED.search(text[start:end])
        places += [start + bracket.start(1)] if bracket else []
        clause = _CLAUSE_END.search(text, start + 1, end) if broken_off else None
        places += [clause.start()] if clause else []
    return min(_uncut(places, inner), default=end)


def begin_unopened(text: str, start: int, end: int, inner: Sequence[tuple[int, int]], behind_quotation: bool) -> int:
    """Where a quotation without an opening mark begins.

    That is behind words that lead it in (``X said:``); else, behind another quotation, where the next sentence
    begins, what is left of this one being its attribution; else behind a colon; else at ``start``.

    Args:
        text: the article.
        start: the first place where it can begin.
        end: where its closing mark stands.
        inner: the regions between the two with their marks, none of which may be cut.
        behind_quotation: whether another quotation ends at ``start``.
    """
    led_in = [found.end() for found in _LED_IN.finditer(text, start, end)]
    sentence = _SENTENCE.search(text, start, end) if behind_quotation else None
    colon = text.rfind(": ", start, end)
    by_weight = [
        led_in,
        [sentence.end()] if sentence else [],
        [colon + 2] if colon >= 0 else [],
        [start, *(b for a, b in inner if a < start < b)],
    ]
    return next(max(places) for places in (_uncut(places, inner) for places in by_weight) if places)


def _uncut(places: Sequence[int], inner: Sequence[tuple[int, int]]) -> list[int]:
    """The places that lie in none of the regions, which are in order and nest."""
    outer: list[tuple[int, int]] = []
    for a, b in inner:
        if not outer or a >= outer[-1][1]:
            outer.append((a, b))
    starts = [a for a, _ in outer]
    kept = []
    for place in places:
        at = bisect_left(starts, place) - 1
        if at < 0 or place >= outer[at][1]:
            kept.append(place)
    return kept
