"""Encrypt: the value itself, readable with the key alone. The result is still personal data."""

from __future__ import annotations

import base64
from typing import ClassVar

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText


class Encrypt:
    """Puts "⟨…⟩" with the value in AES-SIV (RFC 5297) there: the same value gives the same text, tampering shows.

    The length of the text follows the length of the value.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED

    def __init__(self, _options: Options, secrets: Secrets) -> None:
        self._key = derived(needed_key(secrets, "encrypt"), "encrypt")

    def replace(self, mention: Mention) -> NewText:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        sealed = AESSIV(self._key).encrypt(mention.value.encode(), [mention.finding.entity_type.encode()])
        return NewText(f"⟨{base64.urlsafe_b64encode(sealed).decode('ascii')}⟩")


def decrypted(text: str, entity_type: str, key: bytes) -> str:
    """The value behind what ``Encrypt`` put there. Raises ``ValueError`` for another key, type or text."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    try:
        sealed = base64.urlsafe_b64decode(text.strip("⟨⟩").encode("ascii"))
        return AESSIV(derived(key, "encrypt")).decrypt(sealed, [entity_type.encode()]).decode()
    except (InvalidTag, ValueError):
        raise ValueError("this key does not open that text") from None
