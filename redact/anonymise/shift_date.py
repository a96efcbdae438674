"""Shift dates: every date of one person moves by the same secret number of days, so that intervals stay true.

The number follows from the key and the subject; findings without a subject share one. Subjects are counted document by
document, so a person's dates move alike within one document only. With the key, or with one date that is known, the
shift can be undone.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from hashlib import sha256
from typing import ClassVar

import msgspec

from redact.anonymise.dates import parsed
from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.entities import label_of
from redact.types import Effect, Modality, NewText


class ShiftDate:
    """Puts another date there, written in the same manner. What is no whole date becomes its label."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``days``: the furthest that a date moves, back or forth; it always moves by one day at least."""

        days: int = 180

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._most = max(options.days, 1)
        self._key = derived(needed_key(secrets, "shift_date"), "shift date")

    def replace(self, mention: Mention) -> NewText:
        written = parsed(mention.value)
        label = NewText(f"[{label_of(mention.finding.entity_type)}]")
        if written is None:
            return label
        try:
            return NewText(written.again(written.day + timedelta(days=self._shift(mention))))
        except OverflowError:
            return label

    def _shift(self, mention: Mention) -> int:
        who = mention.finding.subject or ""
        number = int.from_bytes(hmac.new(self._key, who.encode(), sha256).digest()[:8], "big")
        days = 1 + number // 2 % self._most
        return days if number % 2 else -days
