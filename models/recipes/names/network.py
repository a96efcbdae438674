"""The network: a BERT encoder that sees how words were written, and one score per kind for every piece of a word.

The base is uncased. How a word was written goes in through the embedding of token types, which the base has no other
use for: `redact.detect.pieces.MARKS` numbers the ways of writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, EPSILON = 384, 12, 1536, 1e-12
DROPPED = 0.1
UNLIKELY = -3.0
"""The score that every kind starts with: most pieces are of no kind."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which layers of the base are kept, how many ways of writing there are, and how many scores a piece gets."""

    layers: tuple[int, ...]
    marks: int
    scores: int


class Attention(nn.Module):
    """Self-attention with many heads, and the sum with what went in."""

    def __init__(self) -> None:
        super().__init__()
        self.into = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, seen: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = seen.shape
        query, key, value = self.into(seen).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        return self.norm(seen + self.drop(self.out(mixed)))


class Layer(nn.Module):
    """Attention, then two linear maps with a bend between them."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention()
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, seen: Tensor, mask: Tensor) -> Tensor:
        seen = self.attention(seen, mask)
        return self.norm(seen + self.drop(self.down(functional.gelu(self.up(seen)))))


class Tagger(nn.Module):
    """Pieces in (``ids``, ``marks``, ``seen``: rows x length), scores out (rows x length x scores), before sigmoid."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.marks = nn.Embedding(shape.marks, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer() for _ in shape.layers)
        self.head = nn.Linear(WIDTH, shape.scores)
        nn.init.constant_(self.head.bias, UNLIKELY)

    def forward(self, ids: Tensor, marks: Tensor, seen: Tensor) -> Tensor:
        states = self.words(ids) + self.places.weight[: ids.shape[1]] + self.marks(marks)
        states = self.drop(self.norm(states))
        mask = seen.bool()[:, None, None, :]
        for layer in self.layers:
            states = layer(states, mask)
        return self.head(self.drop(states))


def from_base(weights: Path, shape: Shape) -> Tagger:
    """A tagger with the base's weights in the layers it keeps; marks begin near the base's one token type."""
    base, tagger = load_file(weights), Tagger(shape)
    state = tagger.state_dict()
    for ours, theirs in _shared_names(shape.layers).items():
        state[ours] = torch.cat([base[name] for name in theirs])
    state["marks.weight"] = base["embeddings.token_type_embeddings.weight"][:1].repeat(shape.marks, 1)
    state["marks.weight"][1:] += torch.randn(shape.marks - 1, WIDTH) * 0.02
    tagger.load_state_dict(state)
    return tagger


def _shared_names(layers: tuple[int, ...]) -> dict[str, list[str]]:
    names = {
        "words.weight": ["embeddings.word_embeddings.weight"],
        "places.weight": ["embeddings.position_embeddings.weight"],
    }
    for kind in ("weight", "bias"):
        names[f"norm.{kind}"] = [f"embeddings.LayerNorm.{kind}"]
        for at, old in enumerate(layers):
            there = f"encoder.layer.{old}."
            heads = [f"{there}attention.self.{head}.{kind}" for head in ("query", "key", "value")]
            names |= {
                f"layers.{at}.attention.into.{kind}": heads,
                f"layers.{at}.attention.out.{kind}": [f"{there}attention.output.dense.{kind}"],
                f"layers.{at}.attention.norm.{kind}": [f"{there}attention.output.LayerNorm.{kind}"],
                f"layers.{at}.up.{kind}": [f"{there}intermediate.dense.{kind}"],
                f"layers.{at}.down.{kind}": [f"{there}output.dense.{kind}"],
                f"layers.{at}.norm.{kind}": [f"{there}output.LayerNorm.{kind}"],
            }
    return names
