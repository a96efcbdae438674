from pathlib import Path

import pytest

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.text import TextHandler
from redact.types import Edit, NewText, TextSpan

HANDLER = TextHandler(TextHandler.Options())


def hide(path: Path, value: str, new: str = "[Person]") -> Path:
    document = HANDLER.load(path)
    (part,) = document.parts
    start = part.text.index(value)
    target = path.with_name("out")
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, start, start + len(value)), NewText(new), "f"),)), target)
    return target


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_are_kept(tmp_path: Path, encoding: str, end: str) -> None:
    lines = ["Zoë Hartley wrote", "on Monday £5", ""]
    path = tmp_path / "note.txt"
    path.write_bytes(end.join(lines).encode(encoding))
    expected = end.join(lines).replace("Zoë Hartley", "[Person]")
    assert hide(path, "Zoë Hartley").read_bytes() == expected.encode(encoding)


def test_a_file_without_changes_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path, target = tmp_path / "a.log", tmp_path / "out"
    path.write_bytes(b"one\r\ntwo\n\rthree caf\xe9 ")
    HANDLER.write(HANDLER.load(path), Changes(()), target)
    assert target.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"\x00\x00\x00", b"PK\x03\x04\x00\x00", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\x00"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_missing_or_too_large_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_text("Ann Lee")
    with pytest.raises(UnreadableError):
        TextHandler(TextHandler.Options(largest=3)).load(tmp_path / "a.txt")


def test_a_picture_inside_the_text_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("![x](data:image/png;base64,iVBORw0KGgo=) of Ann Lee", encoding="utf-8")
    assert hide(path, "Ann Lee").read_text(encoding="utf-8") == "![x]([embedded data removed]) of [Person]"


def test_reopening_shows_the_text_and_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ann Lee", encoding="utf-8")
    parts = HANDLER.reopen(path).parts
    assert [part.text for part in parts] == ["Ann Lee", "Ann Lee"]
    assert [part.raw for part in parts] == [False, True]


def test_nothing_that_was_read_shows_in_a_repr(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ann Lee", encoding="utf-8")
    assert "Ann" not in repr(HANDLER.load(path))
