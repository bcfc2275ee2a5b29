"""In the terminal: why a statement has its speaker."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.commands.plain import CONTROLS, plain, safe, table
from pipeline.records import AttributedStatement, Span, Speaker
from pipeline.speakers.explanation import Explanation, Link

_EVIDENCE = {
    "cue": "the article attributes it in words",
    "heading": "it stands under a heading that names the speaker",
    "continuation": "it goes on with what the speaker says before",
    "context": "nothing attributes it; the speaker is the likeliest of those around",
    "none": "the article gives no way to know",
}
_AROUND = 110


def explanation_view(explanation: Explanation, *, marks: bool) -> RenderableType:
    """A statement, the way from it to the name, the speaker's mentions, and who else could have said it.

    Args:
        explanation: what is known.
        marks: mark mentions by characters, for where colours don't show.
    """
    statement, speaker = explanation.statement, explanation.speaker
    parts: list[RenderableType] = [_head(statement, speaker), Text(plain(statement.text)), Text()]
    parts += [_facts(statement), Text()]
    if explanation.links:
        parts.append(Text("from the statement to the name" if speaker else "where the way ends", style="bold dim"))
        for number, link in enumerate(explanation.links, 1):
            parts += _step(number, link, marks=marks)
        parts += [*_end(explanation), Text()]
    if speaker is not None:
        parts += [Text(plain(_known(speaker)), style="bold"), _forms(explanation), Text()]
    if statement.considered:
        parts += [_considered(statement), Text()]
    return Group(*parts)


def _head(statement: AttributedStatement, speaker: Speaker | None) -> Text:
    kind = statement.kind if statement.communicated else f"{statement.kind}, attitude"
    return Text(" · ".join(map(plain, (statement.id, kind, speaker.name if speaker else "nobody"))), style="bold")


def _facts(statement: AttributedStatement) -> Table:
    cue, source = statement.cue, statement.mention
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    facts.add_row("cue", safe(f"{_quoted(cue)}, a form of “{cue.lemma}”") if cue else "–")
    facts.add_row("source", safe(_quoted(source)) if source else "–")
    facts.add_row("evidence", f"{statement.evidence}: {_EVIDENCE[statement.evidence]}")
    facts.add_row("confidence", f"{statement.confidence:.2f}")
    return facts


def _step(number: int, link: Link, *, marks: bool) -> list[RenderableType]:
    step = link.step
    line = Text(f"{number}  ")
    line.append(plain(f"{link.statement}: " if link.statement else ""), style="dim")
    line.append(plain(step.reason))
    if step.span is not None:
        line.append(plain(f": {_quoted(step.span)}"))
    if step.score is not None:
        line.append(f", {step.score:.2f} sure", style="dim")
    if step.span is None or link.sentence is None:
        return [line]
    return [line, Padding(_marked(link.sentence, step.span, marks=marks), (0, 0, 0, 3))]


def _end(explanation: Explanation) -> list[Text]:
    """What joins the last mention on the way with the speaker's name, where it isn't that name itself."""
    last = explanation.links[-1].step.span
    form = next((form for form in explanation.forms if last in form.mentions), None)
    if explanation.speaker is None:
        return [Text("   which stands for nobody whom the article names")]
    if last is None or form is None or last.text == explanation.speaker.name:
        return []
    return [Text(plain(f"   and this is {explanation.speaker.name}: {form.rule}"))]


def _marked(sentence: Span, span: Span, *, marks: bool) -> Text:
    """What stands around a mention in its sentence, the mention marked."""
    text, start, end = sentence.text, span.start - sentence.start, span.end - sentence.start
    before, after = text[:start].lstrip(), text[end:].rstrip()
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}…"
    marked = Text(style="dim")
    marked.append(_flat(before))
    marked.append(f"⟦{_flat(text[start:end])}⟧" if marks else _flat(text[start:end]), style="not dim bold")
    marked.append(_flat(after))
    return marked


def _flat(text: str) -> str:
    return text.translate(CONTROLS).replace("\r", "").replace("\n", " ")


def _known(speaker: Speaker) -> str:
    on_list = speaker.list_id and f"{speaker.list_id} on the list"
    said = f"{speaker.statements} statement{'' if speaker.statements == 1 else 's'}"
    known = [speaker.name, speaker.type, speaker.role, speaker.gender, on_list, said]
    return " · ".join(part for part in known if part)


def _forms(explanation: Explanation) -> Table:
    rows = table("mentioned as", "where", "joined by", "alike")
    for form in explanation.forms:
        places = ", ".join(f"{mention.start}–{mention.end}" for mention in form.mentions)
        alike = "" if form.score is None else f"{form.score:.2f}"
        rows.add_row(safe(form.mentions[0].text), places, safe(form.rule), alike)
    return rows


def _considered(statement: AttributedStatement) -> Table:
    rows = table("also considered", "mentioned as", "sure")
    for other in statement.considered:
        rows.add_row(safe(other.name), safe(_quoted(other.span)), f"{other.score:.2f}")
    return rows


def _quoted(span: Span) -> str:
    return f"“{_flat(span.text)}” ({span.start}–{span.end})"
