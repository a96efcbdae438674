"""How much of what is said in made-up talks is found and covered: ``python -m tests.bench.speech``.

The talks are written to a folder with their marks beside them, and measured as ``redact evaluate`` does: see there what
counts. Rules are tuned on the talks for development alone; ``--held-out`` has other scenes, names, towns and voices.
With ``--words`` the share of wrong words outside of the marks, as the same model hears them before and after what is
found is silenced.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from redact import Redactor, policy
from redact.evaluate import MeasuredSound, SoundScore, measure_sound
from redact.evaluate.sounds import silenced
from tests.bench.speech_lines import CONDITIONS, FURTHER, heard
from tests.bench.speech_made import Talk, talk
from tests.bench.speech_voices import ESPEAK, HELD_ESPEAK, HELD_KOKORO, KOKORO
from tests.bench.speech_words import Wrong, wrong_words

VOICES: dict[tuple[str, bool], tuple[str, ...]] = {("espeak", False): ESPEAK, ("espeak", True): HELD_ESPEAK}
VOICES |= {("kokoro", False): KOKORO, ("kokoro", True): HELD_KOKORO}


def redactor(model: str = "whisper-base", threads: int = 1) -> Redactor:
    """The default policy, with that speech model."""
    default = policy.load("default")
    speech = {"speech": {"model": model, "threads": threads}}
    return Redactor(structs.replace(default, handlers={"sound": {}}, readers=speech))


def written(talks: Iterable[tuple[int, Talk]], folder: Path) -> Path:
    """The folder, with the talks by number and their marks in it."""
    import soundfile

    folder.mkdir(parents=True, exist_ok=True)
    for seed, said in talks:
        soundfile.write(folder / f"talk{seed}.wav", said.samples, said.rate, subtype="PCM_16")
        marks = [{"start": span.start, "end": span.end, "type": span.entity_type} for span in said.spans]
        (folder / f"talk{seed}.json").write_text(json.dumps(marks), encoding="utf-8")
    return folder


def table(measured: MeasuredSound) -> Iterator[str]:
    """The whole and what was found by type, as lines to print."""
    *kinds, total = measured.scores.items()
    yield (
        f"{_share(total[1])}; leaking {len(total[1].leaks)}, most {1000 * total[1].uncovered:.0f} ms; "
        f"extra {total[1].extra or 0:.2f} s a span, 95 in 100 under {total[1].most_extra or 0:.2f}; "
        f"false {total[1].false_an_hour or 0:.0f} an hour; CPU {measured.load:.2f} of {total[1].seconds:.0f} s"
    )
    yield "  " + ", ".join(f"{kind} {score.found}/{score.marks}" for kind, score in kinds)


def _share(score: SoundScore) -> str:
    return f"found {score.found}/{score.marks} = {score.recall or 0:.3f}"


def by_condition(given: argparse.Namespace, tool: Redactor, folder: Path) -> Iterator[str]:
    """The table of each condition asked for."""
    voices = VOICES[given.voices, given.held_out]
    talks = [talk(seed, given.seconds, voices, held_out=given.held_out) for seed in given.seeds]
    for condition in given.conditions:
        said = [heard(one, condition, seed, talks) for seed, one in zip(given.seeds, talks, strict=True)]
        place = written(zip(given.seeds, said, strict=True), folder / condition)
        yield f"{given.voices}, {condition}, {given.model}"
        yield from table(measure_sound(place, tool))
        if given.words:
            yield str(sum(_words(said, given.seeds, place, tool), Wrong()))


def _words(said: Sequence[Talk], seeds: Sequence[int], place: Path, tool: Redactor) -> Iterator[Wrong]:
    import soundfile

    for seed, one in zip(seeds, said, strict=True):
        file, copy = place / f"talk{seed}.wav", place / f"copy{seed}.wav"
        samples = one.samples.copy()
        for start, end in silenced(file, tool)[0]:
            samples[round(start * one.rate) : round(end * one.rate)] = 0
        soundfile.write(copy, samples, one.rate, subtype="PCM_16")
        yield wrong_words(one, file, copy, tool)


def main() -> None:
    """Print the tables for the talks asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--held-out", action="store_true", help="scenes, names and voices that no rule was tuned on")
    parser.add_argument("--voices", choices=("espeak", "kokoro"), default="espeak")
    parser.add_argument("--conditions", nargs="+", choices=(*CONDITIONS, *FURTHER), default=list(CONDITIONS))
    parser.add_argument("--model", default="whisper-base")
    parser.add_argument("--words", action="store_true", help="count wrong words outside of the marks, too")
    parser.add_argument("--keep", type=Path, help="a folder for the talks and their marks")
    given = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print(f"{'held out' if given.held_out else 'development'}: seeds {' '.join(map(str, given.seeds))}")
    with tempfile.TemporaryDirectory() as folder:
        for line in by_condition(given, redactor(given.model), given.keep or Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
