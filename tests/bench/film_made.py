"""A film to measure on, made on the spot: 720p, a dozen seconds, faces of 20 to 200 pixels that do what people do.

They sway, walk in and out, come nearer, tilt, jump and blur; the camera pans and zooms; there are cuts, a fade, a flash
and noise. The faces are portraits in the public domain (see tests/data/README.md), and matplotlib's
``grace_hopper.jpg`` where it is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import metadata
from math import cos, pi, sin
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Raster = NDArray[np.uint8]
SIZE, RATE = (1280, 720), 25
_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Actor:
    """A person cut out softly: pixels, how much of them is shown, and the face's middle and width in them."""

    pixels: Raster
    mask: NDArray[np.float32]
    middle: tuple[float, float]
    face: float


@dataclass(frozen=True)
class Stand:
    """Where an actor's face is in a frame: its middle, how wide it is, and by how many degrees it leans."""

    x: float
    y: float
    width: float
    lean: float = 0.0
    actor: int = 0


@cache
def actors() -> tuple[Actor, ...]:
    """Everybody who can appear; the same people mirrored and in another light count as others."""
    people = [_actor(_DATA / "portrait.jpg", (121, 80), 62)]
    hopper = _carried("matplotlib", "grace_hopper.jpg")
    if hopper:
        people.append(_actor(hopper, (268, 163), 130))
    first = people[0]
    flipped = (first.pixels.shape[1] - first.middle[0], first.middle[1])
    dim = (first.pixels[:, ::-1] * 0.6).astype(np.uint8)
    return (*people, Actor(dim, np.ascontiguousarray(first.mask[:, ::-1]), flipped, first.face))


def _carried(package: str, name: str) -> Path | None:
    try:
        files = metadata.files(package) or ()
    except metadata.PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.name == name), None)


def _actor(path: Path, middle: tuple[float, float], face: float) -> Actor:
    pixels = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    down, across = np.mgrid[: pixels.shape[0], : pixels.shape[1]].astype(np.float32)
    away = np.hypot((across - middle[0]) / 1.25, (down - middle[1] - face * 0.35) / 1.6) / face
    return Actor(np.asarray(pixels, np.uint8), np.clip((1.0 - away) * 6, 0, 1).astype(np.float32), middle, face)


def play(wall: Raster, stands: list[Stand]) -> Raster:
    """The actors in front of a wall."""
    frame = wall
    for stand in stands:
        actor = actors()[stand.actor % len(actors())]
        turn = cv2.getRotationMatrix2D(actor.middle, stand.lean, stand.width / actor.face)
        turn[:, 2] += (stand.x - actor.middle[0], stand.y - actor.middle[1])
        how = cv2.INTER_AREA if stand.width < actor.face else cv2.INTER_LINEAR
        small = _softened(actor, stand.width / actor.face)
        shown = cv2.warpAffine(small, turn, SIZE, flags=how)
        mask = cv2.warpAffine(actor.mask, turn, SIZE)[..., None]
        frame = (shown * mask + frame * (1 - mask)).astype(np.uint8)
    return frame


def _softened(actor: Actor, scale: float) -> Raster:
    """Blurred as far as it will be shrunk, so that nothing shimmers."""
    if scale >= 0.7:
        return actor.pixels
    return np.asarray(cv2.GaussianBlur(actor.pixels, (0, 0), 0.45 / scale), np.uint8)


