"""The network as ONNX for one core: whole-number products, sums and roots in pieces that the runtime does fast.

Weights are stored as 8-bit whole numbers with one scale for each column. Layer normalisation is spelled out, which
onnxruntime runs three times faster than its own operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from network import EPSILON, HEADS, WIDTH, Layer, Tagger
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

_FUSED = "com.microsoft"


class Graph:
    """Nodes and constants of a graph under way."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """A constant of that name, made once."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, given: Sequence[str], out: str, domain: str = "", **options: object) -> str:
        """One operator with one result, whose name is returned."""
        self.nodes.append(helper.make_node(operator, list(given), [out], domain=domain, **options))
        return out


def written(tagger: Tagger, path: Path) -> None:
    """The tagger as an ONNX file: ``ids``, ``marks``, ``seen`` (rows x length) in, ``scores`` out, before sigmoid."""
    graph = Graph()
    states = _embedded(graph, tagger)
    graph.node("Cast", ["seen"], "seen32", to=TensorProto.INT32)
    for at, layer in enumerate(tagger.layers):
        states = _layer(graph, f"layer{at}.", layer, states)
    weight = graph.constant("head.weight", _array(tagger.head.weight).T)
    graph.node("MatMul", [states, weight], "head.product")
    graph.node("Add", ["head.product", graph.constant("head.bias", _array(tagger.head.bias))], "scores")
    onnx.save(_model(graph, tagger), path)


def _model(graph: Graph, tagger: Tagger) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "length"]) for name in ("ids", "marks", "seen")
    ]
    out = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", "length", tagger.head.out_features])
    made = helper.make_graph(graph.nodes, "names", inputs, [out], list(graph.constants.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def _array(tensor: nn.Parameter) -> NDArray[np.float32]:
    return tensor.detach().cpu().numpy()


def _whole(weights: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as whole numbers, and the scale of each slice along the other axis."""
    scale = np.maximum(np.abs(weights).max(axis=axis, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(weights / scale).astype(np.int8), scale


def _embedded(graph: Graph, tagger: Tagger) -> str:
    whole, scale = _whole(_array(tagger.words.weight), 1)
    graph.node("Gather", [graph.constant("words", whole), "ids"], "words.whole")
    graph.node("Cast", ["words.whole"], "words.cast", to=TensorProto.FLOAT)
    graph.node("Gather", [graph.constant("words.scale", scale), "ids"], "words.scales")
    graph.node("Mul", ["words.cast", "words.scales"], "words.out")
    graph.node("Gather", [graph.constant("marks.weight", _array(tagger.marks.weight)), "marks"], "marks.out")
    graph.node("Shape", ["ids"], "shape")
    graph.node("Gather", ["shape", graph.constant("one", np.array([1]))], "length")
    places = graph.constant("places", _array(tagger.places.weight))
    graph.node("Slice", [places, graph.constant("zero", np.array([0])), "length"], "places.out")
    graph.node("Add", ["marks.out", "places.out"], "marks.places")
    return _normal(graph, "norm.", tagger.norm, "words.out", "marks.places")


def _normal(graph: Graph, name: str, norm: nn.LayerNorm, one: str, two: str) -> str:
    last = graph.constant("last", np.array([-1]))
    graph.node("Add", [one, two], name + "sum")
    graph.node("ReduceMean", [name + "sum", last], name + "mean", keepdims=1)
    graph.node("Sub", [name + "sum", name + "mean"], name + "centred")
    graph.node("ReduceSumSquare", [name + "centred", last], name + "squares", keepdims=1)
    graph.node("Mul", [name + "squares", graph.constant("width", np.float32([1 / WIDTH]))], name + "spread")
    graph.node("Add", [name + "spread", graph.constant("least", np.float32([EPSILON]))], name + "more")
    graph.node("Sqrt", [name + "more"], name + "root")
    graph.node("Div", [name + "centred", name + "root"], name + "even")
    graph.node("Mul", [name + "even", graph.constant(name + "weight", _array(norm.weight))], name + "scaled")
    return graph.node("Add", [name + "scaled", graph.constant(name + "bias", _array(norm.bias))], name + "out")


def _layer(graph: Graph, name: str, layer: Layer, states: str) -> str:
    mixed = _linear(graph, name + "into.", layer.attention.into, states)
    heads = [name + head for head in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [mixed], heads, axis=-1, num_outputs=3))
    graph.node("MultiHeadAttention", [*heads, "", "seen32"], name + "mixed", _FUSED, num_heads=HEADS)
    out = _linear(graph, name + "from.", layer.attention.out, name + "mixed")
    states = _normal(graph, name + "first.", layer.attention.norm, states, out)
    up = _linear(graph, name + "up.", layer.up, states)
    bent = graph.node("Gelu", [up], name + "bent", _FUSED)
    return _normal(graph, name + "second.", layer.norm, states, _linear(graph, name + "down.", layer.down, bent))


def _linear(graph: Graph, name: str, linear: nn.Linear, given: str) -> str:
    whole, scale = _whole(_array(linear.weight).T, 0)
    constants = {
        "weight": whole,
        "scale": scale[0],
        "zero": np.zeros(len(scale[0]), np.int8),
        "bias": _array(linear.bias),
    }
    names = [graph.constant(name + key, values) for key, values in constants.items()]
    return graph.node("DynamicQuantizeMatMul", [given, *names], name + "out", _FUSED)
