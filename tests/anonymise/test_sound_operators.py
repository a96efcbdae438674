"""What is put in the place of what was said."""

import msgspec
import pytest

from redact.anonymise.disguise_voice import DisguiseVoice
from redact.anonymise.silence import Silence
from redact.anonymise.spoken_label import SpokenLabel
from redact.anonymise.static import Static
from redact.anonymise.tone import ToneOperator
from redact.contracts import Mention, Operator, Secrets
from redact.types import Disguise, Effect, Finding, Modality, Noise, Release, Replacement, Spoken, TimeRange, Tone

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


def disguise(key: bytes | None = None) -> DisguiseVoice:
    return DisguiseVoice(DisguiseVoice.Options(), Secrets(key))


def of(region: TimeRange, subject: str | None = None) -> Mention:
    return Mention(Finding("VOICE", (region,), 0.9, "made up", subject), region, "")


def test_a_disguise_is_the_same_for_one_speaker_and_another_for_the_next() -> None:
    operator = disguise()
    put = operator.replace(of(TimeRange("a1", 1, 2, 0)))
    assert isinstance(put, Disguise)
    assert operator.replace(of(TimeRange("a1", 5, 6, 0))) == put
    others = [TimeRange("a1", 1, 2, 1), TimeRange("a1", 1, 2), TimeRange("a2", 1, 2, 0)]
    assert len({put, *(operator.replace(of(other)) for other in others)}) == 4
    assert operator.replace(of(TimeRange("a1", 1, 2, 0), "PERSON-1")) != put


@pytest.mark.parametrize("key", [None, b"k" * 32])
def test_no_other_run_gives_the_same_disguise_with_the_key_or_without(key: bytes | None) -> None:
    where = of(TimeRange("a1", 1, 2))
    assert disguise(key).replace(where) != disguise(key).replace(where)


def test_a_disguise_is_called_one_and_goes_to_nobody_who_may_undo_it() -> None:
    operator = disguise()
    assert operator.effect is Effect.MASKED
    assert operator.widest is Release.LIMITED
    assert "no anonymisation" in operator.warning("VOICE")
    assert operator.replace(MENTION).seed.hex() not in repr(operator.replace(MENTION))
    assert isinstance(operator, Operator)


def test_silence_has_no_pitch() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"hertz": 1000}, Silence.Options)
