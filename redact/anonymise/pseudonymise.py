"""Pseudonymise: a keyed token in the place of a value. The result is still personal data.

The token is HMAC-SHA256 of type and folded value: the same value gives the same token in every file, run and process,
with no shared state. Without the key nobody can tell which value a token stands for, or try values out; with it,
somebody who guesses the value can. Two spellings of one name are two values.
"""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from typing import ClassVar

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.occurrences import folded
from redact.types import Effect, Modality, NewText


class Pseudonymise:
    """Puts "PERSON_" and 16 letters there. Case, spaces and punctuation of the value make no difference."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``length`` of the token's random part, in characters of 5 bits; at least 8."""

        length: int = 16

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._length = max(options.length, 8)
        self._bytes = -(-self._length // 8) * 5  # five bytes make eight letters
        self._mac = hmac.new(derived(needed_key(secrets, "pseudonymise"), "pseudonym"), digestmod=sha256)

    def replace(self, mention: Mention) -> NewText:
        entity_type = mention.finding.entity_type
        mac = self._mac.copy()
        mac.update(f"{entity_type}\0{folded(mention.value) or mention.value}".encode())
        letters = base64.b32encode(mac.digest()[: self._bytes]).decode("ascii").lower()
        return NewText(f"{entity_type}_{letters[: self._length]}")
