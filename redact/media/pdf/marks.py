"""Marked content: layers that are switched off, and words that a page says in place of its glyphs.

PDF 32000-1, 14.6.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import as_dictionary, name_of
from redact.media.pdf.walk import Emitted, Instruction, Steps, Walk, instruction

_TAGS = frozenset(
    f"/{tag}"
    for tag in (
        "Artifact Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 "
        "H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference "
        "BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form OC Tx Clip Suspect "
        "TextSpan Lines "
    ).split()
)
"""Tags that PDF knows or programs write; any other could be somebody's words."""


def _begin(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    walk.marks.append(False)
    return None if name_of(operands[0]) in _TAGS else [_plain(operands[0])]


def _plain(tag: Any) -> Instruction:
    from pikepdf import Name

    return instruction("BMC", tag if name_of(tag) in _TAGS else Name.Span)


def _begin_with_properties(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    from pikepdf import Name

    tag, properties = name_of(operands[0]), operands[1]
    if isinstance(properties, Name):
        named = as_dictionary(walk.look_up("/Properties", properties))
        walk.marks.append(tag == "/OC" and walk.target.hidden(named))
        return [_plain(operands[0])]
    walk.marks.append(False)
    if tag in _TAGS and list(as_dictionary(properties)) == ["/MCID"] and isinstance(properties["/MCID"], int):
        return None
    return [_plain(operands[0])]


def _end(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    if not walk.marks:
        return []
    walk.marks.pop()
    return None


def _point(_: Walk, __: list[Any], ___: Instruction) -> Emitted:
    return []


STEPS: Steps = {"BMC": _begin, "BDC": _begin_with_properties, "EMC": _end, "MP": _point, "DP": _point}
