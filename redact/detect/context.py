"""What a heading, a key or a label says: the whole cell of a column "Surname" is a name, whatever it looks like.

Two places are read. ``Part.context`` (a column heading, a JSON key, a mail header, the label of a field) tells what the
whole part is. In running text, "Label: value" lines and "key": "value" pairs tell it of the value. A value that
contradicts its label (figures under "Name", no figure under "Telephone", "yes", "n/a") is left to the other detectors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import msgspec

from redact.detect.heading_rows import Heading
from redact.detect.heading_values import capitalised
from redact.detect.headings import heading_for
from redact.detect.looked import whole
from redact.detect.normalise import normalise
from redact.detect.put_in import PUT_IN
from redact.types import Finding, Looked, Modality, Part, TextSpan

_LONGEST_CELL = 200
_LABEL = re.compile(
    r"^[ \t>*\-•|]{0,6}[*_]{0,2}(?P<label>[^\W\d_][\w '()/&.\-]{1,40}?)[*_]{0,2}[ \t]{0,4}[:=][*_]{0,2}[ \t]{0,8}"
    r"(?P<x>[^\s:=][^\n\t|]{0,119})?",
    re.MULTILINE,
)
_ANOTHER = re.compile(
    r"[\s,;]+(?P<label>[^\W\d_][\w '()/&.\-]{1,40}?)[ \t]{0,4}:[ \t]{0,8}(?P<x>[^\s:][^\n\t|]{0,119})"
)
_BELOW = re.compile(r"[ \t]*\n[ \t>|]*(?P<x>[^\s:][^\n\t|:]{0,119})(?=\n|$)")
_PAIR = re.compile(
    r"[\"'](?P<label>[A-Za-z_][\w \-]{1,40})[\"']\s{0,3}[:=]\s{0,3}(?P<q>[\"'])(?P<x>(?:(?!(?P=q))[^\n\\]"
    r"|\\.){1,200})(?P=q)"
    r"|[\"'](?P<label2>[A-Za-z_][\w \-]{1,40})[\"']\s{0,3}[:=]\s{0,3}(?P<x2>[+\d][\d .\-]{3,30})(?=\s*[,}\]\n])"
)
_NEXT_LABEL = re.compile(
    r"\s{2,}[^\W\d_][\w ]{1,24}:|[,;] ?[^\W\d_][\w ]{1,24}:|\s[A-Z][\w]{1,16}(?: [A-Za-z]{1,10})?:\s"
)
_ADDRESS_LINES = re.compile(
    r"(?:,?[ \t]*\n[ \t>|]*(?!Dear\b)(?:[A-Z\d][\w'.\-]{0,24},?(?:[ \t](?=[A-Z\d\n])|(?=\n|$))){1,5}){1,5}"
)
_CLEAR = 0.75
"""Labels that are worth less count in running text only before words in capitals."""
_EDGES = " \t\r\n.,;:\"'*_|"


class ContextOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``score``: findings below it are not reported. ``lines``: read "Label: value" lines in running text too."""

    score: float = 0.4
    lines: bool = True


class ContextDetector:
    """Finds whole cells, fields and labelled values by the words that announce them."""

    Options = ContextOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: ContextOptions) -> None:
        self.options = options

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            view = normalise(part.text)
            for heading, start, end, why in self._found(view.text, part.context):
                if heading.score >= self.options.score:
                    span = TextSpan(part.id, *view.span(start, end))
                    rule = f"context/{heading.name} {self.version}"
                    yield Finding(heading.entity_type, (span,), heading.score, rule, why=(why,))
            yield whole(part, view)

    def _found(self, text: str, context: str) -> Iterator[tuple[Heading, int, int, str]]:
        heading = heading_for(context, text.strip(_EDGES)) if len(text) <= _LONGEST_CELL else None
        if heading:
            yield from _checked(heading, text, (0, len(text)), "the heading or key says what it is")
        if self.options.lines:
            yield from _labelled(text)


def _labelled(text: str) -> Iterator[tuple[Heading, int, int, str]]:
    if ":" in text or "=" in text:
        for label, start, end in (*_lines(text), *_pairs(text)):
            heading = heading_for(label, text[start:end].strip(_EDGES))
            if heading and heading.inline and (heading.score >= _CLEAR or capitalised(text[start:end])):
                last = _last_line(text, end) if heading.entity_type == "ADDRESS" else end
                yield from _checked(heading, text, (start, last), "the label before it says what it is")


def _last_line(text: str, end: int) -> int:
    """Where an address ends that goes on over lines in capitals, as on envelopes."""
    more = _ADDRESS_LINES.match(text, end)
    return more.end() if more else end


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _LABEL.finditer(text):
        value = found if found["x"] else _BELOW.match(text, found.end())
        label = found["label"]
        while value:
            start, end = value.span("x")
            stop = _NEXT_LABEL.search(text, start, end)
            yield label, start, stop.start() if stop else end
            value = _ANOTHER.match(text, stop.start(), end) if stop else None
            label = value["label"] if value else ""


def _pairs(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _PAIR.finditer(text):
        group = "x" if found["x"] is not None else "x2"
        yield found["label"] or found["label2"], *found.span(group)


def _checked(heading: Heading, text: str, span: tuple[int, int], why: str) -> Iterator[tuple[Heading, int, int, str]]:
    start, end = _trimmed(text, *span)
    value = text[start:end]
    if value and len(value) <= _LONGEST_CELL and not PUT_IN.search(value) and heading.fits(value):
        yield heading, start, end, why


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    value = text[start:end]
    return start + len(value) - len(value.lstrip(_EDGES)), end - (len(value) - len(value.rstrip(_EDGES)))
