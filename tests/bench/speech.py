"""How much of what is said in made-up talks is found and covered: ``python -m tests.bench.speech``.

By condition and entity type: the share of the spans of which nine tenths of the time lie in findings of the default
policy (*found*); of those found, the most milliseconds that are not covered (*leak*) and the seconds removed beyond
them, per span (*extra*); findings that touch no span, an hour (*false*); processor seconds per second of sound (*CPU*).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import structs

from redact import Redactor, policy
from redact.types import Part, TextSpan, TimeRange
from tests.bench.speech_made import CONDITIONS, Span, Talk, heard, talk
from tests.bench.speech_voices import ESPEAK, KOKORO

Stretch = tuple[float, float]


@dataclass(frozen=True)
class Measured:
    """What became of one talk: of each span the share covered and the seconds that were not, and the rest."""

    spans: tuple[tuple[Span, float, float], ...]
    false: tuple[Stretch, ...]
    extra: float
    seconds: float
    spent: float = 0.0

    @property
    def found(self) -> list[tuple[Span, float, float]]:
        return [row for row in self.spans if row[1] >= 0.9]


def redactor(model: str = "whisper-base", threads: int = 1) -> Redactor:
    """The default policy, with that speech model."""
    default = policy.load("default")
    speech = {"speech": {"model": model, "threads": threads}}
    return Redactor(structs.replace(default, handlers={"sound": {}}, readers=speech))


def removed(tool: Redactor, said: Talk) -> list[Stretch]:
    """The stretches of sound that the findings cover, joined where they touch."""
    import soundfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "talk.wav")
        soundfile.write(path, said.samples, said.rate, subtype="PCM_16")
        seen = tool.look_at(path)
    places = [place for each in seen.findings for region in each.regions for place in _times(region, seen.parts)]
    return joined(places)


def _times(region: Any, parts: dict[str, Part]) -> Iterator[Stretch]:
    if isinstance(region, TimeRange):
        yield region.start, region.end
    elif isinstance(region, TextSpan) and (alignment := parts[region.part].alignment):
        for place in alignment.locate(region.start, region.end):
            yield from _times(place, parts)


def joined(places: Iterable[Stretch]) -> list[Stretch]:
    """The same stretches in order, those that touch as one."""
    out: list[Stretch] = []
    for start, end in sorted(places):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def measured(said: Talk, places: Sequence[Stretch], spent: float = 0.0) -> Measured:
    """What became of each span of the talk where *places* are silenced."""
    spans = []
    for span in said.spans:
        covered = _common((span.start, span.end), places)
        spans.append((span, covered / (span.end - span.start), span.end - span.start - covered))
    truth = joined((span.start, span.end) for span in said.spans)
    touching = [place for place in places if _common(place, truth) > 0]
    extra = sum(end - start - _common((start, end), truth) for start, end in touching)
    false = tuple(place for place in places if _common(place, truth) <= 0)
    return Measured(tuple(spans), false, extra, said.seconds, spent)


def _common(place: Stretch, others: Iterable[Stretch]) -> float:
    return sum(max(min(place[1], end) - max(place[0], start), 0.0) for start, end in others)


def table(rows: Sequence[Measured]) -> Iterator[str]:
    """Found by type, and the rest, as lines to print."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        for span, share, _ in row.spans:
            kinds[span.entity_type].append(share >= 0.9)
    found = [each for row in rows for each in row.found]
    count, seconds = sum(len(row.spans) for row in rows), sum(row.seconds for row in rows)
    leaks = sorted(leak for _, _, leak in found if leak > 0.0005)
    extra, false = sum(row.extra for row in rows), sum(len(row.false) for row in rows)
    spent = sum(row.spent for row in rows)
    yield (
        f"found {len(found)}/{count} = {len(found) / max(count, 1):.3f}; leaking {len(leaks)}, "
        f"most {1000 * max(leaks, default=0):.0f} ms; extra {extra / max(len(found), 1):.2f} s a span; "
        f"false {3600 * false / seconds:.0f} an hour; CPU {spent / seconds:.2f} of {seconds:.0f} s"
    )
    yield "  " + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in sorted(kinds.items()))


def main() -> None:
    """Print the table for the talks asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--voices", choices=("espeak", "kokoro"), default="espeak")
    parser.add_argument("--conditions", nargs="+", default=list(CONDITIONS))
    parser.add_argument("--model", default="whisper-base")
    given = parser.parse_args()
    tool = redactor(given.model)
    talks = [talk(seed, given.seconds, ESPEAK if given.voices == "espeak" else KOKORO, seed) for seed in given.seeds]
    for condition in given.conditions:
        rows = []
        for seed, clean in zip(given.seeds, talks, strict=True):
            said = heard(clean, condition, seed)
            start = time.process_time()
            places = removed(tool, said)
            rows.append(measured(said, places, time.process_time() - start))
        print(f"{given.voices}, {condition}, {given.model}", *table(rows), sep="\n")


if __name__ == "__main__":
    main()
