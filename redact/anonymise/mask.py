"""Mask: a bar of one fixed length, so that a hole does not tell how long the hidden value was."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText


class Mask:
    """Puts the same bar in the place of every value."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``char`` is repeated ``length`` times."""

        char: str = "█"
        length: int = 6

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._bar = NewText(options.char * options.length)

    def replace(self, _mention: Mention) -> NewText:
        return self._bar
