"""Comments and the notes of speakers: kept without their authors, or left out."""

from __future__ import annotations

from redact.media.odf.package import OdfFile
from redact.media.odf.xml import qs, remove

COMMENTS = qs("office:annotation office:annotation-end")
NOTES = qs("presentation:notes")


def drop_comments(file: OdfFile) -> tuple[str, ...]:
    """Leave comments out; what was left out, in plain words."""
    return _drop(file, COMMENTS, "comments")


def drop_notes(file: OdfFile) -> tuple[str, ...]:
    """Leave notes of speakers out; what was left out, in plain words."""
    return _drop(file, NOTES, "notes of speakers")


def _drop(file: OdfFile, tags: frozenset[str], words: str) -> tuple[str, ...]:
    found = [element for root in file.roots.values() for element in root.iter(*tags)]
    for element in found:
        remove(element)
    count = sum(not str(element.tag).endswith("-end") for element in found)
    return (f"{count} {words} left out",) if count else ()
