"""Archives: every file inside is redacted, names and folders too; what misleads or explodes is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import py7zr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact import Redactor, policy
from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.archive import ArchiveHandler
from redact.media.archive.members import without_clashes

SECRET = "Zelphora Quindriss"
PLAN = f'name = "t"\nextends = "default"\n[detectors]\nnames = false\n[lists]\ndeny = ["{SECRET}", "Quindriss"]\n'


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.uname, entry.mtime = len(data), "zelphora", 1_700_000_000
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def sevened(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return buffer.getvalue()


MANY: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "a.zip": zipped, "a.tar": tarred, "a.7z": sevened,
    "a.tar.gz": lambda files: gzip.compress(tarred(files)), "a.tgz": lambda files: gzip.compress(tarred(files)),
    "a.tar.bz2": lambda files: bz2.compress(tarred(files)), "a.tar.xz": lambda files: lzma.compress(tarred(files)),
}  # fmt: skip


def redacted(tmp_path: Path, name: str, data: bytes, plan: str = PLAN):
    source = tmp_path / "in" / name
    source.parent.mkdir()
    source.write_bytes(data)
    outcome = Redactor(policy.parse(plan)).redact_file(source, tmp_path / name)
    return outcome, tmp_path / name


def listed(path: Path) -> dict[str, bytes]:
    """Every file of an archive, read by the libraries of the trade."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if path.suffix == ".7z":
        factory = py7zr.io.BytesIOFactory(1 << 20)
        with py7zr.SevenZipFile(path) as archive:
            archive.extractall(factory=factory)
        return {name: product.read() for name, product in factory.products.items()}
    with tarfile.open(path) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive}


@pytest.mark.parametrize("name", MANY)
def test_files_names_and_folders_are_redacted_and_the_rest_stays(name: str, tmp_path: Path) -> None:
    files = {
        f"for {SECRET}/letter.txt": f"Dear {SECRET}, the drains are dry.".encode(),
        f"{SECRET}.csv": f"who,what\n{SECRET},drains\n".encode(),
        "plain/notes.txt": b"the drains are dry",
    }
    outcome, target = redacted(tmp_path, name, MANY[name](files))
    assert outcome.ok
    released = listed(target)
    assert len(released) == 3
    assert released["plain/notes.txt"] == b"the drains are dry"
    everything = target.read_bytes() + b"".join(released.values()) + " ".join(released).encode()
    assert not [word for word in SECRET.lower().split() if word.encode() in everything.lower()]
    assert any(data.startswith(b"Dear ") and data.endswith(b", the drains are dry.") for data in released.values())


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.7z", "a.tgz"])
def test_the_same_archive_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    data = MANY[name]({"one.txt": b"first", "two.txt": b""})
    copies = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        copies.append(redacted(tmp_path / str(number), name, data)[1].read_bytes())
    assert copies[0] == copies[1]


def test_one_packed_file_is_redacted_as_what_its_name_says(tmp_path: Path) -> None:
    data = gzip.compress(f"who,what\n{SECRET},drains\n".encode())
    outcome, target = redacted(tmp_path, "table.csv.gz", data)
    assert outcome.ok
    text = gzip.decompress(target.read_bytes()).decode()
    assert text.startswith("who,what\n") and "Quindriss" not in text


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = gzip.compress(tarred({"deep/letter.txt": f"for {SECRET}".encode()}))
    outcome, target = redacted(tmp_path, "a.zip", zipped({"more.tar.gz": inner}))
    assert outcome.ok
    (packed,) = listed(target).values()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        (entry,) = archive.getmembers()
        assert b"Quindriss" not in archive.extractfile(entry).read()
        assert (entry.uname, entry.mtime) == ("", 0)


def test_two_files_that_come_to_bear_one_name_stay_two(tmp_path: Path) -> None:
    files = {"Zelphora Quindriss/a.txt": b"first", "Quindriss/a.txt": b"second"}
    outcome, target = redacted(tmp_path, "a.zip", zipped(files))
    assert outcome.ok
    assert sorted(listed(target).values()) == [b"first", b"second"]


def test_a_file_that_cannot_be_opened_is_left_out_and_listed(tmp_path: Path) -> None:
    outcome, target = redacted(tmp_path, "a.zip", zipped({"a.txt": b"fine", "b.docx": b"no", "c.unheard": b"no"}))
    assert outcome.ok
    assert list(listed(target)) == ["a.txt"]
    assert len(outcome.dropped) == 2


def test_an_archive_of_which_nothing_can_be_released_is_refused(tmp_path: Path) -> None:
    outcome, target = redacted(tmp_path, "a.zip", zipped({"b.docx": b"no"}))
    assert not outcome.ok and not target.exists()
    assert "no file inside" in outcome.failures[0].what


def test_what_systems_leave_behind_goes(tmp_path: Path) -> None:
    files = {"a.txt": b"fine", "__MACOSX/._a.txt": SECRET.encode(), ".DS_Store": b"x", "d/Thumbs.db": b"x"}
    outcome, target = redacted(tmp_path, "a.zip", zipped(files))
    assert list(listed(target)) == ["a.txt"]
    assert outcome.dropped == ("files that a system left behind",)


# --- What is refused ---------------------------------------------------------------------------------------


def refused(data: bytes, name: str, tmp_path: Path, **options: int) -> str:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        ArchiveHandler(ArchiveHandler.Options(**options)).load(tmp_path / name)
    return caught.value.what


