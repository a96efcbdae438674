"""A PDF seen by PDFium: pictures of its pages. One caller at a time, because PDFium is not safe among threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Frame
from redact.types import Picture, Pixels

_LOCK = threading.RLock()


class Rendering:
    """A PDF held open by PDFium for as long as somebody may ask for its pages. Pages count from 0."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                raise UnreadableError("the PDF cannot be drawn") from None

    @contextmanager
    def page(self, index: int) -> Iterator[Any]:
        """One page, open while the lock is held."""
        import pypdfium2

        with _LOCK:
            try:
                page = self._document[index]
            except pypdfium2.PdfiumError:
                raise UnreadableError(f"page {index + 1} of the PDF cannot be drawn") from None
            try:
                yield page
            finally:
                page.close()

    def pixels(self, index: int, frame: Frame) -> Pixels:
        """What the page looks like, height x width x 3, RGB."""
        import numpy as np
        import pypdfium2
        import pypdfium2.raw as pdfium

        with self.page(index) as page:
            bitmap = pypdfium2.PdfBitmap.new_native(frame.width, frame.height, pdfium.FPDFBitmap_BGR)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, frame.width, frame.height)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, frame.width, frame.height, 0, pdfium.FPDF_ANNOT)
            return np.ascontiguousarray(bitmap.to_numpy()[:, :, ::-1])

    def picture(self, index: int, frame: Frame) -> Picture:
        """The same, drawn when it is asked for."""
        return Picture(frame.width, frame.height, lambda: self.pixels(index, frame))


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
