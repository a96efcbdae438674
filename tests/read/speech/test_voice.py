"""Half a minute without a voice is not listened to, whatever sounds in it; and nothing is made up."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from redact.media.sound import SoundHandler
from redact.read.speech import SpeechReader
from redact.read.speech.listening import RATE
from redact.read.speech.pauses import Sounding, sounding
from redact.read.speech.voice import SURE_VOICE, voice_in, with_voice
from redact.types import Modality, Part, Sound

SPEECH = Path(__file__).parents[2] / "data" / "speech.flac"
TIME = np.arange(60 * RATE) / RATE


def silence() -> np.ndarray:
    return np.zeros_like(TIME)


def noise() -> np.ndarray:
    return np.random.default_rng(3).normal(0, 0.1, len(TIME))


def wind() -> np.ndarray:
    return noise() * (0.5 + 0.5 * np.sin(2 * np.pi * 0.3 * TIME))


def hum() -> np.ndarray:
    return sum(0.2 / part * np.sin(2 * np.pi * 50 * part * TIME) for part in (1, 2, 3)) + 0.1 * noise()


def ringing() -> np.ndarray:
    both = np.sin(2 * np.pi * 400 * TIME) + np.sin(2 * np.pi * 450 * TIME)
    return 0.2 * both * ((TIME % 1.5 < 0.4) | ((TIME % 1.5 > 0.6) & (TIME % 1.5 < 1)))


def chords() -> np.ndarray:
    roots = 220 * 2 ** (np.array([0, 5, 7, 3, 0, -4, -2, 5]) / 12)[(TIME // 2).astype(int) % 8]
    tones = [np.cumsum(roots * 2 ** (step / 12)) / RATE for step in (0, 4, 7, 12)]
    tune = sum(np.sin(2 * np.pi * part * tone) / part for tone in tones for part in (1, 2, 3, 4))
    return 0.06 * tune * np.exp(-2 * (TIME % 0.5))


NOISES = [silence, noise, wind, hum, ringing, chords]


def part(samples: np.ndarray) -> Part:
    heard = samples.astype(np.float32)

    def stretch(rate: int, start: float, stop: float) -> np.ndarray:
        return heard[round(start * rate) : round(stop * rate)]

    return Part("a1", Modality.AUDIO, Sound(len(heard) / RATE, RATE, 1, stretch), place="sound")


@pytest.fixture(scope="module")
def reader() -> SpeechReader:
    return SpeechReader(SpeechReader.Options(threads=1))


@pytest.mark.models
@pytest.mark.parametrize("sound", NOISES)
def test_nothing_is_said_in_a_minute_of_noise(reader: SpeechReader, sound: Callable[[], np.ndarray]) -> None:
    assert reader.read(part(sound())).text == ""
    assert reader.again(part(sound())).text == ""


def spoken() -> np.ndarray:
    content = SoundHandler(SoundHandler.Options()).load(SPEECH).part("a1").content
    assert isinstance(content, Sound)
    return content.samples(RATE, 0, content.duration)


def test_speech_is_a_voice_and_noise_is_none() -> None:
    assert voice_in(spoken()) > 0.5
    assert all(voice_in(sound().astype(np.float32)) < SURE_VOICE for sound in NOISES)


def test_long_noise_is_left_out_and_speech_after_it_is_not() -> None:
    both = np.concatenate([wind(), spoken()]).astype(np.float32)
    (stretch,) = sounding(both, RATE).stretches
    left = with_voice(both, Sounding((stretch,))).stretches
    assert left == ((60 * RATE, stretch[1]),)


def test_a_short_sound_is_listened_to_whatever_it_is() -> None:
    short = Sounding(((0, 19 * RATE),))
    assert with_voice(wind().astype(np.float32), short) == short


def test_a_word_in_the_middle_of_noise_keeps_its_half_minute() -> None:
    heard = wind()
    word = spoken()[round(2.2 * RATE) : round(3.5 * RATE)]
    heard[40 * RATE : 40 * RATE + len(word)] += word
    kept = with_voice(heard.astype(np.float32), Sounding(((0, len(heard)),))).stretches
    assert any(first <= 40 * RATE and last >= 40 * RATE + len(word) for first, last in kept)
