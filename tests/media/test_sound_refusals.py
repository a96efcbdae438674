"""Sounds that cannot be done are refused in one clear line; strange ones that can be done are done."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from uuid import UUID

import av
import numpy as np
import pytest
import soundfile

from redact.contracts import Changes
from redact.errors import RedactError, UnreadableError
from redact.media.sound import SoundHandler
from redact.types import Edit, Sound, TimeRange, Tone
from tests.media.sound_kinds import KINDS, Form, hiss, made

HANDLER = SoundHandler(SoundHandler.Options())


def why(path: Path) -> str:
    with pytest.raises(UnreadableError) as refused:
        HANDLER.load(path)
    told = str(refused.value)
    assert "\n" not in told
    assert path.name not in told
    return told


def done(path: Path) -> Sound:
    """The middle fifth silenced, and the copy opened again."""
    sound = HANDLER.load(path).part("a1").content
    assert isinstance(sound, Sound)
    middle = TimeRange("a1", 0.4 * sound.duration, 0.6 * sound.duration)
    copy = path.with_name(f"out{path.suffix}{HANDLER.becomes.get(path.suffix, '')}")
    HANDLER.write(HANDLER.load(path), Changes((Edit(middle, Tone(), "f"),)), copy)
    again = HANDLER.reopen(copy).part("a1").content
    assert isinstance(again, Sound)
    assert (again.rate, again.channels) == (sound.rate, sound.channels)
    assert again.duration == pytest.approx(sound.duration)
    return again


# --- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", sorted(HANDLER.suffixes))
def test_a_text_is_called_one_whatever_its_name(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("My name is Wilhelmina Brontë, and this is my diary.\n" * 60, "utf-8")
    told = why(path)
    assert "text" in told or "damaged" in told
    assert "Wilhelmina" not in told


def test_a_text_named_mp3_is_called_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("My name is Wilhelmina Brontë, and this is my diary.\n" * 60, "utf-8")
    assert "it is a text" in why(path)


@pytest.mark.parametrize("suffix", sorted(HANDLER.suffixes))
def test_random_bytes_are_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(random.Random(suffix).randbytes(100_000))
    why(path)


@pytest.mark.parametrize(("data", "word"), [(b"%PDF-1.7\n" * 99, "PDF"), (b"PK\x03\x04" * 99, "archive")])
def test_a_file_of_another_kind_is_named(data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    path.write_bytes(data)
    assert word in why(path)


@pytest.mark.parametrize("entry", [b"drms", b"enca"])
@pytest.mark.parametrize("suffix", [".m4p", ".m4a"])
def test_protected_mp4_is_called_protected(entry: bytes, suffix: str, tmp_path: Path) -> None:
    data = made(tmp_path, Form(".m4a", "aac"), hiss(1, 44_100)).read_bytes()
    at = data.index(b"mp4a", data.index(b"stsd"))
    path = tmp_path / f"b{suffix}"
    path.write_bytes(data[:at] + entry + data[at + 4 :])
    assert "protected against copying" in why(path)


def test_protected_windows_media_is_called_protected(tmp_path: Path) -> None:
    data = made(tmp_path, Form(".wma", "wmav2"), hiss(1, 44_100)).read_bytes()
    lock = UUID("2211b3fb-bd23-11d2-b4b7-00a0c955fc6e").bytes_le + struct.pack("<Q", 40) + bytes(16)
    size, count = struct.unpack("<QI", data[16:28])
    path = tmp_path / "b.wma"
    path.write_bytes(data[:16] + struct.pack("<QI", size + 40, count + 1) + data[28:30] + lock + data[30:])
    assert "protected against copying" in why(path)


def test_a_file_without_a_sound_track_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mka"
    with av.open(str(path), "w", format="matroska") as out:
        film = out.add_stream("mpeg4", rate=25)
        film.width = film.height = 64
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            frame.pts = number
            out.mux(film.encode(frame.reformat(format="yuv420p")))
        out.mux(film.encode(None))
    assert "no sound" in why(path)


def test_no_sample_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(0), 16_000)
    assert "not one sample" in why(path)


@pytest.mark.parametrize("form", [form for form in KINDS if form.suffix in {".wav", ".flac", ".m4a", ".mka", ".aiff"}])
def test_half_a_recording_is_refused(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(8, form.rate, form.channels))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    why(path)


def test_hours_that_are_only_declared_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, hiss(1, 16_000)[0], 16_000)
    data = bytearray(path.read_bytes())
    data[21] |= 0x0F
    data[22:26] = b"\xff" * 4
    path.write_bytes(data)
    assert "ends before" in why(path)


# --- what is strange and done --------------------------------------------------------------------------------

STRANGE = {
    "one sample": (np.full((1, 1), 0.5), 16_000, "PCM_16"),
    "two samples": (np.full((2, 1), 0.5), 16_000, "PCM_16"),
    "8 bits": (hiss(1, 8_000).T, 8_000, "PCM_U8"),
    "192 kHz": (hiss(0.5, 192_000).T, 192_000, "PCM_24"),
    "16 channels": (hiss(0.5, 48_000, 16).T, 48_000, "PCM_16"),
    "64 bit numbers": (hiss(0.5, 44_100, 2).T, 44_100, "DOUBLE"),
    "11 hertz": (hiss(1, 8_000).T[:400], 11, "PCM_16"),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_sounds_are_done(kind: str, tmp_path: Path) -> None:
    sound, rate, form = STRANGE[kind]
    path = tmp_path / "a.wav"
    soundfile.write(path, sound, rate, subtype=form)
    assert round(done(path).duration * rate) == len(sound)


@pytest.mark.parametrize("channels", [3, 4, 5, 7, 8])
def test_channels_of_any_number_are_kept(channels: int, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, hiss(0.3, 48_000, channels).T, 48_000)
    assert done(path).channels == channels


# --- damage of any kind: an error of ours, or done -----------------------------------------------------------


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut short, bits of the head turned, bytes overwritten, or a number of the head made very large."""
    made_up = bytearray(data)
    match rng.randrange(4):
        case 0:
            return data[: rng.randrange(len(data))]
        case 1:
            for _ in range(rng.choice([1, 3, 20])):
                made_up[rng.randrange(min(len(data), 400))] ^= 1 << rng.randrange(8)
        case 2:
            for _ in range(rng.choice([1, 10, 100])):
                made_up[rng.randrange(len(data))] = rng.randrange(256)
        case _:
            at, width = rng.randrange(min(len(data), 600)), rng.choice([2, 4, 8])
            made_up[at : at + width] = rng.choice([b"\xff", b"\0", b"\x7f"]) * width
    return bytes(made_up)


@pytest.mark.parametrize("form", KINDS, ids=str)
def test_whatever_is_damaged_is_done_or_refused_and_nothing_else(form: Form, tmp_path: Path) -> None:
    whole, rng = made(tmp_path, form, hiss(0.6, form.rate, form.channels)).read_bytes(), random.Random(str(form))
    path = tmp_path / f"b{form.suffix}"
    copy = tmp_path / f"out{form.suffix}{HANDLER.becomes.get(form.suffix, '')}"
    for _ in range(16):
        path.write_bytes(damaged(whole, rng))
        copy.unlink(missing_ok=True)
        try:
            document = HANDLER.load(path)
            HANDLER.write(document, Changes((Edit(TimeRange("a1", 0.2, 0.4), Tone(), "f"),)), copy)
            again = HANDLER.reopen(copy).part("a1").content
            assert not [each for each in HANDLER.unseen(copy) if each.serious]
            heard = again.samples(again.rate, 0.25, 0.35)
            assert np.abs(heard).max(initial=0) < 0.01
        except RedactError:
            continue
