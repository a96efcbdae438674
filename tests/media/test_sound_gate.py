"""What sounds hold beside their sound is found by name, told as dropped, and in no copy."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from PIL import Image

from redact.contracts import Changes
from redact.media import checklist
from redact.media.sound import SoundHandler
from redact.media.sound_gate import CHECKS
from tests.media.sound_kinds import Form, hiss, made

HANDLER = SoundHandler(SoundHandler.Options())
NAME = b"Wilhelmina"


def failed(path: Path) -> set[str]:
    return {each.check for each in HANDLER.unseen(path) if each.serious}


def copied(path: Path) -> Path:
    target = path.with_name(f"out{path.suffix}{HANDLER.becomes.get(path.suffix, '')}")
    HANDLER.write(HANDLER.load(path), Changes(()), target)
    return target


def is_told_and_gone(path: Path, check: str) -> None:
    assert check in failed(path)
    assert HANDLER.load(path).dropped
    copy = copied(path)
    assert failed(copy) == set()
    assert NAME not in copy.read_bytes()


# --- chunks --------------------------------------------------------------------------------------------------


def chunk(name: bytes, content: bytes, order: str = "<") -> bytes:
    return name + struct.pack(f"{order}I", len(content)) + content + bytes(len(content) % 2)


CHUNKS = {
    b"LIST": (b"INFOIART" + struct.pack("<I", 10) + NAME, checklist.METADATA),
    b"bext": (NAME.ljust(602, b"\0"), checklist.METADATA),
    b"iXML": (b"<BWFXML><NOTE>" + NAME + b"</NOTE></BWFXML>", checklist.METADATA),
    b"_PMX": (b"<x:xmpmeta>" + NAME + b"</x:xmpmeta>", checklist.METADATA),
    b"id3 ": (b"ID3\x03\0\0\0\0\0\x14TPE1\0\0\0\x0a\0\0" + NAME, checklist.METADATA),
    b"cue ": (struct.pack("<I", 1) + bytes(24), checklist.CHAPTERS),
    b"junk": (NAME, checklist.TRAILING),
    b"XYZW": (NAME, checklist.CUSTOM_DATA),
}


@pytest.mark.parametrize("name", CHUNKS)
@pytest.mark.parametrize("first", [True, False])
def test_chunks_of_wav(name: bytes, first: bool, tmp_path: Path) -> None:
    content, check = CHUNKS[name]
    data = made(tmp_path, Form(".wav", "pcm_s16le", 8000), hiss(0.5, 8000)).read_bytes()
    more = chunk(name, content)
    body = data[12:36] + more + data[36:] if first else data[12:] + more
    path = tmp_path / "b.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)
    is_told_and_gone(path, check)


AIFF = {b"NAME": checklist.METADATA, b"AUTH": checklist.METADATA, b"APPL": checklist.CUSTOM_DATA}


@pytest.mark.parametrize("name", AIFF)
def test_chunks_of_aiff(name: bytes, tmp_path: Path) -> None:
    data = made(tmp_path, Form(".aiff", "pcm_s16be", 8000), hiss(0.5, 8000)).read_bytes()
    body = data[12:] + chunk(name, NAME, ">")
    path = tmp_path / "b.aiff"
    path.write_bytes(b"FORM" + struct.pack(">I", 4 + len(body)) + data[8:12] + body)
    is_told_and_gone(path, AIFF[name])


def test_chunks_of_caf(tmp_path: Path) -> None:
    path = made(tmp_path, Form(".caf", "pcm_s16be", 8000), hiss(0.5, 8000))
    data = path.read_bytes()
    at = data.index(b"data")
    note = b"info" + struct.pack(">Q", 4 + 7 + 11) + struct.pack(">I", 1) + b"artist\0" + NAME + b"\0"
    path.write_bytes(data[:at] + note + data[at:])
    is_told_and_gone(path, checklist.METADATA)


def test_the_note_of_au(tmp_path: Path) -> None:
    data = made(tmp_path, Form(".au", "pcm_s16be", 8000), hiss(0.5, 8000)).read_bytes()
    begin = int.from_bytes(data[4:8], "big")
    path = tmp_path / "b.au"
    note = NAME.ljust(16, b"\0")
    path.write_bytes(data[:4] + struct.pack(">I", 24 + len(note)) + data[8:24] + note + data[begin:])
    is_told_and_gone(path, checklist.METADATA)


# --- ID3, APE and what else stands around frames -------------------------------------------------------------


def id3(name: bytes, content: bytes) -> bytes:
    frame = name + struct.pack(">I", len(content)) + b"\0\0" + content
    size = len(frame)
    return b"ID3\x03\0\0" + bytes(size >> 7 * place & 127 for place in (3, 2, 1, 0)) + frame


def ape() -> bytes:
    item = struct.pack("<II", len(NAME), 0) + b"Artist\0" + NAME
    return item + b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, 0) + bytes(8)


def picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "JPEG", comment=NAME)
    return data.getvalue()


BEFORE = {
    b"TPE1": (b"\0" + NAME, checklist.METADATA),
    b"APIC": (b"\0image/jpeg\0\x03\0" + picture(), checklist.THUMBNAILS),
    b"USLT": (b"\0eng\0" + NAME, checklist.SUBTITLES),
    b"CHAP": (b"c\0" + struct.pack(">IIII", 0, 100, 0, 0), checklist.CHAPTERS),
    b"GEOB": (b"\0text/plain\0\0\0" + NAME, checklist.EMBEDDED),
    b"PRIV": (b"x\0" + NAME, checklist.CUSTOM_DATA),
}
FRAMED = [Form(".mp3", "libmp3lame", 16_000), Form(".aac", "aac", 16_000), Form(".flac", "flac", 16_000)]
FRAMED += [Form(".tta", "tta", 16_000), Form(".mp2", "mp2", 16_000)]


@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize("form", FRAMED, ids=str)
def test_id3_before_the_sound(name: bytes, form: Form, tmp_path: Path) -> None:
    content, check = BEFORE[name]
    path = made(tmp_path, form, hiss(1, form.rate))
    path.write_bytes(id3(name, content) + path.read_bytes())
    is_told_and_gone(path, check)


BEHIND: dict[str, Callable[[], bytes]] = {
    "ID3v1": lambda: b"TAG" + NAME.ljust(125, b"\0"),
    "APE": ape,
    "Lyrics3": lambda: b"LYRICSBEGIN" + NAME + b"LYRICSEND" + b"TAG" + bytes(125),
}


@pytest.mark.parametrize("kind", BEHIND)
@pytest.mark.parametrize("form", FRAMED, ids=str)
def test_tags_behind_the_sound(kind: str, form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(1, form.rate))
    path.write_bytes(path.read_bytes() + BEHIND[kind]())
    is_told_and_gone(path, checklist.METADATA)


@pytest.mark.parametrize("form", [*FRAMED[:2], FRAMED[-1]], ids=str)
def test_bytes_between_frames(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2, form.rate))
    data = path.read_bytes()
    sync = data[data.index(b"\xff") :][:2]
    at = data.index(sync, len(data) // 2)
    path.write_bytes(data[:at] + NAME * 30 + data[at:])
    assert checklist.TRAILING in failed(path)
    assert NAME not in copied(path).read_bytes()


# --- FLAC, Ogg, MP4, Matroska, Windows Media -----------------------------------------------------------------


def flac_with(data: bytes, kind: int, content: bytes) -> bytes:
    """With one more block, as the second."""
    return data[:42] + bytes([kind]) + len(content).to_bytes(3, "big") + content + data[42:]


@pytest.mark.parametrize(
    ("kind", "content", "check"),
    [
        (1, NAME, checklist.TRAILING),
        (2, b"riff" + NAME, checklist.CUSTOM_DATA),
        (4, struct.pack("<I", 1) + b"x" + struct.pack("<II", 1, 17) + b"ARTIST=" + NAME, checklist.METADATA),
    ],
)
def test_blocks_of_flac(kind: int, content: bytes, check: str, tmp_path: Path) -> None:
    path = made(tmp_path, Form(".flac", "flac", 16_000), hiss(1, 16_000))
    path.write_bytes(flac_with(path.read_bytes(), kind, content))
    is_told_and_gone(path, check)


@pytest.mark.parametrize("form", [Form(".ogg", "libopus", 48_000), Form(".oga", "flac", 16_000)], ids=str)
def test_comments_of_ogg(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(1, form.rate), {"artist": NAME.decode()})
    is_told_and_gone(path, checklist.METADATA)
    assert not [each for each in HANDLER.unseen(copied(path)) if each.serious]


def test_a_vorbis_file_with_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    with soundfile.SoundFile(path, "w", 16_000, 1, format="OGG", subtype="VORBIS") as file:
        file.title = NAME.decode()
        file.write(hiss(1, 16_000)[0])
    is_told_and_gone(path, checklist.METADATA)


@pytest.mark.parametrize("form", [Form(".m4a", "aac"), Form(".mka", "flac"), Form(".wma", "wmav2")], ids=str)
def test_tags_of_containers(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(1, form.rate), {"title": NAME.decode()})
    is_told_and_gone(path, checklist.METADATA)


@pytest.mark.parametrize("suffix", [".mka", ".m4a"])
def test_a_picture_track_and_a_second_sound(suffix: str, tmp_path: Path) -> None:
    """A film that is called a sound: its pictures go, all of its sounds stay."""
    path = tmp_path / f"a{suffix}"
    with av.open(str(path), "w", format="matroska" if suffix == ".mka" else "ipod") as out:
        film = out.add_stream("mpeg4", rate=25)
        film.width = film.height = 64
        sounds = [out.add_stream("aac", rate=16_000, layout="mono") for _ in range(2)]
        for number in range(25):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number, np.uint8), format="rgb24")
            frame.pts = number
            out.mux(film.encode(frame.reformat(format="yuv420p")))
        for sound in sounds:
            for first in range(0, 16_000, 1000):
                frame = av.AudioFrame.from_ndarray(hiss(1, 16_000)[:, first : first + 1000].copy(), "fltp", "mono")
                frame.sample_rate, frame.pts = 16_000, first
                out.mux(sound.encode(frame))
        for stream in (film, *sounds):
            out.mux(stream.encode(None))
    assert checklist.MORE_TRACKS in failed(path)
    assert "a picture track" in HANDLER.load(path).dropped
    copy = copied(path)
    assert failed(copy) == set()
    with av.open(str(copy)) as source:
        assert [stream.type for stream in source.streams] == ["audio", "audio"]


def test_every_item_has_a_name() -> None:
    assert HANDLER.checks == CHECKS
    assert len(set(CHECKS)) == len(CHECKS)
