"""Sound goes in, the same sound comes out, silent where it was told to be and with nothing beside it."""

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.media.hush import FADE, Hush, overwrite
from redact.media.mono import as_float
from redact.media.sound import SoundHandler
from redact.types import Drop, Edit, Fill, Keep, Modality, NewText, TimeRange, Tone
from tests.media.sounds import decoded, hush, wave, write_sound

HANDLER = SoundHandler(SoundHandler.Options())
LOSSLESS = [
    ("a.wav", "pcm_s16le", 44_100, 2),
    ("a.wav", "pcm_u8", 8_000, 1),
    ("a.wav", "pcm_s24le", 48_000, 6),
    ("a.wav", "pcm_f32le", 22_050, 1),
    ("a.wav", "pcm_mulaw", 8_000, 1),
    ("a.flac", "flac", 44_100, 2),
    ("a.flac", "flac", 96_000, 6),
    ("a.aiff", "pcm_s16be", 44_100, 2),
    ("a.m4a", "alac", 44_100, 2),
    ("a.mka", "flac", 44_100, 1),
]
LOSSY = [
    ("a.mp3", "libmp3lame", 44_100, 2),
    ("a.mp3", "libmp3lame", 8_000, 1),
    ("a.m4a", "aac", 44_100, 2),
    ("a.m4a", "aac", 48_000, 6),
    ("a.aac", "aac", 44_100, 1),
    ("a.ogg", "libopus", 48_000, 1),
    ("a.opus", "libopus", 48_000, 6),
    ("a.weba", "libopus", 48_000, 2),
    ("a.mka", "ac3", 48_000, 2),
]
named = pytest.mark.parametrize("form", LOSSLESS + LOSSY, ids=lambda form: "-".join(map(str, form)))


def gone_through(path: Path, *edits: Edit) -> Path:
    target = path.with_name(f"out{path.suffix}")
    HANDLER.write(HANDLER.load(path), Changes(edits), target)
    return target


def beside(rate: int, first: int, last: int, length: int) -> np.ndarray:
    """The samples outside of a stretch in which the sound may fade."""
    at, reach = np.arange(length), math.ceil(FADE * rate)
    return ((at >= first - reach) & (at < first)) | ((at >= last) & (at < last + reach))


def middle(rate: int, sound: np.ndarray) -> np.ndarray:
    """From 1.05 s to 1.45 s: what a codec may smear over the edges is left out."""
    return sound[:, round(1.05 * rate) : round(1.45 * rate)]


