"""Speech to text that remembers when every word was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from redact import weights
from redact.errors import PluginError, PolicyError
from redact.read.speech.listening import WINDOW, Segment, Word, listen
from redact.read.speech.quiet import UNKNOWN, Quiet
from redact.read.speech.spoken import written_down
from redact.read.speech.times import MARGINS, UNKNOWN_MARGINS, ranges
from redact.read.speech.whisper import Whisper
from redact.types import Alignment, Modality, Part, Region, Samples, Sound, TimeRange


class SpeechReader:
    """Speech to text with Whisper on the processor. Spoken numbers and addresses are given in written form.

    The text stands in "<part>.speech", its context is "speech". A word covers its time and the model's margins, up to
    the next quiet moment, clipped to the track. Does not tell speakers apart. ``again`` listens to a written copy
    with the model that ``again`` names: what one model misses another may hear.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``language`` is a code such as "en", or empty to have it detected; ``threads`` 0 leaves the number open.

        ``again``: the model that listens when a copy is verified; the same one where it is empty.
        """

        model: str = "whisper-base"
        language: str = ""
        threads: int = 0
        again: str = ""

    version = "2"
    models: tuple[str, ...] = ("whisper-base",)
    modality: ClassVar[Modality] = Modality.AUDIO

    def __init__(self, options: Options) -> None:
        self._options = options
        self.models = tuple(dict.fromkeys(filter(None, (options.model, options.again))))
        self._opened: dict[str, Whisper] = {}

    def read(self, part: Part) -> Part:
        return self._read(part, self._options.model)

    def again(self, part: Part) -> Part:
        """Like ``read``, with the other model."""
        return self._read(part, self._options.again or self._options.model)

    def _read(self, part: Part, model: str) -> Part:
        if not isinstance(part.content, Sound):
            raise PluginError("the speech reader was given something that is not sound")
        whisper = self._open(model)
        language = self._options.language

        def transcribe(samples: Samples, told: str) -> tuple[list[Segment], str]:
            return whisper.transcribe(samples, language or told, doubted=bool(told))

        words, heard = listen(part.content, transcribe)
        quiet = Quiet.of(part.content, WINDOW) if words else UNKNOWN
        return transcript(part, words, (language or heard or part.language, model), quiet)

    def _open(self, model: str) -> Whisper:
        if model not in self._opened:
            self._opened[model] = Whisper(str(weights.folder(model)), self._options.threads)
        if self._options.language and self._options.language not in self._opened[model].languages:
            raise PolicyError("the speech reader's language is not one that its model knows")
        return self._opened[model]


def transcript(part: Part, words: Sequence[Word], heard: tuple[str, str], quiet: Quiet = UNKNOWN) -> Part:
    """The words as a text part with its alignment; *heard* is the language and the name of the model.

    The alignment says of each run how sure the model was of the word in it that it was least sure of.
    """
    language, model = heard
    written = written_down([word.text for word in words])
    times = ranges(part, words, MARGINS.get(model, UNKNOWN_MARGINS), quiet)
    runs: list[tuple[int, int, Region]] = []
    sureness = []
    for start, end, (first, last) in written.runs():
        until = max(time.end for time in times[first : last + 1])
        runs.append((start, end, TimeRange(part.id, times[first].start, until)))
        sureness.append(min(word.sureness for word in words[first : last + 1]))
    return Part(
        id=f"{part.id}.speech",
        modality=Modality.TEXT,
        content=written.text,
        place=part.place,
        page=part.page,
        language=language,
        context="speech",
        alignment=Alignment.of(runs, sureness),
    )
