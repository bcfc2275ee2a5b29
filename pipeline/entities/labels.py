"""Entity labels: from the encoder's types, and what names themselves tell beyond them."""

from __future__ import annotations

from pipeline.entities.folding import fold
from pipeline.entities.places import is_political, places_named
from pipeline.records import EntityLabel

_LABELS: dict[str, EntityLabel] = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Facility": "FAC",
    "NORP": "NORP",
    "Product": "PRODUCT",
    "Date": "DATE",
    "Money": "MONEY",
}
_EVENTS = frozenset(
    """war wars olympics games cup festival championship championships summit conference election elections expo
    marathon tournament prix revolution uprising holocaust genocide massacre earthquake hurricane typhoon cyclone
    intifada referendum derby biennale carnival forum convention crisis pandemic open awards ceremony fair
    exhibition symposium invasion coup riots protests attacks attack battle crusade crusades""".split()
)


def label_of(encoder_type: str, name: str) -> EntityLabel:
    """The label of a mention.

    Args:
        encoder_type: the encoder's type: "Location" is split into GPE and LOC, and events are told from "Misc".
        name: the words of the mention.
    """
    if encoder_type == "Location":
        return "GPE" if is_political(name, places_named(name)) else "LOC"
    if encoder_type == "Misc":
        words = fold(name).split()
        return "EVENT" if _EVENTS.intersection(words[-1:] + words[:1]) or "war" in words else "MISC"
    return _LABELS[encoder_type]
