"""Rounds the weights of CenterFace to eight bits: ``python models/recipes/centerface CENTERFACE.onnx FILM OUT.onnx``.

Nothing is trained. The ranges of what flows between the layers are measured on frames of FILM, which
``tests.bench.film_made`` makes. The network that comes out takes pictures as they are (bytes, RGB, planes) and gives
three maps: how likely a face is there, its size, and the fraction of a cell. Weights have seven bits, because
processors without VNNI add in sixteen and would overflow. Needs ``onnx``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import helper, version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

SIZES = ((640, 352), (1280, 736), (320, 192))
STEP = 16
"""Every how many frames of the film are measured on."""


class Frames(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime has no types
    """Frames of a film as the network takes them, each in one of the sizes in turn."""

    def __init__(self, film: Path, name: str) -> None:
        self._batches = _batches(film, name)

    def get_next(self) -> dict[str, Any] | None:
        return next(self._batches, None)


def _batches(film: Path, name: str) -> Iterator[dict[str, Any]]:
    with av.open(str(film)) as source:
        for number, frame in enumerate(source.decode(video=0)):
            if number % STEP == 0:
                pixels = cv2.resize(frame.to_ndarray(format="rgb24"), SIZES[number // STEP % len(SIZES)])
                yield {name: np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], np.float32)}


def folded(source: Path, target: Path) -> str:
    """Writes the network with its normalisation folded into its weights, in a newer form; gives its input's name."""
    from redact.detect.graphs import with_free_sizes

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    session = onnxruntime.InferenceSession(
        with_free_sizes(source.read_bytes()), options, providers=["CPUExecutionProvider"]
    )
    name = str(session.get_inputs()[0].name)
    model = onnx.load(target)
    _without_landmarks(model)
    del model.opset_import[1:]
    model.ir_version = 8
    onnx.save(version_converter.convert_version(model, 13), target)
    return name


def _without_landmarks(model: Any) -> None:
    """Takes out the last output and all that only it needs."""
    graph = model.graph
    del graph.output[3]
    weights = {each.name for each in graph.initializer}
    for each in [each for each in graph.input if each.name in weights]:
        graph.input.remove(each)
    needed = {each.name for each in graph.output}
    for node in reversed(list(graph.node)):
        if needed.isdisjoint(node.output):
            graph.node.remove(node)
        else:
            needed.update(node.input)
    for each in [each for each in graph.initializer if each.name not in needed]:
        graph.initializer.remove(each)


def taking_bytes(path: Path, name: str) -> None:
    """Changes the network to take bytes: what it would do with numbers from 0 to 255 first is to make bytes of them."""
    model = onnx.load(path)
    (rounding,) = (node for node in model.graph.node if node.op_type == "QuantizeLinear" and node.input[0] == name)
    scale = next(each for each in model.graph.initializer if each.name == rounding.input[1])
    zero = next(each for each in model.graph.initializer if each.name == rounding.input[2])
    scale.CopyFrom(helper.make_tensor(scale.name, onnx.TensorProto.FLOAT, [], [1.0]))
    zero.CopyFrom(helper.make_tensor(zero.name, onnx.TensorProto.UINT8, [], [0]))
    for node in model.graph.node:
        node.input[:] = [name if each == rounding.output[0] else each for each in node.input]
    model.graph.node.remove(rounding)
    model.graph.input[0].type.tensor_type.elem_type = onnx.TensorProto.UINT8
    onnx.save(model, path)


def main(source: Path, film: Path, target: Path) -> None:
    """Folds, rounds, and lets it take bytes."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        name = folded(source, whole)
        quantize_static(
            whole,
            target,
            Frames(film, name),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
    taking_bytes(target, name)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
