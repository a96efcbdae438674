"""Archives: every file inside is redacted as a document of its own, names and folders too, and packed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.archive import compressed, seven, tarred, zipped
from redact.media.archive.members import Limits, Member, without_clashes
from redact.media.source import contents
from redact.types import Attachment, Document, Modality, Part, Unseen

_LARGEST = 1 << 30
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of archive that holds many files."""

    media_type: str
    unpacked: Callable[[bytes, Limits], list[Member]]
    pack: Callable[[Mapping[str, bytes]], bytes]
    unseen: Callable[[bytes], Iterator[Unseen]]


_ZIP = _Kind("application/zip", zipped.unpacked, zipped.pack, zipped.unseen)
_TAR = _Kind("application/x-tar", tarred.unpacked, tarred.pack, tarred.unseen)
_SEVEN = _Kind("application/x-7z-compressed", seven.unpacked, seven.pack, seven.unseen)
_MANY = {".zip": _ZIP, ".tar": _TAR, ".7z": _SEVEN}
_ONE = {
    ".gz": ("application/gzip", compressed.GZIP, ""),
    ".tgz": ("application/gzip", compressed.GZIP, ".tar"),
    ".bz2": ("application/x-bzip2", compressed.BZIP2, ""),
    ".tbz2": ("application/x-bzip2", compressed.BZIP2, ".tar"),
    ".xz": ("application/x-xz", compressed.XZ, ""),
    ".txz": ("application/x-xz", compressed.XZ, ".tar"),
}
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})


class ArchiveHandler:
    """Opens and writes ZIP, TAR and 7z, and single files packed by gzip, bzip2 or xz.

    A file inside that cannot be opened or verified is left out and listed; where none is left, the archive is refused.
    Owners, times, rights, comments, empty folders and what systems leave behind go. Refused are passwords, links,
    devices, doubled names, names that lead out of the archive, and what grows beyond reason. All files together are
    held in memory.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, packed or unpacked, and ``most_files``: files, above which an archive is refused."""

        largest: int = _LARGEST
        most_files: int = _MOST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({*_MANY, *_ONE})
    checks = (checklist.METADATA, checklist.TRAILING, checklist.LEFTOVERS)

    def __init__(self, options: Options) -> None:
        self.options = options
        self._limits = Limits(options.largest, options.most_files)

    def load(self, source: Path) -> Document:
        members = self._members(source)
        wanted = [each for each in members if not _is_junk(each)]
        dropped = ("files that a system left behind",) if len(wanted) < len(members) else ()
        return Document(source, _media_type(source), (), _children(wanted), dropped)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        released = [changes.children[child.id] for child in document.children if child.id in changes.children]
        if not released:
            raise UnreadableError("no file inside it can be released", "unpack it and run on the folder to see why")
        suffix = document.source.suffix.lower()
        if suffix in _MANY:
            target.write_bytes(_MANY[suffix].pack(without_clashes(released)))
        else:
            target.write_bytes(_ONE[suffix][1].pack(released[0][1]))

    def reopen(self, target: Path) -> Document:
        """The names of the files as they are read, and their bytes as text: each file was verified by itself before."""
        members = self._members(target)
        names = (
            Part(f"m{number}.name", Modality.TEXT, each.path.as_posix(), place=f"name of file {number}", raw=True)
            for number, each in enumerate(members, 1)
        )
        children = tuple(
            Attachment(f"m{n}", each.name, each.data, "", each.folder) for n, each in enumerate(members, 1)
        )
        return Document(target, _media_type(target), tuple(names), children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What the archive holds beside its files, and the files that a system left in it."""
        data, suffix = contents(path, self.options.largest), path.suffix.lower()
        members = self._members(path)
        yield from _MANY[suffix].unseen(data) if suffix in _MANY else compressed.unseen(data)
        junk = sum(map(_is_junk, members))
        if junk:
            yield Unseen("files that a system left behind", "the archive", junk, check=checklist.LEFTOVERS)

    def _members(self, source: Path) -> list[Member]:
        data, suffix = contents(source, self.options.largest), source.suffix.lower()
        if suffix in _MANY:
            members = _MANY[suffix].unpacked(data, self._limits)
            if not members:
                raise UnreadableError("an archive without a file in it", "leave it out")
            return members
        _, packing, ending = _ONE[suffix]
        return [Member(PurePosixPath(source.stem + ending), compressed.unpacked(data, packing, self._limits))]


def _children(members: Iterable[Member]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(f"m{number}", each.name, each.data, f"file {number} of the archive", each.folder)
        for number, each in enumerate(members, 1)
    )


def _media_type(path: Path) -> str:
    suffix = path.suffix.lower()
    return _MANY[suffix].media_type if suffix in _MANY else _ONE[suffix][0]


def _is_junk(member: Member) -> bool:
    return any(piece.casefold() in _JUNK or piece.startswith("._") for piece in member.path.parts)
