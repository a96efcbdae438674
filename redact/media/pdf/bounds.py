"""How much a PDF may unpack to before it is taken for one that means harm; told to qpdf once, for the whole process."""

from __future__ import annotations

import mmap
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.objects import as_list, is_stream, name_of

MOST_DECODED = 256 << 20
"""Bytes that a stream may unpack to."""
MOST_CONTENTS = 48 << 20
"""Bytes that the contents of a page may unpack to: a map of a county has a tenth of it."""
_MOST_MEMBERS = 1_000_000  # of an array or a dictionary
_MOST_WARNINGS = 20_000
_LZW = re.compile(rb"/(LZW|LZWDecode)\b")
_LZW_TIMES = 1300
"""So many times larger than it is packed may an LZW stream be: 3,837 codes of 12 bits stand for 7 million bytes."""


@cache
def set_bounds() -> None:
    """Tell qpdf what is too much. What goes beyond is an error, or a warning that ``damage`` takes for one."""
    from pikepdf import settings

    warnings.filterwarnings("ignore", "Unexpected end of stream", UserWarning)  # ``intact.ends_with`` looks for itself
    settings.set_qpdf_limits(
        doc_max_warnings=_MOST_WARNINGS,
        parser_max_errors=0,  # else it leaves off in the middle of a content stream, with what stands there unseen
        parser_max_container_size=_MOST_MEMBERS,
        flate_max_memory=MOST_DECODED,
        run_length_max_memory=MOST_DECODED,
        png_max_memory=MOST_DECODED,
        tiff_max_memory=MOST_DECODED,
        dct_max_memory=2 * MOST_DECODED,
        max_stream_filters=8,
    )


def check_lzw(pdf: Any, source: Path) -> None:
    """Refuse a file with an LZW stream that could unpack to more than may be: of these qpdf knows no bound."""
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if not _LZW.search(data):
            return
    for value in pdf.objects:
        if is_stream(value) and _is_lzw(value) and len(value.read_raw_bytes()) * _LZW_TIMES > MOST_DECODED:
            raise UnreadableError("a stream of the PDF may unpack to more than can be looked through")


def _is_lzw(stream: Any) -> bool:
    kind = stream.get("/Filter")
    return bool({name_of(name) for name in as_list(kind) or [kind]} & {"/LZW", "/LZWDecode"})
