"""From fonts and photographs to the network that looks for plates: ``python models/recipes/plates MATERIAL OUT``.

MATERIAL is a folder in which the packages that README.md names lie unpacked; OUT receives the weights and the network.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from exporting import exported
from training import trained


def main() -> None:
    """Trains, unless the weights lie there, and writes the network."""
    parser = argparse.ArgumentParser()
    parser.add_argument("material", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--begun", type=Path, help="weights to go on from")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    weights = given.out / "plates.pt"
    if not weights.exists():
        trained(given.material, given.steps, weights, given.begun)
    exported(weights, given.material, given.out)


if __name__ == "__main__":
    main()
