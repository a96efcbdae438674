"""Paths into JSON as a policy writes them: ``$.users[*].name``, ``$..email``, ``$['odd key'][0]``."""

from __future__ import annotations

import re

_STEP = re.compile(
    r"""(?P<deep>\.\.)(?=[\w*\['"-])|\.?\[(?:(?P<index>\d+|\*)|'(?P<single>[^']*)'|"(?P<double>[^"]*)")\]"""
    r"""|\.?(?P<name>\*|[\w-]+)"""
)


def pattern(path: str) -> str:
    """The regular expression of a path over names as ``under`` joins them.

    ``$`` is a value of the file, ``..`` any number of steps in between, ``[*]`` every place of a list, ``.*`` every
    key. Raises ``ValueError`` for what is no such path.
    """
    if not path.startswith("$"):
        raise ValueError(f"paths: {path!r} must begin with '$'")
    pieces, at = [], 1
    while at < len(path):
        step = _STEP.match(path, at)
        if not step or (step["name"] and path[at] != "." and not path[:at].endswith("..")):
            raise ValueError(f"paths: {path!r} is no path of '.key', '[*]', '[number]' and '..'")
        pieces.append(_piece(step))
        at = step.end()
    if path.endswith(".."):
        raise ValueError(f"paths: {path!r} ends in '..'")
    return "".join(pieces)


def under(path: str, key: str | int) -> str:
    """The names of what stands in *path* under a key or, counted from 0, in a list."""
    return f"{path}/[{key}]" if isinstance(key, int) else f"{path}/.{_safe(key)}"


def _piece(step: re.Match[str]) -> str:
    if step["deep"]:
        return "(?:/[^/]*)*"
    if step["index"]:
        return r"/\[\d+\]" if step["index"] == "*" else rf"/\[{step['index']}\]"
    if step["name"] == "*":
        return r"/\.[^/]*"
    key = next(key for key in (step["name"], step["single"], step["double"]) if key is not None)
    return rf"/\.{re.escape(_safe(key))}"


def _safe(key: str) -> str:
    return key.replace("/", "\x1f").replace("\n", "\x1e")
