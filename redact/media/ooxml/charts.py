"""Charts: the values that they keep a copy of, and the ranges that these came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Slot, TextPiece, Then
from redact.media.ooxml.xml import q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ELSEWHERE = qs("c:externalData c:pivotSource c:pivotFmts c:protection c:printSettings")
_CACHES = qs("c:strCache c:numCache c:multiLvlStrCache")


def clean_chart(root: Element, *, keep_values: bool = True) -> None:
    """Take out the links of a chart to a workbook of its own, or, without *keep_values*, the copies of its cells.

    A chart inside a workbook draws from the cells; one inside a letter has only its copies, so its ranges are made
    to name nothing.
    """
    for element in list(root.iter(*_ELSEWHERE, *(() if keep_values else _CACHES))):
        remove(element)
    if keep_values:
        for number, formula in enumerate(root.iter(q("c:f")), 1):
            formula.text = f"Sheet1!$A${number}"


def value_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """A slot for every value that a chart shows; a number that is edited is taken out, for it can hold no words."""
    for number, value in enumerate(root.iter(q("c:v")), 1):
        point = value.getparent()
        in_numbers = point is not None and next(point.iterancestors(q("c:numCache")), None) is not None
        then = _remover(point) if in_numbers and point is not None else None
        yield Slot(f"{story}.v{number}", f"{place}value {number}", (TextPiece(value),), then=then)


def _remover(point: Element) -> Then:
    return lambda: remove(point)
