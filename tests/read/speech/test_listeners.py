"""Who listens, in which way and to which channel; and what is said where a model, or what runs it, is not there."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from redact import weights
from redact.errors import MissingError
from redact.media.sound import SoundHandler
from redact.read.speech import SpeechReader
from redact.read.speech.converting import converted
from redact.read.speech.found import Found, Way, untimed
from redact.read.speech.listening import RATE, Segment, Word
from redact.read.speech.whisper import LEAD, Whisper
from redact.read.speech.written import Lane, transcript
from redact.types import Modality, Part, Samples, Sound, TimeRange

SPEECH = Path(__file__).parents[2] / "data" / "speech.flac"
MARGINS = (0.1, 0.5)


def beginning(seconds: float = 4.5) -> Sound:
    """ "Good morning. My name is Margaret Thornton": the first words of the recording."""
    whole = SoundHandler(SoundHandler.Options()).load(SPEECH).part("a1").content
    assert isinstance(whole, Sound)
    heard = whole.samples(RATE, 0, seconds)
    return sound_of(heard)


def sound_of(samples: np.ndarray) -> Sound:
    def stretch(rate: int, start: float, stop: float) -> np.ndarray:
        return samples[round(start * rate) : round(stop * rate)]

    return Sound(len(samples) / RATE, RATE, 1, stretch)


def part(sound: Sound) -> Part:
    return Part("a1", Modality.AUDIO, sound, place="sound")


def options(**given: object) -> SpeechReader.Options:
    return msgspec.convert({"threads": 1, **given}, SpeechReader.Options)


@pytest.fixture
def only_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models with whisper-base in it and nothing else."""
    found = weights.folder("whisper-base")
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "whisper-base").symlink_to(found)
    return tmp_path / "models"


