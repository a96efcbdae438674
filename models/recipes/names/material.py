"""What one epoch reads: all annotated texts, changed a little each time, and freshly invented ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from encoded import Row, cut, encoded
from marked import Marked, joined
from noise import exchanged, roughened
from templates import PRIVATE, instance, templates
from tokenizers import Tokenizer

_JOINED = frozenset({"btc", "wnut17", "made", "crossner", "wikigold"})
_LENGTHS = (64, 96, 126, 126, 126, 190, 254)


def invented(random: Random, per_template: float) -> Iterator[Marked]:
    """Instances of the templates: every one of them *per_template* times on average."""
    for name, blocks in templates().items():
        for block in blocks:
            for _ in range(int(per_template) + (random.random() < per_template % 1)):
                yield instance(block, random, private=name in PRIVATE)


def epoch(texts: Sequence[Marked], tokenizer: Tokenizer, random: Random, per_template: float) -> list[Row]:
    """The rows of an epoch."""
    changed = [exchanged(text, random) if random.random() < 0.4 else text for text in texts]
    rows = []
    for text in _together([*changed, *invented(random, per_template)], random):
        rows += cut(encoded(tokenizer, roughened(text, random)), random.choice(_LENGTHS))
    return [row for row in rows if len(row.ids)]


def _together(texts: list[Marked], random: Random) -> Iterator[Marked]:
    """Some short texts of one source put under each other, as they stand in mails, lists and threads."""
    random.shuffle(texts)
    by_source: dict[str, list[Marked]] = {}
    for text in texts:
        by_source.setdefault(text.source, []).append(text)
    for source, waiting in by_source.items():
        while waiting:
            text = waiting.pop()
            more = random.randint(1, 5) if source in _JOINED and random.random() < 0.45 else 0
            for _ in range(min(more, len(waiting))):
                text = joined(text, waiting.pop(), random.choice(("\n", "\n", "\n\n", " ")))
            yield text
