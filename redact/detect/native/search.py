"""The native search: hands a text to the library, and what that finds on as matches."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any

from redact.detect.disguises import DISGUISES
from redact.detect.labels import Labels
from redact.detect.native import layout
from redact.detect.native.ready import CODES, KINDS, SUPPORTS, VERDICTS, Forms, Ready, Told
from redact.detect.native.symbols import encoded
from redact.detect.patterns import Match, best
from redact.detect.seen import Seen

_ASK = 3
"""The library's verdict where only Python has the check."""


class NativeSearch:
    """The rows of a table, compiled for the library. Finds what ``Tried`` finds, many times faster."""

    def __init__(self, forms: Forms, floor: float, library: ctypes.PyDLL) -> None:
        self._ready = Ready(forms, floor)
        self._result = layout.Result()
        self._look = _function(library, "redact_scan", ctypes.c_int)
        self._symbols = _function(library, "redact_symbols", ctypes.c_int64)
        opened = _function(library, "redact_open", ctypes.c_void_p)(ctypes.byref(self._ready.table))
        if not opened:
            raise MemoryError("no memory for the table of identifiers")
        self._scan = ctypes.c_void_p(opened)
        weakref.finalize(self, _function(library, "redact_close", None), self._scan)

    def seen(self, text: str, outside: str = "") -> Seen:
        """What is found in a text, and the signs of a disguise in it."""
        result = self._result
        label = KINDS.get(Labels(outside).last or "", -1) if outside else -1
        symbols = encoded(text, self._encode)
        data = symbols if isinstance(symbols, bytes) else (ctypes.c_char * len(symbols)).from_buffer(symbols)
        if self._look(self._scan, data, len(text), label, ctypes.byref(result)):
            raise MemoryError("no memory for what is found in a text")
        found = result.found[: result.found_count]
        signs = result.signs[: result.sign_count]
        places = [(DISGUISES[which], place) for which, place in zip(signs[::2], signs[1::2], strict=True)]
        return Seen(self._matches(text, found), places, bool(result.put_in))

    def _matches(self, text: str, found: list[int]) -> list[Match]:
        told = self._ready.told
        rows = list(zip(found[::3], found[1::3], found[2::3], strict=True))
        known = [Match(one[0], start, end, one[1], one[2]) for code, start, end in rows if (one := told[code])]
        if len(known) == len(rows):
            return known
        asked = ((self._asked(code, text[start:end]), start, end) for code, start, end in rows if not told[code])
        return best([*known, *(Match(one[0], start, end, one[1], one[2]) for one, start, end in asked if one)])

    def _asked(self, code: int, value: str) -> Told | None:
        """What a match means whose check only Python has."""
        reading, outcome = divmod(code, CODES)
        verdict, support = divmod(outcome, len(SUPPORTS))
        check = self._ready.patterns[reading].check
        if verdict != _ASK or check is None:
            return None
        said = check(value)
        holds = VERDICTS.index(None if said is None else bool(said))
        return self._ready.told[reading * CODES + holds * len(SUPPORTS) + support]

    def _encode(self, codes: bytes, count: int, known: bytearray, symbols: bytearray) -> int:
        table = (ctypes.c_char * len(known)).from_buffer(known)
        room = (ctypes.c_char * len(symbols)).from_buffer(symbols)
        return int(self._symbols(codes, ctypes.c_int64(count), table, room))


def _function(library: ctypes.PyDLL, name: str, result: Any) -> Any:
    function = library[name]
    function.restype = result
    return function
