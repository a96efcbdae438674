"""Noise: a number moves by a secret amount within a share of itself, so that sums and orders stay about right.

The amount follows from the key, the owner and the value: the same value of one person moves alike everywhere. It is
no differential privacy: it promises nothing about what can be inferred, and large or rare numbers still stand out.
"""

from __future__ import annotations

import hmac
from decimal import Decimal
from typing import Annotated, ClassVar

import msgspec

from redact.anonymise.forms.amounts import amount
from redact.anonymise.forms.positions import KM, east_km, position
from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.entities import ENTITY_TYPES, label_of
from redact.types import Effect, Modality, NewText, Release

_NUMBERS = frozenset({"AGE", "QUANTITY"})
_STEPS = 1 << 48


class NoiseOperator:
    """Puts another number there with the same decimals and currency. What is no number becomes its label.

    Of the types that are ours, ages, amounts and positions are numbers; all others are names or identifiers. A type
    that is not ours is taken for an amount where it is written like one. What is not below nought stays so.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``share``: the furthest that a number moves, as a share of itself; by one unit of its last digit at least.

        ``km``: the furthest that a position moves north or south, and as far again east or west.
        """

        share: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.1
        km: Annotated[float, msgspec.Meta(gt=0, le=500)] = 5.0

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED
    widest: ClassVar[Release] = Release.LIMITED
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._options = options
        self._key = derived(needed_key(secrets, "noise"), "noise")

    def replace(self, mention: Mention) -> NewText:
        entity_type = mention.finding.entity_type
        moved = ""
        if entity_type == "COORDINATES":
            moved = self._elsewhere(mention)
        elif entity_type in _NUMBERS or entity_type not in ENTITY_TYPES:
            moved = self._otherwise(mention)
        return NewText(moved or f"[{label_of(entity_type)}]")

    def _otherwise(self, mention: Mention) -> str:
        written = amount(mention.value)
        if written is None:
            return ""
        reach = max(int(abs(written.number) * Decimal(str(self._options.share)) / written.unit), 1)
        steps = self._steps(mention, "number", reach)
        moved = written.number + steps * written.unit
        if written.number >= 0 > moved:
            moved = written.number - steps * written.unit
        return written.again(moved)

    def _elsewhere(self, mention: Mention) -> str:
        here = position(mention.value)
        if here is None:
            return ""
        metres = round(self._options.km * 1000)
        north = here.north + self._steps(mention, "north", metres) / 1000 / KM
        east = here.east + self._steps(mention, "east", metres) / 1000 / east_km(here.north)
        moved = here.again(max(min(north, 90.0), -90.0), (east + 180) % 360 - 180)
        return moved if moved != mention.value else ""

    def _steps(self, mention: Mention, way: str, most: int) -> int:
        """A whole number from one to *most*, with either sign."""
        told = "\0".join((mention.finding.entity_type, way, mention.owner, mention.value))
        number = int.from_bytes(hmac.digest(self._key, told.encode(), "sha256")[:7], "big")
        size = 1 + number // 2 % _STEPS * most // _STEPS
        return size if number % 2 else -size