@pytest.mark.parametrize("bad", ["/etc/x", "../x", "a/../../x", "C:/x", "C:\\x", "a\\..\\x", "a\x1fb"])
@pytest.mark.parametrize("kind", ["a.zip", "a.tar"])
def test_names_that_lead_out_are_refused(bad: str, kind: str, tmp_path: Path) -> None:
    assert "lead out" in refused(MANY[kind]({bad: b"x"}), kind, tmp_path)


def test_doubled_names_are_refused(tmp_path: Path) -> None:
    assert "one name" in refused(zipped({"a.txt": b"1", "A.TXT": b"2"}), "a.zip", tmp_path)
    assert "one name" in refused(tarred({"a.txt": b"1", "./a.txt": b"2"}), "a.tar", tmp_path)


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "links" in refused(buffer.getvalue(), "a.zip", tmp_path)
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            entry = tarfile.TarInfo("link")
            entry.type, entry.linkname = kind, "other"
            archive.addfile(entry)
        assert "links" in refused(buffer.getvalue(), "a.tar", tmp_path)


def test_passwords_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password="p") as archive:
        archive.writestr(b"x", "a.txt")
    assert "password" in refused(buffer.getvalue(), "a.7z", tmp_path)
    data = bytearray(zipped({"a.txt": b"hello"}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in refused(bytes(data), "a.zip", tmp_path)


@pytest.mark.parametrize("name", [*MANY, "a.gz"])
def test_what_grows_beyond_reason_is_refused(name: str, tmp_path: Path) -> None:
    many = {f"{number}.txt": bytes(1 << 20) for number in range(4)}
    data = gzip.compress(bytes(4 << 20)) if name == "a.gz" else MANY[name](many)
    assert "reason" in refused(data, name, tmp_path, largest=(3 << 20)) or name == "a.tar"


def test_a_steep_member_is_refused_whatever_it_claims(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": bytes(4 << 20)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data), "a.zip", tmp_path, largest=1 << 20)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    many = {f"{number}.txt": b"" for number in range(30)}
    for name in ("a.zip", "a.tar", "a.7z"):
        assert "more than 20" in refused(MANY[name](many), name, tmp_path, most_files=20)


def test_an_archive_that_holds_itself_without_end_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x"})
    for _ in range(7):
        data = zipped({"again.zip": data})
    outcome, target = redacted(tmp_path, "a.zip", data)
    assert not outcome.ok and not target.exists()


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.7z", "a.gz", "a.bz2", "a.xz"])
@settings(max_examples=25, deadline=None)
@given(place=st.floats(0, 0.999), value=st.integers(0, 255))
def test_a_changed_byte_is_refused_or_harmless(name: str, place: float, value: int, tmp_path_factory) -> None:
    files = {"a.txt": b"hello " * 40, "b/c.txt": b"there"}
    data = bytearray(MANY[name](files) if name in MANY else SINGLE[name](b"hello " * 40))
    data[int(place * len(data))] = value
    path = tmp_path_factory.mktemp("changed") / name
    path.write_bytes(data)
    handler = ArchiveHandler(ArchiveHandler.Options())
    try:
        children = handler.load(path).children
        handler.write(handler.load(path), Changes((), {child.id: ("n.txt", b"x") for child in children}), path)
    except UnreadableError:
        return
    assert not any("/" in child.name for child in children)


SINGLE = {"a.gz": gzip.compress, "a.bz2": bz2.compress, "a.xz": lzma.compress}

# --- The gate ------------------------------------------------------------------------------------------------


def kinds(data: bytes, name: str, tmp_path: Path) -> dict[str, bool]:
    (tmp_path / name).write_bytes(data)
    return {each.kind: each.serious for each in ArchiveHandler(ArchiveHandler.Options()).unseen(tmp_path / name)}


def test_what_a_zip_holds_beside_its_files_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO(b"private " * 3)
    buffer.seek(0, io.SEEK_END)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("Thumbs.db", "x")
        archive.comment = b"by Zelphora"
        entry = zipfile.ZipInfo("b.txt")
        entry.comment = b"hers"
        archive.writestr(entry, "x")
    told = kinds(buffer.getvalue(), "a.zip", tmp_path)
    expected = {"comment text", "comments on files", "bytes beside the files", "files that a system left behind"}
    assert {kind for kind, serious in told.items() if serious} == expected


def test_owners_in_a_tar_and_names_in_a_gzip_are_told(tmp_path: Path) -> None:
    told = kinds(tarred({"a.txt": b"x"}), "a.tar", tmp_path)
    assert told == {"owners of files": True, "times of files": False}
    buffer = io.BytesIO()
    with gzip.GzipFile("zelphora.txt", "wb", fileobj=buffer) as packed:
        packed.write(b"x")
    assert kinds(buffer.getvalue(), "a.gz", tmp_path)["name or comment of the file"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.7z", "a.tgz", "a.tar.xz"])
def test_our_own_copies_hold_nothing_beside_their_files(name: str, tmp_path: Path) -> None:
    _, target = redacted(tmp_path, name, MANY[name]({"a/b.txt": b"fine", "c.txt": b""}))
    assert kinds(target.read_bytes(), name, tmp_path / "in") == {}


@given(st.lists(st.sampled_from(["a.txt", "A.txt", "b/a.txt", "b/A.TXT", "a (2).txt"]), max_size=8))
def test_no_two_released_files_share_a_name(names: list[str]) -> None:
    settled = without_clashes((name, str(number).encode()) for number, name in enumerate(names))
    assert len(settled) == len(names) == len({name.casefold() for name in settled})
    assert sorted(settled.values()) == sorted(str(number).encode() for number in range(len(names)))
