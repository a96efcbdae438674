"""Replace: a label says what stood there: "[Person]", or "[Person 3]" for the third person of the document."""

from __future__ import annotations

import re
from typing import ClassVar

import msgspec

from redact.contracts import Mention, Secrets
from redact.entities import label_of
from redact.types import Effect, Modality, NewText

_NUMBER = re.compile(r"\d+$")


class Replace:
    """Puts the plain name of the entity type there, in square brackets.

    Numbers follow the subjects of one document: they do not carry over to another.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``numbered`` tells one subject from another; ``text`` stands for every value instead of its label."""

        numbered: bool = False
        text: str = ""

    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED

    def __init__(self, options: Options, _secrets: Secrets) -> None:
        self._options = options

    def replace(self, mention: Mention) -> NewText:
        if self._options.text:
            return NewText(self._options.text)
        number = _NUMBER.search(mention.finding.subject or "") if self._options.numbered else None
        return NewText(f"[{label_of(mention.finding.entity_type)}{f' {number.group()}' if number else ''}]")
