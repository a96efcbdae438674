"""Static: noise over what was said. The ``noise`` of numbers in a text is another operator."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, Noise, Release


class Static:
    """Overwrites the sound with the same noise every time: it does not follow, and so does not tell, what was said."""

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

    def replace(self, _mention: Mention) -> Noise:
        return Noise()
