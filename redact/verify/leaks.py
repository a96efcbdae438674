"""What verification finds: something that was to go and is still there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from redact.types import Finding


class Kind(StrEnum):
    """How the leak showed."""

    STRING = "a hidden value is still written in it"
    BYTES = "a hidden value is still in its bytes"
    PIXELS = "a covered place is not covered in the picture"
    SOUND = "an overwritten stretch of sound is not as it was overwritten"
    UNSEEN = "something is in it that it does not show"
    DETECTED = "a detector still finds something in it"


@dataclass(frozen=True, slots=True)
class Leak:
    """One thing that is left in the written copy, and where.

    ``value`` is the text that is left, for the next round only; ``finding`` says where in pixels or sound it stands.
    """

    kind: Kind
    place: str
    entity_type: str
    value: str = field(default="", repr=False)
    finding: Finding | None = None
