"""Blur and pixelate: a place in a picture or a film of which little is left. They can be undone: never for the public.

Who knows what may stand there can make the same blur or mosaic of every candidate and compare (Hill and others, "On the
(In)effectiveness of Mosaicing and Blurring as Tools for Document Redaction", 2016).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from redact.anonymise.fill import SEEN, Share
from redact.contracts import Mention, Secrets
from redact.types import Effect, Fill, Modality, Release


class CoarseOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``cells``: what is left of the longer side of the box, as if it had so many pixels; 2 to 6.

    So what covers grows with the box. ``margin`` widens each box on every side by that share of its size.
    """

    cells: Annotated[int, msgspec.Meta(ge=2, le=6)] = 6
    shape: Literal["box", "ellipse"] = "box"
    margin: Share = 0.0


class Coarse:
    """What both are made of: a place covered by what its own pixels come to."""

    Options = CoarseOptions
    style: ClassVar[str]
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = SEEN
    effect: ClassVar[Effect] = Effect.MASKED
    widest = Release.LIMITED
    elsewhere = "text and sound need operators of their own"

    def __init__(self, options: CoarseOptions, _secrets: Secrets) -> None:
        self._fill = Fill(style=self.style, cells=options.cells, shape=options.shape, margin=options.margin)

    def replace(self, _mention: Mention) -> Fill:
        return self._fill


class Blur(Coarse):
    """Leaves a blurred patch. Faces and plates only; use ``fill`` for text. In a PDF it is a black box."""

    style = "blur"


class Pixelate(Coarse):
    """Leaves a mosaic. Faces and plates only; use ``fill`` for text. In a PDF it is a black box."""

    style = "pixelate"
