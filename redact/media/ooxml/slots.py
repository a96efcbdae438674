"""Where the words stand in the XML of an Office file, and how others are put in their place.

A slot is one run of text that a reader sees as one: a paragraph, a cell, an alternative text. Its pieces are the XML
nodes that hold it, so that what is left of each keeps its formatting; a replacement goes into the first node touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeAlias

from redact.errors import PluginError
from redact.media.ooxml.xml import legal, local, q, remove
from redact.media.splice import Splice, by_part, splices_of
from redact.types import Edit, Modality, Part

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Then: TypeAlias = Callable[[], None]


class Piece(Protocol):
    """A node that holds part of a slot's text."""

    @property
    def text(self) -> str: ...
    def put(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class TextPiece:
    """The text of an element."""

    element: Element = field(repr=False)

    @property
    def text(self) -> str:
        return self.element.text or ""

    def put(self, text: str) -> None:
        self.element.text = legal(text)
        if local(self.element.tag) in {"t", "delText"}:
            self.element.set(q("xml:space"), "preserve")


@dataclass(frozen=True, slots=True)
class AttributePiece:
    """The value of an attribute."""

    element: Element = field(repr=False)
    name: str

    @property
    def text(self) -> str:
        return str(self.element.get(self.name, ""))

    def put(self, text: str) -> None:
        self.element.set(self.name, legal(text))


@dataclass(frozen=True, slots=True)
class MarkPiece:
    """An element that stands for one character: a tab, a line break. *make* builds what holds other text instead."""

    element: Element = field(repr=False)
    text: str
    make: Callable[[str], Element] = field(repr=False)

    def put(self, text: str) -> None:
        parent = self.element.getparent()
        if parent is None:
            return
        if text:
            parent.insert(parent.index(self.element), self.make(legal(text)))
        remove(self.element)


@dataclass(frozen=True, slots=True)
class Slot:
    """One editable text. ``then`` runs after an edit, for what must follow from it."""

    id: str
    place: str
    pieces: tuple[Piece, ...] = field(repr=False)
    context: str = field(default="", repr=False)
    then: Then | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """What a reader sees there."""
        return "".join(piece.text for piece in self.pieces)

    def part(self, language: str = "en") -> Part:
        """The same as a part of a document."""
        return Part(self.id, Modality.TEXT, self.text, self.place, language=language, context=self.context)

    def edit(self, splices: Iterable[Splice]) -> None:
        """Put new text where the splices say; offsets are those of the text before any of them.

        Raises ``PluginError`` where two overlap or one leaves the text.
        """
        edges = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        done = edges[-1]
        for start, end, new in sorted(splices, key=lambda splice: splice[:2], reverse=True):
            if not 0 <= start <= end <= done:
                raise PluginError("two changes overlap, or one lies outside its part")
            self._put(start, end, new, edges)
            done = start
        if self.then:
            self.then()

    def _put(self, start: int, end: int, new: str, edges: list[int]) -> None:
        touched = [i for i in range(len(self.pieces)) if start < edges[i + 1] and end > edges[i]]
        touched = touched or [i for i in range(len(self.pieces)) if edges[i] <= start <= edges[i + 1]][:1]
        home = next((i for i in touched if not isinstance(self.pieces[i], MarkPiece)), next(iter(touched), None))
        for i in touched:
            text, first = self.pieces[i].text, edges[i]
            self.pieces[i].put(text[: max(start - first, 0)] + (new if i == home else "") + text[end - first :])


def apply(slots: Iterable[Slot], edits: Iterable[Edit]) -> set[str]:
    """Carry the edits out and give the ids of the slots that were changed.

    Raises ``PluginError`` for an edit of a part that is not there, or one that is none of text.
    """
    groups, listed = by_part(edits), list(slots)
    if groups.keys() - {slot.id for slot in listed}:
        raise PluginError("a change was asked for in a part that the file does not have")
    changed = set[str]()
    for slot in listed:
        if splices := splices_of(groups.get(slot.id, ()), len(slot.text)):
            slot.edit(splices)
            changed.add(slot.id)
    return changed
