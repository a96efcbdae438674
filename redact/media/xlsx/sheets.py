"""A workbook as a package whose sheets and shared texts are no trees: their rows are cut out and read as bytes.

What is left of such a member, everything around its rows, is a small tree like those of other members. When it is
written the rows are put back, the same bytes where nothing was changed in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zlib import crc32

from redact.errors import UnreadableError
from redact.media.ooxml.package import Package, Use
from redact.media.ooxml.xml import NAMESPACES, parsed, q, serialised
from redact.media.ooxml.zip import unpacked
from redact.media.source import contents
from redact.media.xlsx.grid import Grid, NotPlainError, grid_of
from redact.media.xlsx.markup import is_odd
from redact.media.xlsx.redone import Redone
from redact.media.xlsx.shared import Strings, strings_of
from redact.media.xlsx.tidy import tidy_rows, tidy_strings

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Inside: TypeAlias = Grid | Strings
_BOM = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.\-]+)["']""")
_LIKE_UTF8 = frozenset({b"utf-8", b"us-ascii"})
_ROOT = re.compile(rb"(?:<\?xml[^>]*\?>)?\s*<((?:[\w.\-]+:)?)(worksheet|sst)(?=[\s/>])[^>]*>")
_OPENED = re.compile(rb"<(?:[\w.\-]+:)?sheetData(?:\s[^>]*)?(?<!/)>")
_CLOSED = re.compile(rb"</(?:[\w.\-]+:)?(?:sheetData|sst)\s*>")
_MAIN = NAMESPACES["x"].encode()
_CUT = tuple(map(q, "x:row x:c x:si".split()))
_LIST = b'<sst xmlns="%s"></sst>' % _MAIN
_HOLE = re.compile(rb"<((?:[\w.\-]+:)?)sheetData(?: ?/>|></\1sheetData>)")
_LIST_HOLE = re.compile(rb"<sst(\s[^>]*?)?(?: ?/>|></sst>)")


class Held(NamedTuple):
    """What was read inside of one member, and a sum of the bytes that it was read from."""

    inside: Inside
    check: int


