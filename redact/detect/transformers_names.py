"""Names, and whatever else it was trained for, as a Hugging Face model that labels words reads them in a text.

The model (BERT, DistilBERT, RoBERTa, DeBERTa … "for token classification") lies in a folder of the user's own, and
nothing is ever fetched. Texts of any length are read in windows that overlap, each by itself: what is found hangs on
nothing that is read beside it. It runs on the processor, not on a graphics card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from redact.detect.own_models import Read, Rule, by_windows, checked, findings, folder_of
from redact.detect.token_network import Opened, opened
from redact.detect.token_runs import Piece, runs
from redact.errors import PolicyError
from redact.types import Finding, Looked, Modality, Part

TYPES: Mapping[str, str] = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "LOC": "LOCATION",
    "LOCATION": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    "ORGANIZATION": "ORGANIZATION",
    "NORP": "NRP",
    "MISC": "NRP",
    "DATE": "DATE_TIME",
    "TIME": "DATE_TIME",
}
"""The labels of common models and our types. MISC is mostly nationalities and faiths, so it goes rather than stays."""
_PREFIX = re.compile(r"([BIESLU])[-_](?=.)")
_BEGINS = frozenset("BSU")


class TransformersOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``folder``: where the model lies: its config.json, weights and tokenizer.

    ``types``: the model's labels, with or without B- and I-, and our entity types; a label that is not there is not
    reported. ``least``: how likely a word must be of a type to be reported, in [0, 1). ``threads``: how many cores the
    model may use; torch has one such number for the whole program.
    """

    folder: str
    types: dict[str, str] = msgspec.field(default_factory=lambda: dict(TYPES))
    least: float = 0.3
    threads: int = 1


class TransformersDetector:
    """Finds the types that the policy has for the model's labels. What was put in by this program is left alone.

    The score rises with the probability, from .4 at the least that is reported to .9.
    """

    Options = TransformersOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: TransformersOptions) -> None:
        self.options = options
        self.entity_types = frozenset(options.types.values())
        self._rule = Rule("transformers", self.version, options.least)
        checked(self._rule, options.folder, options.types.values())

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        return findings(parts, self._read, self._rule)

    def _read(self, text: str) -> Read:
        if not any(map(str.isalnum, text)):
            return Read(seen=[(0, len(text))])
        model = opened(folder_of(self._rule, self.options.folder), self.options.threads)
        labels = _labels(model, self.options.types)
        least = self.options.least
        return by_windows(text, model.fits, lambda piece: runs(piece, _judged(model, labels, piece), least))


@dataclass(frozen=True, slots=True)
class Labels:
    """The types that a model can tell, the numbers of the labels of each, and which labels begin a name."""

    kinds: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]
    begins: frozenset[int]


def _labels(model: Opened, types: Mapping[str, str]) -> Labels:
    """The model's labels by type. Raises ``PolicyError`` where the policy has a type for none of them."""
    named: Mapping[int, str] = model.network.config.id2label
    by_kind: dict[str, list[int]] = {}
    for number, label in sorted(named.items()):
        kind = types.get(label) or types.get(_PREFIX.sub("", label, count=1))
        if kind:
            by_kind.setdefault(kind, []).append(number)
    if not by_kind:
        known = ", ".join(sorted({_PREFIX.sub("", label, count=1) for label in named.values()}))
        raise PolicyError("detectors.transformers.types has none of the model's labels", f"give types for: {known}")
    begins = {number for number, label in named.items() if (mark := _PREFIX.match(label)) and mark[1] in _BEGINS}
    return Labels(tuple(by_kind), tuple(map(tuple, by_kind.values())), frozenset(begins))


def _judged(model: Opened, labels: Labels, text: str) -> Iterator[Piece]:
    """The word pieces of *text*, the likeliest of our types for each, and how likely it is."""
    for start, end, row in model.judged(text):
        likely, at = max((float(row[list(columns)].sum()), -at) for at, columns in enumerate(labels.columns))
        best = max(labels.columns[-at], key=row.__getitem__)
        yield Piece(labels.kinds[-at], start, end, likely, best in labels.begins)
