"""PDF files that show all that they hold, made as offices make them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

Maker = Callable[[Path], Path]
CLEAN: dict[str, Maker] = {}
SENTENCE = "The quick brown fox jumps over the lazy dog - 1867, i.e. 'always'."


def clean(maker: Maker) -> Maker:
    CLEAN[maker.__name__] = maker
    return maker


def on_canvas(folder: Path, draw: Callable[[Canvas], None], **page: object) -> Path:
    path = folder / "in.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return path


@clean
def lines(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        for n in range(40):
            canvas.setFont("Helvetica" if n % 2 else "Times-Italic", 4 + n % 9)
            canvas.drawString(40, 800 - 18 * n, SENTENCE)

    return on_canvas(folder, draw)


@clean
def shaded_table(folder: Path) -> Path:
    path = folder / "in.pdf"
    rows = [[f"{SENTENCE[:9]} {row}.{column}" for column in range(5)] for row in range(25)]
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), colors.black),
            ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightblue, colors.lavender]),
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("BOX", (0, 0), (-1, -1), 2, colors.black),
        ]
    )
    SimpleDocTemplate(str(path), pagesize=A4).build([Table(rows, style=style)])
    return path


@clean
def heading_white_on_dark(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, *A4, fill=1, stroke=0)
        canvas.setFillColorRGB(0.1, 0.1, 0.4)
        canvas.rect(0, 700, A4[0], 100, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(40, 740, SENTENCE[:30])

    return on_canvas(folder, draw)


@clean
def thin_and_pale(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        for n, grey in enumerate((0.95, 0.93, 0.9, 0.8)):
            canvas.setFillGray(grey)
            for size in (3, 5, 8, 14):
                canvas.setFont("Helvetica", size)
                canvas.drawString(40, 780 - 120 * n - 3 * size, SENTENCE)

    return on_canvas(folder, draw)


@clean
def dots_and_dashes_by_boxes(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for n in range(30):
            canvas.setFillGray(0)
            canvas.drawString(40, 780 - 20 * n, ". - _ | l I i . , ' : " * 4)
            canvas.rect(38.5, 776 - 20 * n, 1.4, 14, fill=1, stroke=0)
            canvas.setFillGray(0.8)
            canvas.rect(300, 787.5 - 20 * n, 100, 6, fill=1, stroke=0)

    return on_canvas(folder, draw)


def _photo() -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((600, 400), 40 + 20 * n) for n in range(3)])


@clean
def text_over_a_picture(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(_photo()), 40, 400, 500, 350)
        for n, grey in enumerate((0, 1, 0.5)):
            canvas.setFillGray(grey)
            canvas.setFont("Helvetica", 12)
            canvas.drawString(60, 700 - 60 * n, SENTENCE)

    return on_canvas(folder, draw)


@clean
def highlighted(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(40, 700, SENTENCE)
        canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        canvas.rect(40, 695, 200, 16, fill=1, stroke=0)
        canvas.setFillColorRGB(0, 0, 0, alpha=1)
        canvas.line(40, 703, 300, 703)

    return on_canvas(folder, draw)


@clean
def scan_with_its_layer(folder: Path) -> Path:
    words = "Minutes of the meeting of 4 May"
    picture = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(picture).text((100, 120), words, fill=(40, 40, 40), font_size=40)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=60)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(data), 0, 0, *A4)
        text = canvas.beginText(100 * A4[0] / 1240, A4[1] - 156 * A4[1] / 1754)
        text.setFont("Helvetica", 19)
        text.setTextRenderMode(3)
        text.textOut(words)
        canvas.drawText(text)

    return on_canvas(folder, draw)


@clean
def turned_and_outlined(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(100, 100)
        canvas.rotate(33)
        canvas.drawString(0, 0, SENTENCE)
        canvas.restoreState()
        text = canvas.beginText(40, 600)
        text.setFont("Helvetica-Bold", 30)
        text.setTextRenderMode(1)
        text.textOut(SENTENCE[:20])
        canvas.drawText(text)

    return on_canvas(folder, draw)


@clean
def seen_through_a_clip(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.circle(200, 600, 150)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(120, 600, "within the circle")

    return on_canvas(folder, draw)


@clean
def bookmarked(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(40, 700, SENTENCE)
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("A heading", "one")
        canvas.linkURL("https://example.org/a", (40, 690, 200, 715))

    return on_canvas(folder, draw)
