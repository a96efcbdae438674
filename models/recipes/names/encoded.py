"""Marked texts as numbers: pieces, ways of writing, what each piece should score, and where that is known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from marked import EVERY, KINDS, Mark, Marked
from numpy.typing import NDArray
from tokenizers import Tokenizer

from redact.detect.pieces import marks as written

SCORES = (*KINDS, "START")
"""``START``: the first piece of a name, where another name may stand just before it."""
_AT = {kind: at for at, kind in enumerate(SCORES)}
_BEGIN = ("PERSON", "LOCATION", "ORGANIZATION", "ADDRESS")
LONGEST = 254
BEGIN, FINISH, HIDDEN = 101, 102, 103
"""The pieces around every row, and the one in the place of what is hidden, as the base has them."""


class Row(NamedTuple):
    """A stretch of text: per piece its id and way of writing, the wanted scores, and 1 where they are known."""

    ids: NDArray[np.int64]
    written: NDArray[np.int64]
    wanted: NDArray[np.float32]
    known: NDArray[np.float32]


def encoded(tokenizer: Tokenizer, marked: Marked) -> Row:
    """All pieces of a text."""
    pieces = tokenizer.encode(marked.text, add_special_tokens=False)
    begins = [start for start, _ in pieces.offsets]
    wanted = np.zeros((len(begins), len(SCORES)), np.float32)
    known = np.zeros_like(wanted)
    known[:, [_AT[kind] for kind in marked.known]] = 1
    for mark in marked.marks:
        first, last = _pieces(begins, mark)
        if mark.kind in _BEGIN:
            known[first:last, _AT["START"]] = 1
            wanted[first : first + 1, _AT["START"]] = 1
        known[first:last, _AT[mark.kind]] = 1
        wanted[first:last, _AT[mark.kind]] = 1
    for mark in marked.unknown:
        known[slice(*_pieces(begins, mark)), slice(None) if mark.kind == EVERY else _AT[mark.kind]] = 0
    return Row(np.array(pieces.ids, np.int64), written(marked.text, pieces.offsets), wanted, known)


def _pieces(begins: Sequence[int], mark: Mark) -> tuple[int, int]:
    return bisect_left(begins, mark.start), bisect_left(begins, mark.end)


def cut(row: Row, longest: int) -> Iterator[Row]:
    """The row in stretches of at most *longest* pieces."""
    for start in range(0, len(row.ids), longest):
        yield Row(*(each[start : start + longest] for each in row))


def batches(rows: Iterable[Row], pieces: int, random: Random | None) -> list[list[Row]]:
    """Rows of like length together, about *pieces* in each batch; in random order where *random* is given."""
    jitter = random.random if random else float
    ordered = sorted(rows, key=lambda row: len(row.ids) + 8 * jitter())
    made: list[list[Row]] = []
    for row in ordered:
        if made and (len(made[-1]) + 1) * (max(len(each.ids) for each in (*made[-1][-1:], row)) + 2) <= pieces:
            made[-1].append(row)
        else:
            made.append([row])
    if random:
        random.shuffle(made)
    return made


def tensors(batch: Sequence[Row]) -> tuple[torch.Tensor, ...]:
    """``ids``, ``marks``, ``seen``, ``wanted``, ``known`` of a batch, padded to its longest row."""
    length = max(len(row.ids) for row in batch) + 2
    ids, written_, seen = (np.zeros((len(batch), length), np.int64) for _ in range(3))
    wanted, known = (np.zeros((len(batch), length, len(SCORES)), np.float32) for _ in range(2))
    for at, row in enumerate(batch):
        inside = slice(1, len(row.ids) + 1)
        ids[at, 0], ids[at, inside], ids[at, inside.stop] = BEGIN, row.ids, FINISH
        seen[at, : inside.stop + 1] = 1
        written_[at, inside], wanted[at, inside], known[at, inside] = row.written, row.wanted, row.known
    return tuple(map(torch.from_numpy, (ids, written_, seen, wanted, known)))
