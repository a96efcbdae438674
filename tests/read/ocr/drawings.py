"""Pictures that are hard to read, drawn with identifiers in them: of each, the pixels and where its ink stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont


class Drawn(NamedTuple):
    """A picture, and for each planted text the mask of its ink."""

    pixels: Any
    planted: dict[str, Any]


def face(size: float, *names: str) -> Any:
    """The first of these fonts that the machine has, else Pillow's own."""
    for name in names:
        for path in Path("/usr/share/fonts").rglob(f"{name}.[to]tf"):
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)


class Canvas:
    """Something to draw on that remembers where the planted texts stand."""

    def __init__(self, size: tuple[int, int], paper: Any = "white") -> None:
        self.picture = Image.new("RGB", size, paper)
        self.pen = ImageDraw.Draw(self.picture)
        self.planted: dict[str, Any] = {}

    def write(self, at: tuple[float, float], text: str, font: Any, ink: Any = "black", *, plant: str = "") -> None:
        """Draw a text; *plant* is the piece of it that must be found."""
        self.pen.text(at, text, ink, font)
        if plant:
            mask = Image.new("L", self.picture.size, 0)
            left = at[0] + font.getlength(text[: text.index(plant)])
            ImageDraw.Draw(mask).text((left, at[1]), plant, 255, font)
            self.planted[plant] = np.asarray(mask) > 128

    def done(self) -> Drawn:
        return Drawn(np.asarray(self.picture), self.planted)


def moved(drawn: Drawn, matrix: Any, size: tuple[int, int], paper: Any = (255, 255, 255)) -> Drawn:
    """The drawing seen from elsewhere: a 3 x 3 matrix."""
    pixels = cv2.warpPerspective(drawn.pixels, matrix, size, flags=cv2.INTER_AREA, borderValue=paper)
    masks = {
        text: cv2.warpPerspective(mask.astype(np.uint8), matrix, size, flags=cv2.INTER_NEAREST) > 0
        for text, mask in drawn.planted.items()
    }
    return Drawn(pixels, masks)


def turned(drawn: Drawn, degrees: float) -> Drawn:
    """The drawing turned about its middle, on paper large enough."""
    height, width = drawn.pixels.shape[:2]
    side = int(np.hypot(height, width)) + 20
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    matrix[:2, 2] += ((side - width) / 2, (side - height) / 2)
    return moved(drawn, matrix, (side, side), tuple(int(part) for part in drawn.pixels[2, 2]))


def letterhead() -> Drawn:
    """A small letter with a head of large letters and a foot of small ones."""
    sheet = Canvas((900, 620))
    sheet.write((40, 30), "Thornbury Legal Services", face(38, "C059-Bold", "DejaVuSerif"), (20, 60, 110))
    plain, small = face(21, "LiberationSerif-Regular", "DejaVuSerif"), face(14, "LiberationSans-Regular", "DejaVuSans")
    sheet.write((40, 130), "Ms Rosalind Hargreaves", plain, plant="Rosalind Hargreaves")
    sheet.write((40, 160), "14 Orchard Close, Exeter EX4 6PD", plain, plant="14 Orchard Close, Exeter EX4 6PD")
    sheet.write((40, 230), "Dear Ms Hargreaves,", plain, plant="Hargreaves")
    sheet.write((40, 270), "please ring me on 01632 960 731 before Friday.", plain, plant="01632 960 731")
    sheet.write((40, 310), "Your National Insurance number is QQ 12 34 56 C.", plain, plant="QQ 12 34 56 C")
    sheet.write(
        (40, 590), "d.prendergast@thornbury.example - direct 020 7946 0417", small, (90, 90, 90), plant="020 7946 0417"
    )
    return sheet.done()


def dark_screen() -> Drawn:
    """A program in its dark dress: small grey letters, coloured buttons."""
    screen = Canvas((760, 420), (30, 32, 38))
    small, font = face(11, "DejaVuSans"), face(15, "DejaVuSans")
    screen.pen.rectangle((0, 0, 760, 44), (45, 48, 58))
    screen.write((16, 14), "Case manager", font, (220, 220, 225))
    screen.write((16, 80), "Assigned to Callum Winterbourne", small, (170, 175, 185), plant="Callum Winterbourne")
    screen.write(
        (16, 104),
        "callum.winterbourne@council.example.gov.uk",
        small,
        (120, 170, 250),
        plant="callum.winterbourne@council.example.gov.uk",
    )
    screen.write((16, 128), "Mobile 07700 900 318", small, (170, 175, 185), plant="07700 900 318")
    screen.pen.rounded_rectangle((16, 170, 300, 206), 8, (26, 115, 232))
    screen.write((30, 179), "Call Eleanor Drummond", font, (255, 255, 255), plant="Eleanor Drummond")
    screen.pen.rounded_rectangle((330, 170, 640, 206), 8, (200, 60, 60))
    screen.write((344, 179), "Delete card 4539 1488 0343 6467", font, (255, 240, 240), plant="4539 1488 0343 6467")
    return screen.done()


