"""An Office file as a package: members, their types, and the relations that tie them together.

Default deny: a member stays only where a known kind of relation leads to it from the root, and a relation stays only
where its kind is known and the member that owns it still points to it. The lists of types and relations are written
anew; a member whose XML was not changed keeps its bytes.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.listing import (
    TYPES,
    Relation,
    listing_of,
    read_relations,
    read_types,
    suffix_of,
    write_relations,
    write_types,
)
from redact.media.ooxml.marks import detach, pointers
from redact.media.ooxml.xml import is_plain, parsed, serialised
from redact.media.ooxml.zip import packed, unpacked
from redact.media.source import LARGEST, contents

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

ROOT = ""
"""The owner of the relations of the package itself."""
REDACTED = "redacted"
"""How the name of an enclosed file begins in a copy; its number and its ending follow."""
_ADDRESS = re.compile(r"(?:https?|mailto|tel|sms|ftp):|#", re.IGNORECASE)
"""Links that lead somewhere for anybody; one to a file names its owner's folders and goes."""
_KNOWN_NAME = re.compile(
    r"(word|xl|ppt|docProps)(/(charts|chartsheets|comments|diagrams|drawings|handoutMasters|notesMasters|notesSlides|"
    r"slideLayouts|slideMasters|slides|tables|theme|worksheets))?/"
    r"(chart|colors|comment|comments|commentsExtended|core|data|document|drawing|endnotes|fontTable|footer|footnotes|"
    r"handoutMaster|header|layout|member|notesMaster|notesSlide|numbering|presentation|quickStyle|settings|"
    r"sharedStrings|sheet|slide|slideLayout|slideMaster|styles|table|tableStyles|theme|workbook)\d*\.xml"
)


class Use(Enum):
    """What is done with a relation of a known kind."""

    IMPLIED = auto()
    """Kept; nothing in the owner needs to point to it."""
    MARKED = auto()
    """Kept while something in the owner points to it."""
    PICTURE = auto()
    """As ``MARKED``, and its target is a picture that is redacted as a file of its own."""
    LINK = auto()
    """As ``MARKED``, and it leads out of the package, to an address."""
    ENCLOSED = auto()
    """As ``MARKED``, and its target is a file that is redacted as a document of its own (see ``enclosed``)."""


def counted(dropped: Mapping[str, int]) -> tuple[str, ...]:
    """What a copy leaves out, in plain words, with a count where there are several."""
    return tuple(f"{words} ({count})" if count > 1 else words for words, count in dropped.items() if count)


