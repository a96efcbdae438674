"""A second opinion of what may be a number plate: it is read closer, upright and enlarged, by the reader of OCR.

The recogniser alone is asked (PP-OCRv6): the place is known, and what it says need not be right, only tell a plate from
a word. Two lines are read one by one. What cannot be read stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact import weights
from redact.detect.graphs import opened
from redact.detect.plate_forms import kind_of
from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

READER = "ppocr-v6"
_HIGH, _WIDEST = 48, 640
_SQUARE = 2.4
"""A plate that is wider than so many times its height has one line."""
_SURE, _SIGNS = 0.8, 4
"""From how sure a reading on it can drop something, and how many letters a word must have for that."""


class Opinion(Enum):
    """What reading something adds: it is built like a plate, it is words, or nothing that tells."""

    PLATE = "plate"
    WORDS = "words"
    PERHAPS = "perhaps"


def opinion(pixels: Pixels, sighting: Sighting, threads: int = 0) -> Opinion:
    """What the place looks like to a reader."""
    lines = [_read(crop, threads) for crop in _crops(pixels, sighting)]
    signs = "".join(sign for text, _ in lines for sign in text if sign.isalnum())
    readings = [signs.upper(), *("".join(filter(str.isalnum, text)).upper() for text, _ in lines)]
    if any(reading.isascii() and kind_of(reading) and _is_mixed(reading) for reading in readings):
        return Opinion.PLATE
    sure = min((sureness for text, sureness in lines if text), default=0.0)
    return Opinion.WORDS if sure >= _SURE and _is_wordy(signs) else Opinion.PERHAPS


def _is_mixed(signs: str) -> bool:
    return 0 < sum(sign.isdigit() for sign in signs) < len(signs)


def _is_wordy(signs: str) -> bool:
    """Whether no plate could say that: a good deal of small letters and no digit."""
    small = sum(sign.islower() and sign not in "ilosz" for sign in signs)
    return len(signs) >= _SIGNS and not any(sign.isdigit() for sign in signs) and small * 2 >= len(signs)


def _crops(pixels: Pixels, sighting: Sighting) -> Iterator[Pixels]:
    """The place, with a little room around it; of one that may have two lines, its halves as well."""
    left, top, right, bottom = sighting[:4]
    room = 0.06 * (bottom - top)
    rows = [(top - room, bottom + room)]
    if right - left < _SQUARE * (bottom - top):
        middle = (top + bottom) / 2
        rows = [(top - room, middle + room), (middle - room, bottom + room)]
    for upper, lower in rows:
        crop = pixels[max(int(upper), 0) : int(lower) + 1, max(int(left - room), 0) : int(right + room) + 1]
        if crop.size:
            yield crop


def _read(crop: Pixels, threads: int) -> tuple[str, float]:
    """What is written there, and how sure its signs are on average."""
    import cv2
    import numpy as np

    height, width = crop.shape[:2]
    across = min(max(round(width * _HIGH / height), _HIGH), _WIDEST)
    shown = cv2.resize(crop, (across, _HIGH), interpolation=cv2.INTER_CUBIC)[..., ::-1]
    numbers = np.ascontiguousarray(shown.transpose(2, 0, 1)[None], np.float32) / 127.5 - 1
    network, signs = _reader(weights.folder(READER) / "PP-OCRv6_rec_small.onnx", threads)
    return _decoded(network.run(None, {network.get_inputs()[0].name: numbers})[0][0], signs)


def _decoded(shares: NDArray[np.float32], signs: tuple[str, ...]) -> tuple[str, float]:
    """The surest sign of each column, those that repeat themselves once; the first of all signs is none."""
    import numpy as np

    best, sure = shares.argmax(axis=1), shares.max(axis=1)
    told = [at for at, sign in enumerate(best) if sign and (not at or sign != best[at - 1])]
    text = "".join(signs[best[at]] for at in told)
    return text, float(np.mean(sure[told])) if told else 0.0


@lru_cache(maxsize=1)
def _reader(model: Path, threads: int) -> tuple[Any, tuple[str, ...]]:
    network = opened(model.read_bytes(), model.name, threads)
    known = network.get_modelmeta().custom_metadata_map["character"].splitlines()
    return network, ("", *known, " ", "")
