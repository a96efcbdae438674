"""Neural networks stored as ONNX, opened so that they run fast and take pictures of any size.

Older exporters list every weight among the inputs and write one example's size into the graph. onnxruntime then folds
nothing, warns once per weight, and refuses other sizes. Both are mended here on the file's bytes, which are Protocol
Buffers: messages of numbered fields (onnx.proto: ModelProto.graph is 7; GraphProto.initializer 5, input 11, output 12,
value_info 13; TensorProto.name 8; ValueInfoProto.name 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from redact.errors import MissingError

_GPU, _CPU = ("CUDAExecutionProvider", "CoreMLExecutionProvider"), "CPUExecutionProvider"
_GRAPH, _INITIALISER, _INPUT, _OUTPUT, _SHAPES = 7, 5, 11, 12, 13


@lru_cache(maxsize=8)
def session(path: Path, threads: int = 0) -> Any:
    """An onnxruntime session of the graph in *path*, its weights folded; *threads* 0 leaves the number to onnxruntime.

    One per process, file and number of threads. Raises ``MissingError`` where the file is no such graph.
    """
    try:
        graph = with_free_sizes(path.read_bytes())
    except IndexError:
        raise MissingError(f"the model file {path.name} cannot be opened") from None
    return opened(graph, path.name, threads)


def opened(graph: bytes, name: str, threads: int) -> Any:
    """An onnxruntime session of a graph as it is, on the fastest processor that onnxruntime was installed for.

    Raises ``MissingError`` with the file's *name* where it is no graph. On a CPU the same picture gives the same
    numbers every time; on a GPU they may differ in the last digits.
    """
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as raised

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # several processes share the cores
    wrong = (raised.Fail, raised.InvalidArgument, raised.InvalidGraph, raised.InvalidProtobuf, raised.NoModel)
    for providers in (_fast(onnxruntime.get_available_providers()), [_CPU]):  # a GPU may be listed and not be there
        try:
            return onnxruntime.InferenceSession(graph, options, providers=providers)
        except (*wrong, raised.RuntimeException, raised.EPFail):
            continue
    raise MissingError(f"the model file {name} cannot be opened")


def _fast(available: Sequence[str]) -> list[str]:
    return [*(each for each in _GPU if each in available), _CPU]


def with_free_sizes(model: bytes) -> bytes:
    """The same model with weights that are no inputs, and pictures (N, C, H, W) of any size in and anything out."""
    return b"".join(
        _field(number, _free(payload)) if number == _GRAPH and payload is not None else whole
        for number, whole, payload in _fields(model)
    )


def _free(graph: bytes) -> bytes:
    fields = list(_fields(graph))
    weights = {_name(payload, 8) for number, _, payload in fields if number == _INITIALISER and payload is not None}
    kept = bytearray()
    for number, whole, payload in fields:
        if payload is None or number not in {_INPUT, _OUTPUT, _SHAPES}:
            kept += whole
        elif number != _SHAPES and _name(payload, 1) not in weights:
            kept += _field(number, _floats(_name(payload, 1), dimensions=4 if number == _INPUT else None))
    return bytes(kept)


def _floats(name: bytes, *, dimensions: int | None) -> bytes:
    """A ValueInfoProto: a tensor of floats with so many free dimensions; ``None`` leaves open how many."""
    shape = _field(2, b"".join(_field(1, b"") for _ in range(dimensions))) if dimensions else b""
    return _field(1, name) + _field(2, _field(1, b"\x08\x01" + shape))  # elem_type: FLOAT


def _name(message: bytes, number: int) -> bytes:
    return next((payload for at, _, payload in _fields(message) if at == number and payload is not None), b"")


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Each field's number, its bytes with the tag, and its payload where it has a length."""
    position = 0
    while position < len(message):
        start = position
        tag, position = _varint(message, position)
        payload = None
        match tag & 7:
            case 0:
                _, position = _varint(message, position)
            case 2:
                length, position = _varint(message, position)
                payload = message[position : position + length]
                position += length
            case kind:
                position += {1: 8, 5: 4}.get(kind, len(message))
        if position > len(message):
            raise IndexError("the graph is cut short")
        yield tag >> 3, message[start:position], payload


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return value, position


def _field(number: int, payload: bytes) -> bytes:
    return _to_varint(number << 3 | 2) + _to_varint(len(payload)) + payload


def _to_varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
