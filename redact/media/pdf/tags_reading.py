"""The structure tree of a PDF read into values, however it is built: in rings, without an end, or broken.

Everything is visited once and on one way; what hangs deeper than any document is built belongs to what is above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.links import Link
from redact.media.pdf.objects import as_dictionary, as_list, is_string, key_of, name_of, words_of
from redact.media.pdf.tags import MOST_MARKS, Attribute, Description, Element, Joint, Kid, Mark, Tags, language_of
from redact.media.pdf.tags_attributes import Attributes, headers_of
from redact.media.pdf.tags_roles import ROLES, Roles, guessed

_MOST = 200_000  # elements
_MOST_KIDS = 2_000_000
_MOST_LETTERS = 20_000_000  # in descriptions and names of cells; those after that many are dropped
_CELLS = frozenset(("TH", "TD"))
_DEEPEST = 100


@dataclass(slots=True)
class _Draft:
    """An element as it is read. ``above`` is the number of the element that it belongs to."""

    role: str
    above: int
    page: int | None
    attributes: tuple[Attribute, ...]
    language: str
    text: str
    name: bytes = b""
    headers: tuple[bytes, ...] = ()
    kids: list[Kid] = field(default_factory=list)


def tags_of(pdf: Any, links: Iterable[Link] = (), drawn: Mapping[Any, Mark] | None = None) -> Tags | None:
    """The tags of an open PDF, ``None`` where it has none.

    *links* are those of its links that may be kept, *drawn* the marks of annotations that are now drawn on a page, by
    what names them in the file.
    """
    root = as_dictionary(pdf.Root.get("/StructTreeRoot"))
    if "/K" not in root:
        return None
    joints: dict[Any, Joint | Mark] = {link.key: Joint(link.id) for link in links if link.key}
    reading = _Reading(root, pdf, {**joints, **(drawn or {})})
    reading.read()
    return _settled(reading.drafts, tuple(reading.tops)) if reading.tops else None


class _Reading:
    """One way through the tree, from top to bottom."""

    def __init__(self, root: Any, pdf: Any, joints: dict[Any, Joint | Mark]) -> None:
        self.drafts: list[_Draft] = []
        self.tops: list[int] = []
        self._joints = joints
        self._drawn = frozenset(joint for joint in joints.values() if isinstance(joint, Mark))
        self._roles, self._attributes = Roles(root.get("/RoleMap")), Attributes(root.get("/ClassMap"))
        self._pages = {key_of(page.obj): index for index, page in enumerate(pdf.pages)}
        self._seen: set[tuple[int, int]] = set()
        self._taken: set[Mark | Joint] = set()
        self._left, self._letters = _MOST_KIDS, 0
        self._waiting: list[tuple[Any, int, int | None, int]] = []
        self._put(root.get("/K"), -1, None, 0)

    def read(self) -> None:
        while self._waiting:
            value, above, page, depth = self._waiting.pop()
            if type(value) is int:
                self._mark(value, above, page)
            elif node := as_dictionary(value):
                self._visit(node, above, page, depth)

    def _put(self, kids: Any, above: int, page: int | None, depth: int) -> None:
        members = as_list(kids) or [kids]
        self._left -= len(members)
        if self._left >= 0:
            self._waiting += [(kid, above, page, depth) for kid in reversed(members)]

    def _visit(self, node: Any, above: int, page: int | None, depth: int) -> None:
        keys = node.keys()  # to ask for what is not there costs more than all else
        if "/Pg" in keys:
            key = key_of(node["/Pg"])
            page = self._pages.get(key) if key else None
        if "/S" in keys:
            self._element(node, keys, (above, page, depth))
        elif "/Obj" in keys:
            joint = self._joints.get(key_of(node["/Obj"]))
            self._add(joint, above) if joint else None
        elif "/MCID" in keys and "/Stm" not in keys:  # what forms draw is marked with the page alone
            self._mark(node["/MCID"], above, page)

    def _mark(self, number: Any, above: int, page: int | None) -> None:
        if page is not None and type(number) is int and 0 <= number < MOST_MARKS and (page, number) not in self._drawn:
            self._add(Mark(page, number), above)

    def _add(self, kid: Mark | Joint, above: int) -> None:
        if above >= 0 and kid not in self._taken:
            self._taken.add(kid)
            self.drafts[above].kids.append(kid)

    def _element(self, node: Any, keys: set[str], place: tuple[int, int | None, int]) -> None:
        above, page, depth = place
        key, role = key_of(node), self._roles.of(node, keys)
        if key in self._seen or role == "Artifact" or len(self.drafts) >= _MOST:
            return
        if key:
            self._seen.add(key)
        if depth < _DEEPEST:
            number = len(self.drafts)
            (self.drafts[above].kids if above >= 0 else self.tops).append(number)
            self.drafts.append(self._draft(node, keys, role, (above, page)))
            above = number
        if "/K" in keys:
            self._put(node["/K"], above, page, depth + 1)

    def _draft(self, node: Any, keys: set[str], role: str, place: tuple[int, int | None]) -> _Draft:
        attributes = self._attributes.of(node, keys, role) if "/A" in keys or "/C" in keys else ()
        language = language_of(node["/Lang"]) if "/Lang" in keys else ""
        text = words_of(node["/Alt"]) if "/Alt" in keys and self._letters < _MOST_LETTERS else ""
        self._letters += len(text)
        draft = _Draft(role, *place, attributes, language, text)
        if role in _CELLS and self._letters < _MOST_LETTERS:
            draft.name = bytes(node["/ID"]) if "/ID" in keys and is_string(node["/ID"]) else b""
            draft.headers = headers_of(node) if "/A" in keys else ()
            self._letters += len(draft.name) + sum(map(len, draft.headers))
        return draft


def _settled(drafts: list[_Draft], tops: tuple[int, ...]) -> Tags:
    elements: list[Element] = []
    descriptions: list[Description] = []
    full, names = _full(drafts), {draft.name: number for number, draft in enumerate(drafts) if draft.name}
    for number, draft in enumerate(drafts):
        above = elements[draft.above].role if draft.above >= 0 else ""
        marks = [kid for kid in draft.kids if isinstance(kid, Mark)]
        role = draft.role or guessed(above, has_content=bool(marks))
        page, name = marks[0].page if marks else draft.page, ""
        if number in full and draft.text.strip():
            name = f"t{len(descriptions) + 1}"
            descriptions.append(Description(name, draft.text, role, page))
        headers = tuple(names[each] for each in draft.headers if each in names)
        elements.append(Element(role, tuple(draft.kids), page, draft.attributes, draft.language, name, headers))
    return Tags(tuple(elements), tops, tuple(descriptions))


def _full(drafts: list[_Draft]) -> set[int]:
    """The elements that refer to something on a page: what is said of any other is said of nothing."""
    full: set[int] = set()
    for number in range(len(drafts) - 1, -1, -1):
        if any(not isinstance(kid, int) or kid in full for kid in drafts[number].kids):
            full.add(number)
    return full


def descriptions_in(pdf: Any) -> Iterator[Description]:
    """Every description in an open PDF, whatever it belongs to, found without going through the tree."""
    found = (value for value in pdf.objects if as_dictionary(value) and "/Alt" in value)
    for number, holder in enumerate(found, 1):
        role = name_of(holder.get("/S")).removeprefix("/")
        yield Description(f"t{number}", words_of(holder["/Alt"]), role if role in ROLES else "", None)
