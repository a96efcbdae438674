"""What verification must see, and what it must not mistake for a leak."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from redact.contracts import Changes
from redact.media.image import ImageHandler
from redact.media.pixels import paint
from redact.media.sound import SoundHandler
from redact.types import (
    Alignment,
    Box,
    Document,
    Edit,
    Effect,
    Fill,
    Finding,
    KeyFrame,
    Modality,
    NewText,
    Noise,
    Part,
    Picture,
    Redaction,
    Region,
    Replacement,
    Sound,
    Spoken,
    TextSpan,
    TimeRange,
    Tone,
    Track,
)
from redact.verify import (
    Expected,
    expect,
    leaks_in_bytes,
    leaks_in_findings,
    leaks_in_pixels,
    leaks_in_sound,
    leaks_in_texts,
)
from redact.verify.pixels import box_at
from tests.media.sounds import wave, write_sound

TEXT = "Will Stone said he will pay. Call 07700 900123."


def redaction(text: str, value: str, new: str = "[x]", part: str = "p") -> Redaction:
    start = text.index(value)
    span = TextSpan(part, start, start + len(value))
    finding = Finding("PERSON", (span,), 0.9, "d")
    return Redaction(finding, (Edit(span, NewText(new), finding.key),), "replace", Effect.MASKED, "p")


@pytest.fixture
def expected() -> Expected:
    done = [redaction(TEXT, "Will Stone"), redaction(TEXT, "07700 900123")]
    return expect(done, (), {"p": TEXT}, frozenset())


def text_part(text: str, *, raw: bool = False) -> Part:
    return Part("out", Modality.TEXT, text, raw=raw)


@pytest.mark.parametrize(
    "left",
    ["[x] said he will pay. Call 07700900123.", "WILL STONE said", "tel:0-7700-900-123", "will\nstone", "will.stone@x"],
)
def test_a_value_that_is_left_is_seen_however_it_is_written(expected: Expected, left: str) -> None:
    assert list(leaks_in_texts([text_part(left, raw=True)], expected))


def test_the_clean_copy_has_no_leak(expected: Expected) -> None:
    assert not list(leaks_in_texts([text_part("[x] said he will pay. Call [x].")], expected))


def test_a_word_that_stays_is_told_by_its_place() -> None:
    text = "Will came. She will stay."
    done = expect([redaction(text, "Will")], (), {"p": text}, frozenset())
    assert not list(leaks_in_texts([text_part("[x] came. She will stay.")], done))
    assert list(leaks_in_texts([text_part("Will came. She will stay.")], done))


def test_values_in_raw_bytes_are_seen_in_any_encoding(expected: Expected, tmp_path: Path) -> None:
    target = tmp_path / "x.bin"
    target.write_bytes(b"\x00\x01" + "Will Stone".encode("utf-16-le") + b"\xff")
    assert [leak.entity_type for leak in leaks_in_bytes(target, expected)] == ["PERSON"]
    target.write_bytes(b"\x00\x01clean")
    assert not list(leaks_in_bytes(target, expected))


@pytest.mark.parametrize("at_once", range(1, 40))
def test_a_file_looked_through_in_pieces_tells_the_same(
    expected: Expected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("redact.verify.stretches._AT_ONCE", at_once)
    target = tmp_path / "out.bin"
    for data, told in (
        (b"....(Will Stone)....", 1),
        (b"Will Stone", 1),
        (b"..GoodWill Stone..", 0),
        (b"Will Stones", 0),
    ):
        for filled in (data, data.replace(b".", b"." * 17)):
            target.write_bytes(filled)
            assert len(list(leaks_in_bytes(target, expected))) == told


@pytest.mark.parametrize("little", [0, 1 << 20])
def test_an_archive_is_looked_through_where_it_is_not_deflated(
    expected: Expected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, little: int
) -> None:
    monkeypatch.setattr("redact.verify.strings._LITTLE", little)
    target = tmp_path / "x.zip"
    for name, comment, method, told in (
        ("a.txt", b"", zipfile.ZIP_DEFLATED, 0),
        ("Will Stone.txt", b"", zipfile.ZIP_DEFLATED, 1),
        ("a.txt", b"Will Stone", zipfile.ZIP_DEFLATED, 1),
        ("a.txt", b"", zipfile.ZIP_STORED, 1),
    ):
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr(name, b"by Will Stone, " * 9)
            archive.writestr("b.txt", b"more")
            archive.comment = comment
        assert len(list(leaks_in_bytes(target, expected))) == told
    target.write_bytes(b"PK\x03\x04 by Will Stone")
    assert list(leaks_in_bytes(target, expected))


def test_a_piece_of_a_longer_word_is_no_leak_in_the_bytes(expected: Expected, tmp_path: Path) -> None:
    target = tmp_path / "x.bin"
    for clean in (b"Goodwill Stones", "xWill Stoney".encode("utf-16-le")):
        target.write_bytes(clean.replace(b"will S", b"Will S"))
        assert not list(leaks_in_bytes(target, expected))
    for longer in ("Will Stoné", "éWill Stone", "Will Stone=C3=A9n", "=E9Will Stone"):
        target.write_bytes(longer.encode())
        assert not list(leaks_in_bytes(target, expected))
    for whole in (b"(Will Stone)", b"Will Stone=", b"\xffWill Stone\x80", "Will Stone—".encode()):
        target.write_bytes(whole)
        assert list(leaks_in_bytes(target, expected))


def pictured(pixels: np.ndarray) -> Document:
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    return Document(Path("x"), "image/png", (Part("i1", Modality.IMAGE, picture),))


def test_a_place_that_is_not_covered_is_seen() -> None:
    pixels = np.full((60, 80, 3), 255, np.uint8)
    edit = Edit(Box("i1", 10, 10, 50, 40), Fill(), "k")
    assert list(leaks_in_pixels(pictured(pixels), [edit]))
    pixels[10:40, 10:50] = 0
    assert not list(leaks_in_pixels(pictured(pixels), [edit]))
    pixels[20:30, 20:30] = 200
    assert list(leaks_in_pixels(pictured(pixels), [edit]))


def test_a_missing_picture_is_a_leak() -> None:
    edit = Edit(Box("i2", 10, 10, 50, 40), Fill(), "k")
    assert list(leaks_in_pixels(pictured(np.zeros((60, 80, 3), np.uint8)), [edit]))


def sounding(level: float) -> Document:
    wave = np.full(16_000 * 3, level, np.float32)
    sound = Sound(3.0, 16_000, 1, lambda rate, start, stop: wave[int(start * rate) : int(stop * rate)])
    return Document(Path("x"), "audio/wav", (Part("a1", Modality.AUDIO, sound),))


def test_a_stretch_that_still_sounds_is_seen() -> None:
    edit = Edit(TimeRange("a1", 1, 2), Tone(), "k")
    assert list(leaks_in_sound(sounding(0.3), [edit]))
    assert not list(leaks_in_sound(sounding(0.0), [edit]))


LABELLED = (
    Edit(Box("i1", 10, 10, 130, 40), Fill((255, 255, 255), label="[Person 3]"), "k"),
    Edit(Box("i1", 90, 30, 220, 70), Fill((30, 60, 200), label="PERSON_abcdefghijk", shape="ellipse"), "k"),
)


def labelled(pixels: np.ndarray) -> np.ndarray:
    return paint(pixels, [(edit.region, edit.replacement) for edit in LABELLED])


def test_a_label_in_what_was_covered_is_no_leak_also_where_another_box_lies_over_it() -> None:
    paper = np.random.default_rng(2).integers(0, 256, (80, 240, 3), dtype=np.uint8)
    assert not list(leaks_in_pixels(pictured(labelled(paper)), LABELLED))
    assert len(list(leaks_in_pixels(pictured(paper), LABELLED))) == 2


def test_words_that_look_like_a_label_and_are_none_of_ours_are_a_leak() -> None:
    page = np.full((80, 240, 3), 255, np.uint8)
    other = [(edit.region, replace(edit.replacement, label="Zelphora Q")) for edit in LABELLED]
    assert len(list(leaks_in_pixels(pictured(paint(page, other)), LABELLED))) == 2
    written = labelled(page)
    written[12:38, 14:40] = np.where(np.indices((26, 26)).sum(0)[..., None] % 4 < 2, 0, 255)
    assert len(list(leaks_in_pixels(pictured(written), LABELLED))) == 1


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".gif", ".tif", ".webp", ".bmp"])
def test_labels_outlive_every_form_of_picture(suffix: str, tmp_path: Path) -> None:
    handler = ImageHandler(ImageHandler.Options())
    paper = np.random.default_rng(2).integers(0, 256, (80, 240, 3), dtype=np.uint8)
    Image.fromarray(paper).save(tmp_path / f"a{suffix}")
    target = tmp_path / f"b{suffix}"
    handler.write(handler.load(tmp_path / f"a{suffix}"), Changes(LABELLED), target)
    assert not list(leaks_in_pixels(handler.reopen(target), LABELLED))
    assert len(list(leaks_in_pixels(handler.reopen(tmp_path / f"a{suffix}"), LABELLED))) == 2


SOUNDS = (Tone(), Tone(1000.0), Noise(), Spoken("PERSON"), Spoken("HEALTH"))
HOLES = ((0.3, 1.7), (2.0, 2.2), (2.5, 9.0))


def holes(what: Replacement) -> tuple[Edit, ...]:
    return tuple(Edit(TimeRange("a1", *hole), what, "k") for hole in HOLES)


@pytest.mark.parametrize("what", SOUNDS, ids=str)
@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_s16le", 8_000),
        ("a.mp3", "libmp3lame", 22_050),
        ("a.opus", "libopus", 16_000),
        ("a.m4a", "aac", 44_100),
    ],
)
def test_what_was_put_into_a_sound_is_heard_there_whatever_the_codec(
    what: Replacement, name: str, codec: str, rate: int, tmp_path: Path
) -> None:
    handler = SoundHandler(SoundHandler.Options())
    source = write_sound(tmp_path / name, wave(4, rate, 2), rate, codec)
    target = tmp_path / f"out{source.suffix}"
    handler.write(handler.load(source), Changes(holes(what)), target)
    assert not list(leaks_in_sound(handler.reopen(target), holes(what)))
    assert len(list(leaks_in_sound(handler.reopen(source), holes(what)))) == len(HOLES)


@pytest.mark.parametrize("what", SOUNDS[1:], ids=str)
def test_something_else_in_a_hole_is_a_leak_be_it_under_what_was_put_there(what: Replacement, tmp_path: Path) -> None:
    handler = SoundHandler(SoundHandler.Options())
    source = write_sound(tmp_path / "a.wav", wave(4, 16_000), 16_000, "pcm_s16le")
    target = tmp_path / "out.wav"
    handler.write(handler.load(source), Changes(holes(what)), target)
    for other in (Tone(), Tone(700.0), Noise(), Spoken("DATE_TIME")):
        if other != what:
            assert list(leaks_in_sound(handler.reopen(target), holes(other)))
    put, rate = soundfile.read(target, dtype="float32")
    voice, _ = soundfile.read(source, dtype="float32")
    soundfile.write(target, put + 0.3 * voice, rate, subtype="PCM_16")
    assert len(list(leaks_in_sound(handler.reopen(target), holes(what)))) == len(HOLES)


def test_a_hole_within_a_hole_sounds_as_it_was_put_there(tmp_path: Path) -> None:
    handler = SoundHandler(SoundHandler.Options())
    source = write_sound(tmp_path / "a.wav", wave(4, 16_000), 16_000, "pcm_s16le")
    edits = (Edit(TimeRange("a1", 0.5, 3.5), Tone(), "k"), Edit(TimeRange("a1", 1.0, 2.0), Noise(), "k"))
    handler.write(handler.load(source), Changes(edits), tmp_path / "out.wav")
    assert not list(leaks_in_sound(handler.reopen(tmp_path / "out.wav"), edits))


def test_findings_in_what_was_put_there_are_no_leaks(expected: Expected) -> None:
    part = text_part("[x] said Bob will pay")
    inserted = Finding("PERSON", (TextSpan("out", 0, 3),), 0.9, "d")
    new = Finding("PERSON", (TextSpan("out", 0, 12),), 0.9, "d")
    assert not list(leaks_in_findings([inserted], {"out": part}, (), expected))
    assert [leak.value for leak in leaks_in_findings([new], {"out": part}, (), expected)] == [" said Bob"]


def test_a_face_under_a_fill_is_no_leak_and_one_beside_it_is(expected: Expected) -> None:
    parts = {"i1": Part("i1", Modality.IMAGE, Picture(80, 60, lambda: np.zeros((60, 80, 3), np.uint8)))}
    fills = (Edit(Box("i1", 10, 10, 50, 50), Fill(), "k"),)

    def leaks(region: Region) -> int:
        return len(list(leaks_in_findings([Finding("FACE", (region,), 0.5, "f")], parts, fills, expected)))

    assert leaks(Box("i1", 12, 12, 45, 45)) == 0
    assert leaks(Box("i1", 45, 12, 79, 45)) == 1


def test_a_track_moves_in_a_straight_line() -> None:
    keys = (KeyFrame(1.0, Box("v1", 0, 0, 10, 10)), KeyFrame(2.0, Box("v1", 100, 0, 110, 10)))
    assert box_at(Track("v1", keys), 1.5) == Box("v1", 50, 0, 60, 10)
    assert box_at(Track("v1", keys), 2.5) is None


def test_a_label_that_is_misread_in_its_box_is_no_leak_and_a_name_beside_it_is() -> None:
    edit = Edit(Box("p1.image", 100, 100, 160, 112), Fill(label="FOIA s.40(2)"), "f")
    for text, top, left in (("FOlA s", 92, []), ("Zelphora", 92, ["Zelphora"]), ("FOlA s", 140, ["FOlA s"])):
        box = Box("p1.image", 98, top, 162, top + 30)
        part = Part("t", Modality.TEXT, text, alignment=Alignment.of([(0, len(text), box)]))
        finding = Finding("PERSON", (TextSpan("t", 0, len(text)),), 0.9, "names")
        expected = expect([], [], {}, frozenset())
        assert [leak.value for leak in leaks_in_findings([finding], {"t": part}, [edit], expected)] == left
