"""What a PDF does when something happens: scripts, programs that it starts, addresses that it goes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, is_stream, is_string, key_of, name_of, words_of
from redact.types import Unseen

_HARMLESS = frozenset(("/GoTo", "/Named", "", "/GoToE", "/SetOCGState", "/Hide", "/ResetForm", "/Trans"))
_KINDS = {
    "/JavaScript": "script",
    "/Launch": "action that starts a program",
    "/URI": "action that goes to an address",
    "/SubmitForm": "action that sends a form",
    "/ImportData": "action that reads a file",
    "/GoToR": "action that opens another file",
}
_MOST = 1000  # actions that follow one another


def actions_in(value: Any, place: str, page: int | None = None) -> Iterator[Unseen]:
    """An action, or several in a list, and those that follow each. Places in the document are none."""
    seen: set[Any] = set()
    waiting = _members(value)
    while waiting and len(seen) < _MOST:
        action = as_dictionary(waiting.pop())
        key = key_of(action) if action else None
        if not action or (key is not None and key in seen):
            continue
        seen.add(key or len(seen))
        kind = name_of(action.get("/S", ""))
        if kind not in _HARMLESS:
            yield Unseen(_KINDS.get(kind, "action"), place, _amount(action), page)
        waiting += _members(action.get("/Next"))


def _members(value: Any) -> list[Any]:
    return [value] if as_dictionary(value) else value if isinstance(value, list) else as_list(value)


def _amount(action: Any) -> int:
    """The characters of a script or an address."""
    import pikepdf

    said = action.get("/JS", action.get("/URI"))
    if not is_stream(said):
        return len(words_of(said)) or 1 if is_string(said) else 1
    try:
        return len(said.read_bytes()) or 1
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        return 1
