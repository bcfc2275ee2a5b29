"""An article in the terminal: its text with statements and cues marked, and tables of what was found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.commands.plain import CONTROLS, plain, safe, short, table
from pipeline.records import (
    AttributedStatement,
    ClassifiedStatement,
    EntitiesArticle,
    FlatStatement,
    QuotesArticle,
    Span,
    Speaker,
    SpeakersArticle,
    Statement,
    TopicsArticle,
)

if TYPE_CHECKING:
    from pipeline.topics.explanation import Nearby

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_green", "bright_magenta")
_NOBODY = "bright_black"


def article_view(article: QuotesArticle, *, marks: bool) -> RenderableType:
    """The article, its statements and its speakers, entities and topics, as far as its stage knows them.

    Args:
        article: a record of any stage.
        marks: mark statements and cues by characters, for where colours don't show.
    """
    colours = _speaker_colours(article)
    parts: list[RenderableType] = [_header(article), Text(), _body(article, colours, marks=marks), Text()]
    if article.statements:
        parts += [_statements_table(article, colours), Text()]
        if isinstance(article, TopicsArticle):
            parts += [_phrases_table(article), Text()]
    if isinstance(article, SpeakersArticle) and article.speakers:
        parts += [_speakers_table(article, colours), Text()]
    if isinstance(article, EntitiesArticle) and article.entities:
        parts += [_entities_table(article), Text()]
    return Group(*parts)


def statements_view(statements: Sequence[FlatStatement]) -> RenderableType:
    """A table of an article's flat statements, where the article itself isn't at hand."""
    listed = any(statement.speaker and statement.speaker.list_id for statement in statements)
    rows = table("", "speaker", *(["on the list"] if listed else []), "kind", "cue", "statement", "topics")
    for number, statement in enumerate(statements, 1):
        rows.add_row(
            str(number),
            safe(statement.speaker.name if statement.speaker else "–"),
            *([safe((statement.speaker and statement.speaker.list_id) or "")] if listed else []),
            statement.kind,
            safe(statement.cue.text if statement.cue else "–"),
            safe(short(statement.text)),
            safe(", ".join(topic.label for topic in statement.topics)),
        )
    return Group(Text(plain(statements[0].title or statements[0].article_id), style="bold"), rows, Text())


def nearby_view(article: SpeakersArticle, statement: AttributedStatement, nearby: Sequence[Nearby]) -> RenderableType:
    """A statement, and the topics that are near to it with the words that speak for them.

    Args:
        article: its article.
        statement: the statement.
        nearby: the topics, nearest first.
    """
    names = {speaker.id: speaker.name for speaker in article.speakers}
    parts = [
        statement.id,
        names.get(statement.speaker or "", "–"),
        *([f"“{statement.lead}”"] if statement.lead else []),
    ]
    rows = table("", "topic", "score", "words that speak for it")
    for topic in nearby:
        rows.add_row("●" if topic.chosen else "", safe(topic.label), f"{topic.score:.2f}", safe(", ".join(topic.words)))
    said = Text(plain(short(statement.text)))
    return Group(Text(" · ".join(map(plain, parts)), style="bold"), said, rows, Text())


def _speaker_colours(article: QuotesArticle) -> dict[str, str]:
    if not isinstance(article, SpeakersArticle):
        return {}
    return {speaker.id: _COLOURS[i % len(_COLOURS)] for i, speaker in enumerate(article.speakers)}


def _colour(statement: Statement, colours: dict[str, str]) -> str:
    if not isinstance(statement, AttributedStatement):
        return _COLOURS[0]
    return colours.get(statement.speaker or "", _NOBODY)


def _header(article: QuotesArticle) -> Text:
    header = Text(plain(article.title or article.id), style="bold")
    known = [value for value in (article.id if article.title else None, article.published, article.url) if value]
    if isinstance(article, TopicsArticle) and article.topics:
        known.append("topics: " + ", ".join(_with_subtopics(article)))
    if known:
        header.append("\n" + plain(" · ".join(known)), style="not bold dim")
    return header


def _with_subtopics(article: TopicsArticle) -> list[str]:
    """The article's topics, each with those below it in brackets."""
    below = {topic.code: [s.label for s in article.subtopics if s.parent == topic.code] for topic in article.topics}
    return [t.label + (f" ({', '.join(below[t.code])})" if below[t.code] else "") for t in article.topics]