def small_print() -> Drawn:
    """Letters of nine pixels, as a page at 100 % on an old screen."""
    screen = Canvas((640, 200), (250, 250, 250))
    tiny = face(9, "LiberationSans-Regular", "DejaVuSans")
    screen.write((12, 20), "Applicant: Beatrice Fairclough", tiny, (60, 60, 60), plant="Beatrice Fairclough")
    screen.write(
        (12, 40), "E-mail: beatrice.fairclough@example.org", tiny, (60, 60, 60), plant="beatrice.fairclough@example.org"
    )
    screen.write((12, 60), "Telephone: 01632 960 274", tiny, (60, 60, 60), plant="01632 960 274")
    screen.write((12, 80), "Date of birth: 14/08/1979", tiny, (60, 60, 60), plant="14/08/1979")
    return screen.done()


def chat() -> Drawn:
    """Bubbles of a conversation, left and right."""
    screen = Canvas((520, 640), (235, 229, 221))
    font, bold = face(19, "DejaVuSans"), face(17, "LiberationSans-Bold", "DejaVuSans-Bold")
    rows = (
        (20, 60, "Ingrid Castellano", bold, (120, 40, 160), "Ingrid Castellano"),
        (20, 90, "my new number is 07700 900 552", font, (20, 20, 20), "07700 900 552"),
        (130, 190, "thanks! and your address?", font, (20, 20, 20), ""),
        (20, 290, "27 Windmill Hill, Norwich NR2 4HQ", font, (20, 20, 20), "27 Windmill Hill, Norwich NR2 4HQ"),
        (130, 390, "I will tell Dr Okonkwo", font, (20, 20, 20), "Okonkwo"),
    )
    for left, top, text, letters, ink, plant in rows:
        colour = (220, 248, 198) if left > 100 else (255, 255, 255)
        screen.pen.rounded_rectangle((left - 10, top - 8, left + 370, top + 34), 12, colour)
        screen.write((left, top), text, letters, ink, plant=plant)
    return screen.done()


def passport() -> Drawn:
    """The page of a passport with its two lines for machines, on a tinted ground."""
    page = Canvas((1000, 700), (226, 232, 240))
    rng = np.random.default_rng(3)
    waves = cv2.GaussianBlur(rng.normal(0, 60, (700, 1000, 3)).astype(np.float32), (0, 0), 6) * 3
    page.picture = Image.fromarray(np.clip(np.asarray(page.picture) + waves, 0, 255).astype(np.uint8))
    page.pen = ImageDraw.Draw(page.picture)
    small, font, machine = (
        face(15, "DejaVuSans"),
        face(24, "LiberationSans-Regular", "DejaVuSans"),
        face(31, "OCRB", "DejaVuSansMono"),
    )
    for row, (label, value) in enumerate(
        (
            ("Surname", "THISTLEWOOD"),
            ("Given names", "HARRIET MAY"),
            ("Date of birth", "09 FEB 1983"),
            ("Passport No", "707797979"),
        )
    ):
        page.write((340, 60 + 90 * row), label, small, (70, 80, 100))
        page.write((340, 84 + 90 * row), value, font, (10, 10, 20), plant=value)
    for row, line in enumerate(
        ("P<GBRTHISTLEWOOD<<HARRIET<MAY<<<<<<<<<<<<<<<", "7077979792GBR8302096F3012124<<<<<<<<<<<<<<02")
    ):
        page.write((30, 560 + 58 * row), line, machine, (10, 10, 10), plant=line)
    return page.done()


def identity_card() -> Drawn:
    """The back of a card with three lines for machines."""
    card = Canvas((860, 540), (236, 240, 232))
    machine, font = face(37, "OCRB", "DejaVuSansMono"), face(20, "LiberationSans-Regular", "DejaVuSans")
    card.write((40, 60), "Place of issue: Luton", font, (60, 60, 60))
    for row, line in enumerate(
        ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "LINDQVIST<<ANNA<MARIA<<<<<<<<<")
    ):
        card.write((40, 330 + 62 * row), line, machine, plant=line)
    return card.done()


def badge() -> Drawn:
    """A name badge, as seen on a jacket."""
    card = Canvas((420, 300), (250, 250, 252))
    card.pen.rectangle((0, 0, 420, 70), (180, 30, 60))
    card.write((20, 18), "Conference 2026", face(30, "LiberationSans-Bold", "DejaVuSans-Bold"), "white")
    card.write((20, 110), "Priya Banerjee", face(48, "LiberationSans-Bold", "DejaVuSans-Bold"), plant="Priya Banerjee")
    card.write((20, 190), "Head of Finance", face(24, "LiberationSans-Regular", "DejaVuSans"), (90, 90, 90))
    return moved(card.done(), np.float64([[1, 0.06, 90], [-0.05, 1, 80], [0, 0, 1]]), (600, 480), (60, 70, 90))


