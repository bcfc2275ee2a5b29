"""The shipped encoder, on ONNX Runtime: texts in, ``EncodedArticle`` out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder.encoded import EncodedArticle, FloatArray, IntArray
from pipeline.encoder.features import FEATURES, Pieces, cut_pieces
from pipeline.encoder.heads import POINTER_SIZE, POINTERS, TAG_LABELS
from pipeline.encoder.windows import Window, cut_windows
from pipeline.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

GRAPH_FILE = "encoder.onnx"
MATRICES_FILE = "heads.safetensors"
TOKENIZER_FILE = "tokenizer.json"
FILES = (GRAPH_FILE, MATRICES_FILE, TOKENIZER_FILE)

CLS, SEP = 101, 102
_Outputs = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


class Encoder:
    """The encoder and its heads, one forward pass for everything that the stages read.

    Args:
        session: the graph; one input, four outputs (tags, queries, keys, hidden states).
        tokenizer: the vocabulary's tokenizer, without truncation and padding.
        matrices: the heads' weights outside of the graph, see ``EncodedArticle``.
        threads: windows that are encoded at the same time.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        matrices: dict[str, FloatArray],
        threads: int = 1,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._threads = threads
        self._matrices = dict(matrices)
        for i, pointer in enumerate(POINTERS):
            self._matrices[f"distance_bias.{pointer}"] = matrices["distance_bias"][i]

    @classmethod
    def load(cls, folder: Path, threads: int | None = None) -> Encoder:
        """Load an encoder from its folder.

        Args:
            folder: the folder with the files of ``FILES``.
            threads: windows that are encoded at the same time; by default as many as this process may use cores.

        Raises:
            ModelError: a file is missing.
        """
        import onnxruntime
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        for name in FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder}: not an encoder: {name} is missing; give the folder of a trained model")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(folder / GRAPH_FILE, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        return cls(session, tokenizer, load_file(folder / MATRICES_FILE), threads or available_cores())

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        """Encode articles.

        Every window is a forward pass of its own, as many at a time as there are threads: without padding, and
        with quantization ranges that are its own, so that what comes out for a text never depends on the others.

        Args:
            texts: the articles' texts.
        """
        pieces = [cut_pieces(self._tokenizer, text) for text in texts]
        windows = [(i, window) for i, p in enumerate(pieces) for window in cut_windows(p)]
        width = self._session.get_outputs()[-1].shape[-1]
        stores = [_Store(len(p), width) for p in pieces]
        none_bias = self._matrices["none_bias"]

        def run(task: tuple[int, Window]) -> None:
            i, window = task
            stores[i].put(window, self._run(pieces[i].inputs[window.start : window.end]), none_bias)

        if len(windows) < 2 or self._threads < 2:
            for task in windows:
                run(task)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(run, windows))
        return [self._article(*parts) for parts in zip(texts, pieces, stores, strict=True)]

    def _run(self, window: IntArray) -> _Outputs:
        inputs = np.zeros((1, len(window) + 2, 1 + len(FEATURES)), dtype=np.int64)
        inputs[0, 0, 0], inputs[0, -1, 0] = CLS, SEP
        inputs[0, 1:-1] = window
        tags, queries, keys, hidden = self._session.run(None, {"inputs": inputs})
        return tags[0], queries[0], keys[0], hidden[0]

    def _article(self, text: str, pieces: Pieces, store: _Store) -> EncodedArticle:
        tags: dict[str, FloatArray] = {}
        at = 0
        for head, labels in TAG_LABELS.items():
            tags[head] = _log_softmax(store.tags[:, at : at + len(labels)])
            at += len(labels)
        part = {p: slice(i * POINTER_SIZE, (i + 1) * POINTER_SIZE) for i, p in enumerate(POINTERS)}
        return EncodedArticle(
            text=text,
            pieces=pieces.offsets,
            tags=tags,
            labels=TAG_LABELS,
            queries={p: store.queries[:, part[p]] for p in POINTERS},
            keys={p: store.keys[:, part[p]] for p in POINTERS},
            none={p: store.none[:, i] for i, p in enumerate(POINTERS)},
            vectors=store.vectors,
            matrices=self._matrices,
        )


class _Store:
    """One article's outputs, filled window by window; the large ones in half precision."""

    def __init__(self, n: int, width: int) -> None:
        size = POINTER_SIZE * len(POINTERS)
        self.tags = np.zeros((n, sum(map(len, TAG_LABELS.values()))), dtype=np.float32)
        self.queries = np.zeros((n, size), dtype=np.float16)
        self.keys = np.zeros((n, size), dtype=np.float16)
        self.none = np.zeros((n, len(POINTERS)), dtype=np.float32)
        self.vectors = np.zeros((n, width), dtype=np.float16)

    def put(self, window: Window, outputs: _Outputs, none_bias: FloatArray) -> None:
        tags, queries, keys, hidden = outputs
        kept = slice(window.keep_start, window.keep_end)
        local = slice(window.keep_start - window.start + 1, window.keep_end - window.start + 1)
        self.tags[kept] = tags[local]
        self.queries[kept] = queries[local]
        self.keys[kept] = keys[local]
        self.vectors[kept] = hidden[local]
        pointing = queries[local].reshape(-1, len(POINTERS), POINTER_SIZE)
        none = keys[0].reshape(len(POINTERS), POINTER_SIZE)
        self.none[kept] = np.einsum("npd,pd->np", pointing, none) + none_bias


def available_cores() -> int:
    """The number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else (os.cpu_count() or 1)


def _log_softmax(logits: FloatArray) -> FloatArray:
    shifted = logits - logits.max(axis=-1, keepdims=True) if len(logits) else logits
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
