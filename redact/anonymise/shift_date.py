"""Shift dates: every date of one person moves by the same secret number of days, so that intervals stay true.

The number follows from the key and from whom the date belongs to (``Mention.owner``), so that it is the same in every
document; dates that belong to nobody share one. With the key, or with one date that is known, the shift can be undone.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Annotated, ClassVar

import msgspec

from redact.anonymise.forms.dates import parsed
from redact.anonymise.forms.part_dates import InPart, in_part
from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.entities import label_of
from redact.types import Effect, Modality, NewText, Release

_MONTH = 30.4375
_YEAR = 365.25


class ShiftDate:
    """Puts another date there, written in the same manner; the time of day behind it stays.

    "12 March" moves by the days of a year without a leap day. "March 1987" moves by the nearest number of whole months,
    one at least, and so its interval to a full date holds to within a month. "1987" moves likewise where ``days`` is a
    year or more, and becomes its label where it is less; so does all that is no date.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``days``: the furthest that a date moves, back or forth, up to 36,525; it always moves by one at least."""

        days: Annotated[int, msgspec.Meta(ge=1, le=36_525)] = 180

    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED
    widest: ClassVar[Release] = Release.LIMITED
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._most = options.days
        self._key = derived(needed_key(secrets, "shift_date"), "shift date")

    def replace(self, mention: Mention) -> NewText:
        try:
            moved = self._moved(mention.value, self._shift(mention.owner))
        except (OverflowError, ValueError):  # before the first year or behind the last
            moved = ""
        return NewText(moved or f"[{label_of(mention.finding.entity_type)}]")

    def _moved(self, value: str, days: int) -> str:
        written = parsed(value)
        if written:
            return written.again(written.day + timedelta(days))
        part = in_part(value)
        return self._moved_in_part(part, days) if part else ""

    def _moved_in_part(self, part: InPart, days: int) -> str:
        if part.unit == "day":
            return part.again(part.day + timedelta(days))
        if part.unit == "year":
            years = _whole(days / _YEAR)
            return part.again(part.day.replace(year=part.day.year + years)) if self._most >= _YEAR else ""
        year, month = divmod(part.day.year * 12 + part.day.month - 1 + _whole(days / _MONTH), 12)
        return part.again(part.day.replace(year=year, month=month + 1))

    def _shift(self, owner: str) -> int:
        number = int.from_bytes(hmac.digest(self._key, owner.encode(), "sha256")[:8], "big")
        days = 1 + number // 2 % self._most
        return days if number % 2 else -days


def _whole(share: float) -> int:
    """The nearest whole number that is not nought."""
    return round(share) or (1 if share > 0 else -1)
