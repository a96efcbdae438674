"""Tagged PDF files made for the tests, and a checker that walks the tree and the pages and compares the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from redact.media.pdf.tags_roles import ROLES
from tests.media.pdf.making import helvetica


@dataclass
class Tagged:
    """A PDF under construction: words become marked content, elements hold what they are given."""

    pages: int = 1
    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    contents: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for _ in range(self.pages):
            self.pdf.add_blank_page(page_size=(400, 800))
            self.pdf.pages[-1].Resources = Dictionary(Font=Dictionary(F1=helvetica()), XObject=Dictionary())
            self.contents.append([])
            self.numbers.append(0)

    def text(self, words: str, page: int = 0, begin: str = "/P <</MCID {}>> BDC") -> Dictionary:
        """A line of text as marked content."""
        number, top = self.numbers[page], 780 - 14 * len(self.contents[page])
        self.draw(f"{begin.format(number)} BT /F1 12 Tf 20 {top} Td ({words}) Tj ET EMC", page)
        return self.mark(page)

    def mark(self, page: int = 0) -> Dictionary:
        """A reference to the next mark of the page."""
        self.numbers[page] += 1
        return Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=self.numbers[page] - 1)

    def draw(self, content: str, page: int = 0) -> None:
        self.contents[page].append(content)

    def element(self, role: str, *kids: Any, **more: Any) -> Dictionary:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), K=Array(list(kids)), **more))
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                kid.P = made
        return made

    def saved(self, folder: Path, *tops: Dictionary, **root: Any) -> Path:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array(list(tops)), **root))
        self.pdf.Root.StructTreeRoot, self.pdf.Root.MarkInfo = tree, Dictionary(Marked=True)
        for page, content in zip(self.pdf.pages, self.contents, strict=True):
            page.Contents = self.pdf.make_stream("\n".join(content).encode())
        self.pdf.save(folder / "in.pdf")
        return folder / "in.pdf"


def link(tagged: Tagged, page: int = 0) -> Dictionary:
    """A link on a page; the object reference that an element has for it."""
    action = Dictionary(S=Name.URI, URI=String("https://example.org"))
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([300, 20, 380, 40]), A=action)
    annotation = tagged.pdf.make_indirect(made)
    tagged.pdf.pages[page].Annots = Array([annotation])
    return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=tagged.pdf.pages[page].obj)


# --- Looking at what was written --------------------------------------------------------------------------


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element in reading order. Each must know what it belongs to."""
    root = pdf.Root.StructTreeRoot
    waiting = [(kid, root) for kid in reversed(list(root.K))]
    while waiting:
        element, above = waiting.pop()
        assert element.P.objgen == above.objgen
        yield element
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, Dictionary) and "/S" in kid]
        waiting += [(kid, element) for kid in reversed(kids)]


def outline(path: Path) -> list[str]:
    """What kinds of element there are, in reading order."""
    with pikepdf.open(path) as pdf:
        return [str(element.S)[1:] for element in elements(pdf)] if "/StructTreeRoot" in pdf.Root else []


def descriptions(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(element.Alt) for element in elements(pdf) if "/Alt" in element]


def read_aloud(path: Path) -> list[str]:
    """What is said for each mark and each description, in reading order."""
    with pikepdf.open(path) as pdf:
        return list(_read(pdf))


def _read(pdf: pikepdf.Pdf) -> Iterator[str]:
    said = {page.objgen: said_by_marks(page) for page in pdf.pages}
    waiting = list(reversed(list(pdf.Root.StructTreeRoot.K)))
    while waiting:
        kid = waiting.pop()
        if "/Alt" in kid:
            yield str(kid.Alt)
            continue
        for part in reversed(list(kid.get("/K", []))):
            waiting.append(Dictionary(Pg=kid.Pg, MCID=part) if isinstance(part, int) else part)
        if "/MCID" in kid:
            yield said[kid.Pg.objgen][int(kid.MCID)]


def said_by_marks(page: pikepdf.Page) -> dict[int, str]:
    """What the strings in each mark of a page say; a mark comes once and lies in no other."""
    said: dict[int, str] = {}
    within: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            properties = operands[1] if len(operands) == 2 else {}
            assert not isinstance(properties, Name) and set(properties.keys()) <= {"/MCID"}
            number = properties.get("/MCID")
            if number is not None:
                assert number not in said and not any(other is not None for other in within)
                said[number] = ""
            within.append(number)
        elif str(operator) == "EMC":
            within.pop()
        elif (number := next((n for n in within if n is not None), None)) is not None:
            said[number] += "".join(_strings(operands))
    assert not within
    return said


def _strings(operands: Any) -> Iterator[str]:
    for operand in operands:
        if isinstance(operand, String):
            yield bytes(operand).decode("cp1252")
        elif isinstance(operand, Array):
            yield from _strings(operand)


def check(path: Path) -> None:
    """Fails where tree, table and pages disagree, or where an element holds what it must not."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            assert "/MarkInfo" not in pdf.Root
            assert not any("/StructParents" in page or "/Tabs" in page for page in pdf.pages)
            return
        assert set(root.keys()) - {"/IDTree"} == {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"}
        names = list(root.IDTree.Names) if "/IDTree" in root else []
        assert [str(name) for name in names[::2]] == sorted(str(e.ID) for e in elements(pdf) if "/ID" in e)
        assert all(name == cell.ID for name, cell in zip(names[::2], names[1::2], strict=True))
        assert pdf.Root.MarkInfo.Marked is True
        _check_table(pdf, root, _owners(pdf))


def _owners(pdf: pikepdf.Pdf) -> dict[Any, Any]:
    """Which element each mark (page and number) and each link belongs to. Nothing belongs to two."""
    found: dict[Any, Any] = {}
    pages = {page.objgen: page for page in pdf.pages}
    said = {key: said_by_marks(page) for key, page in pages.items()}
    for element in elements(pdf):
        assert set(element.keys()) <= {"/Type", "/S", "/P", "/K", "/Pg", "/A", "/Alt", "/Lang", "/ID"}
        assert str(element.S)[1:] in ROLES
        for kid in element.get("/K", []):
            if isinstance(kid, Dictionary) and "/S" in kid:
                continue
            if isinstance(kid, Dictionary) and kid.Type == Name.OBJR:
                key: Any = kid.Obj.objgen
            else:
                page, number = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
                key = (page.objgen, int(number))
                assert key[1] in said[key[0]]
            assert key not in found
            found[key] = element.objgen
    return found


def _check_table(pdf: pikepdf.Pdf, root: Any, owners: dict[Any, Any]) -> None:
    rows = list(root.ParentTree.Nums)
    table = dict(zip(rows[::2], rows[1::2], strict=True))
    assert list(table) == sorted(table) and all(key < root.ParentTreeNextKey for key in table)
    back: dict[Any, Any] = {}
    for page in pdf.pages:
        if "/StructParents" in page:
            assert page.Tabs == Name.S
            marks = table.pop(page.StructParents)
            back |= {(page.objgen, n): element.objgen for n, element in enumerate(marks) if element is not None}
        for annotation in page.get("/Annots", []):
            if "/StructParent" in annotation:
                back[annotation.objgen] = table.pop(annotation.StructParent).objgen
    assert back == owners and not table
