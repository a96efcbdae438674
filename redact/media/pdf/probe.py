"""PDFium asked about every character of a page, by a small library in C where it is built, else one call at a time."""

from __future__ import annotations

from ctypes import c_double, c_int32, c_void_p, cast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.native.library import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Probed: TypeAlias = tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.float64], NDArray[np.float64]]

FOLDER = Path(__file__).resolve().parent / "native"
MADE, UNMAPPED = 1, 2
"""Flags of a character: PDFium put it in; the font does not say what letter it is."""
_FUNCTIONS = (
    "FPDFText_GetUnicode",
    "FPDFText_IsGenerated",
    "FPDFText_HasUnicodeMapError",
    "FPDFText_GetCharBox",
    "FPDFText_GetCharOrigin",
)


def probed(text: Any) -> Probed:
    """Of an open page's text the codes, the flags, the ink (left, bottom, right, top) and the origins, in points."""
    import numpy as np
    import pypdfium2.raw as pdfium

    count = max(pdfium.FPDFText_CountChars(text), 0)
    columns = np.zeros(count, np.uint32), np.zeros(count, np.uint8), np.zeros((count, 4)), np.zeros((count, 2))
    found = library(FOLDER)
    if found is None:
        one_by_one(text, columns)
    else:
        pointers = (c_void_p(column.ctypes.data) for column in columns)
        found.redact_probe(_functions(), cast(text, c_void_p), c_int32(count), *pointers)
    return columns


@cache
def _functions() -> Any:
    """The addresses of PDFium's functions, in the order in which the library takes them."""
    import pypdfium2.raw as pdfium

    return (c_void_p * len(_FUNCTIONS))(*(cast(getattr(pdfium, name), c_void_p).value for name in _FUNCTIONS))


def one_by_one(text: Any, columns: Probed) -> None:
    """The same, by a call from here for each question."""
    import pypdfium2.raw as pdfium

    codes, flags, ink, origin = columns
    numbers = left, right, bottom, top, x, y = tuple(c_double() for _ in range(6))
    for i in range(len(codes)):
        codes[i] = pdfium.FPDFText_GetUnicode(text, i)
        flags[i] = MADE * (pdfium.FPDFText_IsGenerated(text, i) == 1)
        flags[i] |= UNMAPPED * (pdfium.FPDFText_HasUnicodeMapError(text, i) == 1)
        for number in numbers:
            number.value = 0.0
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        ink[i] = left.value, bottom.value, right.value, top.value
        origin[i] = x.value, y.value
