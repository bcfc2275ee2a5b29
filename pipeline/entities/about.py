"""What a statement is about: the entities inside its content, named or referred to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.naming import Cluster
from pipeline.records import AttributedStatement

_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs)\b", re.I)
_DESCRIPTION = re.compile(r"\b(?:the|this|that|these|those)(?= [a-z])", re.I)
_CANDIDATES = 40


def clusters_in(statement: AttributedStatement, clusters: Sequence[Cluster], encoded: EncodedArticle) -> list[int]:
    """Indices of the clusters that a statement's content names or refers to, in the order of its words.

    Args:
        statement: the statement; the words inside its spans count.
        clusters: the article's clusters.
        encoded: the article's encoding; its pointer "antecedent" resolves pronouns and descriptions.
    """
    places = sorted((m.start, m.end, i) for i, cluster in enumerate(clusters) for m in cluster.mentions)
    found: dict[int, int] = {}
    for span in statement.spans:
        for start, end, i in places:
            if start < span.end and end > span.start:
                found.setdefault(i, start)
        for pattern in (_PRONOUN, _DESCRIPTION):
            for match in pattern.finditer(encoded.text, span.start, span.end):
                cluster = _referred(match.start(), places, encoded)
                if cluster is not None:
                    found.setdefault(cluster, match.start())
    return sorted(found, key=lambda i: found[i])


def _referred(offset: int, places: Sequence[tuple[int, int, int]], encoded: EncodedArticle) -> int | None:
    """The cluster that the words at ``offset`` refer back to, if the encoder is sure of one."""
    if any(start <= offset < end for start, end, _ in places) or "antecedent" not in encoded.queries:
        return None
    before = [place for place in places if place[0] < offset][-_CANDIDATES:]
    if not before:
        return None
    scores = encoded.point("antecedent", offset, [start for start, _, _ in before])
    best = int(scores.argmax())
    return before[best - 1][2] if best else None
