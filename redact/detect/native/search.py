"""The native search: hands a text to the library, and what that finds on as matches."""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Sequence
from functools import partial
from threading import Lock
from typing import Any

from redact.detect.disguises import DISGUISES
from redact.detect.native import layout
from redact.detect.native.ready import CODES, SUPPORTS, VERDICTS, Forms, Ready
from redact.detect.native.symbols import encoded
from redact.detect.patterns import Match, Told, best
from redact.detect.seen import Seen

_ASK = 3
"""The library's verdict where only Python has the check."""
_NO_LABEL = -1


class NativeSearch:
    """The rows of a table, compiled for the library. Finds what ``Tried`` finds, many times faster."""

    def __init__(self, forms: Forms, floor: float, library: ctypes.PyDLL) -> None:
        self._ready = Ready(forms, floor)
        self._result = layout.Result()
        self._into = ctypes.addressof(self._result)
        self._look = _function(library, "redact_scan", ctypes.c_int)
        self._look.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p]
        self._label = _function(library, "redact_last_label", ctypes.c_int32)
        self._label.argtypes = self._look.argtypes[:3]
        self._lock = Lock()
        self._symbols = _function(library, "redact_symbols", ctypes.c_int64)
        opened = _function(library, "redact_open", ctypes.c_void_p)(ctypes.byref(self._ready.table))
        if not opened:
            raise MemoryError("no memory for the table of identifiers")
        self._scan = opened
        weakref.finalize(self, _function(library, "redact_close", None), ctypes.c_void_p(opened))

    def seen(self, text: str, outside: str = "") -> Seen:
        """What is found in a text, and the signs of a disguise in it."""
        found, signs, put_in = self._looked(text, outside)
        places = [(DISGUISES[which], place) for which, place in zip(signs[::2], signs[1::2], strict=True)]
        return Seen(self._matches(text, found) if found else [], places, put_in)

    def _looked(self, text: str, outside: str) -> tuple[list[int], list[int], bool]:
        """What the library says, copied from where it says it before anybody else asks."""
        symbols, result = encoded(text, self._encode), self._result
        around = encoded(outside, self._encode) if outside else b""
        with self._lock:
            label = self._label(self._scan, around, len(outside)) if outside else _NO_LABEL
            if self._look(self._scan, symbols, len(text), label, self._into):
                raise MemoryError("no memory for what is found in a text")
            found, signs = result.found_count, result.sign_count
            return result.found[:found] if found else [], result.signs[:signs] if signs else [], bool(result.put_in)

    def _matches(self, text: str, found: list[int]) -> list[Match]:
        codes, starts, ends = found[::3], found[1::3], found[2::3]
        told = list(map(self._ready.told.__getitem__, codes))
        if all(told):
            return _matches(told, starts, ends)
        rows = zip(codes, told, starts, ends, strict=True)
        said = ((one or self._asked(code, text[start:end]), start, end) for code, one, start, end in rows)
        return best(Match(one, start, end) for one, start, end in said if one)

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


_MADE = partial(tuple.__new__, Match)


def _matches(told: Sequence[Any], starts: Sequence[int], ends: Sequence[int]) -> list[Match]:
    """What is told of each place, as matches: made without a step in Python for each."""
    return list(map(_MADE, zip(told, starts, ends, strict=True)))


def _function(library: ctypes.PyDLL, name: str, result: Any) -> Any:
    function = library[name]
    function.restype = result
    return function
