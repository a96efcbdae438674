"""Scans texts of all kinds with the library that is named: a program for ``test_memory``, run under a sanitiser."""

import ctypes
import sys
from collections.abc import Iterator
from random import Random

from redact.detect import scan
from redact.detect.identifiers import TABLE
from redact.detect.native import search
from redact.detect.native.symbols import encoded
from tests.bench.dense import dense
from tests.detect.native.material import ABROAD, LINES, MISTAKES, mistaken
from tests.detect.test_linear import NASTIER

LONGEST = scan.BLOCK + 2 * scan.MARGIN


def alone(text, encode):
    """The symbols of a text in memory of their very size, so that a look at what stands behind them is noticed."""
    symbols = encoded(text, encode)
    return (ctypes.c_char * len(symbols)).from_buffer_copy(symbols)


def texts() -> Iterator[str]:
    random = Random(1)
    yield from ("", *map(chr, range(0x250)), *LINES, *dense(100_000))
    yield from (line[:end] for line in LINES for end in range(len(line)))
    yield from (line[start:] for line in LINES for start in range(1, len(line), 8))
    yield from (mistaken(line, random) for line in LINES for _ in range(2))
    yield from ((unit * 2_000)[:2_000] for unit in NASTIER)
    yield from (random.randbytes(2_000).decode("latin-1") for _ in range(100))
    yield from ("".join(random.choices([*MISTAKES, *ABROAD], k=1_000)) for _ in range(100))
    full = "".join(dense(LONGEST))[:LONGEST]
    yield from (full, full.replace("e", "\U0001f600"), "x" * (LONGEST - 4) + "@a.b")


def main(file: str) -> None:
    scan.library = lambda: ctypes.PyDLL(file)
    search.encoded = alone
    scanner = scan.Scanner(TABLE, 0.4, "native")
    print(sum(len(list(scanner.scan(text))) for text in texts()))


if __name__ == "__main__":
    main(sys.argv[1])
