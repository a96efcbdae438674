"""How much of what people marked is found: overlap, full cover, exact bounds, per kind and per set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import torch
from encoded import LONGEST, SCORES, batches, cut, encoded, tensors
from marked import NAMES, Mark, Marked
from network import Tagger
from tokenizers import Tokenizer

from redact.detect.tagged import Said, Scored, stretches


@torch.no_grad()
def scored(tagger: Tagger, tokenizer: Tokenizer, texts: Sequence[Marked]) -> list[Scored]:
    """What the tagger says of each text, in stretches without context: for choosing, not for use."""
    tagger.eval()
    where = next(tagger.parameters()).device
    rows = [row for text in texts for row in cut(encoded(tokenizer, text), LONGEST)]
    said = {}
    for batch in batches(rows, 8192, None):
        scores = tagger(*(each.to(where) for each in tensors(batch)[:3]))
        for row, share in zip(batch, scores.float().sigmoid().cpu().numpy(), strict=True):
            said[id(row)] = share[1 : len(row.ids) + 1]
    rest = iter(rows)
    return [_scored(tokenizer, text.text, lambda: said[id(next(rest))]) for text in texts]


def _scored(tokenizer: Tokenizer, text: str, share: object) -> Scored:
    pieces = tokenizer.encode(text, add_special_tokens=False)
    shares = [share() for _ in range(0, len(pieces.ids), LONGEST)]
    places = np.array(pieces.offsets, np.int64).reshape(-1, 2)
    return Scored(
        places[:, 0],
        places[:, 1],
        np.array(pieces.word_ids, np.int64),
        np.concatenate(shares or [np.zeros((0, len(SCORES)))]),
    )


def found(texts: Sequence[Marked], said: Sequence[Scored], least: Mapping[str, float]) -> list[list[Said]]:
    """The stretches in each text."""
    return [list(stretches(text.text, each, SCORES, least)) for text, each in zip(texts, said, strict=True)]


def counted(texts: Iterable[Marked], found: Iterable[Sequence[Said]], kind: str) -> Counter[str]:
    """``marks``, ``met``, ``covered``, ``exact``; ``said`` and ``right``: stretches, and those that meet a mark."""
    counts: Counter[str] = Counter()
    for text, each in zip(texts, found, strict=True):
        gold = [mark for mark in text.marks if mark.kind == kind]
        ours = [said for said in each if said.kind == kind and not _unknown(text, said)]
        counts["marks"] += len(gold)
        counts["met"] += sum(any(_meet(mark, said) for said in ours) for mark in gold)
        counts["covered"] += sum(
            any(said.start <= mark.start and mark.end <= said.end for said in ours) for mark in gold
        )
        counts["exact"] += sum(any((said.start, said.end) == mark[:2] for said in ours) for mark in gold)
        counts["said"] += len(ours)
        counts["right"] += sum(any(_meet(mark, said) for mark in gold) for said in ours)
    return counts


def _unknown(text: Marked, said: Said) -> bool:
    if any(_meet(mark, said) for mark in text.marks if mark.kind == said.kind):
        return False
    return any(_meet(mark, said) for mark in text.unknown if mark.kind in (said.kind, "*"))


def _meet(mark: Mark, said: Said) -> bool:
    return mark.start < said.end and said.start < mark.end


def summary(counts: Counter[str]) -> str:
    """``recall/precision``, with the share covered and the F1 of exact bounds."""
    recall, precision = counts["met"] / max(1, counts["marks"]), counts["right"] / max(1, counts["said"])
    exact = 2 * counts["exact"] / max(1, counts["marks"] + counts["said"])
    return f"{recall:.3f}/{precision:.3f} covered {counts['covered'] / max(1, counts['marks']):.3f} exact {exact:.3f}"


def report(tagger: Tagger, tokenizer: Tokenizer, sets: Mapping[str, Sequence[Marked]], least: float = 0.3) -> str:
    """One line per set and kind at one bound for all."""
    lines = []
    for name, texts in sets.items():
        named = found(texts, scored(tagger, tokenizer, texts), dict.fromkeys(NAMES, least))
        lines += [f"  {name} {kind[:3]} {summary(counted(texts, named, kind))}" for kind in sorted(NAMES)]
    return "\n".join(lines)
