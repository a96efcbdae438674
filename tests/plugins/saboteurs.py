"""Plugins of a stranger's package that break their contracts, each in one way.

They do so only for a text that holds the word TRIGGER, so that other files in the job must go on. Every exception
quotes what the plugin saw.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes, Mention
from redact.media.text import TextHandler
from redact.types import (
    Alignment,
    Box,
    Document,
    Effect,
    Finding,
    Looked,
    Modality,
    NewText,
    Part,
    Replacement,
    TextSpan,
)

TRIGGER = "TRIGGER"


class NoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Detector:
    Options = NoOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, _: Any) -> None:
        pass

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            if TRIGGER in part.text:
                yield from self.sabotage(part)

    def sabotage(self, part: Part) -> Iterable[Finding | Looked]:
        raise NotImplementedError


class Raises(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        raise ValueError(f"cannot look at {part.text!r}") from KeyError(part.text)


class RaisesAName(Detector):
    """Its exception carries the text in its type's name, and where it happened too."""

    def sabotage(self, part: Part) -> Iterable[Finding]:
        raise type("".join(filter(str.isalpha, part.text)), (Exception,), {})


class Exits(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        raise SystemExit(part.text)


class PointsOutside(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        yield Finding("PERSON", (TextSpan(part.id, 0, len(part.text) + 1),), 0.9, "outside 1")


class PointsNowhere(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        yield Finding("PERSON", (TextSpan("elsewhere", 0, 1),), 0.9, "nowhere 1")


class GivesNoFinding(Detector):
    def sabotage(self, part: Part) -> Iterable[Any]:
        yield part.text


class Dies(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        os._exit(3)


class Truncates(Detector):
    """Looks at the first hundred characters of each text, finds nothing in them, and says so."""

    def detect(self, parts: Sequence[Part]) -> Iterable[Looked]:
        for part in parts:
            yield Looked(part.id, 0, min(len(part.text), 100))


class LeavesAPartOut(Detector):
    """Says of every text that it was seen, and nothing of one with the trigger."""

    def detect(self, parts: Sequence[Part]) -> Iterable[Looked]:
        yield from (Looked(part.id, 0, len(part.text)) for part in parts if TRIGGER not in part.text)


class SawTooMuch(Detector):
    """Says that it saw more than there is."""

    def sabotage(self, part: Part) -> Iterable[Looked]:
        yield Looked(part.id, 0, len(part.text) + 1)


class FindsTheTrigger(Detector):
    def sabotage(self, part: Part) -> Iterable[Finding]:
        start = part.text.index(TRIGGER)
        yield Finding("PERSON", (TextSpan(part.id, start, start + len(TRIGGER)),), 0.9, "trigger 1")


class LoadsAModel(Detector):
    """Opens a file and a heavy package as soon as it is made."""

    def __init__(self, options: Any) -> None:
        import numpy as np

        super().__init__(options)
        Path(os.devnull).open("rb").close()
        self.weights = np.zeros(3)


class CannotBeMade(Detector):
    def __init__(self, options: Any) -> None:
        raise OSError("no model at /home/somebody")


class Echo:
    """An operator that hides nothing."""

    Options = NoOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset(Modality)
    effect: ClassVar[Effect] = Effect.MASKED

    def __init__(self, *_: Any) -> None:
        pass

    def replace(self, mention: Mention) -> Replacement:
        return NewText(mention.value if mention.value == TRIGGER else "[x]")


class EchoInside(Echo):
    """An operator whose replacement holds the value."""

    def replace(self, mention: Mention) -> Replacement:
        return NewText(f"<{mention.value}>" if mention.value == TRIGGER else "[x]")


class EchoRaises(Echo):
    def replace(self, mention: Mention) -> Replacement:
        if mention.value == TRIGGER:
            raise ValueError(mention.value, mention)
        return NewText("[x]")


class Handler(TextHandler):
    """Serves a type of its own as plain text, so that it can stand beside the built-in handlers."""

    suffixes: ClassVar[frozenset[str]] = frozenset({".sab"})

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        if any(TRIGGER in part.text for part in document.parts):
            self.sabotage(document, changes, target)
        else:
            super().write(document, changes, target)

    def sabotage(self, document: Document, changes: Changes, target: Path) -> None:
        raise NotImplementedError


class WritesNothing(Handler):
    def sabotage(self, document: Document, changes: Changes, target: Path) -> None:
        pass


class CopiesTheInput(Handler):
    def sabotage(self, document: Document, changes: Changes, target: Path) -> None:
        shutil.copyfile(document.source, target)


class WritesHalf(Handler):
    def sabotage(self, document: Document, changes: Changes, target: Path) -> None:
        text = document.parts[0].text
        target.write_text(text[: len(text) // 2], "utf-8")
        raise OSError(f"no space for {text}")


class TakesMore(WritesHalf):
    """Takes more memory than it may, with half of a copy written."""

    def sabotage(self, document: Document, changes: Changes, target: Path) -> None:
        target.write_text("half", "utf-8")
        held = [os.urandom(1 << 20) * 16 for _ in range(48)]
        time.sleep(4)
        held.clear()
        super().sabotage(document, changes, target)


class LoadRaises(Handler):
    def load(self, source: Path) -> Document:
        text = source.read_text("utf-8")
        if TRIGGER in text:
            raise UnicodeDecodeError("utf-8", text.encode(), 0, 1, text)
        return super().load(source)


class TwoPartsOneId(Handler):
    def load(self, source: Path) -> Document:
        document = super().load(source)
        twice = TRIGGER in document.parts[0].text
        return replace(document, parts=document.parts * 2) if twice else document


class Lies:
    """A reader whose words stand outside of the picture."""

    Options = NoOptions
    version = "1"
    models: tuple[str, ...] = ()
    modality: ClassVar[Modality] = Modality.IMAGE

    def __init__(self, _: Any) -> None:
        pass

    def read(self, part: Part) -> Part:
        width, height = part.extent
        box = Box(part.id, width, height, width + 50, height + 50)
        return Part(f"{part.id}.lie", Modality.TEXT, TRIGGER, alignment=Alignment.of([(0, len(TRIGGER), box)]))


class LiesAboutThePart(Lies):
    def read(self, part: Part) -> Part:
        source = Box("elsewhere", 0, 0, 5, 5)
        return Part(f"{part.id}.lie", Modality.TEXT, TRIGGER, alignment=Alignment.of([(0, len(TRIGGER), source)]))


class ForgetsWhereItStood(Lies):
    def read(self, part: Part) -> Part:
        return Part(f"{part.id}.lie", Modality.TEXT, TRIGGER)
