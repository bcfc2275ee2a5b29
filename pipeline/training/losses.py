"""What training minimizes: one loss for each head, weighted and summed."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from pipeline.encoder.encoded import distance_bucket
from pipeline.encoder.features import BREAK, Break
from pipeline.encoder.heads import CHAINED, POINTER_SIZE, POINTERS, TAG_LABELS, TOPICS
from pipeline.training.chains import chain_loss
from pipeline.training.examples import IGNORED, Batch
from pipeline.training.model import Encoder

WEIGHTS: dict[str, float] = {
    "statement": 2.0,
    "attribution": 1.0,
    "entity": 1.0,
    "source_type": 0.2,
    "source": 0.3,
    "cue": 0.2,
    "continues": 0.2,
    "antecedent": 0.3,
    "speaker": 0.3,
    "topics": 0.5,
    "second_topics": 0.5,
    "statement_topics": 0.5,
    "sentences": 2.0,
}


def losses(model: Encoder, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head that the batch annotates.

    Args:
        model: the encoder.
        batch: padded examples.

    Returns:
        Scalars by head, in float32: cross-entropy of tags (of chained heads half of it, and half of their chain's
        loss, so that a piece's own probability stays meaningful), marginal log-likelihood of pointers over all right
        targets (Lee et al., 2017), binary cross-entropy of topics, 1 - cosine of sentence embeddings.
    """
    tags, queries, keys, hidden = model(batch.inputs)
    hidden = hidden.float()
    found: dict[str, Tensor] = {}
    parts = tags.float().split([len(labels) for labels in TAG_LABELS.values()], dim=-1)
    for (head, labels), logits in zip(TAG_LABELS.items(), parts, strict=True):
        gold = batch.tags[head]
        if (gold != IGNORED).any():
            found[head] = nn.functional.cross_entropy(
                logits.flatten(0, 1), gold.flatten(), ignore_index=IGNORED, label_smoothing=0.02
            )
            if head in CHAINED:
                found[head] = 0.5 * (found[head] + _chain(model, batch, head, logits, labels))
    found |= _pointer_losses(model, batch, queries.float(), keys.float())
    rows, gold = batch.topics
    if len(rows):
        real = (batch.inputs[..., 0] != 0).float()
        article = _mean(hidden, rows, real[rows])
        top, second = gold[:, : len(TOPICS)], gold[:, len(TOPICS) :]
        found["topics"] = nn.functional.binary_cross_entropy_with_logits(model.topics(article), top)
        found["second_topics"] = nn.functional.binary_cross_entropy_with_logits(model.second_topics(article), second)
    rows, marks, gold = batch.statement_topics
    if len(rows):
        real = (batch.inputs[..., 0] != 0).float()
        both = torch.cat([_mean(hidden, rows, marks), _mean(hidden, rows, real[rows])], dim=-1)
        found["statement_topics"] = nn.functional.binary_cross_entropy_with_logits(model.statement_topics(both), gold)
    rows, marks, vectors = batch.sentences
    if len(rows):
        student = model.embedding(_mean(hidden, rows, marks))
        found["sentences"] = (1 - nn.functional.cosine_similarity(student, vectors)).mean()
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the losses."""
    return torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()


def _chain(model: Encoder, batch: Batch, head: str, logits: Tensor, labels: Sequence[str]) -> Tensor:
    gold = batch.tags[head]
    fresh = batch.inputs[..., BREAK] == Break.PARAGRAPH
    with torch.autocast(logits.device.type, enabled=False):
        return chain_loss(logits, gold, gold != IGNORED, fresh, model.transitions[head], labels)


def _mean(hidden: Tensor, rows: Tensor, marks: Tensor) -> Tensor:
    weights = marks / marks.sum(dim=-1, keepdim=True).clamp(min=1)
    distinct = sorted(set(rows.tolist()))
    by_row = [weights[rows == row] @ hidden[row] for row in distinct]
    order = torch.cat([torch.nonzero(rows == row).flatten() for row in distinct])
    mean = torch.empty(len(rows), hidden.shape[-1], device=hidden.device)
    return mean.index_copy(0, order, torch.cat(by_row))


def _pointer_losses(model: Encoder, batch: Batch, queries: Tensor, keys: Tensor) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    rows, pointers, at, targets = batch.links
    if not len(rows):
        return found
    size, length = batch.inputs.shape[:2]
    queries = queries.reshape(size, length, len(POINTERS), POINTER_SIZE)
    keys = keys.reshape(size, length, len(POINTERS), POINTER_SIZE)
    positions = torch.arange(length, device=queries.device)
    padding = batch.inputs[..., 0] == 0
    for p, name in enumerate(POINTERS):
        chosen = pointers == p
        if not chosen.any():
            continue
        r, q, gold = rows[chosen], at[chosen], targets[chosen]
        scores = torch.einsum("nd,nld->nl", queries[r, q, p], keys[:, :, p][r])
        distances = (positions[None, :] - q[:, None]).cpu().numpy()
        bucket = torch.from_numpy(distance_bucket(distances)).to(queries.device)
        bias = model.distance_bias[p][bucket]
        bias = torch.where(positions[None, :] == 0, model.none_bias[p], bias)
        banned = padding[r] | (positions[None, :] == q[:, None])
        scores = (scores + bias).masked_fill(banned, -1e9)
        gold = gold.bool()
        gold[:, 0] |= ~gold.any(dim=-1)
        right = scores.masked_fill(~gold, -1e9).logsumexp(dim=-1)
        found[name] = (scores.logsumexp(dim=-1) - right).mean()
    return found
