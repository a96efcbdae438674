"""redact plugins: what is installed that can open, read, find and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.cli.options import AsJson
from redact.cli.printing import show_json, show_table
from redact.errors import ExitCode, RedactError

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint


def plugins(*, as_json: AsJson = False) -> ExitCode:
    """List every plugin by kind: name, version, what it serves, the models that it opens, where it comes from.

    Of an operator also how widely a file may be released in which it has worked. Its options may narrow that.
    """
    from redact import registry

    rows = [_row(group, points) for group in registry.GROUPS for _, points in sorted(registry.available(group).items())]
    if as_json:
        for row in rows:
            show_json(row)
    else:
        heads = ("kind", "name", "version", "serves", "release", "models", "package")
        show_table(heads, [[row[head] for head in heads] for row in rows])
    return ExitCode.DONE


def _row(group: str, points: list[EntryPoint]) -> dict[str, str]:
    from redact import registry, rules

    packages = " and ".join(f"{point.dist.name} {point.dist.version}" for point in points if point.dist)
    row = {
        "kind": group,
        "name": points[0].name,
        "version": "",
        "serves": "",
        "release": "",
        "models": "",
        "package": packages,
    }
    try:
        loaded = registry.load(group, points[0].name)
    except RedactError as error:
        return {**row, "serves": f"cannot be used: {error.what}"}
    version, models = str(getattr(loaded, "version", "")), ", ".join(getattr(loaded, "models", ()))
    release = rules.widest_of(loaded).value if group == "operators" else ""
    return {**row, "version": version, "serves": _served(loaded), "release": release, "models": models}


def _served(loaded: type) -> str:
    """What it serves, and in brackets what it says of itself or of the media that it does not serve."""
    note: Callable[[], str] | None = getattr(loaded, "note", None)
    more = note() if note else getattr(loaded, "elsewhere", "")
    return f"{_serves(loaded)} ({more})" if more else _serves(loaded)


def _serves(loaded: type) -> str:
    for name in ("suffixes", "modalities"):
        if served := getattr(loaded, name, None):
            return " ".join(sorted(map(str, served)))
    return str(getattr(loaded, "modality", ""))
