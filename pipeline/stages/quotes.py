"""Stage one: what the article presents as said, in which words, and by which mention of a source."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.attribution.contents import Content, classify_contents
from pipeline.attribution.cues import cue_lemma
from pipeline.attribution.links import Choice, choose
from pipeline.attribution.spans import TaggedSpan, decode_spans
from pipeline.attribution.turns import join_turns, joint_kind
from pipeline.encoder.encoded import EncodedArticle
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.layout.roles import label_paragraphs
from pipeline.quotation.marks import Region, scan
from pipeline.records import Article, Cue, Paragraph, Quotation, QuotesArticle, Span, Statement

_FEWEST_WORDS = 2


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
    text = article.text
    bounds = split_paragraphs(text)
    regions = scan(text, bounds)
    paragraphs = label_paragraphs(text, bounds)
    spans = decode_spans(encoded, regions)
    found = [(True, turn, spans) for turn in _turns(encoded, spans, regions, paragraphs)]
    if attitudes:
        others = decode_spans(encoded, regions, "attribution")
        taken = [(c.start, c.end) for _, turn, _ in found for c in turn]
        turns = _turns(encoded, others, regions, paragraphs)
        found += [(False, turn, others) for turn in turns if not _overlaps(turn, taken)]
    found.sort(key=lambda entry: entry[1][0].start)
    return QuotesArticle(
        **{name: getattr(article, name) for name in Article.model_fields},
        paragraphs=paragraphs,
        quotations=[_quotation(region) for region in regions],
        statements=[
            _statement(article, encoded, f"{article.id}/{number}", turn, around, communicated, paragraphs)
            for number, (communicated, turn, around) in enumerate(found, start=1)
        ],
    )


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


def _statement(
    article: Article,
    encoded: EncodedArticle,
    identifier: str,
    turn: Sequence[Content],
    around: Sequence[TaggedSpan],
    communicated: bool,
    paragraphs: Sequence[Paragraph],
) -> Statement:
    text = article.text
    bounds = [(p.start, p.end) for p in paragraphs]
    source = choose(encoded, "source", turn, [s for s in around if s.tag == "source"], bounds)
    cue = choose(encoded, "cue", turn, [s for s in around if s.tag == "cue"], bounds)
    spans = [Span.of(text, c.start, c.end) for c in turn]
    return Statement(
        id=identifier,
        kind=joint_kind(turn),
        text=" ".join(span.text for span in spans),
        spans=spans,
        mention=Span.of(text, source.span.start, source.span.end) if source.span else None,
        cue=_cue(text, cue),
        communicated=communicated,
        lead=_lead(turn[0].start, paragraphs),
        confidence=round(min(c.score for c in turn), 4),
    )


def _cue(text: str, choice: Choice) -> Cue | None:
    if choice.span is None:
        return None
    start, end = choice.span.start, choice.span.end
    cue: Cue = Cue.of(text, start, end, lemma=cue_lemma(text[start:end]))
    return cue


def _lead(start: int, paragraphs: Sequence[Paragraph]) -> str | None:
    """The topic of the lead-in above a statement, with nothing but body text that follows it in between."""
    for paragraph in reversed([p for p in paragraphs if p.start <= start]):
        if paragraph.role == "lead_in":
            return paragraph.topic.text if paragraph.topic else None
        if paragraph.role != "body":
            return None
    return None
