"""Tone: an even sound over what was said, so that a listener hears that something was taken out."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, Release, Tone


class ToneOperator:
    """Overwrites the sound with a sine; nothing of what was said is left under it."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``hertz``: the pitch, 100 to 3400, which is what a telephone carries."""

        hertz: Annotated[float, msgspec.Meta(ge=100, le=3400)] = 1000.0

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.AUDIO})
    effect: ClassVar[Effect] = Effect.REMOVED
    widest = Release.OPEN
    elsewhere = "text and pictures need operators of their own"

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._tone = Tone(options.hertz)

    def replace(self, _mention: Mention) -> Tone:
        return self._tone
