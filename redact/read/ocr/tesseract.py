"""A second reader: Tesseract, where it is installed, reads the lines that were found.

The lines are laid one below the other on a sheet of their own, level, dark on light, all of one height. So it need not
find its way through the page, and what it says belongs to a line by where it stands. Sheet and words go through pipes:
nothing is written to a disk. A run that fails withholds the file: less must not be read without a word.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from redact.errors import MissingError, PluginError
from redact.read.ocr.engine import Word

if TYPE_CHECKING:
    from redact.types import Grey, Pixels

_TALL, _GAP, _MARGIN = 44, 26, 30
"""How tall a line is on the sheet, how much is left free between two, and before them, in pixels."""
_WIDEST, _MOST = 9000, 120
"""How long a line may become, and how many stand on one sheet."""
_DARK = 118
_SECONDS = 180.0
_CODES = dict(
    pair.split(":")
    for pair in (
        "en:eng de:deu fr:fra es:spa it:ita pt:por nl:nld pl:pol cy:cym ga:gle da:dan sv:swe no:nor nb:nor fi:fin "
        "cs:ces sk:slk hu:hun ro:ron tr:tur el:ell ru:rus uk:ukr"
    ).split()
)


class _Sheet(NamedTuple):
    """Lines one below the other: the pixels, and of each line where its top is and how wide it is there."""

    grey: Grey
    tops: list[int]
    widths: list[int]


def installed() -> bool:
    """Whether the program is there."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("tesseract")


def readings(crops: Sequence[Pixels], language: str, threads: int = 0) -> list[tuple[Word, ...]]:
    """What Tesseract reads in each level line, words with how sure it is of them; nothing where it reads none.

    *language* is a code of two letters, or what Tesseract calls its languages ("eng+cym"). Raises ``MissingError``
    where the program or the language is not installed, and ``PluginError`` where it fails or takes minutes.
    """
    program = _program()
    if program is None:
        raise MissingError("tesseract is not installed", 'install it, or set tesseract = "auto" for the reader "ocr"')
    names = _languages(program, language)
    read: list[tuple[Word, ...]] = []
    for first in range(0, len(crops), _MOST):
        sheet = _sheet(crops[first : first + _MOST])
        read += _lines(_run(sheet.grey, [program, "-l", names], threads), sheet)
    return read


@lru_cache(maxsize=16)
def _languages(program: str, language: str) -> str:
    """The languages to read in: the one asked for, where it is there, and English."""
    listed = _output([program, "--list-langs"], b"", 0).split()
    if language not in _CODES and language:
        missing = [name for name in language.split("+") if name not in listed]
        if missing:
            raise MissingError(f"tesseract has no language {missing[0]!r}", "install it, or name another")
        return language
    names = [name for name in dict.fromkeys((_CODES.get(language, "eng"), "eng")) if name in listed]
    if not names:
        raise MissingError("tesseract has no language", "install its language eng (tesseract-ocr-eng)")
    return "+".join(names)


def _sheet(crops: Sequence[Pixels]) -> _Sheet:
    import numpy as np

    strips = [_strip(crop) for crop in crops]
    step = _TALL + _GAP
    width = max(strip.shape[1] for strip in strips) + 2 * _MARGIN
    grey = np.full((len(strips) * step + 2 * _MARGIN, width), 255, np.uint8)
    tops = [_MARGIN + at * step for at in range(len(strips))]
    for strip, top in zip(strips, tops, strict=True):
        grey[top : top + _TALL, _MARGIN : _MARGIN + strip.shape[1]] = strip
    return _Sheet(grey, tops, [strip.shape[1] for strip in strips])


def _strip(crop: Pixels) -> Grey:
    """A line as Tesseract likes it: grey, dark on white, of the height of all."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    width = min(max(round(crop.shape[1] * _TALL / crop.shape[0]), 1), _WIDEST)
    shrinks = crop.shape[0] > _TALL
    grey = cv2.resize(grey, (width, _TALL), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    if float(np.median(grey)) < _DARK:
        grey = 255 - grey
    low, high = np.percentile(grey, (1, 60))
    level = (grey.astype(np.float32) - low) * (255 / max(float(high - low), 1.0))
    return np.asarray(np.clip(level, 0, 255), np.uint8)


def _run(grey: Grey, program: Sequence[str], threads: int) -> str:
    """What the program says of a sheet, as a table."""
    head = f"P5\n{grey.shape[1]} {grey.shape[0]}\n255\n".encode("ascii")
    command = [program[0], "stdin", "stdout", *program[1:], "--psm", "6", "--dpi", "300", "tsv"]
    return _output(command, head + grey.tobytes(), threads)


def _output(command: Sequence[str], given: bytes, threads: int) -> str:
    """What a program says that is given these bytes, both through pipes."""
    limits = {"OMP_THREAD_LIMIT": str(threads)} if threads else {}
    try:
        done = subprocess.run(  # noqa: S603  # the program of the PATH, with words of ours; a page goes in as bytes
            command, input=given, capture_output=True, timeout=_SECONDS, env=os.environ | limits, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        how = type(error).__name__
    else:
        how = f"exit code {done.returncode}" if done.returncode else ""
    if how:
        raise _failed(how)
    return done.stdout.decode("utf-8", "replace")


def _failed(how: str) -> PluginError:
    return PluginError(f"tesseract failed ({how})", 'run again, or set tesseract = false for the reader "ocr"')


def _lines(table: str, sheet: _Sheet) -> list[tuple[Word, ...]]:
    rows: list[list[tuple[int, Word]]] = [[] for _ in sheet.tops]
    for left, middle, width, word in _words(table):
        at = min(max(round((middle - _MARGIN - _TALL / 2) / (_TALL + _GAP)), 0), len(rows) - 1)
        length = max(sheet.widths[at], 1)
        start, end = (left - _MARGIN) / length, (left + width - _MARGIN) / length
        rows[at].append((left, word._replace(start=min(max(start, 0.0), 1.0), end=min(max(end, 0.0), 1.0))))
    return [tuple(word for _, word in sorted(row, key=lambda each: each[0])) for row in rows]


def _words(table: str) -> Iterator[tuple[int, float, int, Word]]:
    """Left edge, middle height and width of each word on the sheet, and the word."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] == "5" and text:
            top, height = int(row["top"]), int(row["height"])
            word = Word("".join(text.split()), 0.0, 1.0, min(max(float(row["conf"]) / 100, 0.0), 1.0))
            yield int(row["left"]), top + height / 2, int(row["width"]), word
