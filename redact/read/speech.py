"""Speech to text that remembers when every word was said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

import msgspec

from redact import weights
from redact.errors import PluginError, PolicyError
from redact.read.listening import Word, listen
from redact.read.spoken import written_down
from redact.read.whisper import Whisper
from redact.types import Alignment, Modality, Part, Sound, TimeRange

MARGINS = {"whisper-base": (0.10, 0.50)}
"""Seconds before and after a word. The model hears the ends of words early; with these margins none of 36 known spans
leaked. Measured for each model: one that is not listed gets ``UNKNOWN_MARGINS``."""
UNKNOWN_MARGINS = (0.35, 0.50)
SHORTEST = 0.05
"""Seconds that a word takes at least, also one that the model places after the end of the sound."""
PAUSE = 0.6
"""Seconds: a shorter gap between two words belongs to the first of them, so that a number is covered without holes."""


class SpeechReader:
    """Speech to text with Whisper on the processor. Spoken numbers and addresses are given in written form.

    The text stands in "<part>.speech", its context is "speech". A word covers its time and the model's margins, clipped
    to the track. Does not tell speakers apart.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``language`` is a code such as "en", or empty to have it detected; ``threads`` 0 leaves the number open."""

        model: str = "whisper-base"
        language: str = ""
        threads: int = 0

    version = "1"
    models: tuple[str, ...] = ("whisper-base",)
    modality: ClassVar[Modality] = Modality.AUDIO

    def __init__(self, options: Options) -> None:
        self._options = options
        self.models = (options.model,)
        self._whisper: Whisper | None = None

    def read(self, part: Part) -> Part:
        if not isinstance(part.content, Sound):
            raise PluginError("the speech reader was given something that is not sound")
        whisper = self._open()
        language = self._options.language
        words, heard = listen(part.content, lambda samples: whisper.transcribe(samples, language))
        return transcript(part, words, (language or heard or part.language, self._options.model))

    def _open(self) -> Whisper:
        if self._whisper is None:
            self._whisper = Whisper(str(weights.folder(self._options.model)), self._options.threads)
        if self._options.language and self._options.language not in self._whisper.languages:
            raise PolicyError("the speech reader's language is not one that its model knows")
        return self._whisper


def transcript(part: Part, words: Sequence[Word], heard: tuple[str, str]) -> Part:
    """The words as a text part with its alignment; *heard* is the language and the name of the model."""
    language, model = heard
    written = written_down([word.text for word in words])
    times = ranges(part, words, MARGINS.get(model, UNKNOWN_MARGINS))
    runs = [
        (start, end, TimeRange(part.id, times[first].start, max(time.end for time in times[first : last + 1])))
        for start, end, (first, last) in written.runs()
    ]
    return Part(
        id=f"{part.id}.speech",
        modality=Modality.TEXT,
        content=written.text,
        place=part.place,
        page=part.page,
        language=language,
        context="speech",
        alignment=Alignment.of(list(runs)),
    )


def ranges(part: Part, words: Sequence[Word], margins: tuple[float, float]) -> list[TimeRange]:
    """When each word may be heard: widened by the margins, up to the next word over a short pause, clipped."""
    (duration,) = part.extent
    before, after = margins
    spans = []
    for word, following in zip_longest(words, words[1:]):
        end = max(word.end, word.start) + after
        if following is not None and 0 <= following.start - word.end < PAUSE:
            end = max(end, following.start)
        start = min(max(word.start - before, 0.0), max(duration - SHORTEST, 0.0))
        spans.append(TimeRange(part.id, start, max(min(end, duration), start + SHORTEST)))
    return spans
