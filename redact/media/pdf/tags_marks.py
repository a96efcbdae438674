"""Which marks of a page still show something, read from the contents as they are to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, is_string

_SHOWS = frozenset("Do S s f F f* B B* b b* sh".split()) | {"INLINE IMAGE"}
_STRINGS = frozenset(("Tj", "TJ", "'", '"'))
_READ = "BDC BMC EMC Tj TJ ' \" Do S s f F f* B B* b b* sh BI ID EI INLINE"


@dataclass(slots=True)
class Shown:
    """The numbers of the marks of a page that show something, and the first number that none of its marks has."""

    numbers: set[int] = field(default_factory=set)
    free: int = 0


def shown_on(page: Any) -> Shown:
    """The marks of a page. One whose contents cannot be read has none."""
    import pikepdf

    try:
        instructions = pikepdf.parse_content_stream(page, _READ)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return Shown()
    shown, within = Shown(), [-1]
    for each in instructions:
        operator = str(each.operator)
        if operator in ("BDC", "BMC"):
            within.append(_number(each.operands, within[-1]))
            shown.free = max(shown.free, within[-1] + 1)
        elif operator == "EMC":
            del within[max(len(within) - 1, 1) :]
        elif within[-1] not in shown.numbers and _shows(operator, each.operands):
            shown.numbers.add(within[-1])
    shown.numbers.discard(-1)
    return shown


def _number(operands: Any, around: int) -> int:
    """The number of the marked content that begins: its own, or that of what it stands in."""
    number = as_dictionary(operands[1]).get("/MCID") if len(operands) == 2 else None
    return number if type(number) is int and number >= 0 else around


def _shows(operator: str, operands: Any) -> bool:
    if operator not in _STRINGS:
        return operator in _SHOWS
    string = operands[-1] if len(operands) else None
    return any(is_string(item) and len(bytes(item)) for item in as_list(string) or [string])


def named(tag: str, number: int | None, contents: bytes) -> bytes:
    """Contents as one piece of marked content."""
    begin = b"/%s BMC\n" % tag.encode() if number is None else b"/%s <</MCID %d>> BDC\n" % (tag.encode(), number)
    return begin + contents + b"\nEMC"
