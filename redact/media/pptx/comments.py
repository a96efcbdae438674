"""Comments and notes of a presentation: taken out, or kept without the names of who wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media.ooxml.package import Package
from redact.media.ooxml.xml import q, remove

NOBODY = "Author"
_WHEN = "dt"


def drop_comments(package: Package) -> int:
    """Take every comment out, and the list of who wrote them; how many there were."""
    count = len(list(_comments(package)))
    _let_go(package, {"comments", "commentAuthors"})
    return count


def drop_notes(package: Package) -> int:
    """Take the speaker's notes of every slide out, with their master; how many slides had any."""
    count = sum(bool(package.targets(member, "notesSlide")) for member in package.members)
    _let_go(package, {"notesSlide", "notesMaster"})
    for member in package.text_members():
        for listing in list(package.xml(member).iter(q("p:notesMasterIdLst"))):
            remove(listing)
    return count


def unsign(package: Package) -> None:
    """Say of no comment who wrote it and when."""
    for member in package.text_members():
        root = package.xml(member)
        for comment in root.iter(q("p:cm")):
            comment.attrib.pop(_WHEN, "")
        for author in root.iter(q("p:cmAuthor")):
            author.set("name", NOBODY)
            author.set("initials", NOBODY[:1])


def _comments(package: Package) -> Iterator[object]:
    for member in package.text_members():
        yield from package.xml(member).iter(q("p:cm"))


def _let_go(package: Package, kinds: set[str]) -> None:
    for owner in list(package.relations):
        package.relations[owner] = [row for row in package.relations[owner] if row.kind not in kinds]
