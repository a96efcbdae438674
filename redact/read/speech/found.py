"""What a speech model wrote of a stretch of sound, before it is judged, and what every engine that runs one can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Protocol

from redact.read.speech.listening import Segment, Word
from redact.types import Samples


class Way(Enum):
    """How a model is made to listen."""

    USUAL = auto()
    AFTER_A_LOOP = auto()
    """So that it does not say one thing over and over, as it has just done."""
    OTHERWISE = auto()
    """So that it may hear what it did not hear in the usual way, and the other way round."""


@dataclass(frozen=True, slots=True)
class Found:
    """A segment as an engine gives it, and what it says of it itself.

    ``silence`` is the probability that nobody speaks, ``packing`` how many times smaller the text can be packed,
    ``sureness`` the mean logarithm of the probabilities of its pieces.
    """

    segment: Segment
    silence: float
    packing: float
    sureness: float

    def later(self, seconds: float) -> Found:
        """The same, counted from so many seconds earlier."""
        words = tuple(
            Word(word.text, word.start + seconds, word.end + seconds, word.sureness) for word in self.segment.words
        )
        return replace(self, segment=Segment(self.segment.start + seconds, self.segment.end + seconds, words))


class Engine(Protocol):
    """A program that runs a Whisper model. Samples are at 16 kHz, times count from the first of them."""

    @property
    def languages(self) -> Sequence[str]:
        """The codes of the languages that the model knows."""
        ...

    def hear(self, samples: Samples, language: str, way: Way) -> tuple[list[Found], str]:
        """What is said, and in which language; that is detected where it is given as empty.

        The same samples give the same words.
        """
        ...

    def language_of(self, samples: Samples) -> str:
        """The language that is spoken in the first half minute."""
        ...


def untimed(text: str, start: float, end: float) -> tuple[Word, ...]:
    """Words without times: each may be anywhere in its segment."""
    return tuple(Word(f" {word}", start, end, 0.0) for word in text.split())
