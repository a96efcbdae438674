"""A silence that is not where it should be withholds the file: its sound tells, and what is still said in it."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from redact.contracts import Changes
from redact.media.sound import SoundHandler
from redact.read.speech import SpeechReader
from redact.types import Edit, Effect, Finding, Part, Redaction, TextSpan, TimeRange, Tone
from redact.verify import expect, leaks_in_sound, leaks_in_speech

DATA = Path(__file__).parents[1] / "data"
SPEECH = DATA / "speech.flac"
RATE = 16_000

Wrong = Callable[[TimeRange], TimeRange]


def later(place: TimeRange) -> TimeRange:
    return TimeRange(place.part, place.start + 0.4, place.end + 0.4)


def earlier(place: TimeRange) -> TimeRange:
    return TimeRange(place.part, max(place.start - 0.4, 0.0), place.end - 0.4)


def first_half(place: TimeRange) -> TimeRange:
    return TimeRange(place.part, place.start, (place.start + place.end) / 2)


def last_half(place: TimeRange) -> TimeRange:
    return TimeRange(place.part, (place.start + place.end) / 2, place.end)


WRONG = [later, earlier, first_half, last_half]


def handler() -> SoundHandler:
    return SoundHandler(SoundHandler.Options())


def written(source: Path, target: Path, place: TimeRange) -> Part:
    """A copy that is silent at *place*, opened again."""
    handler().write(handler().load(source), Changes((Edit(place, Tone(), "k"),)), target)
    return handler().reopen(target).part("a1")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_silence_beside_its_place_does_not_sound_as_it_should(wrong: Wrong, tmp_path: Path) -> None:
    source = tmp_path / "a.wav"
    soundfile.write(source, np.random.default_rng(1).normal(0, 0.1, 4 * RATE), RATE, subtype="PCM_16")
    right = TimeRange("a1", 1.0, 2.5)
    edits = (Edit(right, Tone(), "k"),)
    for place, leaking in ((right, 0), (wrong(right), 1)):
        written(source, tmp_path / "b.wav", place)
        assert len(list(leaks_in_sound(handler().reopen(tmp_path / "b.wav"), edits))) == leaking


@pytest.fixture(scope="module")
def reader() -> SpeechReader:
    return SpeechReader(SpeechReader.Options(threads=1))


@pytest.fixture(scope="module")
def spoken(reader: SpeechReader) -> Part:
    """What is heard in a call with a name and a telephone number in it."""
    return reader.read(handler().load(SPEECH).part("a1"))


def said(kind: str) -> TimeRange:
    row = next(row for row in json.loads((DATA / "speech.json").read_text("utf-8")) if row["entity_type"] == kind)
    return TimeRange("a1", row["start"], row["end"])


def hidden(text: Part, kind: str) -> list[Redaction]:
    """What should go: the number as it was heard."""
    value = {"PHONE_NUMBER": "07700900123", "PERSON": "Margaret Thornton"}[kind]
    span = TextSpan(text.id, text.text.index(value), text.text.index(value) + len(value))
    finding = Finding(kind, (span,), 0.9, "test")
    return [Redaction(finding, (Edit(said(kind), Tone(), finding.key),), "silence", Effect.REMOVED, "sound")]


@pytest.mark.models
@pytest.mark.parametrize(
    "case",
    [
        ("PHONE_NUMBER", None, False),
        ("PHONE_NUMBER", first_half, True),
        ("PHONE_NUMBER", last_half, True),
        ("PERSON", None, False),
        ("PERSON", first_half, True),
    ],
)
def test_what_is_left_of_it_is_heard_by_another_model(
    spoken: Part, reader: SpeechReader, tmp_path: Path, case: tuple[str, Wrong | None, bool]
) -> None:
    kind, wrong, leaking = case
    done = hidden(spoken, kind)
    place = wrong(said(kind)) if wrong else TimeRange("a1", said(kind).start - 0.1, said(kind).end + 0.3)
    copy = reader.again(written(SPEECH, tmp_path / "b.flac", place))
    assert copy.context == "speech by whisper-tiny-en"
    expected = expect(done, [], {spoken.id: spoken.text}, frozenset({spoken.id}))
    leaks = list(leaks_in_speech(copy, spoken, done[0].edits, expected))
    assert bool(leaks) is leaking
    assert {leak.entity_type for leak in leaks} <= {kind}
    assert all(leak.finding and leak.finding.regions for leak in leaks)
