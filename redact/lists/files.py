"""Lists that stand in files of their own: read with the policy, so that its digest covers what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redact.errors import PolicyError

_NAMES = ("deny", "keep", "allow")
_KINDS = {"value", "values", "pattern", "file"}
ONE_OF = "an entry has one of value, values, pattern and file"


def with_files(table: dict[str, Any], folder: Path, origin: str) -> dict[str, Any]:
    """The policy's table with ``file`` in its lists replaced by the ``values`` of that file, relative to *folder*.

    Raises ``PolicyError`` for a file that cannot be read; it names the file and nothing that stands in it.
    """
    lists = table.get("lists")
    if not isinstance(lists, dict):
        return table
    read = {
        name: [_filled(entry, folder, f"{origin}: lists.{name}[{number}]") for number, entry in enumerate(lists[name])]
        for name in _NAMES
        if isinstance(lists.get(name), list)
    }
    return {**table, "lists": {**lists, **read}}


def _filled(entry: Any, folder: Path, where: str) -> Any:
    if not isinstance(entry, dict):
        return entry
    if len(_KINDS & entry.keys()) != 1:
        raise PolicyError(f"{where}: {ONE_OF}")
    if "file" not in entry:
        return entry
    values = list(dict.fromkeys(_values(_read(folder, entry["file"], where).splitlines())))
    return {**{key: value for key, value in entry.items() if key != "file"}, "values": values}


def _read(folder: Path, name: Any, where: str) -> str:
    if not isinstance(name, str):
        raise PolicyError(f"{where}: 'file' is a path")
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise PolicyError(f"{where}: the file {name!r} cannot be read ({type(error).__name__})") from None


def _values(lines: Iterable[str]) -> Iterable[str]:
    stripped = (line.strip() for line in lines)
    return (line for line in stripped if line and not line.startswith("#"))
