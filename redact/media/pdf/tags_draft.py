"""The tags of a file as they are to be written: what was taken out gets elements of its own.

A page that became a picture is one paragraph, its text layer; a hole is an element with a description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.stream import content_of
from redact.media.pdf.tags import Element, Kid, Mark, Tags
from redact.media.pdf.tags_holes import Hole, Holes
from redact.media.pdf.tags_marks import named, shown_on

_SPARSE = 16  # numbers for each mark that is there; a page whose marks are numbered more thinly means harm
_FEW = 1000
_SECTIONS = frozenset("Document Part Art Sect Div NonStruct".split())


@dataclass(slots=True)
class Entry:
    """An element, what it consists of by now, and what its description says."""

    element: Element
    kids: list[Kid]
    text: str = ""


@dataclass(slots=True)
class Draft:
    """All elements, each before those that it consists of; the topmost; the marks that show something."""

    entries: list[Entry]
    tops: list[Kid]
    shown: set[Mark] = field(default_factory=set)
    _spans: list[tuple[int, int] | None] = field(default_factory=list)

    @classmethod
    def of(cls, tags: Tags) -> Draft:
        """The tags as they were read."""
        texts = {each.id: each.text for each in tags.descriptions}
        entries = [Entry(each, list(each.kids), texts.get(each.description, "")) for each in tags.elements]
        return cls(entries, list(tags.tops))

    def marks(self) -> Iterator[tuple[int, Mark]]:
        """Every mark with the number of its element."""
        for number, entry in enumerate(self.entries):
            yield from ((number, kid) for kid in entry.kids if isinstance(kid, Mark))

    def add(self, element: Element, kids: list[Kid], at: int, text: str = "") -> int:
        """Put a new element among *kids*; its number."""
        self.entries.append(Entry(element, list(element.kids), text))
        kids.insert(at, len(self.entries) - 1)
        return len(self.entries) - 1

    def place_of(self, page: int) -> tuple[list[Kid], int]:
        """Where an element belongs that is all of a page: after what begins before it, within what goes on there."""
        kids = self.tops
        while around := [kid for kid in kids if isinstance(kid, int) and self._goes_on(kid, page)]:
            kids = self.entries[around[0]].kids
        spans = ((n, self._span(kid)) for n, kid in enumerate(kids))
        return kids, max((n + 1 for n, span in spans if span and span[0] <= page), default=0)

    def is_hole(self, kid: Kid) -> bool:
        """Whether something was put there for a hole: it says so, and was not described before."""
        return isinstance(kid, int) and bool(self.entries[kid].text) and not self.entries[kid].element.description

    def _goes_on(self, number: int, page: int) -> bool:
        span = self._span(number)
        return self.entries[number].element.role in _SECTIONS and span is not None and span[0] <= page <= span[1]

    def _span(self, kid: Kid) -> tuple[int, int] | None:
        """The first and the last page of something, as far as it was read."""
        if not self._spans:
            self._spans = [None] * len(self.entries)
            for number in range(len(self.entries) - 1, -1, -1):
                spans = [span for each in self.entries[number].kids if (span := self._known(each))]
                if spans:
                    self._spans[number] = (min(first for first, _ in spans), max(last for _, last in spans))
        return self._known(kid)

    def _known(self, kid: Kid) -> tuple[int, int] | None:
        if isinstance(kid, Mark):
            return kid.page, kid.page
        if not isinstance(kid, int):
            return None
        page = self.entries[kid].element.page
        return self._spans[kid] if kid < len(self._spans) else None if page is None else (page, page)


def draft_of(pdf: Any, tags: Tags, holes: Mapping[int, Holes]) -> Draft:
    """The tags as the pages of a PDF need them, whose contents are changed where they need new marks."""
    draft = Draft.of(tags)
    owners = {mark: number for number, mark in draft.marks()}
    pages = [page.obj for page in pdf.pages]
    claimed: dict[int, list[Mark]] = {index: [] for index in holes}
    for mark in owners:
        claimed.setdefault(mark.page, []).append(mark)
    for index, marks in sorted(claimed.items()):
        shown = shown_on(pages[index])
        most = _FEW + _SPARSE * len(marks)
        draft.shown.update(Mark(index, each) for each in shown.numbers if each < most)
        free = max(shown.free, max(marks).number + 1 if marks else 0)
        if (index in holes or not shown.free) and free < most:
            last = owners[marks[-1]] if marks else draft.add(Element("P", (), index), *draft.place_of(index))
            sheet = _Sheet(draft, pdf, index, free, owners, last)
            sheet.mark(holes.get(index), is_picture=bool(marks) and not shown.free)
    return draft


@dataclass(slots=True)
class _Sheet:
    """A page that gets new marks, from the number ``free`` on. ``last`` is the element that its marks end with."""

    draft: Draft
    pdf: Any
    index: int
    free: int
    owners: Mapping[Mark, int]
    last: int

    def mark(self, holes: Holes | None, *, is_picture: bool) -> None:
        """Mark the page's boxes; and all else, where it has become a picture in which nothing is marked."""
        page = self.pdf.pages[self.index].obj
        contents = content_of(page)
        around = holes.around(contents) if holes else None
        before, after = around or (contents, b"")
        if is_picture:
            before, self.owners = self._as_paragraph(before), {}
        boxes = self._with_holes(holes) if holes and around else b""
        page["/Contents"] = self.pdf.make_stream(before + b"\n" + boxes + after)

    def _number(self) -> Mark:
        self.free += 1
        mark = Mark(self.index, self.free - 1)
        self.draft.shown.add(mark)
        return mark

    def _as_paragraph(self, contents: bytes) -> bytes:
        mark = self._number()
        self.last = self.draft.add(Element("P", (mark,), self.index), *self.draft.place_of(self.index))
        return named("P", mark.number, contents)

    def _with_holes(self, holes: Holes) -> bytes:
        """The boxes as marked content, and an element for each hole beside what stood there, or last on the page."""
        boxes = holes.marked(self.free)
        for hole in holes.holes:
            kids, at = self._beside(hole)
            self.draft.add(Element("Span", (self._number(),), self.index), kids, at, hole.word)
        return boxes

    def _beside(self, hole: Hole) -> tuple[list[Kid], int]:
        draft, stood = self.draft, Mark(self.index, -1 if hole.mark is None else hole.mark)
        if stood not in self.owners:
            return draft.entries[self.last].kids, len(draft.entries[self.last].kids)
        kids = draft.entries[self.owners[stood]].kids
        at = kids.index(stood) + (not hole.is_before)
        while not hole.is_before and at < len(kids) and draft.is_hole(kids[at]):
            at += 1
        return kids, at
