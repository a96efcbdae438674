"""A call goes through the whole house: each speaker disguised in his own channel, and told as what it is."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from redact import Redactor
from redact.media.mono import resampled
from redact.types import Effect, Outcome

RATE = 16_000
TURNS = [
    (0, "en-gb", "Good morning, how can I help you today?"),
    (1, "en-us+f2", "I would like to know when the letter was sent."),
    (0, "en-gb", "It was sent on the second day of the month."),
]
POLICY = """
extends = "default"
release = "limited"
[readers]
speech = false
[detectors]
voices = {}
[entities.VOICE]
audio = "disguise_voice"
"""
pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng makes the speech")


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("call")
    lanes: list[list[np.ndarray]] = [[], []]
    for channel, voice, words in TURNS:
        subprocess.run(["espeak-ng", "-v", voice, "-w", str(folder / "a.wav"), words], check=True)
        sound, rate = soundfile.read(folder / "a.wav", dtype="float32")
        said = np.pad(resampled(sound, rate, RATE), (0, RATE // 2))
        lanes[channel].append(said)
        lanes[1 - channel].append(0 * said)
    soundfile.write(folder / "call.wav", np.stack([np.concatenate(lane) for lane in lanes], 1), RATE)
    (folder / "policy.toml").write_text(POLICY, "utf-8")
    return folder / "call.wav"


def redacted(call: Path, name: str) -> Outcome:
    return Redactor(policy=call.with_name("policy.toml")).redact_file(call, call.with_name(name))


def sounds(*paths: Path) -> list[np.ndarray]:
    return [soundfile.read(path, dtype="float32")[0].T for path in paths]


def test_each_speaker_is_disguised_in_his_own_channel_and_the_record_says_so(call: Path) -> None:
    outcome = redacted(call, "out.wav")
    assert outcome.ok, outcome.failures
    channels = [{edit.region.channel for edit in done.edits} for done in outcome.redactions]
    assert sorted(channels, key=str) == [{0}, {1}]
    assert {(done.finding.entity_type, done.effect) for done in outcome.redactions} == {("VOICE", Effect.MASKED)}
    assert any("not made anonymous" in note for note in outcome.notes)
    before, after = sounds(call, call.with_name("out.wav"))
    assert after.shape == before.shape
    for was, now in zip(before, after, strict=True):
        assert abs(np.corrcoef(was, now)[0, 1]) < 0.2
        loud = [np.abs(sound[: len(sound) // 800 * 800]).reshape(-1, 800).mean(axis=1) for sound in (was, now)]
        assert np.corrcoef(*loud)[0, 1] > 0.8, "the same words at the same times"


def test_a_second_run_gives_other_voices(call: Path) -> None:
    redacted(call, "one.wav")
    redacted(call, "two.wav")
    one, two = sounds(call.with_name("one.wav"), call.with_name("two.wav"))
    assert abs(np.corrcoef(one[0], two[0])[0, 1]) < 0.5


def test_a_policy_that_gives_it_to_everybody_is_refused(call: Path) -> None:
    policy = call.with_name("open.toml")
    policy.write_text(POLICY.replace('"limited"', '"open"'), "utf-8")
    with pytest.raises(Exception, match="disguise_voice"):
        Redactor(policy=policy)


def test_whoever_uses_it_is_warned(call: Path) -> None:
    assert any("no anonymisation" in line for line in Redactor(policy=call.with_name("policy.toml")).warnings)
