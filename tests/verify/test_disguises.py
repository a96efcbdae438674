"""A voice that was to be disguised and is still there is found in the copy."""

from pathlib import Path

import numpy as np
import pytest

from redact.contracts import Changes
from redact.media.sound import SoundHandler
from redact.types import Disguise, Document, Edit, TimeRange
from redact.verify import leaks_in_disguises
from tests.media.sounds import write_sound

RATE = 16_000
HANDLER = SoundHandler(SoundHandler.Options())


def voice(seed: int) -> np.ndarray:
    """Four seconds of syllables, each of another pitch and timbre."""
    source = np.random.default_rng(seed)
    syllables = []
    for _ in range(20):
        time = np.arange(RATE // 5) / RATE
        pitch = source.uniform(95, 130)
        tones = [
            level * np.sin(2 * np.pi * pitch * part * time) for part, level in enumerate(source.random(25) ** 3, 1)
        ]
        syllables.append(np.sin(np.pi * time * 5) * sum(tones))
    sound = np.concatenate(syllables)
    return (0.3 * sound / np.abs(sound).max()).astype(np.float32)


def leaks(source: Path, done: tuple[Edit, ...], wanted: tuple[Edit, ...]) -> int:
    target = source.with_name(f"out{source.suffix}")
    document: Document = HANDLER.load(source)
    HANDLER.write(document, Changes(done), target)
    before = {part.id: part for part in document.parts}
    return len(list(leaks_in_disguises(HANDLER.reopen(target), before, wanted)))


def edit(channel: int | None = None, end: float = 4.0, seed: bytes = b"1") -> Edit:
    return Edit(TimeRange("a1", 0.0, end, channel), Disguise(seed), "f")


@pytest.mark.parametrize(
    "form", [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.ogg", "libopus")]
)
def test_a_disguise_that_did_not_happen_is_found_in_every_form(form: tuple[str, str], tmp_path: Path) -> None:
    source = write_sound(tmp_path / form[0], np.stack([voice(1), voice(2)]), RATE, form[1])
    both = (edit(0), edit(1))
    assert leaks(source, both, both) == 0
    assert leaks(source, (), both) == 2
    assert leaks(source, both[:1], both) == 1
    assert leaks(source, (edit(),), (edit(),)) == 0


@pytest.mark.parametrize("seed", [b"2", b"3", b"4", b"5", b"6"])
def test_no_disguise_is_taken_for_the_voice_itself(seed: bytes, tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", voice(3)[None], RATE, "pcm_s16le")
    assert leaks(source, (edit(seed=seed),), (edit(seed=seed),)) == 0


def test_a_disguise_that_ends_too_early_is_found(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", voice(1)[None], RATE, "pcm_s16le")
    assert leaks(source, (edit(end=2.5),), (edit(),)) == 1


def test_silence_has_no_voice(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", np.zeros((1, 4 * RATE), np.float32), RATE, "pcm_s16le")
    assert leaks(source, (), (edit(),)) == 0


def test_a_track_that_is_missing_is_a_leak(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", voice(1)[None], RATE, "pcm_s16le")
    document = HANDLER.load(source)
    elsewhere = Edit(TimeRange("a2", 0.0, 1.0), Disguise(b"1"), "f")
    assert list(leaks_in_disguises(document, {part.id: part for part in document.parts}, [elsewhere]))
