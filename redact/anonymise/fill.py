"""Fill: one colour over a place in a picture or a film; nothing of what stood there is left."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Fill, Modality, Release

Channel: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=255)]
Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=10)]
SEEN = frozenset({Modality.IMAGE, Modality.VIDEO})


class FillOperator:
    """Covers a place, and writes into the box what stands for the same person in text where that is asked for.

    A label that would be too small to read is left out. Shapes: an ellipse covers the corners of its box too.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``colour`` is red, green, blue, 0 to 255. ``margin`` widens each box on every side by that share of its size.

        ``label`` writes into the box: "text" (or true) what the policy puts in text, "[Person 3]" say; "code" the
        exemption that the policy names ("FOIA s.40(2)"). In a film it stands in every frame.
        """

        colour: tuple[Channel, Channel, Channel] = (0, 0, 0)
        shape: Literal["box", "ellipse"] = "box"
        margin: Share = 0.0
        label: bool | Literal["text", "code"] = False

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = SEEN
    effect: Effect = Effect.REMOVED
    widest = Release.OPEN
    elsewhere = "text and sound need operators of their own"

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._labelled = options.label if isinstance(options.label, str) else "text" * options.label
        self.effect = Effect.MASKED if self._labelled == "text" else Effect.REMOVED
        self._plain = Fill(options.colour, "solid", options.shape, options.margin)

    def replace(self, mention: Mention) -> Fill:
        plain, label = self._plain, {"text": mention.text, "code": mention.code}.get(self._labelled, "")
        return Fill(plain.colour, plain.style, plain.shape, plain.margin, label) if label else plain
