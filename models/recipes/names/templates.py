"""Templates: texts of our own with slots for people, places, bodies, and marks on what is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from marked import KINDS, Mark, Marked
from slots import Scene, filled

FOLDER = Path(__file__).parent / "templates"
_HOLE = re.compile(r"\{(\w+?)(?::(\d+))?\}|\[\[([^\[\]|]+)\|([A-Z_]+)\]\]")
KNOWN = frozenset(KINDS) - {"MASK"}
PRIVATE = frozenset({"public", "informal"})
"""Files whose texts are about private people: there all that is marked tells who it is, and bodies and works may."""
_MAY_TELL = frozenset({"ORGANIZATION", "MISC"})


def templates(folder: Path = FOLDER) -> dict[str, list[str]]:
    """The templates of each file, by the file's name."""
    return {path.stem: [block.strip("\n") for block in _blocks(path)] for path in sorted(folder.glob("*.txt"))}


def _blocks(path: Path) -> Iterator[str]:
    blocks = re.split(r"^%%\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    yield from (block for block in blocks if block.strip())


def instance(template: str, random: Random, *, private: bool = False) -> Marked:
    """The template with its slots filled. Raises ``KeyError`` for an unknown slot or kind."""
    scene, text, marks, place = Scene(random), "", [], 0
    for hole in _HOLE.finditer(template):
        text += template[place : hole.start()]
        place = hole.end()
        slot, number, literal, kind = hole.groups()
        if slot:
            fill = filled(scene, slot, number or "")
            if fill.kind:
                marks.append(Mark(len(text) + fill.start, len(text) + fill.end, fill.kind))
            text += fill.text
        else:
            marks.append(Mark(len(text), len(text) + len(literal), KINDS[KINDS.index(kind)]))
            text += literal
    text += template[place:]
    unknown = tuple(Mark(start, end, "LOCATION") for start, end, kind in marks if kind == "ADDRESS")
    made = Marked("made", text, tuple(marks), KNOWN, unknown=unknown)
    return _telling(made) if private else made


def _telling(made: Marked) -> Marked:
    """The text with ``MASK`` on what tells who somebody is."""
    telling = tuple(Mark(start, end, "MASK") for start, end, kind in made.marks if kind not in _MAY_TELL)
    open_ = tuple(Mark(start, end, "MASK") for start, end, kind in made.marks if kind in _MAY_TELL)
    return replace(made, marks=made.marks + telling, known=made.known | {"MASK"}, unknown=made.unknown + open_)
