"""What files hold without showing it, asked of their handlers, as deep as files are packed into files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.media.archive import ArchiveHandler
from redact.media.text import TextHandler
from redact.types import Document, Modality, Part, Unseen
from redact.verify.unseen import Handlers, can_examine, examined, items


class Told:
    """Opens a text file and says that it hides as many things as it has lines; knows two items."""

    suffixes = frozenset({".told"})
    checks = ("lines", "pictures")

    def load(self, source: Path) -> Document:
        return Document(source, "text/plain", (Part("t", Modality.TEXT, source.read_text()),))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            yield Unseen("a line", f"line {number}", serious=line != "told", check="lines")


def handlers() -> Handlers:
    made = (Told(), ArchiveHandler(ArchiveHandler.Options()), TextHandler(TextHandler.Options()))
    return {suffix: handler for handler in made for suffix in handler.suffixes}  # type: ignore[misc]


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def test_what_is_packed_is_asked_too_and_says_where_it_stands(tmp_path: Path) -> None:
    inner = zipped(b_told=b"one\ntold", c_txt=b"fine")
    (tmp_path / "a.zip").write_bytes(zipped(inner_zip=inner, x_unheard=b"?"))
    found = examined(tmp_path / "a.zip", handlers())
    assert [(each.kind, each.place, each.serious) for each in found] == [
        ("a line", "file 1 of the archive: file 1 of the archive: line 1", True),
        ("a line", "file 1 of the archive: file 1 of the archive: line 2", False),
        ("a file that cannot be examined", "file 2 of the archive: the whole", False),
    ]


def test_a_broken_file_inside_is_serious_and_the_others_are_asked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(b_zip=b"broken", c_told=b"one"))
    found = examined(tmp_path / "a.zip", handlers())
    assert [(each.kind, each.serious) for each in found] == [("a file that cannot be opened", True), ("a line", True)]


def test_files_packed_without_end_are_refused(tmp_path: Path) -> None:
    data = zipped(a_txt=b"x")
    for _ in range(8):
        data = zipped(a_zip=data)
    (tmp_path / "a.zip").write_bytes(data)
    assert any(each.kind == "a file that cannot be opened" for each in examined(tmp_path / "a.zip", handlers()))


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.unheard").write_bytes(b"x")
    with pytest.raises(UnreadableError):
        examined(tmp_path / "a.unheard", handlers())


def test_every_item_is_told_with_what_failed_it() -> None:
    found = [Unseen("a", "x", check="lines"), Unseen("b", "x", serious=False, check="lines"), Unseen("other", "x")]
    verdicts = [(item.name, item.passed, item.failed, item.told) for item in items(Told(), found)]  # type: ignore[arg-type]
    assert verdicts == [("lines", False, 1, 1), ("pictures", True, 0, 0), ("other", False, 1, 0)]


def test_who_can_be_asked() -> None:
    assert can_examine(Told()) and not can_examine(TextHandler(TextHandler.Options()))
