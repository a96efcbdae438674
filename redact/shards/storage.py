"""Where shards lie: folders and files of this machine, and what fsspec reaches (s3, gs, az, memory …).

A file is written under a temporary name on this machine, and appears at its address as a whole or not at all: renamed
there, or put there in one request.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from redact.errors import MissingError, UnreadableError
from redact.steps.draft import draft, release

_BLOCK = 1 << 20
_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "version_id", "generation")
"""What stores call the digest or the version of an object."""


class Listed(NamedTuple):
    """A file: its address, its path below the folder that was listed, and its size in bytes."""

    address: str
    name: str
    size: int

    def __repr__(self) -> str:
        return f"Listed({self.size} bytes)"


def is_local(address: str) -> bool:
    """Whether an address is a path of this machine."""
    return "://" not in address


def listed(address: str) -> list[Listed]:
    """Every file below an address, or the file there, by name; hidden ones are left out.

    Raises ``UnreadableError`` where there is nothing.
    """
    system, path = _reached(address)
    try:
        found = system.find(path, detail=True) if system.isdir(path) else {path: system.info(path)}
    except FileNotFoundError:
        raise UnreadableError("there is no such shard or folder", "check the address") from None
    root = PurePosixPath(path if system.isdir(path) else str(PurePosixPath(path).parent))
    names = ((PurePosixPath(at).relative_to(root).as_posix(), at, about) for at, about in sorted(found.items()))
    seen = ((name, at, about) for name, at, about in names if not any(part.startswith(".") for part in name.split("/")))
    return [Listed(_named(address, system, at), name, int(about["size"] or 0)) for name, at, about in seen]


def joined(address: str, name: str) -> str:
    """The address of what is called *name* below a folder's address."""
    return f"{address.rstrip('/')}/{name}"


@contextmanager
def reading(address: str) -> Iterator[BinaryIO]:
    """The bytes at an address, which can be sought in. Raises ``UnreadableError``."""
    system, path = _reached(address)
    open_it = partial(Path(path).open, "rb") if is_local(address) else partial(system.open, path, block_size=8 * _BLOCK)
    try:
        file = open_it()
    except OSError as error:
        raise UnreadableError(f"the shard cannot be read ({type(error).__name__})", "check its permissions") from None
    with file:
        yield cast("BinaryIO", file)


@contextmanager
def writing(address: str) -> Iterator[Path]:
    """A path to write to; what is there when the block ends well appears at the address, and nothing else does."""
    if is_local(address):
        with draft(Path(address)) as path:
            yield path
            release(path, Path(address))
        return
    with tempfile.TemporaryDirectory(prefix="redact-shard-") as folder:
        path = Path(folder) / PurePosixPath(address).name
        yield path
        system, there = _reached(address)
        system.makedirs(str(PurePosixPath(there).parent), exist_ok=True)
        system.put_file(str(path), there)


def copied(source: str, path: Path) -> None:
    """The bytes at an address, in a file of this machine."""
    with reading(source) as file, path.open("wb") as out:
        shutil.copyfileobj(file, out, _BLOCK)


def mark_of(address: str) -> str:
    """What changes when the bytes at an address do: the store's own digest or version, else the bytes' SHA-256.

    An empty text where there is nothing.
    """
    system, path = _reached(address)
    if not system.isfile(path):
        return ""
    if not is_local(address):
        about = system.info(path)
        known = next((str(about[name]) for name in _MARKS if about.get(name)), "")
        if known:
            return f"{about.get('size')}:{known}"
    return digest_at(address)


def stamp_of(address: str) -> str:
    """What most likely changes when the bytes at an address do, without reading them: for stretches of large shards."""
    if is_local(address):
        about = Path(address).stat()
        return f"{about.st_size}:{about.st_mtime_ns}"
    return mark_of(address)


def removed(address: str) -> None:
    """Take away what lies at an address, where there is something."""
    system, path = _reached(address)
    if system.exists(path):
        system.rm(path)


def digest_at(address: str) -> str:
    """SHA-256 of the bytes at an address."""
    with reading(address) as file:
        return digest_of(file)


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of what is left in an open file."""
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _reached(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises ``MissingError`` where a package is not there."""
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(str(Path(address).absolute()) if is_local(address) else address)
    except ImportError as error:
        raise MissingError(
            "a package that reaches this kind of address is missing", f"pip install {error.name or 'fsspec'}"
        ) from None
    except ValueError:
        raise UnreadableError("there is no such kind of address", "use a path, s3://, gs://, az:// …") from None
    return system, str(path)


def _named(address: str, system: Any, path: str) -> str:
    return path if is_local(address) else str(system.unstrip_protocol(path))
