"""What a film costs beside looking for faces: python -m tests.bench.film_writing [seconds]

A made film of 1280x720 (the portrait of tests/data moving over a ground of noise, encoded as H.264) is surveyed, its
frames are asked for in grey, it is covered in two places and written, and the copy is read again. Prints CPU
milliseconds a frame of all threads, and how much brightness differs where nothing was covered. Films that follow
on the command line are measured too.
"""

import resource
import sys
import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from redact.contracts import Changes
from redact.media.video import VideoHandler
from redact.types import Box, Clip, Edit, Fill, Frame, KeyFrame, Track

PORTRAIT = Path(__file__).parents[1] / "data" / "portrait.jpg"
RATE = 25


def made(path: Path, seconds: float, size: tuple[int, int] = (1280, 720), noise: float = 2.0) -> Path:
    """A film in which a face crosses a noisy ground that drifts."""
    import av

    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream("libx264", rate=RATE, options={"crf": "23", "preset": "medium"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number, pixels in enumerate(_pictures(round(seconds * RATE), size, noise)):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def _pictures(count: int, size: tuple[int, int], noise: float) -> Iterable[np.ndarray]:
    import cv2

    (width, height), random = size, np.random.default_rng(1)
    coarse = random.normal(128, 50, (height // 8 + 40, width // 8 + 80, 3)).astype(np.float32)
    ground = cv2.resize(coarse, (width + 640, height + 320), interpolation=cv2.INTER_CUBIC)
    ground += 2 * cv2.GaussianBlur(random.normal(0, 10, ground.shape).astype(np.float32), (0, 0), 1.2)
    face = cv2.cvtColor(cv2.imread(str(PORTRAIT)), cv2.COLOR_BGR2RGB)
    face = cv2.resize(face, (width // 4, width * face.shape[0] // (4 * face.shape[1]))).astype(np.float32)
    grain = [random.normal(0, noise, (height, width, 1)).astype(np.float32) for _ in range(7)]
    for number in range(count):
        x, y = int(200 + 150 * np.sin(number / 40)), int(100 + 60 * np.cos(number / 30))
        shown = ground[y : y + height, x : x + width].copy()
        left, top = (50 + 5 * number) % (width - face.shape[1]), int(20 + 60 * (1 + np.sin(number / 20)))
        bottom = min(top + face.shape[0], height)
        shown[top:bottom, left : left + face.shape[1]] = face[: bottom - top]
        yield np.clip(shown + grain[number % 7], 0, 255).astype(np.uint8)


def main(films: Iterable[Path], folder: Path) -> None:
    handler = VideoHandler(VideoHandler.Options())
    for film in films:
        document, survey = _cost(lambda film=film: handler.load(film))
        clip = document.part("v1").content
        frames, decode = _cost(lambda clip=clip: _count(clip, _grey))
        changes = Changes(tuple(_edits(clip)))
        _, write = _cost(
            lambda document=document, changes=changes: handler.write(document, changes, folder / "copy.mp4")
        )
        again = handler.reopen(folder / "copy.mp4").part("v1").content
        _, grey = _cost(lambda again=again: _count(again, _grey))
        _, colour = _cost(lambda again=again: _count(again, _pixels))
        costs = {"survey": survey, "decode+grey": decode, "write": write, "reopen+grey": grey, "reopen+rgb": colour}
        told = "  ".join(f"{name} {1000 * cost / frames:.2f}" for name, cost in costs.items())
        print(f"{film.name} {clip.width}x{clip.height}, {frames} frames, CPU ms a frame: {told}")
        sizes = film.stat().st_size, (folder / "copy.mp4").stat().st_size
        print(
            f"    brightness where nothing is covered: {_likeness(clip, folder / 'copy.mp4', handler):.1f} dB, "
            f"size {sizes[1] / sizes[0]:.2f} times the source's"
        )


def _cost(work: Callable[[], Any]) -> tuple[Any, float]:
    before = resource.getrusage(resource.RUSAGE_SELF)
    given = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return given, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _grey(frame: Frame) -> Any:
    return frame.grey(640, 360)


def _pixels(frame: Frame) -> Any:
    return frame.pixels()


def _count(clip: Clip, look: Callable[[Frame], Any]) -> int:
    count = 0
    for frame in clip.frames():
        look(frame)
        count += 1
    return count


def _edits(clip: Clip) -> Iterable[Edit]:
    """Two ellipses as large as faces in the upper half: one moves, one stays."""
    side, end = clip.height / 4, clip.duration
    moving = [KeyFrame(time, Box("v1", x, 0, x + side, side)) for time, x in ((0.0, 0.0), (end, clip.width - side))]
    still = [KeyFrame(time, Box("v1", 10, side, 10 + side, 2 * side)) for time in (0.0, end)]
    fill = Fill(shape="ellipse")
    return Edit(Track("v1", tuple(moving)), fill, "a"), Edit(Track("v1", tuple(still)), fill, "b")


def _likeness(clip: Clip, copy: Path, handler: VideoHandler) -> float:
    """Mean over the frames of the lower quarter's peak signal-to-noise ratio."""
    low = np.s_[3 * clip.height // 4 :]
    ratios = []
    for one, other in zip(clip.frames(), handler.load(copy).part("v1").content.frames(), strict=True):
        size = clip.width, clip.height
        off = np.mean((one.grey(*size)[low].astype(np.float32) - other.grey(*size)[low]) ** 2)
        ratios.append(10 * np.log10(255**2 / max(off, 1e-9)))
    return float(np.mean(ratios))


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        plain, noisy = made(where / "plain.mp4", seconds), made(where / "noisy.mp4", seconds, noise=4.0)
        main([plain, noisy, *map(Path, sys.argv[2:])], where)
