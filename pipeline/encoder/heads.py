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
CHAINED = ("statement", "attribution")
"""The heads that learn which label follows which (a CRF's transitions)."""

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
SECOND_TOPICS = (
    "20000002",
    "20000038",
    "20000045",
    "20000056",
    "20000065",
    "20000082",
    "20000106",
    "20000121",
    "20000129",
    "20000139",
    "20000148",
    "20000168",
    "20000170",
    "20000209",
    "20000344",
    "20000385",
    "20000400",
    "20000415",
    "20000418",
    "20000420",
    "20000430",
    "20000441",
    "20000446",
    "20000461",
    "20000498",
    "20000505",
    "20000509",
    "20000524",
    "20000536",
    "20000538",
    "20000565",
    "20000574",
    "20000587",
    "20000593",
    "20000621",
    "20000638",
    "20000647",
    "20000648",
    "20000649",
    "20000657",
    "20000696",
    "20000735",
    "20000756",
    "20000768",
    "20000771",
    "20000775",
    "20000788",
    "20000799",
    "20000802",
    "20000817",
    "20000822",
    "20001108",
    "20001125",
    "20001129",
    "20001237",
    "20001358",
    "20001373",
    "20001374",
)
"""Codes of the second level of IPTC Media Topics, those that enough articles are labelled with to learn them."""
