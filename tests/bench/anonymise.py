"""What it costs to replace findings, and to resolve them: ``python -m tests.bench.anonymise``.

One text names as many people as there are findings, each once, so that nothing can be remembered from one to the next.
Every operator replaces all of them: from findings to the finished text, on one thread. Presidio's anonymiser does the
same with a part of them beside it, in the same run. Resolving is measured on one document with a tenth of the findings,
of 50 people, of 2,000, and of half as many as there are findings.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from time import process_time

from redact import policy, registry
from redact.contracts import Secrets
from redact.media.splice import edited
from redact.registry import Tools
from redact.resolve import resolve
from redact.steps.act import edits_alone
from redact.types import Finding, Modality, Part, TextSpan
from tests.bench.lists import people

OPERATORS = ("replace", "mask", "pseudonymise", "hash", "encrypt")
_KEY = bytes(range(32))
_PRESIDIO = 5_000


def made_up(many: int, different: int | None = None) -> tuple[str, list[Finding]]:
    """A text with so many mentions, of *different* people or another each time, and a finding for each."""
    names = islice(_names() if different is None else cycle(islice(_names(), different)), many)
    text, findings = [], []
    place = 0
    for number, name in enumerate(names, 1):
        span = TextSpan("p", place + 4, place + 4 + len(name))
        findings.append(Finding("PERSON", (span,), 0.9, "bench", f"PERSON-{number}"))
        text.append(f"ask {name} today.\n")
        place += len(text[-1])
    return "".join(text), findings


def _names() -> Iterator[str]:
    for number in range(100):
        for name in people(10**6):
            yield name if not number else f"{name} {number}"


def tools_for(operator: str) -> Tools:
    """The plugins of the default policy with that operator for text."""
    return registry.build(
        policy.parse(f'name = "bench"\nextends = "default"\n[anonymise]\ntext = "{operator}"\n'), Secrets(_KEY)
    )


def replaced(operator: str, text: str, findings: list[Finding]) -> float:
    """Findings replaced in a second of processor time."""
    tools, parts = tools_for(operator), {"p": Part("p", Modality.TEXT, text)}
    began = process_time()
    edited(text, edits_alone(findings, parts, tools))
    return len(findings) / (process_time() - began)


def presidio(text: str, findings: Iterable[Finding]) -> float:
    """The same by Presidio's anonymiser, which labels them."""
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import RecognizerResult

    spans = [finding.regions[0] for finding in findings]
    results = [RecognizerResult("PERSON", span.start, span.end, 0.9) for span in spans if isinstance(span, TextSpan)]
    engine = AnonymizerEngine()
    began = process_time()
    engine.anonymize(text, results)
    return len(results) / (process_time() - began)


def resolved(text: str, findings: list[Finding]) -> float:
    """Seconds of processor time to settle, join and name them."""
    began = process_time()
    resolve(findings, {"p": text}, policy.load("default"))
    return process_time() - began


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=1_000_000)
    many = parser.parse_args().findings
    text, findings = made_up(many)
    few = findings[:_PRESIDIO]
    peer = presidio(text[: few[-1].regions[0].end + 10], few)
    print(f"| Presidio, replace, {len(few):,} findings | {peer:,.0f} a second | 1 |")
    for operator in OPERATORS:
        rate = replaced(operator, text, findings)
        print(f"| redact, {operator}, {many:,} findings | {rate:,.0f} a second | {rate / peer:,.0f}x |", flush=True)
    for different in (50, 2_000, many // 20):
        text, findings = made_up(many // 10, different)
        took = resolved(text, findings)
        print(f"resolving {len(findings):,} findings of {different:,} people in one document: {took:.2f} s", flush=True)


if __name__ == "__main__":
    main()
