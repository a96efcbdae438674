"""Each channel of a call is a speaker's own: listened to alone, overwritten alone, and the other one not touched."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from redact.contracts import Changes
from redact.media.apart import Powers
from redact.media.sound import SoundHandler
from redact.types import Disguise, Document, Edit, TimeRange, Tone
from redact.verify import leaks_in_sound
from tests.media.sounds import decoded, write_sound

RATE = 8_000


def handler(channels: str = "auto") -> SoundHandler:
    return SoundHandler(msgspec.convert({"channels": channels}, SoundHandler.Options))


def speech(turns: list[tuple[float, float]], pitch: float, seconds: float = 8.0) -> np.ndarray:
    """A buzz in syllables between these moments, and else silence."""
    time = np.arange(round(seconds * RATE)) / RATE
    on = np.zeros(len(time))
    for start, end in turns:
        on[(time >= start) & (time < end)] = 1
    syllables = 0.5 - 0.5 * np.cos(2 * np.pi * 4 * time)
    harmonics = sum(np.sin(2 * np.pi * pitch * number * time) / number for number in range(1, 12))
    return (0.2 * on * syllables * harmonics).astype(np.float32)


ONE = speech([(0.5, 2), (4, 5.5)], 110)
OTHER = speech([(2.2, 3.8), (5.7, 7.5)], 190)
CALL = np.stack([ONE, OTHER])
NOISE = 1e-3 * np.random.default_rng(1).standard_normal(CALL.shape).astype(np.float32)
SOUNDS = {
    "a call": (CALL, True),
    "a call on a noisy line": (CALL + NOISE, True),
    "a call in which both talk now and then": (CALL + np.stack([speech([(5.6, 6.0)], 110), 0 * ONE]), True),
    "one voice in both channels": (np.stack([ONE, ONE]), False),
    "one voice a little to the left": (np.stack([ONE + OTHER, 0.5 * (ONE + OTHER)]), False),
    "one voice in one channel": (np.stack([ONE + OTHER, 0 * ONE]), False),
    "a room that both microphones hear": (np.stack([ONE + 0.5 * OTHER, 0.5 * ONE + OTHER]), False),
    "silence": (0 * CALL, False),
    "noise": (NOISE, False),
    "six microphones": (np.stack([ONE, OTHER, *4 * [0 * ONE]]), True),
}


def call(path: Path, codec: str = "pcm_s16le") -> Path:
    return write_sound(path, CALL, RATE, codec)


@pytest.mark.parametrize("name", SOUNDS)
def test_the_sound_tells_whether_each_channel_is_another_speaker(name: str) -> None:
    sound, apart = SOUNDS[name]
    powers = Powers(RATE)
    for first in range(0, sound.shape[1], 777):
        powers.take(sound[:, first : first + 777])
    assert powers.apart() is apart


@pytest.mark.parametrize(("channels", "apart"), [("auto", True), ("apart", True), ("together", False)])
def test_the_policy_may_say_so_itself(channels: str, apart: bool, tmp_path: Path) -> None:
    sound = handler(channels).load(call(tmp_path / "a.wav")).parts[0].content
    assert sound.apart is apart
    assert len(sound.each) == 2


def test_one_channel_has_no_channels(tmp_path: Path) -> None:
    sound = handler("apart").load(write_sound(tmp_path / "a.wav", CALL[:1], RATE, "pcm_s16le")).parts[0].content
    assert not sound.apart
    assert not sound.each


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame"), ("a.m4a", "aac")])
def test_each_channel_is_heard_alone_before_and_after(name: str, codec: str, tmp_path: Path) -> None:
    before = call(tmp_path / name, codec)
    target = tmp_path / f"out{before.suffix}"
    handler().write(handler().load(before), Changes(()), target)
    for document in (handler().load(before), handler().reopen(target)):
        sound = document.part("a1").content
        assert sound.apart
        for each, own in zip(sound.each, CALL, strict=True):
            heard = each.samples(RATE, 0.0, 8.0)
            assert np.corrcoef(heard[: len(own)], own[: len(heard)])[0, 1] > 0.97


def test_what_is_said_in_one_channel_goes_in_that_one_only(tmp_path: Path) -> None:
    before, target = call(tmp_path / "a.wav"), tmp_path / "out.wav"
    edits = (Edit(TimeRange("a1", 1.0, 1.5, 0), Tone(), "f"), Edit(TimeRange("a1", 6.0, 6.5, 1), Tone(1_000), "f"))
    handler().write(handler().load(before), Changes(edits), target)
    heard, was = decoded(target)[0], decoded(before)[0]
    assert not heard[0, RATE : round(1.5 * RATE)].any()
    assert np.array_equal(heard[0, 2 * RATE :], was[0, 2 * RATE :])
    assert np.array_equal(heard[1, : 5 * RATE], was[1, : 5 * RATE])
    assert np.argmax(np.abs(np.fft.rfft(heard[1, 6 * RATE : round(6.5 * RATE)].astype(float)))) == 500


@pytest.mark.parametrize("codec", [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame"), ("a.ogg", "libopus")])
def test_the_copy_is_listened_to_channel_by_channel(codec: tuple[str, str], tmp_path: Path) -> None:
    before = call(tmp_path / codec[0], codec[1])
    target = tmp_path / f"out{before.suffix}"
    good = (
        Edit(TimeRange("a1", 1.0, 1.5, 0), Tone(), "f"),
        Edit(TimeRange("a1", 2.5, 3.0, 1), Tone(1_000), "f"),
        Edit(TimeRange("a1", 4.2, 4.8), Tone(600), "f"),
        Edit(TimeRange("a1", 5.8, 7.0, 1), Disguise(b"1"), "f"),
    )
    handler().write(handler().load(before), Changes(good), target)
    copy: Document = handler().reopen(target)
    assert not list(leaks_in_sound(copy, good))
    for wrong in ((1.0, 1.5, 1, 0.0), (2.5, 3.0, None, 1_000.0), (4.2, 4.8, 0, 0.0), (1.6, 1.9, 0, 0.0)):
        start, end, channel, hertz = wrong
        edit = Edit(TimeRange("a1", start, end, channel), Tone(hertz), "f")
        said = CALL[channel or 0, round(start * RATE) : round(end * RATE)]
        if said.any() or hertz or channel == 0:
            assert list(leaks_in_sound(copy, [edit])), wrong
