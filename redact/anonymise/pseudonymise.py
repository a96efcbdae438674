"""Pseudonymise: a keyed token, or a surrogate that follows from it. The result is still personal data.

Both follow from HMAC-SHA256 of whom the mention belongs to (``Mention.subject``) or, where that is not known, of the
folded value: the same in every file, run and process, with no shared state. Without the key nobody can tell whom a
token stands for, or try names out; with it, somebody who guesses a name can. Surrogates follow Faker's lists, too:
another version of Faker may give another name.

Two subjects may get one pseudonym. Of the 80 bits of a token two are alike among a million subjects with odds of one in
2.4 million millions. Of surrogates they are soon: some 180 given names of each gender and 500 family names make 91,000
full names a gender in en_GB, of which among 360 people of one gender two are as likely as not to share one.
Within one document the next is drawn then (``draws``); across documents a vault tells.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, ClassVar, Literal

import msgspec

from redact.anonymise.key import derived, needed_key
from redact.anonymise.surrogates import OF_PEOPLE, Surrogates, belongs_to_person
from redact.contracts import Mention, Secrets
from redact.occurrences import folded
from redact.types import Effect, Modality, NewText, Release

_LETTERS = bytes(b"abcdefghijklmnopqrstuvwxyz234567"[byte & 31] for byte in range(256))
"""One letter of 32 for each byte: five bits of it."""
_ONE_DIGEST = 32
_BLOCK = 64


class PseudonymiseOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``form``: "token" is "PERSON_" and ``length`` letters of 5 bits each, from 8 to 52; "surrogate" looks real.

    Where there is no surrogate for a value a token stands. ``locale`` and ``origin`` are those of ``replace``.
    """

    length: Annotated[int, msgspec.Meta(ge=8, le=52)] = 16
    form: Literal["token", "surrogate"] = "token"
    locale: str = "en_GB"
    origin: bool = False


class Pseudonymise:
    """Puts a token or a surrogate there: one for all mentions of a person, their e-mail addresses and user names.

    Of other things that belong to a person, as dates and numbers, each value has its own. Case, spaces and punctuation
    of a value make no difference.
    """

    Options = PseudonymiseOptions
    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.PSEUDONYMISED
    widest: ClassVar[Release] = Release.LIMITED
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: PseudonymiseOptions, secrets: Secrets) -> None:
        self._length = options.length
        key = derived(needed_key(secrets, "pseudonymise"), "pseudonym").ljust(_BLOCK, b"\0")
        self._inner, self._outer = (sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
        surrogate = options.form == "surrogate"
        self._surrogates = Surrogates(options.locale, origin=options.origin) if surrogate else None
        self.redraws = self._surrogates is not None

    def replace(self, mention: Mention) -> NewText:
        if self._surrogates is not None:
            return self.draws(mention, 0)
        return self._token(mention.finding.entity_type, self._digest(mention))

    def draws(self, mention: Mention, attempt: int) -> NewText:
        """The surrogate of that attempt; ``replace`` gives that of attempt 0, and tokens have no other.

        An operator sees one mention, and cannot know that its surrogate stands in the document for somebody else: who
        knows takes the next attempt, the same for all mentions of the subject in all documents, until none does.
        """
        digest = self._digest(mention)
        made = self._surrogates.of(mention, digest, attempt) if self._surrogates else ""
        return NewText(made) if made else self._token(mention.finding.entity_type, digest)

    def _digest(self, mention: Mention) -> bytes:
        """HMAC-SHA256 (RFC 2104) from states that have taken in the key: in a third of the time that ``hmac`` needs."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(_told(mention))
        outer.update(inner.digest())
        return outer.digest()

    def _token(self, entity_type: str, digest: bytes) -> NewText:
        letters = digest if self._length <= _ONE_DIGEST else digest + sha256(digest).digest()
        return NewText(f"{entity_type}_{letters[: self._length].translate(_LETTERS).decode('ascii')}")


def _told(mention: Mention) -> bytes:
    """Whom or what a pseudonym stands for, the same for all its mentions."""
    entity_type, subject = mention.finding.entity_type, mention.subject
    if subject and belongs_to_person(mention.finding):
        if entity_type in OF_PEOPLE:
            return f"PERSON\0{subject}".encode()
        subject = ""
    return f"{entity_type}\0{subject or folded(mention.value) or mention.value}".encode()
