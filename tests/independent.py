"""Released files opened by means of our own: what a curious reader would find in them."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from redact.types import Box, Modality, Part, Picture

RATE = 16_000


def texts(path: Path) -> Iterator[str]:
    """Everything that a released file says: text, mark-up, metadata, what is read from pixels and heard."""
    yield path.read_bytes().decode("utf-8", "replace")
    yield from _READERS.get(path.suffix, lambda _: ())(path)


def squashed(text: str) -> str:
    """Letters and digits alone, in one case: how a name or a number is looked for."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def picture(path: Path) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(path).convert("RGB"))


def frames(path: Path, every: int = 12) -> list[np.ndarray]:
    import av

    with av.open(str(path)) as film:
        return [
            frame.to_ndarray(format="rgb24") for index, frame in enumerate(film.decode(video=0)) if index % every == 0
        ]


def samples(path: Path) -> np.ndarray:
    """One channel at ``RATE``."""
    import av

    with av.open(str(path)) as file:
        resampler = av.AudioResampler("flt", "mono", RATE)
        pieces = [piece.to_ndarray()[0] for frame in file.decode(audio=0) for piece in resampler.resample(frame)]
    return np.concatenate(pieces)


def faces(pixels: np.ndarray) -> list[Box]:
    """Where the default detector sees a face."""
    from redact.detect.faces import FaceDetector

    part = Part("p", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    found = FaceDetector(FaceDetector.Options()).detect([part])
    return [box for finding in found for box in finding.regions if isinstance(box, Box)]


def overlap(one: Box, other: Box) -> float:
    """The share of both boxes together that lies in both."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def codes(pixels: np.ndarray) -> int:
    import zxingcpp

    return len(zxingcpp.read_barcodes(np.ascontiguousarray(pixels), return_errors=True))


def read(pixels: np.ndarray) -> str:
    """The words in a picture."""
    found = _reader()(pixels[:, :, ::-1])
    return "\n".join(found.txts or ())


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()


@cache
def _listener() -> Any:
    from faster_whisper import WhisperModel

    from redact import weights

    return WhisperModel(str(weights.folder("whisper-base")), device="cpu", compute_type="int8", cpu_threads=2)


def _heard(path: Path) -> Iterator[str]:
    import av

    with av.open(str(path)) as file:
        yield json.dumps([dict(file.metadata), *(dict(stream.metadata) for stream in file.streams)])
    segments, _ = _listener().transcribe(samples(path), language="en")
    yield " ".join(segment.text for segment in segments)


def _seen(path: Path) -> Iterator[str]:
    from PIL import Image

    with Image.open(path) as opened:
        yield repr(opened.info) + repr(dict(opened.getexif()))
    yield read(picture(path))


def _film(path: Path) -> Iterator[str]:
    yield from _heard(path)
    yield read(frames(path)[0])


def _packed(path: Path) -> Iterator[str]:
    """A zip of XML: every member, as it stands and without its tags."""
    import re

    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            member = packed.read(name).decode("utf-8", "replace")
            yield member
            yield re.sub(r"<[^>]*>", "", member)


def _slides(path: Path) -> Iterator[str]:
    from pptx import Presentation

    yield from _packed(path)
    yield from (
        shape.text_frame.text for slide in Presentation(path).slides for shape in slide.shapes if shape.has_text_frame
    )


def _archive(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            yield name
            yield from _attached(name, packed.read(name))


def _unfolded(path: Path) -> Iterator[str]:
    yield path.read_text(encoding="utf-8").replace("\n ", "")


def _page(path: Path) -> Iterator[str]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    yield " ".join(soup.get_text().split())
    yield from (str(value) for element in soup.find_all(True) for value in element.attrs.values())


def _pdf(path: Path) -> Iterator[str]:
    import pikepdf
    import pypdfium2
    from pdfminer.high_level import extract_text

    yield extract_text(path)
    with pikepdf.open(path) as pdf:
        yield str(pdf.docinfo) if "/Info" in pdf.trailer else ""
        for thing in pdf.objects:
            yield repr(thing)
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
                yield thing.read_bytes().decode("latin-1")
    document = pypdfium2.PdfDocument(path)
    yield from (read(np.asarray(page.render(scale=150 / 72).to_pil().convert("RGB"))) for page in document)


def _mail(path: Path) -> Iterator[str]:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    for part in mail.walk():
        yield from (f"{name}: {value}" for name, value in part.items())
        name = part.get_filename()
        if name:
            yield name
            yield from _attached(name, part.get_payload(decode=True))
        elif not part.is_multipart():
            yield str(part.get_content())


def _attached(name: str, data: Any) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"attached{Path(name).suffix}"
        path.write_bytes(data)
        yield from list(texts(path))


def _wav(path: Path) -> Iterator[str]:
    yield path.read_bytes()[-4096:].decode("latin-1")
    yield from _heard(path)


def _cells(path: Path) -> Iterator[str]:
    import csv

    yield from (cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))) for cell in row)


_READERS = {
    ".csv": _cells,
    ".html": _page,
    ".eml": _mail,
    ".docx": _packed,
    ".xlsx": _packed,
    ".pptx": _slides,
    ".zip": _archive,
    ".vcf": _unfolded,
    ".ics": _unfolded,
    ".pdf": _pdf,
    ".png": _seen,
    ".jpg": _seen,
    ".wav": _wav,
    ".mp3": _heard,
    ".mp4": _film,
}
