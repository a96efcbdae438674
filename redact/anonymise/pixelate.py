"""Pixelate: a place in a picture or a film made of a few large squares. It can be undone: never for the public.

Who knows what may stand there can make the same mosaic of every candidate and compare (Hill and others, "On the
(In)effectiveness of Mosaicing and Blurring as Tools for Document Redaction", 2016).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from redact.anonymise.fill import SEEN, Share
from redact.contracts import Mention, Secrets
from redact.types import Effect, Fill, Modality, Release


class Pixelate:
    """Leaves a mosaic. Faces and plates only; use ``fill`` for text. In a PDF it is a black box."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``cells``: how many squares the longer side of the box is made of, 2 to 6.

        So the squares grow with the box. ``margin`` widens each box on every side by that share of its size.
        """

        cells: Annotated[int, msgspec.Meta(ge=2, le=6)] = 6
        shape: Literal["box", "ellipse"] = "box"
        margin: Share = 0.0

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = SEEN
    effect: ClassVar[Effect] = Effect.MASKED
    widest = Release.LIMITED
    elsewhere = "text and sound need operators of their own"

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._fill = Fill(style="pixelate", cells=options.cells, shape=options.shape, margin=options.margin)

    def replace(self, _mention: Mention) -> Fill:
        return self._fill
