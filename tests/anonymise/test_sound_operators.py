"""What is put in the place of what was said."""

import msgspec
import pytest

from redact.anonymise.silence import Silence
from redact.anonymise.spoken_label import SpokenLabel
from redact.anonymise.static import Static
from redact.anonymise.tone import ToneOperator
from redact.contracts import Mention, Operator, Secrets
from redact.types import Effect, Finding, Modality, Noise, Release, Replacement, Spoken, TimeRange, Tone

WHERE = TimeRange("a1", 1.0, 2.0)
MENTION = Mention(Finding("PERSON", (WHERE,), 0.9, "made up"), WHERE, "Zelphora")


@pytest.mark.parametrize(
    ("operator", "put", "effect"),
    [
        (Silence(Silence.Options(), Secrets()), Tone(0.0), Effect.REMOVED),
        (ToneOperator(ToneOperator.Options(), Secrets()), Tone(1000.0), Effect.REMOVED),
        (ToneOperator(ToneOperator.Options(hertz=440), Secrets()), Tone(440), Effect.REMOVED),
        (Static(Static.Options(), Secrets()), Noise(), Effect.REMOVED),
        (SpokenLabel(SpokenLabel.Options(), Secrets()), Spoken("PERSON"), Effect.MASKED),
    ],
)
def test_what_is_put_there_tells_nothing_of_the_value(operator: Operator, put: Replacement, effect: Effect) -> None:
    assert operator.replace(MENTION) == put
    assert operator.effect is effect
    assert operator.modalities == {Modality.AUDIO}
    assert operator.widest is Release.OPEN


@pytest.mark.parametrize("hertz", [0, -1, 50, 8_000, "high"])
def test_a_pitch_that_not_every_telephone_carries_is_refused(hertz: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"hertz": hertz}, ToneOperator.Options)


def test_silence_has_no_pitch() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"hertz": 1000}, Silence.Options)
