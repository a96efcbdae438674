"""Where a PDF leads: targets of links and bookmarks, taken out by page number and put back into the written file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.geometry import Rect
from redact.media.pdf.objects import as_dictionary, as_list, is_string, key_of, name_of, number, rect_of, words_of


@dataclass(frozen=True, slots=True)
class Goal:
    """A place in the document: the page, counted from 0, and how it is to be shown, names and numbers only."""

    page: int
    view: tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads elsewhere: to an address, or to a goal in the document. Pages count from 0."""

    id: str
    page: int
    rect: Rect
    address: str = field(default="", repr=False)
    goal: Goal | None = None
    key: tuple[int, int] | None = field(default=None, repr=False, compare=False)
    """What names it in the file that it was read from."""


class Goals:
    """Finds goals: by page, by action, by the names that the document gave them."""

    def __init__(self, pdf: Any) -> None:
        self._pages = {key_of(page.obj): index for index, page in enumerate(pdf.pages)}
        self._names = dict(_named(pdf.Root))

    def of(self, holder: Any) -> Goal | None:
        """Where a link or a bookmark leads, if it leads to a page of this document."""
        action = as_dictionary(holder.get("/A"))
        goal = holder.get("/Dest") if "/Dest" in holder else action.get("/D") if action.get("/S") == "/GoTo" else None
        return self._goal(goal)

    def _goal(self, goal: Any) -> Goal | None:
        named = self._names.get(_plain(goal)) if goal is not None and not as_list(goal) else goal
        view = as_list(as_dictionary(named).get("/D")) or as_list(named)
        page = self._pages.get(key_of(view[0])) if view else None
        if page is None:
            return None
        kind, *numbers = view[1:] or ["/Fit"]
        shown = name_of(kind) if name_of(kind) in _VIEWS else "/Fit"
        return Goal(page, (shown, *(None if n is None else number(n) for n in numbers[: _VIEWS[shown]])))


_VIEWS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}


def _plain(name: Any) -> str:
    return bytes(name).decode("latin-1") if is_string(name) else name_of(name).removeprefix("/")


def _named(root: Any) -> Iterator[tuple[str, Any]]:
    """Every named goal, from the old table and from the tree."""
    for name, goal in as_dictionary(root.get("/Dests")).items():
        yield name.removeprefix("/"), goal
    for name, goal in leaves(as_dictionary(root.get("/Names")).get("/Dests")):
        yield _plain(name), goal


def leaves(tree: Any, key: str = "/Names") -> Iterator[tuple[Any, Any]]:
    """The names and values of a name tree (of a number tree, with the key ``/Nums``), each node visited once."""
    seen: set[Any] = set()
    waiting = [tree]
    while waiting:
        node = as_dictionary(waiting.pop())
        name = key_of(node) if node else None
        if name is not None and name in seen:
            continue
        seen.add(name)
        pairs = as_list(node.get(key))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        waiting += as_list(node.get("/Kids"))


def links_of(pdf: Any, goals: Goals) -> Iterator[Link]:
    """The links of every page that lead to an address or to a page."""
    for index, page in enumerate(pdf.pages):
        for n, annotation in enumerate(as_list(page.obj.get("/Annots")), 1):
            rect = rect_of(as_dictionary(annotation).get("/Rect"))
            if rect is None or annotation.get("/Subtype") != "/Link":
                continue
            address = as_dictionary(annotation.get("/A")).get("/URI")
            goal = goals.of(annotation)
            if is_string(address):
                yield Link(f"p{index + 1}.link{n}", index, rect, words_of(address), key=key_of(annotation))
            elif goal is not None:
                yield Link(f"p{index + 1}.link{n}", index, rect, goal=goal, key=key_of(annotation))


def add_links(pdf: Any, links: list[Link]) -> dict[str, Any]:
    """Put the links on the pages of the written file; what was made of each, by its id."""
    from pikepdf import Array, Dictionary, Name, String

    made: dict[str, Any] = {}
    for link in links:
        page = pdf.pages[link.page].obj
        entry = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(link.rect)), Border=Array([0, 0, 0]))
        if link.goal:
            entry["/Dest"] = as_array(pdf, link.goal)
        else:
            entry["/A"] = Dictionary(S=Name.URI, URI=String(link.address))
        if "/Annots" not in page:
            page["/Annots"] = Array()
        made[link.id] = pdf.make_indirect(entry)
        page["/Annots"].append(made[link.id])
    return made


def as_array(pdf: Any, goal: Goal) -> Any:
    """A goal as the array that PDF has for it."""
    from pikepdf import Array, Name

    view = [Name(value) if isinstance(value, str) else value for value in goal.view]
    return Array([pdf.pages[goal.page].obj, *view])
