import itertools
from pathlib import Path

import av
import numpy as np
import pytest

from redact import Redactor
from redact.job import Job
from redact.policy import parse
from redact.steps.films import LAP, PIECE, Kept, looked_over
from redact.types import Box, Clip, Finding, Frame, KeyFrame, Modality, Part, Track

BLANK = np.zeros((8, 8, 3), np.uint8)
POLICY = parse('name = "t"\nextends = "default"\n[detectors]\nnames = false\nfaces = false\ncontext = false\n')


def film(seconds, *, seekable=True, shown=None):
    def since(start):
        for second in range(int(np.ceil(start)), seconds):
            if shown is not None:
                shown.append(second)
            yield Frame.of(float(second), BLANK)

    clip = Clip(8, 8, float(seconds), lambda: since(0), since if seekable else None)
    return Part("v1", Modality.VIDEO, clip)


def look(parts):
    """One track through all that was shown."""
    for part in parts:
        times = [frame.time for frame in part.content.frames()]
        keys = tuple(KeyFrame(time, Box(part.id, 1, 1, 4, 4)) for time in times)
        yield Finding("FACE", (Track(part.id, keys),), 0.9, "toy")


def spans(found):
    return [(each.regions[0].keys[0].time, each.regions[0].keys[-1].time) for each in found]


def test_a_short_film_is_looked_at_in_one_piece():
    assert spans(looked_over("toy", look, [film(200)], None)) == [(0.0, 199.0)]


def test_a_film_that_cannot_be_sought_in_is_looked_at_in_one_piece():
    assert spans(looked_over("toy", look, [film(2000, seekable=False)], None)) == [(0.0, 1999.0)]


def test_the_pieces_of_a_long_film_overlap_and_leave_nothing_out():
    pieces = spans(looked_over("toy", look, [film(1000)], None))
    assert len(pieces) == round(1000 / PIECE)
    assert pieces[0][0] == 0.0
    assert pieces[-1][1] == 999.0
    assert all(0 < end - start <= LAP for (_, end), (start, _) in itertools.pairwise(pieces))


def test_what_was_looked_at_is_not_looked_at_again(tmp_path: Path):
    first = list(looked_over("toy", look, [film(1000)], Kept(tmp_path)))
    shown: list[int] = []
    assert list(looked_over("toy", look, [film(1000, shown=shown)], Kept(tmp_path))) == first
    assert shown == []


def test_a_piece_that_was_not_finished_is_looked_at_again(tmp_path: Path):
    class Stopped(Exception):
        pass

    def stopping(parts):
        if parts[0].content.duration > 600:
            raise Stopped
        return look(parts)

    with pytest.raises(Stopped):
        looked_over("toy", stopping, [film(1000)], Kept(tmp_path))
    shown: list[int] = []
    again = looked_over("toy", look, [film(1000, shown=shown)], Kept(tmp_path))
    assert again == looked_over("toy", look, [film(1000)], None)
    assert 0 < len(shown) < 600


def test_another_detector_or_version_does_not_get_what_was_kept(tmp_path: Path):
    looked_over("toy 1", look, [film(1000)], Kept(tmp_path))
    shown: list[int] = []
    looked_over("toy 2", look, [film(1000, shown=shown)], Kept(tmp_path))
    assert len(shown) >= 1000


def test_a_file_that_was_cut_short_counts_as_not_kept(tmp_path: Path):
    first = looked_over("toy", look, [film(1000)], Kept(tmp_path))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    assert looked_over("toy", look, [film(1000)], Kept(tmp_path)) == first


def slow_film(path: Path, seconds: int) -> None:
    with av.open(str(path), "w") as sink:
        stream = sink.add_stream("mpeg4", rate=1)
        stream.width, stream.height, stream.pix_fmt, stream.options = 64, 48, "yuv420p", {"g": "10"}
        for second in range(seconds):
            shade = np.full((48, 64, 3), second % 200 + 20, np.uint8)
            sink.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        sink.mux(stream.encode(None))


def test_a_job_that_was_stopped_goes_on_and_leaves_nothing_of_its_pieces(tmp_path: Path):
    (tmp_path / "in").mkdir()
    slow_film(tmp_path / "in" / "long.mkv", 500)

    def stop(progress):
        if progress.step == "detect" and progress.done > 0.8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Redactor(POLICY).redact_folder(tmp_path / "in", tmp_path / "out", Job(progress=stop)))
    kept = list((tmp_path / "out.record" / "pieces").rglob("*.json"))
    assert kept
    (outcome,) = Redactor(POLICY).redact_folder(tmp_path / "in", tmp_path / "out")
    assert outcome.ok
    assert not (tmp_path / "out.record" / "pieces").exists()


def test_a_film_says_how_far_it_is_at_every_step(tmp_path: Path):
    slow_film(tmp_path / "film.mkv", 60)
    told: dict[str, list[float]] = {}
    Redactor(POLICY).redact_file(
        tmp_path / "film.mkv", tmp_path / "copy.mkv", lambda at: told.setdefault(at.step, []).append(at.done)
    )
    for step in ("read", "detect", "write"):
        assert len(told[step]) > 50, step
        assert all(0.0 <= done <= 1.0 for done in told[step])
        assert max(told[step]) > 0.9
