"""One picture in its own size and in halves of it, each made once: what is wanted small is cut out of a small one.

To shrink a face that fills a large picture takes as long as to look at it; from a layer of nearly its size it is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redact.types import Pixels

_MOST, _THINNEST = 6, 8
"""How often a picture is halved at most, and the pixels that the shorter side of a layer has at least."""


class Layers:
    """A picture, RGB, in its own size and smaller ones, made when they are asked for."""

    def __init__(self, pixels: Pixels) -> None:
        self._layers = [pixels]

    @property
    def pixels(self) -> Pixels:
        """The picture in its own size."""
        return self._layers[0]

    def at(self, scale: float) -> Pixels:
        """The smallest layer that is at least *scale* of the picture; the picture itself where that is 1 or more."""
        number = 0
        while number < _MOST and scale <= 0.5 ** (number + 1) and min(self._layer(number).shape[:2]) >= 2 * _THINNEST:
            number += 1
        return self._layer(number)

    def shrunk(self, scale: float) -> Pixels:
        """The picture shrunk or enlarged by *scale*, to a pixel a side at least."""
        import cv2
        import numpy as np

        height, width = self.pixels.shape[:2]
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        layer = self.at(scale)
        method = cv2.INTER_AREA if size[0] < layer.shape[1] else cv2.INTER_LINEAR
        same = size == (layer.shape[1], layer.shape[0])
        return layer if same else np.asarray(cv2.resize(layer, size, interpolation=method), np.uint8)

    def _layer(self, number: int) -> Pixels:
        import cv2
        import numpy as np

        while len(self._layers) <= number:
            last = self._layers[-1]
            half = (max(round(last.shape[1] / 2), 1), max(round(last.shape[0] / 2), 1))
            self._layers.append(np.asarray(cv2.resize(last, half, interpolation=cv2.INTER_AREA), np.uint8))
        return self._layers[number]
