"""One-vs-rest logistic regression, with the classes balanced and an L2 penalty."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.viterbi import BoolArray

STRENGTH = 20.0
"""What the data weigh against the penalty (liblinear's C)."""

_STEPS = 200
_SMALLEST = 1e-6


def logistic_regression(fit: FloatArray, gold: BoolArray, at: FloatArray, strength: float = STRENGTH) -> FloatArray:
    """Learn topics from articles, and give their probabilities for others.

    The features are first turned into the space that the learned articles span: there may be many more features than
    articles, and the weights of least length lie in it.

    Args:
        fit: features of the articles to learn from. *Shape:* (n, features)
        gold: their topics. *Shape:* (n, topics)
        at: features of the articles to score. *Shape:* (m, features)
        strength: see ``STRENGTH``.

    Returns:
        *Shape:* (m, topics)
    """
    values, axes = np.linalg.eigh((fit @ fit.T).astype(np.float64))
    kept = values > _SMALLEST * values.max()
    scale = np.sqrt(values[kept])
    x = torch.from_numpy(axes[:, kept] * scale)
    y = torch.from_numpy(gold.astype(np.float64))
    positive = y.sum(dim=0).clamp(min=1)
    negative = (len(y) - y.sum(dim=0)).clamp(min=1)
    weights = torch.where(y > 0, len(y) / (2 * positive), len(y) / (2 * negative))
    slopes = torch.zeros(x.shape[1], y.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(y.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([slopes, bias], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logits = x @ slopes + bias
        fits = nn.functional.binary_cross_entropy_with_logits(logits, y, weights, reduction="sum")
        value = strength * fits + 0.5 * (slopes**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    projected = torch.from_numpy((at @ fit.T) @ (axes[:, kept] / scale))
    with torch.inference_mode():
        return np.asarray(torch.sigmoid(projected @ slopes + bias).numpy())
