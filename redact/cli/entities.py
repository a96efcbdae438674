"""redact entities: what can be looked for."""

from __future__ import annotations

from dataclasses import asdict

from redact.cli.options import AsJson
from redact.cli.printing import show_json, show_table
from redact.errors import ExitCode


def entities(*, as_json: AsJson = False) -> ExitCode:
    """List every type of thing that the built-in detectors know, and how directly it identifies a person."""
    from redact.entities import ENTITY_TYPES

    if as_json:
        for entity in ENTITY_TYPES.values():
            show_json(asdict(entity))
        return ExitCode.DONE
    rows = [
        (entity.name, entity.group, "directly" if entity.direct else "with other facts", entity.description)
        for entity in ENTITY_TYPES.values()
    ]
    show_table(("type", "group", "identifies", "description"), rows)
    return ExitCode.DONE
