"""How many signatures on made letters are covered: ``python -m tests.bench.signatures``.

Signatures are smooth random strokes of changing width in blue or black ink under the text of a letter, some across a
rule, on pages clean, lightly and heavily scanned. ``--false FOLDER`` counts what is found in pictures without any.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from redact.detect.signatures import SignatureDetector, SignatureOptions
from redact.types import Box, Modality, Part, Picture
from tests.bench.grounds import noisy

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from redact.types import Pixels

    Points = NDArray[np.float64]

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
LEVELS = ("clean", "light", "heavy")
COVERED = 0.9
_WORDS = (
    "Thank you for your letter of last week about the meeting of the committee. We have looked into the matter and "
    "find that the papers were sent in time and that nothing further needs to be done before the autumn."
).split()


class Letter(NamedTuple):
    """A page, and which of its pixels are the signature."""

    pixels: Pixels
    ink: NDArray[np.bool_]


def stroke(rng: Generator, width: float, height: float) -> Points:
    """A way of the pen from left to right with loops: N x 3, place and pressure."""
    turns = int(rng.integers(5, 11))
    along = np.linspace(0, 1, 60 * turns)
    tall = np.interp(along, np.linspace(0, 1, turns), rng.uniform(0.25, 1.0, turns))
    phase = 2 * np.pi * turns * along + rng.uniform(0, 6)
    x = along * width + 0.45 * width / turns * np.sin(phase + rng.uniform(0.6, 2.2)) * rng.uniform(0.6, 1.6)
    y = -0.5 * height * tall * np.cos(phase) + rng.uniform(-0.2, 0.2) * height * along
    pressure = 0.6 + 0.4 * np.sin(phase * 0.5 + rng.uniform(0, 6))
    return np.stack([x, y, pressure], axis=1)


def sign(rng: Generator, page: Image.Image, at: tuple[float, float]) -> NDArray[np.bool_]:
    """Draw a signature, and say which pixels it took."""
    colour = (25, 40, int(rng.integers(120, 190))) if rng.random() < 0.6 else (25, 25, 30)
    mask = Image.new("L", page.size, 0)
    draws = (ImageDraw.Draw(page), ImageDraw.Draw(mask))
    width, height = rng.uniform(160, 380), rng.uniform(45, 110)
    pen, left = rng.uniform(2.2, 4.0), at[0]
    for share in (0.4, 0.6) if rng.random() < 0.6 else (1.0,):
        points = stroke(rng, width * share, height)
        points[:, :2] += (left, at[1])
        left += width * share + rng.uniform(4, 20)
        for draw, fill in zip(draws, (colour, 255), strict=True):
            for (x, y, press), (to_x, to_y, _) in pairwise(points):
                draw.line((x, y, to_x, to_y), fill=fill, width=max(1, round(pen * press)))
    return np.asarray(mask) > 0


def letter(rng: Generator, *, signed: bool = True) -> Letter:
    """A page of print with a heading, a table, a rule to sign on, and perhaps a signature there."""
    page = Image.new("RGB", (WIDTH, HEIGHT), (252, 252, 250))
    draw = ImageDraw.Draw(page)
    name = str(rng.choice(["DejaVuSans.ttf", "DejaVuSerif.ttf", "DejaVuSansCondensed.ttf"]))
    font, head = ImageFont.truetype(name, 22), ImageFont.truetype("DejaVuSans-Bold.ttf", 46)
    draw.text((110, 90), "Willow Court Council", font=head, fill=(30, 60, 120))
    top = 200
    for _ in range(int(rng.integers(8, 16))):
        words = [str(word) for word in rng.choice(_WORDS, int(rng.integers(7, 12)))]
        draw.text((110, top), " ".join(words), font=font, fill=(20, 20, 20))
        top += 36
    for row in range(4):
        draw.rectangle((110, top + 40 * row, 900, top + 40 * (row + 1)), outline=(40, 40, 40), width=2)
        draw.line((500, top + 40 * row, 500, top + 40 * (row + 1)), fill=(40, 40, 40), width=2)
        draw.text((120, top + 8 + 40 * row), str(rng.choice(_WORDS)), font=font, fill=(20, 20, 20))
    top += 220
    draw.text((110, top), "Yours sincerely", font=font, fill=(20, 20, 20))
    ink = np.zeros((HEIGHT, WIDTH), bool)
    if rng.random() < 0.5:
        draw.line((110, top + 150, 560, top + 150), fill=(30, 30, 30), width=2)
    if signed:
        ink = sign(rng, page, (140, top + 105))
    draw.text((110, top + 190), "Head of service", font=font, fill=(20, 20, 20))
    return Letter(np.asarray(page), ink)


def scanned(rng: Generator, made: Letter, level: str) -> Letter:
    """As a scanner leaves it: turned a little, blurred, grainy, yellowed."""
    if level == "clean":
        return made
    angle, blur, grain, quality = (0.6, 0.7, 4, 75) if level == "light" else (2.0, 1.2, 12, 40)
    way = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(rng.uniform(-angle, angle)), 1.0)
    paper = (235, 232, 222) if level == "heavy" else (250, 250, 248)
    turned = cv2.warpAffine(made.pixels, way, (WIDTH, HEIGHT), borderValue=paper)
    ink = cv2.warpAffine(made.ink.astype(np.uint8), way, (WIDTH, HEIGHT)) > 0
    soft = cv2.GaussianBlur(turned * (np.array(paper) / 255.0), (0, 0), blur)
    return Letter(noisy(rng, np.asarray(soft, np.uint8), grain=grain, quality=quality), ink)


def found_in(pixels: Pixels) -> list[Box]:
    """The boxes of all signatures that are found."""
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    found = SignatureDetector(SignatureOptions()).detect([part])
    return [region for finding in found for region in finding.regions if isinstance(region, Box)]


def share_covered(ink: NDArray[np.bool_], boxes: Sequence[Box]) -> float:
    """The share of the signature's ink that is inside any of the boxes."""
    left = ink.copy()
    for box in boxes:
        left[int(box.top) : int(np.ceil(box.bottom)), int(box.left) : int(np.ceil(box.right))] = False
    return 1 - float(left.sum()) / max(float(ink.sum()), 1.0)


def rows(each: int) -> Iterator[str]:
    """The table."""
    for level in LEVELS:
        rng = np.random.default_rng(LEVELS.index(level))
        covered = needless = unsigned = 0
        began = process_time()
        for _ in range(each):
            made = scanned(rng, letter(rng), level)
            boxes = found_in(made.pixels)
            covered += share_covered(made.ink, boxes) >= COVERED
            needless += sum(share_covered(made.ink, [box]) == 0 for box in boxes)
            unsigned += len(found_in(scanned(rng, letter(rng, signed=False), level).pixels))
        took = (process_time() - began) / each
        yield f"{level:6s} covered {covered}/{each}  needless {needless}  unsigned pages {unsigned}  {took:.2f} CPU s"


def false_rows(folder: Path) -> Iterator[str]:
    """What is found in pictures without signatures."""
    for path in sorted(folder.iterdir()):
        pixels = cv2.imread(str(path))
        if pixels is not None:
            yield f"{path.name:32s} {len(found_in(np.ascontiguousarray(pixels[..., ::-1])))}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--false", type=Path)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    for row in false_rows(chosen.false) if chosen.false else rows(chosen.each):
        print(row, flush=True)


if __name__ == "__main__":
    main()
