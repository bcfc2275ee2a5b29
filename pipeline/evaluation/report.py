"""The errors as a page to browse: one HTML file with everything in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.evaluation.diagram import reliability_diagram
from pipeline.evaluation.evaluation import Evaluation
from pipeline.evaluation.gold import GoldStatement
from pipeline.evaluation.mistakes import CLASSES, Mistake, paragraphs_around
from pipeline.evaluation.placement import Offsets
from pipeline.evaluation.predictions import Prediction
from pipeline.evaluation.scoring import naming
from pipeline.evaluation.tables import MEANINGS

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE = "report.html.jinja"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the classes by which it is marked ("content", "cue", "mention")."""

    text: str
    marks: str


@dataclass(frozen=True, slots=True)
class Side:
    """The gold or the predicted half of a card; ``pieces`` make up the paragraph, marked."""

    kind: str
    speaker: str | None
    confidence: float | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An error on the page."""

    article: str
    kind: str
    overlap: float
    named: str | None
    gold: Side | None
    prediction: Side | None
    plain: tuple[Piece, ...]


def render_report(evaluation: Evaluation, title: str) -> str:
    """The page, as HTML that needs nothing from outside.

    Args:
        evaluation: what to show.
        title: the page's title.
    """
    mistakes = evaluation.mistakes()
    sections = {what: [_card(m) for m in group] for what, group in groupby(mistakes, key=lambda m: m.what)}
    page: str = (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            title=title,
            evaluation=evaluation,
            sections=[(what, MEANINGS[what], sections.get(what, [])) for what in CLASSES],
            articles=sorted({m.score.article.id for m in mistakes}),
            diagram=reliability_diagram(evaluation.calibration) if evaluation.calibration else None,
        )
    )
    return page


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _card(mistake: Mistake) -> Card:
    article = mistake.score.article
    around = paragraphs_around(article.text, mistake.spans)
    return Card(
        article=article.id,
        kind=mistake.kind,
        overlap=mistake.overlap,
        named=naming(article, mistake.gold) if mistake.gold else None,
        gold=None if mistake.gold is None else _side(article.text, around, mistake.gold),
        prediction=None if mistake.prediction is None else _side(article.text, around, mistake.prediction),
        plain=(Piece(article.text[slice(*around)], ""),),
    )


def _side(text: str, around: Offsets, statement: GoldStatement | Prediction) -> Side:
    marks = [("content", span) for span in statement.spans]
    marks += [(name, at) for name, at in (("mention", statement.mention_at), ("cue", statement.cue_at)) if at]
    return Side(statement.kind or "", statement.speaker, statement.confidence, tuple(_pieces(text, around, marks)))


def _pieces(text: str, around: Offsets, marks: Sequence[tuple[str, Offsets]]) -> Iterator[Piece]:
    start, end = around
    # A mention or cue in another paragraph is brought in, with the gap shown.
    outside = [span for _, span in marks if span[1] <= start or span[0] >= end]
    regions = sorted([around, *{paragraphs_around(text, [span]) for span in outside}])
    last = None
    for first, final in regions:
        if last is not None:
            yield Piece(" ⋯ " if text[last:first].strip() else "\n\n", "")
        cuts = sorted({first, final, *(at for _, span in marks for at in span if first < at < final)})
        for a, b in pairwise(cuts):
            yield Piece(text[a:b], " ".join(dict.fromkeys(name for name, (s, e) in marks if s <= a and b <= e)))
        last = final
