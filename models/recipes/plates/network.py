"""The network: where cores of plates are, and how far it is from there to the edges. A tenth of a million weights."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional

UNIT = 32.0
"""Pixels: the distance that the network gives as 1 after its exponential."""


def _wide(before: int, after: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


def _thin(before: int, after: int, stride: int = 1, reach: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, before, 3, stride, reach, reach, groups=before, bias=False), nn.BatchNorm2d(before),
        nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True),
    )  # fmt: skip


class Plates(nn.Module):
    """Takes pictures as they are (0 to 255, RGB, sides in multiples of 16); gives logits, and edges in ``UNIT``, log.

    Both have a value for each 4x4 pixels.
    """

    def __init__(self) -> None:
        super().__init__()
        self.halved = _wide(3, 16, 2)
        self.quarter = _wide(16, 32, 2)
        self.eighth = nn.Sequential(_wide(32, 64, 2), _thin(64, 64), _thin(64, 64))
        self.sixteenth = nn.Sequential(
            _thin(64, 96, 2), _thin(96, 96), _thin(96, 96, 1, 2), _thin(96, 96), _thin(96, 96, 1, 2)
        )
        self.down = nn.Conv2d(96, 64, 1)
        self.further = _thin(64, 64)
        self.up = nn.Conv2d(64, 32, 1)
        self.joined = _thin(32, 32)
        self.core, self.edges = nn.Conv2d(32, 1, 3, 1, 1), nn.Conv2d(32, 4, 3, 1, 1)
        nn.init.constant_(self.core.bias, -3.0)  # cores are rare: without it the first passes unlearn everything

    def forward(self, pictures: Any) -> tuple[Any, Any]:
        quarter = self.quarter(self.halved(pictures / 255.0 - 0.5))
        eighth = self.eighth(quarter)
        eighth = self.further(eighth + _twice(self.down(self.sixteenth(eighth))))
        joined = self.joined(quarter + _twice(self.up(eighth)))
        return self.core(joined), self.edges(joined)


def _twice(maps: Any) -> Any:
    return functional.interpolate(maps, scale_factor=2.0, mode="nearest")


def wrong(core: Any, edges: Any, wanted_core: Any, wanted_edges: Any) -> Any:
    """How wrong the network is: focal loss and Dice of cores, and one less what boxes share with true ones (GIoU)."""
    known, is_core = wanted_core >= 0, wanted_core > 0.5
    sure = torch.sigmoid(core)
    each = functional.binary_cross_entropy_with_logits(core, is_core.float(), reduction="none")
    missed = torch.where(is_core, 1 - sure, sure)
    focal = 1.5 * (known * missed**1.5 * each).sum() / is_core.sum().clamp(min=32)
    both = (sure * is_core * known).sum()
    dice = 1 - 2 * both / ((sure * known).sum() + (is_core & known).sum() + 1)
    return focal + dice + 2 * _apart(edges, wanted_edges, is_core)


def _apart(edges: Any, wanted: Any, is_core: Any) -> Any:
    at = is_core[:, 0]
    if not at.any():
        return edges.sum() * 0
    one = torch.exp(edges.permute(0, 2, 3, 1)[at].clamp(-5, 4))
    other = wanted.permute(0, 2, 3, 1)[at] / UNIT
    least, most = torch.minimum(one, other), torch.maximum(one, other)
    shared = (least[:, 0] + least[:, 2]) * (least[:, 1] + least[:, 3])
    areas = [(box[:, 0] + box[:, 2]) * (box[:, 1] + box[:, 3]) for box in (one, other, most)]
    union = areas[0] + areas[1] - shared
    return (1 - shared / union + (areas[2] - union) / areas[2]).mean()
