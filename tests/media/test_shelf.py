"""What is put away comes back as it was, from memory and from disk, and no file of it is ever to be seen."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.media import shelf
from redact.media.shelf import IN_MEMORY, Shelf, Stored
from redact.types import Modality, Part, Words

LONG = "Zelphora Quindriss \N{LATIN SMALL LETTER E WITH ACUTE}\ud800" * 50


@pytest.fixture(params=[IN_MEMORY, 10], ids=["in memory", "on disk"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", request.param)


@pytest.mark.usefixtures("anywhere")
def test_texts_come_back_as_they_were() -> None:
    kept = Shelf()
    texts = [f"{number} {LONG}" for number in range(20)]
    parts = [Part(f"p{number}", Modality.TEXT, kept.text(text)) for number, text in enumerate(texts)]
    assert all(isinstance(part.content, Words) for part in parts)
    assert [part.text for part in reversed(parts)] == texts[::-1]
    assert [part.extent for part in parts] == [(len(text),) for text in texts]


def test_a_short_text_stays_where_it_is() -> None:
    assert Shelf().text("Zelphora") == "Zelphora"


def test_what_was_put_away_is_in_no_representation() -> None:
    kept = Shelf()
    content = kept.text(LONG)
    assert "Zelphora" not in repr((content, kept.put(b"Zelphora"), kept, Part("p1", Modality.TEXT, content)))


@pytest.mark.usefixtures("anywhere")
def test_readers_of_one_file_do_not_disturb_each_other() -> None:
    kept = Shelf()
    kept.put(b"before")
    data = bytes(range(256)) * 1000
    stored = Stored(lambda file: file.writelines(data[at : at + 100] for at in range(0, len(data), 100)), kept)
    kept.put(b"behind")
    one, other = stored.reader(), stored.reader()
    assert (one.read(1000), other.read(10)) == (data[:1000], data[:10])
    one.seek(-5, io.SEEK_END)
    assert (one.read(), other.read()) == (data[-5:], data[10:])
    one.seek(100_000)
    assert one.read(7) == data[100_000:100_007]


def test_on_disk_it_has_no_name_and_goes_with_the_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = Shelf()
    slip = kept.put(b"Zelphora" * IN_MEMORY)
    assert list(tmp_path.iterdir()) == []
    opened = _held_in(tmp_path)
    assert opened
    del kept, slip
    gc.collect()
    assert not _held_in(tmp_path) & opened


def _held_in(folder: Path) -> set[str]:
    """Files of the folder that this process holds open without a name."""
    held = Path("/proc/self/fd")
    if not held.is_dir():
        pytest.skip("nobody tells here which files a process holds")
    links = (str(each.readlink()) for each in held.iterdir() if each.is_symlink())
    return {link for link in links if link.startswith(str(folder))}


def test_a_full_disk_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "Zelphora")

    kept = Shelf()
    monkeypatch.setattr(kept._file, "write", full)
    with pytest.raises(UnreadableError, match="no room") as raised:
        kept.text(LONG)
    assert "Zelphora" not in str(raised.value)
    assert raised.value.__cause__ is None
