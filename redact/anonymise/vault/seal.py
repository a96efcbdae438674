"""Sealing: AES-SIV (RFC 5297) with 256-bit halves, each seal bound to the vault and to the place where it belongs.

A seal that was moved to another row, column or vault does not open, nor does one of which a bit was changed. How long
the sealed text is can be told from the outside, and so can which rows belong to one token.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from redact.errors import PolicyError


def damaged(what: str = "a row of it was changed") -> PolicyError:
    """The one error for a vault that is not as it was left."""
    return PolicyError(f"the vault is damaged: {what}", "take it from a backup")


class Seal:
    """Closes and opens what stands in one vault. *key* is 64 bytes."""

    def __init__(self, vault: str, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        self._vault = vault.encode()
        self._cipher = AESSIV(key)

    def __repr__(self) -> str:
        return "Seal()"

    def close(self, plain: bytes, *place: bytes) -> bytes:
        """*plain* (not empty), sealed for that place."""
        return self._cipher.encrypt(plain, [self._vault, *place])

    def open(self, sealed: bytes, *place: bytes) -> bytes:
        """What was sealed for that place. Raises ``PolicyError``."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed, [self._vault, *place])
        except (InvalidTag, TypeError, ValueError):
            raise damaged() from None


def mark(key: bytes, *words: str) -> bytes:
    """16 bytes by which a row is found again, from which nothing can be told without the key (HMAC-SHA256)."""
    mac = hmac.new(key, digestmod=sha256)
    for word in words:
        mac.update(len(word.encode()).to_bytes(4, "big") + word.encode())
    return mac.digest()[:16]
