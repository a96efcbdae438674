"""Covering pixels: what the operator puts over a face, a code or a line in a scan."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Fill, Modality, Replacement

_Channel: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=255)]
_Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=10)]


class ObscureOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a place is covered.

    ``style`` "solid" removes; "blur" and "pixelate" only mask, for what they leave can sometimes be guessed.
    ``colour`` is red, green, blue, 0 to 255. ``margin`` widens each box on every side by that share of its size.
    """

    style: Literal["solid", "blur", "pixelate"] = "solid"
    colour: tuple[_Channel, _Channel, _Channel] = (0, 0, 0)
    shape: Literal["box", "ellipse"] = "box"
    margin: _Share = 0.0


class Obscure:
    """Covers a place in a picture or a film."""

    Options = ObscureOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE, Modality.VIDEO})
    effect: Effect = Effect.REMOVED

    def __init__(self, options: ObscureOptions, _secrets: Secrets) -> None:
        self.effect = Effect.REMOVED if options.style == "solid" else Effect.MASKED
        self._fill = Fill(options.colour, options.style, options.shape, options.margin)

    def replace(self, _mention: Mention) -> Replacement:
        return self._fill
