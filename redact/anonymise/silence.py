"""Silence: the sound itself is overwritten, in every channel, sample by sample."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, Tone


class Silence:
    """Puts silence there, or a tone so that a listener hears that something was taken out."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``hertz``: the pitch of the tone; 0 is silence."""

        hertz: Annotated[float, msgspec.Meta(ge=0, le=20_000)] = 0.0

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.AUDIO})
    effect: ClassVar[Effect] = Effect.REMOVED

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._tone = Tone(options.hertz)

    def replace(self, _mention: Mention) -> Tone:
        return self._tone
