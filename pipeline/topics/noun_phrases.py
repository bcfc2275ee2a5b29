"""Stretches of text that look like noun phrases, without a tagger.

As in RAKE (Rose et al., 2010), they are what stands between punctuation marks and words that say nothing of a subject.
The words around tell most verbs apart: one behind "to", a modal verb or a pronoun is a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.topics.function_words import COMMON_VERBS, FUNCTION_WORDS, NUMBERS, VAGUE_ADJECTIVES, VAGUE_NOUNS

_WORD = re.compile(r"[^\W_](?:[^\W_]|[-’'.&](?=[^\W_]))*")
_POSSESSIVE = re.compile(r"[’']s$")
_CONTRACTION = re.compile(r"(?:n[’']t|[’'](?:ll|re|ve|m|d))$")
_ADVERB = re.compile(r"[a-z]{3,}ly$")
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_NO_ADVERBS = frozenset("family supply assembly ally reply monopoly anomaly butterfly".split())

_BEFORE_VERBS = frozenset(
    """to will would can could may might must should shall not cannot i we you they he she it who don’t don't didn’t
    didn't doesn’t doesn't won’t won't can’t can't let""".split()
)
_BEFORE_NOUNS = frozenset(
    """a an the this that these those some any no every each of in on at by for from with without into over under about
    against between among through during and or my your his her its our their whose more most many few less fewer as
    than such other another all both per""".split()
)
_DETERMINERS = frozenset("a an the this that these those some any no every each my your his her its our their".split())
_VAGUE = VAGUE_NOUNS | VAGUE_ADJECTIVES
_LONGEST = 4
_KEPT_OF_LONGER = 3
_SHORTEST_WORD = 3


def noun_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find them.

    Args:
        text: the text.
        start: where to begin.
        end: where to stop.

    Yields:
        Start and end offset of each, in order; never overlapping, a possessive ending left out at the end.
    """
    run: list[tuple[str, int, int]] = []
    before = ""
    previous, at = "", start
    for found in _WORD.finditer(text, start, end):
        written = found.group()
        word = _POSSESSIVE.sub("", written)
        gap = text[at : found.start()]
        if gap.strip() or "\n" in gap:
            yield from _trimmed(run, before)
            run, previous = [], ","
        if _ends_phrase(word, written, previous):
            yield from _trimmed(run, before)
            run = []
        else:
            if not run:
                before = previous
            run.append((word, found.start(), found.start() + len(word)))
        previous, at = written.lower(), found.end()
    yield from _trimmed(run, before)


def _ends_phrase(word: str, written: str, previous: str) -> bool:
    lower = word.lower()
    if lower in FUNCTION_WORDS or lower in COMMON_VERBS or _CONTRACTION.search(written.lower()):
        return True
    if len(word) < _SHORTEST_WORD and not word.isupper():
        return True
    if not word.islower():
        return False
    return previous in _BEFORE_VERBS or (_ADVERB.match(word) is not None and word not in _NO_ADVERBS)


def _trimmed(run: list[tuple[str, int, int]], before: str) -> Iterator[tuple[int, int]]:
    """The part of a run of words that may be a noun phrase; ``before`` is the word in front of it."""
    words = list(run)
    if words and before not in _DETERMINERS and _PARTICIPLE.match(words[0][0]) and len(words) > 1:
        del words[0]
    while words and _is_number(words[0][0]):
        del words[0]
    while words and (_PARTICIPLE.match(words[-1][0]) or words[-1][0].lower() in VAGUE_ADJECTIVES):
        del words[-1]
    if all(word.lower() in _VAGUE or _is_number(word) for word, _, _ in words):
        return
    if len(words) == 1 and _PARTICIPLE.match(words[0][0].lower()):
        return
    if len(words) == 1 and words[0][0].islower() and words[0] is run[0] and before not in _BEFORE_NOUNS | {","}:
        return  # behind a noun or a form of "be" it is a verb or an adjective
    if len(words) > _LONGEST:
        words = words[-_KEPT_OF_LONGER:]
    yield words[0][1], words[-1][2]


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word.lower() in NUMBERS
