"""The main job on the samples: what was planted is gone, what had to stay is there, seen with other tools than ours."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import independent

SAMPLES = Path(__file__).parents[1] / "samples"
EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))["sample"]
LEFT_OUT = {".redactignore", "expected.toml", "README.md"}
BY_PATH = {sample["path"]: sample for sample in EXPECTED}

pytestmark = pytest.mark.models
each = pytest.mark.parametrize("path", BY_PATH)


def having(key: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", [path for path, sample in BY_PATH.items() if sample.get(key)])


class Run:
    """One run of the command line over the samples, and what it said of each file."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        command = [sys.executable, "-m", "redact", "run", str(SAMPLES), str(self.out), "--json", "--jobs", "0"]
        self.done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        rows = [json.loads(line) for line in self.done.stdout.splitlines() if line.startswith("{")]
        self.files: dict[str, dict[str, Any]] = {row["name"]: row for row in rows if row["kind"] == "file"}
        self._texts: dict[str, list[str]] = {}

    def name(self, path: str) -> str:
        """What the sample is called in the output."""
        if not BY_PATH[path].get("name_goes"):
            return path
        (new,) = (name for name in self.files if name.endswith(Path(path).suffix) and not (SAMPLES / name).exists())
        return new

    def released(self, path: str) -> Path:
        file = self.out / self.name(path)
        assert file.is_file(), f"{path} was withheld: {self.files.get(self.name(path))}"
        return file

    def texts(self, path: str) -> list[str]:
        if path not in self._texts:
            self._texts[path] = list(independent.texts(self.released(path)))
        return self._texts[path]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("samples"))


def test_every_sample_is_released_and_nothing_else(run: Run) -> None:
    withheld = {name: row["failures"] for name, row in run.files.items() if not row["released"]}
    assert set(withheld) == LEFT_OUT, withheld
    assert run.done.returncode == 0
    written = {path.relative_to(run.out).as_posix() for path in run.out.rglob("*") if path.is_file()}
    assert written == {run.name(path) for path in BY_PATH}


@each
def test_what_was_planted_is_gone(run: Run, path: str) -> None:
    said = [independent.squashed(text) for text in run.texts(path)]
    left = [word for word in BY_PATH[path]["must_go"] if any(independent.squashed(word) in text for text in said)]
    assert not left


@each
def test_what_was_planted_is_gone_from_the_bytes(run: Run, path: str) -> None:
    data = run.released(path).read_bytes()
    forms = [(word, word.encode(encoding)) for word in BY_PATH[path]["must_go"] for encoding in ("utf-8", "utf-16-le")]
    assert not [word for word, form in forms if len(form) > 4 and form in data]


@each
def test_what_had_to_stay_is_there(run: Run, path: str) -> None:
    said = "\n".join(independent.squashed(text) for text in run.texts(path))
    assert not [words for words in BY_PATH[path]["must_stay"] if independent.squashed(words) not in said]


@each
def test_the_originals_hold_what_is_planted(path: str) -> None:
    """The means that find nothing in the copies find everything in the samples."""
    said = "\n".join(independent.squashed(text) for text in independent.texts(SAMPLES / path))
    unseen = [word for word in BY_PATH[path]["must_go"] if independent.squashed(word) not in said]
    assert not unseen


@having("types")
def test_what_was_done_is_on_record(run: Run, path: str) -> None:
    assert set(BY_PATH[path]["types"]) <= set(run.files[run.name(path)]["by_type"])


@having("faces")
def test_faces_are_covered(run: Run, path: str) -> None:
    before, after = independent.picture(SAMPLES / path), independent.picture(run.released(path))
    assert after.shape == before.shape
    assert len(independent.faces(before)) == len(BY_PATH[path]["faces"])
    assert not _seen_in_both(before, after)
    for box in BY_PATH[path]["faces"]:
        assert _is_plain(after, _middle(box))


@having("codes")
def test_codes_are_covered(run: Run, path: str) -> None:
    after = independent.picture(run.released(path))
    assert independent.codes(independent.picture(SAMPLES / path)) == len(BY_PATH[path]["codes"])
    assert independent.codes(after) == 0
    for box in BY_PATH[path]["codes"]:
        assert _is_plain(after, _middle(box))


def test_no_face_is_left_in_the_film(run: Run) -> None:
    path = "film/interview.mp4"
    before, after = independent.frames(SAMPLES / path), independent.frames(run.released(path))
    assert len(after) == len(before)
    assert all(independent.faces(frame) for frame in before)
    assert not [number for number, pair in enumerate(zip(before, after, strict=True)) if _seen_in_both(*pair)]


@having("silent")
def test_what_was_said_of_a_person_is_silent(run: Run, path: str) -> None:
    before, after = independent.samples(SAMPLES / path), independent.samples(run.released(path))
    assert abs(len(after) - len(before)) < independent.RATE // 4
    for start, end in BY_PATH[path]["silent"]:
        assert _loudness(before, start, end) > 0.01
        assert _loudness(after, start, end) < 0.002
    assert _loudness(after, 0, BY_PATH[path]["silent"][0][0] / 2) > 0.005


@pytest.mark.parametrize("path", [path for path in BY_PATH if path.startswith("pictures/")])
def test_pictures_carry_no_metadata(run: Run, path: str) -> None:
    from PIL import Image

    with Image.open(run.released(path)) as opened:
        assert not dict(opened.getexif())
        assert not {"comment", "Author", "exif", "xmp"} & set(opened.info)


def test_nothing_that_is_hidden_stands_in_the_record_or_on_the_screen(run: Run) -> None:
    record = run.out.with_name(f"{run.out.name}.record")
    said = [path.read_text(encoding="utf-8") for path in record.rglob("*") if path.suffix in {".json", ".html", ".csv"}]
    everything = independent.squashed("\n".join([*said, run.done.stdout, run.done.stderr]))
    words = {word for sample in EXPECTED for word in sample["must_go"]} - {"tracker"}
    assert not [word for word in words if _tells(word) and independent.squashed(word) in everything]


def _tells(word: str) -> bool:
    """Whether a word is long enough not to stand in a digest or a time by chance."""
    return len(independent.squashed(word)) > (7 if any(map(str.isdigit, word)) else 4)


def _seen_in_both(before: np.ndarray, after: np.ndarray) -> bool:
    """Whether a face that was there is still seen. What a detector makes of the rim of hair beside a box is no face."""
    there, left = independent.faces(before), independent.faces(after)
    return any(independent.overlap(one, other) > 0.4 for one in there for other in left)


def _middle(box: list[int]) -> tuple[slice, slice]:
    left, top, right, bottom = box
    across, down = (right - left) // 4, (bottom - top) // 4
    return slice(top + down, bottom - down), slice(left + across, right - across)


def _is_plain(pixels: np.ndarray, where: tuple[slice, slice]) -> bool:
    return bool(pixels[where].reshape(-1, 3).std(axis=0).max() < 6)


def _loudness(sound: np.ndarray, start: float, end: float) -> float:
    stretch = sound[int(start * independent.RATE) : int(end * independent.RATE)]
    return float(np.sqrt(np.mean(np.square(stretch))))
