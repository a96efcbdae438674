"""A font program of whichever kind, cut down. What was cut in the same way before is remembered for a while.

Files of one make carry the same fonts, and use the same letters of them.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from functools import lru_cache

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.cff import cut_cff, cut_opentype
from redact.media.pdf.subset.encodings import Wanted
from redact.media.pdf.subset.truetype import cut_truetype
from redact.media.pdf.subset.type1 import cut_type1

_REMEMBERED = 64
_LARGEST = 1 << 19  # bytes of a program that is remembered


@dataclass(frozen=True, slots=True)
class Program:
    """A program as a PDF holds it: its bytes, and where the parts of a Type 1 program end."""

    data: bytes
    lengths: tuple[int, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    digest: bytes
    wanted: Wanted
    data: bytes = field(compare=False, repr=False)


def cut_program(data: bytes, wanted: Wanted) -> Program:
    """The program with what is wanted and no more. Raises ``CannotEditError``."""
    task = _Task(hashlib.sha256(data).digest(), wanted, data)
    return _cut(task) if len(data) > _LARGEST else _remembered(task)


@lru_cache(_REMEMBERED)
def _remembered(task: _Task) -> Program:
    return _cut(task)


def _cut(task: _Task) -> Program:
    try:
        return _by_kind(task.data, task.wanted)
    except _broken():
        raise CannotEditError("a font program that cannot be taken apart") from None


def _broken() -> tuple[type[Exception], ...]:
    """What fontTools and our own readers raise where a program is broken."""
    from fontTools.misc.psCharStrings import CharStringCompileError

    own = (struct.error, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
    return (*own, AssertionError, NameError, NotImplementedError, CharStringCompileError)


def _by_kind(data: bytes, wanted: Wanted) -> Program:
    """By the first bytes: files say the wrong kind."""
    if data[:4] in (b"\0\1\0\0", b"true"):
        cut = cut_truetype(data, wanted)
        return Program(cut, (len(cut),))
    if data[:4] == b"OTTO":
        return Program(cut_opentype(data, wanted), (), compact=True)
    if data[:2] in (b"%!", b"\x80\1"):
        cut, clear, private = cut_type1(data, wanted)
        return Program(cut, (clear, private, len(cut) - clear - private))
    if data[:1] == b"\1":
        return Program(cut_cff(data, wanted), (), compact=True)
    raise CannotEditError("a font program of an unknown kind")
