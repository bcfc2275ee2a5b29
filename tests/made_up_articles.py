"""Made-up articles with an encoder that knows them by heart, for tests that need no model."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.encoder.encoded import EncodedArticle
from pipeline.records import Article
from tests.encoded import encode_by_hand

BRIDGE = """Bridge to close

“We will mend it by May,” said Ana Brel, the mayor of Lim.

Oda Ferris said that nobody had been asked.
"""

HARBOUR = "According to Tom Vask, the harbour is “full of ice”. 🧊\r\n\r\nThat is all.\r\n"

_FINDINGS = {
    BRIDGE: (
        {
            "statement": [
                ("content", "We will mend it by May,"),
                ("cue", "said"),
                ("source", "Ana Brel"),
                ("source", "Oda Ferris"),
                ("content", "nobody had been asked"),
            ],
            "entity": [("Person", "Ana Brel"), ("Location", "Lim"), ("Person", "Oda Ferris")],
            "source_type": [("person", "Ana Brel"), ("person", "Oda Ferris")],
        },
        [("source", "We will", "Ana Brel"), ("cue", "We will", "said"), ("source", "nobody", "Oda Ferris")],
    ),
    HARBOUR: (
        {
            "statement": [
                ("cue", "According to"),
                ("source", "Tom Vask"),
                ("content", "the harbour is “full of ice”"),
            ],
            "entity": [("Person", "Tom Vask")],
            "source_type": [("person", "Tom Vask")],
        },
        [("source", "the harbour", "Tom Vask"), ("cue", "the harbour", "According")],
    ),
}

ARTICLES = [
    Article(id="bridge", text=BRIDGE, title="Bridge to close", published="2031-03-05"),
    Article(id="harbour", text=HARBOUR),
]


class EncoderByHeart:
    """An encoder that finds something in the made-up articles and nothing in other texts.

    Attributes:
        calls: the texts of each call.
    """

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        """See ``pipeline.encoder.encoder.Encoder.encode``."""
        self.calls.append(list(texts))
        return [encode_by_hand(text, *_FINDINGS.get(text, ({}, []))) for text in texts]
