"""Which texts of a record are redacted: named by paths such as ``text`` or ``messages[].content``, or all of them.

A path is names with dots between them; ``[]`` stands for every element of a list, ``*`` for every name of an object,
and a name that holds dots or brackets stands in brackets and quotes: ``['a.b']``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from redact.errors import PolicyError

EACH, ANY = "[]", "*"
"""Steps of a path: every element of a list, and every name of an object."""
Step: TypeAlias = str
Path: TypeAlias = tuple[Step, ...]
_STEP = re.compile(r"\.?(?P<name>[^.\[\]]+)|(?P<each>\[\*?\])|\['(?P<quoted>[^']+)'\]")


@dataclass(frozen=True, slots=True)
class Fields:
    """The paths that were asked for. ``paths`` of ``None`` means every text at any depth."""

    paths: tuple[Path, ...] | None = None

    @classmethod
    def of(cls, written: Iterable[str]) -> Fields:
        """The fields of these paths; of none, all. Raises ``PolicyError`` for what is no path."""
        paths = tuple(_path(each) for each in written)
        return cls(paths or None)

    def under(self, step: Step) -> Fields | None:
        """What is asked for of that which stands under a name or, for ``EACH``, in a list; ``None``: nothing."""
        if self.paths is None:
            return self
        left = tuple(path[1:] for path in self.paths if path and (path[0] == step or (path[0] == ANY and step != EACH)))
        return Fields(left) if left else None

    @property
    def here(self) -> bool:
        """Whether the text that the path led to is asked for."""
        return self.paths is None or () in self.paths


ALL = Fields()


def texts_in(value: Any, fields: Fields, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a value read from JSON that is asked for, and its place: numbers from 1, with dots before them.

    Keys and numbers are no texts.
    """
    if isinstance(value, str):
        if fields.here:
            yield place, value
    elif isinstance(value, dict):
        for number, (key, inner) in enumerate(value.items(), 1):
            if wanted := fields.under(key):
                yield from texts_in(inner, wanted, f"{place}.{number}")
    elif isinstance(value, list) and (wanted := fields.under(EACH)):
        for number, inner in enumerate(value, 1):
            yield from texts_in(inner, wanted, f"{place}.{number}")


def _path(written: str) -> Path:
    steps, at = [], 0
    while at < len(written):
        step = _STEP.match(written, at)
        if step is None or (step["name"] and bool(at) != (written[at] == ".")):
            raise PolicyError("a field's path is not understood", "write it like messages[].content")
        steps.append(EACH if step["each"] else step["name"] or step["quoted"])
        at = step.end()
    if not steps:
        raise PolicyError("a field's path is empty", "name a field, or leave it out for all texts")
    return tuple(steps)
