"""Somebody speaks: from when to when, and in which channel; music and noise are nobody."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import soundfile

from redact.detect.voices import RATE, VoicesDetector, VoicesOptions
from redact.media.mono import resampled
from redact.types import Finding, Modality, Part, Samples, Sound, TimeRange

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng makes the speech")


@cache
def said(voice: str = "en-gb") -> np.ndarray:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.wav")
        words = "I would like to know when the letter was sent"
        subprocess.run(["espeak-ng", "-v", voice, "-w", str(path), words], check=True)
        sound, rate = soundfile.read(path, dtype="float32")
    return resampled(sound, rate, RATE)


def noise(seconds: float, loud: float) -> np.ndarray:
    return (loud * np.random.default_rng(1).standard_normal(round(seconds * RATE))).astype(np.float32)


def tune(seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = 220 * 2 ** (np.floor(time * 3) % 5 / 12)
    return (0.2 * sum(np.sin(2 * np.pi * pitch * part * time) / part for part in (1, 2, 3))).astype(np.float32)


def part_of(*channels: np.ndarray, apart: bool = False) -> Part:
    def heard(samples: np.ndarray) -> Sound:
        def stretch(rate: int, start: float, stop: float) -> Samples:
            assert rate == RATE
            return samples[round(start * RATE) : round(stop * RATE)]

        return Sound(len(samples) / RATE, RATE, 1, stretch)

    each = tuple(map(heard, channels))
    return Part("a1", Modality.AUDIO, Sound(each[0].duration, RATE, len(each), each[0].samples, each, apart))


def found(part: Part) -> list[Finding]:
    return list(VoicesDetector(VoicesOptions()).detect([part]))


def covers(finding: Finding, start: float, end: float) -> bool:
    return any(isinstance(place, TimeRange) and place.start <= start and end <= place.end for place in finding.regions)


@needs_espeak
@pytest.mark.parametrize("loud", [1.0, 0.05])
@pytest.mark.parametrize("line", [0.0, 3e-4])
def test_speech_is_found_from_its_first_to_its_last_sample(loud: float, line: float) -> None:
    quiet, speech = np.zeros(4 * RATE, np.float32), said()
    whole = loud * np.concatenate([quiet, speech, quiet, speech, quiet])
    (finding,) = found(part_of(whole + noise(len(whole) / RATE, line)))
    length = len(speech) / RATE
    assert finding.entity_type == "VOICE"
    assert len(finding.regions) == 2
    assert covers(finding, 4, 4 + length)
    assert covers(finding, 8 + length, 8 + 2 * length)
    assert sum(place.end - place.start for place in finding.regions) < 2 * (length + 1.2)


@needs_espeak
def test_each_speaker_of_a_call_is_found_in_his_own_channel() -> None:
    one, other = said(), said("en-us+f2")
    left = np.concatenate([one, 0 * other])
    right = np.concatenate([0 * one, other])
    first, second = found(part_of(left, right, apart=True))
    assert {place.channel for place in first.regions} == {0}
    assert {place.channel for place in second.regions} == {1}
    assert covers(first, 0.1, len(one) / RATE - 0.1)
    assert covers(second, len(one) / RATE + 0.1, len(right) / RATE - 0.1)


@needs_espeak
def test_only_chosen_speakers_are_found_where_each_has_a_channel() -> None:
    chosen = VoicesDetector(VoicesOptions(channels=(2,)))
    (finding,) = chosen.detect([part_of(said(), said("en-us+f2")[: len(said())], apart=True)])
    assert {place.channel for place in finding.regions} == {1}
    (finding,) = chosen.detect([part_of(said(), said())])
    assert {place.channel for place in finding.regions} == {None}


@pytest.mark.parametrize("sound", [np.zeros(3 * RATE, np.float32), noise(5, 0.1), tune(6), noise(0.001, 0.1)])
def test_silence_noise_and_a_tune_are_nobody(sound: np.ndarray) -> None:
    assert not found(part_of(sound))
