"""Charts: the values that they keep a copy of, and the ranges that these came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Slot, TextPiece, Then
from redact.media.ooxml.xml import q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ELSEWHERE = qs("c:pivotSource c:pivotFmts c:protection c:printSettings")
_FORMULA = q("c:f")
_NOWHERE = "Sheet1!$A${}"
_PLAIN_RANGE = re.compile(r"(?:Sheet\d*!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
_SOURCE = q("c:externalData")
_CACHES = qs("c:strCache c:numCache c:multiLvlStrCache")


def clean_chart(root: Element, *, keep_values: bool = True) -> None:
    """Take out what a chart does not need to be shown, or also, without *keep_values*, the copies of its cells.

    A chart inside a workbook draws from the cells; one inside a letter has its copies, and may have a workbook of its
    own. Where it has none, its ranges are made to name nothing.
    """
    for element in list(root.iter(*_ELSEWHERE, *(() if keep_values else _CACHES))):
        remove(element)
    source = root.find(_SOURCE)
    if source is not None and (not keep_values or not source.attrib):
        remove(source)
        source = None
    if keep_values and source is None:
        for number, formula in enumerate(root.iter(_FORMULA), 1):
            formula.text = _NOWHERE.format(number)


def range_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """A slot for every range of a workbook of its own from which a chart draws; an edited one names nothing.

    What a sheet is called is a person's word.
    """
    for number, formula in enumerate(root.iter(_FORMULA), 1):
        if not _PLAIN_RANGE.fullmatch(formula.text or ""):
            then = _forgetter(formula, number)
            yield Slot(f"{story}.f{number}", f"{place}range {number}", (TextPiece(formula),), then=then)


def _forgetter(formula: Element, number: int) -> Then:
    def forget() -> None:
        formula.text = _NOWHERE.format(number)

    return forget


def value_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """A slot for every value that a chart shows; a number that is edited is taken out, for it can hold no words."""
    for number, value in enumerate(root.iter(q("c:v")), 1):
        point = value.getparent()
        in_numbers = point is not None and next(point.iterancestors(q("c:numCache")), None) is not None
        then = _remover(point) if in_numbers and point is not None else None
        yield Slot(f"{story}.v{number}", f"{place}value {number}", (TextPiece(value),), then=then)


def _remover(point: Element) -> Then:
    return lambda: remove(point)
