"""Comments and notes of Word: dropped with every mark of them, and those that no mark of the text refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.docx.revisions import NOBODY
from redact.media.ooxml.xml import local, q, qs, remove

if TYPE_CHECKING:
    from collections.abc import Iterable

    from redact.media.ooxml.package import Package
    from redact.media.ooxml.xml import Element

COMMENT = q("w:comment")
_MARKS = qs("w:commentRangeStart w:commentRangeEnd w:commentReference")
_KINDS = frozenset({"comments", "commentsExtended"})
_REFERENCES = {
    q("w:footnote"): q("w:footnoteReference"),
    q("w:endnote"): q("w:endnoteReference"),
    COMMENT: q("w:commentReference"),
}
_HOMES = qs("w:footnotes w:endnotes w:comments")
_ID, _TYPE = q("w:id"), q("w:type")
_SIGNATURES = frozenset({"author", "initials", "date"})


def drop_comments(package: Package) -> int:
    """Take every comment out, and every mark of one; how many there were."""
    members = package.text_members()
    count = sum(1 for member in members for _ in package.xml(member).iter(COMMENT))
    for member in members:
        for mark in list(package.xml(member).iter(*_MARKS)):
            _remove_with_run(mark)
        package.relations[member] = [row for row in package.relations[member] if row.kind not in _KINDS]
    return count


def unsign(root: Element) -> None:
    """Say of no comment who wrote it and when; its author must have a name."""
    for comment in root.iter(COMMENT):
        for key in [str(key) for key in comment.attrib if local(key) in _SIGNATURES]:
            del comment.attrib[key]
        comment.set(q("w:author"), NOBODY)


def signed(root: Element) -> int:
    """How many comments of a member say who wrote them or when."""
    return sum(1 for comment in root.iter(COMMENT) if any(_says(comment, key) for key in comment.attrib))


def unreferred(roots: Iterable[Element]) -> list[Element]:
    """The notes and comments that no mark refers to: no reader comes to them. What separates notes is none of them."""
    listed = list(roots)
    known = {(e.tag, e.get(_ID)) for root in listed for e in root.iter(*_REFERENCES.values())}
    notes = [note for root in listed for note in root.iter(*_REFERENCES)]
    return [note for note in notes if (_REFERENCES[str(note.tag)], note.get(_ID)) not in known and _is_text(note)]


def drop_unreferred(roots: Iterable[Element]) -> int:
    """Take those out; how many there were. One note may have been referred to by another only."""
    listed, count = list(roots), 0
    while doomed := unreferred(listed):
        for note in doomed:
            remove(note)
        count += len(doomed)
    return count


def _is_text(note: Element) -> bool:
    """Whether it is a note of the text; settings list by the same name those that separate notes."""
    home = note.getparent()
    return home is not None and home.tag in _HOMES and note.get(_TYPE, "normal") == "normal"


def _says(comment: Element, key: object) -> bool:
    value = comment.get(str(key), "")
    return local(key) in _SIGNATURES and value not in {"", NOBODY}


def _remove_with_run(mark: Element) -> None:
    run = mark.getparent()
    remove(mark)
    if run is not None and run.tag == q("w:r") and all(child.tag == q("w:rPr") for child in run):
        remove(run)
