"""Tracks that begin late, change on the way, or are more than one, and recordings that begin in the middle."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.media.sounds import audio_frames, gradient, wave
from tests.media.video.films import HANDLER, copied, likeness, made, shown, shown_again, times_of


def test_a_recording_that_begins_in_the_middle_begins_with_its_first_whole_picture(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.m2t", [n / 25 for n in range(75)], options={"g": "25", "bf": "2"}, size=(160, 96))
    data = whole.read_bytes()
    path = tmp_path / "late.m2t"
    path.write_bytes(data[: 188 * 3] + data[188 * (len(data) // 188 // 5) :])
    target, _ = copied(path)
    before, after = shown(path), shown(target)
    assert 30 < len(before) <= 75
    assert times_of(after) == pytest.approx(times_of(before), abs=0.0006)
    assert min(likeness(one, other) for (_, one), (_, other) in zip(before, after, strict=True)) > 22


def test_pictures_that_change_their_size_keep_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libvpx-vp9", rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        encoder = av.CodecContext.create("libvpx-vp9", "w")
        encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = 64, 48, "yuv420p", Fraction(1, 25)
        for number in range(20):
            context = stream.codec_context if number < 10 else encoder
            size = (context.width, context.height)
            frame = av.VideoFrame.from_ndarray(gradient(0, *size), format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            for packet in context.encode(frame):
                packet.stream = stream
                out.mux(packet)
            if number in {9, 19}:
                for packet in context.encode(None):
                    packet.stream = stream
                    out.mux(packet)
    target, _ = copied(path)
    assert (
        {pixels.shape for _, pixels in shown(path)}
        == {pixels.shape for _, pixels in shown_again(target)}
        == {(64, 96, 3)}
    )
    assert len(shown_again(target)) == len(shown(path)) == 20


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov"])
@pytest.mark.parametrize("delays", [(0.0, 0.5), (0.7, 0.0), (3.0, 3.2)])
def test_tracks_that_begin_at_their_own_moments_stay_in_step(suffix: str, delays: tuple, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    written(path, delays)
    target, _ = copied(path)
    before, after = HANDLER.load(path), HANDLER.reopen(target)
    first = [next(iter(each.part("v1").content.frames())).time for each in (before, after)]
    assert first[1] == pytest.approx(first[0], abs=0.001)
    for part in ("a1", "a2"):
        heard = [
            np.flatnonzero(np.abs(each.part(part).content.samples(16_000, 0, 9)) > 0.1)[0] / 16_000
            for each in (before, after)
        ]
        assert heard[1] == pytest.approx(heard[0], abs=0.003)
        assert heard[0] - first[0] == pytest.approx(delays[1] - delays[0], abs=0.03)


def written(path: Path, delays: tuple[float, float]) -> None:
    """A film of two sound tracks in which pictures and sound begin at these seconds."""
    codec = "pcm_s16le" if path.suffix != ".mp4" else "flac"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        tracks = [out.add_stream(codec, rate=48_000, layout="mono") for _ in range(2)]
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(gradient(number, 96, 64), format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = number + round(delays[0] * 25), Fraction(1, 25)
            out.mux(stream.encode(frame))
        for track in tracks:
            for frame in audio_frames(wave(2, 48_000), 48_000, delays[1]):
                out.mux(track.encode(frame))
        for each in (stream, *tracks):
            out.mux(each.encode(None))
