"""Damaged films: completed with the damage said, or refused. Nothing is shown that was not looked at."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from redact.errors import UnreadableError
from redact.media.video import VideoHandler
from tests.media.video.films import HANDLER, copied, likeness, made, shown, times_of

TELLING = {"libx264": ".mp4", "mpeg4": ".mkv", "mpeg2video": ".m2t", "libx265": ".mkv", "libvpx-vp9": ".mkv"}
SILENT = {"libvpx": ".mkv"}
QUIET = {"x265-params": "log-level=none:keyint=25:bframes=2"}
SHOW = VideoHandler(VideoHandler.Options(damaged="show"))


def broken(folder: Path, codec: str, packets: set[int], count: int = 100) -> Path:
    """A film with a key frame a second, in some packets of which the middle is noise."""
    suffix = (TELLING | SILENT)[codec]
    options = QUIET if codec == "libx265" else {"g": "25"}
    whole = made(folder / f"whole{suffix}", [n / 25 for n in range(count)], codec, size=(160, 96), options=options)
    target, muxer = folder / f"broken{suffix}", {".m2t": "mpegts"}.get(suffix)
    with av.open(str(whole)) as source, av.open(str(target), "w", format=muxer) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(video=0)):
            if packet.size:
                out.mux(spoilt(packet, number, stream) if number in packets else moved(packet, bytes(packet), stream))
    return target


def spoilt(packet: av.Packet, seed: int, stream: av.VideoStream) -> av.Packet:
    data = bytearray(bytes(packet))
    first, last = len(data) // 3, max(2 * len(data) // 3, len(data) // 3 + 8)
    data[first:last] = np.random.default_rng(seed).integers(0, 256, len(data[first:last]), np.uint8).tobytes()
    return moved(packet, bytes(data), stream)


def moved(packet: av.Packet, data: bytes, stream: av.VideoStream) -> av.Packet:
    made_packet = av.Packet(data)
    made_packet.pts, made_packet.dts, made_packet.time_base = packet.pts, packet.dts, packet.time_base
    made_packet.is_keyframe, made_packet.stream = packet.is_keyframe, stream
    return made_packet


@pytest.mark.parametrize("codec", TELLING)
def test_damage_in_the_middle_is_black_until_the_next_whole_picture_and_is_told(codec: str, tmp_path: Path) -> None:
    path = broken(tmp_path, codec, {40, 41, 42})
    target, told = copied(path)
    before = dict(shown(tmp_path / f"whole{path.suffix}"))
    for time, pixels in shown(target):
        nearest = min(before, key=lambda other: abs(other - time))
        is_black = pixels.max() < 30
        assert is_black or likeness(pixels, before[nearest]) > 24
        if time < 1.3 or time > 2.3:
            assert not is_black
    missing = len(before) - len(shown(target))  # libvpx gives no pictures until it is sure of them again
    assert any(pixels.max() < 30 for _, pixels in shown(target)) or (missing > 5 and codec == "libvpx-vp9")
    [note] = told.notes
    assert "could not be decoded" in note


def test_what_a_transport_stream_lost_is_black_though_the_decoder_does_not_tell(tmp_path: Path) -> None:
    path = made(tmp_path / "a.m2t", [n / 25 for n in range(100)], "libx265", options=QUIET, size=(160, 96))
    before, data = shown(path), path.read_bytes()
    cells = [data[start : start + 188] for start in range(0, len(data), 188)]
    films = [number for number, cell in enumerate(cells) if cell[1] & 0x1F == 1 and cell[2] == 0]
    lost = next(number for number in films[len(films) // 3 :] if not cells[number][1] & 0x40)
    path.write_bytes(b"".join(cells[:lost] + cells[lost + 1 :]))
    target, told = copied(path)
    assert len(told.notes) == 1
    black = [pixels.max() < 30 for _, pixels in shown(target)]
    assert 0 < sum(black) < 40
    whole = {round(time, 3): pixels for time, pixels in before}
    kept = [frame for frame, is_black in zip(shown(path), black, strict=True) if not is_black]
    assert min(likeness(pixels, whole[round(time, 3)]) for time, pixels in kept) > 60


@pytest.mark.parametrize("codec", [*TELLING, *SILENT])
@pytest.mark.parametrize("handler", [HANDLER, SHOW], ids=["covered", "shown"])
def test_what_detectors_saw_is_what_is_written(codec: str, handler: VideoHandler, tmp_path: Path) -> None:
    path = broken(tmp_path, codec, {13, 40, 60, 61})
    seen, again = shown(path, handler), shown(path, handler)
    assert all(np.array_equal(one, other) for (_, one), (_, other) in zip(seen, again, strict=True))
    target, told = copied(path, handler=handler)
    assert bool(told.notes) == (codec in TELLING)
    assert all(("black" in note) == (handler is HANDLER) for note in told.notes)
    written = shown(target, handler)
    assert times_of(written) == pytest.approx(times_of(seen), abs=0.001)
    assert min(likeness(one, other) for (_, one), (_, other) in zip(seen, written, strict=True)) > 22


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_frames_since_a_moment_in_a_damaged_film_are_the_same(codec: str, tmp_path: Path) -> None:
    clip = HANDLER.load(broken(tmp_path, codec, {40, 60})).part("v1").content
    for since in (1.2, 1.7, 2.0, 2.5):
        whole = [frame.pixels() for frame in clip.frames() if frame.time >= since]
        late = [frame.pixels() for frame in clip.since(since)]
        assert len(late) == len(whole)
        assert all(np.array_equal(one, other) for one, other in zip(late, whole, strict=True))


def test_a_film_that_is_mostly_damaged_is_refused(tmp_path: Path) -> None:
    path = broken(tmp_path, "libx264", set(range(5, 100)))
    with pytest.raises(UnreadableError):
        copied(path)
    assert not list(tmp_path.glob("copy-*"))
    assert not list(tmp_path.glob(".redact*"))


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi", ".m2t", ".webm"])
def test_noise_anywhere_in_the_file_is_completed_or_refused_in_one_line(suffix: str, tmp_path: Path) -> None:
    codec = "libvpx" if suffix == ".webm" else "libx264"
    path = made(tmp_path / f"a{suffix}", [n / 25 for n in range(60)], codec, base=Fraction(1, 25))
    whole, random = path.read_bytes(), np.random.default_rng(5)
    for _ in range(12):
        data, start = bytearray(whole), int(random.integers(0, len(whole) - 64))
        data[start : start + 64] = random.integers(0, 256, 64, np.uint8).tobytes()
        path.write_bytes(data)
        try:
            target, _ = copied(path)
        except UnreadableError as refused:
            assert "\n" not in str(refused)
        else:
            assert len(shown(target)) > 0
            list(HANDLER.unseen(path))


def test_a_reader_that_stops_early_leaves_no_thread(tmp_path: Path) -> None:
    import threading

    path = made(tmp_path / "a.mp4")
    before = threading.active_count()
    frames = HANDLER.load(path).part("v1").content.frames()
    next(frames)
    frames.close()
    assert threading.active_count() == before