def _body(article: QuotesArticle, colours: dict[str, str], *, marks: bool) -> Text:
    """The text, cut at the limits of all spans, each piece in its style."""
    spans: list[tuple[int, int, str]] = []
    before: defaultdict[int, str] = defaultdict(str)
    after: defaultdict[int, str] = defaultdict(str)
    for number, statement in enumerate(article.statements, 1):
        colour = _colour(statement, colours)
        for span in statement.spans:
            spans.append((span.start, span.end, colour))
            before[span.start] += f"⟦{number} " if marks else f"[{number}] "
            after[span.end] += "⟧" if marks else ""
    for start, end in sorted({(s.cue.start, s.cue.end) for s in article.statements if s.cue}):
        spans.append((start, end, "underline"))
        before[start] += "_" if marks else ""
        after[end] = ("_" if marks else "") + after[end]
    text = article.text.translate(CONTROLS)
    cuts = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    body = Text()
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        body.append(after[start])
        body.append(before[start], style="dim")
        styles = " ".join(dict.fromkeys(style for s, e, style in spans if s <= start < e))
        body.append(text[start:end].replace("\r", ""), style=styles or None)
    return body


def _statements_table(article: QuotesArticle, colours: dict[str, str]) -> Table:
    named = isinstance(article, SpeakersArticle)
    classified = isinstance(article, TopicsArticle)
    names = {s.id: s.name for s in article.speakers} if isinstance(article, SpeakersArticle) else {}
    rows = table("", "speaker" if named else "source", "kind", "cue", "statement", *(["topics"] if classified else []))
    for number, statement in enumerate(article.statements, 1):
        source = statement.mention.text if statement.mention else "–"
        if isinstance(statement, AttributedStatement):
            source = names.get(statement.speaker or "", "–")
        cells = [
            str(number),
            plain(source),
            statement.kind if statement.communicated else f"{statement.kind}, attitude",
            safe(statement.cue.text if statement.cue else "–"),
            safe(short(statement.text)),
        ]
        if isinstance(statement, ClassifiedStatement):
            labels = [topic.label for topic in statement.topics]
            lead = [f"“{statement.lead}”"] if statement.lead else []
            cells.append(safe(", ".join(lead + labels)))
        rows.add_row(cells[0], Text(cells[1], style=_colour(statement, colours)), *cells[2:])
    return rows


def _phrases_table(article: TopicsArticle) -> Table:
    rows = table("", "key phrases")
    rows.add_row("all", safe(_phrases(article.key_phrases)))
    for number, statement in enumerate(article.statements, 1):
        if statement.key_phrases:
            rows.add_row(str(number), safe(_phrases(statement.key_phrases)))
    return rows


def _phrases(spans: Sequence[Span]) -> str:
    return ", ".join(span.text for span in spans)


def _speakers_table(article: SpeakersArticle, colours: dict[str, str]) -> Table:
    listed = any(speaker.list_id or speaker.list_candidates for speaker in article.speakers)
    rows = table("speaker", *(["on the list"] if listed else []), "type", "role", "also called", "statements")
    rows.columns[-1].justify = "right"
    for speaker in article.speakers:
        rows.add_row(
            Text(plain(speaker.name), style=colours[speaker.id]),
            *([safe(_on_list(speaker))] if listed else []),
            speaker.type,
            safe(speaker.role or ""),
            safe(", ".join(speaker.aliases)),
            str(speaker.statements),
        )
    return rows


def _on_list(speaker: Speaker) -> str:
    if speaker.list_candidates:
        return f"{' or '.join(speaker.list_candidates)}?"
    return speaker.list_id or ""


def _entities_table(article: EntitiesArticle) -> Table:
    by_label: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity in article.entities:
        by_label[entity.label][entity.name] += len(entity.mentions)
    rows = table("entities", "names, with the number of mentions")
    for label, names in by_label.items():
        rows.add_row(label, safe(_counted(names.most_common())))
    return rows


def _counted(names: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({count})" if count > 1 else name for name, count in names)
