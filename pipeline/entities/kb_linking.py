"""Linking to a knowledge base: candidates by name, chosen by type and context, nothing where it is unsure.

Names that one entry alone bears are mostly unambiguous; among several, the entry whose description is most like the
words around the mentions, as sentence embeddings measure it (compare Bunescu and Paşca, 2006, "Using encyclopedic
knowledge for named entity disambiguation").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.entities.folding import fold
from pipeline.entities.knowledge_base import Entry, KnowledgeBase
from pipeline.entities.naming import Cluster
from pipeline.records import EntityLabel
from pipeline.speakers.names import likeness, parse_person

_NEAR_LABELS: dict[EntityLabel, frozenset[EntityLabel]] = {
    "GPE": frozenset(("GPE", "LOC", "ORG")),
    "LOC": frozenset(("GPE", "LOC", "FAC")),
    "FAC": frozenset(("FAC", "LOC", "ORG")),
    "ORG": frozenset(("ORG", "GPE", "FAC", "PRODUCT", "MISC")),
    "PRODUCT": frozenset(("PRODUCT", "ORG", "MISC")),
    "EVENT": frozenset(("EVENT", "MISC")),
    "MISC": frozenset(("MISC", "EVENT", "PRODUCT", "ORG", "NORP")),
}
_ALIKE = 0.85
_CONTEXT = 250
_MARGIN = 0.05
_UNLIKE = 0.1


def link_entry(cluster: Cluster, base: KnowledgeBase, encoded: EncodedArticle) -> Entry | None:
    """The entry that a cluster is, or None where none or several are as likely.

    Args:
        cluster: the cluster.
        base: the knowledge base.
        encoded: the article's encoding.
    """
    candidates = _candidates(cluster, base)
    if not candidates:
        return None
    exact = [i for i in candidates if base.entries[i].type == cluster.label]
    if len(exact) == 1 and len(candidates) > 1 and all(base.entries[i].type for i in candidates):
        candidates = exact
    if len(candidates) == 1:
        only = candidates[0]
        return None if _unlike(cluster, only, base, encoded) else base.entries[only]
    chosen = _by_context(cluster, candidates, base, encoded)
    return None if chosen is None else base.entries[chosen]


def _candidates(cluster: Cluster, base: KnowledgeBase) -> list[int]:
    """The entries that bear the cluster's fullest name; without one those that bear another of its names."""
    if cluster.name is None:
        return []
    names = list(dict.fromkeys([cluster.name, *sorted((m.text for m in cluster.mentions), key=len, reverse=True)]))
    for name in names:
        found = [i for i in base.named(name) if _fits(cluster, base.entries[i])]
        if found:
            return found
    return _persons_alike(cluster, base) if cluster.label == "PERSON" else []


def _fits(cluster: Cluster, entry: Entry) -> bool:
    if entry.type is not None and entry.type != cluster.label:
        return entry.type in _NEAR_LABELS.get(cluster.label, frozenset())
    if cluster.label == "PERSON" and cluster.name:
        # Somebody else of the family is no candidate.
        names = (entry.name, *entry.aliases)
        return any(likeness(parse_person(cluster.name), parse_person(name)) > 0 for name in names)
    return True


def _persons_alike(cluster: Cluster, base: KnowledgeBase) -> list[int]:
    """Entries whose name is a variant of the full name ("Sergey Lavrov", "Sergei Lavrov")."""
    name = parse_person(cluster.name or "")
    if len(name.words) < 2:
        return []
    found: dict[int, float] = {}
    for word in {fold(name.text).split()[-1], fold(name.text).split()[0]}:
        for i in base.with_last_word(word):
            entry = base.entries[i]
            if entry.type in (None, "PERSON"):
                score = max(likeness(name, parse_person(other)) for other in (entry.name, *entry.aliases))
                if score >= _ALIKE:
                    found[i] = score
    top = max(found.values(), default=0.0)
    return [i for i, score in found.items() if score == top]


def _by_context(
    cluster: Cluster, candidates: Sequence[int], base: KnowledgeBase, encoded: EncodedArticle
) -> int | None:
    """The candidate whose description is most like the context, if it is so by a margin."""
    vectors = [(i, base.vector(i)) for i in candidates]
    if any(vector is None for _, vector in vectors) or not len(encoded.pieces):
        return None
    spans = _windows(cluster, len(encoded.text))
    context = _unit(encoded.apply("embedding", encoded.mean(spans)))
    scored = sorted(((float(context @ _unit(v)), i) for i, v in vectors if v is not None), reverse=True)
    return scored[0][1] if scored[0][0] - scored[1][0] >= _MARGIN else None


def _unlike(cluster: Cluster, candidate: int, base: KnowledgeBase, encoded: EncodedArticle) -> bool:
    """Whether the context speaks against the only entry of a name, which is one word and may be many things'."""
    if cluster.name is None or " " in cluster.name or not len(encoded.pieces):
        return False
    vector = base.vector(candidate)
    if vector is None:
        return False
    context = encoded.apply("embedding", encoded.mean(_windows(cluster, len(encoded.text))))
    return float(_unit(context) @ _unit(vector)) < _UNLIKE


def _windows(cluster: Cluster, length: int) -> list[tuple[int, int]]:
    """What stands around the mentions, each stretch once."""
    spans: list[tuple[int, int]] = []
    for mention in cluster.mentions:
        start, end = max(0, mention.start - _CONTEXT), min(length, mention.end + _CONTEXT)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _unit(vector: FloatArray) -> FloatArray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))
