"""A voice goes in and another comes out: as long, as loud, at the same time, and nothing else is touched."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.media.hush import FADE, Hush
from redact.media.sound import SoundHandler
from redact.media.video import VideoHandler
from redact.media.voices.lane import Disguising
from redact.media.voices.stream import Changed
from redact.media.voices.voice import DRAWN_IN, DRAWN_OUT, FORMANTS, PITCH, Voice
from redact.types import Disguise, Edit, TimeRange, Tone
from tests.media.sounds import decoded, hush, write_film, write_sound

HANDLER = SoundHandler(SoundHandler.Options())
RATES = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]


def vowel(seconds: float, rate: int, pitch: float = 120.0, channels: int = 1) -> np.ndarray:
    """Pulses through two resonances, swelling and fading: like somebody who says "ah" again and again."""
    time = np.arange(round(seconds * rate)) / rate
    made = np.zeros(len(time))
    for number in range(1, int(3_400 / pitch)):
        hertz = number * pitch
        loud = sum(1 / (1 + ((hertz - peak) / 120) ** 2) for peak in (700, 1_200, 2_600))
        made += loud * np.sin(2 * np.pi * hertz * time + number)
    swell = 0.55 - 0.45 * np.cos(2 * np.pi * 2 * time)
    made *= swell * 0.3 / np.abs(made).max()
    return np.tile(made.astype(np.float32), (channels, 1))


def changed(sound: np.ndarray, rate: int, seed: bytes = b"1", size: int = 1_000) -> np.ndarray:
    voice = Changed(seed, rate, len(sound))
    pieces = [voice.feed(sound[:, first : first + size]) for first in range(0, sound.shape[1], size)]
    return np.concatenate([*pieces, voice.finish()], axis=1)


def loudness(sound: np.ndarray, rate: int) -> np.ndarray:
    step = rate // 20
    return np.sqrt((sound[0, : len(sound[0]) // step * step].reshape(-1, step) ** 2).mean(axis=1))


def pitch_of(sound: np.ndarray, rate: int) -> float:
    """The pitch by the first high peak of the sound's likeness to itself."""
    piece = sound[0, rate // 2 : rate] - sound[0, rate // 2 : rate].mean()
    alike = np.fft.irfft(np.abs(np.fft.rfft(piece, 2 * len(piece))) ** 2)
    near = alike[rate // 400 : rate // 60]
    whole = int(np.argmax(near)) + rate // 400
    halves = [whole / part for part in (1, 2, 3) if whole / part > rate / 350]
    likely = [lag for lag in halves if alike[round(lag)] > 0.8 * alike[whole]]
    return rate / min(likely)


@pytest.mark.parametrize("rate", RATES)
def test_as_many_samples_come_out_at_the_same_time_and_as_loud(rate: int) -> None:
    sound = vowel(2, rate)
    other = changed(sound, rate)
    assert other.shape == sound.shape
    assert np.corrcoef(loudness(sound, rate), loudness(other, rate))[0, 1] > 0.95
    assert 0.7 < loudness(other, rate).mean() / loudness(sound, rate).mean() < 1.3


@pytest.mark.parametrize("seed", [b"1", b"2", b"3", b"4"])
@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_the_pitch_is_moved_as_the_secret_says(rate: int, seed: bytes) -> None:
    other = changed(vowel(2, rate), rate, seed)
    assert pitch_of(other, rate) / 120 == pytest.approx(Voice.drawn(seed).pitch, rel=0.04)


def test_the_same_secret_gives_the_same_voice_and_another_another() -> None:
    sound = vowel(1, 16_000)
    assert np.array_equal(changed(sound, 16_000), changed(sound, 16_000))
    assert not np.allclose(changed(sound, 16_000), changed(sound, 16_000, b"2"), atol=0.02)


@given(st.binary(min_size=1, max_size=40))
def test_no_secret_gives_a_voice_close_to_the_one_that_was_there(seed: bytes) -> None:
    voice = Voice.drawn(seed)
    for drawn, (least, most) in ((voice.pitch, PITCH), (voice.formants, FORMANTS)):
        assert least <= max(drawn, 1 / drawn) <= most
    assert any(least <= voice.exponent <= most for least, most in (DRAWN_IN, DRAWN_OUT))
    assert str(voice.wandering) not in repr(Disguise(seed))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=6))
def test_it_does_not_matter_in_which_pieces_the_sound_comes(sizes: list[int]) -> None:
    sound = vowel(sum(sizes) / 8_000, 8_000)
    voice, start, pieces = Changed(b"1", 8_000, 1), 0, []
    for size in sizes:
        pieces.append(voice.feed(sound[:, start : start + size]))
        start += size
    assert np.allclose(np.concatenate([*pieces, voice.finish()], axis=1), changed(sound, 8_000), atol=1e-4)


