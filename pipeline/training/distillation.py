"""What the untouched MiniLM says of sentences: the target of the sentence-embedding head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.features import FEATURES
from pipeline.layout.paragraphs import split_paragraphs
from pipeline.training.examples import CLS, SEP
from pipeline.training.model import Encoder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%][.!?])[\"”’']*\s+(?=[\"“‘'(]*[A-Z])")
_SHORTEST, _LONGEST = 25, 600


def sentence_offsets(text: str) -> list[tuple[int, int]]:
    """Sentences of a text, roughly: good enough for picking stretches that have a meaning of their own."""
    found = []
    for start, end in split_paragraphs(text):
        at = start
        for match in _SENTENCE_END.finditer(text, start, end):
            found.append((at, match.start()))
            at = match.end()
        found.append((at, end))
    return [(a, b) for a, b in found if _SHORTEST <= b - a <= _LONGEST]


def teach(
    base: dict[str, Tensor], tokenizer: Tokenizer, sentences: Sequence[str], cache: Path
) -> dict[str, FloatArray]:
    """The base model's embedding of each sentence (mean over its pieces, length 1).

    Args:
        base: MiniLM's weights.
        tokenizer: its tokenizer, without truncation and padding.
        sentences: what to embed.
        cache: a ``.npz`` file that is read if it holds the same sentences, and written otherwise.

    Returns:
        A vector for each sentence. *Shape of each:* (hidden,), float16 as stored
    """
    unique = sorted(set(sentences))
    if cache.is_file():
        with np.load(cache) as stored:
            if stored["sentences"].tolist() == unique:
                return dict(zip(unique, stored["vectors"], strict=True))
    teacher = Encoder()
    teacher.load_base(base)
    teacher.eval()
    order = sorted(range(len(unique)), key=lambda i: len(unique[i]))
    vectors = np.zeros((len(unique), teacher.segment.shape[0]), dtype=np.float16)
    for chunk in _chunks(order, 64):
        ids = [[CLS, *tokenizer.encode(unique[i], add_special_tokens=False).ids[:254], SEP] for i in chunk]
        inputs = torch.zeros(len(ids), max(map(len, ids)), 1 + len(FEATURES), dtype=torch.long)
        for row, pieces in enumerate(ids):
            inputs[row, : len(pieces), 0] = torch.tensor(pieces)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = teacher.hidden_states(inputs).float()
        real = (inputs[..., 0] != 0).float()
        mean = (hidden * real[..., None]).sum(dim=1) / real.sum(dim=1, keepdim=True)
        vectors[chunk] = torch.nn.functional.normalize(mean, dim=-1).numpy().astype(np.float16)
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache, sentences=np.asarray(unique), vectors=vectors)
    return dict(zip(unique, vectors, strict=True))


def _chunks(order: Sequence[int], size: int) -> Iterable[list[int]]:
    for start in range(0, len(order), size):
        yield list(order[start : start + size])
