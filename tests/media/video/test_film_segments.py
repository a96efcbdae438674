"""Long films are written in pieces that outlive a crash, and are joined without a seam."""

import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from redact.contracts import Changes
from redact.media.video import writing
from redact.media.video.segments import PREFIX, Piece, Store, Told, store
from redact.steps.draft import KEPT, sweep
from redact.types import Box, Edit, Fill
from tests.media.video.films import HANDLER, copied, made, shown, shown_again, times_of

COVER = Edit(Box("v1", 10, 10, 40, 40), Fill(), "f")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SEGMENT", 1.0)
    monkeypatch.setattr("redact.media.video.SEGMENT", 1.0)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov", ".avi"])
def test_a_film_in_segments_is_the_film(suffix: str, tmp_path: Path) -> None:
    path = made(
        tmp_path / f"a{suffix}",
        [n / 25 for n in range(110)],
        sound="" if suffix == ".avi" else "aac",
        options={"bf": "0"},
    )
    target, _ = copied(path, COVER)
    assert times_of(shown(target)) == pytest.approx(times_of(shown(path)), abs=0.001)
    assert times_of(shown_again(target)) == pytest.approx(times_of(shown(path)), abs=0.001)
    assert all(pixels[13:37, 13:37].max() < 40 for _, pixels in shown(target))
    assert not list(tmp_path.glob(f"{PREFIX}*"))


STOPPED = """
import os, sys
from pathlib import Path
from redact.media.video import segments, writing
import redact.media.video as video
writing.SEGMENT = video.SEGMENT = 1.0
finish = segments.Store.finish
def stop(self, number, told):
    finish(self, number, told)
    if number == 1:
        os.kill(os.getpid(), 9)
segments.Store.finish = stop
from redact.contracts import Changes
from tests.media.video.test_film_segments import COVER, HANDLER
HANDLER.write(HANDLER.load(Path(sys.argv[1])), Changes((COVER,)), Path(sys.argv[2]))
"""


def killed(path: Path, target: Path) -> Path:
    """The folder that a worker left that was killed after two segments."""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", STOPPED, str(path), str(target)], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    [folder] = target.parent.glob(f"{PREFIX}*")
    assert not target.exists() or target.stat().st_size == 0
    return folder


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("suffix", [".mp4", ".avi"])
def test_a_job_that_was_killed_goes_on_where_it_was(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / f"a{suffix}", [n / 25 for n in range(110)], options={"g": "25", "bf": "0"})
    folder = killed(path, tmp_path / f"first{suffix}")
    assert folder.stat().st_mode & 0o077 == 0
    begun: list[int] = []
    begin = Store.begin
    monkeypatch.setattr(Store, "begin", lambda self, number: begun.append(number) or begin(self, number))
    target = tmp_path / f"second{suffix}"
    HANDLER.write(HANDLER.load(path), Changes((COVER,)), target)
    assert begun == [2, 3, 4]
    whole, _ = copied(path, COVER)
    assert target.read_bytes() == whole.read_bytes()
    assert not folder.exists()


@pytest.mark.usefixtures("short")
def test_another_job_does_not_take_what_the_first_left(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", [n / 25 for n in range(110)], options={"g": "25"})
    folder = killed(path, tmp_path / "first.mp4")
    kept = folder.stat().st_mtime
    target, _ = copied(path, Edit(Box("v1", 50, 10, 80, 40), Fill(), "g"))
    assert folder.is_dir() and folder.stat().st_mtime == kept
    assert all(pixels[13:37, 53:77].max() < 40 for _, pixels in shown(target))


def test_the_end_of_a_job_leaves_new_pieces_alone_and_clears_old_ones(tmp_path: Path) -> None:
    new, old, file = tmp_path / f"{PREFIX}new", tmp_path / "deep" / f"{PREFIX}old", tmp_path / ".redact-0123.mp4"
    for folder in (new, old):
        folder.mkdir(parents=True)
        (folder / "000000.pieces").write_bytes(b"x")
    file.write_bytes(b"x")
    os.utime(old, (1, new.stat().st_mtime - KEPT - 10))
    sweep(tmp_path)
    assert new.is_dir() and not old.exists() and not file.exists()


def test_segments_are_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    import msgspec

    with pytest.raises(KeyboardInterrupt), store(tmp_path / "a.mp4", ["x"]) as kept:
        with kept.begin(0) as file:
            record = msgspec.msgpack.encode(Piece(0, 1, True, b"abc"))
            file.write(len(record).to_bytes(4, "big") + record)
        kept.finish(0, Told(0))
        kept.begin(1).close()
        raise KeyboardInterrupt
    with store(tmp_path / "b.mp4", ["x"]) as kept:
        assert len(kept.done()) == 1
        assert [piece.data for piece in kept.pieces()] == [b"abc"]
    assert not list(tmp_path.iterdir())


LONG = """
import sys
from pathlib import Path
from tests.media.video.test_film_segments import COVER, HANDLER
from redact.contracts import Changes
path = Path(sys.argv[1])
document = HANDLER.load(path)
for frame in document.part("v1").content.frames():
    frame.grey(80, 60)
HANDLER.write(document, Changes((COVER,)), path.with_name("out.mp4"))
for frame in HANDLER.reopen(path.with_name("out.mp4")).part("v1").content.frames():
    frame.grey(80, 60)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def memory_of(path: Path) -> int:
    root = Path(__file__).parents[3]
    return int(
        subprocess.run([sys.executable, "-c", LONG, str(path)], cwd=root, check=True, capture_output=True).stdout
    )


def flat(number: int, width: int, height: int) -> np.ndarray:
    return np.full((height, width, 3), 40 + number % 160, np.uint8)


def test_memory_does_not_grow_with_the_length_of_a_film(tmp_path: Path) -> None:
    short = made(
        tmp_path / "short.mp4", [n / 10 for n in range(300)], "mpeg4", size=(160, 120), rate=Fraction(10), draw=flat
    )
    long = made(
        tmp_path / "long.mp4", [n / 10 for n in range(3000)], "mpeg4", size=(160, 120), rate=Fraction(10), draw=flat
    )
    assert memory_of(long) - memory_of(short) < 24_000  # kilobytes
