"""What an e-book holds beside that which its reader meets: looked for in any e-book, whoever made it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.epub.book import CONTAINER, CONTENTS, KEPT_METADATA, PAGES, SHEETS, Book, local, text_of, tree
from redact.media.epub.write import IDENTIFIER, MODIFIED
from redact.media.html import gate as html_gate
from redact.types import Unseen

CHECKS = (*html_gate.CHECKS, checklist.LEFTOVERS, checklist.TRAILING)
"""Every item that an e-book is examined for."""

_SCRIPTS = ("javascript", "ecmascript")
_FONTS_AND_SOUND = (
    "font/",
    "application/font",
    "application/vnd.ms-opentype",
    "application/x-font",
    "audio/",
    "video/",
)


def unseen_in(data: bytes, book: Book, *, hidden_is_kept: bool = False) -> Iterator[Unseen]:
    """What the e-book holds without showing it. Raises ``UnreadableError``."""
    yield from _of_archive(data)
    yield from _of_package(book)
    yield from _of_members(book)
    for number, page in enumerate(book.pages, 1):
        text = text_of(book.members[page.path])
        try:
            yield from html_gate.unseen_in(text, f"page {number}", xml=True, hidden_is_kept=hidden_is_kept)
        except UnreadableError:
            continue


def _of_archive(data: bytes) -> Iterator[Unseen]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        notes = bool(archive.comment) + sum(bool(entry.comment) for entry in entries)
        first = min((entry.header_offset for entry in entries), default=0)
    if notes or first:
        yield Unseen("notes or bytes beside the members", "archive", max(notes, 1), check=checklist.TRAILING)


def _of_package(book: Book) -> Iterator[Unseen]:
    files = [book.package, *([book.contents.path] if book.contents else [])]
    comments = sum(text_of(book.members[path]).count("<!--") for path in files)
    if comments:
        yield Unseen("comments", "package", comments, check=checklist.COMMENTS)
    found = sum(_is_metadata(element) for path in files for element in tree(book.members, path).iter())
    if found:
        yield Unseen("metadata", "package", found, check=checklist.METADATA)


def _is_metadata(element: object) -> bool:
    """Whether an element of the package says what no reader of the book is shown."""
    name = local(element)  # type: ignore[arg-type]  # an element of lxml, whose class is private
    words = (getattr(element, "text", "") or "").strip()
    attributes = dict(getattr(element, "attrib", {}))
    if name == "meta":
        plain = attributes.get("name") == "cover" or words == MODIFIED or attributes.get("content") == IDENTIFIER
        return not plain
    if name in {"identifier", "docAuthor", "relation"}:
        return words != IDENTIFIER
    return name in KEPT_METADATA and any(key.rpartition("}")[2] in {"file-as", "role", "id"} for key in attributes)


def _of_members(book: Book) -> Iterator[Unseen]:
    listed = {item.path for item in book.items} | {CONTAINER, "mimetype", book.package}
    loose = len(set(book.members) - listed)
    if loose:
        yield Unseen("members that the package does not list", "archive", loose, check=checklist.LEFTOVERS)
    unread = [item for item in book.items if item.kind in PAGES and item not in book.pages]
    if unread:
        yield Unseen("pages that are not in the reading order", "package", len(unread), check=checklist.LEFTOVERS)
    for number, item in enumerate(book.items, 1):
        place = f"member {number}"
        if any(word in item.kind for word in _SCRIPTS):
            yield Unseen("scripts", place, check=checklist.MACROS)
        elif item.kind in SHEETS:
            comments = text_of(book.members[item.path]).count("/*")
            if comments:
                yield Unseen("comments in style sheets", place, comments, check=checklist.COMMENTS)
        elif not item.kind.startswith((*_FONTS_AND_SOUND, "image/")) and item.kind not in PAGES | {CONTENTS}:
            yield Unseen("data for programs", place, check=checklist.CUSTOM_DATA)
