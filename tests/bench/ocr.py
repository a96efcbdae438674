"""How much of what is planted on scanned pages is read, found and covered: ``python -m tests.bench.ocr``.

For PP-OCRv6 alone, Tesseract alone and both, by level and resolution: the share of the identifiers whose letters are
all in the text (*read*), at which a detector of texts points (*found*), of whose ink nine tenths lie in boxes of
findings (*covered*) and 99 hundredths in those of words (*boxed*), and the processor seconds a page of the reading.
"""

from __future__ import annotations

import argparse
import resource
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redact.contracts import Detector
from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Box, Finding, Modality, Part, Picture, TextSpan
from tests.bench.scans import LEVELS, Planted, page, scanned

READERS = {
    "PP-OCRv6": OcrOptions(threads=1, tesseract=False),
    "both": OcrOptions(threads=1, tesseract=True),
}


@dataclass(frozen=True)
class Seen:
    """What became of one planted identifier: read, found, the share of its ink that is covered, or in words' boxes."""

    planted: Planted
    read: bool
    found: bool
    covered: float
    boxed: float


def detectors() -> list[Detector]:
    """The detectors of texts that the default policy names."""
    from redact import policy, registry

    named = policy.load("default").detectors.items()
    plugins = [(registry.load("detectors", name), name, options) for name, options in named]
    made = [plugin(registry.options_for(plugin, options, name)) for plugin, name, options in plugins]
    return [each for each in made if Modality.TEXT in each.modalities]


def look(pixels: Any, reader: OcrReader, tools: Sequence[Detector]) -> tuple[Part, list[Box], float]:
    """The text of a page, the boxes of all that the detectors find in it, and the seconds that the reading took."""
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    start = _processor_seconds()
    text = reader.read(Part("i1", Modality.IMAGE, picture))
    seconds = _processor_seconds() - start
    found = [each for tool in tools for each in tool.detect([text]) if isinstance(each, Finding) and each.score >= 0.4]
    spans = [span for each in found if each.entity_type not in _ASIDE for span in each.regions]
    return text, [box for span in spans for box in _boxes(span, text)], seconds


_ASIDE = frozenset(
    "UNCERTAIN_TEXT ORGANIZATION DATE_TIME HEALTH ETHNIC_ORIGIN POLITICAL_OPINION RELIGION TRADE_UNION".split()
)


def _processor_seconds() -> float:
    """What this process and the programs that it ran have taken so far."""
    took = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in took)


def _boxes(span: Any, text: Part) -> list[Box]:
    if isinstance(span, Box):
        return [span]
    assert isinstance(span, TextSpan) and text.alignment is not None
    return [box for box in text.alignment.locate(span.start, span.end) if isinstance(box, Box)]


def seen(planted: Sequence[Planted], ink: Any, text: Part, boxes: Sequence[Box]) -> list[Seen]:
    """What became of each planted identifier of a page."""
    letters = "".join(text.text.split())
    words = [box for box in getattr(text.alignment, "sources", ()) if isinstance(box, Box)]
    shares = zip(planted, _shares(planted, ink, boxes), _shares(planted, ink, words), strict=True)
    return [
        Seen(each, "".join(each.text.split()) in letters, hidden > 0.5, hidden, boxed) for each, hidden, boxed in shares
    ]


def _shares(planted: Sequence[Planted], ink: Any, boxes: Sequence[Box]) -> list[float]:
    """Of each planted identifier the share of its ink that lies in boxes."""
    import numpy as np

    mask = np.zeros(ink.shape, bool)
    for box in boxes:
        mask[max(int(box.top), 0) : int(-(-box.bottom // 1)), max(int(box.left), 0) : int(-(-box.right // 1))] = True
    total, hidden = (np.bincount(of, minlength=len(planted) + 1) for of in (ink.ravel(), ink[mask]))
    return [float(hidden[each.number] / max(total[each.number], 1)) for each in planted]


def measure(
    reader: OcrReader, tools: Sequence[Detector], where: tuple[int, int], seeds: Sequence[int]
) -> tuple[list[Seen], float]:
    """What became of everything planted on the pages of that resolution and level, and the seconds a page."""
    import cv2

    dpi, level = where
    all_seen, seconds = [], 0.0
    for seed in seeds:
        sheet = page(dpi, seed)
        grey, ink = scanned(sheet, dpi, level, seed)
        text, boxes, took = look(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), reader, tools)
        all_seen += seen(sheet.planted, ink, text, boxes)
        seconds += took
    return all_seen, seconds / len(seeds)


def line(kept: Sequence[Seen], seconds: float) -> str:
    """Shares read, found and covered, of all and of each type."""
    kinds: dict[str, list[Seen]] = defaultdict(list)
    for each in kept:
        kinds[each.planted.entity_type].append(each)
    missed = {kind: sum(one.covered < 0.9 for one in of) for kind, of in kinds.items()}
    tests = ([each.read, each.found, each.covered >= 0.9, each.boxed >= 0.99] for each in kept)
    shares = [sum(column) / len(kept) for column in zip(*tests, strict=True)]
    said = ", ".join(f"{kind} {count} of {len(kinds[kind])}" for kind, count in missed.items() if count)
    return " | ".join([*(f"{share:.3f}" for share in shares), f"{seconds:.2f}", said or "none"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dpi", type=int, nargs="+", default=[150, 200, 300])
    parser.add_argument("--levels", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--readers", nargs="+", default=list(READERS))
    chosen, tools = parser.parse_args(arguments), detectors()
    print("| reader | dpi | level | read | found | covered | boxed | CPU s a page | not covered |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in chosen.readers:
        reader = OcrReader(READERS[name])
        for dpi in chosen.dpi:
            for level in chosen.levels:
                row = line(*measure(reader, tools, (dpi, level), chosen.seeds))
                print(f"| {name} | {dpi} | {LEVELS[level]} | {row} |", flush=True)


if __name__ == "__main__":
    main()
