"""What a presentation, whoever made it, holds and does not show: hidden slides and shapes, notes, authors, remains."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media import checklist
from redact.media.ooxml.gate import CHECKS as SHARED
from redact.media.ooxml.gate import HIDDEN_SHAPE, Opened, unseen_in_package
from redact.media.ooxml.xml import q
from redact.media.pptx.comments import NOBODY
from redact.media.pptx.hiding import is_hidden, outside, size_of, unreadable
from redact.types import Unseen

CHECKS = (
    *SHARED,
    checklist.HIDDEN_SLIDES,
    checklist.SPEAKER_NOTES,
    checklist.COMMENTS,
    checklist.OUTSIDE,
    checklist.INVISIBLE,
)
_KEPT = frozenset({HIDDEN_SHAPE})


def unseen(opened: Opened, *, hidden_stays: bool) -> Iterator[Unseen]:
    """All of it; with *hidden_stays*, what an author hid is only told, for the policy wants it so."""
    for each in unseen_in_package(opened):
        if not (hidden_stays and each.kind in _KEPT):
            yield each
    for each in (*_slides(opened), *_outside(opened), *_letters(opened)):
        yield Unseen(each.kind, each.place, each.amount, serious=not hidden_stays, check=each.check)
    yield from _notes(opened)
    yield from _comments(opened)


def _slides(opened: Opened) -> Iterator[Unseen]:
    for member in _of(opened, "p:sld"):
        if is_hidden(opened.xml(member)):
            yield Unseen("a hidden slide", opened.place(member), check=checklist.HIDDEN_SLIDES)


def _outside(opened: Opened) -> Iterator[Unseen]:
    mains = _of(opened, "p:presentation")
    size = size_of(opened.xml(mains[0])) if mains else (0, 0)
    for member in _of(opened, "p:sld"):
        if found := outside(opened.xml(member), size):
            yield Unseen("shapes beside the slide", opened.place(member), len(found), check=checklist.OUTSIDE)


def _letters(opened: Opened) -> Iterator[Unseen]:
    for member in _of(opened, "p:sld"):
        if found := unreadable(opened.xml(member)):
            kind = "letters that are tiny or without a colour"
            yield Unseen(kind, opened.place(member), len(found), check=checklist.INVISIBLE)


def _notes(opened: Opened) -> Iterator[Unseen]:
    for member in _of(opened, "p:notes"):
        said = sum(len(text.text or "") for text in opened.xml(member).iter(q("a:t")))
        if said:
            yield Unseen("text of notes", opened.place(member), said, serious=False, check=checklist.SPEAKER_NOTES)


def _comments(opened: Opened) -> Iterator[Unseen]:
    for member in opened.xml_members():
        comments = list(opened.xml(member).iter(q("p:cm")))
        if comments:
            dated = any(each.get("dt") for each in comments)
            yield Unseen("comments", opened.place(member), len(comments), serious=dated, check=checklist.COMMENTS)
        named = [each for each in opened.xml(member).iter(q("p:cmAuthor")) if each.get("name") != NOBODY]
        if named:
            yield Unseen("authors of comments", opened.place(member), len(named), check=checklist.COMMENTS)
    for owner, row in opened.related("comments"):
        if "/2018/10/" in row.type:
            yield Unseen("comments with their authors", opened.place(owner), check=checklist.COMMENTS)


def _of(opened: Opened, tag: str) -> list[str]:
    return [name for name in opened.xml_members() if opened.xml(name).tag == q(tag)]
