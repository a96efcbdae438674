"""What is heard in a hole: fixed, so that it tells nothing and can be checked."""

from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.entities import ENTITY_TYPES
from redact.media.hush import Hush, hushes, overwrite
from redact.media.waves import Heard, wave
from redact.media.words_said import OTHER, WORDS, said, word_for
from redact.types import Edit, Noise, Spoken, TimeRange, Tone

RATES = [8_000, 16_000, 22_050, 44_100, 48_000]
every_sound = pytest.mark.parametrize("what", [Tone(), Tone(1000.0), Noise(), Spoken("PERSON")], ids=str)


@every_sound
@settings(deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_a_hole_sounds_the_same_however_the_blocks_fall(what: Heard, sizes: list[int]) -> None:
    whole, at, pieces = sum(sizes), 0, []
    for size in sizes:
        pieces.append(wave(what, 8_000, at, size, whole))
        at += size
    assert np.array_equal(np.concatenate(pieces), wave(what, 8_000, 0, whole, whole))


@pytest.mark.parametrize("rate", RATES)
def test_noise_is_as_loud_as_a_quiet_voice_and_lies_in_its_band_at_every_rate(rate: int) -> None:
    heard = wave(Noise(), rate, 0, 4 * rate, 4 * rate)
    assert 0.04 < float(np.sqrt((heard**2).mean())) < 0.06
    assert float(np.abs(heard).max()) < 0.35
    power = np.abs(np.fft.rfft(heard)) ** 2
    hertz = np.fft.rfftfreq(len(heard), 1 / rate)
    assert power[(hertz >= 300) & (hertz < 3400)].sum() > 0.999 * power.sum()


@pytest.mark.parametrize("rate", RATES[1:])
def test_noise_is_the_same_noise_at_every_rate(rate: int) -> None:
    times = np.arange(8_000) / 8_000
    slow = wave(Noise(), 8_000, 0, 8_000, 8_000)
    fast = np.interp(times, np.arange(4 * rate) / rate, wave(Noise(), rate, 0, 4 * rate, 4 * rate))
    assert float(np.corrcoef(slow, fast)[0, 1]) > 0.8


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("word", [*WORDS.values(), OTHER])
def test_every_word_can_be_said_at_every_rate(word: str, rate: int) -> None:
    heard = said(word, rate)
    assert 0.2 < len(heard) / rate < 1.0
    assert 0.3 < float(np.abs(heard).max()) < 0.5
    assert np.abs(heard[[0, -1]]).max() < 0.02


def test_the_recordings_are_small() -> None:
    folder = resources.files("redact") / "media" / "spoken"
    sizes = {entry.name: len(entry.read_bytes()) for entry in folder.iterdir()}
    assert {f"{word}.flac" for word in (*WORDS.values(), OTHER)} | {"README.md"} == set(sizes)
    assert sum(sizes.values()) < 150_000


def test_the_word_tells_the_group_of_a_type_and_nothing_else() -> None:
    assert word_for("EMAIL_ADDRESS") == word_for("PHONE_NUMBER") == "contact"
    assert word_for("SHOE_SIZE") == OTHER
    words = {ENTITY_TYPES[name].group: word_for(name) for name in ENTITY_TYPES}
    assert all(word_for(name) == words[known.group] for name, known in ENTITY_TYPES.items())


def test_a_word_is_said_at_the_start_of_a_hole_and_silence_follows() -> None:
    length, word = 20_000, said("name", 16_000)
    heard = wave(Spoken("PERSON"), 16_000, 0, length, length)
    assert np.array_equal(heard[: len(word)], word)
    assert not heard[len(word) :].any()


def test_a_word_for_which_there_is_no_time_is_not_said() -> None:
    length = len(said("name", 16_000)) - 1
    assert not wave(Spoken("PERSON"), 16_000, 0, length, length).any()


@every_sound
@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.float32, np.float64])
def test_a_hole_is_overwritten_to_the_sample_in_every_channel_and_form(what: Heard, kind: type) -> None:
    edit = Edit(TimeRange("a1", 0.25, 0.75), what, "f")
    block = np.full((2, 16_000), 100, kind)
    put = overwrite(block, 0, 16_000, hushes([edit], "a1", 16_000))
    assert put.shape == block.shape
    assert put.dtype == block.dtype
    assert (put[:, :3_920] == 100).all()
    assert (put[:, 12_080:] == 100).all()
    other = overwrite(block // 2, 0, 16_000, (Hush(4_000, 12_000, what),))
    assert (put[:, 4_000:12_000] == other[:, 4_000:12_000]).all()
    assert (put[0] == put[1]).all()


@pytest.mark.parametrize("what", [Tone(), Tone(1_000), Noise(), Spoken("PERSON")])
@pytest.mark.parametrize("start", [0.2, 0.20119, 0.2043])
def test_nothing_clicks_where_a_hole_begins_and_ends(what: Heard, start: float) -> None:
    rate = 44_100
    voice = np.asarray(0.5 * np.sin(2 * np.pi * 200 * np.arange(rate) / rate), np.float32)[None]
    runs = hushes([Edit(TimeRange("a1", start, start + 0.6), what, "f")], "a1", rate)
    heard = overwrite(voice, 0, rate, runs)[0]
    inside = overwrite(np.zeros_like(voice), 0, rate, runs)[0]
    steepest = max(np.abs(np.diff(voice[0])).max(), np.abs(np.diff(inside[runs[0].first + 1 : runs[0].last - 1])).max())
    edges = [range(edge - 300, edge + 300) for edge in (runs[0].first, runs[0].last)]
    assert max(np.abs(np.diff(heard[edge])).max() for edge in edges) < 1.3 * steepest
