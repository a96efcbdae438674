"""Speech to text that remembers when every word was said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from redact.errors import PluginError, PolicyError
from redact.read.speech.crosstalk import NOWHERE, Shared
from redact.read.speech.ears import Choice, Ear, Models, again, first_of_all
from redact.read.speech.listening import WINDOW, listen
from redact.read.speech.quiet import UNKNOWN, Quiet
from redact.read.speech.voice import with_voice
from redact.read.speech.written import Lane, transcript
from redact.types import Modality, Part, Sound

HEARD = "speech"
"""The context of a text that was heard."""


class SpeechReader:
    """Speech to text with Whisper on the processor. Spoken numbers and addresses are given in written form.

    The text stands in "<part>.speech", its context is "speech". A word covers its time and the model's margins, up to
    the next quiet moment, clipped to the track. Speakers are told apart only where each has a channel to himself, and
    every channel is then listened to alone. ``again`` listens to a written copy with another model, for what one
    misses another may hear; where none is at hand that knows the language, with the same one in another way. The
    context of that text says which: "speech by whisper-tiny-en".
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``language`` is a code such as "en", or empty to have it detected; ``threads`` 0 leaves the number open.

        ``model`` is one of those that ``redact models list`` names. ``again``: the model that listens when a copy is
        verified; where it is empty, another one that is on this machine. ``engine`` is what runs them:
        "faster-whisper", or "openai-whisper", which takes several times as long and needs torch.
        """

        model: str = "whisper-base"
        language: str = ""
        threads: int = 0
        again: str = ""
        engine: Literal["faster-whisper", "openai-whisper"] = "faster-whisper"

    version = "3"
    models: tuple[str, ...] = ("whisper-base",)
    modality: ClassVar[Modality] = Modality.AUDIO

    def __init__(self, options: Options) -> None:
        self._options = options
        self.models = tuple(dict.fromkeys(filter(None, (options.model, options.again))))
        self._opened = Models(options.engine, options.threads)

    def read(self, part: Part) -> Part:
        return self._read(part, first_of_all(self._options.model))[0]

    def again(self, part: Part) -> Part:
        """Like ``read``, with another model or in another way."""
        text, listeners = self._read(part, again(self._opened, self._options.model, self._options.again))
        return msgspec.structs.replace(text, context=f"{HEARD} by {listeners}") if listeners else text

    def _read(self, part: Part, choose: Choice) -> tuple[Part, str]:
        if not isinstance(part.content, Sound):
            raise PluginError("the speech reader was given something that is not sound")
        self._check_language()
        lanes, listeners, languages = [], set(), []
        shared = Shared.of(part.content, WINDOW) if part.content.apart else NOWHERE
        for channel, sound in _sounds(part.content):
            ear = Ear(self._opened, choose, self._options.language)
            words, language = listen(sound, ear, with_voice)
            quiet = Quiet.of(sound, WINDOW) if words else UNKNOWN
            lanes.append(Lane(words, ear.margins, quiet, channel, shared))
            languages.append((len(words), language))
            listeners |= {str(listener) for listener in ear.listeners}
        language = self._options.language or max(languages)[1] or part.language
        return transcript(part, lanes, language, HEARD), ", ".join(sorted(listeners))

    def _check_language(self) -> None:
        wanted = self._options.language
        if wanted and wanted not in self._opened.named(self._options.model).languages:
            raise PolicyError("the speech reader's language is not one that its model knows")


def _sounds(content: Sound) -> Iterator[tuple[int | None, Sound]]:
    """Every channel alone where each is another speaker's; else all of them together."""
    if content.apart and content.each:
        yield from enumerate(content.each)
    else:
        yield None, content
