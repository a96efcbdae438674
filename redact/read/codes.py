"""What QR codes and bar codes in pictures say: a card of contact, a network's password, a link with an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from msgspec import structs

from redact.sight.codes import Code, read_codes
from redact.types import Alignment, Box, Modality, Part, Picture, Region


class CodeReaderOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How codes are read. ``margin`` widens each code's box on every side by that share of its longer side."""

    margin: float = 0.1


class CodeReader:
    """Reads the codes in a picture: each is a line of the text, or several where it says several, and has one box.

    Does not cover codes: a code that cannot be read has no text, and the detector of codes finds it all the same.
    """

    Options = CodeReaderOptions
    version = "1.1"
    models: tuple[str, ...] = ()
    modality: ClassVar[Modality] = Modality.IMAGE

    def __init__(self, options: CodeReaderOptions) -> None:
        self._margin = options.margin

    def read(self, part: Part) -> Part:
        if not isinstance(part.content, Picture):
            raise TypeError(f"part {part.id} holds {part.modality}, not a picture")
        text, alignment = _lines(read_codes(part.content.pixels()), part, self._margin)
        return structs.replace(part, id=f"{part.id}.codes", modality=Modality.TEXT, content=text, alignment=alignment)


def _lines(codes: Sequence[Code], part: Part, margin: float) -> tuple[str, Alignment]:
    text, runs = "", list[tuple[int, int, Region]]()
    for code in codes:
        text += "\n" if text else ""
        runs.append((len(text), len(text) + len(code.words), _box(code, part, margin)))
        text += code.words
    return text, Alignment.of(runs, [code.sighting.score for code in codes])


def _box(code: Code, part: Part, margin: float) -> Box:
    """The code's rectangle, widened and inside the picture."""
    width, height = part.extent
    left, top, right, bottom, _ = code.sighting
    rim = margin * max(right - left, bottom - top)
    return Box(part.id, max(left - rim, 0.0), max(top - rim, 0.0), min(right + rim, width), min(bottom + rim, height))
