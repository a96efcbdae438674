"""Made films with text in them, and what can still be read in every frame after its words are covered.

``python -m tests.bench.film_texts`` prints, for each kind of film, whether the reader saw the secret, in how many
frames a second reader can still read a piece of it under the boxes, how much of the frames the boxes take, and CPU s.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from redact.read.film_text import FilmTextOptions, FilmTextReader
from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Alignment, Clip, Frame, Modality, Part, Picture, Track
from tests.bench.grounds import ground

if TYPE_CHECKING:
    from redact.types import Pixels

SECRET = "Sarah Collins"
SIZE, RATE = (640, 360), 25
Scene = Callable[[int], "Pixels"]
"""A film: its frames by number."""


class Film(NamedTuple):
    """A made film: how many frames, and what each shows."""

    length: int
    scene: Scene

    def clip(self) -> Clip:
        """As a handler gives it."""
        frames = range(self.length)
        return Clip(*SIZE, self.length / RATE, lambda: (Frame.of(at / RATE, self.scene(at)) for at in frames))


@cache
def _ground(seed: int, width: int = SIZE[0], height: int = SIZE[1]) -> Pixels:
    return cv2.GaussianBlur(ground(np.random.default_rng(seed), width, height), (0, 0), 1.2)


@cache
def _font(high: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", high)


def write(
    pixels: Pixels, words: str, at: tuple[float, float], *, high: int = 26, strength: float = 1.0, box: bool = False
) -> Pixels:
    """Words drawn in white with a dark rim, or dark on a light box, as strong as said."""
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    if box:
        left, top, right, bottom = draw.textbbox(at, words, font=_font(high))
        draw.rectangle((left - 8, top - 8, right + 8, bottom + 8), fill=(245, 245, 240))
        draw.text(at, words, font=_font(high), fill=(20, 20, 30))
    else:
        draw.text(at, words, font=_font(high), fill=(255, 255, 255), stroke_width=2, stroke_fill=(0, 0, 0))
    mixed = pixels * (1 - strength) + np.asarray(image, np.float32) * strength
    return np.asarray(mixed, np.uint8)


def _panned(seed: int, at: int, step: float = 2.0) -> Pixels:
    wide = _ground(seed, SIZE[0] * 2, SIZE[1])
    left = int(at * step) % SIZE[0]
    return np.ascontiguousarray(wide[:, left : left + SIZE[0]])


def caption(at: int) -> Pixels:
    """A caption that comes and goes in front of a moving camera."""
    frame = _panned(1, at)
    return write(frame, f"Interview: {SECRET}", (60, 290)) if 31 <= at < 66 else frame


def brief(at: int) -> Pixels:
    """A caption that shows for a third of a second between two looks."""
    return write(_ground(2), SECRET, (100, 150)) if 30 <= at < 38 else _ground(2)


def fading(at: int) -> Pixels:
    """A caption that fades in and out."""
    strength = float(np.clip(min(at - 10, 80 - at) / 20, 0, 1))
    return write(_ground(3), SECRET, (120, 200), strength=strength) if strength > 0 else _ground(3)


def credits_(at: int) -> Pixels:
    """Names rolling up."""
    frame = np.full((SIZE[1], SIZE[0], 3), 12, np.uint8)
    rows = ("Camera", "Peter Marsh", "Sound", SECRET, "Cut", "Joan Field")
    for row, words in enumerate(rows):
        top = SIZE[1] + 20 + 60 * row - 4 * at
        if -60 < top < SIZE[1] + 10:
            frame = write(frame, words, (220, top))
    return frame


def ticker(at: int) -> Pixels:
    """A line that runs from right to left along the lower edge."""
    frame = _ground(4).copy()
    frame[310:352] = (20, 30, 120)
    words = f"Weather: rain in the north   +++   Mayor {SECRET} steps down   +++   Trains are late   +++"
    return write(frame, words, (SIZE[0] - 8 * at, 314))


def badge(at: int) -> Pixels:
    """A name badge that is carried past."""
    x, y = 40 + 4.3 * at, 180 + 60 * np.sin(at / 12)
    return write(_ground(5), SECRET, (float(x), float(y)), high=20, box=True)


def zoomed(at: int) -> Pixels:
    """A sign that the camera goes towards, turning a little."""
    sign = write(_ground(6), SECRET, (250, 160), high=18, box=True)
    way = cv2.getRotationMatrix2D((320, 175), at * 0.08, 1 + at * 0.012)
    return np.asarray(cv2.warpAffine(sign, way, SIZE, borderMode=cv2.BORDER_REFLECT), np.uint8)


def cuts(at: int) -> Pixels:
    """Short shots, in one of which a name stands."""
    shot = at // 11
    frame = _panned(10 + shot % 5, at)
    return write(frame, SECRET, (80, 80 + 20 * (shot % 5)), high=30) if shot % 3 == 1 else frame


def subtitles(at: int) -> Pixels:
    """Subtitles that follow one another at one place."""
    words = ("Who was it then?", f"It was {SECRET}.", "I never met her.", "Nor did I, I think.")[min(at // 22, 3)]
    return write(_panned(7, at, 1.0), words, (180, 300))


def typed(at: int) -> Pixels:
    """A screen on which a name is being typed."""
    frame = np.full((SIZE[1], SIZE[0], 3), 250, np.uint8)
    words = "Name of patient: " + SECRET[: max(0, (at - 12) // 4)]
    image = Image.fromarray(frame)
    ImageDraw.Draw(image).text((60, 120), words, font=_font(22), fill=(10, 10, 10))
    return np.asarray(image)


def walked_past(at: int) -> Pixels:
    """A sign in front of which somebody walks by."""
    frame = write(_ground(8), f"Practice of Dr {SECRET}", (120, 150), box=True)
    frame[:, max(0, at * 9 - 100) : max(0, at * 9)] = (90, 60, 50)
    return frame


def nothing(at: int) -> Pixels:
    """A film without text, the camera moving."""
    return _panned(9, at)


FILMS = {
    "caption": Film(90, caption), "brief": Film(70, brief), "fading": Film(90, fading), "credits": Film(150, credits_),
    "ticker": Film(200, ticker), "badge": Film(75, badge), "zoom": Film(75, zoomed), "cuts": Film(80, cuts),
    "subtitles": Film(88, subtitles), "typed": Film(90, typed), "walked past": Film(80, walked_past),
    "nothing": Film(75, nothing),
}  # fmt: skip


def read(film: Film, options: FilmTextOptions = FilmTextOptions(threads=1)) -> Part:  # noqa: B008  frozen
    """The text of the film."""
    return FilmTextReader(options).read(Part("v1", Modality.VIDEO, film.clip()))


def tracks_of(text: Part, secret: str = SECRET) -> list[Track]:
    """The tracks of every word that is one of the secret's words, or a piece of one."""
    assert isinstance(text.alignment, Alignment)
    wanted = [word.casefold() for word in secret.split()]
    rows = zip(text.alignment.starts, text.alignment.ends, text.alignment.sources, strict=True)
    words = [(text.text[start:end].casefold(), source) for start, end, source in rows]
    return [
        source for word, source in words if isinstance(source, Track) and any(_tells(word, each) for each in wanted)
    ]


