"""PDFium's functions with plain numbers as handles: they can be kept in sets, and a call costs half."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "FPDFPage_CountObjects": (_INT, (_HANDLE,)),
    "FPDFPage_GetObject": (_HANDLE, (_HANDLE, _INT)),
    "FPDFFormObj_CountObjects": (_INT, (_HANDLE,)),
    "FPDFFormObj_GetObject": (_HANDLE, (_HANDLE, ctypes.c_ulong)),
    "FPDFPageObj_GetType": (_INT, (_HANDLE,)),
    "FPDFPageObj_GetBounds": (_INT, (_HANDLE,) * 5),
    "FPDFPageObj_GetMatrix": (_INT, (_HANDLE,) * 2),
    "FPDFPageObj_GetFillColor": (_INT, (_HANDLE,) * 5),
    "FPDFPageObj_GetStrokeWidth": (_INT, (_HANDLE,) * 2),
    "FPDFPageObj_HasTransparency": (_INT, (_HANDLE,)),
    "FPDFPageObj_CountMarks": (_INT, (_HANDLE,)),
    "FPDFPageObj_SetIsActive": (_INT, (_HANDLE, _INT)),
    "FPDFPageObj_TransformClipPath": (None, (_HANDLE, *(ctypes.c_double,) * 6)),
    "FPDFPageObj_GetClipPath": (_HANDLE, (_HANDLE,)),
    "FPDFClipPath_CountPaths": (_INT, (_HANDLE,)),
    "FPDFClipPath_CountPathSegments": (_INT, (_HANDLE, _INT)),
    "FPDFClipPath_GetPathSegment": (_HANDLE, (_HANDLE, _INT, _INT)),
    "FPDFPathSegment_GetPoint": (_INT, (_HANDLE,) * 3),
    "FPDFPath_GetDrawMode": (_INT, (_HANDLE,) * 3),
    "FPDFPath_CountSegments": (_INT, (_HANDLE,)),
    "FPDFTextObj_GetFontSize": (_INT, (_HANDLE,) * 2),
    "FPDFTextObj_GetTextRenderMode": (_INT, (_HANDLE,)),
    "FPDFImageObj_GetImagePixelSize": (_INT, (_HANDLE,) * 3),
    "FPDFImageObj_GetImageDataRaw": (ctypes.c_ulong, (_HANDLE, _HANDLE, ctypes.c_ulong)),
    "FPDFImageObj_GetRenderedBitmap": (_HANDLE, (_HANDLE,) * 3),
    "FPDFText_GetTextObject": (_HANDLE, (_HANDLE, _INT)),
    "FPDFText_GetLooseCharBox": (_INT, (_HANDLE, _INT, _HANDLE)),
}


@cache
def call(name: str) -> Any:
    """One of PDFium's functions by its name."""
    import pypdfium2.raw as pdfium

    result, arguments = _SIGNATURES[name]
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


def handle_of(pointer: Any) -> int:
    """The number of a handle that pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
