"""A small network that reads text and says of every piece of a word how likely it is part of a name, a date, an amount.

The text is read in windows of some hundred pieces that begin and end beside a line or a sentence where there is one,
with pieces of context before and behind. Every window is read by itself: what is said of a text never depends on what
is read beside it, and nothing is padded. That is as fast as reading many at once, because the network is small.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.detect.graphs import opened
from redact.detect.name_windows import windows
from redact.detect.pieces import marks
from redact.detect.tagged import Scored
from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 100_000
"""Characters that are cut into pieces at once: it bounds the memory, and changes nothing else."""
CORE, SHORTEST, CONTEXT = 140, 100, 8
"""Pieces: the most that a window judges, the fewest when it ends early at a good place, what it sees beside them."""
_LINE_END, _SENTENCE_END = 2, 1


@dataclass(frozen=True, slots=True)
class Tagger:
    """An opened model: ``kinds`` are its scores in order, ``least`` the smallest share at which each kind counts."""

    session: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    kinds: tuple[str, ...]
    least: Mapping[str, float]


class Pieces(NamedTuple):
    """The pieces of a text: their ids, where they stand, the number of the word that each is part of."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    words: NDArray[np.int64]
    marks: NDArray[np.int64]


@lru_cache(maxsize=2)
def tagger(folder: Path, threads: int) -> Tagger:
    """The model in *folder* (kinds.json, tokenizer.json, names.onnx). Raises ``MissingError``."""
    from tokenizers import Tokenizer

    try:
        told = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
        graph = opened((folder / "names.onnx").read_bytes(), "names.onnx", threads)
    except (OSError, ValueError):
        raise MissingError("the model that finds names cannot be opened", "run 'redact models get'") from None
    return Tagger(graph, Tokenizer.from_file(str(folder / "tokenizer.json")), tuple(told["kinds"]), told["least"])


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of the stretches of *text* that are read one after the other; they are the text."""
    return windows(text, BLOCK)


def scored(model: Tagger, text: str) -> Scored:
    """What the model says of each piece of *text*, which should be no longer than a block."""
    import numpy as np

    pieces = cut(model, text)
    said = [_read(model, pieces, first, last) for first, last in pairwise(edges(text, pieces))]
    shares = np.concatenate(said) if said else np.zeros((0, len(model.kinds)), np.float32)
    return Scored(pieces.starts, pieces.ends, pieces.words, shares)


def cut(model: Tagger, text: str) -> Pieces:
    """*text* in pieces; none where there is no letter and no figure in it."""
    import numpy as np

    told = model.tokenizer.encode(text if any(map(str.isalnum, text)) else "", add_special_tokens=False)
    places = np.array(told.offsets, np.int64).reshape(-1, 2)
    words = np.array(told.word_ids, np.int64)
    return Pieces(np.array(told.ids, np.int64), places[:, 0], places[:, 1], words, marks(text, told.offsets))


def edges(text: str, pieces: Pieces) -> list[int]:
    """The numbers of the pieces at which windows begin, and the number of pieces."""
    count = len(pieces.ids)
    found = [0]
    while count - found[-1] > CORE:
        found.append(_edge(text, pieces, found[-1] + SHORTEST, found[-1] + CORE))
    return [*found, count] if count else []


def _edge(text: str, pieces: Pieces, earliest: int, latest: int) -> int:
    """The last place between pieces that is the best: the end of a line, of a sentence, of a word, or any."""
    best, at = -1, latest
    for place in range(latest, earliest, -1):
        good = _goodness(text, pieces, place)
        if good > best:
            best, at = good, place
        if good == _LINE_END:
            break
    return at


def _goodness(text: str, pieces: Pieces, place: int) -> int:
    end, start = int(pieces.ends[place - 1]), int(pieces.starts[place])
    gap = text[end:start]
    if "\n" in gap:
        return _LINE_END
    return _SENTENCE_END if gap and text[end - 1] in ".!?;" else -1 if not gap else 0


def _read(model: Tagger, pieces: Pieces, first: int, last: int) -> NDArray[np.float32]:
    """The shares of the pieces ``[first, last)``, read with their context."""
    import numpy as np

    begin, end = max(0, first - CONTEXT), min(len(pieces.ids), last + CONTEXT)
    ids = _framed(pieces.ids[begin:end], _frame(model))
    feed = {"ids": ids, "marks": _framed(pieces.marks[begin:end], (0, 0)), "seen": np.ones_like(ids)}
    (scores,) = model.session.run(None, feed)
    shares: NDArray[np.float32] = 1 / (1 + np.exp(-scores[0, first - begin + 1 : last - begin + 1]))
    return shares


def _frame(model: Tagger) -> tuple[int, int]:
    begin, finish = (model.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    return begin, finish


def _framed(values: NDArray[np.int64], frame: Sequence[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate([[frame[0]], values, [frame[1]]])[None]
