"""What was said stands beside the copy of a sound, in four forms, hidden where the sound is and nowhere else."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import numpy as np
import pytest
import soundfile
from msgspec import structs

from redact.anonymise.silence import Silence
from redact.cli.rechecking import recheck
from redact.errors import PolicyError
from redact.job import Job
from redact.media.json import JsonHandler
from redact.media.sound import SoundHandler
from redact.media.subtitles import SubtitlesHandler
from redact.media.subtitles.cues import captions
from redact.media.text import TextHandler
from redact.pipeline import Decided, Task, everything_goes, redact_one
from redact.policy import Anonymise, Policy, Verify, load
from redact.redactor import Redactor
from redact.registry import Tools
from redact.report import file_record
from redact.report.waveforms import peaks, words
from redact.review.decisions import added, decided
from redact.types import (
    Alignment,
    Decision,
    Effect,
    Finding,
    Modality,
    NewText,
    Outcome,
    Part,
    Sound,
    TimeRange,
    Verdict,
)
from tests.toys import Capitals, Label, Toy

RATE = 8000
BEAT = 0.5
DATA = Path(__file__).parents[1] / "data"
WORDS = ("hello", "this", "is", "KIM", "KIM's,", "ROB", "speaking.", "call", "me", "on", "<now>", "&", "then.")
SPEECH = "hello this is KIM speaking. call me on <now> & then. ROB hello"


class Pitches(Toy):
    """Hears a word of ``WORDS`` in every beat of a sound: the pitch says which. Knows times as a speech reader does."""

    modality: ClassVar[Modality] = Modality.AUDIO

    def read(self, part: Part) -> Part:
        sound = part.content
        assert isinstance(sound, Sound)
        samples = sound.samples(RATE, 0, sound.duration)
        step = round(BEAT * RATE)
        text, runs = "", []
        for beat, chunk in enumerate(np.split(samples, range(step, len(samples), step))):
            if np.abs(chunk).max(initial=0) > 0.1:
                pitch = np.argmax(np.abs(np.fft.rfft(chunk, RATE)))
                word = WORDS[round((pitch - 300) / 100)]
                text += " " if text else ""
                runs.append((len(text), len(text) + len(word), self.time(part.id, beat, sound.duration)))
                text += word
        return Part(f"{part.id}.speech", Modality.TEXT, text, place=part.place, alignment=Alignment.of(runs))

    def time(self, part: str, beat: int, duration: float) -> TimeRange:
        """A word's time with the margins that a reader gives it."""
        return TimeRange(part, max(beat * BEAT - 0.1, 0), min((beat + 1) * BEAT + 0.1, duration))


def say(path: Path, words: str) -> Path:
    """Each word as half a second of its pitch, with silence at its edges."""
    time = np.arange(round(BEAT * RATE)) / RATE
    loud = 0.5 * ((time > 0.13) & (time < BEAT - 0.13))
    pitches = [300 + 100 * WORDS.index(word) for word in words.split()]
    soundfile.write(path, np.concatenate([loud * np.sin(2 * np.pi * pitch * time) for pitch in pitches]), RATE)
    return path


def toys(forms: str = '"txt", "srt", "vtt", "json"', **plugins: Any) -> Tools:
    return Tools(
        Policy(
            "toy",
            ("PERSON", "HIDDEN"),
            anonymise=Anonymise("label", "label", "label", "silence"),
            transcripts=tuple(json.loads(f"[{forms}]")),
        ),
        handlers={"sound": SoundHandler(SoundHandler.Options())},
        readers={"pitches": Pitches()},
        detectors={"capitals": plugins.get("detector") or Capitals()},
        operators={"label": plugins.get("operator") or Label(), "silence": Silence(Silence.Options(), None)},
    )


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def redact(words: str = SPEECH, decide: Any = everything_goes, more: tuple[Finding, ...] = (), **kind: Any) -> Any:
        source = say(tmp_path / "in.wav", words)
        task = Task(source, tmp_path / "out", PurePosixPath("sub/call.wav"), added=more)
        return redact_one(task, toys(**kind), lambda *_: None, decide)

    return redact


def texts(outcome: Outcome) -> dict[str, str]:
    assert outcome.ok, outcome.failures
    return {path.suffix[1:]: path.read_text("utf-8") for path in outcome.files[1:]}


def words_in(form: str) -> list[dict[str, Any]]:
    (track,) = json.loads(form)["tracks"]
    return [word for segment in track["segments"] for word in segment["words"]]


