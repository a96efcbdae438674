"""Films and sounds on slides: files of their own; one that did not come back is taken off its slide."""

from __future__ import annotations

from collections.abc import Mapping

from redact.media.ooxml.listing import suffix_of
from redact.media.ooxml.marks import detach
from redact.media.ooxml.package import Package

_KINDS = frozenset({"video", "audio", "media"})
TYPES = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
}


def put_films(package: Package, children: Mapping[str, tuple[str, bytes]]) -> dict[str, str]:
    """Put redacted films and sounds in their places, and take those off their slides that did not come back.

    They are no pictures of the package any more; gives the members of those that are left.
    """
    films, left = _films(package), dict[str, str]()
    for picture, member in list(package.pictures.items()):
        if member not in films:
            continue
        name, data = children.get(picture, ("", b""))
        ending = suffix_of(name)
        if ending in TYPES:
            package.members[member], package.types[member] = data, TYPES[ending]
            left[picture] = f"ppt/media/{picture}.{ending}"
            package.rename({member: left[picture]})
        else:
            _take_off(package, member)
        del package.pictures[picture]
    return left


def _films(package: Package) -> set[str]:
    rows = (row for rows in package.relations.values() for row in rows)
    return {row.target for row in rows if row.kind in _KINDS and not row.external}


def _take_off(package: Package, member: str) -> None:
    for owner in list(package.relations):
        gone = [row for row in package.relations[owner] if row.target == member]
        if gone:
            detach(package.xml(owner), {row.id for row in gone})
            package.relations[owner] = [row for row in package.relations[owner] if row not in gone]
    package.members.pop(member, None)
    package.relations.pop(member, None)
