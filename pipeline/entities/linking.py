"""Identifiers of entities: the user's knowledge base first, then countries and cities."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.encoder.encoded import EncodedArticle
from pipeline.entities.kb_linking import link_entry
from pipeline.entities.knowledge_base import KnowledgeBase
from pipeline.entities.naming import Cluster
from pipeline.entities.place_linking import link_place
from pipeline.entities.values import MEASURES


def link(
    cluster: Cluster, encoded: EncodedArticle, countries: Mapping[str, int], base: KnowledgeBase | None
) -> tuple[str | None, dict[str, str]]:
    """What a cluster is linked to.

    Args:
        cluster: the cluster.
        encoded: the article's encoding.
        countries: the countries that the article speaks of, with their weights.
        base: the user's knowledge base, if there is one.

    Returns:
        The one identifier that stands for it ("iso3166:DE", or the knowledge base's own), and all by system.
    """
    found: dict[str, str] = {}
    chosen: str | None = None
    if cluster.label in MEASURES:
        return None, found
    if base is not None and (entry := link_entry(cluster, base, encoded)):
        found["kb"] = chosen = entry.id
    if cluster.label in ("GPE", "LOC") and (place := link_place(cluster, encoded.text, countries)):
        if place.iso:
            found["iso3166"] = place.iso
        if place.geonames:
            found["geonames"] = str(place.geonames)
        if place.iso or place.geonames:
            chosen = chosen or place.key
    return chosen, found
