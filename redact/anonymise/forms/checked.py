"""A number taken apart into what it says and its check digits, so that one can change and the other follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from redact.anonymise.forms.checksums import check_of, mod97

_IBAN = re.compile(r"(?ai)([A-Z]{2})([0-9]{2})((?:[ -]?[A-Z0-9]){11,30})")
_IBAN_CHECKS = 97
_LOWEST = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """``body`` is the number without its check digits, as written; ``put`` writes them into another body.

    ``off`` is how far the written check digits are from the right ones: nought where they hold. ``values`` is how many
    there are (10 or 97), and 0 for a number without any.
    """

    body: str
    off: int = 0
    values: int = 0
    right: Callable[[str], int] | None = None
    put: Callable[[str, int], str] | None = None

    def __repr__(self) -> str:
        return "Checked()"

    def is_given_out(self, body: str) -> bool:
        """Whether there are check digits for that body: of NHS numbers one in eleven has none."""
        return self.right is None or self.right(body) < self.values

    def again(self, body: str, shift: int) -> str:
        """Another body with check digits as right or wrong as these are, moved by *shift*."""
        if self.right is None or self.put is None:
            return body
        right = self.right(body) if self.is_given_out(body) else 0
        return self.put(body, (right + self.off + shift) % self.values)


def parted(value: str, entity_type: str) -> Checked | None:
    """The number taken apart; whole where its type has no check digits, None where they cannot be what they say."""
    if entity_type == "IBAN_CODE":
        return _account(value)
    places = [at for at, sign in enumerate(value) if sign in "0123456789"]
    check = check_of(entity_type, len(places))
    if check is None or len(places) < 2 or any(sign.isalnum() and sign not in "0123456789" for sign in value):
        return Checked(value)
    place = places[check.at]

    def right(body: str) -> int:
        return check.digit(re.sub(r"\D", "", body))

    def put(body: str, digit: int) -> str:
        return f"{body[:place]}{digit}{body[place:]}"

    body = value[:place] + value[place + 1 :]
    ours = right(body)
    return Checked(body, (int(value[place]) - (ours if ours < 10 else 0)) % 10, 10, right, put)


def _account(value: str) -> Checked | None:
    form = _IBAN.fullmatch(value)
    if form is None:
        return None
    country, digits, body = form.groups()
    if not _LOWEST <= int(digits) < _LOWEST + _IBAN_CHECKS:
        return None

    def right(body: str) -> int:
        return mod97(country + re.sub(r"[ -]", "", body)) - _LOWEST

    def put(body: str, number: int) -> str:
        return f"{country}{number + _LOWEST:02d}{body}"

    return Checked(body, (int(digits) - _LOWEST - right(body)) % _IBAN_CHECKS, _IBAN_CHECKS, right, put)
