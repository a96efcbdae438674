"""Scanned pages with identifiers planted in them, of which every spot of ink is known: made anew from a seed.

Three levels: clean as printed; light as a good scanner leaves it; heavy: turned, sheared, blurred, faded, noisy, and
pressed hard into a JPEG. Fonts are those of the machine, several if it has them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

LEVELS = ("clean", "light", "heavy")
_FONTS = (
    "LiberationSans-Regular LiberationSerif-Regular LiberationMono-Regular DejaVuSans DejaVuSerif C059-Roman "
    "NimbusSansNarrow-Regular P052-Roman LiberationSans-Bold NimbusMonoPS-Regular"
).split()
_FIRST = (
    "Harriet Callum Priya Wojciech Niamh Idris Beatrice Marcus Aaliyah Stefan Eleanor Kwame Gwendolen Yusuf Ingrid "
    "Declan Rosalind Tomasz Bronwen Hamish"
).split()
_LAST = (
    "Ashdown McAllister Okonkwo Lindqvist Pemberton Rahman Fairclough O'Donnell Vasquez Thistlewood Banerjee "
    "Novak-Reid Hargreaves Mbeki Winterbourne Castellano Drummond Sørensen Kaczmarek Prendergast"
).split()
_STREETS = ("Albion Terrace", "Station Road", "Cheltenham Drive", "Windmill Hill", "Queen Anne Street", "Orchard Close")
_TOWNS = ("Norwich NR2 4HQ", "Exeter EX4 6PD", "Swansea SA1 3QX", "Carlisle CA2 7JB", "Luton LU1 5BG", "Perth PH1 2LS")
_HOSTS = ("post-mail.example", "example.org", "council.example.gov.uk", "nhs.example.net", "willow.example.co.uk")
_PROSE = (
    "The panel met in the morning and went through the file page by page before it came to any view.",
    "No further papers were received, although the deadline had been moved twice at the request of both sides.",
    "A copy of the decision will be kept for seven years and then destroyed in the usual manner.",
    "The figures in the annex were drawn up by the accounts section and have not been audited.",
    "Please quote the number above in all letters, and allow up to twenty working days for an answer.",
)


@dataclass(frozen=True)
class Planted:
    """An identifier on a page: of what type, the text of it, and its number in the page's ink."""

    entity_type: str
    text: str
    number: int


@dataclass
class Sheet:
    """A page while it is drawn: grey pixels, and for every pixel which planted value's ink it is (0: none)."""

    width: int
    height: int
    grey: Any = None
    ink: Any = None
    planted: list[Planted] = field(default_factory=list)

    def __post_init__(self) -> None:
        import numpy as np

        self.grey = np.full((self.height, self.width), 255, np.uint8)
        self.ink = np.zeros((self.height, self.width), np.uint16)

    def write(self, pieces: list[tuple[str, str]], at: tuple[float, float], font: Any) -> float:
        """Draw pieces of ``(text, entity type or "")`` one after the other; gives where the last ends."""
        import numpy as np
        from PIL import Image, ImageDraw

        x, y = at
        for text, kind in pieces:
            drawn = Image.new("L", (self.width, int(font.size * 2)), 255)
            ImageDraw.Draw(drawn).text((x, font.size * 0.3), text, fill=0, font=font)
            pixels, top = np.asarray(drawn), int(y - font.size * 0.3)
            room = self.grey[top : top + pixels.shape[0]]
            pixels = pixels[: len(room)]
            np.minimum(room, pixels, out=room)
            if kind:
                self.planted.append(Planted(kind, text, len(self.planted) + 1))
                self.ink[top : top + len(room)][pixels < 128] = len(self.planted)
            x += font.getlength(text)
        return float(x)


@cache
def fonts() -> list[Path]:
    """The files of the fonts that this machine has of those asked for."""
    files = {path.stem: path for path in Path("/usr/share/fonts").rglob("*") if path.suffix in {".ttf", ".otf", ".t1"}}
    return [files[name] for name in _FONTS if name in files]


def font(number: int, size: float) -> Any:
    """A font of that size in pixels: one of several, or Pillow's own where the machine has none."""
    from PIL import ImageFont

    known = fonts()
    return ImageFont.truetype(str(known[number % len(known)]), size) if known else ImageFont.load_default(size)


def page(dpi: int, seed: int) -> Sheet:
    """An A4 page with about forty planted identifiers: lines, a form of labels and values, and prose with names."""
    chance, points = random.Random(seed), dpi / 72
    sheet = Sheet(int(8.27 * dpi), int(11.69 * dpi))
    y, left = 0.6 * dpi, 0.75 * dpi
    sheet.write([("Subject access request: working papers", "")], (left, y), font(seed, 15 * points))
    y += 28 * points
    for number in range(7):
        face = font(number + seed, (10, 11, 9, 8, 12)[number % 5] * points)
        for row in _record(chance, form=bool(number % 2)):
            x = left
            for column in row:
                x = max(sheet.write(column, (x, y), face) + 20 * points, left + 2.6 * dpi)
            y += face.size * 1.4
        sheet.write([(_PROSE[number % len(_PROSE)], "")], (left, y), font(number + 3, 9 * points))
        y += 17 * points
    return sheet


