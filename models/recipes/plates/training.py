"""Training: scenes made as they are needed, by a worker with its own seed, and a running average of the weights."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import torch
from drawing import plate
from lookalikes import lookalike
from material import PLATE_FONTS, WORD_FONTS, font_files, photographs
from network import Plates, wrong
from scenes import Stock, scene
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

BATCH, RATE = 16, 2e-3
_PLATES, _LOOKALIKES, _RENEWED = 600, 500, 400
"""How many flat things each worker keeps, and after how many scenes one in ten is made anew."""
_KEPT = 0.998
_SEED = 8


class Scenes(IterableDataset[Any]):
    """Scenes without end."""

    def __init__(self, folder: Path, seed: int = _SEED) -> None:
        self._folder, self._seed = folder, seed

    def __iter__(self) -> Iterator[tuple[Any, Any, Any]]:
        info = get_worker_info()
        rng = np.random.default_rng([self._seed, info.id if info else 0])
        plates, words = font_files(self._folder, PLATE_FONTS), font_files(self._folder, WORD_FONTS)
        stock = Stock(
            [plate(rng, plates, words) for _ in range(_PLATES)],
            [lookalike(rng, words) for _ in range(_LOOKALIKES)],
            photographs(self._folder),
        )
        while True:
            for _ in range(_RENEWED):
                made = scene(rng, stock)
                yield np.ascontiguousarray(made.pixels.transpose(2, 0, 1)), made.cores[None], made.edges
            stock = _renewed(rng, stock, plates, words)


def _renewed(rng: Any, stock: Stock, plates: list[bytes], words: list[bytes]) -> Stock:
    fresh = [plate(rng, plates, words) for _ in range(_PLATES // 10)]
    alike = [lookalike(rng, words) for _ in range(_LOOKALIKES // 10)]
    return Stock([*stock.plates[len(fresh) :], *fresh], [*stock.lookalikes[len(alike) :], *alike], stock.photographs)


def trained(folder: Path, steps: int, kept: Path, begun: Path | None = None) -> Plates:
    """A network after so many batches; its averaged weights lie at *kept* now and then, and in the end."""
    torch.manual_seed(_SEED)
    network = Plates()
    if begun:
        network.load_state_dict(torch.load(begun, weights_only=True))
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    batches = iter(DataLoader(Scenes(folder, _SEED + bool(begun)), BATCH, num_workers=1, prefetch_factor=8))
    network.to(memory_format=torch.channels_last)
    since, total = monotonic(), 0.0
    for step in range(steps):
        pictures, cores, edges = next(batches)
        loss = wrong(*network(pictures.float().to(memory_format=torch.channels_last)), cores, edges)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        total += loss.item()
        _averaged(average, network, min(_KEPT, (1 + step) / (10 + step)))
        if step % 50 == 49:
            print(f"{step + 1} of {steps}: {total / 50:.3f}, {monotonic() - since:.0f} s", flush=True)
            total = 0.0
        if step % 200 == 199 or step + 1 == steps:
            torch.save(average.state_dict(), kept)
    return average.eval()


@torch.no_grad()
def _averaged(average: Plates, network: Plates, share: float) -> None:
    for one, other in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if one.dtype.is_floating_point:
            one.mul_(share).add_(other, alpha=1 - share)
        else:
            one.copy_(other)
