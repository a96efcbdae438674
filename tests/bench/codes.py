"""How many QR codes in photographs are covered, and codes of every other kind: ``python -m tests.bench.codes``.

Codes in four sizes on made grounds, each clean, turned and slanting, blurred, noisy, and with a spot on them: 240 in
all. A code counts as covered where at least ``COVERED`` of its area is inside the boxes. ``--kinds`` draws the other
kinds of codes; ``--false FOLDER`` counts what is found in pictures of a folder that are known to have no codes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from redact.detect.codes import CodeDetector, CodeOptions
from redact.read.codes import CodeReader, CodeReaderOptions
from redact.types import Box, Modality, Part, Picture
from tests.bench.grounds import ground, noisy, pasted

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from redact.types import Pixels

    Corners = NDArray[np.float32]

SIZES = (60, 90, 140, 220)
CONDITIONS = ("clean", "slanting", "blurred", "noisy", "spotted")
EACH = 12
COVERED = 0.95
KINDS = {
    "DataMatrix": "patient 943 476 5919", "Aztec": "patient 943 476 5919", "PDF417": "patient 943 476 5919",
    "MaxiCode": "patient 943 476 5919", "MicroQRCode": "943 476", "RMQRCode": "patient 943",
    "Code128": "PATIENT943", "Code39": "PATIENT943", "Code93": "PATIENT943", "Codabar": "A943476B", "ITF": "94347659",
    "EAN13": "5901234123457", "EAN8": "96385074", "UPCA": "036000291452", "UPCE": "01234565",
    "DataBarOmni": "0104012345678901", "DataBarLtd": "0104012345678901", "DataBarExp": "(01)04012345678901(3103)001750",
    "DataBarStk": "0104012345678901",
}  # fmt: skip


class Scene(NamedTuple):
    """A picture, the corners of the code in it, and what the code says."""

    pixels: Pixels
    corners: Corners
    words: str


def drawn(words: str, kind: str = "QRCode") -> tuple[Pixels, int]:
    """A code with its quiet zone, and how wide that is, in pixels."""
    import zxingcpp

    made = zxingcpp.create_barcode(words, getattr(zxingcpp.BarcodeFormat, kind))
    grey = np.asarray(made.to_image(scale=8, add_quiet_zones=False), np.uint8)
    if grey.shape[0] < 40:  # a bar code comes one row high
        grey = np.repeat(grey[:1], grey.shape[1] // 3, axis=0)
    return np.pad(grey, 24, constant_values=255)[..., None].repeat(3, axis=2), 24


def scene(rng: Generator, size: int, condition: str, kind: str = "QRCode", words: str = "") -> Scene:
    """One code whose longer side has *size* pixels, somewhere in a picture."""
    words = words or f"WIFI:S:net{rng.integers(0, 99)};P:{rng.integers(10**7, 9 * 10**7)};;"
    code, rim = drawn(words, kind)
    height, width = code.shape[:2]
    scale = size / (max(height, width) - 2 * rim)
    full = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inner = full + rim * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    placed = (full - [width / 2, height / 2]) * scale
    if condition == "slanting":
        placed = _slanting(rng, placed, size)
    placed = (placed + np.array([rng.integers(200, 1080), rng.integers(180, 580)])).astype(np.float32)
    pixels = pasted(ground(rng, 1280, 760), code, placed)
    there = cv2.perspectiveTransform(inner[None], cv2.getPerspectiveTransform(full, placed))[0]
    return Scene(_spoiled(rng, pixels, there, condition), there.astype(np.float32), words)


def _slanting(rng: Generator, corners: Corners, size: int) -> Corners:
    angle = np.deg2rad(rng.uniform(-60, 60))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = corners @ turn.T * [rng.uniform(0.6, 1), 1]
    sides = np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[1])
    return np.asarray(turned + rng.uniform(-0.06, 0.06, corners.shape) * min(size, *sides))


def _spoiled(rng: Generator, pixels: Pixels, corners: Corners, condition: str) -> Pixels:
    size = float(np.linalg.norm(corners[1] - corners[0]))
    match condition:
        case "blurred":
            return np.asarray(cv2.GaussianBlur(pixels, (0, 0), max(0.8, size / 60)), np.uint8)
        case "noisy":
            return noisy(rng, pixels, grain=18, quality=35)
        case "spotted":
            x, y = (int(part) for part in corners.mean(axis=0))
            return np.asarray(cv2.circle(pixels.copy(), (x, y), int(size * 0.13), (200, 40, 40), -1), np.uint8)
        case _:
            return pixels


def share_covered(corners: Corners, boxes: Sequence[Box], size: tuple[int, int]) -> float:
    """The share of the code's area that is inside any of the boxes."""
    shape = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(shape, corners.round().astype(np.int32), 1)
    area = int(shape.sum())
    for box in boxes:
        shape[max(0, int(box.top)) : int(np.ceil(box.bottom)), max(0, int(box.left)) : int(np.ceil(box.right))] = 0
    return 1 - int(shape.sum()) / area


