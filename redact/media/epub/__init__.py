"""E-books (.epub): their pages, their pictures, their contents, and what they say of themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.checklist import Hidden
from redact.media.epub.book import Book, opened
from redact.media.epub.gate import CHECKS, unseen_in
from redact.media.epub.pages import Entry, Names, ending_of, entries, names, page_of, roots
from redact.media.epub.write import Copy, is_picture, packed
from redact.media.html.page import lost, parts, pictures, xhtml
from redact.media.html.reread import reread
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited
from redact.types import Attachment, Document, Edit, Modality, Part, Unseen


class EpubHandler:
    """Opens e-books and writes them anew. Kept: pages in reading order, pictures, contents, title, authors, rights.

    What goes: scripts, style sheets, fonts, sound and film, formulas, comments, identifiers, all other metadata, pages
    that are not in the reading order, members that the package does not list, the names of files. One under copy
    protection is refused.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused. ``hidden``: what becomes of that which its pages hide."""

        largest: int = LARGEST
        hidden: Hidden = "by release"

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".epub"})
    checks = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        data = contents(source, self.options.largest)
        book = opened(data)
        trees = roots(book)
        new = names(book, trees)
        found: list[Part] = list(_loose_parts(book))
        children: list[Attachment] = list(_children(book))
        for number, (path, root) in enumerate(trees.items(), 1):
            page = page_of(path, root, new)
            found += parts(page, f"p{number}.")
            children += pictures(page, f"p{number}.")
        dropped = (*lost(unseen_in(data, book)), *_unkept(book))
        return Document(source, "application/epub+zip", tuple(found), tuple(children), tuple(dict.fromkeys(dropped)))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        book = opened(contents(document.source, self.options.largest))
        trees = roots(book)
        new = names(book, trees)
        drawn = dict(_drawn(book, changes, new))
        shown = {new.pictures[path]: name for path, (name, _) in drawn.items()}
        pages = {
            new.files[path]: xhtml(page_of(path, root, new), changes, f"p{number}.", shown, hidden=self.options.hidden)
            for number, (path, root) in enumerate(trees.items(), 1)
        }
        target.write_bytes(packed(_copy(book, changes, new, (pages, drawn))))

    def reopen(self, target: Path) -> Document:
        """The members through zipfile, pages and the package through the standard library's parsers."""
        data = contents(target, self.options.largest)
        book = opened(data)
        children = list(_children(book))
        found: list[Part] = []
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for number, entry in enumerate(archive.infolist(), 1):
                if not is_picture(entry.filename):
                    found += reread(archive.read(entry).decode("utf-8", "replace"), f"m{number}.")
            listing = "\n".join(entry.filename for entry in archive.infolist())
        found.append(Part("names", Modality.TEXT, listing, place="names of members", raw=True))
        return Document(target, "application/epub+zip", tuple(found), tuple(children))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What an e-book, whoever made it, holds without showing it."""
        data = contents(path, self.options.largest)
        yield from unseen_in(data, opened(data), hidden_is_kept=self.options.hidden == "keep")


def _loose_parts(book: Book) -> Iterator[Part]:
    for number, (name, words) in enumerate(book.metadata, 1):
        yield Part(f"d{number}", Modality.TEXT, words, place=f"metadata {number}, {name}", context=name)
    for number, entry in enumerate(entries(book), 1):
        if entry.words:
            yield Part(f"e{number}", Modality.TEXT, entry.words, place=f"contents, line {number}")


def _children(book: Book) -> Iterator[Attachment]:
    for number, picture in enumerate(book.pictures, 1):
        name = f"picture-{number}{ending_of(picture)}"
        yield Attachment(f"i{number}", name, book.members[picture.path], place=f"picture {number}")


def _unkept(book: Book) -> Iterator[str]:
    """Kinds of members that no copy has."""
    kinds = {item.kind.partition("/")[0] for item in book.items} | {item.kind for item in book.items}
    if "text/css" in kinds:
        yield "style sheets"
    if "font" in kinds or any("font" in kind or "opentype" in kind for kind in kinds):
        yield "fonts"
    if kinds & {"audio", "video"}:
        yield "sound and film"
    yield "identifiers and names of files"


def _drawn(book: Book, changes: Changes, new: Names) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """By path, the pictures that came back, each with its name in the copy."""
    for number, picture in enumerate(book.pictures, 1):
        name, data = changes.children.get(f"i{number}", ("", b""))
        if is_picture(name):
            yield picture.path, (f"{new.pictures[picture.path]}{PurePosixPath(name).suffix.lower()}", data)


def _copy(
    book: Book,
    changes: Changes,
    new: Names,
    content: tuple[Mapping[str, str], Mapping[str, tuple[str, bytes]]],
) -> Copy:
    pages, drawn = content
    edits = by_part(changes.edits)
    metadata = [
        (name, edited(words, edits.get(f"d{number}", []))) for number, (name, words) in enumerate(book.metadata, 1)
    ]
    nav = next((new.files[page.path] for page in book.pages if "nav" in page.properties), "")
    return Copy(
        book.version,
        book.language,
        pages,
        dict(drawn.values()),
        metadata,
        list(_lines(book, edits, new)),
        nav,
        drawn[book.cover][0] if book.cover in drawn else "",
        new.files[book.pages[-1].path] if book.apart else "",
    )


def _lines(book: Book, edits: Mapping[str, Sequence[Edit]], new: Names) -> Iterator[Entry]:
    """The lines of the older table of contents that point to a page of the copy."""
    for number, entry in enumerate(entries(book), 1):
        target = new.address(book.contents.path if book.contents else "", entry.target)
        if target and entry.target:
            yield Entry(entry.depth, edited(entry.words, edits.get(f"e{number}", [])), target)