@cache
def wall(seed: int, width: int = SIZE[0], height: int = SIZE[1]) -> Raster:
    """A background with large and small shapes."""
    chance = np.random.default_rng(seed)
    ground = np.full((height, width, 3), 128.0, np.float32)
    for cells, strength in ((4, 70), (16, 35), (80, 14)):
        coarse = chance.normal(0, strength, (cells, cells * width // height, 3)).astype(np.float32)
        ground += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    made = ground.clip(0, 255).astype(np.uint8)
    for _ in range(40):
        left, top = int(chance.integers(width)), int(chance.integers(height))
        corner = (left + int(chance.integers(20, 200)), top + int(chance.integers(10, 150)))
        cv2.rectangle(made, (left, top), corner, [int(each) for each in chance.integers(0, 255, 3)], -1)
    return made


def room(at: float, seed: int = 1) -> Raster:
    """A camera that stands still; one person near who sways, one far behind."""
    sway = 30 * sin(2 * pi * at)
    return play(wall(seed), [Stand(300, 200, 30), Stand(700 + sway, 330, 150, sway / 3, 1)])


def street(at: float) -> Raster:
    """People who walk in and out."""
    stride = [
        Stand(-40 + 500 * at, 300, 60, 4 * sin(9 * at), 0),
        Stand(1320 - 700 * at, 250 + 8 * sin(20 * at), 40, 0, 1),
    ]
    return play(wall(2), [*stride, Stand(500 + 120 * at, 180, 24, 0, 2)])


def pan(at: float) -> Raster:
    """A camera that pans over people who stand."""
    shift = int(640 * at)
    shown = np.ascontiguousarray(wall(3, 1920)[:, shift : shift + SIZE[0]])
    places = [(500, 300, 80, 0), (900, 400, 50, 1), (1500, 260, 100, 0), (300, 200, 28, 2)]
    return play(shown, [Stand(x - shift, y, width, 0, who) for x, y, width, who in places])


def near(at: float) -> Raster:
    """Somebody who comes nearer."""
    return play(wall(4), [Stand(620 + 60 * at, 250 + 120 * at, 24 * (200 / 24) ** at, 6 * sin(12 * at), 1)])


def tilt(at: float) -> Raster:
    """Faces that lean to either side."""
    lean = 28 * sin(2 * pi * at)
    return play(wall(5), [Stand(400, 300, 110, lean, 0), Stand(900, 320, 70, -lean, 1)])


def fast(at: float) -> Raster:
    """Somebody who runs, blurred, in bad light."""
    sharp = play(wall(6), [Stand(100 + 1000 * at, 340 + 60 * cos(8 * at), 90, 0, 0)])
    return noisy(cv2.blur((sharp * 0.6).astype(np.uint8), (9, 1)), 10, int(at * 1000))


def fade(at: float) -> Raster:
    """Out of the dark, with a flash."""
    shown = play(wall(7), [Stand(480 + 50 * at, 300, 64, 0, 1), Stand(880, 300, 36, 0, 0)])
    if 0.7 < at < 0.74:
        return (255 - (255 - shown) * 0.25).astype(np.uint8)
    return (shown * min(1.0, at / 0.4)).astype(np.uint8)


def cuts(at: float) -> Raster:
    """A new picture every few frames, with a jump in between."""
    number = int(at * 8)
    places = [(200, 200, 45), (1000, 500, 130), (640, 300, 26), (400, 400, 90)]
    x, y, width = places[(number * 7 + (at * 16 % 1 > 0.5)) % 4]
    return play(wall(8 + number), [Stand(x, y, width, 0, number)])


def noisy(pixels: Raster, strength: float, seed: int) -> Raster:
    """The picture with a sensor's noise."""
    noise = np.random.default_rng(seed).normal(0, strength, pixels.shape).astype(np.float32)
    return (pixels + noise).clip(0, 255).astype(np.uint8)


SCENES: tuple[tuple[Callable[[float], Raster], float], ...] = (
    (room, 2.0),
    (street, 2.4),
    (pan, 2.0),
    (near, 1.6),
    (tilt, 1.6),
    (fast, 1.0),
    (fade, 1.4),
    (cuts, 1.2),
)


def pictures() -> Iterator[Raster]:
    """Every frame in order, with a little noise."""
    for scene, seconds in SCENES:
        count = round(seconds * RATE)
        for number in range(count):
            yield noisy(scene(number / count), 3, number)


def make(path: Path) -> Path:
    """Writes the film with H.264, which is what cameras write, and a silent sound track."""
    with av.open(str(path), "w") as sink:
        shown = sink.add_stream("libx264", rate=RATE, options={"crf": "20", "preset": "fast"})
        shown.width, shown.height, shown.pix_fmt = *SIZE, "yuv420p"
        heard = sink.add_stream("aac", rate=48000, layout="mono")
        count = 0
        for pixels in pictures():
            count += 1
            sink.mux(shown.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        sink.mux(shown.encode(None))
        for start in range(0, round(count / RATE * 48000), 1024):
            piece = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            piece.sample_rate, piece.pts, piece.time_base = 48000, start, Fraction(1, 48000)
            sink.mux(heard.encode(piece))
        sink.mux(heard.encode(None))
    return path
