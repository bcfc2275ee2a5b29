"""Packing a trained encoder as the model folder that is shipped: a spaCy pipeline with its card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.components.assembly import assemble
from pipeline.training.export import export

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from pipeline.training.model import Encoder

META = {
    "version": pipeline.__version__,
    "description": "Statements in news articles: who said what, about whom, on which topic. English.",
    "license": "CC BY-NC-SA 4.0",
    "sources": [
        {
            "name": "all-MiniLM-L6-v2",
            "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
            "license": "Apache-2.0",
        },
        {
            "name": "PolNeAR",
            "url": "https://github.com/networkdynamics/PolNeAR",
            "license": "for research; the texts belong to their publishers",
        },
        {
            "name": "en-worldwide-newswire",
            "url": "https://github.com/stanfordnlp/en-worldwide-newswire",
            "license": "for research",
        },
        {
            "name": "GUM",
            "url": "https://github.com/amir-zeldes/gum",
            "license": "annotations CC BY 4.0; texts by genre, some CC BY-NC-SA",
        },
    ],
}


def pack(model: Encoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Export a model and write its spaCy pipeline around it.

    Args:
        model: the trained encoder.
        tokenizer: its tokenizer.
        folder: the model's folder; files there that training doesn't make (its card) stay.
    """
    export(model, tokenizer, folder / "encoder")
    assemble(folder / "encoder", folder, META)
