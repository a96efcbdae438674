"""Drafts: a file is written under a temporary name beside its target and gets its final name at the very end."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".redact-"
KEPT = 2 * 24 * 3600.0
"""Seconds for which the pieces of a film that a handler has written so far wait for the next run."""


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A path to write to, on the same volume and with the same ending as *target*; removed on the way out."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f"{PREFIX}{secrets.token_hex(8)}{target.suffix}")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def release(written: Path, target: Path) -> None:
    """Give a verified draft its final name, after its bytes have reached the disk; replaces what was there."""
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    written.replace(target)


def sweep(folder: Path) -> None:
    """Delete drafts that a killed worker left below *folder*; folders with pieces of a film only once they are old."""
    for path in list(folder.rglob(f"{PREFIX}*")) if folder.is_dir() else ():
        if not path.is_dir():
            path.unlink(missing_ok=True)
        elif time.time() - path.stat().st_mtime > KEPT:
            shutil.rmtree(path, ignore_errors=True)
