"""How present a party is at a place of the article: the features by which antecedents are weighed.

The classic ones of pronoun resolution: distance, subjecthood, repetition, parallelism, quotation (Lappin and Leass,
1994; Ge et al., 1998), with who spoke last, which matters most where sources are concerned (Elson and McKeown, 2010).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.encoder.encoded import EncodedArticle
from pipeline.speakers.context import Context
from pipeline.speakers.parties import Party
from pipeline.speakers.scoring import Features

_OBJECT = re.compile(
    r"\b(?:told|tells|telling|to|with|by|of|for|from|on|against|about|asked|informed|met|meeting|between|and|"
    r"replac(?:e[ds]?|ing)|succeed(?:ed|s|ing)?|accus(?:ed|ing|es)|called|urged|like|at|as)\s+"
    r"(?:[A-Z]\S*\s+|[a-z]+\s+){0,3}$"
)
_LEAD = re.compile(
    r"^[\W_]*(?:(?:But|And|However|For|Yet|Meanwhile|According to|[A-Z][a-z]+ly|(?:In|On|At)\s[^,]{2,40}),?\s+)?"
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_NO_SUBJECT = re.compile(r",|\b(?:said|told|by|of|for|to|with|from)\b")


Watch = Callable[[Sequence[tuple[Party, tuple[int, int], Features]], Mapping[str, float], Features | None], None]


@dataclass(slots=True)
class Discourse:
    """What is known when a mention is resolved.

    Attributes:
        context: the article.
        encoded: the encoder's output.
        speakers: offset and party of each source resolved so far, in the order of the article.
        sources: the mentions that are sources of statements.
        called: by head noun and words, for whom a description stood last.
        watch: told of every choice before it is made: its options (party, mention, features), its weights and the
            features of somebody new; for fitting the weights.
    """

    context: Context
    encoded: EncodedArticle
    speakers: list[tuple[int, Party]] = field(default_factory=list)
    sources: set[tuple[int, int]] = field(default_factory=set)
    called: dict[tuple[str, frozenset[str]], Party] = field(default_factory=dict)
    watch: Watch | None = None

    def previous(self, offset: int) -> tuple[int, Party] | None:
        """Where the last statement before ``offset`` was attributed, and to whom."""
        i = bisect_left(self.speakers, offset, key=itemgetter(0))
        return self.speakers[i - 1] if i else None

    def note(self, offset: int, party: Party) -> None:
        """Note that the statement attributed at ``offset`` is somebody's."""
        insort(self.speakers, (offset, party), key=itemgetter(0))


def salience(
    party: Party, offset: int, discourse: Discourse, own: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], Features] | None:
    """The last mention of a party before a place, and what speaks for the party there.

    Args:
        party: the candidate.
        offset: where the mention or content stands that is to be resolved.
        discourse: what was resolved before.
        own: the spans of the statement in question: names inside it are rarely its source.

    Returns:
        None for a party that is not mentioned before.
    """
    context = discourse.context
    before = [m for m in party.mentions if m[1] <= offset]
    if not before:
        return None
    outside = [m for m in before if not any(a <= m[0] < b for a, b in own)]
    last = (outside or before)[-1]
    sentence = context.sentence_at(last[0])
    near = [m for m in outside or before if context.sentence_at(m[0]) == sentence]
    previous = discourse.previous(offset)
    spoke = previous is not None and previous[1] is party
    paragraph = context.paragraph_at(offset)
    gap = paragraph - context.paragraph_at(last[0])
    return last, {
        "sentences": math.log1p(context.sentence_at(offset) - sentence),
        "paragraphs": math.log1p(gap),
        "same_paragraph": float(gap == 0),
        "same_sentence": float(context.sentence_at(offset) == sentence),
        "subject": float(any(is_subject(context, m) for m in near)),
        "spoke_last": float(spoke),
        "spoke_here": float(
            spoke and previous is not None and context.paragraph_at(previous[0]) == paragraph and gap == 0
        ),
        "quoted": float(all(context.quoted(m[0]) is not None for m in near)),
        "reported": float(all(context.reported(m[0]) for m in near)),
        "own": float(not outside),
        "within": float(any(a <= m[0] < b for a, b in own for m in party.mentions)),
        "aside": float(context.article.paragraphs[context.paragraph_at(last[0])].role not in ("body", "heading")),
        "possessive": float(all(is_possessive(context, m) for m in near)),
        "object": float(all(is_object(context, m) for m in near)),
        "count": math.log1p(len(before)),
        "source": float(any(m in discourse.sources for m in near)),
        "named": float(party.named),
        "title": float(sentence == 0),
    }


def rank_recency(found: Sequence[tuple[tuple[int, int], Features]]) -> None:
    """Add to each candidate how many of the others were mentioned after it."""
    for last, features in found:
        features["between"] = math.log1p(sum(other[0] > last[0] for other, _ in found))
        features["nearest"] = float(all(other[0] <= last[0] for other, _ in found))


def is_subject(context: Context, mention: tuple[int, int]) -> bool:
    """Whether a mention stands at the head of its sentence (after an adverbial, a title or an article)."""
    start, _ = context.sentence_bounds(mention[0])
    before = _LEAD.sub("", context.text[start : mention[0]])
    return len(before.split()) <= 5 and not _NO_SUBJECT.search(before)


def is_object(context: Context, mention: tuple[int, int]) -> bool:
    """Whether a verb or preposition in front takes a mention as its object."""
    start, _ = context.sentence_bounds(mention[0])
    return bool(_OBJECT.search(context.text[max(start, mention[0] - 60) : mention[0]]))


def is_possessive(context: Context, mention: tuple[int, int]) -> bool:
    """Whether a mention is a possessive ("Smith's")."""
    text = context.text
    return bool(_POSSESSIVE.match(text, mention[1])) or text.endswith(("’s", "'s"), mention[0], mention[1])
