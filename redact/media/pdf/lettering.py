"""Labels on a page: drawn as a stencil of one bit a pixel, where and as large as they stand in a picture of the page.

They are no text of the page: nothing extracts them, and no font is embedded.
"""

from __future__ import annotations

import zlib
from dataclasses import replace

from redact.media.labels import FINER, Lettering, ink_on, lettering
from redact.media.pdf.geometry import Frame, inverse
from redact.media.pixels import Window, window_of
from redact.types import Box, Fill


def label_of(frame: Frame, box: Box, fill: Fill) -> bytes:
    """The instructions that draw the label of a fill into its box, nothing where there is none or no room for it."""
    window = window_of(box, replace(fill, shape="box"), width=frame.width, height=frame.height)
    if not fill.label or window is None:
        return b""
    letters = lettering(fill.label, window[2] - window[0], window[3] - window[1])
    return _stencil(letters, fill.colour, _placing(frame, window, letters)) if letters else b""


def _stencil(letters: Lettering, colour: tuple[int, int, int], placing: bytes) -> bytes:
    import numpy as np

    height, width = letters.fine.shape
    bits = zlib.compress(np.packbits(letters.fine <= 127, axis=1).tobytes()).hex().encode()
    ink = b" ".join(b"%d" % (channel // 255) for channel in ink_on(colour))
    head = b"BI /IM true /W %d /H %d /BPC 1 /F [/AHx /Fl] ID " % (width, height)
    return b"q " + ink + b" rg " + placing + b" cm\n" + head + bits + b">\nEI Q"


def _placing(frame: Frame, window: Window, letters: Lettering) -> bytes:
    """The matrix that lays the stencil, whose first row is its top, into the window of the page's picture."""
    back = inverse(frame.matrix)
    if back is None:
        raise ValueError("a page without an area has no boxes")
    a, b, c, d, e, f = back
    height, width = (side / FINER for side in letters.fine.shape)
    x, y = window[0] + letters.left, window[1] + letters.top + height
    matrix = (a * width, b * width, -c * height, -d * height, a * x + c * y + e, b * x + d * y + f)
    return " ".join(f"{value:.4f}" for value in matrix).encode()
