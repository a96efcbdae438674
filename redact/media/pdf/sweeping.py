"""What is left over in a stream whose hidden strings are gone: empty text objects, settings of nothing.

How many there are would tell in how many pieces the hidden words were written.
"""

from __future__ import annotations

from redact.media.pdf.objects import name_of
from redact.media.pdf.walk import Instruction

_SETTINGS = frozenset("w J j M d ri i g G rg RG k K cs CS sc SC scn SCN Tr Ts gs".split())
_OPENING = {"Q": "q", "ET": "BT"}


def swept(rows: list[tuple[str, Instruction]]) -> list[Instruction]:
    """The instructions of a stream, which come with the names of their operators, without those that do nothing."""
    return _once(_filled(rows))


def _filled(rows: list[tuple[str, Instruction]]) -> list[tuple[str, Instruction]]:
    """Without text objects and saved states in which nothing is drawn."""
    kept: list[tuple[str, Instruction]] = []
    levels: list[tuple[int, int]] = []
    drawn = 0
    for operator, each in rows:
        if operator in ("q", "BT"):
            levels.append((len(kept), drawn))
        elif operator in _OPENING and levels and kept[levels[-1][0]][0] == _OPENING[operator]:
            at, before = levels.pop()
            if drawn == before:
                del kept[at : None if operator == "Q" else at + 1]
                continue
        elif operator not in _SETTINGS and operator != "cm":
            drawn += 1
        kept.append((operator, each))
    return kept


def _once(rows: list[tuple[str, Instruction]]) -> list[Instruction]:
    """Without settings that are made again before anything is drawn."""
    kept: list[Instruction] = []
    later: set[str] = set()
    for operator, each in reversed(rows):
        if operator not in _SETTINGS:
            later.clear()
        elif (key := _key(operator, each)) in later:
            continue
        else:
            later.add(key)
        kept.append(each)
    return kept[::-1]


def _key(operator: str, each: Instruction) -> str:
    """What is set: dictionaries of settings may each set something else."""
    return operator if operator != "gs" else f"gs {name_of(each.operands[0])}"
