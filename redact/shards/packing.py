"""Shards that are packed (.gz, .bz2, .zst): their bytes unpacked as they are read, and packed as they are written."""

from __future__ import annotations

import bz2
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from redact.errors import UnreadableError

_PACKED = {".gz": "gzip", ".bz2": "bz2", ".zst": "zstd"}
_LEVEL = {"gzip": 6, "bz2": 9}


def packing_of(name: str) -> tuple[str, str]:
    """The ending of a shard's name that tells its form, in lower case, and how it is packed, "" where it is not."""
    stem, packed = name.lower(), ""
    for ending, kind in _PACKED.items():
        if stem.endswith(ending):
            stem, packed = stem.removesuffix(ending), kind
    return f".{stem.rpartition('.')[2]}", packed


@contextmanager
def unpacked(file: BinaryIO, packed: str) -> Iterator[BinaryIO]:
    """The bytes inside. Raises ``UnreadableError`` where they are damaged, at the latest when they are read."""
    try:
        yield _inside(file, packed)
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        if not packed:
            raise
        raise UnreadableError(f"the shard is damaged ({type(error).__name__})", "get it anew") from None


@contextmanager
def packed_into(out: BinaryIO, packed: str) -> Iterator[BinaryIO]:
    """What is written here arrives packed in *out*, the same for the same bytes."""
    if not packed:
        yield out
        return
    with _packer(out, packed) as packer:
        yield packer


def _inside(file: BinaryIO, packed: str) -> BinaryIO:
    if packed == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if packed == "bz2":
        return cast("BinaryIO", bz2.BZ2File(file))
    if packed == "zstd":
        import pyarrow as pa

        return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(file, packed), 1 << 20))
    return file


def _packer(out: BinaryIO, packed: str) -> BinaryIO:
    if packed == "gzip":
        return cast("BinaryIO", gzip.GzipFile("", "wb", _LEVEL[packed], out, mtime=0))
    if packed == "bz2":
        return cast("BinaryIO", bz2.BZ2File(out, "wb", compresslevel=_LEVEL[packed]))
    import pyarrow as pa

    return cast("BinaryIO", pa.CompressedOutputStream(out, packed))
