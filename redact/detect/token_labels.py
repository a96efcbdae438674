"""What a small language model says of every word piece of a text: how likely it is part of a name, a street, a number.

The model is a token classifier stored as ONNX beside its tokenizer and the list of its labels. Texts of any length are
read in windows with some words of context on either side, so that each word is judged once, inside its sentence.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.detect.graphs import opened
from redact.detect.name_windows import windows
from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CORE, CONTEXT = 416, 32
"""Characters that a window judges, and that it sees on either side: 480 together, on which the model does best."""
LONGEST = 510
"""Word pieces that the network takes at once, beside the two marks that stand around them."""
_BATCH, _HELD = 8, 512
_STEP = 16
"""Lengths are rounded up to this, so that a text is judged alike whatever is read beside it."""


class Token(NamedTuple):
    """A word piece in a text, the label that fits it best beside "no label", and how likely any label is."""

    start: int
    end: int
    label: str
    likely: float


@dataclass(frozen=True, slots=True)
class Labeller:
    """An opened model. ``labels[0]`` is "O", no label; the others stand without their B- and I-."""

    session: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    labels: tuple[str, ...]


class _Job(NamedTuple):
    """A run of word pieces to be judged together; those that begin in ``[first, last)`` are reported.

    ``seen`` is the stretch of the text that is done with when these are. Without pieces nothing is judged in it.
    """

    text: str
    ids: Sequence[int]
    places: Sequence[tuple[int, int]]
    first: int
    last: int
    seen: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labelled word pieces of a text, and the stretches of it that the model was through with."""

    tokens: list[Token] = field(default_factory=list, repr=False)
    seen: list[tuple[int, int]] = field(default_factory=list)


@lru_cache(maxsize=2)
def labeller(folder: Path, threads: int) -> Labeller:
    """The model in *folder* (config.json, tokenizer.json, onnx/model_q4.onnx). Raises ``MissingError``."""
    from tokenizers import Tokenizer

    try:
        named = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        graph = opened((folder / "onnx" / "model_q4.onnx").read_bytes(), "model_q4.onnx", threads)
    except (OSError, KeyError, ValueError):
        raise MissingError("the model that labels words cannot be opened", "run 'redact models get rampart'") from None
    labels = tuple(named[str(at)].removeprefix("B-").removeprefix("I-") for at in range(len(named)))
    return Labeller(graph, Tokenizer.from_file(str(folder / "tokenizer.json")), labels)


def labelled(model: Labeller, texts: Iterable[str], least: float) -> dict[str, Labelled]:
    """The word pieces of each text that carry some label with a probability of *least* or more, in order."""
    found: dict[str, Labelled] = defaultdict(Labelled)
    for batch in _batches(_to_judge(model, texts, found)):
        for job, shares in zip(batch, _judged(model, [job.ids for job in batch]), strict=True):
            found[job.text].tokens.extend(_tokens(model, job, shares, least))
            found[job.text].seen.append(job.seen)
    return {text: Labelled(sorted(read.tokens), read.seen) for text, read in found.items()}


def _to_judge(model: Labeller, texts: Iterable[str], found: dict[str, Labelled]) -> Iterator[_Job]:
    """The jobs that hold something; of the others it is noted that they are done with."""
    for job in (job for text in dict.fromkeys(texts) for job in _jobs(model, text)):
        if job.ids:
            yield job
        else:
            found[job.text].seen.append(job.seen)


def _batches(jobs: Iterator[_Job]) -> Iterator[list[_Job]]:
    """Jobs of like length together, out of as many as are held at a time."""
    while held := sorted(islice(jobs, _HELD), key=lambda job: len(job.ids)):
        yield from (held[at : at + _BATCH] for at in range(0, len(held), _BATCH))


def _jobs(model: Labeller, text: str) -> Iterator[_Job]:
    for first, last in windows(text, CORE):
        ids, places = _pieces(model, text, first, last)
        edges = [first, *(min(max(place, first), last) for place, _ in places[LONGEST::LONGEST]), last]
        for number, seen in enumerate(pairwise(edges)):
            row = slice(number * LONGEST, (number + 1) * LONGEST)
            yield _Job(text, ids[row], places[row], first, last, seen)


def _pieces(model: Labeller, text: str, first: int, last: int) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
    """The word pieces of a window and its context, and where they stand; none where there is no letter to read."""
    if not any(map(str.isalpha, text[first:last])):
        return (), ()
    start, end = _with_context(text, first, last)
    pieces = model.tokenizer.encode(text[start:end], add_special_tokens=False)
    return pieces.ids, [(start + one, start + other) for one, other in pieces.offsets]


def _with_context(text: str, first: int, last: int) -> tuple[int, int]:
    """A window with its context, which begins and ends beside a word where there is a space."""
    start, end = max(0, first - CONTEXT), min(len(text), last + CONTEXT)
    space = text.find(" ", start, first) if start else -1
    gap = text.rfind(" ", last, end) if end < len(text) else -1
    return start if space < 0 else space, end if gap < 0 else gap


def _judged(model: Labeller, rows: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
    """The probability of each label for each word piece, row by row."""
    import numpy as np

    begin, finish = (model.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    longest = min(LONGEST + 2, -(-(max(map(len, rows)) + 2) // _STEP) * _STEP)
    ids = np.zeros((len(rows), longest), np.int64)
    seen = np.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row) + 2] = [begin, *row, finish]
        seen[at, : len(row) + 2] = 1
    feed = {"input_ids": ids, "attention_mask": seen, "token_type_ids": np.zeros_like(ids)}
    (logits,) = model.session.run(None, feed)
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares = raised / raised.sum(axis=-1, keepdims=True)
    yield from (shares[at, 1 : len(row) + 1] for at, row in enumerate(rows))


def _tokens(model: Labeller, job: _Job, shares: NDArray[np.float32], least: float) -> Iterator[Token]:
    for (start, end), row in zip(job.places, shares, strict=True):
        likely = 1.0 - float(row[0])
        if likely >= least and end > start and job.first <= start < job.last:
            yield Token(start, end, model.labels[int(row[1:].argmax()) + 1], round(likely, 3))
