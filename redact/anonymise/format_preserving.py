"""Format preserving: the value encrypted into another of its own shape: digits for digits, letters for letters.

FF3-1 of NIST SP 800-38G, by the package ``ff3``. Values of mixed shape are numbered, and the cycle is walked until the
number is one of the shape's again. NIST's second draft of revision 1 (2025) drops FF3-1 after Beyne's cryptanalysis
(2021): it is for systems that demand the shape, inside; the result is still personal data, and reads like real data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import msgspec

from redact.anonymise.forms.checked import Checked, parted
from redact.anonymise.forms.shapes import Shape, shape_of
from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.entities import label_of
from redact.errors import MissingError
from redact.occurrences import folded
from redact.types import Effect, Modality, NewText, Release

if TYPE_CHECKING:
    from ff3 import FF3Cipher

Checks: TypeAlias = Literal["valid", "invalid", "any"]
_FEWEST = 10**6
"""Values that a shape must have (SP 800-38G rev. 1); fewer could be tried out."""
_MOST_DIGITS = 56
_TWEAK = 7


class FormatPreserving:
    """Puts a value of the same shape there; the label where the shape has under a million values or over 10^56.

    So it does for letters beyond a to z. ``checks``: what becomes of a checksum (cards, device and NHS numbers,
    taxpayer and learner references, bank routing numbers, IBANs). "valid": one that holds holds again; "invalid": one
    that holds holds no more, so that nobody takes the number for a real one; "any": check digits are digits like all.
    The country of an IBAN stays.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``checks``: "valid", "invalid" or "any"."""

        checks: Checks = "valid"

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED
    widest: ClassVar[Release] = Release.INTERNAL
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: Options, secrets: Secrets) -> None:
        from importlib.util import find_spec

        if find_spec("ff3") is None:
            raise MissingError("ff3 is not installed", "install it with: pip install 'redact[fpe]'")
        self._checks = options.checks
        self._key = needed_key(secrets, "format_preserving")

    def replace(self, mention: Mention) -> NewText:
        entity_type, value = mention.finding.entity_type, mention.value
        put = _turned(value, entity_type, self._key, self._checks, back=False)
        if not put or folded(value) in folded(put):
            return NewText(f"[{label_of(entity_type)}]")
        return NewText(put)


def decrypted(text: str, entity_type: str, key: bytes, checks: Checks = "valid") -> str:
    """The value behind what ``FormatPreserving`` put there with that key and option.

    Raises ``ValueError`` for a text of a shape that it never puts there. Another key gives another value and no error:
    nothing in the text tells the two apart.
    """
    value = _turned(text, entity_type, key, checks, back=True)
    if not value:
        raise ValueError("that text was not put there by format-preserving encryption")
    return value


def _turned(value: str, entity_type: str, key: bytes, checks: Checks, *, back: bool) -> str:
    """The other value of the shape, or nothing. Check digits are taken off before, and put on again."""
    parts = parted(value, entity_type) if checks != "any" else Checked(value)
    if parts is None:
        return ""
    shape = shape_of(parts.body, entity_type)
    if shape is None or shape.size < _FEWEST or shape.size > 10**_MOST_DIGITS:
        return ""
    turn = _turn(shape, entity_type, key, back=back)
    body = turn(parts.body)
    while parts.is_given_out(body) != parts.is_given_out(parts.body):
        body = turn(body)
    return parts.again(body, shift=0 if checks != "invalid" else -1 if back else 1)


def _turn(shape: Shape, entity_type: str, key: bytes, *, back: bool) -> Callable[[str], str]:
    cipher = _cipher(entity_type, key)
    digits = max(len(str(shape.size - 1)), len(str(_FEWEST - 1)))
    once: Callable[[str], str] = cipher.decrypt if back else cipher.encrypt

    def turn(value: str) -> str:
        number = shape.number(value)
        while True:
            number = int(once(f"{number:0{digits}d}"))
            if number < shape.size:
                return shape.value(number)

    return turn


def _cipher(entity_type: str, key: bytes) -> FF3Cipher:
    from ff3 import FF3Cipher

    own = derived(key, "format preserving")
    return FF3Cipher(own.hex(), derived(own, f"tweak {entity_type}")[:_TWEAK].hex())
