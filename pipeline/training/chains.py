"""The loss of a linear-chain conditional random field over BIO labels (Lafferty et al., 2001).

Only well-formed sequences have any probability, in training as in decoding (Papay et al., 2022), and nothing is
known at the first piece of a paragraph of what came before: the same chains as ``pipeline.encoder.viterbi`` searches.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from pipeline.encoder.viterbi import well_formed

_NEVER = -1e4
_LEAST = 1e-36


def chain_loss(
    logits: Tensor, gold: Tensor, real: Tensor, fresh: Tensor, transitions: Tensor, labels: Sequence[str]
) -> Tensor:
    """The mean negative log-likelihood of a piece's label, given its chain.

    Args:
        logits: scores of the labels. *Shape:* (batch, length, labels), float32
        gold: right labels; read where ``real``. *Shape:* (batch, length)
        real: pieces of the chains, without gaps. *Shape:* (batch, length), bool
        fresh: pieces at which a new chain begins: the first of a paragraph. *Shape:* (batch, length), bool
        transitions: score of a label (row) being followed by another (column). *Shape:* (labels, labels)
        labels: the labels' names.

    Returns:
        A scalar.
    """
    follows = torch.from_numpy(well_formed(labels)).to(logits.device)
    inside = torch.tensor([name.startswith("I-") for name in labels], device=logits.device)
    steps = transitions.masked_fill(~follows, _NEVER)
    anew = torch.zeros_like(steps).masked_fill(inside[None, :], _NEVER)
    # a chain's first piece is reached from anywhere at no cost, and may go on what stands before the window
    begins = real & ~torch.nn.functional.pad(real, (1, 0))[:, :-1]
    table = torch.stack([steps, anew, torch.zeros_like(steps)])
    which = torch.where(begins, 2, torch.where(fresh, 1, 0))
    gold = gold.clamp(min=0)
    before = torch.nn.functional.pad(gold, (1, 0))[:, :-1]
    chosen = logits.gather(-1, gold[..., None])[..., 0] + table[which, before, gold].clamp(min=_NEVER)
    right = (chosen * real).sum(dim=1)
    matrices = table[which] + logits[:, :, None, :]
    same = torch.full_like(steps, _NEVER).fill_diagonal_(0.0)
    matrices = torch.where(real[..., None, None], matrices, same)
    # any label may stand before the first: counted once for each, so their number is taken off again
    every = _product(matrices).logsumexp(dim=(1, 2)) - torch.log(torch.tensor(float(len(labels))))
    return (every - right).sum() / real.sum().clamp(min=1)


def _product(matrices: Tensor) -> Tensor:
    """The product of a chain of matrices in the log semiring, halving the chain in each step.

    Args:
        matrices: *Shape:* (batch, length, labels, labels)

    Returns:
        *Shape:* (batch, labels, labels)
    """
    batch, length, size, _ = matrices.shape
    most = matrices.amax(dim=(2, 3), keepdim=True).detach()
    scale = most[:, :, 0, 0]
    held = (matrices - most).exp()
    while length > 1:
        if length % 2:
            rest = torch.eye(size, device=held.device).expand(batch, 1, size, size)
            held = torch.cat([held, rest], dim=1)
            scale = torch.nn.functional.pad(scale, (0, 1))
            length += 1
        held = held[:, 0::2] @ held[:, 1::2]
        most = held.amax(dim=(2, 3), keepdim=True).detach().clamp(min=_LEAST)
        held = held / most
        scale = scale[:, 0::2] + scale[:, 1::2] + most[:, :, 0, 0].log()
        length //= 2
    return held[:, 0].clamp(min=_LEAST).log() + scale[:, 0, None, None]
