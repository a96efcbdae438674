"""How much of what identifies people in judgments is masked, as the Text Anonymization Benchmark counts it.

``python -m tests.bench.masking DATA.jsonl [--policy NAME]``: rows with ``spans`` that have ``identifier_type`` (DIRECT,
QUASI, NO_MASK) and ``entity_id``. An entity counts when every letter and figure of each of its mentions is masked; the
precision is the share of masked words that stand in a mention that is to be masked.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from redact.policy import load
from redact.redactor import Redactor
from redact.types import TextSpan

_WORD = re.compile(r"\w+")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--policy", default="indirect")
    asked = parser.parse_args(arguments)
    redactor = Redactor(load(asked.policy))
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for line in asked.data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one, other = counted(row, masked(redactor, row["text"]))
        counts += one
        missed += other
    for kind in ("DIRECT", "QUASI"):
        whole, entities = counts[kind, "whole"], counts[kind, "all"]
        print(f"{kind}: {whole} of {entities} ({whole / max(1, entities):.3f})")
    print(f"precision by words: {counts['right'] / counts['masked']:.3f}; missed by kind: {dict(missed)}")


def masked(redactor: Redactor, text: str) -> set[int]:
    """The places of a text that would go."""
    spans = [region for finding in redactor.detect_text(text) for region in finding.regions]
    return {at for span in spans if isinstance(span, TextSpan) for at in range(span.start, span.end)}


def counted(row: dict[str, object], gone: set[int]) -> tuple[Counter[object], Counter[str]]:
    """What of a row is masked, and the kinds of the mentions that are not."""
    text, mentions, missed = row["text"], defaultdict(list), Counter()
    wanted: set[int] = set()
    for span in row["spans"]:
        if span["identifier_type"] == "NO_MASK":
            continue
        places = range(span["start"], span["end"])
        wanted |= set(places)
        whole = all(at in gone for at in places if text[at].isalnum())
        mentions[span["identifier_type"], span["entity_id"]].append(whole)
        missed[span["entity_type"]] += not whole
    words = [found.span() for found in _WORD.finditer(text) if found.start() in gone]
    counts = Counter({"masked": len(words), "right": sum(start in wanted for start, _ in words)})
    for (kind, _), whole in mentions.items():
        counts[kind, "all"] += 1
        counts[kind, "whole"] += all(whole)
    return counts, missed


if __name__ == "__main__":
    main()
