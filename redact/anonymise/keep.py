"""Keep: the value stays, by decision of the policy, and the record says so."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Keep, Modality, Release


class KeepOperator:
    """Leaves what was found where it is, in any medium."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset(Modality)
    effect: ClassVar[Effect] = Effect.KEPT
    widest: ClassVar[Release] = Release.OPEN
    elsewhere: ClassVar[str] = "it keeps things there too"

    def __init__(self, _options: Options, _secrets: Secrets) -> None:
        pass

    def replace(self, _mention: Mention) -> Keep:
        return Keep()
