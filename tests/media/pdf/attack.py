"""The attack on the widths of what was hidden, and pages in all the ways in which programs set a line.

Whoever has a redacted page and a list of names can set the page with each name, redact it likewise, and keep the names
for which the outcome is the page that they have. Glyph positions give most names away (Bland, Iyer, Levchenko, "Story
Beyond the Eye", PETS 2023).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import pikepdf
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Dictionary

from redact.contracts import Changes
from redact.media.pdf import PdfHandler
from redact.media.pdf.characters import characters_of
from redact.media.pdf.rendering import Rendering
from redact.types import Release
from tests.media.pdf.making import helvetica, mentions

FIRST = (
    "Ada Albert Alma Anton Bela Bertha Bruno Clara Conrad Dora Edgar Elsa Emil Erika Felix Flora Georg Greta Hanna "
    "Hugo Ida Igor Jonas Julia Karl Klara Lena Leo Magda Max Mila Nora Olga Otto Paula Rosa Tilda Viktor Wilma Xaver"
).split()
FAMILY = (
    "Abbott Brewster Castellan Drummond Eberhardt Fitzgerald Gill Hollingworth Ingram Jessop Kowalczyk Lindqvist "
    "Marchbank Nightingale Oakley Pemberton Quillby Rutherford Sallow Thwaite Underhill Vail Whitlock Yardley Zeller"
).split()
NAMES = [f"{first} {family}" for first, family in product(FIRST, FAMILY)]
"""A thousand."""

BEFORE, AFTER = "The applicant", "was told of it in March"
ABOVE, BELOW = "A line of the letter that hides nothing", "Another line of it, a little longer than that"
LEFT, RIGHT, SIZE = 72.0, 540.0, 11.0
WIDTHS = FONT_METRICS["Helvetica"][1]


def width(text: str) -> float:
    return sum(WIDTHS[letter] for letter in text) / 1000 * SIZE


def _line(text: str, x: float, y: float, state: str = "") -> str:
    return f"BT /F1 {SIZE:g} Tf {state} 1 0 0 1 {x:.3f} {y:g} Tm ({text}) Tj ET"


def _around(content: str) -> str:
    return "\n".join([_line(ABOVE, LEFT, 630), content, _line(BELOW, LEFT, 600), _line(ABOVE, LEFT, 585)])


def string(name: str) -> str:
    return _around(_line(f"{BEFORE} {name} {AFTER}", LEFT, 615))


def kerned(name: str) -> str:
    text = f"{BEFORE} {name} {AFTER}"
    pairs = [(ord(a) * 7 + ord(b) * 13) % 61 - 30 for a, b in pairwise(text)]
    shown = "".join(f"({letter}) {kern} " for letter, kern in zip(text, [*pairs, 0], strict=True))
    return _around(f"BT /F1 {SIZE:g} Tf {LEFT:g} 615 Td [{shown}] TJ ET")


def word_by_word(name: str) -> str:
    shown = "".join(f"({word}) Tj {width(word + ' '):.2f} 0 Td " for word in f"{BEFORE} {name} {AFTER}".split())
    return _around(f"BT /F1 {SIZE:g} Tf {LEFT:g} 615 Td {shown} ET")


def moved_word_by_word(name: str) -> str:
    shown, x = "", LEFT
    for word in f"{BEFORE} {name} {AFTER}".split():
        shown += f"q 1 0 0 1 {x:.2f} 615 cm BT /F1 {SIZE:g} Tf 0 0 Td ({word}) Tj ET Q\n"
        x += width(word + " ")
    return _around(shown)


def justified(name: str) -> str:
    text = f"{BEFORE} {name} {AFTER}, and said nothing about it for a long time"
    spare = (RIGHT - LEFT - width(text)) / text.count(" ")
    full = f"{_line(BELOW * 2, LEFT, 660)}\n{_line(ABOVE * 2, LEFT, 645)}\n"
    return full + _around(f"{_line(text, LEFT, 615, f'{spare:.4f} Tw')} BT 0 Tw ET")


def centred(name: str) -> str:
    lines = [(ABOVE, 630), (f"{BEFORE} {name} {AFTER}", 615), (BELOW, 600)]
    return "\n".join(_line(text, 306 - width(text) / 2, y) for text, y in lines)


def right_aligned(name: str) -> str:
    lines = [(ABOVE, 630), (f"{BEFORE} {name}", 615), (BELOW, 600)]
    return "\n".join(_line(text, RIGHT - width(text), y) for text, y in lines)


def rotated(name: str) -> str:
    lines = [(ABOVE, 300), (f"{BEFORE} {name} {AFTER}", 315), (BELOW, 330)]
    return "\n".join(f"BT /F1 {SIZE:g} Tf 0 1 -1 0 {x} 72 Tm ({text}) Tj ET" for text, x in lines)


def table(name: str) -> str:
    rows = [("Case", "Applicant", "Fee"), ("17", name, "20.00"), ("18", "nobody", "7.50"), ("19", "no one", "120.00")]
    content = []
    for row, (case, applicant, fee) in enumerate(rows):
        y = 615 - 15 * row
        content += [_line(case, 72, y), _line(applicant, 120, y), _line(fee, 400 - width(fee), y)]
        content.append(f"72 {y - 4} m 400 {y - 4} l S")
    return "\n".join(content)


def underlined(name: str) -> str:
    x = LEFT + width(f"{BEFORE} ")
    return string(name) + f"\n{x:.2f} 613 {width(name):.2f} 0.5 re f\n{x:.2f} 612 m {x + width(name):.2f} 612 l S"


def in_a_name_of_its_own(name: str) -> str:
    """The hidden words in another font, in a text of their own."""
    x = LEFT + width(f"{BEFORE} ")
    after = _line(AFTER, x + width(f"{name} "), 615)
    return _around(f"{_line(BEFORE, LEFT, 615)} BT /F2 {SIZE:g} Tf {x:.3f} 615 Td ({name}) Tj ET {after}")


WAYS: dict[str, Callable[[str], str]] = {
    way.__name__: way
    for way in (
        string, kerned, word_by_word, moved_word_by_word, justified, centred, right_aligned, rotated, table, underlined,
        in_a_name_of_its_own,
    )
}  # fmt: skip


def made(way: Callable[[str], str], names: list[str], folder: Path) -> Path:
    """One file with a page for each name."""
    pdf = pikepdf.new()
    fonts = pdf.make_indirect(Dictionary(F1=helvetica(), F2=helvetica()))
    for name in names:
        page = pdf.add_blank_page(page_size=(612, 792))
        page.Resources = Dictionary(Font=fonts)
        page.Contents = pdf.make_stream(way(name).encode("cp1252"))
    path = folder / "in.pdf"
    pdf.save(path)
    return path


def made_by_reportlab(names: list[str], folder: Path) -> Path:
    """The same by a program that embeds a TrueType font, a page for each name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(str(folder / "in.pdf"), pagesize=(612, 792), pageCompression=0)
    for name in names:
        canvas.setFont("Vera", SIZE)
        for text, y in ((ABOVE, 630), (f"{BEFORE} {name} {AFTER}", 615), (BELOW, 600)):
            canvas.drawString(LEFT, y, text)
        canvas.showPage()
    canvas.save()
    return folder / "in.pdf"


def redacted(source: Path, names: list[str], release: Release) -> Path:
    """A copy in which the name of each page is hidden."""
    handler = PdfHandler()
    document = handler.load(source)
    edits = [edit for name in dict.fromkeys(names) for edit in mentions(document, name)]
    target = source.with_name("out.pdf")
    handler.write(document, Changes(tuple(edits), {}, release), target)
    return target


def operands(target: Path) -> list[bytes]:
    """The contents of each page."""
    with pikepdf.open(target) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def positions(target: Path) -> list[list[tuple[str, int, int]]]:
    """Where PDFium finds the letters of each page, in tenths of a point."""
    rendering = Rendering(io.BytesIO(target.read_bytes()))
    with pikepdf.open(target) as pdf:
        count = len(pdf.pages)
    found = []
    for index in range(count):
        rows = characters_of(rendering, index).drawn.rows()
        found.append([(c.text, round(10 * c.origin[0]), round(10 * c.origin[1])) for c in rows if not c.text.isspace()])
    rendering.close()
    return found


def remain(seen: list[object], truth: int) -> int:
    """How many of the names remain possible when the page of one of them is seen."""
    return sum(each == seen[truth] for each in seen)
