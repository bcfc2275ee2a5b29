"""The errors one by one: what the gold has, what was predicted, and the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pipeline.evaluation.gold import GoldStatement
from pipeline.evaluation.placement import Offsets
from pipeline.evaluation.predictions import Prediction
from pipeline.evaluation.scoring import ArticleScore, Match, letters, naming
from pipeline.layout.paragraphs import split_paragraphs

MistakeClass = Literal["missed", "spurious", "span", "kind", "speaker"]
CLASSES: tuple[MistakeClass, ...] = get_args(MistakeClass)

_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error.

    Attributes:
        what: "missed" (gold without a prediction), "spurious" (a prediction without gold), or, of a statement that
            was found: "span" (not letter by letter), "kind", "speaker".
        score: the article it is in.
        gold: the gold statement, None for a spurious one.
        prediction: the prediction; for a missed statement the one that overlaps most, if any does.
        overlap: of the two.
    """

    what: MistakeClass
    score: ArticleScore
    gold: GoldStatement | None
    prediction: Prediction | None
    overlap: float

    @property
    def kind(self) -> str:
        """The gold's kind, or that of a spurious prediction."""
        return self.gold.kind if self.gold else (self.prediction and self.prediction.kind) or ""

    @property
    def spans(self) -> list[Offsets]:
        """The spans of both, in order."""
        return sorted({*(self.gold.spans if self.gold else ()), *(self.prediction.spans if self.prediction else ())})


def find_mistakes(score: ArticleScore) -> Iterator[Mistake]:
    """The errors of an article; a statement can have several."""
    for match in score.matches:
        gold = None if match.gold is None else score.article.statements[match.gold]
        prediction = None if match.predicted is None else score.predictions[match.predicted]
        if gold is not None and prediction is not None and match.found:
            wrong: list[tuple[MistakeClass, bool]] = [
                ("span", match.overlap < 1.0),
                ("kind", prediction.kind != gold.kind),
                ("speaker", not match.speaker),
            ]
            for what, is_wrong in wrong:
                if is_wrong:
                    yield Mistake(what, score, gold, prediction, match.overlap)
            continue
        if gold is not None:
            nearest, overlap = _nearest(score, match, gold)
            yield Mistake("missed", score, gold, nearest, overlap)
        if prediction is not None:
            yield Mistake("spurious", score, None, prediction, match.overlap)


def _nearest(score: ArticleScore, match: Match, gold: GoldStatement) -> tuple[Prediction | None, float]:
    if match.predicted is not None:
        return score.predictions[match.predicted], match.overlap
    ours = letters(score.article.text, gold.spans)
    best: tuple[Prediction | None, float] = (None, 0.0)
    for prediction in score.predictions:
        theirs = letters(score.article.text, prediction.spans)
        overlap = len(ours & theirs) / len(ours | theirs) if ours & theirs else 0.0
        if overlap > best[1]:
            best = prediction, overlap
    return best


def sentence_around(text: str, spans: Sequence[Offsets]) -> Offsets:
    """The sentences that the spans stand in, within their paragraphs."""
    start, end = paragraphs_around(text, spans)
    first = min((a for a, _ in spans), default=start)
    last = max((b for _, b in spans), default=end)
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.end() <= first:
            start = found.end()
        elif found.start() >= last - 1:
            return start, len(text[: found.end()].rstrip())
    return start, end


def paragraphs_around(text: str, spans: Sequence[Offsets]) -> Offsets:
    """The paragraphs that the spans stand in."""
    if not spans:
        return 0, 0
    first = min(a for a, _ in spans)
    last = min(max(b for _, b in spans), len(text))
    start, end = min(first, len(text)), last
    for a, b in split_paragraphs(text):
        if a <= first < b:
            start = a
        if a < last <= b:
            end = b
    return start, end


def to_json(mistake: Mistake) -> dict[str, Any]:
    """A line of the errors' file."""
    text = mistake.score.article.text
    start, end = sentence_around(text, mistake.spans)
    gold, prediction = mistake.gold, mistake.prediction
    return {
        "error": mistake.what,
        "article": mistake.score.article.id,
        "kind": mistake.kind,
        "overlap": round(mistake.overlap, 3),
        "named": naming(mistake.score.article, gold) if gold else None,
        "sentence": {"start": start, "end": end, "text": text[start:end]},
        "gold": None if gold is None else _side(text, gold),
        "prediction": None if prediction is None else _side(text, prediction),
    }


def _side(text: str, statement: GoldStatement | Prediction) -> dict[str, Any]:
    side: dict[str, Any] = {
        "kind": statement.kind,
        "spans": [_cut(text, span) for span in statement.spans],
        "speaker": statement.speaker,
        "mention": statement.mention_at and _cut(text, statement.mention_at),
        "cue": statement.cue_at and _cut(text, statement.cue_at),
        "topics": list(statement.topics),
    }
    if statement.confidence is not None:
        side["confidence"] = statement.confidence
    return side


def _cut(text: str, span: Offsets) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}
