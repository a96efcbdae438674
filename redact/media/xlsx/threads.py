"""Comments that people answer one another in: their words become plain notes, and the lists of who said what go."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from redact.media.ooxml.listing import Relation
from redact.media.ooxml.package import Package
from redact.media.ooxml.xml import NAMESPACES, local, parsed, q, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_RELATION = f"{NAMESPACES['r']}/comments"
_EMPTY = f'<comments xmlns="{NAMESPACES["x"]}"><authors><author>Author</author></authors><commentList/></comments>'
_THREAD_AUTHOR = "tc="
"""How Excel signs the note that stands in for a thread in older programs."""


def threads_into_notes(package: Package) -> None:
    """Give each cell that has a thread one note with all its words, in place of the note for older programs."""
    for sheet in list(package.relations):
        threads = [name for name in package.targets(sheet, "threadedComment") if name in package.members]
        said = _said([package.xml(name) for name in threads])
        if said:
            notes = _notes(package, sheet)
            _forget_stand_ins(notes)
            _add(notes, said)


def _said(threads: Sequence[Element]) -> dict[str, list[str]]:
    """What was said on each cell, in its order."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for thread in threads:
        for comment in thread.iter():
            if local(comment.tag) == "threadedComment":
                words = (child.text or "" for child in comment if local(child.tag) == "text")
                said[comment.get("ref", "")] += [text for text in words if text]
    return {ref: texts for ref, texts in said.items() if ref and texts}


def _notes(package: Package, sheet: str) -> Element:
    """The member that holds the notes of a sheet; a new one where it has none."""
    known = [name for name in package.targets(sheet, "comments") if name in package.members]
    if known:
        return package.xml(known[0])
    name = next(f"xl/comments{n}.xml" for n in itertools.count(1) if f"xl/comments{n}.xml" not in package.members)
    package.put(name, parsed(_EMPTY.encode()), _TYPE)
    package.relations[sheet].append(Relation("rIdThreads", _RELATION, name))
    return package.xml(name)


def _forget_stand_ins(notes: Element) -> None:
    authors = [author.text or "" for author in notes.iter(q("x:author"))]
    for note in list(notes.iter(q("x:comment"))):
        number = note.get("authorId", "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        if author.startswith(_THREAD_AUTHOR):
            remove(note)


def _add(notes: Element, said: Mapping[str, Sequence[str]]) -> None:
    """Add a note for each cell, behind what other notes there are on it."""
    holder = notes.find(q("x:commentList"))
    if holder is None:
        holder = notes.makeelement(q("x:commentList"))
        notes.append(holder)
    there = {note.get("ref", ""): note for note in holder.iter(q("x:comment"))}
    for ref, texts in said.items():
        note = there.get(ref)
        if note is None:
            note = holder.makeelement(q("x:comment"), {"ref": ref, "authorId": "0"})
            holder.append(note)
        _say(note, ("\n".join(texts)))


def _say(note: Element, words: str) -> None:
    text = note.find(q("x:text"))
    if text is None:
        text = note.makeelement(q("x:text"))
        note.append(text)
    run = text.makeelement(q("x:r"))
    letters = run.makeelement(q("x:t"), {q("xml:space"): "preserve"})
    letters.text = ("\n" if len(text) else "") + words
    run.append(letters)
    text.append(run)
