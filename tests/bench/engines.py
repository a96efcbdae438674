"""The engines that are measured: each opens once and then counts what it finds in texts.

The only place that knows how each of them is called. Opening loads models and compiles expressions, so that a clock
started after it sees neither. All findings are taken from an engine before it counts as done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redact.detect.scan import Way

Count = Callable[[Sequence[str]], int]
"""Texts in, the number of findings out."""


@dataclass(frozen=True)
class Engine:
    """One way to find. ``package`` must be installed; ``variables`` are set in the process before it is opened."""

    open: Callable[[], Count]
    package: str
    variables: dict[str, str] = field(default_factory=dict)
    needs: str = ""

    @property
    def missing(self) -> str:
        """The package that is not there; nothing when the engine can run."""
        return next((name for name in (self.package, self.needs) if name and find_spec(name) is None), "")

    @property
    def version(self) -> str:
        try:
            return version(self.package.replace("_", "-"))
        except PackageNotFoundError:
            return ""


def _taken(found: Iterable[Any]) -> int:
    return sum(1 for _ in found)


def _detector(search: Way) -> Count:
    from redact.detect.identifiers import IdentifierDetector, IdentifierOptions
    from redact.types import Looked, Modality, Part

    detector = IdentifierDetector(IdentifierOptions(search=search))

    def count(texts: Sequence[str]) -> int:
        parts = [Part(f"t{number}", Modality.TEXT, text) for number, text in enumerate(texts)]
        return sum(not isinstance(each, Looked) for each in detector.detect(parts))

    return count


def _redactor() -> Count:
    from redact.evaluate import alone
    from redact.policy import load
    from redact.redactor import Redactor

    redactor = Redactor(alone(load("default"), "identifiers"))
    return lambda texts: sum(map(len, redactor.detect_texts(texts)))


def _presidio() -> Count:
    from redact.evaluate.peers import analyzer

    engine = analyzer()
    return lambda texts: sum(len(engine.analyze(text, "en")) for text in texts)


def _presidio_patterns() -> Count:
    """Presidio's recognisers one after the other, those of its own English registry that need no language model."""
    from redact.evaluate.peers import analyzer

    recognisers = [each for each in analyzer().get_recognizers("en") if each.name != "SpacyRecognizer"]
    return lambda texts: sum(
        len(each.analyze(text, each.supported_entities, None) or ()) for text in texts for each in recognisers
    )


def _scrubadub() -> Count:
    from scrubadub import Scrubber

    scrubber = Scrubber()
    return lambda texts: sum(_taken(scrubber.iter_filth(text)) for text in texts)


def _datafog() -> Count:
    from datafog.engine import scan

    return lambda texts: sum(len(scan(text, engine="regex").entities) for text in texts)


ENGINES: dict[str, Engine] = {
    "redact": Engine(partial(_detector, "native"), "redact"),
    "redact, hyperscan": Engine(partial(_detector, "hyperscan"), "redact", needs="hyperscan"),
    "redact, plain": Engine(partial(_detector, "plain"), "redact"),
    "redact, whole policy": Engine(_redactor, "redact"),
    "Presidio, default": Engine(_presidio, "presidio_analyzer", {}, "spacy"),
    "Presidio, patterns only": Engine(_presidio_patterns, "presidio_analyzer", {}, "spacy"),
    "scrubadub": Engine(_scrubadub, "scrubadub"),
    "datafog": Engine(_datafog, "datafog", {"DATAFOG_NO_TELEMETRY": "1"}),
}
OURS = ("redact", "redact, hyperscan", "redact, plain")
