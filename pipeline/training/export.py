"""From a trained model to what is shipped: an int8 ONNX graph, the heads' matrices and the tokenizer."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from pipeline.encoder.encoder import FILES, GRAPH_FILE, MATRICES_FILE, TOKENIZER_FILE
from pipeline.encoder.features import FEATURES
from pipeline.topics.label_embeddings import add_label_embeddings
from pipeline.training.model import POSITIONS, Encoder

_MATRICES = ("topics", "second_topics", "statement_topics", "embedding")


def export(model: Encoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the files that ``pipeline.encoder.Encoder.load`` reads.

    Args:
        model: the trained model.
        tokenizer: its tokenizer, without truncation and padding.
        folder: where to write; made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        write_graph(model, full)
        quantize(full, folder / GRAPH_FILE)
        strip_traces(folder / GRAPH_FILE)
    matrices = {name: value for name, value in model.state_dict().items() if name.split(".")[0] in _MATRICES}
    matrices |= {"distance_bias": model.distance_bias.detach(), "none_bias": model.none_bias.detach()}
    matrices |= {f"transitions.{head}": values.detach() for head, values in model.transitions.items()}
    save_file({name: value.contiguous().cpu() for name, value in matrices.items()}, folder / MATRICES_FILE)
    tokenizer.save(str(folder / TOKENIZER_FILE))
    add_label_embeddings(folder)
    for name in FILES:
        (folder / name).chmod(0o644)


class _Graph(nn.Module):
    """The model as it is shipped: one window at a time, so without padding, and with ONNX Runtime's own attention."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model.eval().cpu()

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As ``Encoder.forward``, for a batch of one."""
        return self.model.heads(self.model.hidden_states(inputs, attend=_fused_attention))


def _fused_attention(q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        (q, k, v),
        attrs={"num_heads": heads},
        dtype=q.dtype,
        shape=q.shape,
        version=1,
    )


def write_graph(model: Encoder, path: Path) -> None:
    """Write the model as an ONNX graph in single precision, for one window of any length."""
    example = torch.ones(1, 16, 1 + len(FEATURES), dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Graph(model).eval(),
            (example,),
            str(path),
            input_names=["inputs"],
            output_names=["tags", "queries", "keys", "hidden"],
            dynamic_shapes={"inputs": {1: torch.export.Dim("length", max=POSITIONS)}},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def strip_traces(path: Path) -> None:
    """Take out of a graph what the exporter notes about the code it came from: stack traces with local paths."""
    import onnx

    model = onnx.load(path)
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.initializer, *graph.value_info):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)


def quantize(full: Path, path: Path) -> None:
    """Quantize the weights of matrix products and of the embedding tables to int8 (dynamic, per channel)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = full.with_name("prepared.onnx")
    quant_pre_process(full, prepared, skip_symbolic_shape=True)
    quantize_dynamic(
        prepared, path, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True, weight_type=QuantType.QInt8
    )
