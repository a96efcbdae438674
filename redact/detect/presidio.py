"""Presidio's recognisers as a detector: a policy names them, with their arguments.

Each is built by itself, without Presidio's engine, which would fetch a language model. Recognisers that read the output
of such a model cannot work here and are refused. Words near a match raise its score by as much as Presidio's own
enhancer does, on words as they stand and not on their stems. Nothing is fetched: the list of public suffixes that the
e-mail recogniser wants is the one that its package carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from redact.errors import MissingError, PolicyError
from redact.types import Finding, Looked, Modality, Part, TextSpan

if TYPE_CHECKING:
    from presidio_analyzer import RecognizerResult

_INSTALL = "install it with: pip install 'redact[presidio]'"
_PREDEFINED = "presidio_analyzer.predefined_recognizers"
GENERAL = (
    "CreditCardRecognizer",
    "CryptoRecognizer",
    "DateRecognizer",
    "EmailRecognizer",
    "IbanRecognizer",
    "IpRecognizer",
    "MacAddressRecognizer",
    "MedicalLicenseRecognizer",
    "NhsRecognizer",
    "PhoneRecognizer",
    "UkNinoRecognizer",
    "UrlRecognizer",
    "UsSsnRecognizer",
)
"""What runs when a policy asks for Presidio and names nothing: its recognisers of general use that need no model."""
_REACH = 60
_RAISE, _AT_LEAST = 0.35, 0.4


class Recogniser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A recogniser by "module:Class" (or the class name of one of Presidio's own) with its arguments."""

    name: str
    arguments: dict[str, Any] = {}


class PresidioOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``recognizers``: names, or tables of name and arguments. ``entities``: only these types; all where it is empty.

    ``language`` is handed to recognisers that take one. ``score``: findings below it are not reported.
    """

    recognizers: tuple[str | Recogniser, ...] = GENERAL
    entities: tuple[str, ...] = ()
    language: str = ""
    score: float = 0.4


class PresidioDetector:
    """Runs Presidio recognisers over texts and gives their results as findings, entity types unchanged."""

    Options = PresidioOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: PresidioOptions) -> None:
        if find_spec("presidio_analyzer") is None:
            raise MissingError("presidio-analyzer is not installed", _INSTALL)
        self.options = options
        self._recognisers: tuple[Any, ...] | None = None

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            for recogniser in self._open():
                yield from self._findings(recogniser, part)
            yield Looked(part.id, 0, len(part.text))

    def _findings(self, recogniser: Any, part: Part) -> Iterator[Finding]:
        wanted = [kind for kind in recogniser.supported_entities if self._wants(kind)]
        if not wanted or not part.text:
            return
        rule = f"presidio/{recogniser.name} {recogniser.version}"
        for result in recogniser.analyze(part.text, wanted, None) or ():
            score, why = _score(recogniser, result, part)
            if score >= self.options.score and self._wants(result.entity_type) and result.end > result.start:
                span = TextSpan(part.id, result.start, result.end)
                yield Finding(result.entity_type, (span,), score, rule, why=why)

    def _wants(self, entity_type: str) -> bool:
        return not self.options.entities or entity_type in self.options.entities

    def _open(self) -> tuple[Any, ...]:
        if self._recognisers is None:
            self._recognisers = tuple(self._built())
        return self._recognisers

    def _built(self) -> Iterator[Any]:
        if not self.options.recognizers:
            raise PolicyError("detectors.presidio.recognizers is empty", "list some as 'module:Class'")
        _stay_offline()
        language = {"supported_language": self.options.language} if self.options.language else {}
        for named in self.options.recognizers:
            row = Recogniser(named) if isinstance(named, str) else named
            yield _recogniser(row.name, {**language, **row.arguments})


def _recogniser(name: str, arguments: dict[str, Any]) -> Any:
    from presidio_analyzer import EntityRecognizer
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer

    made = _class(name)
    if not issubclass(made, EntityRecognizer):
        raise PolicyError(f"{name!r} is no Presidio recogniser")
    if issubclass(made, SpacyRecognizer):
        raise PolicyError(f"{name!r} reads a language model's output", "use the detector 'names' in its place")
    try:
        return made(**arguments)
    except TypeError:
        raise PolicyError(f"{name!r} does not take these arguments: {', '.join(sorted(arguments))}") from None


def _class(name: str) -> type[Any]:
    module, _, own = name.rpartition(":")
    try:
        found = getattr(import_module(module or _PREDEFINED), own)
    except (ImportError, AttributeError, ValueError):
        raise MissingError(
            f"the recogniser {name!r} cannot be imported", "install its package, or mend its name"
        ) from None
    if not isinstance(found, type):
        raise PolicyError(f"{name!r} is no class")
    return found


def _stay_offline() -> None:
    """Give Presidio's e-mail recogniser the list of suffixes that tldextract carries, so that it fetches none."""
    import tldextract

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())


def _score(recogniser: Any, result: RecognizerResult, part: Part) -> tuple[float, tuple[str, ...]]:
    words = [re.escape(word) for word in recogniser.context or ()]
    near = f"{part.context} {part.text[max(0, result.start - _REACH) : result.start]}"
    score = min(max(float(result.score), 0.0), 1.0)
    if words and re.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", near, re.IGNORECASE):
        return min(max(score + _RAISE, _AT_LEAST), 1.0), (
            "a Presidio recogniser knows the form",
            "a word nearby says what it is",
        )
    return score, ("a Presidio recogniser knows the form",)
