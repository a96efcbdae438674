"""A PDF seen by PDFium: its pages, their pictures. One caller at a time, because PDFium is not safe among threads."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from weakref import finalize

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Frame
from redact.media.shelf import Stored
from redact.types import Picture, Pixels

Fact = TypeVar("Fact")
_LOCK = threading.RLock()
IN_MEMORY = 1 << 20
"""Bytes of a PDF that may be held in memory as a whole."""
_HELD = 2
"""So many pages are kept open: who asks about a page asks again soon, and taking it apart costs most."""
_MOST = 128
"""Pages that are taken apart before the PDF is opened afresh: PDFium keeps what it has read of each."""


@dataclass(slots=True)
class _Held:
    """A page that PDFium holds open, its text once it was asked for, and what was worked out of that."""

    page: Any
    text: Any = None
    facts: dict[Any, Any] = field(default_factory=dict)

    def close(self) -> None:
        if self.text is not None:
            self.text.close()
        self.page.close()


class Rendering:
    """A PDF held open by PDFium for as long as somebody may ask for its pages. Pages count from 0.

    *source* is the PDF, as bytes, as it was put away, or a binary file, which is read where it is needed and must stay
    as it is.
    """

    def __init__(self, source: bytes | BinaryIO | Stored) -> None:
        self._source = source.reader() if isinstance(source, Stored) else source
        self._pages: OrderedDict[int, _Held] = OrderedDict()
        self._asking = self._opened = 0
        with _LOCK:
            self._document = self._open()

    @classmethod
    def of_file(cls, path: Path) -> Rendering:
        """The same for a file: a small one is read at once, so that nothing keeps it from being moved meanwhile."""
        if path.stat().st_size <= IN_MEMORY or os.name == "nt":
            return cls(path.read_bytes())
        file = path.open("rb")
        rendering = cls(file)
        finalize(rendering, file.close)
        return rendering

    def _open(self) -> Any:
        import pypdfium2

        try:
            return pypdfium2.PdfDocument(self._source)
        except (pypdfium2.PdfiumError, FileNotFoundError):
            raise UnreadableError("the PDF cannot be drawn") from None

    @contextmanager
    def page(self, index: int) -> Iterator[Any]:
        """One page, while the lock is held."""
        with _LOCK, self._asked():
            yield self._held(index).page

    @contextmanager
    def text(self, index: int) -> Iterator[Any]:
        """The text of one page as PDFium keeps it, while the lock is held."""
        import pypdfium2

        with _LOCK, self._asked():
            held = self._held(index)
            if held.text is None:
                try:
                    held.text = held.page.get_textpage()
                except pypdfium2.PdfiumError:
                    raise UnreadableError(f"the text of page {index + 1} of the PDF cannot be read") from None
            yield held.text

    def fact(self, index: int, work_out: Callable[[Any], Fact]) -> Fact:
        """What *work_out* makes of the text of a page, worked out once while the page is held."""
        with self.text(index) as text:
            facts = self._held(index).facts
            if work_out not in facts:
                facts[work_out] = work_out(text)
            found: Fact = facts[work_out]
            return found

    def _held(self, index: int) -> _Held:
        """A page and what was asked of it; of those that are held the one that was longest not asked for is let go."""
        import pypdfium2

        if index not in self._pages:
            self._make_room()
            try:
                self._pages[index] = _Held(self._document[index])
            except pypdfium2.PdfiumError:
                raise UnreadableError(f"page {index + 1} of the PDF cannot be drawn") from None
        self._pages.move_to_end(index)
        return self._pages[index]

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Notes that somebody holds a page, which must stay open meanwhile."""
        self._asking += 1
        try:
            yield
        finally:
            self._asking -= 1

    def _make_room(self) -> None:
        """Let go of pages for one more; of the whole PDF where enough of it was read and nobody else holds a page."""
        self._opened += 1
        if self._opened > _MOST and self._asking == 1:
            self.close()
            self._document, self._opened = self._open(), 1
        while len(self._pages) >= _HELD:
            self._pages.popitem(last=False)[1].close()

    def close(self) -> None:
        """Let go of the PDF. Nothing can be asked after that."""
        with _LOCK:
            while self._pages:
                self._pages.popitem()[1].close()
            self._document.close()

    def pixels(self, index: int, frame: Frame) -> Pixels:
        """What the page looks like, height x width x 3, RGB."""
        return self.window(index, frame, (0, 0, frame.width, frame.height))

    def window(self, index: int, frame: Frame, box: tuple[int, int, int, int]) -> Pixels:
        """What a box of the page's picture looks like: left, top, right, bottom in its pixels, within it."""
        import cv2
        import numpy as np
        import pypdfium2
        import pypdfium2.raw as pdfium

        left, top, right, bottom = box
        with self.page(index) as page:
            bitmap = pypdfium2.PdfBitmap.new_native(right - left, bottom - top, pdfium.FPDFBitmap_BGR)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, right - left, bottom - top)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, frame.width, frame.height, 0, pdfium.FPDF_ANNOT)
            return np.asarray(cv2.cvtColor(bitmap.to_numpy(), cv2.COLOR_BGR2RGB), np.uint8)

    def picture(self, index: int, frame: Frame) -> Picture:
        """The same, drawn when it is asked for."""
        page = _Drawn(self, index, frame)
        return Picture(frame.width, frame.height, page.pixels, page.window)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One page as it is drawn."""

    rendering: Rendering
    index: int
    frame: Frame

    def pixels(self) -> Pixels:
        return self.rendering.pixels(self.index, self.frame)

    def window(self, left: int, top: int, right: int, bottom: int) -> Pixels:
        return self.rendering.window(self.index, self.frame, (left, top, right, bottom))


def bare_picture(data: bytes) -> Pixels | None:
    """The pixels of the only picture of a PDF at its own size, grey or RGB; ``None`` if it does not decode."""
    import numpy as np
    import pypdfium2
    import pypdfium2.raw as pdfium

    with Rendering(data).page(0) as page:
        try:
            picture = next(iter(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))), None)
            if picture is None:
                return None
            bitmap = picture.get_bitmap()
        except pypdfium2.PdfiumError:
            return None
        pixels = bitmap.to_numpy()
        pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels[:, :, 2::-1]
        return np.ascontiguousarray(pixels)
