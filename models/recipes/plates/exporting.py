"""The network as redact opens it: ONNX, weights of seven bits and what flows of eight, pictures as bytes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from network import Plates
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from training import Scenes

_SCENES = 256
"""How many scenes the ranges are measured on."""


class _Pictures(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime has no types
    def __init__(self, folder: Path) -> None:
        self._scenes = islice(Scenes(folder, seed=1), _SCENES)

    def get_next(self) -> dict[str, Any] | None:
        made = next(self._scenes, None)
        return None if made is None else {"pictures": made[0][None].astype(np.float32)}


def exported(weights: Path, material: Path, out: Path) -> None:
    """Writes ``whole.onnx`` and ``plates.onnx``, which takes bytes; both give the share and the edges of each cell."""
    network = Plates()
    network.load_state_dict(torch.load(weights, weights_only=True))
    whole = out / "whole.onnx"
    free = {
        "pictures": {2: "height", 3: "width"},
        "core": {2: "rows", 3: "columns"},
        "edges": {2: "rows", 3: "columns"},
    }
    torch.onnx.export(
        network.eval(), (torch.zeros(1, 3, 192, 192),), whole, input_names=["pictures"],
        output_names=["core", "edges"], dynamic_axes=free, dynamo=False, opset_version=17,
    )  # fmt: skip
    _rounded(whole, material, out / "plates.onnx")


def _rounded(whole: Path, material: Path, target: Path) -> None:
    """Seven bits, because processors without VNNI add in sixteen and would overflow."""
    with TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_static(
            ready, target, _Pictures(material), quant_format=QuantFormat.QDQ, per_channel=True, reduce_range=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )  # fmt: skip
    _taking_bytes(target)


def _taking_bytes(path: Path) -> None:
    """Bytes go in: the network begins with making bytes of x / 255 - 0.5, which are those of the picture."""
    model = onnx.load(path)
    nodes, names = model.graph.node, {each.name: each for each in model.graph.initializer}
    (divided,) = (node for node in nodes if "pictures" in node.input)
    (shifted,) = (node for node in nodes if divided.output[0] in node.input)
    (rounded,) = (node for node in nodes if shifted.output[0] in node.input)
    if (divided.op_type, shifted.op_type, rounded.op_type) != ("Div", "Sub", "QuantizeLinear"):
        raise ValueError("the network begins otherwise than it did")
    for number, value in ((1, np.float32(1 / 255)), (2, np.uint8(128))):
        was = names[rounded.input[number]]
        was.CopyFrom(numpy_helper.from_array(np.asarray(value), was.name))
    for node in nodes:
        node.input[:] = ["pictures" if each == rounded.output[0] else each for each in node.input]
    for node in (divided, shifted, rounded):
        nodes.remove(node)
    model.graph.input[0].type.tensor_type.elem_type = onnx.TensorProto.UINT8
    onnx.save(model, path)
