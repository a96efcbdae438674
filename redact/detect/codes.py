"""QR codes and bar codes in pictures and films: what they hold leads to a person, an account or an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

import msgspec

from redact.sight.codes import READ, codes_in
from redact.sight.tracking import Pace, follow
from redact.types import Box, Clip, Finding, KeyFrame, Modality, Part, Picture, Track

_RATE = 25.0


class CodeOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How codes are looked for. ``margin`` widens each box on every side by that share of its longer side.

    ``every`` and ``hold`` are frames of a film of 25 a second: how often a film is looked at, and for how long a code
    is held unseen.
    """

    margin: float = 0.1
    every: int = 10
    hold: int = 20


class CodeDetector:
    """Finds QR codes, bar codes, Data Matrix, Aztec and PDF417: a box in a picture, a track through a film's shot.

    A code that is seen but cannot be read counts, with a lower score. What it says is
    not looked at here: a reader reads it.
    """

    Options = CodeOptions
    version = "1.1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE, Modality.VIDEO})

    def __init__(self, options: CodeOptions) -> None:
        self._options = options
        self._rule = f"codes/zxing {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from self._in_picture(picture, part.id)
                case Clip() as clip:
                    yield from self._in_film(clip, part.id)

    def _in_picture(self, picture: Picture, part: str) -> Iterator[Finding]:
        for code in codes_in(picture.pixels(), self._options.margin):
            yield self._finding(Box(part, *code[:4]), code.score)

    def _in_film(self, clip: Clip, part: str) -> Iterator[Finding]:
        find = partial(codes_in, margin=self._options.margin, scaled=False)
        for track, score in follow(clip, part, find, Pace(self._options.every, self._options.hold, rate=_RATE)):
            keys = tuple(key for key in track.keys if _is_inside(key, clip))
            if keys:
                yield self._finding(Track(part, keys), score)

    def _finding(self, region: Box | Track, score: float) -> Finding:
        why = "the code can be read" if score == READ else "it looks like a code that is damaged or too small"
        return Finding("QR_CODE", (region,), score, self._rule, why=(why,))


def _is_inside(key: KeyFrame, clip: Clip) -> bool:
    box = key.box
    return box.left < box.right and box.top < box.bottom and box.left < clip.width and box.top < clip.height
