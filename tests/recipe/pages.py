"""The samples that are PDF: a decision written by a program, and the same kind of letter as it comes from a scanner."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.recipe.expect import Expect
from tests.recipe.pictures import INK, astronaut, font

_DECISION = [
    "Northfield Housing Association",
    "Decision under section 40",
    "",
    "Applicant: Harriet Oakley",
    "Address: 17 Larkspur Crescent, Northfield, AB1 2QT",
    "Telephone: 07700 900123",
    "",
    "The repairs manager, Will Ashdown, will answer within 20 days.",
    "The fee of £1,250.00 was paid by card 4111 1111 1111 1111.",
    "The form (version 4.2.1) was signed by Priya Raghunathan.",
]
_SCAN = [
    "Report of a visit",
    "",
    "Name: Joanna Whitcombe",
    "Date of birth: 11 April 1979",
    "NHS number: 999 483 9179",
    "Telephone: 07700 900456",
    "E-mail: joanna.whitcombe@example.com",
    "",
    "The visit was made under section 12 of the plan.",
    "Mrs Whitcombe will be visited again in May.",
    "Costs: £45.00, form version 2.14.3",
    "",
    "Signed: Miriam Adeyemi",
]
_DPI = 150


def decision(folder: Path) -> Expect:
    """Text, a picture with a face, a link, an outline, a form field and properties."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "office" / "decision.pdf"
    path.parent.mkdir(exist_ok=True)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setAuthor("Priya Raghunathan")
    canvas.setTitle("Decision for Harriet Oakley")
    canvas.bookmarkPage("first")
    canvas.addOutlineEntry("Decision for Harriet Oakley", "first")
    for line, words in enumerate(_DECISION):
        canvas.setFont("Helvetica-Bold" if line < 2 else "Helvetica", 14 if line < 2 else 11)
        canvas.drawString(72, 760 - 22 * line, words)
    canvas.linkURL("mailto:priya.raghunathan@example.org", (72, 555, 300, 575))
    canvas.acroForm.textfield(name="applicant", value="Harriet Oakley", x=72, y=480, width=200, height=22)
    canvas.drawImage(ImageReader(_jpeg(astronaut())), 400, 300, 130, 130)
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 760, "Copy to: Eleanor Brightwell, eleanor.b@example.org")
    canvas.drawString(72, 738, "This page will be kept for six years.")
    canvas.save()
    gone = [
        "Oakley",
        "Larkspur",
        "AB1 2QT",
        "07700 900123",
        "Ashdown",
        "4111 1111 1111 1111",
        "aghunathan",
        "Brightwell",
    ]
    stays = ["Decision under section 40", "answer within 20 days", "£1,250.00", "version 4.2.1", "will be kept"]
    return Expect("office/decision.pdf", gone, stays, ["FACE"])


def scan(folder: Path) -> Expect:
    """One page of pixels, a little grey, a little skewed."""
    width, height = int(8.27 * _DPI), int(11.69 * _DPI)
    page = Image.new("L", (width, height), 246)
    pen = ImageDraw.Draw(page)
    for line, words in enumerate(_SCAN):
        pen.text((130, 150 + 56 * line), words, fill=INK[0], font=font(34 if line == 0 else 25))
    turned = page.rotate(0.4, resample=Image.Resampling.BICUBIC, fillcolor=246).filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(40).normal(0, 4, (height, width))
    noisy = Image.fromarray(np.clip(np.asarray(turned, np.float32) + noise, 0, 255).astype(np.uint8))
    path = folder / "office" / "report.pdf"
    path.parent.mkdir(exist_ok=True)
    noisy.save(path, "PDF", resolution=_DPI, quality=55, title="Joanna Whitcombe", creationDate=None, modDate=None)
    gone = ["Whitcombe", "Joanna", "11 April 1979", "999 483 9179", "07700 900456", "Adeyemi"]
    return Expect("office/report.pdf", gone, ["Report of a visit", "section 12", "will be visited", "£45.00", "2.14.3"])


def _jpeg(picture: Image.Image) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    file.seek(0)
    return file
