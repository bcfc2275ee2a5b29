"""Statements as annotation tools see them: labelled regions of a text, and links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldStatement, in_text_order
from pipeline.evaluation.placement import Offsets
from pipeline.evaluation.speaker_match import name_key
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.quotation.marks import scan
from pipeline.records import EntityLabel, Kind, SpeakerType

Role = Literal["content", "source", "cue"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTINUES = "continues"

_ROLES: dict[str, Role] = {
    "content": "content",
    "quote": "content",
    "quotation": "content",
    "statement": "content",
    "direct": "content",
    "mixed": "content",
    "indirect": "content",
    "source": "source",
    "speaker": "source",
    "mention": "source",
    "cue": "cue",
}
_ENTITY_LABELS = frozenset(get_args(EntityLabel))


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch of text, or several that belong together.

    Attributes:
        id: names the region within its article.
        label: as the tool shows it, in any case ("Content", "SOURCE").
        spans: where it stands, in order.
        attributes: of a content: "kind", "speaker", "speaker_type", "topics", "entities", "confidence", so far as
            they are known; "speaker" may be None, which says that nobody is named.
    """

    id: str
    label: str
    spans: tuple[Offsets, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """From a content to its source, its cue, or the content that it continues."""

    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The regions and links of one article."""

    regions: tuple[Region, ...]
    links: tuple[Link, ...]


class Notes:
    """What a reader had to leave out or assume, counted over articles."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lines: list[str] = []

    def add(self, note: str, count: int = 1) -> None:
        """Count something; ``note`` says what, as the end of a sentence that begins with a number."""
        self._counts[note] += count

    def say(self, line: str) -> None:
        """Say something that is not counted."""
        self._lines.append(line)

    def lines(self) -> list[str]:
        """What was said, then one line for each kind of thing that was counted."""
        return self._lines + [f"{count} {note}" for note, count in self._counts.items() if count]


def graph_of(article: GoldArticle, *, split: bool) -> Graph:
    """The regions and links of an article.

    Args:
        article: the article.
        split: make one region of each span, for tools whose regions have no gaps; the later ones continue the
            first.
    """
    regions: list[Region] = []
    links: list[Link] = []
    for i, statement in enumerate(article.statements):
        attributes: dict[str, Any] = {
            "kind": statement.kind,
            "speaker": statement.speaker,
            "speaker_type": statement.speaker_type,
            "topics": list(statement.topics),
        }
        if statement.entities is not None:
            attributes["entities"] = list(statement.entities)
        if statement.confidence is not None:
            attributes["confidence"] = statement.confidence
        content = f"s{i}"
        if split:
            regions.append(Region(content, "content", statement.spans[:1], attributes))
            for j, span in enumerate(statement.spans[1:], 1):
                regions.append(Region(f"{content}-{j}", "content", (span,), {"kind": statement.kind}))
                links.append(Link(f"{content}-{j}", content, CONTINUES))
        else:
            regions.append(Region(content, "content", statement.spans, attributes))
        for label, at in (("source", statement.mention_at), ("cue", statement.cue_at)):
            if at is not None:
                regions.append(Region(f"{content}-{label}", label, (at,)))
                links.append(Link(content, f"{content}-{label}", label))
    for i, entity in enumerate(article.entities or ()):
        regions.append(Region(f"e{i}", entity.label, ((entity.start, entity.end),)))
    return Graph(tuple(regions), tuple(links))


def statements_of(
    text: str, graph: Graph, article: GoldArticle, notes: Notes, *, guess: bool = True
) -> tuple[GoldStatement, ...]:
    """The statements that regions and links make, in the order of the text.

    Where the regions do not say it, the kind is read off the quotation marks, and the speaker is whoever of the
    article's speakers the source's words name, or else those words.

    Args:
        text: the article's text.
        graph: regions and links.
        article: what else is known of the article; its speakers are used.
        notes: takes what was left out or assumed.
        guess: where nothing is linked at all, give each content the nearest source and cue of its paragraph.
    """
    roles = {region.id: _ROLES.get(region.label.casefold()) for region in graph.regions}
    regions = {region.id: region for region in graph.regions}
    links = [link for link in graph.links if link.start in regions and link.end in regions]
    for region in graph.regions:
        if roles[region.id] is None and region.label.upper() not in _ENTITY_LABELS:
            notes.add(f"regions labelled {region.label!r} left out")
    owner = _owners(roles, links)
    parts: dict[str, list[Region]] = {}
    for region in graph.regions:
        if roles[region.id] == "content":
            parts.setdefault(owner[region.id], []).append(region)
    linked: dict[tuple[str, Role], list[Region]] = {}
    for link in links:
        for content, other in ((link.start, link.end), (link.end, link.start)):
            role = roles[other]
            if roles[content] == "content" and role in ("source", "cue"):
                linked.setdefault((owner[content], role), []).append(regions[other])
    if guess and not links:
        linked = _nearest(text, parts, roles, regions, notes)
    names = {name_key(form): s.name for s in article.speakers for form in (*s.aliases, s.name)}
    quoted: list[range] | None = None
    statements = []
    for first, contents in parts.items():
        source = _only(linked.get((first, "source"), []), "source", notes)
        cue = _only(linked.get((first, "cue"), []), "cue", notes)
        attributes = dict(regions[first].attributes)
        spans = tuple(sorted({span for region in contents for span in region.spans}))
        kind = attributes.get("kind")
        if kind is None:
            label = regions[first].label.casefold()
            kind = label
            if label not in KINDS:
                quoted = quoted_ranges(text) if quoted is None else quoted
                kind = kind_of(text, spans, quoted)
                notes.add("statements got their kind from the quotation marks")
        mention = None if source is None else text[slice(*source)]
        if "speaker" not in attributes:
            attributes["speaker"] = mention and names.get(name_key(mention), mention)
            if mention and name_key(mention) not in names:
                notes.add("statements have no speaker's name; the words of their source stand for it")
        statements.append(
            GoldStatement(
                kind=cast("Kind", kind),
                spans=spans,
                speaker=attributes["speaker"],
                speaker_type=cast("SpeakerType", attributes.get("speaker_type", "unknown")),
                mention=mention,
                cue=None if cue is None else text[slice(*cue)],
                mention_at=source,
                cue_at=cue,
                topics=tuple(attributes.get("topics", ())),
                entities=None if attributes.get("entities") is None else tuple(attributes["entities"]),
                confidence=attributes.get("confidence"),
            )
        )
    return in_text_order(statements)


def entities_of(graph: Graph) -> tuple[GoldEntity, ...] | None:
    """The mentions of entities among the regions; None if there is none."""
    found = [
        GoldEntity(*region.spans[0], cast("EntityLabel", region.label.upper()))
        for region in graph.regions
        if region.label.upper() in _ENTITY_LABELS and region.label.casefold() not in _ROLES
    ]
    return tuple(found) or None


def kind_of(text: str, spans: Iterable[Offsets], quoted: Sequence[range]) -> Kind:
    """Direct if all letters of the spans stand between quotation marks, indirect if none does, else mixed.

    Args:
        text: the article's text.
        spans: the spans.
        quoted: what stands between quotation marks, see ``quoted_ranges``.
    """
    inside = [
        any(at in region for region in quoted) for start, end in spans for at in range(start, end) if text[at].isalnum()
    ]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"


def quoted_ranges(text: str) -> list[range]:
    """The stretches of a text between outer quotation marks."""
    return [range(region.start, region.end) for region in scan(text, split_paragraphs(text)) if region.level == 1]


def _owners(roles: Mapping[str, Role | None], links: Sequence[Link]) -> dict[str, str]:
    """For each content the one that its chain of continuations begins with."""
    before: dict[str, str] = {}
    for link in links:
        if roles[link.start] == roles[link.end] == "content" and link.start != link.end:
            before.setdefault(link.start, link.end)
    owners = {}
    for content, role in roles.items():
        if role == "content":
            seen = [content]
            while before.get(seen[-1], content) not in seen:
                seen.append(before[seen[-1]])
            owners[content] = seen[-1]
    return owners


def _only(regions: Sequence[Region], what: str, notes: Notes) -> Offsets | None:
    """The one place of a source or cue: of several the first, of one with gaps the longest part."""
    spans = sorted({region.spans for region in regions})
    if not spans:
        return None
    if len(spans) > 1:
        notes.add(f"statements have a further {what}, which is left out")
    if len(spans[0]) > 1:
        notes.add(f"statements have a {what} with a gap, of which the longest part is kept")
    return max(spans[0], key=lambda span: span[1] - span[0])


def _nearest(
    text: str,
    parts: Mapping[str, Sequence[Region]],
    roles: Mapping[str, Role | None],
    regions: Mapping[str, Region],
    notes: Notes,
) -> dict[tuple[str, Role], list[Region]]:
    paragraphs = split_paragraphs(text)

    def paragraph(region: Region) -> int:
        return sum(start <= region.spans[0][0] for start, _ in paragraphs)

    linked: dict[tuple[str, Role], list[Region]] = {}
    for first, contents in parts.items():
        for role in ("source", "cue"):
            beside = [
                (min(max(s - b, a - e, 0) for content in contents for a, b in content.spans), s, region)
                for region in regions.values()
                if roles[region.id] == role and paragraph(region) in {paragraph(content) for content in contents}
                for s, e in region.spans[:1]
            ]
            if beside:
                linked[first, role] = [min(beside, key=lambda found: found[:2])[2]]
                notes.add(f"statements got the nearest {role}, since nothing is linked")
    return linked
