"""Marked text: a text, and the spans in which a person saw something that identifies somebody."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True):
    """A marked span: code points, half-open. Other fields of the data are passed over."""

    start: int
    end: int
    entity_type: str


class Row(msgspec.Struct, frozen=True):
    """One text in which everything was marked that there is to mark."""

    text: str
    spans: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        return f"Row({len(self.text)} characters, {len(self.spans)} spans)"
