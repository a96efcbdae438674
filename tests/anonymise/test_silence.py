"""Silence is silence, unless a tone is asked for."""

import msgspec
import pytest

from redact.anonymise.silence import Silence
from redact.contracts import Mention, Secrets
from redact.types import Effect, Finding, Modality, TimeRange, Tone

WHERE = TimeRange("a1", 1.0, 2.0)
MENTION = Mention(Finding("PERSON", (WHERE,), 0.9, "made up"), WHERE, "")


def test_silence_is_put_there_and_the_value_is_gone() -> None:
    operator = Silence(Silence.Options(), Secrets())
    assert operator.replace(MENTION) == Tone(0.0)
    assert operator.effect is Effect.REMOVED
    assert operator.modalities == {Modality.AUDIO}


def test_a_tone_is_put_there_when_asked() -> None:
    assert Silence(Silence.Options(hertz=1000), Secrets()).replace(MENTION) == Tone(1000)


@pytest.mark.parametrize("hertz", [-1, 30_000, "high"])
def test_a_pitch_that_nobody_hears_is_refused(hertz: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"hertz": hertz}, Silence.Options)
