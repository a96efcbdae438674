"""The pages of an e-book as trees whose links and pictures have new names, so that no name of a file says anything."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.epub.book import PICTURES, SHEETS, Book, Item, local, resolved, text_of, tree
from redact.media.html.page import Page, of_tree
from redact.media.html.parse import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_XLINK = "{http://www.w3.org/1999/xlink}href"
WITHHELD = "[picture withheld]"
EMPTY = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>[page without words]</p></body></html>"


@dataclass(frozen=True, slots=True)
class Names:
    """New names: of pages and pictures by their path, and of places in a page by its path and their id."""

    files: Mapping[str, str] = field(repr=False)
    pictures: Mapping[str, str] = field(repr=False)
    places: Mapping[tuple[str, str], str] = field(repr=False)

    def address(self, base: str, old: str) -> str | None:
        """The new address of what *old* points to from *base*; ``None`` for a member that is not in the copy."""
        path, place = resolved(base, old)
        if not path:
            return old
        if path not in self.files:
            return None
        mark = self.places.get((path, place), "")
        return f"{self.files[path]}#{mark}" if mark else self.files[path]

    def places_in(self, path: str) -> dict[str, str]:
        """By id, the new names of the places in one page."""
        return {place: name for (page, place), name in self.places.items() if page == path}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: how deep, what it says, what it points to."""

    depth: int
    words: str = field(repr=False)
    target: str = field(repr=False)


def roots(book: Book) -> dict[str, HtmlElement]:
    """By path, the tree of each page, its style sheets put in. It is not yet cleaned."""
    return {page.path: _root(book, page) for page in book.pages}


def names(book: Book, trees: Mapping[str, HtmlElement]) -> Names:
    """New names for pages, pictures (without an ending) and places."""
    files = {page.path: f"page-{number}.xhtml" for number, page in enumerate(book.pages, 1)}
    drawn = {picture.path: f"picture-{number}" for number, picture in enumerate(book.pictures, 1)}
    wanted = [resolved(path, one.get("href") or "") for path, root in trees.items() for one in root.iter("a")]
    wanted += [resolved(book.contents.path, entry.target) for entry in entries(book)] if book.contents else []
    places = dict.fromkeys((path, place) for path, place in wanted if path in trees and place)
    return Names(files, drawn, {at: f"a{number}" for number, at in enumerate(places, 1)})


def page_of(path: str, root: HtmlElement, new: Names) -> Page:
    """The page with its new links; its pictures have addresses that begin with "cid:". The tree is changed."""
    for one in list(root.iter("a", "area")):
        if one.get("href") and not one.get("href").startswith("#"):
            _set(one, "href", new.address(path, one.get("href")))
    for picture in list(root.iter("img")):
        source = (picture.get("src") or "").strip()
        if source and not source.casefold().startswith("data:"):
            name = new.pictures.get(resolved(path, source)[0], "")
            _set(picture, "src", f"cid:{name}" if name else None)
            picture.tail = picture.tail if name else f" {WITHHELD} {picture.tail or ''}"
    return of_tree(root, new.places_in(path))


def entries(book: Book) -> Iterator[Entry]:
    """The lines of the older table of contents."""
    if book.contents is None:
        return
    for point in tree(book.members, book.contents.path).iter():
        if local(point) == "navPoint":
            depth = sum(local(one) == "navPoint" for one in point.iterancestors())
            yield Entry(depth, _label(point), _target(point))


def ending_of(picture: Item) -> str:
    """The ending that a picture's media type asks for."""
    return PICTURES[picture.kind]


def _set(element: HtmlElement, name: str, value: str | None) -> None:
    if value is None:
        element.attrib.pop(name, None)
    else:
        element.set(name, value)


def _root(book: Book, page: Item) -> HtmlElement:
    text = text_of(book.members[page.path])
    try:
        root = parsed(text, xml=True)
    except UnreadableError:
        root = parsed(EMPTY, xml=True)
    _draw_pictures(root)
    _put_sheets_in(root, book, page.path)
    return root


def _draw_pictures(root: HtmlElement) -> None:
    """A drawing that only shows a picture, as covers are made, becomes that picture."""
    for image in [one for one in root.iter() if isinstance(one.tag, str) and local(one) == "image"]:
        holder = next((one for one in image.iterancestors() if local(one) == "svg"), None)
        address = image.get(_XLINK) or image.get("href")
        if holder is not None and address and holder.getparent() is not None:
            picture = holder.makeelement("img", {"src": address, "alt": ""})
            holder.addprevious(picture)


def _put_sheets_in(root: HtmlElement, book: Book, path: str) -> None:
    """What other members say of how the page looks, so that what they hide is known to be hidden."""
    kinds = {item.path: item.kind for item in book.items}
    for link in list(root.iter("link")):
        sheet, _ = resolved(path, link.get("href") or "")
        if kinds.get(sheet) in SHEETS:
            style = link.makeelement("style", {})
            style.text = html.escape(text_of(book.members[sheet]), quote=False)
            link.addprevious(style)


def _label(point: _Element) -> str:
    label = next((one for one in point if local(one) == "navLabel"), None)
    return "" if label is None else " ".join("".join(str(piece) for piece in label.itertext()).split())


def _target(point: _Element) -> str:
    content = next((one for one in point if local(one) == "content"), None)
    return "" if content is None else content.get("src") or ""
