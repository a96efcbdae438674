"""Files that stand in columns as bytes, known by how they begin: each is redacted as a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from redact.types import Attachment

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"%PDF-", ".pdf"),
    (b"fLaC", ".flac"),
    (b"OggS", ".ogg"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
)
_WITHIN = {b"WEBP": ".webp", b"WAVE": ".wav"}
_OFFICE = {b"word/": ".docx", b"xl/": ".xlsx", b"ppt/": ".pptx"}


def ending_of(data: bytes) -> str:
    """The ending that a file of these bytes would have; empty where nobody here could open it."""
    for beginning, ending in _BEGINNINGS:
        if data.startswith(beginning):
            return ending
    if data.startswith(b"RIFF"):
        return _WITHIN.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return ".m4a" if data[8:11] == b"M4A" else ".mp4"
    if data.startswith(b"PK\x03\x04"):
        return next((ending for folder, ending in _OFFICE.items() if folder in data), ".zip")
    return ""


class Files:
    """The files of a table, each once, in the order in which they came."""

    def __init__(self) -> None:
        self._known: dict[bytes, Attachment] = {}
        self.unknown = 0
        """How many values were no files that anybody here can open."""

    def __repr__(self) -> str:
        return f"Files({len(self._known)} files)"

    def add(self, data: bytes, place: str) -> None:
        """Bytes that are no text, and where they stand."""
        if data in self._known:
            return
        ending = ending_of(data)
        if not ending:
            self.unknown += 1
            return
        number = len(self._known) + 1
        self._known[data] = Attachment(f"file{number}", f"file{number}{ending}", data, place)

    def __iter__(self) -> Iterator[Attachment]:
        return iter(self._known.values())

    def released(self, children: Mapping[str, tuple[str, bytes]]) -> dict[bytes, bytes]:
        """By its bytes, what came back of each file; those that are missing were withheld."""
        return {data: children[child.id][1] for data, child in self._known.items() if child.id in children}
