"""An Office file opened to be examined: every member, also those that nothing leads to, and nothing is changed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.listing import TYPES, Relation, listing_of, read_relations, read_types
from redact.media.ooxml.xml import parsed
from redact.media.ooxml.zip import unpacked
from redact.media.source import LARGEST, contents

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

ROOT = ""
"""The owner of the relations of the package itself."""
_PLAIN_STEM = re.compile(
    r"(app|chart|chartsheet|colors|comment|comments|commentsExtended|core|custom|data|document|drawing|endnotes|"
    r"fontTable|footer|footnotes|handoutMaster|header|layout|notesMaster|notesSlide|numbering|pivotCacheDefinition|"
    r"pivotCacheRecords|pivotTable|presentation|quickStyle|settings|sharedStrings|sheet|slide|slideLayout|slideMaster|"
    r"styles|table|theme|webSettings|workbook|vmlDrawing|item|itemProps|externalLink|people|person|threadedComment)(\d*)"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """One file: its bytes, members by name, types, and relations by the member that owns them, ``ROOT`` the package."""

    data: bytes = field(repr=False)
    members: dict[str, bytes] = field(repr=False)
    types: dict[str, str] = field(repr=False)
    relations: dict[str, list[Relation]] = field(repr=False)
    roots: dict[str, Element] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, path: Path, largest: int = LARGEST) -> Opened:
        """Open a file. Raises ``UnreadableError`` for everything that is no Office file, as loading it does."""
        data = contents(path, largest)
        members = unpacked(data)
        names = {name.casefold(): name for name in members}
        if TYPES.casefold() not in names:
            raise UnreadableError("an archive, but no Office file", "check what it is and name it accordingly")
        relations = {}
        for owner in (ROOT, *members):
            listing = names.get(listing_of(owner).casefold())
            relations[owner] = read_relations(members[listing], owner, names) if listing else []
        return cls(data, members, read_types(members[names[TYPES.casefold()]], members), relations)

    def xml(self, member: str) -> Element:
        """The root of a member, parsed once. Raises ``UnreadableError`` where it is damaged."""
        if member not in self.roots:
            self.roots[member] = parsed(self.members[member])
        return self.roots[member]

    def xml_members(self) -> list[str]:
        """The members that hold XML and that something leads to, in the order of the archive.

        Old drawings (VML) are often no well-formed XML; those that are not are left out.
        """
        reached = self.reached()
        return [name for name in self.members if name in reached and self.is_xml(name)]

    def is_xml(self, member: str) -> bool:
        """Whether a member is declared to hold XML."""
        kind = self.types.get(member, "").casefold()
        return kind.endswith(("+xml", "/xml")) or (kind.endswith("vmldrawing") and self._is_well_formed(member))

    def _is_well_formed(self, member: str) -> bool:
        try:
            return self.xml(member) is not None
        except UnreadableError:
            return False

    def reached(self) -> set[str]:
        """Every member that relations lead to from the root."""
        seen, queue = set[str](), [ROOT]
        while queue:
            for relation in self.relations[queue.pop()]:
                if not relation.external and relation.target in self.members and relation.target not in seen:
                    seen.add(relation.target)
                    queue.append(relation.target)
        return seen

    def related(self, *kinds: str) -> list[tuple[str, Relation]]:
        """Every relation of one of these kinds, with its owner."""
        return [(owner, row) for owner, rows in self.relations.items() for row in rows if row.kind in kinds]

    def place(self, member: str) -> str:
        """Where a member is, in words of structure: "header 1", or its number where a person may have named it."""
        if not member:
            return "file"
        match = _PLAIN_STEM.fullmatch(posixpath.splitext(posixpath.basename(member))[0])
        if match is None:
            return f"member {list(self.members).index(member) + 1}" if member in self.members else "file"
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", match[1]).lower()
        return f"{words} {match[2]}".strip()
