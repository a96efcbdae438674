"""What verification finds: something that was to go and is still there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from msgspec import structs

from redact.types import Finding, Region


class Kind(StrEnum):
    """How the leak showed."""

    STRING = "a hidden value is still written in it"
    BYTES = "a hidden value is still in its bytes"
    PIXELS = "a covered place is not covered in the picture"
    SOUND = "an overwritten stretch of sound is not as it was overwritten"
    VOICE = "a voice that was disguised is still there"
    HEARD = "another model still hears what was hidden"
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

    def before(self, origin: Callable[[Region], Region]) -> Leak:
        """The same where it stood in the original; *origin* tells that of places in the copy."""
        if self.finding is None:
            return self
        regions = tuple(origin(region) for region in self.finding.regions)
        return replace(self, finding=structs.replace(self.finding, regions=regions))
