"""What is heard in the other channel as well goes there too."""

import numpy as np
import pytest

from redact.read.speech.crosstalk import NOWHERE, Shared
from redact.read.speech.listening import Word
from redact.read.speech.written import Lane, transcript
from redact.types import Modality, Part, Samples, Sound

RATE = 8_000
SECONDS = 40.0


def voice(turns: list[tuple[float, float]], seed: int) -> np.ndarray:
    """Noise shaped like vowels, a new one every fifth of a second, between these moments."""
    source = np.random.default_rng(seed)
    time = np.arange(round(SECONDS * RATE)) / RATE
    sound = np.zeros(len(time))
    step = RATE // 5
    for first in range(0, len(time), step):
        pitch, at = source.uniform(90, 220), time[first : first + step]
        loud = source.uniform(0, 1, 16) ** 2
        sound[first : first + step] = sum(
            level * np.sin(2 * np.pi * pitch * (number + 1) * at + source.uniform(0, 6))
            for number, level in enumerate(loud)
        )
    on = np.any([(time >= start) & (time < end) for start, end in turns], axis=0)
    return (0.05 * on * sound).astype(np.float32)


FIRST, SECOND = voice([(1, 5), (12, 16)], 1), voice([(6, 11), (17, 20)], 2)


def sound_of(channels: np.ndarray) -> Sound:
    def heard(channel: int) -> Sound:
        def samples(rate: int, start: float, stop: float) -> Samples:
            assert rate == RATE
            return channels[channel, round(start * rate) : round(stop * rate)]

        return Sound(SECONDS, RATE, 1, samples)

    each = tuple(map(heard, range(len(channels))))
    return Sound(SECONDS, RATE, len(channels), each[0].samples, each, apart=True)


def noise(loud: float) -> np.ndarray:
    return (loud * np.random.default_rng(3).standard_normal(len(FIRST))).astype(np.float32)


@pytest.mark.parametrize("line", [0.0, 1e-4, 3e-3])
def test_channels_of_their_own_share_nothing(line: float) -> None:
    shared = Shared.of(sound_of(np.stack([FIRST + noise(line), SECOND + noise(line)[::-1]])), 15.0)
    assert not any(shared.within(channel, at, at + 1) for channel in (0, 1) for at in range(39))


@pytest.mark.parametrize("loud", [0.5, 0.03, 0.003])
@pytest.mark.parametrize("late", [0, 0.02, 0.18])
def test_an_echo_is_found_however_faint_and_late(loud: float, late: float) -> None:
    echo = np.roll(loud * voice([(12, 16)], 1), round(late * RATE))
    shared = Shared.of(sound_of(np.stack([FIRST, SECOND + echo + noise(loud * 3e-3)])), 15.0)
    assert shared.within(0, 13.0, 13.5)
    assert shared.within(1, 13.0, 13.5)
    assert not shared.within(1, 7.0, 9.0)
    assert not shared.within(0, 2.0, 4.0)


def test_a_channel_that_is_often_heard_in_the_other_is_taken_to_be_so_throughout() -> None:
    much = voice([(1, 5), (12, 16), (26, 36)], 1)
    shared = Shared.of(sound_of(np.stack([much, SECOND + 0.02 * much])), 15.0)
    assert shared.within(0, 22.0, 23.0)


def test_nothing_is_said_of_all_channels_at_once() -> None:
    assert not NOWHERE.within(0, 0, 9)
    assert not NOWHERE.within(None, 0, 9)


def test_a_word_that_both_channels_hold_stands_in_both() -> None:
    echo = 0.05 * voice([(12, 16)], 1)
    sound = sound_of(np.stack([FIRST, SECOND + echo]))
    part = Part("a1", Modality.AUDIO, sound)
    shared = Shared.of(sound, 15.0)
    lanes = [
        Lane([Word(" alone", 2.0, 2.5), Word(" heard", 13.0, 13.5)], (0.1, 0.1), channel=0, shared=shared),
        Lane([Word(" other", 8.0, 8.5)], (0.1, 0.1), channel=1, shared=shared),
    ]
    text = transcript(part, lanes, "en")
    where = {
        word: text.alignment.locate(text.text.index(word), text.text.index(word) + 5)
        for word in ("alone", "other", "heard")
    }
    assert {word: {place.channel for place in places} for word, places in where.items()} == {
        "alone": {0},
        "other": {1},
        "heard": {None},
    }
