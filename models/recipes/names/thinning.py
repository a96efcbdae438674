"""Thinner layers: the units that say little are left out before training, which then makes up for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import torch
from encoded import Row, batches, tensors
from network import Tagger


@torch.no_grad()
def thinned(tagger: Tagger, rows: Sequence[Row], inner: int) -> Tagger:
    """The tagger with the *inner* units of each layer that speak loudest on *rows*.

    How loud a unit is: the root of the mean square of what it gives, times the length of what it adds.
    """
    loud = [torch.zeros(layer.up.out_features) for layer in tagger.layers]
    hooks = [
        layer.down.register_forward_pre_hook(_listener(heard)) for layer, heard in zip(tagger.layers, loud, strict=True)
    ]
    tagger.eval()
    for batch in batches(rows, 2048, None):
        tagger(*tensors(batch)[:3])
    for hook in hooks:
        hook.remove()
    for layer, heard in zip(tagger.layers, loud, strict=True):
        _keep(layer, (heard.sqrt() * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values)
    return tagger


def _listener(heard: torch.Tensor) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
    def listen(_: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        heard.add_(given[0].square().sum((0, 1)))

    return listen


def widened(tagger: Tagger, state: Mapping[str, torch.Tensor]) -> Tagger:
    """A tagger with layers of the width that *state* has."""
    for at, layer in enumerate(tagger.layers):
        inner, width = state[f"layers.{at}.up.weight"].shape
        layer.up, layer.down = torch.nn.Linear(width, inner), torch.nn.Linear(inner, width)
    return tagger


def _keep(layer: torch.nn.Module, units: torch.Tensor) -> None:
    up, down = layer.up, layer.down
    layer.up = torch.nn.Linear(up.in_features, len(units))
    layer.down = torch.nn.Linear(len(units), down.out_features)
    layer.up.weight.copy_(up.weight[units])
    layer.up.bias.copy_(up.bias[units])
    layer.down.weight.copy_(down.weight[:, units])
    layer.down.bias.copy_(down.bias)
