"""Shards of samples in files (WebDataset): the files of a sample have one name and several endings, side by side.

Each sample is redacted as one document with files in it, so that a name found in its text goes from its picture and its
sound. A sample of which one file cannot be redacted is held back as a whole.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from msgspec.structs import replace

from redact.errors import NotVerifiedError, UnreadableError
from redact.shards import storage
from redact.shards.bench import At
from redact.shards.forms.known import SAMPLES
from redact.shards.packing import packed_into, packing_of, unpacked
from redact.shards.receipts import Counts
from redact.shards.units import Unit
from redact.shards.whole import NAMED, counted, is_whole, names_somebody

if TYPE_CHECKING:
    from hashlib import _Hash

LARGEST = 1 << 30
"""Bytes of all files of a sample, above which a shard is refused."""
WITHHELD = "a file of it could not be redacted"
_PLAIN = frozenset({"cls", "cls2", "id", "index", "key", "label", "caption", "url", "lang", "text", "transcript"})
"""Endings of files that hold a few plain words."""


class Member(NamedTuple):
    """A file of a sample: its ending, without the dot in front, and its bytes."""

    ending: str
    data: bytes

    def __repr__(self) -> str:
        return f"Member({self.ending!r}, {len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class Sample:
    """Files that stand side by side under one name."""

    name: str = field(repr=False)
    members: tuple[Member, ...]


def redacted_samples(unit: Unit, path: Path, at: At) -> Counts:
    """Write the unit's samples to *path*, redacted. Raises ``UnreadableError`` and ``NotVerifiedError``."""
    packed = packing_of(unit.name)[1]
    meant, counts = hashlib.sha256(), Counts()
    with storage.reading(unit.source) as file, unpacked(file, packed) as inside, _sink(path, packed) as sink:
        for sample in samples_in(inside):
            new, counted = _redacted(sample, at)
            counts += counted
            if new:
                _put(sink, new)
                _tell(meant, new)
    if _told(path, packed) != meant.hexdigest():
        raise NotVerifiedError("the new shard does not hold what was written")
    return counts


@contextmanager
def _sink(path: Path, packed: str) -> Iterator[tarfile.TarFile]:
    with path.open("wb") as out, packed_into(out, packed) as outside, tarfile.open(fileobj=outside, mode="w|") as sink:
        yield sink


def samples_in(file: BinaryIO) -> Iterator[Sample]:
    """The samples of a shard in order. Raises ``UnreadableError`` for links, devices and what is no tar."""
    try:
        with tarfile.open(fileobj=file, mode="r|") as shard:
            for name, files in groupby(_files(shard), lambda each: each[0]):
                members = tuple(Member(ending, data) for _, ending, data in files)
                yield Sample(name, members)
    except (tarfile.TarError, EOFError):
        raise UnreadableError("it is no whole tar", "get the shard anew") from None


def _files(shard: tarfile.TarFile) -> Iterator[tuple[str, str, bytes]]:
    last, size = "", 0
    for info in shard:
        if info.isdir():
            continue
        if not info.isreg():
            raise UnreadableError("a link or a device stands in the shard", "pack the files themselves")
        folder, _, file = info.name.rpartition("/")
        stem, _, ending = file.partition(".")
        name = f"{folder}/{stem}" if folder else stem
        size = info.size + (size if name == last else 0)
        if size > LARGEST:
            raise UnreadableError("a sample of more than 1 GB", "cut it in pieces")
        last = name
        yield name, ending, cast("Any", shard.extractfile(info)).read()


def _redacted(sample: Sample, at: At) -> tuple[Sample | None, Counts]:
    """The sample redacted, nothing where it is held back, and what was counted."""
    with tempfile.TemporaryDirectory(prefix="redact-sample-") as folder:
        source = Path(folder) / f"in{SAMPLES}"
        _pack(source, sample)
        outcome = at.bench.redactor.redact_file(source, Path(folder) / f"out{SAMPLES}")
        reason = NAMED if names_somebody(sample.name, at) else "" if is_whole(outcome) else WITHHELD
        if reason:
            at.held.put(source.read_bytes(), reason)
            return None, Counts(records=1, texts=len(sample.members), quarantined={reason: 1})
        new = _unpacked(Path(folder) / f"out{SAMPLES}", sample)
    told = counted(outcome)
    return new, replace(told, changed=int(new != sample), texts=len(sample.members))


def _pack(path: Path, sample: Sample) -> None:
    """The sample as a file of its own, its files named by numbers."""
    named = [Member(f"{number}.{_known(each.ending)}", each.data) for number, each in enumerate(sample.members)]
    with tarfile.open(path, "w") as sink:
        for each in named:
            _add(sink, each.ending, each.data)


def _known(ending: str) -> str:
    """An ending by which a file is known for what it is: plain words are text."""
    return f"{ending}.txt" if ending.lower().rpartition(".")[2] in _PLAIN else ending


def _unpacked(path: Path, sample: Sample) -> Sample:
    with tarfile.open(path) as shard:
        files = {info.name: cast("Any", shard.extractfile(info)).read() for info in shard}
    by_number = {int(name.partition(".")[0]): (name.partition(".")[2], data) for name, data in files.items()}
    members = [_renamed(each, *by_number[number]) for number, each in enumerate(sample.members)]
    return Sample(sample.name, tuple(members))


def _renamed(old: Member, ending: str, data: bytes) -> Member:
    """The file under its old ending, with another behind it where it has become a file of another type."""
    return Member(old.ending + ending.removeprefix(_known(old.ending)), data)


def _put(sink: tarfile.TarFile, sample: Sample) -> None:
    for each in sample.members:
        _add(sink, _name(sample, each), each.data)


def _name(sample: Sample, member: Member) -> str:
    return f"{sample.name}.{member.ending}" if member.ending else sample.name


def _add(sink: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    sink.addfile(info, io.BytesIO(data))


def _told(path: Path, packed: str) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file, unpacked(file, packed) as inside:
        for sample in samples_in(inside):
            _tell(digest, sample)
    return digest.hexdigest()


def _tell(digest: _Hash, sample: Sample) -> None:
    for each in sample.members:
        for part in (_name(sample, each).encode(), each.data):
            digest.update(len(part).to_bytes(8, "big") + part)