class SheetPackage(Package):
    """The members of a workbook.

    ``inside`` gives the cells or texts of each member that was cut, ``fresh`` new rows for it. *held* is what an
    earlier opening of the same file read, in the order in which it did, so that it need not be read once more.
    """

    def __init__(self, members: dict[str, bytes], uses: Mapping[str, Use], held: Sequence[Held] = ()) -> None:
        super().__init__(members, uses)
        self.inside: dict[str, Held] = {}
        self.fresh: dict[str, bytes] = {}
        self._held = list(held)
        self._is_read = bool(held)

    @classmethod
    def of(cls, source: Path, uses: Mapping[str, Use], largest: int, held: Sequence[Held] = ()) -> SheetPackage:
        """Read a workbook. Raises ``UnreadableError`` for everything that is none."""
        return cls(unpacked(contents(source, largest)), uses, held)

    def xml(self, name: str) -> Element:
        """The root of a member, without its rows. What is changed in it is written."""
        if name in self._trees:
            return super().xml(name)
        self._cut(name)
        root = super().xml(name)
        if root.tag in {q("x:worksheet"), q("x:sst")} and next(root.iter(*_CUT), None) is not None:
            raise UnreadableError("damaged inside: rows that are not where rows of a sheet are")
        return root

    def grid(self, name: str) -> Grid:
        """The cells of a sheet; none for a sheet that is a chart."""
        inside = self._inside(name)
        return inside if isinstance(inside, Grid) else Grid(b"")

    def strings(self, name: str) -> Strings:
        """The texts that a member lists for cells to share."""
        inside = self._inside(name)
        return inside if isinstance(inside, Strings) else Strings()

    def respell(self, spelling: Callable[[str], str]) -> None:
        """Spell the formulas of all cells in another way, before anything else is done with them."""
        for name, (grid, check) in () if self._is_read else list(self.inside.items()):
            if isinstance(grid, Grid):
                redone = Redone(grid)
                redone.respell(spelling)
                self.inside[name] = Held(grid_of(redone.data()) if redone.is_changed else grid, check)

    def rename(self, new: Mapping[str, str]) -> None:
        """Give members other names, all at once."""
        super().rename(new)
        self.inside = {new.get(name, name): inside for name, inside in self.inside.items()}

    def _inside(self, name: str) -> Inside | None:
        self.xml(name)
        return self.inside[name].inside if name in self.inside else None

    def _bytes(self, name: str) -> bytes:
        around = super()._bytes(name)
        if name not in self.inside:
            return around
        inside = self.fresh.get(name, self.inside[name].inside.data)
        return _filled(around, inside) if inside else around

    def _cut(self, name: str) -> None:
        """Take the rows out of a member, if it has any, and read them."""
        data = self.members[name] = _plain(self.members[name])
        root = _ROOT.match(data)
        opened = _OPENED.search(data, root.end()) if root and root[2] == b"worksheet" else root
        if root is None or opened is None or opened[0].endswith(b"/>"):
            return
        closed = _CLOSED.search(data, opened.end())
        if closed is None:
            raise UnreadableError("damaged inside: a member is no well-formed XML")
        head, inside, tail = data[: opened.end()], data[opened.end() : closed.start()], data[closed.start() :]
        self.members[name], is_sheet = _around(data, root, opened.start(), closed.end()), root[2] == b"worksheet"
        is_usual = not root[1]
        del data, root, opened, closed  # a long member is not kept twice
        read = self._known(inside)
        if read is None and is_usual and not is_odd(inside):
            with suppress(NotPlainError):
                read = Held(grid_of(inside) if is_sheet else strings_of(inside), crc32(inside))
        self.inside[name] = read or self._tidied(head, inside, tail, is_sheet=is_sheet)

    def _known(self, inside: bytes) -> Held | None:
        if not self._is_read:
            return None
        held = self._held.pop(0) if self._held else None
        if held is None or held.check != crc32(inside):
            raise UnreadableError("changed while it was read", "close the program that has it open and run once more")
        return held

    def _tidied(self, head: bytes, inside: bytes, tail: bytes, *, is_sheet: bool) -> Held:
        gone, whole = Counter[str](), b"".join((head, inside, tail))
        try:
            read = grid_of(tidy_rows(whole, gone)) if is_sheet else strings_of(tidy_strings(whole, gone))
        except NotPlainError:
            raise UnreadableError("damaged inside: rows and cells that are not where they say") from None
        self.dropped.update(gone)
        return Held(read, crc32(inside))


def _plain(data: bytes) -> bytes:
    """A member in UTF-8, without comments and the like: as it is, where it is so."""
    bare = data.removeprefix(_BOM)
    encoding = _ENCODING.match(bare)
    is_utf8 = bare[:1] == b"<" and bare[1:2] != b"\0" and (not encoding or encoding[1].lower() in _LIKE_UTF8)
    if is_utf8 and b"<!" not in bare and bare.count(b"<?") <= 1:
        return bare
    return serialised(parsed(data))


def _around(data: bytes, root: re.Match[bytes], start: int, end: int) -> bytes:
    """What is left of a member without its rows."""
    prefix, kind = root.groups()
    if kind == b"sst":
        return _LIST if prefix else data[: root.end()] + b"</sst>"
    hole = b"<%ssheetData/>" % prefix if prefix else b"<sheetData></sheetData>"
    return data[:start] + hole + data[end:]


def _filled(around: bytes, inside: bytes) -> bytes:
    """A member with its rows put back."""
    if hole := _HOLE.search(around):
        tag = b'<sheetData xmlns="%s">' % _MAIN if hole[1] else b"<sheetData>"
        end = b"</sheetData>"
    elif hole := _LIST_HOLE.search(around):
        tag, end = b"<sst%s>" % (hole[1] or b""), b"</sst>"
    else:
        return around
    return b"".join((around[: hole.start()], tag, inside, end, around[hole.end() :]))
