"""Film goes in, the same film comes out: same moments, same sound, covered where it was told, nothing beside it."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.media.video import VideoHandler
from redact.types import Box, Drop, Edit, Fill, KeyFrame, NewText, Part, TimeRange, Tone
from redact.verify import leaks_in_pixels
from redact.verify.pixels import box_at
from tests.media.sounds import beeps, cover, flash, gradient, hush, wave, write_film, write_sound

HANDLER = VideoHandler(VideoHandler.Options())
STEADY = [number / 25 for number in range(50)]
UNEVEN = [0.0, 0.04, 0.08, 0.3, 0.31, 0.5, 1.2, 1.201, 1.6, 1.9]
FORMS = {
    ".mp4": ("libvpx-vp9", "aac"),
    ".m4v": ("mpeg4", "aac"),
    ".mov": ("mpeg4", "pcm_s16le"),
    ".mkv": ("mpeg4", "ac3"),
    ".webm": ("libvpx-vp9", "libopus"),
    ".avi": ("mpeg4", "pcm_s16le"),
}
every_form = pytest.mark.parametrize("suffix", FORMS)


def film(path: Path, times: list[float] = STEADY, size: tuple[int, int] = (96, 64), **extra) -> Path:
    return write_film(path, times, size, **{"codecs": FORMS[path.suffix]} | extra)


def gone_through(path: Path, *edits: Edit) -> Path:
    target = path.with_name(f"out{path.suffix}")
    HANDLER.write(HANDLER.load(path), Changes(edits), target)
    return target


def frames(path: Path) -> list[tuple[float, np.ndarray]]:
    return [(frame.time, frame.pixels()) for frame in HANDLER.load(path).part("v1").content.frames()]


def reopened(path: Path) -> list[tuple[float, np.ndarray]]:
    return [(frame.time, frame.pixels()) for frame in HANDLER.reopen(path).part("v1").content.frames()]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The peak signal-to-noise ratio in decibels; above 35 an eye sees no difference."""
    return 10 * float(np.log10(255**2 / max(np.mean((one.astype(float) - other) ** 2), 1e-9)))


@every_form
def test_every_frame_comes_out_at_its_moment_and_looks_the_same(suffix: str, tmp_path: Path) -> None:
    path = film(tmp_path / f"a{suffix}")
    before, after, seen = frames(path), frames(gone_through(path)), reopened(tmp_path / f"out{suffix}")
    assert len(before) == len(after) == len(seen) == 50
    assert [time for time, _ in after] == pytest.approx([time for time, _ in before], abs=1e-3)
    assert [time for time, _ in seen] == pytest.approx([time for time, _ in before], abs=1e-3)
    assert min(likeness(one, other) for (_, one), (_, other) in zip(before, after, strict=True)) > 33


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".webm"])
def test_uneven_frames_keep_their_moments(suffix: str, tmp_path: Path) -> None:
    path = film(tmp_path / f"a{suffix}", UNEVEN)
    after = gone_through(path)
    assert [time for time, _ in frames(after)] == pytest.approx(UNEVEN, abs=1e-3)
    assert [time for time, _ in reopened(after)] == pytest.approx(UNEVEN, abs=1e-3)


@every_form
def test_a_moving_box_covers_every_frame_of_its_time_and_no_other(suffix: str, tmp_path: Path) -> None:
    path = film(tmp_path / f"a{suffix}")
    keys = [KeyFrame(0.4, Box("v1", 4, 8, 28, 40)), KeyFrame(1.2, Box("v1", 60, 8, 84, 40))]
    after = gone_through(path, cover(keys))
    for opened in (frames(after), reopened(after)):
        for (time, shown), (_, source) in zip(opened, frames(path), strict=True):
            left = round(4 + 56 * min(max((time - 0.4) / 0.8, 0), 1))
            inside = np.s_[11:37, left + 3 : left + 21]
            if 0.4 <= round(time, 3) <= 1.2:
                assert shown[inside].max() < 40
            else:
                assert likeness(shown[inside], source[inside]) > 25
            assert likeness(shown[44:], source[44:]) > 28


@every_form
def test_a_box_covers_the_whole_film_and_a_stretch_the_whole_picture(suffix: str, tmp_path: Path) -> None:
    path = film(tmp_path / f"a{suffix}")
    box = Edit(Box("v1", 70, 40, 96, 64), Fill((0, 255, 0)), "f")
    stretch = Edit(TimeRange("v1", 1.0, 1.5), Drop(), "g")
    for time, shown in frames(gone_through(path, box, stretch)):
        if 1.0 <= time < 1.5:
            assert shown[:36, :66].max() < 40
        elif time != 1.5:
            assert shown[44:60, 76:92, 1].min() > 200
            assert shown[44:60, 76:92, 0].max() < 60


