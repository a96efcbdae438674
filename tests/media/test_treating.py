"""Nothing of what was said between two moments is heard in the copy, not a millisecond, whatever codec it came in."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from redact.contracts import Changes
from redact.media.sound import SoundHandler
from redact.media.treating import smeared
from redact.types import Edit, TimeRange, Tone
from tests.media.sounds import decoded, write_sound

HANDLER = SoundHandler(SoundHandler.Options())
FORMS = [
    ("a.wav", "pcm_s16le", 8_000, 2),
    ("a.wav", "pcm_mulaw", 8_000, 1),
    ("a.flac", "flac", 48_000, 1),
    ("a.mp3", "libmp3lame", 44_100, 2),
    ("a.mp3", "libmp3lame", 16_000, 1),
    ("a.mp3", "libmp3lame", 8_000, 1),
    ("a.m4a", "aac", 44_100, 2),
    ("a.m4a", "aac", 8_000, 1),
    ("a.aac", "aac", 44_100, 1),
    ("a.ogg", "libopus", 48_000, 1),
    ("a.weba", "libopus", 48_000, 2),
    ("a.mka", "ac3", 48_000, 2),
    ("a.mka", "mp2", 44_100, 1),
    ("a.ogg", "vorbis", 44_100, 2),
]


def burst(rate: int, channels: int) -> np.ndarray:
    """Three seconds of silence with half a second of noise in them: the worst that a window can be asked to hide."""
    sound = np.zeros((channels, 3 * rate), np.float32)
    noise = np.random.default_rng(1).standard_normal((channels, rate // 2))
    sound[:, rate : rate + rate // 2] = np.clip(0.3 * noise, -1, 1)
    return sound


def written(path: Path, codec: str, rate: int, channels: int) -> Path:
    if codec != "vorbis":
        return write_sound(path, burst(rate, channels), rate, codec)
    soundfile.write(path, burst(rate, channels).T, rate, format="OGG", subtype="VORBIS")
    return path


@pytest.mark.parametrize("form", FORMS, ids=lambda form: "-".join(map(str, form)))
def test_what_was_found_is_covered_to_the_sample_and_no_millisecond_leaks(form, tmp_path: Path) -> None:
    name, codec, rate, channels = form
    before = written(tmp_path / name, codec, rate, channels)
    document = HANDLER.load(before)
    sound = document.parts[0].content
    late = 1024 / rate if before.suffix == ".aac" else 0.0  # what its encoder put before the first sample
    target = tmp_path / f"out{before.suffix}"
    HANDLER.write(document, Changes((Edit(TimeRange("a1", 1 + late, 1.5 + late), Tone(), "f"),)), target)
    samples = np.abs(as_loud(decoded(target)[0]))
    heard = sound.samples(rate, 0, sound.duration)
    assert np.abs(heard[rate + 400 : round(1.5 * rate) - 400]).max() > 0.3
    assert samples.max() < 2e-3
    assert abs(HANDLER.reopen(target).part("a1").content.duration - sound.duration) < 0.03


def as_loud(sound: np.ndarray) -> np.ndarray:
    return sound / 32_768.0 if sound.dtype == np.int16 else sound


def test_only_codecs_that_smear_take_more_than_was_found() -> None:
    assert smeared("pcm_s16le", 8_000) == smeared("flac", 48_000) == smeared("pcm_alaw", 8_000) == 0
    assert all(
        0 < smeared(codec, rate) / rate < 0.1 for codec in ("mp3", "aac", "opus", "x") for rate in (8_000, 96_000)
    )
