"""Marked content: layers that are switched off, and words that a page says in place of its glyphs.

PDF 32000-1, 14.6.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import as_dictionary, name_of
from redact.media.pdf.tags import MOST_MARKS
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
    """Of the properties the number alone stays, by which the tags of the file know the content."""
    from pikepdf import Dictionary, Name

    tag, properties = name_of(operands[0]), operands[1]
    is_named = isinstance(properties, Name)
    held = as_dictionary(walk.look_up("/Properties", properties) if is_named else properties)
    walk.marks.append(is_named and tag == "/OC" and walk.target.hidden(held))
    number = _number(walk, held)
    if number is None:
        return [_plain(operands[0])]
    if tag in _TAGS and not is_named and len(held) == 1:
        return None
    return [instruction("BDC", operands[0] if tag in _TAGS else Name.Span, Dictionary(MCID=number))]


def _number(walk: Walk, properties: Any) -> int | None:
    """The number of marked content on a page; what a form draws is not numbered, for the page's marks are counted."""
    number = properties.get("/MCID")
    return number if type(number) is int and 0 <= number < MOST_MARKS and not walk.above else None


def _end(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    if not walk.marks:
        return []
    walk.marks.pop()
    return None


def _point(_: Walk, __: list[Any], ___: Instruction) -> Emitted:
    return []


STEPS: Steps = {"BMC": _begin, "BDC": _begin_with_properties, "EMC": _end, "MP": _point, "DP": _point}