@pytest.mark.parametrize("form", LOSSLESS, ids=lambda form: "-".join(map(str, form)))
def test_lossless_sound_is_the_same_to_the_bit_outside_and_silent_inside(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    before = write_sound(tmp_path / name, wave(2, rate, channels), rate, codec)
    after = gone_through(before, hush(1.0, 1.5))
    heard, same_rate = decoded(after)
    expected, _ = decoded(before)
    quiet = 128 if expected.dtype == np.uint8 else 0
    expected = expected.copy()
    expected[:, rate : round(1.5 * rate)] = quiet
    fading = beside(rate, rate, round(1.5 * rate), expected.shape[1])
    assert same_rate == rate
    assert np.array_equal(heard[:, ~fading], expected[:, ~fading])
    loud = [np.abs(as_float(sound[:, fading])) for sound in (heard, expected)]
    assert (loud[0] <= loud[1] + 1e-6).all()


@pytest.mark.parametrize("form", LOSSY, ids=lambda form: "-".join(map(str, form)))
def test_lossy_sound_keeps_its_place_and_is_silent_inside(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    before = write_sound(tmp_path / name, wave(2, rate, channels), rate, codec)
    heard, same_rate = decoded(gone_through(before, hush(1.0, 1.5)))
    source, _ = decoded(before)
    assert (same_rate, heard.shape[0]) == (rate, channels)
    assert abs(heard.shape[1] - source.shape[1]) <= 1200
    assert np.abs(middle(rate, heard)).max() < 1e-3
    quarter = slice(round(0.25 * rate), round(0.75 * rate))
    assert np.corrcoef(heard[0, quarter], source[0, quarter])[0, 1] > 0.99


@named
def test_the_handle_gives_any_stretch_as_it_stands_in_the_whole(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    path = write_sound(tmp_path / name, wave(4, rate, channels), rate, codec)
    sound = HANDLER.load(path).parts[0].content
    whole = sound.samples(rate, 0, sound.duration)
    assert len(whole) == round(sound.duration * rate)
    stretch = sound.samples(rate, 2.2, 3.1)
    shift = rate // 1000 + 1 if name in {"a.mka", "a.weba"} else 0  # Matroska keeps time in milliseconds
    first = round(2.2 * rate)
    near = [whole[first + step : first + step + len(stretch)] for step in range(-shift, shift + 1)]
    assert min(float(np.abs(stretch - each).max()) for each in near) < 0.02
    assert len(sound.samples(16_000, 1.0, 2.0)) == 16_000
    assert len(sound.samples(16_000, 3.9, 9.0)) <= 0.2 * 16_000


@named
def test_another_library_hears_the_same_silence(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    before = write_sound(tmp_path / name, wave(2, rate, channels), rate, codec)
    document = HANDLER.reopen(gone_through(before, hush(1.0, 1.5)))
    sound = document.part("a1").content
    assert sound.channels == channels
    assert np.abs(sound.samples(16_000, 1.05, 1.45)).max() < 1e-3
    assert np.abs(sound.samples(16_000, 0.2, 0.8)).max() > 0.05


@named
def test_nothing_but_sound_is_carried_over(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    tags = {"title": "Wilhelmina", "artist": "Wilhelmina", "comment": "Wilhelmina"}
    before = write_sound(tmp_path / name, wave(1, rate, channels), rate, codec, tags)
    after = gone_through(before)
    assert b"Wilhelmina" not in after.read_bytes()
    raw = [part for part in HANDLER.reopen(after).parts if part.raw]
    assert {part.modality for part in raw} == {Modality.TEXT}
    assert not any("Wilhelmina" in part.text for part in raw)


def test_what_stands_in_tags_and_headers_is_given_for_verification(tmp_path: Path) -> None:
    for name, codec in (("a.mp3", "libmp3lame"), ("a.flac", "flac"), ("a.ogg", "libopus"), ("a.m4a", "aac")):
        path = write_sound(tmp_path / name, wave(1, 48_000), 48_000, codec, {"title": "Wilhelmina Brontë"})
        tags, strings = (part.text for part in HANDLER.reopen(path).parts if part.raw)
        assert "Wilhelmina Brontë" in tags
        assert "Wilhelmina Brontë" in strings
    path.write_bytes(path.read_bytes() + b"said by Wilhelmina")
    assert "said by Wilhelmina" in HANDLER.reopen(path).part("raw.bytes").text


def test_vorbis_stays_vorbis(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    soundfile.write(path, wave(2, 44_100, 2).T, 44_100, format="OGG", subtype="VORBIS")
    after = gone_through(path, hush(1.0, 1.5))
    assert soundfile.info(str(after)).subtype == "VORBIS"
    assert soundfile.info(str(after)).frames == 2 * 44_100
    assert np.abs(middle(44_100, decoded(after)[0])).max() < 1e-3


def test_a_tone_sounds_where_it_was_put_and_nowhere_else(tmp_path: Path) -> None:
    before = write_sound(tmp_path / "a.wav", wave(2, 16_000), 16_000, "pcm_s16le")
    heard, _ = decoded(gone_through(before, hush(1.0, 1.5, 1000)))
    inside = heard[0, 16_000:24_000].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(inside))) == 500
    assert np.array_equal(heard[:, 24_080:], decoded(before)[0][:, 24_080:])


def test_a_dropped_track_is_silent_and_a_kept_stretch_is_not_touched(tmp_path: Path) -> None:
    before = write_sound(tmp_path / "a.wav", wave(2, 8_000), 8_000, "pcm_s16le")
    whole = TimeRange("a1", 0, 2)
    assert not decoded(gone_through(before, Edit(whole, Drop(), "f")))[0].any()
    assert np.array_equal(decoded(gone_through(before, Edit(whole, Keep(), "f")))[0], decoded(before)[0])


@pytest.mark.parametrize("what", [NewText("x"), Fill()])
def test_what_sound_cannot_carry_is_refused_and_nothing_is_left(what, tmp_path: Path) -> None:
    before = write_sound(tmp_path / "a.wav", wave(1, 8_000), 8_000, "pcm_s16le")
    with pytest.raises(PluginError):
        gone_through(before, Edit(TimeRange("a1", 0, 1), what, "f"))
    assert not (tmp_path / "out.wav").exists()


def test_channels_that_cancel_each_other_are_still_heard(tmp_path: Path) -> None:
    one = wave(1, 16_000)
    path = write_sound(tmp_path / "a.wav", np.concatenate([one, -one]), 16_000, "pcm_f32le")
    assert np.abs(HANDLER.load(path).parts[0].content.samples(16_000, 0, 1)).max() > 0.2


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.ogg", "a.m4a", "a.aac"])
@pytest.mark.parametrize("data", [b"", b"RIFF", b"My name is Wilhelmina and this is no sound.\n" * 50])
def test_what_is_no_sound_is_refused_in_one_line(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        HANDLER.load(path)
    assert "\n" not in str(refused.value)
    assert "Wilhelmina" not in str(refused.value)


def test_a_playlist_cannot_reach_other_files(tmp_path: Path) -> None:
    secret = write_sound(tmp_path / "secret.wav", wave(1, 8_000), 8_000, "pcm_s16le")
    path = tmp_path / "a.m4a"
    path.write_text(f"#EXTM3U\n#EXTINF:1,\n{secret.as_uri()}\n#EXT-X-ENDLIST\n", "utf-8")
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_recording_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "a.flac", wave(20, 16_000), 16_000, "flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_sound_without_a_sample_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(0, np.float32), 16_000)
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


runs = st.tuples(st.integers(-50, 500), st.integers(0, 200)).map(lambda pair: Hush(pair[0], sum(pair), Tone()))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=8), st.lists(runs, max_size=4))
def test_every_sample_of_a_run_is_silent_however_the_blocks_fall(sizes: list[int], wanted: list[Hush]) -> None:
    position, heard = 0, []
    for size in sizes:
        heard.append(overwrite(np.full((2, size), 1000, np.int16), position, 8000, wanted))
        position += size
    whole = np.concatenate(heard, axis=1)
    quiet = {at for run in wanted for at in range(run.first, run.last)}
    near = {at for run in wanted if run.last > run.first for at in range(run.first - 40, run.last + 40)}
    assert not any(whole[1, at] for at in quiet if 0 <= at < position)
    assert all(whole[1, at] == 1000 for at in range(position) if at not in near)
    once = overwrite(np.full((2, position), 1000, np.int16), 0, 8000, wanted)
    assert np.array_equal(whole, once)
