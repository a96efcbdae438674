"""Small plugins that do one visible thing, for tests of what stands between plugins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes, Mention, Secrets
from redact.media.text import TextHandler
from redact.policy import Policy, parse
from redact.registry import Tools
from redact.types import Document, Effect, Finding, Modality, NewText, Part, Replacement, TextSpan


class NoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Toy:
    Options = NoOptions
    version = "1"
    models: tuple[str, ...] = ()

    def __init__(self, *_: Any) -> None:
        pass


class Capitals(Toy):
    """Finds every word that a pattern matches."""

    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, pattern: str = r"\b[A-Z]{3,}\b") -> None:
        self.pattern = re.compile(pattern)

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            for match in self.pattern.finditer(part.text):
                yield Finding("PERSON", (TextSpan(part.id, *match.span()),), 0.9, "capitals 1")


class Label(Toy):
    """Puts a fixed word there."""

    modalities: ClassVar[frozenset[Modality]] = frozenset(Modality)
    effect: ClassVar[Effect] = Effect.MASKED

    def __init__(self, text: str = "[x]") -> None:
        self.text = text

    def replace(self, mention: Mention) -> Replacement:
        return NewText(self.text)


class Forgetful(TextHandler):
    """Leaves the first edit out when it writes."""

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        super().write(document, Changes(changes.edits[1:]), target)


POLICY = """
name = "toy"
find = ["PERSON", "HIDDEN"]
[anonymise]
text = "label"
image = "label"
video = "label"
audio = "label"
"""


def policy(extra: str = "") -> Policy:
    return parse(POLICY + extra)


def tools(**plugins: Any) -> Tools:
    """Tools with toy plugins: ``handler``, ``detector``, ``operator`` and ``policy`` may be given."""
    return Tools(
        plugins.get("policy") or policy(),
        handlers={"text": plugins.get("handler") or TextHandler(TextHandler.Options())},
        readers={},
        detectors={"capitals": plugins.get("detector") or Capitals()},
        operators={"label": plugins.get("operator") or Label()},
    )


__all__ = ["Capitals", "Forgetful", "Label", "Secrets", "Toy", "policy", "tools"]
