"""How well names are found, ours and our peers' on the same marked texts, and how fast on one core.

``python -m tests.bench.names DATA…`` prints, for each file of marked texts, recall and precision by overlap, the share
of marks that is wholly covered, and the F1 of exact bounds, for people, places and bodies; Twitter handles are left
aside. ``--case lower`` and ``--case upper`` do the same with the texts written so. ``--speed`` reads the texts against
the clock instead. Sides: detectors alone by their name, "names-fast", "presidio", and "policy:NAME" for a whole policy.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from redact.evaluate.lines import lines_in
from redact.evaluate.names import own_type
from redact.evaluate.rows import Row, Span
from redact.evaluate.sides import DetectTexts, alone
from redact.types import Finding, TextSpan

SIDES = ("names", "spacy", "rampart", "presidio")
KINDS = ("PERSON", "LOCATION", "ORGANIZATION")
_HANDLE = re.compile(r"@\w+")
_CASES: dict[str, Callable[[str], str]] = {"as it is": str, "lower": str.lower, "upper": str.upper}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--side", action="append")
    parser.add_argument("--case", choices=list(_CASES), default="as it is")
    parser.add_argument("--kind", action="append")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args(arguments)
    for side in asked.side or SIDES:
        detect = opened(side)
        for path in asked.data:
            rows = [cased(row, _CASES[asked.case]) for row in marked(path)]
            if asked.speed:
                print(
                    f"{side:12} {path.stem:24} {speed(detect, [row.text for row in rows]):>9,.0f} characters a second"
                )
            else:
                print_figures(f"{side:12} {path.stem:24}", counts(detect, rows, asked.kind or KINDS))
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def opened(side: str) -> DetectTexts:
    """The side of that name."""
    from redact.evaluate.peers import beside
    from redact.policy import load
    from redact.redactor import Redactor

    if side == "presidio":
        return beside(side).detect_texts
    if side.startswith("policy:"):
        return Redactor(load(side.removeprefix("policy:"))).detect_texts
    if side == "names-fast":
        return Redactor(alone(load("corpus"), "names"), key=bytes(32)).detect_texts
    return Redactor(alone(load("default"), side)).detect_texts


def marked(path: Path) -> list[Row]:
    """The marked texts of a file."""
    lines = [line for line in lines_in(path) if line.spans is not None]
    return [Row(line.text, tuple(map(_ours, line.spans or ()))) for line in lines]


def _ours(span: Span) -> Span:
    return Span(span.start, span.end, own_type(span.entity_type))


def cased(row: Row, case: Callable[[str], str]) -> Row:
    """The row in other letters; as it is where that would move its marks."""
    text = case(row.text)
    return Row(text, row.spans) if len(text) == len(row.text) else row


def counts(detect: DetectTexts, rows: Sequence[Row], kinds: Iterable[str]) -> dict[str, Counter[str]]:
    """By kind: ``marks``, ``met``, ``covered``, ``exact``, ``said``, ``right``."""
    found = [list(map(_span, findings)) for findings in detect([row.text for row in rows])]
    return {
        kind: sum((_counted(row, each, kind) for row, each in zip(rows, found, strict=True)), Counter())
        for kind in kinds
    }


def _span(finding: Finding) -> Span:
    (region,) = finding.regions
    assert isinstance(region, TextSpan)
    return Span(region.start, region.end, finding.entity_type)


def _counted(row: Row, found: Sequence[Span], kind: str) -> Counter[str]:
    handles = [Span(*match.span(), kind) for match in _HANDLE.finditer(row.text)] if kind == "PERSON" else []
    marks = [mark for mark in row.spans if mark.entity_type == kind and not _meets(mark, handles)]
    said = [span for span in found if span.entity_type == kind and (_meets(span, marks) or not _meets(span, handles))]
    return Counter(
        marks=len(marks),
        met=sum(_meets(mark, said) for mark in marks),
        covered=sum(any(span.start <= mark.start and mark.end <= span.end for span in found) for mark in marks),
        exact=sum(any((span.start, span.end) == (mark.start, mark.end) for span in said) for mark in marks),
        said=len(said),
        right=sum(_meets(span, marks) for span in said),
    )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def print_figures(name: str, by_kind: dict[str, Counter[str]]) -> None:
    """One line for each kind that is marked."""
    for kind, count in by_kind.items():
        if marks := count["marks"]:
            recall, precision = count["met"] / marks, count["right"] / max(1, count["said"])
            exact = 2 * count["exact"] / (marks + count["said"])
            covered = count["covered"] / marks
            figures = f"{recall:.3f} at {precision:.3f}  covered {covered:.3f}  exact {exact:.3f}"
            print(f"{name} {kind:13} {marks:5}  {figures}", flush=True)


def speed(detect: DetectTexts, texts: Sequence[str], seconds: float = 8.0) -> float:
    """Characters for a second of processor time, after a first short run."""
    list(detect(texts[:3]))
    read, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        list(detect(texts))
        read += sum(map(len, texts))
    return read / (time.process_time() - began)


if __name__ == "__main__":
    main()
