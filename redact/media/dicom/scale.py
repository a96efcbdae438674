"""How stored numbers are shown, and which number covers a place: grey pictures of any depth, and colours of one byte.

A grey picture is looked at twice: as its window shows it, and, where that cuts anything off, with all its values, for
words may stand in shades that the window does not tell apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.media.dicom.opening import frames_in, values
from redact.media.dicom.tags import numbers
from redact.media.pixels import window_of
from redact.types import Box, Fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from redact.types import Pixels


@dataclass(frozen=True, slots=True)
class Depth:
    """How numbers are stored: bits of which *stored* are used, with a sign or without."""

    bits: int
    stored: int
    signed: bool

    @property
    def lowest(self) -> int:
        """The smallest number that can be stored."""
        return -(1 << (self.stored - 1)) if self.signed else 0

    @property
    def highest(self) -> int:
        """The largest number that can be stored."""
        return (1 << (self.stored - self.signed)) - 1


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a grey picture: from *low* to *high* in its window, from *least* to *most* altogether.

    *inverse*: small numbers are bright. *slope* and *intercept* are what makes measures of them.
    """

    low: float
    high: float
    least: int
    most: int
    inverse: bool
    slope: float = 1.0
    intercept: float = 0.0

    @property
    def cuts_off(self) -> bool:
        """Whether the window does not tell all numbers apart."""
        return self.least < self.low or self.most > self.high

    def shown(self, frame: NDArray[Any], *, whole: bool) -> Pixels:
        """What is seen of it: RGB, in its window or with all its values."""
        import numpy as np

        low, high = (self.least, self.most) if whole else (self.low, self.high)
        share = (frame.astype(np.float32) - low) * (255.0 / max(high - low, 1e-6))
        grey = np.clip(np.rint(share), 0, 255).astype(np.uint8)
        return np.repeat((255 - grey if self.inverse else grey)[..., None], 3, axis=2)

    def number(self, fill: Fill, *, whole: bool) -> int:
        """Which number shows the colour of a fill. Black and white are the last there are."""
        red, green, blue = fill.colour
        bright = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
        share = 1 - bright if self.inverse else bright
        first, last = min(self.least, math.floor(self.low)), max(self.most, math.ceil(self.high))
        if share <= 0 or share >= 1:
            return last if share >= 1 else first
        low, high = (self.least, self.most) if whole else (self.low, self.high)
        return min(max(round(low + share * (high - low)), first), last)


def is_colour(dataset: Dataset) -> bool:
    """Whether a file holds pictures in colour."""
    return int(dataset.get("SamplesPerPixel", 1)) == 3 or str(dataset.PhotometricInterpretation) == "PALETTE COLOR"


def depth_of(dataset: Dataset) -> Depth:
    """How the numbers of a grey picture are stored, in whole bytes."""
    stored = int(dataset.get("BitsStored", dataset.BitsAllocated))
    return Depth(max(int(dataset.BitsAllocated), 8), stored, bool(dataset.get("PixelRepresentation", 0)))


def frame_of(dataset: Dataset, index: int) -> NDArray[Any]:
    """One frame as it is written: one byte a channel where it has colours; else numbers, without spare bits."""
    import numpy as np

    frame = values(dataset, index)
    if is_colour(dataset):
        shift = max(int(dataset.get("BitsStored", 8)) - 8, 0) if frame.dtype.itemsize > 1 else 0
        return (frame >> shift).astype(np.uint8)
    depth = depth_of(dataset)
    wide = frame.astype(np.int64) & ((1 << depth.stored) - 1)
    if depth.signed:
        wide = np.where(wide >> (depth.stored - 1), wide - (1 << depth.stored), wide)
    return wide.astype(np.dtype(f"{'i' if depth.signed else 'u'}{depth.bits // 8}"))


def scale_of(dataset: Dataset) -> Scale:
    """How a grey picture is shown, by its window, or by all the numbers that stand in it. Looks at every frame."""
    depth = depth_of(dataset)
    padding = dataset.get("PixelPaddingValue")
    least, most = depth.highest, depth.lowest
    for index in range(frames_in(dataset)):
        frame = frame_of(dataset, index)
        seen = frame[frame != padding] if isinstance(padding, int) else frame
        if seen.size:
            least, most = min(least, int(seen.min())), max(most, int(seen.max()))
    least, most = (least, most) if least <= most else (0, 0)
    slope = (numbers(dataset, "RescaleSlope") or [1.0])[0] or 1.0
    intercept = (numbers(dataset, "RescaleIntercept") or [0.0])[0]
    low, high = _window(dataset, slope, intercept) or (least, most)
    low, high = max(low, depth.lowest), min(high, depth.highest)
    if low >= high:
        low, high = least, most
    return Scale(low, high, least, most, str(dataset.PhotometricInterpretation) == "MONOCHROME1", slope, intercept)


def _window(dataset: Dataset, slope: float, intercept: float) -> tuple[float, float] | None:
    """The stored numbers at which the first window begins and ends."""
    centre, width = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    if not centre or not width or width[0] < 1:
        return None
    ends = sorted((centre[0] + side * width[0] / 2 - intercept) / slope for side in (-1, 1))
    return ends[0], ends[1]


def painted(frame: NDArray[Any], fills: Sequence[tuple[Box, Fill]], scale: Scale, *, whole: bool) -> NDArray[Any]:
    """The numbers of a grey frame with every box covered, in its own depth. Any style of fill becomes a plain one."""
    covered = frame.copy()
    for box, fill in fills:
        window = window_of(box, fill, width=frame.shape[1], height=frame.shape[0])
        if window is not None:
            left, top, right, bottom = window
            covered[top:bottom, left:right] = scale.number(fill, whole=whole)
    return covered
