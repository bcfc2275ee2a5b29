"""Stage one: what the article presents as said, in which words, and by which mention of a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.attribution.contents import Content, classify_contents
from pipeline.attribution.cues import cue_lemma
from pipeline.attribution.dialogue import dialogue_turns
from pipeline.attribution.links import beside, choose
from pipeline.attribution.sources import mend_spans
from pipeline.attribution.spans import Head, TaggedSpan, decode_spans
from pipeline.attribution.turns import join_turns, joint_kind
from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.mentions import entity_mentions
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.quotation.marks import Region, scan
from pipeline.records import Article, Cue, Paragraph, Quotation, QuotesArticle, Span, Statement

_FEWEST_WORDS = 2
_LEAST_SCORE, _LEAST_SCORE_WITHOUT_CUE = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement before it is written down: its contents, what attributes it, how sure the network is."""

    turn: Sequence[Content]
    source: TaggedSpan | None
    cue: TaggedSpan | None
    communicated: bool
    heading: bool

    @property
    def score(self) -> float:
        return min(content.score for content in self.turn)

    @property
    def doubtful(self) -> bool:
        """Whether a paraphrase is too unsure to be given; a quotation has its marks to speak for it.

        Of the 66 paraphrases that are annotated in headings none goes without a cue and a source.
        """
        if self.heading and not self.cue and not self.source and joint_kind(self.turn) != "direct":
            return True
        least = _LEAST_SCORE if self.cue else _LEAST_SCORE_WITHOUT_CUE
        return joint_kind(self.turn) != "direct" and self.score < least


def find_quotes(article: Article, encoded: EncodedArticle, *, attitudes: bool = False) -> QuotesArticle:
    """Find the statements of an article.

    Args:
        article: what was read.
        encoded: the encoder's output for its text.
        attitudes: also give contents that a source is said to think, want or feel; they are marked as not
            communicated.

    Returns:
        The article with its paragraphs, quotations and statements, in the order of their first span.
    """
    bounds = split_paragraphs(article.text)
    regions = scan(article.text, bounds)
    paragraphs = label_paragraphs(article.text, bounds)
    found = _statements(encoded, "statement", regions, paragraphs)
    if attitudes:
        taken = [(c.start, c.end) for one in found for c in one.turn]
        others = _statements(encoded, "attribution", regions, paragraphs)
        found += [one for one in others if not _overlaps(one.turn, taken)]
    found.sort(key=lambda one: one.turn[0].start)
    return QuotesArticle(
        **{name: getattr(article, name) for name in Article.model_fields},
        paragraphs=paragraphs,
        quotations=[_quotation(region) for region in regions],
        statements=[
            _statement(article.text, f"{article.id}/{number}", one, paragraphs)
            for number, one in enumerate(found, start=1)
        ],
    )


def _statements(
    encoded: EncodedArticle, head: Head, regions: Sequence[Region], paragraphs: Sequence[Paragraph]
) -> list[_Found]:
    spans = mend_spans(encoded.text, decode_spans(encoded, regions, head), entity_mentions(encoded))
    sources, cues = ([s for s in spans if s.tag == tag] for tag in ("source", "cue"))
    bounds = [(p.start, p.end) for p in paragraphs]
    found = [
        _Found(
            turn,
            choose(encoded, "source", turn, sources, bounds),
            choose(encoded, "cue", turn, cues, bounds),
            communicated=head == "statement",
            heading=any(p.role == "heading" and p.start <= turn[0].start < p.end for p in paragraphs),
        )
        for turn in _turns(encoded, spans, regions, paragraphs)
    ]
    found = _attributed_beside(encoded.text, found, sources, cues)
    dialogue = [
        _Found(turn, label, None, communicated=head == "statement", heading=False)
        for turn, label in dialogue_turns(encoded, head, regions, paragraphs)
    ]
    said = [(c.start, c.end) for one in dialogue for c in one.turn]
    return [*(one for one in found if not one.doubtful and not _overlaps(one.turn, said)), *dialogue]


def _attributed_beside(
    text: str, found: Sequence[_Found], sources: Sequence[TaggedSpan], cues: Sequence[TaggedSpan]
) -> list[_Found]:
    """Give statements without a cue or source the ones beside them that no other claims."""
    claimed = {part for one in found for part in (one.source, one.cue)}
    full = []
    for one in found:
        if one.cue is None and (cue := beside(text, one.turn, [c for c in cues if c not in claimed], one.source)):
            one = replace(one, cue=cue)
        if one.source is None and one.cue is not None:
            free = [s for s in sources if s not in claimed]
            one = replace(one, source=beside(text, [], free, one.cue))
        claimed |= {one.source, one.cue}
        full.append(one)
    return full


def _turns(
    encoded: EncodedArticle,
    spans: Sequence[TaggedSpan],
    regions: Sequence[Region],
    paragraphs: Sequence[Paragraph],
) -> list[list[Content]]:
    contents = classify_contents(encoded.text, spans, regions)
    leads = [p for p in paragraphs if p.role == "lead_in"]
    contents = [c for c in contents if not any(p.start <= c.start < p.end for p in leads)]
    turns = join_turns(encoded, contents, spans, regions, [(p.start, p.end) for p in paragraphs])
    return [turn for turn in turns if not _is_crumb(encoded.text, turn)]


def _is_crumb(text: str, turn: Sequence[Content]) -> bool:
    """Whether a paraphrase is a single word: of 2207 annotated ones one is."""
    words = sum(len(text[c.start : c.end].split()) for c in turn)
    return words < _FEWEST_WORDS and joint_kind(turn) == "indirect"


def _overlaps(turn: Sequence[Content], taken: Sequence[tuple[int, int]]) -> bool:
    return any(c.start < end and start < c.end for c in turn for start, end in taken)


def _quotation(region: Region) -> Quotation:
    return Quotation(
        start=region.start,
        end=region.end,
        level=region.level,
        opening=region.opening,
        closing=region.closing,
        continues=region.continues,
        repair=region.repair,
    )


def _statement(text: str, identifier: str, found: _Found, paragraphs: Sequence[Paragraph]) -> Statement:
    spans = [Span.of(text, c.start, c.end) for c in found.turn]
    return Statement(
        id=identifier,
        kind=joint_kind(found.turn),
        text=" ".join(span.text for span in spans),
        spans=spans,
        mention=Span.of(text, found.source.start, found.source.end) if found.source else None,
        cue=_cue(text, found.cue) if found.cue else None,
        communicated=found.communicated,
        lead=_lead(found.turn[0].start, paragraphs),
        confidence=round(found.score, 4),
    )


def _cue(text: str, span: TaggedSpan) -> Cue:
    cue: Cue = Cue.of(text, span.start, span.end, lemma=cue_lemma(text[span.start : span.end]))
    return cue


def _lead(start: int, paragraphs: Sequence[Paragraph]) -> str | None:
    """The topic of the lead-in above a statement, with nothing but body text that follows it in between."""
    for paragraph in reversed([p for p in paragraphs if p.start <= start]):
        if paragraph.role == "lead_in":
            return paragraph.topic.text if paragraph.topic else None
        if paragraph.role != "body":
            return None
    return None
