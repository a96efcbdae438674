"""Addresses that an Office file links to: shown decoded, written encoded, so that an edited one is still an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from redact.media.ooxml.package import Package
from redact.media.ooxml.slots import Slot


@dataclass(frozen=True, slots=True)
class LinkPiece:
    """The target of one relation that leads out of the package."""

    package: Package = field(repr=False)
    owner: str
    number: int

    @property
    def text(self) -> str:
        return unquote(self.package.relations[self.owner][self.number].target)

    def put(self, text: str) -> None:
        relations = self.package.relations[self.owner]
        relations[self.number] = replace(relations[self.number], target=quote(text, safe="/:?#@!$&'()*+,;=%~-._"))


def link_slots(package: Package, owner: str, story: str, place: str) -> Iterator[Slot]:
    """A slot for each address that a member links to."""
    links = (number for number, relation in enumerate(package.relations[owner]) if relation.external)
    for count, number in enumerate(links, 1):
        yield Slot(f"{story}.l{count}", f"{place}link {count}", (LinkPiece(package, owner, number),))
