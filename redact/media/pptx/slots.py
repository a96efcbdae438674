"""Every place in a cleaned presentation that can hold words, slide by slide in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.media.ooxml.members import drawn_slots, filled
from redact.media.ooxml.package import ROOT, Package
from redact.media.ooxml.properties import property_slots
from redact.media.ooxml.slots import Slot
from redact.media.ooxml.xml import q

_NUMBER = re.compile(r"(\D*?)(\d*)\.xml")


def slots(package: Package, main: str) -> Iterator[Slot]:
    """A slot for each paragraph, comment, chart value, label and address that is not empty."""
    last = package.targets(ROOT, "core-properties")
    for member in sorted(package.text_members(), key=lambda name: (name in last, name == main, *_order(name))):
        if member in last:
            yield from filled(property_slots(package.xml(member)))
        else:
            yield from filled(drawn_slots(package, member))


def language_of(package: Package, main: str) -> str:
    """The language that the presentation declares for its text; English where it declares none."""
    declared = next(iter(package.xml(main).iter(q("a:defRPr"))), None)
    value = declared.get("lang", "") if declared is not None else ""
    return value.partition("-")[0].lower() or "en"


def _order(member: str) -> tuple[str, int]:
    found = _NUMBER.fullmatch(member)
    return (found[1], int(found[2] or 0)) if found else (member, 0)
