"""Hash: a keyed digest of the exact value. Unlike a pseudonym it tells two spellings apart."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import ClassVar

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText


class Hash:
    """Puts the hexadecimal HMAC-SHA256 of the value there. There is no unkeyed hash: short values would be guessed."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``length`` in hexadecimal digits, from 16 to 64."""

        length: int = 64

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._length = min(max(options.length, 16), 64)
        self._key = derived(needed_key(secrets, "hash"), "hash")

    def replace(self, mention: Mention) -> NewText:
        return NewText(hmac.new(self._key, mention.value.encode(), sha256).hexdigest()[: self._length])
