"""Hash: a keyed digest of the exact value. Unlike a pseudonym it tells two spellings apart."""

from __future__ import annotations

import hmac
from typing import Annotated, ClassVar

import msgspec

from redact.anonymise.guesses import warning
from redact.anonymise.key import derived, needed_key
from redact.contracts import Mention, Secrets
from redact.types import Effect, Modality, NewText, Release


class Hash:
    """Puts the hexadecimal HMAC-SHA256 of the value there. There is no unkeyed hash: short values would be guessed.

    With the key they can be guessed all the same: ``warning`` says how soon.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``length`` in hexadecimal digits, from 16 to 64."""

        length: Annotated[int, msgspec.Meta(ge=16, le=64)] = 64

    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED
    widest: ClassVar[Release] = Release.LIMITED
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: Options, secrets: Secrets) -> None:
        self._length = options.length
        self._key = derived(needed_key(secrets, "hash"), "hash")

    def replace(self, mention: Mention) -> NewText:
        return NewText(hmac.digest(self._key, mention.value.encode(), "sha256").hex()[: self._length])

    def warning(self, entity_type: str) -> str:
        """How soon values of that type are found by trying all of them; nothing where nobody can say."""
        return warning(entity_type)
