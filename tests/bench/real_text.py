"""Real text that every machine with Python has: its packages' notices, licences, guides and sources.

Nobody made it for a test, so it holds what nobody thought of. What there is of it differs from machine to machine; its
order depends on the names of the files alone.
"""

from __future__ import annotations

import hashlib
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = frozenset({".py", ".pyi", ".txt", ".md", ".rst", ".toml", ".cfg", ".json", ".csv", ".html", ".xml"})
NAMES = ("METADATA", "RECORD", "LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "CHANGES", "README")
LONGEST = 500_000
"""Files with more bytes hold tables that were written by programs, and would drown the rest."""


_Named = tuple[str, Path]


def real_text(megabytes: float) -> list[str]:
    """So many million characters of text, one string a file, the last one cut; all there is where there is less.

    Files of all kinds and packages are mixed, in the order of the digests of their names. Files that are no UTF-8 are
    passed over.
    """
    wanted = round(megabytes * 1_000_000)
    texts: list[str] = []
    for path in sorted(_files(), key=_digest):
        text = _read(path)
        if text and wanted > 0:
            texts.append(text[:wanted])
            wanted -= len(text)
    return texts


def _files() -> Iterator[_Named]:
    """Every text file of the standard library and of the installed packages, with its name below their folder."""
    places = sysconfig.get_paths()
    seen: set[str] = set()
    for root in dict.fromkeys(Path(places[name]) for name in ("purelib", "platlib", "stdlib")):
        for folder, below, names in os.walk(root):
            below[:] = [] if folder in seen else below
            for name in filter(_is_text, () if folder in seen else names):
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), path
            seen.add(folder)


def _is_text(name: str) -> bool:
    return name.upper().startswith(NAMES) or Path(name).suffix.lower() in SUFFIXES


def _digest(named: _Named) -> bytes:
    return hashlib.sha256(named[0].encode("utf-8", "surrogateescape")).digest()


def _read(named: _Named) -> str:
    path = named[1]
    try:
        return path.read_bytes().decode("utf-8") if path.stat().st_size <= LONGEST else ""
    except (OSError, UnicodeDecodeError):
        return ""