def test_all_four_forms_stand_beside_the_copy_and_hide_the_same(run: Any) -> None:
    outcome = run()
    assert [each.name for each in outcome.transcripts] == [
        f"sub/call.wav.transcript.{form}" for form in ("txt", "srt", "vtt", "json")
    ]
    said = "hello this is [x] speaking. call me on <now> & then. [x] hello"
    told = texts(outcome)
    assert " ".join(told["txt"].split()) == said
    assert " ".join(captions(told["vtt"], web=True).said.split()) == said.replace("<now>", "&lt;now&gt;").replace(
        " & ", " &amp; "
    )
    assert " ".join(captions(told["srt"], web=False).said.split()) == said.replace("<now>", "‹now›")
    (track,) = json.loads(told["json"])["tracks"]
    assert track["text"] == said
    assert " ".join(segment["text"] for segment in track["segments"]) == said
    assert not any(re.search("KIM|ROB", text) for text in told.values())


def test_a_hidden_word_has_a_time_and_a_type_and_no_text(run: Any) -> None:
    words = words_in(texts(run())["json"])
    hidden = [word for word in words if "text" not in word]
    assert [word["hidden"] for word in hidden] == ["PERSON", "PERSON"]
    assert [(word["start"], word["end"]) for word in hidden] == [(1.4, 1.9), (5.4, 5.9)]
    assert [word["text"] for word in words if "text" in word] == SPEECH.replace("KIM ", "").replace("ROB ", "").split()


def test_two_hidden_words_side_by_side_are_one_stretch_where_they_are_one_finding(run: Any) -> None:
    words = words_in(texts(run("this is KIM ROB speaking.", detector=Capitals(r"KIM ROB")))["json"])
    (hidden,) = [word for word in words if "hidden" in word]
    assert (hidden["start"], hidden["end"]) == (0.9, 1.9)


def test_the_captions_follow_the_sound(run: Any) -> None:
    told = texts(run())
    starts = [float(match[1]) for match in re.finditer(r"00:00:(\d\d\.\d\d\d) -->", told["vtt"])]
    assert starts == sorted(starts)
    assert starts[1] == pytest.approx(2.4)  # "call" begins the second sentence
    assert "00:00:02,400 -->" in told["srt"]


def test_what_is_left_of_a_word_goes_with_it_but_for_marks_and_a_possessive(run: Any) -> None:
    assert "is [x]'s, speaking" in texts(run("this is KIM's, speaking."))["txt"]
    part = run("this is KIM speaking.", detector=Capitals(r"(?<=K)IM"))
    assert "this is [x] speaking." in texts(part)["txt"]


def test_what_a_reviewer_lets_stand_stands_in_both_and_what_goes_goes_from_both(run: Any) -> None:
    def only(name: str) -> Any:
        def decide(findings: tuple[Finding, ...], _: Any, __: str) -> Decided:
            chosen = tuple(each for each in findings if (each.regions[0].start > 20) == (name == "ROB"))
            return Decided(chosen, tuple(each for each in findings if each not in chosen))

        return decide

    for goes, stays in (("KIM", "ROB"), ("ROB", "KIM")):
        outcome = run(decide=only(goes))
        assert stays in texts(outcome)["txt"]
        assert goes not in texts(outcome)["txt"]
        heard = Pitches().read(SoundHandler(SoundHandler.Options()).load(outcome.target).parts[0]).text
        assert stays in heard
        assert goes not in heard


def test_what_a_reviewer_marks_in_the_sound_goes_from_the_text_and_its_neighbours_stay(run: Any) -> None:
    place = TimeRange("a1", 0.5, 1.0)  # "this"
    decision = Decision("", Finding("PERSON", (place,), 1.0, "reviewer").key, Verdict.ACCEPT, "kb", "now")
    decision = Decision("", decision.finding, Verdict.ACCEPT, "kb", "now", entity_type="PERSON", places=(place,))
    outcome = run(more=added([decision], ""))
    assert texts(outcome)["txt"].startswith("hello [x] is [x] speaking.")


def test_a_file_that_waits_for_a_decision_has_no_transcript(run: Any, tmp_path: Path) -> None:
    outcome = run(decide=decided_by_nobody)
    assert not outcome.ok
    assert not list((tmp_path / "out").rglob("*.*"))


def decided_by_nobody(findings: tuple[Finding, ...], flagged: tuple[Finding, ...], digest: str) -> Decided:
    return decided(findings, flagged, digest, [])


class Once(Capitals):
    """Does not see the second of two names until the first is gone."""

    def detect(self, parts: Any) -> Any:
        found = list(super().detect(parts))
        return found[:1]


def test_what_is_found_only_in_the_transcript_goes_from_the_sound_too(run: Any) -> None:
    outcome = run(detector=Once())
    assert outcome.rounds > 1
    assert not re.search("KIM|ROB", texts(outcome)["txt"])
    heard = Pitches().read(SoundHandler(SoundHandler.Options()).load(outcome.target).parts[0]).text
    assert not re.search("KIM|ROB", heard)


