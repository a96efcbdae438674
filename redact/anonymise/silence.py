"""Silence: the sound itself is overwritten, in every channel, sample by sample."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, Release, Tone


class Silence:
    """Puts silence there. A listener cannot tell it from a pause: ``tone`` says that something was taken out."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.AUDIO})
    effect: ClassVar[Effect] = Effect.REMOVED
    widest = Release.OPEN
    elsewhere = "text and pictures need operators of their own"

    def __init__(self, _options: Options, _secrets: Secrets) -> None:
        pass

    def replace(self, _mention: Mention) -> Tone:
        return Tone()
