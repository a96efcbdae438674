"""What it costs to redact large workbooks, in cells a second of one processor: ``python -m tests.bench.xlsx``.

Two columns of twenty, names and e-mail addresses, are taken out; the copy is written, opened again and searched, as in
a run, but for what the detectors do. The gate is counted apart, and with ``--detect`` so is what the detectors of
identifiers and context make of the parts. Beside it, in the same run, openpyxl opens the same file and saves it again.
Each is done in a process of its own, and says how much memory it held at most.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from tests.bench.one import most_memory

_MODULE = "tests.bench.xlsx"


def redacted(source: Path, target: Path) -> Iterator[tuple[str, float]]:
    """What was done and the seconds of processor time that it took, step by step."""
    from redact.contracts import Changes
    from redact.media.xlsx import XlsxHandler
    from redact.types import Edit, Effect, Finding, NewText, Redaction, TextSpan
    from redact.verify import expect, leaks_in_bytes, leaks_in_texts
    from tests.bench.workbooks import HIDDEN

    handler, clock = XlsxHandler(XlsxHandler.Options()), _Clock()
    document = handler.load(source)
    yield "load", clock.lap()
    redactions = []
    for part in document.parts:
        if part.context in HIDDEN:
            place = TextSpan(part.id, 0, len(part.text))
            finding = Finding("PERSON", (place,), 1.0, "bench")
            edits = (Edit(place, NewText("[Person]"), finding.key),)
            redactions.append(Redaction(finding, edits, "replace", Effect.REMOVED, part.place))
    texts = {part.id: part.text for part in document.parts}
    clock.lap()
    expected = expect(redactions, (), texts, frozenset())
    yield "expect", clock.lap()
    handler.write(document, Changes(tuple(edit for each in redactions for edit in each.edits)), target)
    yield "write", clock.lap()
    reopened = handler.reopen(target)
    yield "reopen", clock.lap()
    left = [*leaks_in_texts(reopened.parts, expected), *leaks_in_bytes(target, expected)]
    yield "search", clock.lap()
    if left:
        raise AssertionError(f"{len(left)} values are left in the copy")
    look: Callable[[Path], Any] | None = getattr(handler, "unseen", None)
    if look:
        list(look(target))
        yield "gate", clock.lap()


def detected(source: Path, _: Path) -> Iterator[tuple[str, float]]:
    """The seconds that the detectors of identifiers and context take for the parts of a workbook."""
    from redact import policy, registry
    from redact.contracts import Secrets
    from redact.media.xlsx import XlsxHandler
    from redact.progress import ignore
    from redact.steps.look import detect

    tools = registry.build(policy.parse('name = "b"\nextends = "default"\n[detectors]\nnames = false\n'), Secrets())
    document, clock = XlsxHandler(XlsxHandler.Options()).load(source), _Clock()
    yield f"detect ({len(detect(document.parts, tools, ignore))} findings)", clock.lap()


def resaved(source: Path, target: Path) -> Iterator[tuple[str, float]]:
    """The seconds that openpyxl takes to open a workbook and to save it."""
    import openpyxl

    clock = _Clock()
    book = openpyxl.load_workbook(source)
    yield "load", clock.lap()
    book.save(target)
    yield "write", clock.lap()


class _Clock:
    """Processor time since it was last asked."""

    def __init__(self) -> None:
        self._last = process_time()

    def lap(self) -> float:
        """Seconds since the last lap."""
        before, self._last = self._last, process_time()
        return self._last - before


WAYS = {"redact": redacted, "openpyxl": resaved, "detectors": detected}


def measured(way: str, source: Path) -> dict[str, Any]:
    """Steps with their seconds, and the most memory in bytes, of one way in a process of its own."""
    done = subprocess.run([sys.executable, "-m", _MODULE, "--way", way, str(source)], capture_output=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _measure(way: str, source: Path) -> None:
    with TemporaryDirectory() as folder:
        steps = dict(WAYS[way](source, Path(folder, "out.xlsx")))
    print(json.dumps({"steps": steps, "memory": most_memory()}))


def compare(cells: int, ways: list[str]) -> None:
    """Print what each way takes for a workbook of so many cells."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "in.xlsx")
        made = "import sys; from pathlib import Path; from tests.bench.workbooks import workbook; "
        made += "workbook(Path(sys.argv[1]), int(sys.argv[2]))"
        subprocess.run([sys.executable, "-c", made, str(source), str(cells)], check=True)
        print(f"{cells:,} cells, {source.stat().st_size / 1e6:.1f} MB")
        for way in ways:
            _tell(way, cells, measured(way, source))


def _tell(way: str, cells: int, told: dict[str, Any]) -> None:
    steps: dict[str, float] = told["steps"]
    for name, seconds in steps.items():
        print(f"  {way:10} {name:28} {seconds:7.2f} s {cells / seconds:12,.0f} cells/s")
    counted = sum(seconds for name, seconds in steps.items() if name not in {"gate", "expect"})
    print(
        f"  {way:10} {'together':28} {counted:7.2f} s {cells / counted:12,.0f} cells/s, {told['memory'] / 1e6:,.0f} MB"
    )


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="+", default=[100_000])
    parser.add_argument("--detect", action="store_true")
    parser.add_argument("--alone", action="store_true", help="leave openpyxl out")
    parser.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.way:
        _measure(told.way[0], Path(told.way[1]))
        return
    for cells in told.cells:
        compare(cells, ["redact", *([] if told.alone else ["openpyxl"]), *(["detectors"] if told.detect else [])])


if __name__ == "__main__":
    main()
