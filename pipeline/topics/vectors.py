"""Arithmetic of embeddings."""

from __future__ import annotations

import numpy as np

from pipeline.encoder.encoded import FloatArray


def unit(vectors: FloatArray) -> FloatArray:
    """Vectors at length 1; zeros stay zeros.

    Args:
        vectors: *Shape:* (..., dimensions)

    Returns:
        *Shape:* that of ``vectors``.
    """
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1))
