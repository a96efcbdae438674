"""Films of every container, codec and form of numbers come out with the same pictures at the same moments."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.video import VideoHandler
from redact.types import Box, Edit, Fill, KeyFrame, Track
from redact.verify import leaks_in_pixels
from tests.media.video.films import (
    B_FRAMES,
    HANDLER,
    STEADY,
    UNEVEN,
    copied,
    likeness,
    made,
    shown,
    shown_again,
    times_of,
)

KINDS = {
    "h264.mp4": ("libx264", "aac", {"options": B_FRAMES}),
    "h264.mkv": ("libx264", "aac", {"options": B_FRAMES}),
    "h264.mov": ("libx264", "aac", {"options": B_FRAMES}),
    "h264.avi": ("libx264", "", {"options": B_FRAMES}),
    "mpeg4.avi": ("mpeg4", "mp2", {"options": {"bf": "2"}}),
    "h264.m2t": ("libx264", "aac", {"options": B_FRAMES}),
    "h264.mts": ("libx264", "ac3", {"options": B_FRAMES}),
    "mpeg2.m2ts": ("mpeg2video", "mp2", {}),
    "mpeg2.mpg": ("mpeg2video", "mp2", {"options": {"bf": "2"}}),
    "wmv2.wmv": ("wmv2", "wmav2", {}),
    "flash.flv": ("flv", "", {}),
    "h264.flv": ("libx264", "aac", {"options": B_FRAMES}),
    "vp8.ogv": ("libvpx", "libopus", {}),
    "h263.3gp": ("h263", "", {"size": (176, 144)}),
    "vp8.webm": ("libvpx", "libopus", {}),
    "vp9.mp4": ("libvpx-vp9", "aac", {}),
    "prores.mov": ("prores_ks", "pcm_s16le", {"form": "yuv422p10le"}),
    "jpeg.avi": ("mjpeg", "", {"form": "yuvj420p"}),
    "jpeg.mov": ("mjpeg", "", {"form": "yuvj422p"}),
    "rgb.mkv": ("ffv1", "", {"form": "bgr0"}),
    "grey.mkv": ("ffv1", "flac", {"form": "gray"}),
    "deep.mkv": ("ffv1", "flac", {"form": "yuv420p16le"}),
}
every_kind = pytest.mark.parametrize("name", KINDS)


def smooth(number: int, width: int, height: int) -> np.ndarray:
    """A grey slope that moves: no colours, so that what coarser planes of colour lose does not count."""
    y, x = np.mgrid[0:height, 0:width]
    return np.repeat((60 + 60 * np.sin((x + y + 3 * number) / 20))[..., None], 3, axis=2).astype(np.uint8)


def of_kind(folder: Path, name: str) -> Path:
    codec, sound, extra = KINDS[name]
    return made(folder / name, STEADY[:30], codec, sound, draw=smooth, **extra)


@every_kind
def test_all_frames_come_out_at_their_moments_and_look_the_same(name: str, tmp_path: Path) -> None:
    path = of_kind(tmp_path, name)
    target, _ = copied(path)
    before, after, again = shown(path), shown(target), shown_again(target)
    assert len(before) == len(after) == len(again) == 30
    first = path.suffix == ".avi"  # which always begins with its first picture
    assert times_of(after)[first:] == pytest.approx(times_of(before)[first:], abs=0.0006)
    assert times_of(again)[first:] == pytest.approx(times_of(before)[first:], abs=0.0006)
    assert min(likeness(one, other) for (_, one), (_, other) in zip(before, after, strict=True)) > 38
    assert min(likeness(one, other) for (_, one), (_, other) in zip(before, again, strict=True)) > 35


@every_kind
def test_every_copy_passes_the_gate_and_has_the_sound(name: str, tmp_path: Path) -> None:
    path = of_kind(tmp_path, name)
    target, _ = copied(path)
    assert not [each for each in HANDLER.unseen(target) if each.serious]
    kinds = [part.modality for part in HANDLER.load(path).parts]
    assert [part.modality for part in HANDLER.reopen(target).parts if not part.raw] == kinds


@every_kind
def test_how_bright_a_frame_is_is_told_the_same_by_both_ways(name: str, tmp_path: Path) -> None:
    path = of_kind(tmp_path, name)
    target, _ = copied(path)
    first = [frame.grey(48, 32) for frame in HANDLER.load(path).part("v1").content.frames()]
    second = [frame.grey(48, 32) for frame in HANDLER.reopen(target).part("v1").content.frames()]
    assert all(grey.shape == (32, 48) and grey.dtype == np.uint8 for grey in first + second)
    assert max(np.abs(one.astype(int) - other).mean() for one, other in zip(first, second, strict=True)) < 2.5


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
@pytest.mark.parametrize("base", [1000, 90_000, 1_000_000])
def test_uneven_frames_that_refer_to_later_ones_keep_their_moments(suffix: str, base: int, tmp_path: Path) -> None:
    path = made(tmp_path / f"a{suffix}", UNEVEN, options=B_FRAMES, base=Fraction(1, base))
    assert times_of(shown(path)) == pytest.approx(UNEVEN, abs=0.0006)
    target, _ = copied(path)
    assert times_of(shown(target)) == pytest.approx(UNEVEN, abs=0.0006)
    assert times_of(shown_again(target)) == pytest.approx(UNEVEN, abs=0.0006)


@pytest.mark.parametrize("name", ["h264.mp4", "h264.mkv", "h264.avi", "mpeg2.mpg", "vp8.webm"])
@pytest.mark.parametrize("since", [0.0, 0.02, 0.4, 0.9001, 1.16, 5.0])
def test_frames_since_a_moment_are_those_of_the_whole_film(name: str, since: float, tmp_path: Path) -> None:
    path = made(tmp_path / name, STEADY, KINDS[name][0], KINDS[name][1], options={"g": "10", "bf": "2"})
    clip = HANDLER.load(path).part("v1").content
    whole = [(frame.time, frame.pixels()) for frame in clip.frames() if frame.time >= since]
    late = [(frame.time, frame.pixels()) for frame in clip.since(since)]
    assert times_of(late) == times_of(whole)
    assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(late, whole, strict=True))


def test_the_shape_of_pixels_is_kept(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", context={"sample_aspect_ratio": Fraction(4, 3)})
    target, _ = copied(path)
    with av.open(str(target)) as written:
        assert written.streams.video[0].sample_aspect_ratio == Fraction(4, 3)


def test_a_film_of_a_high_dynamic_range_keeps_its_colours_and_says_that_it_has_fewer_bits(tmp_path: Path) -> None:
    tags = {"color_range": 1, "colorspace": 9, "color_primaries": 9, "color_trc": 16}
    path = made(tmp_path / "a.mkv", STEADY[:5], "ffv1", form="yuv420p10le", context=tags)
    assert HANDLER.load(path).notes == ("the film's 10 bits a colour are reduced to 8",)
    target, _ = copied(path)
    with av.open(str(target)) as written:
        frame = next(written.decode(video=0))
    assert (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range) == (9, 9, 16, 1)


def test_an_interlaced_film_is_told_of(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", options={"x264-params": "interlaced=1:tff=1"})
    assert HANDLER.load(path).notes == ("the film is interlaced and is written as whole frames",)


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".avi", ".3gp"])
@pytest.mark.parametrize("colours", [(1, 1, 1), (6, 6, 6), (7, 7, 7), (9, 9, 14), (9, 9, 16)])
def test_fills_of_every_colour_show_whatever_numbers_mean(suffix: str, colours: tuple, tmp_path: Path) -> None:
    tags = dict(zip(("colorspace", "color_primaries", "color_trc"), colours, strict=True)) | {"color_range": 1}
    path = made(tmp_path / f"a{suffix}", STEADY[:8], size=(176, 144), context=tags)
    looks = [Fill((0, 255, 0)), Fill((200, 30, 30), shape="ellipse"), Fill((30, 60, 250), label="[Face 1]")]
    edits = [
        Edit(
            Track(
                "v1",
                tuple(KeyFrame(time, Box("v1", 10 + 50 * n, 20 + 90 * time, 50 + 50 * n, 60)) for time in (0, 0.2)),
            ),
            look,
            str(n),
        )
        for n, look in enumerate(looks)
    ]
    target, _ = copied(path, *edits)
    assert not list(leaks_in_pixels(HANDLER.reopen(target), edits))
    assert len(list(leaks_in_pixels(HANDLER.reopen(path), edits))) == 3


@pytest.mark.parametrize("codec", ["av1", "mpeg4"])
def test_other_encoders_can_be_chosen(codec: str, tmp_path: Path) -> None:
    handler = VideoHandler(VideoHandler.Options(codec=codec))
    path = made(tmp_path / "a.mp4", STEADY[:20], draw=smooth)
    target, _ = copied(path, handler=handler)
    with av.open(str(target)) as written:
        assert written.streams.video[0].codec_context.name in {"mpeg4", "av1", "libdav1d"} - (
            {"mpeg4"} if codec == "av1" else {"av1", "libdav1d"}
        )
    again = shown_again(target, handler)
    assert times_of(again) == pytest.approx(STEADY[:20], abs=0.001)
    assert min(likeness(one, other) for (_, one), (_, other) in zip(shown(path), again, strict=True)) > 35


def test_a_finer_quality_is_finer(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", STEADY[:10])
    coarse, _ = copied(path, handler=VideoHandler(VideoHandler.Options(quality=60)))
    small = coarse.stat().st_size
    fine, _ = copied(path, handler=VideoHandler(VideoHandler.Options(quality=4)))
    assert fine.stat().st_size > 1.5 * small


@pytest.mark.parametrize("name", ["h264.m2t", "vp8.ogv"])
def test_a_copy_of_another_kind_opens_under_any_name(name: str, tmp_path: Path) -> None:
    path = of_kind(tmp_path, name)
    target = tmp_path / f"out{path.suffix}"
    HANDLER.write(HANDLER.load(path), Changes(()), target)
    with av.open(str(target)) as written:
        assert written.format.name == {".m2t": "mov,mp4,m4a,3gp,3g2,mj2", ".ogv": "matroska,webm"}[path.suffix]
    assert len(shown_again(target)) == 30
    assert not [each for each in HANDLER.unseen(target) if each.serious]


def test_what_is_too_large_or_too_long_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4")
    for options in ({"max_pixels": 96 * 64 - 1}, {"max_seconds": 1.5}):
        with pytest.raises(UnreadableError):
            VideoHandler(VideoHandler.Options(**options)).load(path)
    far = made(tmp_path / "b.mkv", (0.0, 0.04, 200_000.0), base=Fraction(1, 1000))
    with pytest.raises(UnreadableError):
        HANDLER.load(far)
