"""Shards of samples in files: every file of a sample is redacted, together, or the sample is held back."""

from __future__ import annotations

import base64
import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from redact.errors import UnreadableError
from redact.shards import job, tarred
from redact.shards.drivers.local import LocalDriver
from redact.shards.setup import setup_of
from redact.shards.tarred import samples_in
from tests.shards.made_shards import ADDRESS, KEY, NUMBER, policy


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDACT_KEY", KEY)


def shard(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, mode) as sink:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.uname, info.mtime = len(data), "kim", 1_700_000_000
            sink.addfile(info, io.BytesIO(data))
    return path


def picture() -> bytes:
    file = io.BytesIO()
    image = Image.fromarray(np.full((40, 60, 3), 200, np.uint8))
    exif = image.getexif()
    exif[0x013B] = "Kim Bow"
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


FILES = {
    "000001.jpg": picture(),
    "000001.json": json.dumps({"caption": f"Write to {ADDRESS}", "n": 1}).encode(),
    "000001.txt": f"call {NUMBER}".encode(),
    "000001.cls": b"7",
    "000002.txt": b"nothing here",
}


def done(folder: Path, **changes) -> tuple[job.Sum, dict[str, bytes]]:
    import msgspec

    made = setup_of(policy(), str(folder / "record"), str(folder / "quarantine"), None)
    made = msgspec.structs.replace(made, **changes)
    work = job.run(str(folder / "in"), str(folder / "out"), made, LocalDriver())
    total = [total for _, total in work][-1]
    files: dict[str, bytes] = {}
    for path in (folder / "out").glob("*.tar*"):
        with tarfile.open(path) as opened:
            infos = opened.getmembers()
            assert all((info.uname, info.mtime) == ("", 0) for info in infos)
            files |= {info.name: opened.extractfile(info).read() for info in infos}
    return total, files


@pytest.mark.parametrize(("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz")])
def test_every_file_of_a_sample_is_redacted_and_keeps_name_and_order(tmp_path: Path, name: str, mode: str):
    shard(tmp_path / "in" / name, FILES, mode)
    total, files = done(tmp_path)
    assert not total.failures
    assert list(files) == list(FILES)
    told = json.loads(files["000001.json"])
    assert told["n"] == 1
    assert told["caption"].startswith("Write to EMAIL_ADDRESS_")
    assert files["000001.txt"].startswith(b"call PHONE_NUMBER_")
    assert files["000001.cls"] == b"7"
    assert files["000002.txt"] == b"nothing here"
    assert b"Kim Bow" not in files["000001.jpg"]
    assert Image.open(io.BytesIO(files["000001.jpg"])).size == (60, 40)
    assert total.counts.records == 2
    assert total.counts.findings == {"EMAIL_ADDRESS": 1, "PHONE_NUMBER": 1}


def test_a_sample_with_a_file_that_nothing_can_open_is_held_back_whole(tmp_path: Path):
    shard(tmp_path / "in" / "a.tar", {**FILES, "000003.txt": ADDRESS.encode(), "000003.npy": b"\x93NUMPY" + bytes(40)})
    total, files = done(tmp_path, most_held=0.5)
    assert total.counts.quarantined == {tarred.WITHHELD: 1}
    assert list(files) == list(FILES)
    (held,) = (tmp_path / "quarantine").glob("*.jsonl")
    with tarfile.open(fileobj=io.BytesIO(base64.b64decode(json.loads(held.read_text())["record"]))) as opened:
        assert len(opened.getmembers()) == 2


def test_a_sample_whose_name_tells_is_held_back(tmp_path: Path):
    shard(tmp_path / "in" / "a.tar", {**FILES, f"{ADDRESS.partition('.')[0]}@x.txt": b"a", "07700 900123.txt": b"a"})
    total, files = done(tmp_path, most_held=0.9)
    assert total.counts.quarantined == {tarred.NAMED: 1}
    assert not any("07700" in name for name in files)


def test_links_and_what_is_no_tar_are_refused(tmp_path: Path):
    path = shard(tmp_path / "a.tar", FILES)
    with tarfile.open(path, "a") as sink:
        link = tarfile.TarInfo("000004.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        sink.addfile(link)
    with path.open("rb") as file, pytest.raises(UnreadableError, match="link"):
        list(samples_in(file))
    for data in (b"no tar at all" * 100, path.read_bytes()[:700]):
        with pytest.raises(UnreadableError, match="tar"):
            list(samples_in(io.BytesIO(data)))