@every_form
def test_sound_stays_in_step_and_is_silent_where_told(suffix: str, tmp_path: Path) -> None:
    times = [number / 25 for number in range(100)]
    path = film(tmp_path / f"a{suffix}", times, sound=beeps(4, 48_000), rate=48_000, draw=flash)
    after = gone_through(path, hush(1.9, 2.3))
    assert offsets(path, [1, 2, 3]) == pytest.approx([0, 0, 0], abs=0.03)
    assert offsets(after, [1, 3]) == pytest.approx([offsets(path, [n])[0] for n in (1, 3)], abs=0.002)
    quiet = HANDLER.reopen(after).part("a1").content.samples(16_000, 1.95, 2.25)
    assert np.abs(quiet).max() < 1e-3


def offsets(path: Path, seconds: list[int]) -> list[float]:
    """How much later than the flash near each of these seconds the beep begins."""
    document = HANDLER.load(path)
    bright = [frame.time for frame in document.part("v1").content.frames() if frame.pixels().mean() > 128]
    sound = document.part("a1").content
    heard = np.flatnonzero(np.abs(sound.samples(16_000, 0, sound.duration)) > 0.2) / 16_000
    return [first(heard, second) - first(bright, second) for second in seconds]


def first(times, second: int) -> float:
    return min(float(time) for time in times if second - 0.3 < time < second + 0.3)