@pytest.mark.parametrize("length", [0, 1, 7, 400, 8_001])
@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_sounds_of_any_length_keep_it(length: int, rate: int) -> None:
    assert changed(np.full((2, length), 0.1, np.float32), rate).shape == (2, length)


def test_silence_and_full_scale_stay_within_bounds() -> None:
    assert not changed(np.zeros((1, 16_000), np.float32), 16_000).any()
    noise = np.random.default_rng(1).choice([-1.0, 1.0], (1, 32_000)).astype(np.float32)
    other = changed(noise, 16_000)
    assert np.isfinite(other).all()
    assert np.abs(other).max() <= 1.0


def test_outside_of_the_stretch_every_bit_is_kept() -> None:
    rate = 16_000
    sound = (vowel(4, rate, channels=2) * 30_000).astype(np.int16)
    runs = (Hush(rate, 3 * rate, Disguise(b"1"), 1), Hush(int(0.2 * rate), int(0.3 * rate), Tone()))
    stage = Disguising(runs, rate)
    pieces = [piece for first in range(0, 4 * rate, 999) for piece in stage.push(sound[:, first : first + 999])]
    other = np.concatenate([*pieces, *stage.finish()], axis=1)
    fade = math.ceil(FADE * rate)
    assert other.shape == sound.shape
    assert np.array_equal(other[0], sound[0])
    assert np.array_equal(other[1, : rate - fade], sound[1, : rate - fade])
    assert np.array_equal(other[1, 3 * rate + fade :], sound[1, 3 * rate + fade :])
    inside = slice(rate, 3 * rate)
    assert abs(np.corrcoef(other[1, inside], sound[1, inside])[0, 1]) < 0.3
    steps = np.abs(np.diff(other[1].astype(int))).max()
    assert steps <= 1.6 * np.abs(np.diff(sound[1].astype(int))).max(), "a click"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 5_000), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(-500, 15_000), st.integers(0, 6_000), st.sampled_from([None, 0, 1])), max_size=4),
)
def test_no_sample_is_lost_however_blocks_and_stretches_fall(
    sizes: list[int], wanted: list[tuple[int, int, int | None]]
) -> None:
    rate = 8_000
    sound = vowel(sum(sizes) / rate, rate, channels=2)
    runs = [Hush(first, first + length, Disguise(b"1"), channel) for first, length, channel in wanted]
    stage, start, pieces = Disguising(runs, rate), 0, []
    for size in sizes:
        pieces += list(stage.push(sound[:, start : start + size]))
        start += size
    other = np.concatenate([*pieces, *stage.finish()], axis=1)
    assert other.shape == sound.shape
    at, fade = np.arange(sum(sizes)), math.ceil(FADE * rate)
    for channel in (0, 1):
        mine = [run for run in runs if run.channel in (None, channel) and run.first < run.last]
        far = np.all([(at < run.first - fade) | (at >= run.last + fade) for run in mine] or [at >= 0], axis=0)
        assert np.array_equal(other[channel, far], sound[channel, far])


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_s16le", 8_000),
        ("a.flac", "flac", 48_000),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.ogg", "libopus", 48_000),
    ],
)
def test_a_disguise_and_a_silence_in_one_file(name: str, codec: str, rate: int, tmp_path: Path) -> None:
    before = write_sound(tmp_path / name, vowel(3, rate), rate, codec)
    target = tmp_path / f"out{before.suffix}"
    edits = (Edit(TimeRange("a1", 0, 3), Disguise(b"2"), "f"), hush(1.0, 1.5))
    HANDLER.write(HANDLER.load(before), Changes(edits), target)
    sound = HANDLER.reopen(target).part("a1").content
    heard = sound.samples(rate, 0, 3)[None]
    assert abs(sound.duration - 3) < 0.06
    assert np.abs(heard[0, round(1.05 * rate) : round(1.45 * rate)]).max() < 1e-3
    assert pitch_of(heard, rate) / 120 == pytest.approx(Voice.drawn(b"2").pitch, rel=0.05)
    assert decoded(target)[1] == rate


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_sound_of_a_film_goes_the_same_way(name: str, tmp_path: Path) -> None:
    sound = vowel(2, 44_100)
    film = write_film(tmp_path / name, [number / 25 for number in range(50)], (64, 48), sound=sound, rate=44_100)
    handler = VideoHandler(VideoHandler.Options(codec="mpeg4"))
    target = film.with_name(f"out{film.suffix}")
    copied = handler.write(handler.load(film), Changes((Edit(TimeRange("a1", 0, 2), Disguise(b"2"), "f"),)), target)
    heard = handler.reopen(target).part("a1").content.samples(44_100, 0, 2)[None]
    assert pitch_of(heard, 44_100) / 120 == pytest.approx(Voice.drawn(b"2").pitch, rel=0.05)
    assert any("disguised" in note for note in copied.notes)
