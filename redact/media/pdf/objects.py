"""Safe readings of PDF objects, which in a broken file may be of any kind."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import cache
from typing import Any

from redact.media.pdf.geometry import Matrix, Rect


class CannotEditError(Exception):
    """A page holds something that cannot be taken apart safely and must become a picture. Stays in this room."""


def as_dictionary(value: Any) -> Any:
    """The value where it is a dictionary or a stream, else an empty dictionary."""
    import pikepdf

    return value if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) else {}


def is_stream(value: Any) -> bool:
    """Whether the value is a stream."""
    import pikepdf

    return isinstance(value, pikepdf.Stream)


def is_string(value: Any) -> bool:
    """Whether the value is a string."""
    import pikepdf

    return isinstance(value, pikepdf.String)


def words_of(value: Any) -> str:
    """A string as text, in whichever of PDF's encodings it is; the empty text for anything else."""
    if not is_string(value):
        return ""
    try:
        text = str(value)
    except UnicodeDecodeError:
        text = bytes(value).decode("latin-1")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def name_of(value: Any) -> str:
    """A name or an operator as text, with its slash; bytes that are no text as lone surrogates, as in pikepdf's keys.

    The empty text for anything else.
    """
    if not isinstance(value, _named()):
        return value if isinstance(value, str) else ""
    try:
        return str(value)
    except UnicodeDecodeError:
        raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda code: bytes.fromhex(code[1].decode()), value.unparse())
        return raw.decode("utf-8", "surrogateescape")


@cache
def _named() -> tuple[Any, ...]:
    import pikepdf

    return pikepdf.Name, pikepdf.Operator


def as_list(value: Any) -> list[Any]:
    """The members of an array, none for anything else."""
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def number(value: Any, default: float = 0.0) -> float:
    """The value where it is a finite number, else the default."""
    if type(value) is int:  # most are, and streams have many
        return float(value)
    if type(value) is Decimal and math.isfinite(found := float(value)):
        return found
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    return default


def numbers(value: Any) -> list[float]:
    """The members of an array as numbers, none for anything else."""
    return [number(member) for member in as_list(value)]


def matrix_of(value: Any, default: Matrix) -> Matrix:
    """A matrix of six numbers, or the default."""
    members = numbers(value)
    if len(members) != 6:
        return default
    a, b, c, d, e, f = members
    return (a, b, c, d, e, f)


def rect_of(value: Any) -> Rect | None:
    """A rectangle of four numbers, turned the right way round; ``None`` where there is no area."""
    members = numbers(value)
    if len(members) != 4:
        return None
    left, right = sorted((members[0], members[2]))
    bottom, top = sorted((members[1], members[3]))
    return Rect(left, bottom, right, top) if right > left and top > bottom else None


def key_of(value: Any) -> tuple[int, int] | None:
    """What names an object in its file, or ``None`` for one that has no name of its own."""
    generation: tuple[int, int] = value.objgen if hasattr(value, "objgen") else (0, 0)
    return generation if generation != (0, 0) else None
