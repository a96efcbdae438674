"""The native search: hands a text to the library, and what that finds on as matches."""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Sequence
from functools import partial
from typing import Any

from redact.detect.disguises import DISGUISES
from redact.detect.labels import Labels
from redact.detect.native import layout
from redact.detect.native.ready import CODES, KINDS, SUPPORTS, VERDICTS, Forms, Ready
from redact.detect.native.symbols import encoded
from redact.detect.patterns import Match, Told, best
from redact.detect.seen import Seen

_ASK = 3
"""The library's verdict where only Python has the check."""


class NativeSearch:
    """The rows of a table, compiled for the library. Finds what ``Tried`` finds, many times faster."""

    def __init__(self, forms: Forms, floor: float, library: ctypes.PyDLL) -> None:
        self._ready = Ready(forms, floor)
        self._result = layout.Result()
        self._into = ctypes.addressof(self._result)
        self._look = _function(library, "redact_scan", ctypes.c_int)
        self._look.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p]
        self._symbols = _function(library, "redact_symbols", ctypes.c_int64)
        opened = _function(library, "redact_open", ctypes.c_void_p)(ctypes.byref(self._ready.table))
        if not opened:
            raise MemoryError("no memory for the table of identifiers")
        self._scan = opened
        weakref.finalize(self, _function(library, "redact_close", None), ctypes.c_void_p(opened))

    def seen(self, text: str, outside: str = "") -> Seen:
        """What is found in a text, and the signs of a disguise in it."""
        result = self._result
        label = KINDS.get(Labels(outside).last or "", -1) if outside else -1
        if self._look(self._scan, encoded(text, self._encode), len(text), label, self._into):
            raise MemoryError("no memory for what is found in a text")
        if not (result.found_count or result.sign_count):
            return Seen([], [], put_in=False)
        found = result.found[: result.found_count]
        signs = result.signs[: result.sign_count]
        places = [(DISGUISES[which], place) for which, place in zip(signs[::2], signs[1::2], strict=True)]
        return Seen(self._matches(text, found), places, bool(result.put_in))

    def _matches(self, text: str, found: list[int]) -> list[Match]:
        codes, starts, ends = found[::3], found[1::3], found[2::3]
        told = list(map(self._ready.told.__getitem__, codes))
        if all(told):
            return _matches(told, starts, ends)
        rows = zip(codes, told, starts, ends, strict=True)
        said = [one or self._asked(code, text[start:end]) for code, one, start, end in rows]
        kept = [place for place, one in enumerate(said) if one]
        return best(_matches(*([values[place] for place in kept] for values in (said, starts, ends))))

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
