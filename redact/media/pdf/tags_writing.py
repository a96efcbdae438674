"""The tags put into the written file: what still shows something, and nothing that refers to what is gone.

Elements of which nothing is left are left out, but for the cells of a table that stays. PDF 32000-1, 14.7.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from redact.media.pdf.geometry import Rect
from redact.media.pdf.objects import rect_of
from redact.media.pdf.tags import Attribute, Element, Joint, Kid, Mark, Tags
from redact.media.pdf.tags_attributes import as_objects
from redact.media.pdf.tags_draft import Draft, Entry, draft_of
from redact.media.pdf.tags_holes import Holes

_CELLS = frozenset("TR TH TD THead TBody TFoot".split())


def add_tags(pdf: Any, tags: Tags, links: Mapping[str, Any], holes: Mapping[int, Holes]) -> None:
    """Tag the written file. *links* are the annotations that were put into it, by id; pages count from 0."""
    draft = draft_of(pdf, tags, holes)
    kept = _kept(draft, links)
    if kept:
        _Writing(pdf, draft, links, kept).write()


def _kept(draft: Draft, links: Mapping[str, Any]) -> list[int]:
    """The elements of which something is left, and the cells of tables of which something is left, in order."""
    entries = draft.entries
    filled: set[int] = set()
    for number in range(len(entries) - 1, -1, -1):
        if any(_is_left(kid, draft, links, filled) for kid in entries[number].kids):
            filled.add(number)
    kept = {top for top in draft.tops if top in filled}
    for number, entry in enumerate(entries):
        if number in kept:
            cells = (kid for kid in entry.kids if isinstance(kid, int) and entries[kid].element.role in _CELLS)
            kept.update(cells)
            kept.update(filled.intersection(entry.kids))
    return sorted(kept)


def _is_left(kid: Kid, draft: Draft, links: Mapping[str, Any], filled: set[int]) -> bool:
    if isinstance(kid, int):
        return kid in filled
    return kid in draft.shown if isinstance(kid, Mark) else kid.link in links


class _Writing:
    """One file that is given its tags: elements are made from the last to the first, so that each finds its own."""

    def __init__(self, pdf: Any, draft: Draft, links: Mapping[str, Any], kept: list[int]) -> None:
        self._pdf, self._draft, self._links, self._kept = pdf, draft, links, kept
        self._pages = [page.obj for page in pdf.pages]
        self._made: dict[int, Any] = {}
        self._names: dict[str, Any] = {}
        self._given: dict[tuple[tuple[Attribute, ...], tuple[str, ...]], Any] = {}
        self._marks: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        self._joints: dict[str, Any] = {}
        heading = {head for number in kept for head in draft.entries[number].element.headers}
        self._ids = {number: f"c{number:06d}" for number in kept if number in heading}

    def write(self) -> None:
        from pikepdf import Array, Dictionary, Name, String

        for number in reversed(self._kept):
            self._made[number] = self._element(self._draft.entries[number])
            if number in self._ids:
                self._made[number]["/ID"] = String(self._ids[number])
        tops = [self._made[top] for top in self._draft.tops if top in self._made]
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array(tops)))
        for top in tops:
            top["/P"] = root
        self._refer_back(root)
        self._pdf.Root["/StructTreeRoot"] = root
        self._pdf.Root["/MarkInfo"] = Dictionary(Marked=True)

    def _element(self, entry: Entry) -> Any:
        from pikepdf import Array, Dictionary, String

        element = entry.element
        kids = [kid for kid in entry.kids if kid in self._made or kid in self._draft.shown or self._is_joint(kid)]
        page = next((kid.page for kid in kids if isinstance(kid, Mark)), None)
        values = {"/Type": self._name("StructElem"), "/S": self._name(element.role)}
        if page is not None:
            values["/Pg"] = self._pages[page]
        if (element.attributes or element.headers) and len(given := self._attributes(element)):
            values["/A"] = given
        if element.language:
            values["/Lang"] = String(element.language)
        if entry.text:
            values["/Alt"] = String(entry.text)
        values["/K"] = Array([self._kid(kid, page) for kid in kids])
        made = self._pdf.make_indirect(Dictionary(values))
        for kid in kids:
            self._own(kid, made)
        return made

    def _is_joint(self, kid: Kid) -> bool:
        return isinstance(kid, Joint) and kid.link in self._links

    def _name(self, name: str) -> Any:
        from pikepdf import Name

        if name not in self._names:
            self._names[name] = Name(f"/{name}")
        return self._names[name]

    def _attributes(self, element: Element) -> Any:
        """The properties of an element, shared by all that have the same. An extent that leaves its page is none."""
        page, given = element.page, element.attributes
        if any(isinstance(each.value, Rect) for each in given):
            room = rect_of(self._pages[page]["/MediaBox"]) if page is not None else None
            given = tuple(e for e in given if not isinstance(e.value, Rect) or (room and room.covers(e.value, 1.0)))
        headers = tuple(self._ids[number] for number in element.headers if number in self._ids)
        if (given, headers) not in self._given:
            self._given[given, headers] = self._pdf.make_indirect(as_objects(given, headers))
        return self._given[given, headers]

    def _kid(self, kid: Kid, page: int | None) -> Any:
        """What an element that begins on a page holds, as PDF says it."""
        from pikepdf import Dictionary, Name

        if isinstance(kid, int):
            return self._made[kid]
        if isinstance(kid, Joint):
            return Dictionary(Type=Name.OBJR, Obj=self._links[kid.link])
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _own(self, kid: Kid, made: Any) -> None:
        """Note to which element something belongs."""
        if isinstance(kid, int):
            self._made[kid]["/P"] = made
        elif isinstance(kid, Joint):
            self._joints[kid.link] = made
        else:
            self._marks[kid.page][kid.number] = made

    def _refer_back(self, root: Any) -> None:
        """Say at the pages and the links to which elements they belong."""
        from pikepdf import Array, Dictionary, Name, String

        rows: list[Any] = []
        for key, (index, marks) in enumerate(sorted(self._marks.items())):
            page = self._pages[index]
            page["/StructParents"], page["/Tabs"] = key, Name.S
            owners = Array([marks.get(number) for number in range(max(marks) + 1)])
            rows += [key, self._pdf.make_indirect(owners)]
        for key, (link, made) in enumerate(self._joints.items(), len(self._marks)):
            self._links[link]["/StructParent"] = key
            rows += [key, made]
        root["/ParentTree"] = self._pdf.make_indirect(Dictionary(Nums=Array(rows)))
        root["/ParentTreeNextKey"] = len(rows) // 2
        if self._ids:
            names = [each for number, name in self._ids.items() for each in (String(name), self._made[number])]
            root["/IDTree"] = self._pdf.make_indirect(Dictionary(Names=Array(names)))