class Package:
    """The members of one Office file, in memory, while it is read or written.

    ``pictures`` gives the member of each picture by its id, "picture1" first, ``enclosed`` that of each file inside,
    "embedded1" first. ``dropped`` counts, in plain words, what was taken away.
    """

    def __init__(self, members: dict[str, bytes], uses: Mapping[str, Use]) -> None:
        names = {name.casefold(): name for name in members}
        if TYPES.casefold() not in names:
            raise UnreadableError("an archive, but no Office file", "check what it is and name it accordingly")
        self.members = members
        self.uses = uses
        self.dropped: Counter[str] = Counter()
        self.pictures: dict[str, str] = {}
        self.enclosed: dict[str, str] = {}
        self.types = read_types(members[names[TYPES.casefold()]], members)
        self.relations: dict[str, list[Relation]] = {}
        for owner in (ROOT, *members):
            listing = names.get(listing_of(owner).casefold())
            self.relations[owner] = read_relations(members[listing], owner, names) if listing else []
        self._trees: dict[str, tuple[Element, bytes]] = {}

    @classmethod
    def open(cls, source: Path, uses: Mapping[str, Use], largest: int = LARGEST) -> Package:
        """Read a package. Raises ``UnreadableError`` for everything that is none."""
        return cls(unpacked(contents(source, largest)), uses)

    def main(self, types: frozenset[str]) -> str:
        """The member that holds the document. Raises ``UnreadableError`` unless it is of one of the content *types*."""
        for relation in self.relations[ROOT]:
            if relation.kind == "officeDocument" and self.types.get(relation.target) in types:
                return relation.target
        raise UnreadableError("another kind of Office file than its name says", "name it for what it is")

    def xml(self, name: str) -> Element:
        """The root of a member. What is changed in it is written."""
        if name not in self._trees:
            root = parsed(self.members[name])
            self._trees[name] = root, serialised(root)
        return self._trees[name][0]

    def put(self, name: str, root: Element, content_type: str) -> None:
        """Add a member that holds XML."""
        self.members[name], self.types[name] = b"", content_type
        self._trees[name] = root, b""
        self.relations.setdefault(name, [])

    def targets(self, owner: str, kind: str) -> list[str]:
        """The members that *owner* leads to by relations of that kind."""
        return [relation.target for relation in self.relations[owner] if relation.kind == kind]

    def owners(self, kind: str) -> dict[str, str]:
        """Who leads to each member by a relation of that kind."""
        return {target: owner for owner in self.relations for target in self.targets(owner, kind)}

    def text_members(self) -> list[str]:
        """The names of the members that hold XML, in the order in which they are reached."""
        others = {*self.pictures.values(), *self.enclosed.values()}
        return [name for name in self.members if name not in others]

    def retain(self, words: Mapping[str, str]) -> None:
        """Take away every relation of an unknown kind or without a target, and the marks that pointed to it.

        What goes is noted in ``dropped``, in the plain *words* for its kind.
        """
        for owner in self._reached():
            gone = [relation for relation in self.relations[owner] if not self._stays(relation)]
            if gone and owner:
                detach(self.xml(owner), {relation.id for relation in gone})
            self.relations[owner] = [relation for relation in self.relations[owner] if relation not in gone]
            self.dropped.update(words[relation.kind] for relation in gone if relation.kind in words)

    def sweep(self) -> None:
        """Take away relations that nothing points to any more, then members that nothing leads to; name the rest."""
        others = {row.target for use in (Use.PICTURE, Use.ENCLOSED) for row in self._used_as(use)}
        for owner in list(self._reached()):
            relations = self.relations[owner]
            if all(self.uses.get(relation.kind) is Use.IMPLIED for relation in relations) or owner in others:
                continue
            used = pointers(self.xml(owner)) if owner else {relation.id for relation in relations}
            self.relations[owner] = [row for row in relations if self._stays(row) and self._is_used(row, used)]
        reached = list(self._reached())
        self.relations = {owner: self.relations[owner] for owner in reached}
        self.members = {name: self.members[name] for name in reached if name != ROOT}
        self._settle_names()

    def rename(self, new: Mapping[str, str]) -> None:
        """Give members other names, all at once."""
        self.members = {new.get(name, name): data for name, data in self.members.items()}
        self.types = {new.get(name, name): kind for name, kind in self.types.items()}
        self._trees = {new.get(name, name): tree for name, tree in self._trees.items()}
        self.relations = {
            new.get(owner, owner): [
                row if row.external else replace(row, target=new.get(row.target, row.target)) for row in relations
            ]
            for owner, relations in self.relations.items()
        }

    def save(self) -> bytes:
        """The bytes of the package as it stands now."""
        members = {TYPES: write_types({name: self.types[name] for name in self.members})}
        for owner in sorted(self.relations):
            if self.relations[owner]:
                members[listing_of(owner)] = write_relations(self.relations[owner])
            if owner:
                members[owner] = self._bytes(owner)
        return packed(members)

    def _bytes(self, name: str) -> bytes:
        data = self.members[name]
        if name in self.pictures.values() or name in self.enclosed.values():
            return data
        now = serialised(self.xml(name))
        return data if now == self._trees[name][1] and is_plain(data) else now

    def _reached(self) -> Iterator[str]:
        seen, queue = {ROOT}, [ROOT]
        while queue:
            owner = queue.pop(0)
            yield owner
            for relation in self.relations[owner]:
                if self._stays(relation) and not relation.external and relation.target not in seen:
                    seen.add(relation.target)
                    queue.append(relation.target)

    def _stays(self, relation: Relation) -> bool:
        use = self.uses.get(relation.kind)
        if use is None or relation.external:
            return use is Use.LINK and relation.external and bool(_ADDRESS.match(relation.target))
        return use is not Use.LINK and relation.target in self.members

    def _is_used(self, relation: Relation, used: set[str]) -> bool:
        return self.uses[relation.kind] is Use.IMPLIED or relation.id in used

    def _used_as(self, use: Use) -> Iterator[Relation]:
        for relations in self.relations.values():
            yield from (row for row in relations if self.uses.get(row.kind) is use and self._stays(row))

    def _settle_names(self) -> None:
        folder = next((name for name in ("xl", "ppt") if any(f.startswith(f"{name}/") for f in self.members)), "word")
        pictures = dict.fromkeys(relation.target for relation in self._used_as(Use.PICTURE))
        enclosed = dict.fromkeys(relation.target for relation in self._used_as(Use.ENCLOSED))
        files = [name for name in enclosed if name not in pictures]
        new = {name: f"{folder}/media/picture{n}.{_ending(name)}" for n, name in enumerate(pictures, 1)}
        self.pictures = {f"picture{n}": name for n, name in enumerate(new.values(), 1)}
        inner = {name: f"{folder}/embeddings/{REDACTED}{n}.{_ending(name)}" for n, name in enumerate(files, 1)}
        self.enclosed = {f"embedded{n}": name for n, name in enumerate(inner.values(), 1)}
        new |= inner
        free = (name for n in itertools.count(1) if (name := f"{folder}/member{n}.xml") not in self.members)
        new |= {name: next(free) for name in self.members if name not in new and not _KNOWN_NAME.fullmatch(name)}
        self.rename(new)


def _ending(name: str) -> str:
    suffix = suffix_of(posixpath.basename(name))
    return suffix if re.fullmatch(r"[a-z0-9]{1,5}", suffix) else "bin"