class Lying(Label):
    """Puts another name there that is in the sound."""

    def replace(self, mention: Any) -> Any:
        return NewText("ROB")


def test_a_transcript_that_still_says_what_was_hidden_withholds_everything(run: Any, tmp_path: Path) -> None:
    outcome = run("this is KIM hello ROB", operator=Lying())
    assert not outcome.ok
    assert not list((tmp_path / "out").rglob("*.*"))


class Token(Label):
    """Puts a pseudonym there."""

    effect = Effect.PSEUDONYMISED

    def replace(self, mention: Any) -> Any:
        return NewText(f"PERSON_{len(mention.value)}x")


def test_a_pseudonym_in_the_transcript_is_known_to_the_vault_and_makes_the_file_pseudonymised(run: Any) -> None:
    outcome = run("this is KIM speaking.", operator=Token())
    assert "this is PERSON_3x speaking." in texts(outcome)["txt"]
    assert [(each.token, each.value) for each in outcome.pseudonyms] == [("PERSON_3x", "KIM")]
    assert outcome.effect is Effect.PSEUDONYMISED


def test_the_waveform_is_that_of_the_copy_and_of_a_waiting_file_without_what_was_found(run: Any) -> None:
    released, waiting = run(), run(decide=decided_by_nobody)
    for outcome in (released, waiting):
        (waveform,) = outcome.heard
        levels = peaks(waveform)
        step = waveform.seconds / len(levels)
        assert max(high for _, high in levels[: round(1.3 / step)]) > 30
        assert set(levels[round(1.45 / step) : round(1.85 / step)]) <= {(0, 0), (-1, 0), (0, 1), (-1, 1)}
        assert [each.begin for each in words(waveform) if each.hidden] == [1.4, 5.4]
    assert waiting.transcripts == ()


@pytest.mark.parametrize("changed", [False, True])
def test_a_release_is_checked_with_its_transcripts(run: Any, tmp_path: Path, changed: bool) -> None:
    outcome = run()
    if changed:
        outcome.files[1].write_text("hello this is KIM", "utf-8")
    found = {
        each.name: each.state.value
        for each in recheck(tmp_path / "out", [file_record(outcome)], with_texts(toys()), Counter())
    }
    assert found["sub/call.wav"] == "same"
    assert found["sub/call.wav.transcript.txt"] == ("changed" if changed else "same")
    assert set(found) == {path.relative_to(tmp_path / "out").as_posix() for path in outcome.files}


def with_texts(tools: Tools) -> Tools:
    """The same with what opens texts."""
    texts = {
        "text": TextHandler(TextHandler.Options()),
        "subtitles": SubtitlesHandler(SubtitlesHandler.Options()),
        "json": JsonHandler(JsonHandler.Options()),
    }
    return replace(tools, handlers={**tools.handlers, **texts})


def test_no_transcript_unless_it_is_asked_for(run: Any, tmp_path: Path) -> None:
    outcome = run(forms="")
    assert outcome.transcripts == ()
    assert [path.name for path in (tmp_path / "out").rglob("*.*")] == ["call.wav"]


def test_a_form_that_there_is_not_is_refused() -> None:
    with pytest.raises(PolicyError):
        load("default").transcribing(["doc"])


@pytest.mark.models
def test_a_real_call_is_written_down_without_what_identifies(tmp_path: Path) -> None:
    """The whole way: a folder, the record, a second run that finds it done, and a check that tells a change."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "speech.flac").write_bytes((DATA / "speech.flac").read_bytes())
    quick = structs.replace(load("default"), verify=Verify(detect_again=False))
    redactor = Redactor(quick.transcribing(["txt", "json"]))
    (outcome,) = redactor.redact_folder(source, tmp_path / "out", Job())
    told = texts(outcome)
    assert told["txt"].startswith("Good morning. My name is [Person]")
    for value in ("Margaret", "Thornton", "07700900123", "9434765919"):
        assert value.casefold() not in squeezed(told["txt"] + told["json"])
    assert {word["hidden"] for word in words_in(told["json"]) if "hidden" in word} >= {"PERSON", "UK_NHS"}
    record = json.loads((tmp_path / "out.record" / "report.json").read_text("utf-8"))
    assert [each["name"] for each in record["files"][0]["transcripts"]] == [
        "speech.flac.transcript.txt",
        "speech.flac.transcript.json",
    ]
    (again,) = redactor.redact_folder(source, tmp_path / "out", Job())
    assert again.output_digest == outcome.output_digest
    assert again.files == outcome.files
    assert outcome.effect is Effect.REMOVED


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
