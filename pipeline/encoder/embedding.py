"""Sentence embeddings from the shared encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.encoder.encoded import EncodedArticle, FloatArray

Embed = Callable[[Sequence[str]], Sequence[FloatArray]]
"""From texts to their sentence embeddings."""


class TextEncoder(Protocol):
    """What turns texts into encoded articles."""

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        """Encode texts; what comes out for a text doesn't depend on the others."""


def embed_texts(encoder: TextEncoder, texts: Sequence[str]) -> list[FloatArray]:
    """The embeddings of texts.

    Args:
        encoder: what encodes them.
        texts: short texts, each taken as a whole.

    Returns:
        For each text. *Shape of each:* (dimensions,)
    """
    encoded = encoder.encode(texts)
    return [one.apply("embedding", one.mean([(0, len(one.text))])) for one in encoded]
