"""Replace: a label says what stood there: "[Person]", or "[Person 3]" for the third person of the document.

Or a surrogate stands there: a name, an address, a date that belongs to nobody.
"""

from __future__ import annotations

import re
from typing import ClassVar

import msgspec

from redact.anonymise.key import derived
from redact.anonymise.surrogates import OF_PEOPLE, Surrogates, belongs_to_person, seed_of
from redact.contracts import Mention, Secrets
from redact.entities import label_of
from redact.errors import PolicyError
from redact.types import Effect, Modality, NewText, Release

_NUMBER = re.compile(r"\d+$")


class ReplaceOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of three beside the plain label, or none.

    ``numbered`` tells one subject from another; ``text`` stands for every value instead of its label; ``surrogate``
    puts a realistic value there, or the label where there is none. ``locale`` is where its names come from, as Faker
    calls it; with ``origin`` each name gets one of its own origin, which tells the reader that origin.
    """

    numbered: bool = False
    text: str = ""
    surrogate: bool = False
    locale: str = "en_GB"
    origin: bool = False


class Replace:
    """Puts the plain name of the entity type there, in square brackets, or what the options say.

    Numbers and surrogates follow the subjects of one document: the third person is always the same invented one,
    whoever it stands for, unless gender, origin where asked, or a likeness to the value forbid it. They do not carry
    over to another document; for surrogates that do, use ``pseudonymise``. Without a key anybody can work out who the
    third would be, and where another stands, that the value is like that one; with a key, nobody else can.
    Raises ``PolicyError`` for two options at once.
    """

    Options = ReplaceOptions
    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED
    widest: Release = Release.OPEN
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"

    def __init__(self, options: ReplaceOptions, secrets: Secrets) -> None:
        if options.numbered + bool(options.text) + options.surrogate > 1:
            raise PolicyError(
                "'replace' can put one thing there: 'numbered', 'text' and 'surrogate' exclude each other"
            )
        self._options = options
        self._salt = derived(secrets.key, "surrogates") if secrets.key else b""
        self._surrogates = Surrogates(options.locale, origin=options.origin) if options.surrogate else None
        self.redraws = self._surrogates is not None
        if options.surrogate and options.origin:
            self.widest = Release.LIMITED

    def replace(self, mention: Mention) -> NewText:
        return self.draws(mention, 0) if self._surrogates else self._labelled(mention)

    def _labelled(self, mention: Mention) -> NewText:
        if self._options.text:
            return NewText(self._options.text)
        number = _NUMBER.search(mention.finding.subject or "") if self._options.numbered else None
        return NewText(f"[{label_of(mention.finding.entity_type)}{f' {number.group()}' if number else ''}]")

    def always(self, entity_type: str) -> NewText | None:
        """The text or the label, unless it depends on the subject."""
        if self._options.numbered or self._surrogates:
            return None
        return NewText(self._options.text or f"[{label_of(entity_type)}]")

    def draws(self, mention: Mention, attempt: int) -> NewText:
        """The surrogate of that attempt; ``replace`` gives that of attempt 0, and labels have no other.

        An operator sees one mention, and cannot know that its surrogate stands in the document for somebody else: who
        knows takes the next attempt, the same for all mentions of the subject, until none of its surrogates does.
        """
        made = self._surrogates.of(mention, _seed(mention, self._salt), attempt) if self._surrogates else ""
        return NewText(made) if made else self._labelled(mention)


def _seed(mention: Mention, salt: bytes) -> bytes:
    """Of the subject's number; of the place as well for what is one of many things that belong to one person."""
    finding = mention.finding
    if not belongs_to_person(finding):
        return seed_of(salt, finding.entity_type, finding.subject or "")
    if finding.entity_type in OF_PEOPLE:
        return seed_of(salt, "PERSON", finding.subject or "")
    return seed_of(salt, finding.entity_type, finding.subject or "", repr(finding.regions[0]))
