"""The embeddings of the Media Topics' labels, which a model carries among its matrices."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.encoder.embedding import embed_texts
from pipeline.encoder.encoder import MATRICES_FILE, Encoder
from pipeline.encoder.heads import TOPICS
from pipeline.topics.vectors import unit

LABELS = "topic_labels"
"""The matrix's name. *Shape:* (topics, dimensions), rows of length 1."""


def add_label_embeddings(folder: Path) -> None:
    """Let an encoder embed the labels, and put them among its matrices.

    Args:
        folder: the encoder's folder; its file of matrices is written anew.

    Raises:
        ModelError: there is no encoder in it.
    """
    from safetensors.numpy import load_file, save_file

    vectors = unit(np.stack(embed_texts(Encoder.load(folder), TOPICS)))
    path = folder / MATRICES_FILE
    save_file({**load_file(path), LABELS: vectors.astype(np.float32)}, path)
