"""The text of a page by block, as a reader sees it, with the memory of where each run of it stands in the tree.

Text runs on through bold, links and spans, so that a name that crosses them is one piece; spaces and line ends of
the source are one space; a break is a line end. Characters that show nothing (soft hyphens, zero-width marks) are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from redact.media.html.hiding import Hiding, own_slots
from redact.media.html.words import BREAKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Where: TypeAlias = Literal["text", "tail"]
_SPACE, _UNSEEN = r" \t\n\r\f", r"\u00ad\u200b-\u200f\u2060\ufeff"
_PIECE = re.compile(f"(?P<space>[{_SPACE}]+)|(?P<unseen>[{_UNSEEN}]+)|(?P<word>[^{_SPACE}{_UNSEEN}]+)")
_WHOLE = re.compile(r"(?s).+")
_VERBATIM = frozenset({"pre", "textarea"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the tree that holds characters: before an element's first child, or after its end."""

    element: HtmlElement = field(repr=False)
    where: Where

    @property
    def text(self) -> str:
        """The characters that stand there."""
        return (self.element.text if self.where == "text" else self.element.tail) or ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block and where it came from. A run of spaces came as a whole from ``source_start`` on."""

    start: int
    end: int
    slot: int
    source_start: int
    source_end: int


@dataclass(slots=True)
class Block:
    """One block of text while it is woven, and afterwards. ``owner`` is the element that it stands in."""

    owner: HtmlElement = field(repr=False)
    slots: list[Slot] = field(default_factory=list, repr=False)
    _pieces: list[str] = field(default_factory=list, repr=False)
    _runs: list[Run] = field(default_factory=list, repr=False)
    _length: int = 0

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(self._pieces)

    def add(self, slot: Slot, *, verbatim: bool) -> None:
        """Weave in the characters of a slot."""
        source = slot.text
        self.slots.append(slot)
        for piece in (_WHOLE if verbatim else _PIECE).finditer(source):
            shown = self._shown(piece)
            if shown:
                end = self._length + len(shown)
                self._runs.append(Run(self._length, end, len(self.slots) - 1, piece.start(), piece.end()))
                self._append(shown)

    def end_line(self) -> None:
        """Put in a line end that stands in no slot."""
        self._append("\n")

    def locate(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """``(slot, start, end)`` in the source for ``[start, end)`` of the text; one row for each slot touched."""
        rows: dict[int, tuple[int, int]] = {}
        for run in self._runs:
            if run.start < end and start < run.end:
                first, last = _slice(run, start, end)
                rows[run.slot] = (rows.get(run.slot, (first, last))[0], last)
        return [(slot, first, last) for slot, (first, last) in rows.items()]

    def _append(self, shown: str) -> None:
        self._pieces.append(shown)
        self._length += len(shown)

    def _shown(self, piece: re.Match[str]) -> str:
        match piece.lastgroup:
            case "unseen":
                return ""
            case "space":
                return " " if self._pieces and self._pieces[-1][-1] not in " \n" else ""
        return piece[0].replace("\xa0", " ")


def blocks(root: HtmlElement, hidden: Sequence[Hiding] = ()) -> Iterator[Block]:
    """The blocks of a page in reading order, those without a word left out.

    What is *hidden* makes blocks of its own, behind all others: no reader reads it between the words around it.
    """
    apart = {slot for hiding in hidden for slot in _slots_of(hiding)}
    yield from _woven(root, lambda slot: slot not in apart)
    for hiding in hidden:
        own = set(_slots_of(hiding))
        yield from _woven(hiding.element, own.__contains__)


def _slots_of(hiding: Hiding) -> Iterator[tuple[HtmlElement, str]]:
    if not hiding.whole:
        yield from own_slots(hiding.element)
        return
    for element in hiding.element.iter():
        yield element, "text"
        if element is not hiding.element:
            yield element, "tail"


def _woven(root: HtmlElement, wanted: Callable[[tuple[HtmlElement, str]], bool]) -> Iterator[Block]:
    current = Block(root)
    for event, element in _walk(root):
        if element.tag in BREAKS:
            yield from _shown(current)
            parent = element.getparent()
            current = Block(element if event == "start" or parent is None else parent)
        elif element.tag == "br" and event == "start":
            current.end_line()
        where: Where = "text" if event == "start" else "tail"
        slot = Slot(element, where)
        if slot.text and wanted((element, where)):
            current.add(slot, verbatim=_is_verbatim(element, where))
    yield from _shown(current)


def _walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    from lxml import etree

    return iter(etree.iterwalk(root, events=("start", "end")))


def _shown(block: Block) -> Iterator[Block]:
    if block.text.strip():
        yield block


def _slice(run: Run, start: int, end: int) -> tuple[int, int]:
    if run.end - run.start != run.source_end - run.source_start:
        return run.source_start, run.source_end
    return run.source_start + max(start - run.start, 0), run.source_end - max(run.end - end, 0)


def _is_verbatim(element: HtmlElement, where: Where) -> bool:
    holder = element if where == "text" else element.getparent()
    while holder is not None:
        if holder.tag in _VERBATIM:
            return True
        holder = holder.getparent()
    return False
