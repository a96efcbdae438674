"""Whisper weights as CTranslate2 keeps them, read as its authors' program names them.

Source of the method: CTranslate2's binary format 6 (a list of named arrays) and its converter for Whisper, backwards:
queries, keys and values stand stacked in one array, and keys have no bias.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.generic]]

_FORMAT, _KIND = 6, "WhisperSpec"
_TYPES = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_SAME = {
    "encoder.conv1": "encoder/conv1",
    "encoder.conv2": "encoder/conv2",
    "encoder.ln_post": "encoder/layer_norm",
    "decoder.ln": "decoder/layer_norm",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """Sizes and arrays by the names of openai-whisper, and the heads (layer, head) whose attention tells times."""

    dims: Mapping[str, int]
    tensors: Mapping[str, Any] = field(repr=False)
    heads: tuple[tuple[int, int], ...]


def converted(folder: Path) -> Converted:
    """The model in a folder of CTranslate2, in single precision.

    Raises ``MissingError`` where it is none, or one that was packed into whole numbers.
    """
    try:
        arrays = dict(_arrays((folder / "model.bin").read_bytes()))
        heads = json.loads((folder / "config.json").read_text("utf-8"))["alignment_heads"]
        tensors = dict(_renamed(arrays))
        return Converted(_sizes(arrays), tensors, tuple((int(layer), int(head)) for layer, head in heads))
    except (OSError, ValueError, KeyError, IndexError, struct.error):
        raise MissingError(
            "the weights of the speech model cannot be converted for openai-whisper",
            "choose the engine faster-whisper, or a model whose weights are not packed into whole numbers",
        ) from None


def _arrays(data: bytes) -> Iterator[tuple[str, NDArray[np.generic]]]:
    import numpy as np

    read = _Reading(data)
    version, kind, _ = read.number("I"), read.name(), read.number("I")
    if (version, kind) != (_FORMAT, _KIND):
        raise ValueError("another format")
    for _ in range(read.number("I")):
        name = read.name()
        shape = [read.number("I") for _ in range(read.number("B"))]
        form = np.dtype(_TYPES[read.number("B")])
        yield name, np.frombuffer(read.bytes(read.number("I")), form).reshape(shape)


class _Reading:
    """Bytes that are read from the beginning to the end."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._at = 0

    def bytes(self, length: int) -> memoryview:
        if self._at + length > len(self._data):
            raise ValueError("cut off")
        self._at += length
        return self._data[self._at - length : self._at]

    def number(self, form: str) -> int:
        (value,) = struct.unpack(f"<{form}", self.bytes(struct.calcsize(f"<{form}")))
        return int(value)

    def name(self) -> str:
        return str(self.bytes(self.number("H"))[:-1], "utf-8")


def _sizes(arrays: Arrays) -> dict[str, int]:
    words, width = arrays["decoder/embeddings/weight"].shape
    return {
        "n_mels": arrays["encoder/conv1/weight"].shape[1],
        "n_audio_ctx": arrays["encoder/position_encodings/encodings"].shape[0],
        "n_audio_state": arrays["encoder/conv1/weight"].shape[0],
        "n_audio_head": int(arrays["encoder/num_heads"]),
        "n_audio_layer": _layers(arrays, "encoder"),
        "n_vocab": words,
        "n_text_ctx": arrays["decoder/position_encodings/encodings"].shape[0],
        "n_text_state": width,
        "n_text_head": int(arrays["decoder/num_heads"]),
        "n_text_layer": _layers(arrays, "decoder"),
    }


def _layers(arrays: Arrays, half: str) -> int:
    return next(number for number in count() if f"{half}/layer_{number}/ffn/linear_0/weight" not in arrays)


def _renamed(arrays: Arrays) -> Iterator[tuple[str, NDArray[np.float32]]]:
    yield "decoder.token_embedding.weight", _plain(arrays, "decoder/embeddings/weight")
    for half in ("encoder", "decoder"):
        yield f"{half}.positional_embedding", _plain(arrays, f"{half}/position_encodings/encodings")
        for number in range(_layers(arrays, half)):
            yield from _block(arrays, f"{half}.blocks.{number}", f"{half}/layer_{number}")
    for new, old in _SAME.items():
        yield from _pair(arrays, new, old)


def _block(arrays: Arrays, new: str, old: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    pieces = ("query", "key", "value")
    yield from _stacked(arrays, f"{new}.attn", f"{old}/self_attention/linear_0", pieces)
    same = {"attn.out": "self_attention/linear_1", "attn_ln": "self_attention/layer_norm"}
    same |= {"mlp.0": "ffn/linear_0", "mlp.2": "ffn/linear_1", "mlp_ln": "ffn/layer_norm"}
    if new.startswith("decoder"):
        yield from _stacked(arrays, f"{new}.cross_attn", f"{old}/attention/linear_1", pieces[1:])
        same |= {"cross_attn.query": "attention/linear_0", "cross_attn.out": "attention/linear_2"}
        same |= {"cross_attn_ln": "attention/layer_norm"}
    for mine, theirs in same.items():
        yield from _pair(arrays, f"{new}.{mine}", f"{old}/{theirs}")


def _pair(arrays: Arrays, new: str, old: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    weight, bias = ("gamma", "beta") if old.endswith("layer_norm") else ("weight", "bias")
    yield f"{new}.weight", _plain(arrays, f"{old}/{weight}")
    yield f"{new}.bias", _plain(arrays, f"{old}/{bias}")


def _stacked(arrays: Arrays, new: str, old: str, names: tuple[str, ...]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    import numpy as np

    for _, weight in _pair(arrays, new, old):
        ending = "weight" if weight.ndim == 2 else "bias"
        for name, piece in zip(names, np.split(weight, len(names)), strict=True):
            if name != "key" or ending == "weight":
                yield f"{new}.{name}.{ending}", piece


def _plain(arrays: Arrays, name: str) -> NDArray[np.float32]:
    import numpy as np

    array = arrays[name]
    if array.dtype.kind != "f":
        raise ValueError("whole numbers")
    return array.astype(np.float32)
