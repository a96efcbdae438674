"""Numbers as they are read on the sheet: dates written out, masks of digits filled in, no exponents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q
from redact.media.xlsx.markup import value_of

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MASK = re.compile(r"[0 \-()./+]*0[0 \-()./+]*")
_SHORT = re.compile(rb"<v>-?(?:[1-9]\d{0,8}|0)(?:\.\d{0,5}[1-9])?</v>")
"""A number that is shown as it is kept."""
_LAST_DAY = 2_958_466


@dataclass(frozen=True, slots=True)
class Formats:
    """How the cells of a workbook show their numbers: a format code per cell style, and the first day of its dates."""

    codes: Sequence[str]
    since_1904: bool = False

    def reader(self, style: int) -> Callable[[bytes], str]:
        """What tells how a value, as XML, is shown in that style."""
        code = self.codes[style] if style < len(self.codes) else "General"
        if code == "date" or _MASK.fullmatch(code):
            return lambda body: self.shown(value_of(body), style)
        return lambda body: body[3:-4].decode() if _SHORT.fullmatch(body) else self.shown(value_of(body), style)

    def shown(self, value: str, style: int) -> str:
        """A number as a person reads it: "2020-01-31", "07700 900123", "1250.5". What is no number is given back."""
        code = self.codes[style] if 0 <= style < len(self.codes) else "General"
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite():
            return value
        if code == "date" and 0 <= number < _LAST_DAY:
            return _date(float(number), since_1904=self.since_1904)
        digits = _plain(number)
        return _masked(digits, code) if _MASK.fullmatch(code) and digits.isdigit() else digits


def formats_of(styles: Element | None, *, since_1904: bool) -> Formats:
    """Read the formats from the member that holds the styles."""
    if styles is None:
        return Formats((), since_1904)
    own = {row.get("numFmtId", ""): row.get("formatCode", "") for row in styles.iter(q("x:numFmt"))}
    rows = styles.find(q("x:cellXfs"))
    ids = [row.get("numFmtId", "0") for row in rows] if rows is not None else []
    return Formats(tuple(_code(number, own) for number in ids), since_1904)


def is_mask(code: str) -> bool:
    """Whether a form for numbers puts their digits between other signs, or noughts in front of them."""
    return code != "0" and bool(_MASK.fullmatch(code))


def _code(number: str, own: dict[str, str]) -> str:
    if number not in own:
        return "date" if number.isdigit() and int(number) in _DATE_FORMATS else "General"
    return code_of(own[number])


def code_of(code: str) -> str:
    """A format as ``Formats`` wants it: "date" for one that shows a date or a time, else its form for numbers."""
    first = _NOT_CODE.sub("", code.partition(";")[0])
    if re.search(r"[dmyhs]", first, re.IGNORECASE) and "general" not in first.casefold():
        return "date"
    return code.partition(";")[0].replace('"', "").replace("\\", "")


def _date(serial: float, *, since_1904: bool) -> str:
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)
    moment = start + timedelta(days=int(serial), seconds=round(serial % 1 * 86_400))
    if serial < 1:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d}" if serial == int(serial) else f"{moment:%Y-%m-%d %H:%M:%S}"


def _plain(number: Decimal) -> str:
    text = format(Decimal(f"{number:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _masked(digits: str, mask: str) -> str:
    """Digits put into the noughts of a mask from the right; more digits than noughts go in front."""
    wanted = mask.count("0")
    digits = digits.zfill(wanted)
    rest, fill = digits[: len(digits) - wanted], iter(digits[len(digits) - wanted :])
    return rest + "".join(next(fill) if letter == "0" else letter for letter in mask)
