"""Salience: how much an article is about each of its entities.

A weighted count of mentions that counts those in the title and the lead more, after the features that Dunietz and
Gillick (2014, "A new entity salience task with millions of training examples") found to tell most: how often,
and how early.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from pipeline.entities.naming import Cluster
from pipeline.entities.values import MEASURES
from pipeline.records import Paragraph

_HEADING, _LEAD, _LATER = 2.0, 1.5, 1.0
_ADJECTIVES = 0.5
_MAIN = 0.4
_MOST = 8


def saliences(clusters: Sequence[Cluster], paragraphs: Sequence[Paragraph]) -> list[float]:
    """The salience of each cluster, between 0 and 1, the foremost one's 1; dates and amounts have none.

    Args:
        clusters: the article's clusters.
        paragraphs: its paragraphs, in order.
    """
    body = [p for p in paragraphs if p.role == "body"]
    lead_end = body[0].end if body else 0
    headings = [(p.start, p.end) for p in paragraphs if p.role == "heading"]
    other = [(p.start, p.end) for p in paragraphs if p.role in ("byline", "caption", "boilerplate", "note")]
    length = max((p.end for p in paragraphs), default=1)
    weights = []
    for cluster in clusters:
        weight = 0.0
        starts = [m.start for m in cluster.mentions if not _inside(m.start, other)]
        if cluster.label not in MEASURES and starts:
            best = max(_place(start, lead_end, headings) for start in starts)
            weight = log2(1 + len(starts)) * best * (1 - 0.5 * starts[0] / length)
            # "The Russian minister" is about the minister.
            weight *= _ADJECTIVES if cluster.label == "NORP" else 1.0
        weights.append(weight)
    top = max(weights, default=0.0)
    return [round(weight / top, 3) if top else 0.0 for weight in weights]


def foremost(scores: Sequence[float]) -> list[int]:
    """Indices of the main entities by their salience, the foremost first."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    return [i for i in order if scores[i] >= _MAIN][:_MOST]


def _place(start: int, lead_end: int, headings: Sequence[tuple[int, int]]) -> float:
    if _inside(start, headings):
        return _HEADING
    return _LEAD if start < lead_end else _LATER


def _inside(start: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= start < e for s, e in spans)