def test_sound_that_begins_late_still_begins_late(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    late = np.concatenate([np.zeros((1, 24_000), np.float32), wave(1.5, 48_000)], axis=1)
    film(path, sound=late, rate=48_000)
    sound = HANDLER.load(gone_through(path)).part("a1").content
    assert np.abs(sound.samples(16_000, 0, 0.45)).max() < 0.01
    assert np.abs(sound.samples(16_000, 0.55, 1)).max() > 0.2


@every_form
@pytest.mark.parametrize("size", [(33, 47), (1, 1), (16, 1)])
def test_odd_and_tiny_pictures_keep_their_size(suffix: str, size: tuple[int, int], tmp_path: Path) -> None:
    codec = "png" if suffix == ".mov" else "ffv1" if suffix in {".mkv", ".avi"} else FORMS[suffix][0]
    form = {"png": "rgb24", "ffv1": "yuv444p"}.get(codec, "yuv420p")
    path = film(tmp_path / f"a{suffix}", STEADY[:5], size, codecs=(codec, ""), form=form)
    for opened in (frames(gone_through(path)), reopened(tmp_path / f"out{suffix}")):
        assert [shown.shape for _, shown in opened] == [(size[1], size[0], 3)] * 5


def test_a_turned_film_is_shown_and_written_upright(tmp_path: Path) -> None:
    path = turned(film(tmp_path / "a.mp4", STEADY[:10], codecs=("mpeg4", "aac")))
    clip = HANDLER.load(path).part("v1").content
    assert (clip.width, clip.height) == (64, 96)
    sideways = gradient(0, 96, 64)
    shown = frames(path)[0][1]
    upright = min((np.rot90(sideways, 1), np.rot90(sideways, 3)), key=lambda each: -likeness(each, shown))
    assert likeness(upright, shown) > 25
    after = gone_through(path, Edit(Box("v1", 0, 0, 64, 20), Fill(), "f"))
    for opened in (frames(after), reopened(after)):
        assert opened[0][1][3:17].max() < 40
        assert likeness(opened[0][1][24:], shown[24:]) > 28


def turned(path: Path) -> Path:
    """The same MP4 with a display matrix that says a quarter turn."""
    data = bytearray(path.read_bytes())
    place = data.index(b"tkhd") + 4 + 4 + 36
    one, matrix = 1 << 16, [0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30]
    assert int.from_bytes(data[place : place + 4], "big") == one
    data[place : place + 36] = b"".join(number.to_bytes(4, "big", signed=True) for number in matrix)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_nothing_beside_pictures_and_sound_is_carried_over(suffix: str, tmp_path: Path) -> None:
    path = laden(tmp_path / f"a{suffix}")
    assert path.read_bytes().count(b"Wilhelmina") >= 3
    after = gone_through(path)
    assert b"Wilhelmina" not in after.read_bytes()
    document = HANDLER.reopen(after)
    assert not any("Wilhelmina" in part.text for part in document.parts if part.raw)
    assert [part.id for part in HANDLER.load(after).parts] == ["v1", "a1"]
    with av.open(str(after)) as written:
        assert [stream.type for stream in written.streams] == ["video", "audio"]
        assert not written.chapters()


def laden(path: Path) -> Path:
    """A film whose tags and chapters, in MKV also subtitles and an attachment, name somebody."""
    plain, words = path.with_name("plain.mkv"), path.with_name("words.srt")
    film(plain, sound=wave(2, 48_000), rate=48_000)
    words.write_text("1\n00:00:00,500 --> 00:00:01,000\nWilhelmina speaks\n", "utf-8")
    rich = path.suffix == ".mkv"
    with av.open(str(plain)) as source, av.open(str(words)) as spoken, av.open(str(path), "w") as out:
        inputs = [*source.streams, *(spoken.streams if rich else ())]
        made = {id(stream): out.add_stream_from_template(stream) for stream in inputs}
        for stream in made.values():
            stream.metadata.update(handler_name="Wilhelmina records", title="Wilhelmina speaks")
        out.metadata.update(title="Wilhelmina", comment="filmed by Wilhelmina")
        tag = {"title": "Wilhelmina arrives"}
        out.set_chapters([{"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000), "metadata": tag}])
        if rich:
            out.add_attachment("wilhelmina.txt", "text/plain", b"Wilhelmina")
        for packet in [*source.demux(), *(spoken.demux() if rich else ())]:
            if packet.dts is not None:
                packet.stream = made[id(packet.stream)]
                out.mux(packet)
    return path


def test_film_without_sound_and_sound_without_film_are_served(tmp_path: Path) -> None:
    assert ids(HANDLER.load(film(tmp_path / "a.mp4")).parts) == ["v1"]
    path = tmp_path / "b.mp4"
    write_sound(path, wave(1, 44_100), 44_100, "aac")
    assert ids(HANDLER.load(path).parts) == ["a1"]
    assert ids(HANDLER.reopen(gone_through(path)).parts) == ["a1", "raw.tags", "raw.bytes"]


def ids(parts: tuple[Part, ...]) -> list[str]:
    return [part.id for part in parts]


@pytest.mark.parametrize("what", [NewText("x"), Tone()])
def test_what_a_film_cannot_carry_is_refused_and_nothing_is_left(what, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", STEADY[:5])
    with pytest.raises(PluginError):
        gone_through(path, Edit(Box("v1", 0, 0, 9, 9), what, "f"))
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_film_that_was_cut_short_is_refused(suffix: str, share: float, tmp_path: Path) -> None:
    path = film(tmp_path / f"a{suffix}", [number / 25 for number in range(300)], (32, 32))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_film_that_is_damaged_inside_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    path = film(tmp_path / "a.webm", [number / 25 for number in range(80)])
    data = bytearray(path.read_bytes())
    noise = np.random.default_rng(3).integers(0, 256, len(data) // 2, np.uint8).tobytes()
    data[len(data) // 3 : len(data) // 3 + len(noise)] = noise
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        gone_through(path)
    assert not (tmp_path / "out.webm").exists()


@every_form
@pytest.mark.parametrize("data", [b"", b"\x00\x00\x00\x18ftypmp42", b"Wilhelmina was here\n" * 99])
def test_what_is_no_film_is_refused_in_one_line(suffix: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        HANDLER.load(path)
    assert "\n" not in str(refused.value)
    assert "Wilhelmina" not in str(refused.value)


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.avi"])
def test_a_label_stands_in_every_frame_that_its_track_covers(name: str, tmp_path: Path) -> None:
    source = write_film(tmp_path / name, [number / 25 for number in range(30)], (160, 96))
    keys = [KeyFrame(0.2, Box("v1", 8, 8, 80, 40)), KeyFrame(1.0, Box("v1", 40, 30, 150, 80))]
    edits = [cover(keys, Fill(label="[Person 3]")), cover(keys[:1], Fill((200, 30, 30), label="[Face 1]"))]
    handler, target = VideoHandler(VideoHandler.Options()), tmp_path / f"out{source.suffix}"
    handler.write(handler.load(source), Changes(tuple(edits)), target)
    reopened = handler.reopen(target)
    assert not list(leaks_in_pixels(reopened, edits))
    assert len(list(leaks_in_pixels(handler.reopen(source), edits))) == 2
    for frame in reopened.part("v1").content.frames():
        time, shown = frame.time, frame.pixels()
        box = box_at(edits[0].region, time)
        if box is not None and time > 0.25:
            inner = shown[round(box.top) + 3 : round(box.bottom) - 3, round(box.left) + 3 : round(box.right) - 3]
            assert (inner.min(axis=2) > 150).any()
