"""Why a statement has its speaker: the way from its source to the name, and what joins the speaker's mentions.

Everything is read off a record of stage ``speakers`` or later; names are compared as the stage compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import AttributedStatement, EvidenceStep, Span, Speaker, SpeakersArticle
from pipeline.speakers.context import Context
from pipeline.speakers.folding import fold
from pipeline.speakers.names import PersonName, likeness, parse_person
from pipeline.speakers.organizations import acronym_of, organization_likeness, organization_words

_OTHERWISE = "another name that the article gives"


@dataclass(frozen=True, slots=True)
class Link:
    """A step on the way to the name: what it is, the sentence it stands in, and the statement whose source it is.

    ``statement`` is None for the steps of the statement itself.
    """

    step: EvidenceStep
    sentence: Span | None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One of the ways in which an article mentions a speaker.

    Attributes:
        mentions: where it does so.
        rule: what joins the form with the speaker's name.
        score: how alike the two names are, where names are compared.
    """

    mentions: Sequence[Span]
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement with its speaker, the links that lead there, and the forms of the speaker's mentions."""

    statement: AttributedStatement
    speaker: Speaker | None
    links: Sequence[Link]
    forms: Sequence[Form]


def explain_speaker(article: SpeakersArticle, statement: AttributedStatement) -> Explanation:
    """Explain whose a statement is.

    Args:
        article: its article.
        statement: one of the article's statements.
    """
    context = Context(article, [])
    links = [
        Link(step, _sentence(context, step.span), None if source is statement else source.id)
        for source, step in _steps(article, statement)
    ]
    speaker = next((s for s in article.speakers if s.id == statement.speaker), None)
    return Explanation(statement, speaker, links, _forms(article, speaker) if speaker else [])


def _steps(
    article: SpeakersArticle, statement: AttributedStatement
) -> Iterator[tuple[AttributedStatement, EvidenceStep]]:
    """The steps of a statement's chain, then of the statement whose source the last of them is, and so on."""
    seen: list[str] = []
    source: AttributedStatement | None = statement
    while source is not None and source.id not in seen:
        # The first step of a chain that goes on another is where that one ended.
        for step in source.chain[1 if seen and source.mention else 0 :]:
            yield source, step
        seen.append(source.id)
        end = source.chain[-1].span if source.chain else None
        found = (s for s in article.statements if s.id not in seen and end is not None and end in _places(s))
        source = next(found, None)


def _places(statement: AttributedStatement) -> list[Span]:
    """The source of a statement as it was found and as it was read; without one the statement itself."""
    if statement.mention is None:
        return [statement.spans[0]]
    return [statement.mention, *(step.span for step in statement.chain[:1] if step.span)]


def _sentence(context: Context, span: Span | None) -> Span | None:
    if span is None:
        return None
    start, end = context.sentence_bounds(span.start)
    sentence: Span = Span.of(context.text, start, max(end, span.end))
    return sentence


def _forms(article: SpeakersArticle, speaker: Speaker) -> list[Form]:
    resolved = {
        (place.start, place.end): s
        for s in article.statements
        if s.mention and s.speaker == speaker.id and len(s.chain) > 1
        for place in _places(s)
    }
    found: dict[tuple[str, bool], list[Span]] = {}
    for mention in speaker.mentions:
        found.setdefault((fold(mention.text), (mention.start, mention.end) in resolved), []).append(mention)
    forms = []
    for (_, is_resolved), mentions in found.items():
        if is_resolved:
            ids = [resolved[m.start, m.end].id.rpartition("/")[2] for m in mentions]
            rule, score = f"resolved for statement {', '.join(dict.fromkeys(ids))}", None
        else:
            rule, score = _joined(mentions[0].text, speaker)
            if rule == _OTHERWISE and any(_within(other, mentions[0]) for other in speaker.mentions):
                rule = "a phrase around another mention"
        forms.append(Form(mentions, rule, score))
    return forms


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner != outer


def _joined(text: str, speaker: Speaker) -> tuple[str, float | None]:
    """What joins a name with the speaker's fullest one."""
    if fold(text) == fold(speaker.name):
        return "the name" if speaker.named else "the description", None
    if speaker.type == "person" and speaker.named:
        one, other = parse_person(text), parse_person(speaker.name)
        score = likeness(one, other)
        return _person_rule(one, other, score), score or None
    if not speaker.named:
        return "a description", None
    score = organization_likeness(text, speaker.name)
    return _organization_rule(text, speaker.name, score), score or None


def _person_rule(one: PersonName, other: PersonName, score: float) -> str:
    if not score:
        return _OTHERWISE
    if one.words == other.words:
        return "the same name"
    if set(one.words) <= set(other.words):
        return "a part of the name"
    if set(other.words) <= set(one.words):
        return "the name with more words"
    if any(len(word) == 1 for word in (*one.words, *other.words)):
        return "initials"
    return "another spelling"


def _organization_rule(one: str, other: str, score: float) -> str:
    if acronym_of(one, other) or acronym_of(other, one):
        return "its initials"
    if not score:
        return _OTHERWISE
    words, others = set(organization_words(one)), set(organization_words(other))
    if words == others:
        return "the same name"
    return "a part of the name" if words < others or others < words else "another spelling"
