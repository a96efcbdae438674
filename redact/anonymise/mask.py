"""Mask: a bar of one fixed length, so that a hole does not tell how long the hidden value was.

A policy may let the ends of a value show, as on a till receipt: "██████4242". What shows is part of the value.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.errors import PolicyError
from redact.types import Effect, Modality, NewText, Release

_MOST_KEPT = 4
_SHARE_KEPT = 3
_Kept = Annotated[int, msgspec.Meta(ge=0, le=_MOST_KEPT)]


class MaskOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``char``, one printable character, is repeated ``length`` times, from 1 to 64.

    ``keep_last`` and ``keep_first``: so many of the value's letters and digits, up to 4, show behind and before the
    bar; both together never more than a third of them, so that of a short value nothing shows.
    """

    char: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] = "█"
    length: Annotated[int, msgspec.Meta(ge=1, le=64)] = 6
    keep_last: _Kept = 0
    keep_first: _Kept = 0


class Mask:
    """Puts the same bar in the place of every value. Raises ``PolicyError`` for a character that cannot be seen."""

    Options = MaskOptions
    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED
    widest: Release = Release.OPEN
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: MaskOptions, _secrets: Secrets) -> None:
        if not options.char.isprintable() or options.char.isspace():
            raise PolicyError("the 'char' of a mask cannot be seen", "use a printable one, as in char = '█'")
        self._first, self._last = options.keep_first, options.keep_last
        if self._first or self._last:
            self.widest = Release.LIMITED
        self._bar = options.char * options.length
        self._put = NewText(self._bar)

    def replace(self, mention: Mention) -> NewText:
        return self._partly(mention.value) if self._first or self._last else self._put

    def always(self, _entity_type: str) -> NewText | None:
        """The bar, unless something of the value shows beside it."""
        return None if self._first or self._last else self._put

    def _partly(self, value: str) -> NewText:
        shown = [letter for letter in value if letter.isalnum()]
        room = len(shown) // _SHARE_KEPT
        last = min(self._last, room)
        first = min(self._first, room - last)
        return NewText(f"{''.join(shown[:first])}{self._bar}{''.join(shown[len(shown) - last :])}")
