"""What was said, and when: every word's time covers its sound, in files of any length."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from redact.contracts import Changes
from redact.errors import PluginError, PolicyError
from redact.media.sound import SoundHandler
from redact.read.speech import SpeechReader
from redact.read.speech.listening import RATE, Segment, Word, listen
from redact.read.speech.times import FRINGE, MARGINS, ranges
from redact.read.speech.written import Lane, transcript
from redact.types import Alignment, Edit, Modality, Part, Sound, TimeRange, Tone

DATA = Path(__file__).parents[2] / "data"
EVAL = Path(__file__).parents[4] / "shared" / "eval" / "audio"


def silent(duration: float) -> Sound:
    def samples(rate: int, start: float, stop: float) -> np.ndarray:
        return np.zeros(round((min(stop, duration) - start) * rate), np.float32)

    return Sound(duration, RATE, 1, samples)


def ticking(rate: int, start: float, stop: float) -> np.ndarray:
    """Loud for half of every second, so that nowhere is a long pause."""
    time = start + np.arange(round((stop - start) * rate)) / rate
    return np.where(time % 1 < 0.5, 0.5, 0.0).astype(np.float32)


def part(duration: float = 10.0) -> Part:
    return Part("a1", Modality.AUDIO, silent(duration), place="sound")


class TestTimes:
    def test_words_are_widened_clipped_and_run_to_the_next_over_a_short_pause(self) -> None:
        words = [Word("One", 0.05, 0.4), Word(" two", 0.98, 1.2), Word(" three", 4.0, 4.3), Word(" four", 9.8, 9.9)]
        spans = [(span.start, span.end) for span in ranges(part(), words, (0.1, 0.5))]
        assert spans == [
            pytest.approx((0.0, 0.98 + FRINGE)),
            pytest.approx((0.88 - FRINGE, 1.7 + FRINGE)),
            pytest.approx((3.9 - FRINGE, 4.8 + FRINGE)),
            pytest.approx((9.7 - FRINGE, 10.0)),
        ]

    def test_a_word_after_the_end_still_takes_some_time_before_it(self) -> None:
        (span,) = ranges(part(), [Word("late", 12.0, 12.5)], (0.1, 0.5))
        assert 0 < span.start < span.end <= 10.0

    def test_the_transcript_maps_written_digits_to_the_time_of_their_words(self) -> None:
        words = [Word(" ring", 0.0, 0.3), Word(" oh", 1.0, 1.2), Word(" seven", 1.3, 1.5)]
        words += [Word(" double", 1.6, 1.8), Word(" nine", 1.9, 2.1), Word(" four.", 2.2, 2.4)]
        text = transcript(part(), [Lane(words, MARGINS["whisper-base"])], "en")
        assert (text.id, text.text, text.context, text.language) == ("a1.speech", "ring 07994.", "speech", "en")
        assert text.alignment is not None
        digits = text.alignment.locate(5, 10)
        assert digits[0].start == pytest.approx(0.9 - FRINGE)
        assert max(region.end for region in digits) == pytest.approx(2.9 + FRINGE)
        gaps = [b.start - a.end for a, b in itertools.pairwise(digits)]
        assert max(gaps) <= 0


class TestWindows:
    @staticmethod
    def talk(length: float) -> list[Word]:
        return [Word(f" w{number}", number * 2.0, number * 2.0 + 1.0) for number in range(int(length / 2))]

    def test_a_long_talk_is_heard_in_windows_without_losing_or_cutting_a_word(self) -> None:
        talk = self.talk(1000)
        lengths = []

        def samples(rate: int, start: float, stop: float) -> np.ndarray:
            lengths.append(stop - start)
            self.now = start
            return ticking(rate, start, stop)

        def transcribe(heard: np.ndarray, _: str) -> tuple[list[Segment], str]:
            start, stop = self.now, self.now + len(heard) / RATE
            inside = [word for word in talk if start <= word.start and word.end <= stop]
            words = [Word(word.text, word.start - start, word.end - start) for word in inside]
            groups = [tuple(words[at : at + 3]) for at in range(0, len(words), 3)]
            return [Segment(group[0].start, group[-1].end, group) for group in groups], "en"

        words, language = listen(Sound(1000.0, RATE, 1, samples), transcribe)
        assert [(word.text, round(word.start, 6)) for word in words] == [(word.text, word.start) for word in talk]
        assert language == "en"
        assert max(lengths) <= 300
        assert len(lengths) < 8

    def test_silence_is_not_even_shown_to_the_model(self) -> None:
        def never(_: np.ndarray, __: str) -> tuple[list[Segment], str]:
            raise AssertionError

        assert listen(silent(700.0), never) == ([], "")
        assert listen(silent(0.0), never) == ([], "")

    def test_what_was_passed_over_is_played_again_alone(self) -> None:
        lengths = []

        def transcribe(heard: np.ndarray, language: str) -> tuple[list[Segment], str]:
            lengths.append((round(len(heard) / RATE, 1), language))
            if len(lengths) > 1:
                return [Segment(0.5, 3.5, (Word(" again", 1.0, 2.0, 0.5), Word(" before", 0.0, 0.1)))], "xx"
            return [Segment(0.0, 2.0, (Word(" one", 0.0, 2.0),)), Segment(6.0, 8.0, (Word(" two", 6.0, 8.0),))], "en"

        words, language = listen(Sound(8.0, RATE, 1, ticking), transcribe)
        assert [word.text for word in words] == [" one", " again", " two"]
        assert words[1].start == pytest.approx(3.2)
        assert (words[1].sureness, language) == (0.5, "en")
        assert lengths == [(8.0, ""), (4.0, "en")]

    def test_a_stretch_that_stays_silent_to_the_model_adds_nothing(self) -> None:
        def transcribe(heard: np.ndarray, language: str) -> tuple[list[Segment], str]:
            return ([], "") if language else ([Segment(0.0, 2.0, (Word(" one", 0.0, 2.0),))], "en")

        words, _ = listen(Sound(60.0, RATE, 1, ticking), transcribe)
        assert [word.text for word in words] == [" one"]

    def test_an_endless_segment_does_not_stop_the_clock(self) -> None:
        def transcribe(heard: np.ndarray, _: str) -> tuple[list[Segment], str]:
            end = len(heard) / RATE
            return [Segment(0, end, (Word(" on", 0, end),))], "en"

        words, _ = listen(Sound(900.0, RATE, 1, ticking), transcribe)
        assert words[0].start == 0
        assert words[-1].end == pytest.approx(900.0)


@pytest.fixture(scope="module")
def reader() -> SpeechReader:
    return SpeechReader(SpeechReader.Options(threads=2))


def handler() -> SoundHandler:
    return SoundHandler(SoundHandler.Options())


@pytest.fixture(scope="module")
def spoken(reader: SpeechReader) -> Part:
    return reader.read(handler().load(DATA / "speech.flac").part("a1"))


def squeezed(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.models
class TestSpeech:
    def test_names_and_numbers_are_written_down(self, spoken: Part) -> None:
        assert spoken.language == "en"
        assert "MargaretThornton" in squeezed(spoken.text)
        assert "07700900123" in squeezed(spoken.text)
        assert "9434765919" in squeezed(spoken.text)

    def test_the_times_of_a_hit_cover_all_of_it_without_a_hole(self, spoken: Part) -> None:
        for kind, span in spans().items():
            found = located(spoken, WANTED[kind])
            assert found[0].start <= span["start"], kind
            assert max(region.end for region in found) >= span["end"], kind
            assert all(a.end >= b.start for a, b in itertools.pairwise(found)), kind
            assert found[0].start >= span["start"] - 1.0
            assert found[-1].end <= span["end"] + 1.0

    def test_what_was_silenced_cannot_be_heard_again_and_the_rest_can(
        self, reader: SpeechReader, spoken: Part, tmp_path: Path
    ) -> None:
        document = handler().load(DATA / "speech.flac")
        places = [place for wanted in WANTED.values() for place in located(spoken, wanted)]
        edits = tuple(Edit(place, Tone(), "f") for place in places)
        handler().write(document, Changes(edits), tmp_path / "out.flac")
        again = squeezed(reader.read(handler().reopen(tmp_path / "out.flac").part("a1")).text)
        for gone in ("Margaret", "Thornton", "0770", "900", "943", "476", "5919"):
            assert gone not in again
        assert "lovely" in again
        assert "Goodmorning" in again

    def test_noise_and_hum_say_nothing(self, reader: SpeechReader) -> None:
        time = np.arange(8 * RATE) / RATE
        for sound in (np.random.default_rng(1).normal(0, 0.05, len(time)), 0.3 * np.sin(2 * np.pi * 440 * time)):
            heard = sound.astype(np.float32)
            content = Sound(8.0, RATE, 1, lambda rate, a, b, heard=heard: heard[round(a * rate) : round(b * rate)])
            assert reader.read(Part("a1", Modality.AUDIO, content)).text == ""

    def test_music_and_clicks_say_nothing(self, reader: SpeechReader) -> None:
        time = np.arange(10 * RATE) / RATE
        notes = 220 * 2 ** (np.array([0, 4, 7, 12, 7, 4, 0, 5, 9, 12])[(time % 10).astype(int)] / 12)
        phase = np.cumsum(notes) / RATE
        tune = sum(0.2 / part * np.sin(2 * np.pi * part * phase) for part in (1, 2, 3)) * np.exp(-3 * (time % 1))
        clicks = np.where(np.arange(len(time)) % 7919 < 20, 0.8, 0.0)
        for sound in (tune, clicks):
            heard = sound.astype(np.float32)
            content = Sound(10.0, RATE, 1, lambda rate, a, b, heard=heard: heard[round(a * rate) : round(b * rate)])
            assert reader.read(Part("a1", Modality.AUDIO, content)).text == ""

    def test_each_word_says_how_sure_the_model_was(self, spoken: Part) -> None:
        alignment = spoken.alignment
        assert isinstance(alignment, Alignment)
        assert len(alignment.sureness) == len(alignment.starts)
        assert all(0 <= sure <= 1 for sure in alignment.sureness)
        assert max(alignment.sureness) > 0.9

    def test_a_language_that_the_model_does_not_know_is_refused(self) -> None:
        with pytest.raises(PolicyError):
            SpeechReader(SpeechReader.Options(language="xx")).read(part())

    def test_real_speech_is_understood(self, reader: SpeechReader) -> None:
        if not EVAL.is_dir():
            pytest.skip("../shared/eval is not there")
        text = reader.read(handler().load(EVAL / "jfk.flac").part("a1")).text
        assert "ask not what your country can do for you" in text.lower()


@pytest.mark.models
def test_another_model_listens_again() -> None:
    reader = SpeechReader(SpeechReader.Options(threads=1, again="whisper-tiny-en"))
    assert reader.models == ("whisper-base", "whisper-tiny-en")
    text = reader.again(handler().load(DATA / "speech.flac").part("a1"))
    assert text.id == "a1.speech"
    for kind, span in spans().items():
        found = located(text, WANTED[kind])
        assert found[0].start <= span["start"], kind
        assert max(region.end for region in found) >= span["end"], kind


def test_what_is_not_sound_is_refused() -> None:
    with pytest.raises(PluginError):
        SpeechReader(SpeechReader.Options()).read(Part("p1", Modality.TEXT, "words"))


WANTED = {"PERSON": "MargaretThornton", "PHONE_NUMBER": "07700900123", "UK_NHS": "9434765919"}


def spans() -> dict[str, dict[str, float]]:
    rows = json.loads((DATA / "speech.json").read_text("utf-8"))
    return {row["entity_type"]: row for row in rows}


def located(text: Part, wanted: str) -> list[TimeRange]:
    """Where *wanted* was said, whatever stands between its letters in the text."""
    kept = [at for at, character in enumerate(text.text) if character.isalnum()]
    first = squeezed(text.text).index(wanted)
    assert text.alignment is not None
    return list(text.alignment.locate(kept[first], kept[first + len(wanted) - 1] + 1))
