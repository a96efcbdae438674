"""The samples that are pictures. The two faces are of the public domain: see samples/README.md."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from tests.recipe.expect import Expect

WHITE, INK = (250, 250, 247), (24, 24, 30)
_FACE_OF_ASTRONAUT = (150, 5, 310, 205)  # in skimage/data/astronaut.png
_HEAD_OF_ADMIRAL = (120, 20, 460, 420)  # in matplotlib's grace_hopper.jpg
_FACE_OF_ADMIRAL = (185, 75, 345, 275)


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which matplotlib carries."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(inside("matplotlib", f"mpl-data/fonts/ttf/{name}")), size)


def inside(package: str, path: str) -> Path:
    """A file inside an installed package, found without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"the recipe needs the package {package}")
    return Path(found.submodule_search_locations[0]) / path


def astronaut() -> Image.Image:
    """Head and shoulders."""
    return Image.open(inside("skimage", "data/astronaut.png")).convert("RGB").crop((80, 0, 380, 300))


def code(text: str, size: int) -> Image.Image:
    """A QR code with its quiet zone."""
    import zxingcpp

    cells = np.array(
        zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1, add_quiet_zones=True)
    )
    scale = max(1, size // cells.shape[0])
    return Image.fromarray(np.kron(cells, np.ones((scale, scale), np.uint8))).convert("RGB")


def signature() -> bytes:
    """A small PNG with a name in handwriting size."""
    drawn = Image.new("RGB", (360, 80), WHITE)
    ImageDraw.Draw(drawn).text((16, 22), "Priya Raghunathan", fill=INK, font=font(30))
    return _png(drawn)


def small_badge() -> bytes:
    """The badge for the mail: words only."""
    drawn = Image.new("RGB", (560, 170), WHITE)
    pen = ImageDraw.Draw(drawn)
    for line, (words, size) in enumerate([("VISITOR", 30), ("Farah Siddiqui", 34), ("Telephone 07700 900772", 28)]):
        pen.text((20, 14 + 50 * line), words, fill=INK, font=font(size))
    return _png(drawn)


def badge(folder: Path) -> Expect:
    """A visitor's badge: a face, a name, a telephone number, a QR code, and a name in the PNG's own text."""
    drawn = Image.new("RGB", (900, 420), WHITE)
    drawn.paste(astronaut(), (30, 90))
    square = code("https://example.org/visitors?name=Nadia+Petrossian", 190)
    drawn.paste(square, (680, 200))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 900, 62), fill=(20, 60, 120))
    pen.text((30, 10), "VISITOR  –  Building 4, version 2.1", fill=(255, 255, 255), font=font(32))
    for line, words in enumerate(["Name: Nadia Petrossian", "Tel: 07700 900318", "Host: Owen Prothero"]):
        pen.text((350, 90 + 46 * line), words, fill=INK, font=font(26))
    pen.text((350, 330), "Please wear it at all times", fill=INK, font=font(22))
    path = folder / "pictures" / "badge.png"
    path.parent.mkdir(exist_ok=True)
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Nadia Petrossian")
    drawn.save(path, pnginfo=words, optimize=True)
    face = [
        30 + _FACE_OF_ASTRONAUT[0] - 80,
        90 + _FACE_OF_ASTRONAUT[1],
        30 + _FACE_OF_ASTRONAUT[2] - 80,
        90 + _FACE_OF_ASTRONAUT[3],
    ]
    box = [680, 200, 680 + square.width, 200 + square.height]
    gone = ["Petrossian", "Nadia", "07700 900318", "Prothero"]
    return Expect(
        "pictures/badge.png", gone, ["VISITOR", "Building 4", "Please wear it"], ["FACE", "QR_CODE"], [face], [box]
    )


def portrait(folder: Path) -> Expect:
    """A photograph with a caption, a position and a name in its EXIF, and a comment."""
    photo = Image.open(inside("matplotlib", "mpl-data/sample_data/grace_hopper.jpg")).convert("RGB")
    left, top = _HEAD_OF_ADMIRAL[:2]
    drawn = Image.new("RGB", (720, 560), WHITE)
    drawn.paste(photo.crop(_HEAD_OF_ADMIRAL), (190, 20))
    pen = ImageDraw.Draw(drawn)
    pen.text((40, 440), "Staff photograph: Ruth Calloway", fill=INK, font=font(28))
    pen.text((40, 490), "Telephone 01632 960145, room 12", fill=INK, font=font(28))
    path = folder / "pictures" / "portrait.jpg"
    path.parent.mkdir(exist_ok=True)
    drawn.save(path, quality=82, exif=_exif(), comment=b"taken by Ruth Calloway")
    face = [190 + _FACE_OF_ADMIRAL[0] - left, 20 + _FACE_OF_ADMIRAL[1] - top, 190 + _FACE_OF_ADMIRAL[2] - left]
    face.append(20 + _FACE_OF_ADMIRAL[3] - top)
    gone = ["Calloway", "Ruth", "01632 960145", "GPS"]
    return Expect("pictures/portrait.jpg", gone, ["Staff photograph", "room 12"], ["FACE"], [face])


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = "Ruth Calloway"
    exif[0x010E] = "GPS position of the home of Ruth Calloway"
    position = exif.get_ifd(0x8825)
    position.update({1: "N", 2: (53.0, 48.0, 26.7), 3: "W", 4: (1.0, 33.0, 40.4)})
    return exif


def _png(drawn: Image.Image) -> bytes:
    file = io.BytesIO()
    drawn.save(file, "PNG", optimize=True)
    return file.getvalue()
