"""Names of people, places, bodies and groups as one of spaCy's models reads them in running text.

Only the model's recogniser of names runs. It errs on headings, tables and shouting, so what it names is trimmed and
weeded, and lines in capitals are read a second time. Names in small letters, and in other languages than the model's,
are often missed. No rules stand beside the model here: those belong to ``names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact import weights
from redact.detect.looked import looked
from redact.detect.name_weeds import pieces
from redact.detect.name_windows import windows
from redact.detect.normalise import View, normalise
from redact.detect.put_in import places
from redact.errors import MissingError
from redact.types import Finding, Looked, Modality, Part, TextSpan

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WORTH = {
    "PERSON": ("PERSON", 0.7),
    "GPE": ("LOCATION", 0.6),
    "LOC": ("LOCATION", 0.6),
    "FAC": ("LOCATION", 0.55),
    "ORG": ("ORGANIZATION", 0.5),
    "NORP": ("NRP", 0.6),
    "DATE": ("DATE_TIME", 0.45),
    "TIME": ("DATE_TIME", 0.45),
}
"""The model's kinds, ours, and what a finding is worth: the model gives no probability of its own."""
_SHOUTED = 0.8
"""The share of the score that a name in a line of capitals keeps."""
_LINE = re.compile(r"[^\n]+")
_BATCH = 64
_WHY, _WHY_SHOUTED = (f"a language model reads it as a name{where}" for where in ("", " in capitals"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, before it becomes a finding."""

    entity_type: str
    start: int
    end: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the model named in a text, and the windows of it that it was through with."""

    named: list[Named]
    seen: list[tuple[int, int]]


class SpacyOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model``: its name in the list of models; ``score``: findings below it are not reported."""

    model: str = "spacy-en-core-web-sm"
    score: float = 0.4


class SpacyDetector:
    """Finds PERSON, LOCATION, ORGANIZATION, NRP and DATE_TIME. What was put in by this program is left alone."""

    Options = SpacyOptions
    version = "1"
    models: tuple[str, ...] = ("spacy-en-core-web-sm",)
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    entity_types: ClassVar[frozenset[str]] = frozenset(kind for kind, _ in WORTH.values())

    def __init__(self, options: SpacyOptions) -> None:
        self.options = options
        self.models = (options.model,)
        self._language: Language | None = None

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        views = [normalise(part.text) for part in parts]
        read = self._by_model(dict.fromkeys(view.text for view in views))
        for part, view in zip(parts, views, strict=True):
            yield from self._findings(part, view, read[view.text].named)
            yield from looked(part, view, read[view.text].seen)

    def _findings(self, part: Part, view: View, named: list[Named]) -> Iterator[Finding]:
        put_in = places(view.text)
        for name in (each for each in named if each.score >= self.options.score):
            for start, end in pieces(view.text, name.entity_type, (name.start, name.end), put_in):
                span = TextSpan(part.id, *view.span(start, end))
                yield Finding(name.entity_type, (span,), name.score, f"spacy/model {self.version}", why=(name.why,))

    def _by_model(self, texts: Iterable[str]) -> dict[str, Read]:
        """What the model says of each text. Texts are cut into windows, read in batches; lines in capitals twice."""
        read = {text: Read([], []) for text in texts}
        jobs = [(text, *job) for text in read for job in _readings(text)]
        for text, offset, reading, share in jobs:
            if not share:
                read[text].seen.append((offset, offset + len(reading)))
        worth_reading = [job for job in jobs if job[-1]]
        language = self._open() if worth_reading else None
        docs = language.pipe((reading for _, _, reading, _ in worth_reading), batch_size=_BATCH) if language else ()
        for (text, offset, _, share), doc in zip(worth_reading, docs, strict=True):
            read[text].named.extend(_names(doc, offset, share))
            if share == 1.0:
                read[text].seen.append((offset, offset + len(doc.text)))
        return read

    def _open(self) -> Language:
        if self._language is None:
            folder = weights.folder(self.options.model)
            try:
                import spacy
            except ImportError:
                raise MissingError("spaCy is not installed", "install it with: pip install 'redact[spacy]'") from None
            unused = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
            self._language = spacy.load(folder, exclude=unused)
        return self._language


def _readings(text: str) -> Iterator[tuple[int, str, float]]:
    """``(offset, text to read, share of the score)``: every window once, and every line in capitals once more.

    A window without a letter has no share: there is nothing in it that the model could read.
    """
    for start, end in windows(text):
        yield start, text[start:end], 1.0 if any(map(str.isalpha, text[start:end])) else 0.0
    for line in _LINE.finditer(text):
        quiet = line.group().title()
        if _shouted(line.group()) and len(quiet) == len(line.group()):
            for start, end in windows(quiet):
                yield line.start() + start, quiet[start:end], _SHOUTED


def _shouted(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 3 and " " in line.strip() and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _names(doc: Doc, offset: int, share: float) -> Iterator[Named]:
    for entity in doc.ents:
        if entity.label_ in WORTH and (share == 1.0 or entity.label_ in ("PERSON", "GPE")):
            kind, score = WORTH[entity.label_]
            why = _WHY if share == 1.0 else _WHY_SHOUTED
            yield Named(kind, offset + entity.start_char, offset + entity.end_char, score * share, why)
