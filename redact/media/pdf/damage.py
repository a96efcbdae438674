"""What was wrong with a PDF that could be opened: qpdf mends without a word, and its warnings are all that tells of it.

Warnings quote the file and its path, so nothing of them is passed on; each becomes one of a few plain sentences.
"""

from __future__ import annotations

import re
from typing import Any

from redact.errors import UnreadableError

_TOO_MUCH = re.compile("limits error|memory limit exceeded|too many warnings")
_REBUILT = "the PDF was damaged: its table of contents was wrong and has been made anew"
_KINDS = (
    (re.compile("reconstruct cross-reference|recovered stream length|attempting to recover"), _REBUILT),
    (
        re.compile(
            "error decoding|input stream is complete|unable to recover|EOF found|[Tt]ree includes|treating as null"
        ),
        "the PDF was damaged: a part of it was lost before, and is missing from the copy too",
    ),
    (re.compile(""), "the PDF was damaged in places, which have been mended"),
)
_ENCRYPTED = "the PDF was encrypted; the copy is not"

_HEARD = "redact_heard"
"""An attribute of the open PDF: the sentences so far. Asking qpdf for its warnings takes them away."""


def heard(pdf: Any) -> bool:
    """Whether qpdf has warned of anything since it was last asked. Raises ``UnreadableError`` where it was too much."""
    warnings = [str(warning) for warning in pdf.get_warnings()]
    for warning in warnings:
        if _TOO_MUCH.search(warning):
            raise UnreadableError("the PDF holds more than can be looked through, or is nested too deep")
        _said(pdf).add(next(said for kind, said in _KINDS if kind.search(warning)))
    return bool(warnings)


def _said(pdf: Any) -> set[str]:
    said: set[str] = vars(pdf).setdefault(_HEARD, set())
    return said


def is_rebuilt(pdf: Any) -> bool:
    """Whether the places of objects were wrong, so that some may have been lost."""
    heard(pdf)
    return _REBUILT in _said(pdf)


def notes_of(pdf: Any) -> tuple[str, ...]:
    """What a reader of the record should know of how the PDF was opened: encrypted, damaged."""
    heard(pdf)
    encrypted = (_ENCRYPTED,) if pdf.is_encrypted else ()
    return (*encrypted, *(said for _, said in _KINDS if said in _said(pdf)))
