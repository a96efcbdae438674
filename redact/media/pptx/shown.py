"""Slides that are left out when a presentation is shown: taken out with all that leads to them, or shown."""

from __future__ import annotations

from redact.media.ooxml.marks import detach
from redact.media.ooxml.package import Package
from redact.media.ooxml.xml import q, remove
from redact.media.pptx.clean import slides_of
from redact.media.pptx.hiding import is_hidden, show_slide


def show_hidden_slides(package: Package) -> int:
    """Let every slide be shown; how many were hidden."""
    hidden = _hidden(package)
    for slide in hidden:
        show_slide(package.xml(slide))
    return len(hidden)


def drop_hidden_slides(package: Package, main: str) -> int:
    """Take every hidden slide out, and every link to one; how many there were."""
    hidden = set(_hidden(package))
    ids = {row.id for row in package.relations[main] if row.target in hidden}
    for entry in [each for each in package.xml(main).iter(q("p:sldId")) if each.get(q("r:id")) in ids]:
        remove(entry)
    for owner in list(package.relations):
        gone = {row.id for row in package.relations[owner] if row.target in hidden and not row.external}
        if gone and owner and owner not in hidden:
            detach(package.xml(owner), gone)
        package.relations[owner] = [row for row in package.relations[owner] if row.id not in gone]
    return len(hidden)


def _hidden(package: Package) -> list[str]:
    return [slide for slide in slides_of(package) if is_hidden(package.xml(slide))]
