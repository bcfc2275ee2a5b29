"""A fine-tuned encoder as a way of finding topics: what the shipped model does, on topics alone and in short."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.encoder.encoded import FloatArray, IntArray
from pipeline.encoder.features import cut_pieces
from pipeline.encoder.viterbi import BoolArray
from pipeline.training.examples import Example, gather
from pipeline.training.model import Encoder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

log = logging.getLogger(__name__)

PIECES = 256
"""Pieces of an article that are read: news say first what they are about."""

EPOCHS = 4
_BATCH = 16
_ENCODER_RATE, _HEAD_RATE = 2e-4, 2e-3
_WARM_UP = 0.1


class FineTuned:
    """An encoder with a linear head on the article's mean vector, trained anew for every call.

    Args:
        make: gives an encoder with the base weights.
        tokenizer: its tokenizer.
        texts: the articles' texts.
        gold: their topics. *Shape:* (articles, topics)
        epochs: passes over the articles.
        seed: of order and dropout.
    """

    slow = True

    def __init__(
        self,
        make: Callable[[], Encoder],
        tokenizer: Tokenizer,
        texts: Sequence[str],
        gold: BoolArray,
        *,
        epochs: int = EPOCHS,
        seed: int = 7,
    ) -> None:
        self._make = make
        self._examples = [
            Example(cut_pieces(tokenizer, text).inputs[:PIECES], topics=topics.astype(np.float32))
            for text, topics in zip(texts, gold, strict=True)
        ]
        self._epochs = epochs
        self._seed = seed
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    def score(self, fit: IntArray, at: IntArray) -> FloatArray:
        """See ``Method``."""
        torch.manual_seed(self._seed)
        model = self._make().to(self._device)
        self._train(model, fit.tolist())
        model.eval()
        scores = np.zeros((len(at), model.topics.out_features))
        by_length = sorted(range(len(at)), key=lambda i: len(self._examples[at[i]]))
        with torch.inference_mode():
            for start in range(0, len(at), _BATCH):
                rows = by_length[start : start + _BATCH]
                logits, _ = self._logits(model, [int(at[i]) for i in rows])
                scores[rows] = torch.sigmoid(logits).cpu().numpy()
        return scores

    def _train(self, model: Encoder, fit: list[int]) -> None:
        rng = random.Random(self._seed)
        encoder = [p for name, p in model.named_parameters() if not name.startswith("topics.")]
        groups = [{"params": encoder, "lr": _ENCODER_RATE}, {"params": model.topics.parameters(), "lr": _HEAD_RATE}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = self._epochs * -(-len(fit) // _BATCH)
        warm = max(1, round(_WARM_UP * steps))
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm, (steps - step) / max(1, steps - warm))
        )
        model.train()
        for epoch in range(self._epochs):
            rng.shuffle(fit)
            losses = []
            for start in range(0, len(fit), _BATCH):
                logits, gold = self._logits(model, fit[start : start + _BATCH])
                loss = nn.functional.binary_cross_entropy_with_logits(logits, gold)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
            log.info("epoch %d: loss %.4f", epoch + 1, float(np.mean(losses)))

    def _logits(self, model: Encoder, articles: Sequence[int]) -> tuple[Tensor, Tensor]:
        batch = gather([self._examples[i] for i in articles]).to(self._device)
        with torch.autocast(self._device.type, dtype=torch.bfloat16):
            hidden = model.hidden_states(batch.inputs).float()
        real = (batch.inputs[..., 0] != 0).float()[..., None]
        mean = (hidden * real).sum(dim=1) / real.sum(dim=1)
        return model.topics(mean), batch.topics[1]
