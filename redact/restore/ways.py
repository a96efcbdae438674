"""The three ways to give back one file: as a whole, by the places of its changes, by the tokens that stand in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from zlib import error as zlib_error

import msgspec

from redact.anonymise.vault import Vault
from redact.anonymise.vault.rows import Put, Way
from redact.anonymise.vault.seal import damaged
from redact.contracts import Changes
from redact.errors import RedactError, UnreadableError
from redact.restore.handlers import handler_for, load, write
from redact.restore.patch import patched
from redact.restore.tokens import Finder
from redact.types import Attachment, Document, Edit, Modality, NewText, Part, TextSpan

_DEEPEST = 5


class Manner(StrEnum):
    """How a file came back."""

    WHOLE = "whole"
    PARTLY = "partly"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Given:
    """What was given back of one file: values by their place, by their token; what could not be, and why.

    ``unclear`` counts tokens that stand for different things and were left, ``destroyed`` what the policy destroyed.
    ``known``: the file is as it was released. ``name`` is the original's, where it may come back.
    """

    manner: Manner
    placed: int = 0
    tokens: int = 0
    unclear: int = 0
    destroyed: int = 0
    known: bool = False
    name: str = ""

    def __repr__(self) -> str:
        return f"Given({self.manner!r}, placed={self.placed}, tokens={self.tokens})"


def familiar(vault: Vault, finder: Finder, source: Path) -> bool:
    """Whether the vault knows the file or a token in it. Raises ``UnreadableError``."""
    known = vault.rows.ways(sha256(_bytes(source)).hexdigest())
    return bool(known or finder.find(source.name)) or _holds_tokens(finder, source)


def give_back(vault: Vault, finder: Finder, source: Path, relative: PurePosixPath, target: Path) -> Given:
    """Write what can be given back of *source* to *target*, a draft. Raises ``UnreadableError`` or ``PolicyError``.

    *relative* is what it is called below the input: it tells between originals that became the same file.
    """
    data = _bytes(source)
    way = _chosen(vault.rows.ways(sha256(data).hexdigest()), relative)
    made = vault.rows.patch(way) if way else None
    if way and made is not None:
        target.write_bytes(_whole(way, made, data))
        return Given(Manner.WHOLE, known=True, name=PurePath(way.name).name)
    del data
    placed = way.puts if way else ()
    put = _Putting(finder, placed).file(source, target)
    if not put.placed and not put.tokens:
        shutil.copyfile(source, target)
    manner = Manner.PARTLY if put.placed or put.tokens else Manner.UNCHANGED
    return Given(manner, put.placed, put.tokens, put.unclear, way.destroyed if way else 0, way is not None)


def _chosen(ways: list[Way], relative: PurePosixPath) -> Way | None:
    """The one way back that a file of that name can have come; none where several can."""
    for fitting in (
        ways,
        [way for way in ways if way.released == relative.as_posix()],
        [way for way in ways if PurePosixPath(way.released).name == relative.name],
    ):
        if len({(way.input, way.name) for way in fitting}) == 1:
            return fitting[0]
    return None


def _whole(way: Way, made: bytes, data: bytes) -> bytes:
    try:
        original = patched(data, made)
    except (zlib_error, msgspec.DecodeError):
        raise damaged() from None
    if sha256(original).hexdigest() != way.input:
        raise damaged("an original does not come back as it was")
    return original


class _Putting:
    """Values on their way back into one file and the files inside it."""

    def __init__(self, finder: Finder, puts: tuple[Put, ...]) -> None:
        self._finder, self._puts = finder, puts
        self.placed = self.tokens = self.unclear = 0

    def file(self, source: Path, target: Path, depth: int = 0) -> _Putting:
        """Write *source* with values put back to *target*; nothing is written where there is none to put back."""
        handler = handler_for(source.suffix)
        if handler is None:
            return self
        document = load(handler, source)
        edits = tuple(edit for part in _texts(document) for edit in self._edits(part, () if depth else self._puts))
        before = self.placed + self.tokens - len(edits)
        children = {child.id: self._child(child, depth + 1) for child in document.children}
        if self.placed + self.tokens > before:
            write(handler, document, Changes(edits, children), target)
        return self

    def _edits(self, part: Part, puts: tuple[Put, ...]) -> Iterator[Edit]:
        held = [put for put in puts if put.part == part.id]
        fitting = [put for put in held if part.text[put.start : put.start + len(put.new)] == put.new]
        for put in fitting:
            self.placed += 1
            yield _edit(part, put.start, put.start + len(put.new), put.old)
        taken = [(put.start, put.start + len(put.new)) for put in fitting]
        for start, end, token in self._finder.find(part.text):
            if any(start < last and first < end for first, last in taken):
                continue
            value = self._finder.value(token)
            self.tokens += value is not None
            self.unclear += value is None
            if value is not None:
                yield _edit(part, start, end, value)

    def _child(self, child: Attachment, depth: int) -> tuple[str, bytes]:
        """A file inside, with its tokens turned back; one that cannot be opened stays as it is."""
        name = child.name
        if depth > _DEEPEST:
            return name, child.data
        with tempfile.TemporaryDirectory(prefix="redact-") as folder:
            source, target = (Path(folder) / f"{which}{PurePath(name).suffix.lower()}" for which in ("in", "out"))
            source.write_bytes(child.data)
            try:
                self.file(source, target, depth)
            except RedactError:
                return name, child.data
            return name, target.read_bytes() if target.exists() else child.data


def _edit(part: Part, start: int, end: int, value: str) -> Edit:
    return Edit(TextSpan(part.id, start, end), NewText(value), "")


def _texts(document: Document) -> Iterator[Part]:
    return (part for part in document.parts if part.modality is Modality.TEXT and not part.raw)


def _holds_tokens(finder: Finder, source: Path, depth: int = 0) -> bool:
    """Whether a token stands in the file, or in one inside it."""
    handler = handler_for(source.suffix)
    if handler is None or depth > _DEEPEST:
        return False
    document = load(handler, source)
    return any(finder.find(part.text) for part in _texts(document)) or any(
        _inside(finder, child, depth + 1) for child in document.children
    )


def _inside(finder: Finder, child: Attachment, depth: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        source = Path(folder) / f"in{PurePath(child.name).suffix.lower()}"
        source.write_bytes(child.data)
        try:
            return _holds_tokens(finder, source, depth)
        except RedactError:
            return False


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"the file cannot be read ({type(error).__name__})", "check its permissions") from None