def _record(chance: random.Random, *, form: bool) -> Iterator[list[list[tuple[str, str]]]]:
    """What is known of one person, as rows of columns of pieces."""
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    who, mark = f"{first} {last}", "" if form else " "
    plain = "".join(sign for sign in last.lower() if sign.isascii() and sign.isalpha())
    mail = f"{first.lower()}.{plain}{chance.randint(1, 99)}@{chance.choice(_HOSTS)}"
    born = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1938, 2006)}"
    phone = chance.choice(
        (f"0{chance.randint(1200, 1999)} {_digits(chance, 6)}", f"07{_digits(chance, 3)} {_digits(chance, 6)}")
    )
    where = f"{chance.randint(1, 180)} {chance.choice(_STREETS)}, {chance.choice(_TOWNS)}"
    case = f"{chance.choice(('FOI', 'SAR', 'EIR'))}-{chance.randint(2019, 2026)}-{_digits(chance, 4)}"
    yield [[("Name:" + " ", ""), (who, "PERSON")], [("Date of birth: ", ""), (born, "DATE_OF_BIRTH")]]
    yield [[("Telephone: ", ""), (phone, "PHONE_NUMBER")], [("Reference: ", ""), (case, "CASE_REFERENCE")]]
    yield [[("Email: ", ""), (mail, "EMAIL_ADDRESS")], [("NI number: ", ""), (_nino(chance), "UK_NINO")]]
    yield [[("Address: ", ""), (where, "ADDRESS")]]
    if form:
        yield [
            [("IBAN: ", ""), (_iban(chance), "IBAN_CODE")],
            [("Paid: ", ""), (f"£{chance.randint(1, 9)},250.00", "")],
        ]
        yield [[("Card number: ", ""), (_card(chance), "CREDIT_CARD")]]
    else:
        other = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        yield [
            [
                ("The caller, ", ""),
                (other, "PERSON"),
                (", rang twice and asked that ", ""),
                (who, "PERSON"),
                (" be told.", mark.strip()),
            ]
        ]


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randint(0, 9)) for _ in range(count))


def _nino(chance: random.Random) -> str:
    pairs = " ".join(_digits(chance, 2) for _ in range(3))
    return f"{chance.choice('ABCEHJKLMPRSWXYZ')}{chance.choice('ABCEHJKLMPRSWXYZ')} {pairs} {chance.choice('ABCD')}"


def _iban(chance: random.Random) -> str:
    rest = f"{chance.choice(('LOYD', 'NWBK', 'MIDL'))}{_digits(chance, 14)}"
    number = int("".join(str(int(sign, 36)) for sign in f"{rest}GB00"))
    whole = f"GB{98 - number % 97:02d}{rest}"
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def _card(chance: random.Random) -> str:
    digits = "4" + _digits(chance, 14)
    total = sum(sum(divmod(int(sign) * (2 - at % 2), 10)) for at, sign in enumerate(digits))
    whole = digits + str(-total % 10)
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4))


def scanned(sheet: Sheet, dpi: int, level: int, seed: int) -> tuple[Any, Any]:
    """The page as a scanner gives it, grey, and its ink where it then stands."""
    import cv2
    import numpy as np

    if level == 0:
        return sheet.grey, sheet.ink
    chance = np.random.default_rng(seed)
    width, height = sheet.width, sheet.height
    angle, shear = (0.0, 0.6, 1.5)[level] * (1 if seed % 2 else -1), (0.0, 0.002, 0.008)[level]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    move[0] += shear * np.array([0.0, 1.0, -height / 2])
    grey = cv2.warpAffine(sheet.grey, move, (width, height), borderValue=255, flags=cv2.INTER_CUBIC).astype(np.float32)
    ink = cv2.warpAffine(sheet.ink, move, (width, height), flags=cv2.INTER_NEAREST)
    grey = cv2.GaussianBlur(grey, (0, 0), (0.0, 0.5, 0.9)[level] * dpi / 200)
    if level == 2:
        grey = 255 - (255 - grey * np.linspace(1.0, 0.8, width, dtype=np.float32)) * 0.75
    grey += chance.normal(0, (0, 9, 18)[level], grey.shape)
    speck = chance.random(grey.shape)
    grey[speck < (0, 0.0005, 0.002)[level]], grey[speck > 1 - (0, 0.0005, 0.002)[level]] = 0, 255
    _, pressed = cv2.imencode(".jpg", np.clip(grey, 0, 255).astype(np.uint8), [1, (95, 60, 35)[level]])
    return cv2.imdecode(pressed, 0), ink
