"""Paths into XML as a policy writes them: ``/a/b``, ``//patient/@nhs``, ``//*/note``."""

from __future__ import annotations

import re

_STEP = re.compile(r"(?P<slashes>//?)(?P<at>@)?(?:[\w.\-]+:)?(?P<name>\*|[^\W\d][\w.\-]*)")


def pattern(path: str) -> str:
    """The regular expression of a path over local names: "/patient/@nhs". Prefixes of names are not looked at.

    ``//`` stands for any number of elements in between, ``*`` for any one name; a path without a slash in front
    begins anywhere. Raises ``ValueError`` for what is no such path.
    """
    whole = path if path.startswith("/") else f"//{path}"
    pieces, at = [], 0
    while at < len(whole):
        step = _STEP.match(whole, at)
        if not step or (step["at"] and step.end() != len(whole)):
            raise ValueError(f"paths: {path!r} is no path of names, '/', '//', '*' and '@' for an attribute at its end")
        pieces.append(r"/(?:[^/]+/)*" if step["slashes"] == "//" else "/")
        pieces.append((step["at"] or "") + (r"[^/@][^/]*" if step["name"] == "*" else re.escape(step["name"])))
        at = step.end()
    return "".join(pieces)