def _tells(word: str, wanted: str, letters: int = 3) -> bool:
    """Whether some letters in a row of the wanted word stand in a word."""
    return any(wanted[at : at + letters] in word for at in range(len(wanted) - letters + 1))


def covered(pixels: Pixels, time: float, tracks: Sequence[Track]) -> Pixels:
    """The frame with the boxes of that moment in black."""
    shown = pixels.copy()
    for track in tracks:
        box = at_time(track, time)
        if box is not None:
            left, top, right, bottom = box
            shown[max(0, int(top)) : int(np.ceil(bottom)), max(0, int(left)) : int(np.ceil(right))] = 0
    return shown


def at_time(track: Track, time: float) -> tuple[float, ...] | None:
    """The box of a track at a moment."""
    times = [key.time for key in track.keys]
    if not times[0] - 1e-3 <= time <= times[-1] + 1e-3:
        return None
    edges = [(key.box.left, key.box.top, key.box.right, key.box.bottom) for key in track.keys]
    return tuple(float(np.interp(time, times, edge)) for edge in zip(*edges, strict=True))


def legible(film: Film, tracks: Sequence[Track], step: int = 1) -> list[int]:
    """The frames in which another reader can still read a piece of the secret."""
    reader = OcrReader(OcrOptions(threads=1))
    left = []
    for at in range(0, film.length, step):
        pixels = covered(film.scene(at), at / RATE, tracks)
        picture = Picture(*SIZE, lambda shown=pixels: shown)  # type: ignore[misc]  # bound here
        words = reader.read(Part("i1", Modality.IMAGE, picture)).text.casefold().split()
        if any(_tells(word, wanted.casefold(), 4) for word in words for wanted in SECRET.split()):
            left.append(at)
    return left


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("films", nargs="*", default=list(FILMS))
    parser.add_argument("--step", type=int, default=1, help="read every so many frames again")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    for name in chosen.films:
        film = FILMS[name]
        began = process_time()
        list(film.clip().frames())
        drawing = process_time() - began
        text = read(film)
        took = process_time() - began - 2 * drawing
        tracks = tracks_of(text)
        left = legible(film, tracks, chosen.step) if name != "nothing" else []
        print(
            f"{name:12s} tracks {len(tracks):3d}  legible {len(left):3d}/{film.length} {left[:12]}"
            f"  {took / film.length * 1000:5.1f} CPU ms a frame",
            flush=True,
        )


if __name__ == "__main__":
    main()
