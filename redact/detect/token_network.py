"""A Hugging Face model that labels words, opened from a folder: texts in, the probability of each label out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.detect.sealed import sealed
from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 512
"""Word pieces that a model is shown at most, whatever it says that it takes."""
_EXTRA = "install it with: pip install 'redact[transformers]'"
_COMPLETE = "save both model and tokenizer there with 'save_pretrained', or name another folder"


@dataclass(frozen=True, slots=True)
class Opened:
    """A model and its tokenizer, and how many word pieces it takes, with the marks that stand around them."""

    network: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    longest: int

    def fits(self, text: str) -> bool:
        """Whether the model takes that much text at once."""
        return len(self.tokenizer(text, verbose=False)["input_ids"]) <= self.longest

    def judged(self, text: str) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
        """``(start, end, probability of each label)`` of each word piece of a text that fits."""
        words = self.tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True, verbose=False)
        places = zip(words["offset_mapping"], words["special_tokens_mask"], self._shares(words), strict=True)
        for (start, end), mark, row in places:
            if start < end and not mark:
                yield start, end, row

    def _shares(self, words: Mapping[str, Any]) -> NDArray[np.float32]:
        import torch

        taken = {name: torch.tensor([words[name]]) for name in self.tokenizer.model_input_names if name in words}
        with torch.inference_mode():
            shares: NDArray[np.float32] = self.network(**taken).logits[0].float().softmax(-1).numpy()
        return shares


@lru_cache(maxsize=2)
def opened(folder: Path, threads: int) -> Opened:
    """The model in *folder*: config.json, weights, tokenizer. Fetches nothing. Raises ``MissingError``."""
    try:
        import torch
        from transformers import AutoModelForTokenClassification, AutoTokenizer
    except ImportError:
        raise MissingError("transformers or torch is not installed", _EXTRA) from None
    torch.set_num_threads(threads)
    ours = {"local_files_only": True, "trust_remote_code": False}
    try:
        with sealed():
            tokenizer = AutoTokenizer.from_pretrained(folder, split_special_tokens=True, **ours)
            network, told = AutoModelForTokenClassification.from_pretrained(folder, output_loading_info=True, **ours)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError) as error:
        raise MissingError(f"the model in {folder} cannot be opened ({type(error).__name__})", _COMPLETE) from None
    if told["missing_keys"] or not tokenizer.is_fast:
        raise MissingError(f"{folder} holds no finished model that labels words, with a fast tokenizer", _COMPLETE)
    return Opened(network.eval(), tokenizer, _longest(network.config, tokenizer))


def _longest(config: Any, tokenizer: Any) -> int:
    """Two fewer than there are positions, since some models count from two on."""
    positions = getattr(config, "max_position_embeddings", None) or LONGEST + 2
    return int(min(tokenizer.model_max_length, positions - 2, LONGEST))
