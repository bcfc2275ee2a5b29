"""What statements are about: the entities inside their content, named or referred to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.naming import Cluster
from pipeline.entities.reference import Referent, references
from pipeline.entities.values import MEASURES
from pipeline.records import Span, SpeakersArticle


class Subjects:
    """The places at which an article's clusters are mentioned, by name, pronoun or description.

    Args:
        article: the article with its speakers: where their pronouns were resolved, they stay so.
        encoded: its encoding.
        clusters: its clusters.
    """

    def __init__(self, article: SpeakersArticle, encoded: EncodedArticle, clusters: Sequence[Cluster]) -> None:
        named = [
            Referent(m.start, m.end, i, frozenset((cluster.label,)), cluster.gender)
            for i, cluster in enumerate(clusters)
            if cluster.label not in MEASURES
            for m in cluster.mentions
        ]
        known = [*named, *_resolved(article, clusters, named)]
        measured = [
            (m.start, m.end, i)
            for i, cluster in enumerate(clusters)
            if cluster.label in MEASURES
            for m in cluster.mentions
        ]
        referred = references(encoded, known)
        self._places = sorted([*((r.start, r.end, r.index) for r in (*known, *referred)), *measured])
        self._starts = [start for start, _, _ in self._places]

    def of(self, spans: Sequence[Span]) -> list[int]:
        """Indices of the clusters that are mentioned inside a statement's spans, in the order of its words."""
        found: dict[int, None] = {}
        for span in spans:
            for start, end, index in self._places[bisect_left(self._starts, span.start) :]:
                if start >= span.end:
                    break
                if end <= span.end:
                    found.setdefault(index)
        return list(found)


def _resolved(article: SpeakersArticle, clusters: Sequence[Cluster], named: Sequence[Referent]) -> list[Referent]:
    """What stage two resolved: the mentions of speakers outside of names."""
    of_speaker = {cluster.speaker: i for i, cluster in enumerate(clusters) if cluster.speaker}
    taken = sorted((r.start, r.end) for r in named)
    resolved = []
    for speaker in article.speakers:
        index = of_speaker.get(speaker.id)
        if index is None:
            continue
        for span in speaker.mentions:
            i = bisect_left(taken, (span.end, 0))
            if not (i and taken[i - 1][1] > span.start):
                labels = frozenset((clusters[index].label,))
                resolved.append(Referent(span.start, span.end, index, labels, speaker.gender))
    return resolved
