"""Marked content: layers that are switched off, and words that a page says in place of its glyphs.

PDF 32000-1, 14.6.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import as_dictionary, name_of, number
from redact.media.pdf.walk import Emitted, Instruction, Steps, Walk, instruction


def _begin(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    walk.marks.append(False)
    return None


def _begin_with_properties(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    from pikepdf import Dictionary, Name

    tag, properties = name_of(operands[0]), operands[1]
    if isinstance(properties, Name):
        named = as_dictionary(walk.look_up("/Properties", properties))
        walk.marks.append(tag == "/OC" and walk.target.hidden(named))
        return [instruction("BMC", operands[0])]
    walk.marks.append(False)
    number_only = Dictionary(MCID=int(number(properties["/MCID"]))) if "/MCID" in as_dictionary(properties) else None
    if number_only is not None and len(properties) == 1:
        return None
    return [
        instruction("BDC", operands[0], number_only) if number_only is not None else instruction("BMC", operands[0])
    ]


def _end(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    if not walk.marks:
        return []
    walk.marks.pop()
    return None


def _point(_: Walk, __: list[Any], ___: Instruction) -> Emitted:
    return []


STEPS: Steps = {"BMC": _begin, "BDC": _begin_with_properties, "EMC": _end, "MP": _point, "DP": _point}
