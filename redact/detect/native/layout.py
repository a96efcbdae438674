"""The structures of ``match.h``, ``sieve.h`` and ``scan.h``, field by field."""

from __future__ import annotations

import ctypes
from typing import Any, ClassVar

_INT, _BITS, _AT = ctypes.c_int32, ctypes.c_uint64, ctypes.c_void_p


class AddressForms(ctypes.Structure):
    """``address_forms``: the expressions for addresses, and sets of symbols."""

    _fields_: ClassVar[Any] = [
        *((name, _INT) for name in ("starts_with_house", "building", "wordy", "embedded")),
        *((name, _INT) for name in ("flat_line", "block", "rest_of_street", "blanks", "capitals", "digits")),
    ]


class Program(ctypes.Structure):
    """``program``: expressions for the matcher."""

    _fields_: ClassVar[Any] = [("code", _AT), ("starts", _AT), ("sets", _AT)]


class Automaton(ctypes.Structure):
    """``automaton``: expressions for a sieve."""

    _fields_: ClassVar[Any] = [
        *((name, _AT) for name in ("classes", "sets", "edges", "steps", "owners", "starts")),
        *((name, _INT) for name in ("width", "start_count", "outside")),
    ]


class Plans(ctypes.Structure):
    """``plans``: the expressions for telephone and account numbers."""

    _fields_: ClassVar[Any] = [("plans", _AT), *((name, _INT) for name in ("for_drama", "anywhere", "account"))]


class Sign(ctypes.Structure):
    """``sign``: the sign of a disguise, and what proves it."""

    _fields_: ClassVar[Any] = [(name, _INT) for name in ("trigger", "proof", "back")]


class Row(ctypes.Structure):
    """``row``: an expression, its readings and where it is tried."""

    _fields_: ClassVar[Any] = [
        *((name, _INT) for name in ("expression", "before", "first", "first_reading", "readings")),
        *((name, _INT) for name in ("nearest", "farthest", "solid", "digit_within", "longest")),
        ("gate", _BITS),
    ]


class Reading(ctypes.Structure):
    """``reading``: what a match may mean, and when it is worth telling."""

    _fields_: ClassVar[Any] = [
        ("labels", _BITS),
        ("rivals", _BITS),
        *((name, _INT) for name in ("check", "plan", "once", "needs_label", "kept", "leads", "type", "rank")),
        ("scores", _INT * 9),
    ]


class Table(ctypes.Structure):
    """``table``: all of it."""

    _fields_: ClassVar[Any] = [
        ("program", Program),
        ("plans", Plans),
        ("addresses", AddressForms),
        ("address", _INT),
        ("shapes", Automaton),
        ("words", Automaton),
        ("shape_states", _INT),
        ("word_states", _INT),
        *((name, _AT) for name in ("rows", "readings", "word_rows", "label_rows", "sign_rows")),
        *((f"{what}_count", _INT) for what in ("row", "word", "label", "sign", "sought")),
        *((name, _INT) for name in ("spent", "spent_first", "telephone_of", "telephone")),
    ]


class Result(ctypes.Structure):
    """``result``: what is found in a text."""

    _fields_: ClassVar[Any] = [
        ("found", ctypes.POINTER(_INT)),
        ("signs", ctypes.POINTER(_INT)),
        ("found_count", _INT),
        ("sign_count", _INT),
        ("put_in", _INT),
    ]
