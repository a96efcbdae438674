"""How many number plates in made photographs are covered: ``python -m tests.bench.plates``.

Plates of the United Kingdom, of other countries of Europe and of the United States, drawn with narrow or square bold
letters on white, yellow, black or printed metal, laid slanting into made grounds as large as a photograph, by day, in
shadow, at night, blurred, moved, noisy and dirty, in several sizes. A plate counts as covered where at least
``COVERED`` of its area is: by what the network sees, by what is read in the whole picture (which takes seconds a
picture: ``--ways``), or by both. ``--false FOLDER`` counts what is found in pictures that are known to have no plates.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from redact.detect.plates import PlateDetector, PlateOptions
from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Box, Finding, Modality, Part, Picture
from tests.bench.plates_made import CONDITIONS, HIGH, KINDS, scene

if TYPE_CHECKING:
    from redact.types import Pixels
    from tests.bench.plates_made import Corners

COVERED = 0.9
WAYS = ("seen", "read", "both")


def found_in(pixels: Pixels, options: PlateOptions, ways: Sequence[str]) -> dict[str, list[Finding]]:
    """Every plate that is found in a picture, by each of the ways."""
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    detector, found = PlateDetector(options), {}
    if {"seen", "both"} & set(ways):
        found["seen"] = _findings(detector, part)
    if {"read", "both"} & set(ways):
        found["read"] = _findings(detector, OcrReader(OcrOptions(threads=1)).read(part))
    found["both"] = [each for findings in found.values() for each in findings]
    return {way: found[way] for way in ways}


def _findings(detector: PlateDetector, part: Part) -> list[Finding]:
    return [each for each in detector.detect([part]) if isinstance(each, Finding)]


def share_covered(corners: Corners, findings: Sequence[Finding], size: tuple[int, int]) -> float:
    """The share of the plate's area that is inside any of the boxes, in a picture of that width and height."""
    shape = np.zeros(size[::-1], np.uint8)
    cv2.fillConvexPoly(shape, corners.round().astype(np.int32), 1)
    area = int(shape.sum())
    for box in (region for finding in findings for region in finding.regions):
        assert isinstance(box, Box)
        shape[max(0, int(box.top)) : int(np.ceil(box.bottom)), max(0, int(box.left)) : int(np.ceil(box.right))] = 0
    return 1 - int(shape.sum()) / max(area, 1)


def rows(given: argparse.Namespace) -> Iterator[str]:
    """The table: by kind, height and condition, and all together."""
    totals: Counter[tuple[str, str]] = Counter()
    options = PlateOptions(threads=1)
    for kind, high, condition in product(given.kinds, given.heights, given.conditions):
        rng = np.random.default_rng(_seed(kind, high, condition))
        for _ in range(given.each):
            made = scene(rng, kind, high, condition)
            size = (made.pixels.shape[1], made.pixels.shape[0])
            for way, findings in found_in(made.pixels, options, given.ways).items():
                covered = share_covered(made.corners, findings, size) >= COVERED
                for name in ("all", kind, f"{high} px", condition):
                    totals[name, way] += covered
                totals["boxes", way] += len(findings)
        for name in ("all", kind, f"{high} px", condition):
            totals[name, "of"] += given.each
    for name in ("all", *given.kinds, *(f"{high} px" for high in given.heights), *given.conditions):
        shown = (f"{way} {totals[name, way]:4d} {totals[name, way] / totals[name, 'of']:5.3f}" for way in given.ways)
        yield f"{name:10s} of {totals[name, 'of']:4d}   " + "   ".join(shown)
    of = totals["all", "of"]
    yield "boxes a picture   " + "   ".join(f"{way} {totals['boxes', way] / of:.2f}" for way in given.ways)


def _seed(kind: str, high: int, condition: str) -> list[int]:
    return [list(KINDS).index(kind), high, CONDITIONS.index(condition)]


def false_rows(folder: Path, ways: Sequence[str]) -> Iterator[str]:
    """What is found in pictures without plates, and how sure."""
    count, total = 0, Counter[str]()
    for path in sorted(folder.iterdir()):
        pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if pixels is None:
            continue
        count += 1
        found = found_in(np.ascontiguousarray(pixels[..., ::-1]), PlateOptions(threads=1), ways)
        total.update({way: len(each) for way, each in found.items()})
        shown = (f"{way} {[round(one.score, 2) for one in each]}" for way, each in found.items() if each)
        yield f"{path.name:32s} " + "   ".join(shown)
    yield f"{count} pictures: " + "   ".join(f"{way} {total[way] / max(count, 1):.2f} a picture" for way in ways)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--heights", nargs="*", type=int, default=list(HIGH))
    parser.add_argument("--conditions", nargs="*", default=list(CONDITIONS))
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=["seen"])
    parser.add_argument("--false", type=Path)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    began = process_time()
    for row in false_rows(given.false, given.ways) if given.false else rows(given):
        print(row, flush=True)
    print(f"{process_time() - began:.0f} CPU s")


if __name__ == "__main__":
    main()
