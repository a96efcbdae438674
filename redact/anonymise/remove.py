"""Remove: nothing stands where the value stood."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText, Release


class Remove:
    """Takes the value out; its neighbours close up."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.REMOVED
    widest: ClassVar[Release] = Release.OPEN
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, _options: Options, _secrets: Secrets) -> None:
        pass

    def replace(self, _mention: Mention) -> NewText:
        return NewText("")

    def always(self, _entity_type: str) -> NewText:
        """Nothing, whatever stood there."""
        return NewText("")