class Measured(NamedTuple):
    """What became of one code: whether it was covered, whether it was read, how many boxes were needless, CPU s."""

    covered: bool
    read: bool
    needless: int
    looking: float
    reading: float


def measured(made: Scene) -> Measured:
    part = part_of(made.pixels)
    began = process_time()
    boxes = [region for finding in CodeDetector(CodeOptions()).detect([part]) for region in finding.regions]
    looked = process_time()
    text = CodeReader(CodeReaderOptions()).read(part).text
    done = process_time()
    upright = [box for box in boxes if isinstance(box, Box)]
    size = (made.pixels.shape[1], made.pixels.shape[0])
    needless = sum(share_covered(made.corners, [box], size) < 0.05 for box in upright)
    covered = share_covered(made.corners, upright, size) >= COVERED
    return Measured(covered, made.words in text, needless, looked - began, done - looked)


def part_of(pixels: Pixels) -> Part:
    """The picture as a part."""
    return Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))


def _row(title: str, results: Sequence[Measured]) -> str:
    covered, read, needless = (sum(each[at] for each in results) for at in range(3))
    looking, reading = (sum(each[at] for each in results) / len(results) for at in (3, 4))
    return (
        f"{title:24s} covered {covered:3d}/{len(results)}  read {read:3d}  needless {needless:3d}"
        f"  looking {looking * 1000:4.0f} ms  reading {reading * 1000:4.0f} ms"
    )


def qr_rows() -> Iterator[str]:
    """The table of the QR codes, and its sum."""
    rng, everything = np.random.default_rng(1), []
    for size in SIZES:
        for condition in CONDITIONS:
            results = [measured(scene(rng, size, condition)) for _ in range(EACH)]
            everything += results
            yield _row(f"{size} px {condition}", results)
    yield _row("all", everything)


def kind_rows(each: int = 4) -> Iterator[str]:
    """Every other kind of code, large enough to be read, clean, slanting and noisy."""
    rng = np.random.default_rng(2)
    for kind, words in KINDS.items():
        for condition in ("clean", "slanting", "noisy"):
            results = [measured(scene(rng, 320, condition, kind, words)) for _ in range(each)]
            yield _row(f"{kind} {condition}", results)


def false_rows(folder: Path) -> Iterator[str]:
    """What is found in pictures without codes."""
    for path in sorted(folder.iterdir()):
        pixels = cv2.imread(str(path))
        if pixels is not None:
            found = list(CodeDetector(CodeOptions()).detect([part_of(np.ascontiguousarray(pixels[..., ::-1]))]))
            shares = [_share(finding.regions[0], pixels.shape) for finding in found]
            yield f"{path.name:32s} {[(f.score, f'{s:.1%}') for f, s in zip(found, shares, strict=True)]}"


def _share(region: object, shape: tuple[int, ...]) -> float:
    assert isinstance(region, Box)
    return (region.right - region.left) * (region.bottom - region.top) / (shape[0] * shape[1])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--false", type=Path)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    rows = false_rows(chosen.false) if chosen.false else kind_rows() if chosen.kinds else qr_rows()
    for row in rows:
        print(row, flush=True)


if __name__ == "__main__":
    main()