@pytest.mark.models
class TestAgain:
    def test_another_model_listens_to_english_and_the_text_says_which(self) -> None:
        text = SpeechReader(options()).again(part(beginning()))
        assert text.context == "speech by whisper-tiny-en"
        assert "Thornton" in text.text

    def test_another_language_is_heard_by_the_same_model_in_another_way(self) -> None:
        text = SpeechReader(options(language="de")).again(part(beginning(3.0)))
        assert text.context == "speech by whisper-base (in another way)"

    def test_so_it_is_where_no_other_is_at_hand(self, only_base: Path) -> None:
        text = SpeechReader(options()).again(part(beginning()))
        assert text.context == "speech by whisper-base (in another way)"
        assert "Margaret" in text.text

    def test_one_that_is_damaged_does_not_pass_for_missing(self, only_base: Path) -> None:
        damaged = only_base / "whisper-tiny-en"
        damaged.mkdir()
        for file in weights.model("whisper-tiny-en").files:
            (damaged / file.path).write_bytes(b"\0" * min(file.size, 64))
        with pytest.raises(MissingError, match="sha256"):
            SpeechReader(options()).again(part(beginning(2.0)))

    def test_the_first_listener_may_be_the_small_one(self) -> None:
        text = SpeechReader(options(model="whisper-tiny-en")).again(part(beginning()))
        assert text.context == "speech by whisper-base"


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
def test_a_model_that_is_missing_is_named_with_what_to_run(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
    with pytest.raises(MissingError) as told:
        SpeechReader(options(engine=engine)).read(part(beginning(1.0)))
    assert "whisper-base is not on this machine" in told.value.what
    assert "redact models get whisper-base" in told.value.next_step


def test_a_large_model_is_never_fetched_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
    with pytest.raises(MissingError) as told:
        SpeechReader(options(model="whisper-large-v3")).read(part(beginning(1.0)))
    assert "redact models get whisper-large-v3" in told.value.next_step
    assert "whisper-large-v3" not in weights.usual()


@pytest.mark.models
def test_channels_of_several_speakers_are_heard_apart() -> None:
    said, silence = beginning(), sound_of(np.zeros(round(4.5 * RATE), np.float32))
    call = replace(said, channels=2, each=(silence, said), apart=True)
    text = SpeechReader(options()).read(part(call))
    assert "Margaret Thornton" in text.text
    assert text.alignment is not None
    places = text.alignment.locate(0, len(text.text))
    assert {place.channel for place in places if isinstance(place, TimeRange)} == {1}


def lane(channel: int | None, *words: Word) -> Lane:
    return Lane(words, MARGINS, channel=channel)


def silent(duration: float) -> Part:
    return part(sound_of(np.zeros(round(duration * RATE), np.float32)))


def test_the_turns_of_two_channels_stand_in_their_order() -> None:
    asks = Word(" Number?", 0.0, 0.5), Word(" Thanks.", 6.0, 6.5)
    answers = Word(" It's", 1.0, 1.2), Word(" seven.", 1.3, 1.8)
    text = transcript(silent(8.0), [lane(0, *asks), lane(1, *answers)], "en")
    assert text.text == "Number? It's seven. Thanks."
    assert text.alignment is not None
    assert [place.channel for place in text.alignment.locate(0, len(text.text)) if isinstance(place, TimeRange)] == [
        0, 1, 1, 0,
    ]  # fmt: skip


def test_a_number_that_two_channels_say_together_goes_from_both() -> None:
    first = Word(" oh", 0.0, 0.2), Word(" seven", 0.3, 0.6)
    rest = Word(" seven", 1.4, 1.6), Word(" nine.", 1.7, 2.0)
    text = transcript(silent(4.0), [lane(0, *first), lane(1, *rest)], "en")
    assert text.text == "0779."
    assert text.alignment is not None
    places = [place for place in text.alignment.locate(0, 5) if isinstance(place, TimeRange)]
    assert min(place.start for place in places) == 0.0
    assert max(place.end for place in places) >= 2.4


def test_words_without_times_may_be_anywhere_in_their_segment() -> None:
    words = untimed("ring 07700 900123 please", 3.0, 9.0)
    text = transcript(silent(20.0), [lane(None, Word(" Hello.", 0.5, 1.0), *words, Word(" Bye.", 12, 12.5))], "en")
    assert text.alignment is not None
    start = text.text.index("07700")
    for place in text.alignment.locate(start, start + 12):
        assert isinstance(place, TimeRange)
        assert place.start <= 3.0
        assert place.end >= 9.0


class Written:
    """An engine that has always written this."""

    languages = ("en",)

    def __init__(self, *found: Found) -> None:
        self.found, self.heard = list(found), 0

    def hear(self, samples: Samples, language: str, way: Way) -> tuple[list[Found], str]:
        self.heard = len(samples)
        return self.found, language or "en"

    def language_of(self, samples: Samples) -> str:
        return "en"


def test_another_way_begins_earlier_and_its_times_do_not() -> None:
    said = Found(Segment(LEAD + 1.0, LEAD + 2.0, (Word(" so", LEAD + 1.0, LEAD + 2.0),)), 0.0, 1.0, -0.1)
    engine = Written(said)
    (segment,), _ = Whisper(engine).transcribe(np.zeros(3 * RATE, np.float32), "en", Way.OTHERWISE)
    assert engine.heard == (LEAD + 3) * RATE
    assert (segment.start, segment.words[0].start, segment.end) == (1.0, 1.0, 2.0)


def test_what_is_in_doubt_needs_a_voice() -> None:
    doubtful = Found(Segment(0.0, 2.0, (Word(" Thank you.", 0.0, 2.0),)), 0.9, 1.0, -0.2)
    noise = np.random.default_rng(1).normal(0, 0.1, 2 * RATE).astype(np.float32)
    assert Whisper(Written(doubtful)).transcribe(noise, "en")[0] == []
    assert len(Whisper(Written(replace(doubtful, silence=0.1))).transcribe(noise, "en")[0]) == 1


class TestOpenai:
    @pytest.mark.models
    def test_the_same_weights_say_the_same_words(self) -> None:
        pytest.importorskip("whisper")
        text = SpeechReader(options(engine="openai-whisper")).read(part(beginning()))
        assert "My name is Margaret Thornton" in text.text
        assert text.language == "en"
        start = text.text.index("Margaret")
        assert text.alignment is not None
        first, *_, last = text.alignment.locate(start, start + len("Margaret Thornton"))
        assert isinstance(first, TimeRange)
        assert isinstance(last, TimeRange)
        assert 1.0 < first.start < last.end <= 4.5

    @pytest.mark.models
    @pytest.mark.parametrize(("name", "layers", "words"), [("whisper-base", 6, 51865), ("whisper-tiny-en", 4, 51864)])
    def test_weights_are_converted_whole(self, name: str, layers: int, words: int) -> None:
        made = converted(weights.folder(name))
        assert (made.dims["n_audio_layer"], made.dims["n_text_layer"], made.dims["n_vocab"]) == (layers, layers, words)
        assert made.heads
        assert all(array.dtype == np.float32 and np.isfinite(array).all() for array in made.tensors.values())
        assert made.tensors["decoder.token_embedding.weight"].shape == (words, made.dims["n_text_state"])

    @pytest.mark.parametrize(
        "data", [b"", b"\6\0\0\0", b"\6\0\0\0\x0c\0WhisperSpec\0\3\0\0\0\xff\0\0\0", b"PK\3\4" * 99]
    )
    def test_weights_of_another_kind_are_refused(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "model.bin").write_bytes(data)
        (tmp_path / "config.json").write_text('{"alignment_heads": [[0, 0]]}')
        with pytest.raises(MissingError, match="cannot be converted"):
            converted(tmp_path)

    @pytest.mark.models
    def test_weights_that_are_cut_off_are_refused(self, tmp_path: Path) -> None:
        whole = weights.folder("whisper-tiny-en")
        shutil.copy(whole / "config.json", tmp_path)
        (tmp_path / "model.bin").write_bytes((whole / "model.bin").read_bytes()[:-1000])
        with pytest.raises(MissingError, match="cannot be converted"):
            converted(tmp_path)

    @pytest.mark.models
    @pytest.mark.parametrize("package", ["torch", "whisper"])
    def test_a_package_that_is_missing_is_named(self, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(MissingError) as told:
            SpeechReader(options(engine="openai-whisper")).read(part(beginning(1.0)))
        assert package in told.value.what
        assert "redact[openai-whisper]" in told.value.next_step

    def test_another_engine_is_no_option(self) -> None:
        with pytest.raises(msgspec.ValidationError):
            options(engine="whisper.cpp")
