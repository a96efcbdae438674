"""Signatures on letters and forms: strokes of a pen, larger than the print around them.

Told by shape alone: ink that hangs together, thin, longer and higher than the letters of the page, bent in all
directions and filling little of the room that it takes. Straight lines are taken away before. A picture that is no
sheet of paper is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import msgspec

from redact.sight.strokes import Scrawl, scrawls_in
from redact.types import Box, Finding, Modality, Part, Picture


class SignatureOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``margin`` widens each box on every side by that share of its height."""

    margin: float = 0.15


class SignatureDetector:
    """Finds signatures on pages: a box around each. Other writing by hand that is larger than print counts too.

    Does not find signatures in print, initials no larger than a word, nor anything on photographs.
    """

    Options = SignatureOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE})
    entity_types: ClassVar[frozenset[str]] = frozenset({"SIGNATURE"})

    def __init__(self, options: SignatureOptions) -> None:
        self._margin = options.margin
        self._rule = f"signatures/strokes {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            if isinstance(part.content, Picture):
                yield from self._in_picture(part, part.content)

    def _in_picture(self, part: Part, picture: Picture) -> Iterator[Finding]:
        for scrawl in scrawls_in(picture.pixels()):
            yield Finding("SIGNATURE", (self._box(scrawl, part),), scrawl.score, self._rule, why=_why(scrawl))

    def _box(self, scrawl: Scrawl, part: Part) -> Box:
        width, height = part.extent
        rim = self._margin * (scrawl.bottom - scrawl.top)
        left, top = max(scrawl.left - rim, 0.0), max(scrawl.top - rim, 0.0)
        return Box(part.id, left, top, min(scrawl.right + rim, width), min(scrawl.bottom + rim, height))


def _why(scrawl: Scrawl) -> tuple[str, ...]:
    why = "strokes of a pen, larger than the print around them"
    return (why, "in blue ink") if scrawl.blue else (why,)
