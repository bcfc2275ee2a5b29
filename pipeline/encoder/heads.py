"""The encoder's heads and their labels, one place for training, export and inference."""

from __future__ import annotations

from pipeline.encoder.encoded import Pointer

ATTRIBUTION_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Both attribution heads: "attribution" after PolNeAR's guidelines, "statement" after this project's."""

ENTITY_TYPES = (
    "Person",
    "Organization",
    "Location",
    "Facility",
    "NORP",
    "Misc",
    "Product",
    "Date",
    "Money",
)
ENTITY_LABELS = ("O", *(f"{prefix}-{name}" for name in ENTITY_TYPES for prefix in "BI"))
SOURCE_TYPES = ("person", "organization", "group", "document", "unknown")

TAG_LABELS: dict[str, tuple[str, ...]] = {
    "statement": ATTRIBUTION_LABELS,
    "attribution": ATTRIBUTION_LABELS,
    "entity": ENTITY_LABELS,
    "source_type": SOURCE_TYPES,
}
POINTERS: tuple[Pointer, ...] = ("source", "cue", "continues", "antecedent", "speaker")
"""From a content to its source, its cue and the content it continues; from a mention to what it refers back
to; from a content to any mention of its speaker."""

POINTER_SIZE = 64
TOPICS = (
    "arts, culture, entertainment and media",
    "conflict, war and peace",
    "crime, law and justice",
    "disaster, accident and emergency incident",
    "economy, business and finance",
    "education",
    "environment",
    "health",
    "human interest",
    "labour",
    "lifestyle and leisure",
    "politics and government",
    "religion",
    "science and technology",
    "society",
    "sport",
    "weather",
)
"""The top level of IPTC Media Topics."""
