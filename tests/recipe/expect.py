"""What a sample is expected to lose and to keep, as a value and as TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True)
class Expect:
    """One sample. ``must_go`` and ``must_stay`` are words; ``faces`` and ``codes`` are boxes in pixels.

    ``silent`` are stretches of seconds; ``types`` are entity types that the record must list; ``name_goes`` says that
    the file's own name holds a person's; ``heard`` and ``seen`` are words that must still be found by ear or by eye.
    """

    path: str
    must_go: list[str] = field(default_factory=list)
    must_stay: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    faces: list[list[int]] = field(default_factory=list)
    codes: list[list[int]] = field(default_factory=list)
    silent: list[list[float]] = field(default_factory=list)
    name_goes: bool = False


HEAD = """\
# What has to go from each sample and what has to stay. Written by tests/recipe; held by tests/test_samples.py.
# must_go and must_stay are words, wherever they stand: text, bytes, metadata, what is read from pixels or heard.
# faces and codes are boxes in pixels (left, top, right, bottom), silent are stretches in seconds.
"""


def toml(expectations: Iterable[Expect]) -> str:
    """All of them as one TOML file."""
    return HEAD + "".join(f"\n[[sample]]\n{_table(expectation)}" for expectation in expectations)


def _table(expectation: Expect) -> str:
    rows = ((entry.name, getattr(expectation, entry.name)) for entry in fields(expectation))
    return "".join(f"{name} = {_value(value)}\n" for name, value in rows if value)


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], str):
        lines = "".join(f"  {json.dumps(item, ensure_ascii=False)},\n" for item in value)
        return f"[\n{lines}]"
    return json.dumps(value, ensure_ascii=False)
