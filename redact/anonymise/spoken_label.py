"""Spoken label: a voice of our own says what kind of thing was taken out: "name", "number", "place"."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, Release, Spoken


class SpokenLabel:
    """Overwrites the sound with a word and then silence; with silence alone where there is no time for the word.

    The word follows from the group of the entity type, so that it tells no more. It is English, and does not tell one
    person from another.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.AUDIO})
    effect: ClassVar[Effect] = Effect.MASKED
    widest = Release.OPEN
    elsewhere = "text and pictures need operators of their own"

    def __init__(self, _options: Options, _secrets: Secrets) -> None:
        pass

    def replace(self, mention: Mention) -> Spoken:
        return Spoken(mention.finding.entity_type)
