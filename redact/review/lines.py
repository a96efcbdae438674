"""A decision as a line of JSON. Places are written as in the record; a decision that has some names their type."""

from __future__ import annotations

import re

import msgspec

from redact.report.places import Place, place_of, region_of
from redact.types import Decision, Verdict

_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in the file, field by field as in ``Decision``."""

    file: str
    finding: str
    verdict: Verdict
    by: str
    when: str
    why: str = ""
    code: str = ""
    subject: str = ""
    entity_type: str = ""
    places: tuple[Place, ...] = ()


def line_of(decision: Decision) -> bytes:
    """The line that says it, without its end; places as exactly as a record tells them."""
    said = {name: getattr(decision, name) for name in Line.__struct_fields__}
    return msgspec.json.encode(Line(**said | {"places": tuple(map(place_of, decision.places))}))


def decision_of(line: bytes) -> Decision:
    """The decision in a line. Raises ``ValueError`` for a line that holds none (as msgspec does)."""
    said = msgspec.json.decode(line, type=Line)
    if said.places and not _TYPE.fullmatch(said.entity_type):
        raise ValueError("places without the type of what stands there")
    facts = msgspec.structs.asdict(said) | {"places": tuple(map(region_of, said.places))}
    return Decision(**facts)
