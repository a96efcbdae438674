"""Encrypt: the value itself, readable with the key alone. The result is still personal data.

Both forms stand in "⟨…⟩", follow the length of the value and are the same for the same value, so that a reader without
the key sees which values are equal.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import ClassVar, Literal, TypeAlias

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText, Release

Form: TypeAlias = Literal["siv", "presidio"]
_BLOCK = 16
_AES_SIZES = (16, 24, 32)


class Encrypt:
    """Puts the encrypted value there.

    "siv" is AES-SIV (RFC 5297), bound to the entity type: tampering shows. "presidio" is what Presidio's ``encrypt``
    writes (AES-CBC, PKCS7, the initial vector in front, URL-safe base64), so that its ``decrypt`` reads what stands
    between the marks with the key of ``presidio_key``. Its vector is not drawn but follows from key and value, so that
    one mention has one replacement; tampering does not show.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``form``: "siv", or "presidio" for files that Presidio must be able to open."""

        form: Form = "siv"

    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED
    widest: ClassVar[Release] = Release.INTERNAL
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._key = needed_key(secrets, "encrypt")
        self._seal = _in_siv if options.form == "siv" else _in_cbc

    def replace(self, mention: Mention) -> NewText:
        sealed = self._seal(self._key, mention.finding.entity_type, mention.value.encode())
        return NewText(f"⟨{base64.urlsafe_b64encode(sealed).decode('ascii')}⟩")


def presidio_key(key: bytes) -> bytes:
    """What to give Presidio as its key: the key itself where it has 16, 24 or 32 bytes, else 32 bytes made from it."""
    return key if len(key) in _AES_SIZES else derived(key, "encrypt for presidio")


def decrypted(text: str, entity_type: str, key: bytes, form: Form = "siv") -> str:
    """The value behind what ``Encrypt`` put there. Raises ``ValueError`` for another key, type or text."""
    from cryptography.exceptions import InvalidTag

    try:
        sealed = base64.urlsafe_b64decode(text.strip("⟨⟩").encode("ascii"))
        return (_from_siv(key, entity_type, sealed) if form == "siv" else _from_cbc(key, sealed)).decode()
    except (InvalidTag, ValueError, binascii.Error):
        raise ValueError("this key does not open that text") from None


def _in_siv(key: bytes, entity_type: str, value: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(derived(key, "encrypt")).encrypt(value, [entity_type.encode()])


def _from_siv(key: bytes, entity_type: str, sealed: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(derived(key, "encrypt")).decrypt(sealed, [entity_type.encode()])


def _in_cbc(key: bytes, entity_type: str, value: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    told = entity_type.encode() + b"\0" + value
    vector = hmac.digest(derived(key, "vector for presidio"), told, "sha256")[:_BLOCK]
    pad = PKCS7(_BLOCK * 8).padder()
    sealer = Cipher(algorithms.AES(presidio_key(key)), modes.CBC(vector)).encryptor()
    return vector + sealer.update(pad.update(value) + pad.finalize()) + sealer.finalize()


def _from_cbc(key: bytes, sealed: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    opener = Cipher(algorithms.AES(presidio_key(key)), modes.CBC(sealed[:_BLOCK])).decryptor()
    unpad = PKCS7(_BLOCK * 8).unpadder()
    padded = opener.update(sealed[_BLOCK:]) + opener.finalize()
    return unpad.update(padded) + unpad.finalize()