def whiteboard() -> Drawn:
    """Coloured markers on a board that is seen from the side."""
    board = Canvas((1000, 620), (238, 240, 240))
    hand = face(52, "Breip", "dkg", "DejaVuSans")
    board.write((60, 60), "Call Marcus Pemberton", hand, (30, 60, 170), plant="Marcus Pemberton")
    board.write((60, 190), "07700 900 846", hand, (190, 30, 40), plant="07700 900 846")
    board.write((60, 320), "marcus@willow.example.co.uk", hand, (20, 120, 60), plant="marcus@willow.example.co.uk")
    corners = np.float32([[0, 0], [1000, 0], [1000, 620], [0, 620]])
    seen = np.float32([[60, 40], [920, 120], [900, 600], [90, 690]])
    return moved(board.done(), cv2.getPerspectiveTransform(corners, seen), (1000, 750), (120, 110, 100))


def form() -> Drawn:
    """Labels on the left, values on the right, two columns of them."""
    page = Canvas((1100, 420))
    label, value = (
        face(18, "LiberationSans-Bold", "DejaVuSans-Bold"),
        face(20, "LiberationMono-Regular", "DejaVuSansMono"),
    )
    rows = (
        (("Full name", "Wojciech Lindqvist"), ("Date of birth", "23/11/1967")),
        (("Sort code", "20-44-91"), ("Account number", "41772935")),
        (("NHS number", "943 476 5919"), ("Passport number", "533401372")),
        (("Postcode", "SA1 3QX"), ("NI number", "WP 17 19 53 A")),
    )
    for at, row in enumerate(rows):
        for left, (name, what) in zip((40, 580), row, strict=True):
            page.write((left, 50 + 80 * at), name, label, (80, 80, 80))
            page.pen.rectangle((left + 190, 40 + 80 * at, left + 480, 82 + 80 * at), outline=(150, 150, 150))
            page.write((left + 200, 50 + 80 * at), what, value, plant=what)
    return page.done()


def street(seed: int = 4) -> Drawn:
    """A sign in a busy photograph: blurred shapes behind it, noise, a shadow."""
    rng = np.random.default_rng(seed)
    ground = cv2.GaussianBlur(rng.integers(0, 255, (600, 900, 3)).astype(np.float32), (0, 0), 9)
    ground = np.clip((ground - ground.mean()) * 6 + 110, 0, 255).astype(np.uint8)
    scene = Canvas((900, 600))
    scene.picture = Image.fromarray(ground)
    scene.pen = ImageDraw.Draw(scene.picture)
    scene.pen.rectangle((200, 180, 700, 420), (240, 220, 120), (40, 40, 40), 6)
    bold = face(40, "LiberationSans-Bold", "DejaVuSans-Bold")
    scene.write((230, 200), "D. Hargreaves & Son", bold, (30, 30, 30), plant="Hargreaves")
    scene.write((230, 270), "Tel 01632 960 555", bold, (160, 20, 20), plant="01632 960 555")
    scene.write((230, 340), "dh@hargreaves.example", bold, (30, 30, 30), plant="dh@hargreaves.example")
    drawn = moved(scene.done(), np.float64([[0.96, 0.12, 0], [-0.1, 0.95, 60], [1e-5, 6e-5, 1]]), (900, 600))
    shade = np.linspace(0.55, 1.0, 900)[None, :, None]
    noisy = drawn.pixels * shade + rng.normal(0, 6, drawn.pixels.shape)
    return Drawn(np.clip(noisy, 0, 255).astype(np.uint8), drawn.planted)


def vertical() -> Drawn:
    """Lines that run up the left edge and down the right one, about a line that does not."""
    page = Canvas((700, 700))
    font = face(24, "LiberationSans-Regular", "DejaVuSans")
    page.write((150, 340), "See the margins for whom to ask.", font)
    side = Canvas((640, 40))
    side.write((10, 5), "Contact Niamh Kaczmarek on 01632 960 118", font, plant="Niamh Kaczmarek")
    side.planted["01632 960 118"] = _again(side, "Contact Niamh Kaczmarek on ", "01632 960 118", font)
    drawn = page.done()
    pixels, masks = drawn.pixels.copy(), {}
    pixels[30:670, 20:60] = np.rot90(np.asarray(side.picture))
    for text, mask in side.planted.items():
        whole = np.zeros((700, 700), bool)
        whole[30:670, 20:60] = np.rot90(mask)
        masks[text] = whole
    return Drawn(pixels, masks)


def _again(canvas: Canvas, before: str, text: str, font: Any) -> Any:
    mask = Image.new("L", canvas.picture.size, 0)
    ImageDraw.Draw(mask).text((10 + font.getlength(before), 5), text, 255, font)
    return np.asarray(mask) > 128


def covered(mask: Any, boxes: Sequence[Any]) -> float:
    """The share of the ink that lies in boxes."""
    over = np.zeros(mask.shape, bool)
    for box in boxes:
        over[max(int(box.top), 0) : int(np.ceil(box.bottom)), max(int(box.left), 0) : int(np.ceil(box.right))] = True
    return float((mask & over).sum() / max(mask.sum(), 1))
