"""Which model listens to a stretch of sound, and in which way: first, and again when a copy is verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from redact import weights
from redact.read.speech.found import Engine, Way
from redact.read.speech.listening import Segment
from redact.read.speech.times import MARGINS, UNKNOWN_MARGINS
from redact.read.speech.whisper import Whisper
from redact.types import Samples
from redact.weights import State

OTHERS = ("whisper-tiny-en", "whisper-base")
"""What listens again where the policy does not say, the first that is on this machine and knows the language."""


class Listener(NamedTuple):
    """A model by its name, and how it is made to listen."""

    model: str
    way: Way

    def __str__(self) -> str:
        return self.model if self.way is Way.USUAL else f"{self.model} (in another way)"


Choice: TypeAlias = Callable[[Samples, str], Listener]
"""Who listens to these samples, in that language; empty where it is not known."""


class Models:
    """Models that were opened, by name, all run by one engine."""

    def __init__(self, engine: str, threads: int) -> None:
        self._engine, self._threads = engine, threads
        self._open: dict[str, Whisper] = {}

    def named(self, name: str) -> Whisper:
        """The model of that name. Raises ``MissingError`` when it, or what runs it, is not on this machine."""
        if name not in self._open:
            self._open[name] = Whisper(self._run(weights.folder(name)))
        return self._open[name]

    def _run(self, folder: Path) -> Engine:
        if self._engine == "openai-whisper":
            from redact.read.speech.openai import OpenaiWhisper

            return OpenaiWhisper(folder, self._threads)
        from redact.read.speech.faster import FasterWhisper

        return FasterWhisper(folder, self._threads)


class Ear:
    """Listens to one sound, a window at a time, with whom a choice names for it; remembers who that was."""

    def __init__(self, models: Models, choose: Choice, language: str) -> None:
        self._models, self._choose, self._language = models, choose, language
        self.listeners: set[Listener] = set()

    def __call__(self, samples: Samples, told: str) -> tuple[list[Segment], str]:
        """What is said in these samples.

        *told* is the language where it is known already; then it is in doubt whether anything is said at all.
        """
        language = self._language or told
        listener = self._choose(samples, language)
        self.listeners.add(listener)
        return self._models.named(listener.model).transcribe(samples, language, listener.way, doubted=bool(told))

    @property
    def margins(self) -> tuple[float, float]:
        """The seconds before and after a word that hold it, whoever of them heard it."""
        known = [MARGINS.get(each.model, UNKNOWN_MARGINS) for each in self.listeners] or [UNKNOWN_MARGINS]
        return max(before for before, _ in known), max(after for _, after in known)


def first_of_all(model: str) -> Choice:
    """That model, in the usual way."""
    return lambda _samples, _language: Listener(model, Way.USUAL)


def again(models: Models, first: str, wanted: str) -> Choice:
    """Another model than the *first*: the *wanted* one, or any at hand that knows the language that is spoken.

    Where there is none, the first one in another way.
    """
    others = [wanted] if wanted else [name for name in OTHERS if _is_here(name)]

    def choose(samples: Samples, language: str) -> Listener:
        spoken = language or models.named(first).language_of(samples)
        for name in others:
            if name != first and spoken in models.named(name).languages:
                return Listener(name, Way.USUAL)
        return Listener(first, Way.OTHERWISE)

    return choose


def _is_here(name: str) -> bool:
    """Whether the model was fetched, whole or not: one that is damaged must not pass for one that is missing."""
    (found,) = [each for each in weights.listing() if each.name == name]
    return found.state is not State.MISSING
