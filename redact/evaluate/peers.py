"""Presidio as a side, so that both can be measured on the same texts by the same rules."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from redact.errors import MissingError, PolicyError
from redact.evaluate.names import own_type
from redact.evaluate.sides import Side
from redact.guard import guarded
from redact.types import Finding, TextSpan

_PRESIDIO = "presidio"
_MODEL = "spacy-en-core-web-sm"


def beside(name: str) -> Side:
    """The side of that name. Raises ``PolicyError`` for a name that is not known, ``MissingError`` as ``presidio``."""
    if name != _PRESIDIO:
        raise PolicyError(f"{name!r} is nothing to compare with", f"write --beside {_PRESIDIO}")
    return presidio()


def presidio() -> Side:
    """Microsoft Presidio as it comes: ``AnalyzerEngine()`` for English, its own recognisers, no lowest score.

    One thing differs: its language model is spaCy's small one, which is here, and not the large one that it would
    fetch. Its types get our names; those that we have no name for keep Presidio's. What it looks for is told by its own
    names: to know one country's number is not to know all that share a name here. Nothing is fetched. Raises
    ``MissingError`` when Presidio or the model is not there.
    """
    if find_spec("presidio_analyzer") is None:
        raise MissingError("presidio-analyzer is not installed", "install it with: pip install 'redact[presidio]'")
    engine = analyzer()

    def detect_texts(texts: Iterable[str]) -> Iterator[list[Finding]]:
        for text in texts:
            yield guarded(_PRESIDIO, _findings, engine, text)

    return Side(_PRESIDIO, detect_texts, frozenset(engine.get_supported_entities("en")))


def analyzer() -> Any:
    """Presidio's ``AnalyzerEngine`` with its own settings, on the language model that is on this machine."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from redact import weights

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)  # it warns of every kind that the model has
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
    provider = NlpEngineProvider()
    local = {"lang_code": "en", "model_name": str(weights.folder(_MODEL))}
    provider.nlp_configuration = {**provider.nlp_configuration, "models": [local]}
    return AnalyzerEngine(nlp_engine=provider.create_engine())


def _findings(engine: Any, text: str) -> list[Finding]:
    results = engine.analyze(text, "en") if text else ()
    return [
        Finding(own_type(result.entity_type), (TextSpan("text", result.start, result.end),), result.score, _PRESIDIO)
        for result in results
        if result.start < result.end
    ]
