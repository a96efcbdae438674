"""What films hold beside pictures and sound is found, named as dropped, and in no copy."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from redact.media import checklist
from redact.media.video.gate import CHECKS
from tests.media.sounds import wave, write_film
from tests.media.video.films import HANDLER, STEADY, copied, made


def failed(path: Path) -> set[str]:
    return {each.check for each in HANDLER.unseen(path) if each.serious}


def kinds(path: Path) -> set[str]:
    return {each.kind for each in HANDLER.unseen(path)}


def box(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + name + content


def with_user_data(path: Path, content: bytes) -> Path:
    """The same MP4, with a box of that content at the end of "moov", which stands last."""
    data = bytearray(path.read_bytes())
    start = data.rindex(b"moov") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    assert start + length == len(data)
    data[start : start + 4] = (length + len(content)).to_bytes(4, "big")
    path.write_bytes(bytes(data) + content)
    return path


ADDED = {
    checklist.POSITIONS: box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7+51.5007-000.1246/")),
    checklist.METADATA: box(b"udta", box(b"\xa9nam", b"\x00\x0a\x15\xc7Wilhelmina")),
    checklist.CUSTOM_DATA: box(b"uuid", bytes(16) + b"Wilhelmina"),
    checklist.TRAILING: box(b"free", b"Wilhelmina was here"),
}


@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
@pytest.mark.parametrize("check", ADDED)
def test_boxes_beside_the_tracks_are_found_and_dropped(suffix: str, check: str, tmp_path: Path) -> None:
    path = with_user_data(made(tmp_path / f"a{suffix}", STEADY[:5]), ADDED[check])
    assert check in failed(path)
    assert HANDLER.load(path).dropped
    target, _ = copied(path)
    assert not failed(target)
    assert b"Wilhelmina" not in target.read_bytes()
    assert b"51.5007" not in target.read_bytes()


def test_xmp_in_a_private_box_is_a_tag(tmp_path: Path) -> None:
    xmp = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + b"<x:xmpmeta/>")
    path = with_user_data(made(tmp_path / "a.mp4", STEADY[:5]), xmp)
    assert checklist.METADATA in failed(path)


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".webm", ".avi"])
def test_bytes_behind_the_end_are_found_and_dropped(suffix: str, tmp_path: Path) -> None:
    path = made(tmp_path / f"a{suffix}", STEADY[:5], "libvpx" if suffix == ".webm" else "mpeg4")
    path.write_bytes(path.read_bytes() + b"Wilhelmina was here")
    assert checklist.TRAILING in failed(path)
    target, _ = copied(path)
    assert not failed(target)
    assert b"Wilhelmina" not in target.read_bytes()


def test_data_that_no_track_uses_is_found(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", STEADY[:5])
    path.write_bytes(path.read_bytes() + box(b"mdat", b"Wilhelmina " * 20))
    assert checklist.UNUSED in failed(path)
    assert not failed(copied(path)[0])


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_chapters_subtitles_attachments_and_tags_are_found_and_named(suffix: str, tmp_path: Path) -> None:
    path = laden(tmp_path / f"a{suffix}")
    expected = {checklist.METADATA, checklist.CHAPTERS}
    expected |= {checklist.SUBTITLES, checklist.EMBEDDED} if suffix == ".mkv" else set()
    assert expected <= failed(path)
    dropped = HANDLER.load(path).dropped
    assert {"tags", "chapters"} <= set(dropped)
    assert suffix == ".mp4" or {"subtitles", "an attached file"} <= set(dropped)
    assert not failed(copied(path)[0])


def laden(path: Path) -> Path:
    plain, words = path.with_name("plain.mkv"), path.with_name("words.srt")
    write_film(plain, STEADY[:20], (96, 64), sound=wave(0.8, 48_000), rate=48_000, codecs=("mpeg4", "ac3"))
    words.write_text("1\n00:00:00,100 --> 00:00:00,500\nWilhelmina speaks\n", "utf-8")
    rich = path.suffix == ".mkv"
    with av.open(str(plain)) as source, av.open(str(words)) as spoken, av.open(str(path), "w") as out:
        inputs = [*source.streams, *(spoken.streams if rich else ())]
        tracks = {id(stream): out.add_stream_from_template(stream) for stream in inputs}
        out.metadata.update(title="Wilhelmina", comment="filmed by Wilhelmina")
        tag = {"title": "Wilhelmina arrives"}
        out.set_chapters([{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": tag}])
        if rich:
            out.add_attachment("wilhelmina.ttf", "font/ttf", b"Wilhelmina")
        for packet in [*source.demux(), *(spoken.demux() if rich else ())]:
            if packet.dts is not None:
                packet.stream = tracks[id(packet.stream)]
                out.mux(packet)
    return path


def test_further_picture_tracks_are_named_and_dropped(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream("mpeg4", rate=25) for _ in range(2)]
        for track in tracks:
            track.width, track.height, track.pix_fmt = 32, 32, "yuv420p"
        for number in range(10):
            for track in tracks:
                frame = av.VideoFrame(32, 32, "yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 25)
                out.mux(track.encode(frame))
        for track in tracks:
            out.mux(track.encode(None))
    assert checklist.MORE_TRACKS in failed(path)
    assert "a further picture track" in HANDLER.load(path).dropped
    assert not failed(copied(path)[0])


def test_pictures_that_an_edit_list_hides_are_found_and_not_in_the_copy(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", STEADY, options={"g": "50", "bf": "0"})
    data = bytearray(path.read_bytes())
    place = data.index(b"elst") + 4 + 8
    scale = int.from_bytes(data[data.index(b"mdhd") + 16 : data.index(b"mdhd") + 20], "big")
    data[place + 4 : place + 8] = (scale // 2).to_bytes(4, "big")  # begins half a second into the track
    path.write_bytes(data)
    assert checklist.MORE_TRACKS in failed(path)
    frames = list(HANDLER.load(path).part("v1").content.frames())
    target, _ = copied(path)
    assert frames[0].time == 0.0
    assert len(frames) == len(list(HANDLER.reopen(target).part("v1").content.frames())) < 40
    assert not failed(target)


def test_every_item_that_is_looked_for_is_declared() -> None:
    assert set(HANDLER.checks) == set(CHECKS)
    assert {checklist.POSITIONS, checklist.SUBTITLES, checklist.TRAILING} <= set(CHECKS)


def test_recordings_of_unknown_length_are_walked_to_their_end(tmp_path: Path) -> None:
    path = tmp_path / "live.webm"
    with av.open(str(path), "w", options={"live": "1"}) as out:
        stream = out.add_stream("libvpx", rate=25)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for number in range(50):
            frame = av.VideoFrame(32, 32, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert not failed(path)
    path.write_bytes(path.read_bytes() + bytes.fromhex("1941a46981") + b"W")
    assert checklist.EMBEDDED in failed(path)
