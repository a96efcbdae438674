"""Names, and whatever else is asked for in plain words, as a GLiNER model finds them in a text.

GLiNER is told what to look for ("person", "home address") and marks the stretches of text that answer to it. The model
lies in a folder of the user's own, and nothing is ever fetched. Texts of any length are read in windows that overlap,
each by itself: what is found hangs on nothing that is read beside it. It runs on the processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.detect.own_models import Read, Rule, by_windows, checked, findings, folder_of
from redact.detect.sealed import sealed
from redact.detect.tagged import Said
from redact.errors import MissingError, PolicyError
from redact.types import Finding, Looked, Modality, Part

LABELS: Mapping[str, str] = {
    "person": "PERSON",
    "location": "LOCATION",
    "address": "ADDRESS",
    "organization": "ORGANIZATION",
    "nationality": "NRP",
    "date": "DATE_TIME",
}
LONGEST = 512
"""Word pieces that a model is shown at most, labels included, whatever it says that it takes."""
_ROOM = 32
"""Word pieces that the labels must leave to the text."""
_EXTRA = "install it with: pip install 'redact[gliner]'"
_COMPLETE = "where there is a network, open it with GLiNER and save it there with 'save_pretrained'"


class GlinerOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``folder``: where the model lies: its gliner_config.json, weights and tokenizer.

    ``labels``: what to look for, in plain words, and the entity type of each; every label makes reading slower.
    ``least``: how likely a stretch must be to be reported, in [0, 1). ``threads``: how many cores the model may use;
    torch has one such number for the whole program.
    """

    folder: str
    labels: dict[str, str] = msgspec.field(default_factory=lambda: dict(LABELS))
    least: float = 0.3
    threads: int = 1


class GlinerDetector:
    """Finds the types that the policy has for its labels. What was put in by this program is left alone.

    The score rises with the probability, from .4 at the least that is reported to .9.
    """

    Options = GlinerOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: GlinerOptions) -> None:
        self.options = options
        self.entity_types = frozenset(options.labels.values())
        self._rule = Rule("gliner", self.version, options.least)
        checked(self._rule, options.folder, options.labels.values())
        if not options.labels:
            raise PolicyError("detectors.gliner.labels is empty", "say what to look for: person = 'PERSON'")

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        return findings(parts, self._read, self._rule)

    def _read(self, text: str) -> Read:
        if not any(map(str.isalnum, text)):
            return Read(seen=[(0, len(text))])
        folder = folder_of(self._rule, self.options.folder)
        model = Asked(_opened(folder, self.options.threads), self.options.labels)
        room, least = model.room(), self.options.least
        return by_windows(text, lambda piece: model.fits(piece, room), lambda piece: model.said(piece, least))


@dataclass(frozen=True, slots=True)
class Asked:
    """An opened model with the labels that it is asked for."""

    network: Any = field(repr=False)
    labels: Mapping[str, str]

    def room(self) -> int:
        """The word pieces that the labels leave to the text. Raises ``PolicyError`` where they leave too few."""
        config, tokenizer = self.network.config, self.network.data_processor.transformer_tokenizer
        positions = getattr(config.encoder_config, "max_position_embeddings", None) or LONGEST + 2
        prompt = [word for label in self.labels for word in (config.ent_token, label)]
        left = int(min(tokenizer.model_max_length, positions - 2, LONGEST)) - self._pieces([*prompt, config.sep_token])
        if left < _ROOM:
            raise PolicyError("detectors.gliner.labels are too many or too long for the model", "ask for fewer")
        return left

    def fits(self, piece: str, room: int) -> bool:
        """Whether the model takes that much text at once: it would cut off the rest."""
        words = [word for word, _, _ in self.network.data_processor.words_splitter(piece)]
        return len(words) <= self.network.config.max_len and self._pieces(words) <= room

    def said(self, piece: str, least: float) -> Iterator[Said]:
        """The stretches of a text that answer to a label."""
        for found in self.network.predict_entities(piece, list(self.labels), threshold=least):
            likely = round(float(found["score"]), 3)
            yield Said(self.labels[found["label"]], found["start"], found["end"], likely)

    def _pieces(self, words: list[str]) -> int:
        tokenizer = self.network.data_processor.transformer_tokenizer
        return len(tokenizer(words, is_split_into_words=True, verbose=False)["input_ids"]) if words else 0


@lru_cache(maxsize=2)
def _opened(folder: Path, threads: int) -> Any:
    """The model in *folder*. Raises ``MissingError``."""
    try:
        import torch
        from gliner import GLiNER
    except ImportError:
        raise MissingError("gliner is not installed", _EXTRA) from None
    torch.set_num_threads(threads)
    try:
        if '"auto_map"' in (folder / "gliner_config.json").read_text(encoding="utf-8"):
            raise MissingError(f"the model in {folder} asks for program code from elsewhere", "use another model")
        with sealed():
            return GLiNER.from_pretrained(str(folder), local_files_only=True).eval()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError) as error:
        raise MissingError(f"the model in {folder} cannot be opened ({type(error).__name__})", _COMPLETE) from None
