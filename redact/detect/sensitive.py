"""Passages of special category data and of offences: sentences on health, origin, opinion, belief, union, sex, crime.

The words stand in closed tables (``sensitive_*``); all are looked for in one pass. A passage's score is that of its
strongest word, more for a second one and for a person who is spoken of, less where the sentence speaks of nobody, of
law or of policy. It reads no meaning: irony, denial ("she has no convictions") and what is only implied look alike or
are missed. English only. Articles 9 and 10 of the UK GDPR name the categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import msgspec

from redact.detect.looked import whole
from redact.detect.normalise import normalise
from redact.detect.sensitive_score import passages
from redact.types import Finding, Looked, Modality, Part, TextSpan


class SensitiveOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``score``: passages below it are not reported."""

    score: float = 0.4


class SensitiveDetector:
    """Finds passages that tell of health, origin, opinion, belief, union, genes, body, sex life or offences."""

    Options = SensitiveOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: SensitiveOptions) -> None:
        self.options = options

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            view = normalise(part.text)
            for passage in passages(view.text, part.context):
                if passage.score >= self.options.score:
                    span = TextSpan(part.id, *view.span(passage.start, passage.end))
                    rule = f"sensitive/{passage.entity_type.lower()} {self.version}"
                    yield Finding(passage.entity_type, (span,), passage.score, rule, why=passage.why)
            yield whole(part, view)
