"""Whisper as its authors' program runs it (openai-whisper, on torch): the same weights, converted when they are opened.

Slower than CTranslate2 and in full precision. Nothing is fetched and nothing is kept: what is opened is always what
the digest of the weights says, and to convert them takes less than a second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redact.errors import MissingError
from redact.read.speech.converting import Converted, converted
from redact.read.speech.found import Found, Way, untimed
from redact.read.speech.listening import Segment, Word
from redact.types import Samples

if TYPE_CHECKING:
    from pathlib import Path

_USUAL: Mapping[str, Any] = {
    "beam_size": 5,
    "temperature": (0.0, 0.2, 0.4),
    "condition_on_previous_text": False,
    "word_timestamps": True,
    "no_speech_threshold": 0.85,
    "logprob_threshold": -1.0,
    "fp16": False,
    "verbose": None,
}
_WAYS: Mapping[Way, Mapping[str, Any]] = {
    Way.USUAL: _USUAL,
    Way.AFTER_A_LOOP: {**_USUAL, "temperature": (0.2, 0.6)},
    Way.OTHERWISE: {**_USUAL, "beam_size": None, "temperature": (0.0, 0.4, 0.8)},
}


class OpenaiWhisper:
    """The model in a folder; *threads* 0 leaves their number open. Fits ``Engine``.

    torch has one number of threads for the whole program. Raises ``MissingError`` where torch or openai-whisper is not
    installed.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        torch, _ = _installed()
        if threads:
            torch.set_num_threads(threads)
        self._model = _opened(converted(folder))

    @property
    def languages(self) -> Sequence[str]:
        from whisper.tokenizer import LANGUAGES

        return tuple(LANGUAGES)[: self._model.num_languages] if self._model.is_multilingual else ("en",)

    def hear(self, samples: Samples, language: str, way: Way) -> tuple[list[Found], str]:
        import torch
        import whisper

        known = language or (None if self._model.is_multilingual else "en")
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            told = whisper.transcribe(self._model, samples, language=known, **_WAYS[way])
        return [_found(segment) for segment in told["segments"]], str(told["language"])

    def language_of(self, samples: Samples) -> str:
        if not self._model.is_multilingual:
            return "en"
        import whisper

        shown = whisper.pad_or_trim(samples)
        picture = whisper.log_mel_spectrogram(shown, self._model.dims.n_mels)
        likely: dict[str, float] = self._model.detect_language(picture)[1]
        return max(likely, key=likely.__getitem__)


def _installed() -> tuple[Any, Any]:
    try:
        import torch
        import whisper
    except ImportError as error:
        raise MissingError(
            f"the engine openai-whisper needs the package {error.name or 'openai-whisper'}, which is not installed",
            "install it with: pip install 'redact[openai-whisper]'",
        ) from None
    return torch, whisper


def _opened(weights: Converted) -> Any:
    torch, _ = _installed()
    from whisper.model import ModelDimensions, Whisper

    model = Whisper(ModelDimensions(**weights.dims))
    model.load_state_dict({name: torch.from_numpy(array) for name, array in weights.tensors.items()})
    heads = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
    for layer, head in weights.heads:
        heads[layer, head] = True
    model.register_buffer("alignment_heads", heads.to_sparse(), persistent=False)
    return model.eval()


def _found(segment: Mapping[str, Any]) -> Found:
    start, end = float(segment["start"]), float(segment["end"])
    words = tuple(map(_word, segment.get("words") or ())) or untimed(segment["text"], start, end)
    silence = float(segment["no_speech_prob"])
    sureness = float(segment["avg_logprob"])
    known = Segment(start, end, words)
    return Found(known, 1.0 if math.isnan(silence) else silence, float(segment["compression_ratio"]), sureness)


def _word(word: Mapping[str, Any]) -> Word:
    return Word(word["word"], float(word["start"]), float(word["end"]), min(max(float(word["probability"]), 0.0), 1.0))
