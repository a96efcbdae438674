"""Waveforms in the record: small, opened again, drawn, and without anything that was hidden."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from redact.errors import UnreadableError
from redact.report import waveforms_of
from redact.report.transcript import Said, Track
from redact.report.waveforms import MOST, SOUNDS, drawn, keep, peaks, words
from redact.steps.waveforms import waveforms
from redact.types import Modality, Outcome, Part, Samples, Sound, TimeRange, Waveform

RATE = 8000
SAID = (Said(0.0, 0.9, 0, 5), Said(1.0, 2.0, 6, 14, "PERSON"), Said(2.25, 2.9, 15, 20))


def loud_from_the_second_on(duration: float, rate: int, start: float, stop: float) -> Samples:
    time = start + np.arange(round((min(stop, duration) - start) * rate)) / rate
    return np.where(time < 1, 0.0, 0.5 * np.sign(np.sin(2 * np.pi * 100 * time + 0.1))).astype(np.float32)


def part(duration: float = 3.0) -> Part:
    samples = partial(loud_from_the_second_on, duration)
    return Part("a1", Modality.AUDIO, Sound(duration, RATE, 1, samples), place="sound")


def track() -> Track:
    return Track("a1.speech", "a1", "sound", "en", "hello [Person] there", SAID)


def test_a_waveform_follows_the_sound() -> None:
    (made,) = waveforms([part()], [])
    levels = peaks(made)
    assert len(levels) == 60
    assert set(levels[:20]) == {(0, 0)}
    assert set(levels[20:]) == {(-64, 64)}
    assert words(made) == ()


def test_what_is_hidden_is_left_out_of_it() -> None:
    (made,) = waveforms([part()], [], [TimeRange("a1", 2.01, 2.49), TimeRange("a2", 0, 3)])
    levels = peaks(made)
    assert set(levels[40:50]) == {(0, 0)}
    assert {*levels[20:40], *levels[50:]} == {(-64, 64)}


def test_words_have_times_and_hidden_ones_are_told(tmp_path: Path) -> None:
    (made,) = waveforms([part()], [track()])
    keep(tmp_path, Outcome("a.wav", output_digest="ab12", heard=(made,)))
    (again,) = waveforms_of(tmp_path, "ab12")
    assert again == made
    assert [(each.begin, each.until, each.offset, each.hidden) for each in words(again)] == [
        (0.0, 0.9, 0, False),
        (1.0, 2.0, 6, True),
        (2.25, 2.9, 15, False),
    ]


def test_hours_of_sound_take_as_much_room_as_minutes() -> None:
    (long,) = waveforms([part(3600.0)], [])
    assert len(peaks(long)) == MOST
    assert len(long.peaks) < 12_000


def test_the_shortest_sound_has_one() -> None:
    (made,) = waveforms([part(1 / RATE)], [])
    assert peaks(made) == ((0, 0),)


def test_files_inside_one_have_their_own(tmp_path: Path) -> None:
    (made,) = waveforms([part()], [])
    child = Outcome("b.wav", output_digest="cd34", heard=(made,))
    keep(tmp_path, Outcome("a.zip", output_digest="ab12", children=(child,)))
    assert waveforms_of(tmp_path, "ab12") == ()
    assert waveforms_of(tmp_path, "cd34") == (made,)
    assert [path.name for path in (tmp_path / SOUNDS).iterdir()] == ["cd34.json"]


@pytest.mark.parametrize("data", [b"", b"{", b'{"format": "x", "sounds": [{"part": 3}]}'])
def test_a_file_that_does_not_hold_together_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / SOUNDS).mkdir()
    (tmp_path / SOUNDS / "ab12.json").write_bytes(data)
    with pytest.raises(UnreadableError):
        waveforms_of(tmp_path, "ab12")


@pytest.mark.parametrize("digest", ["../../x", "", "a/b"])
def test_no_digest_leads_out_of_the_record(tmp_path: Path, digest: str) -> None:
    with pytest.raises(UnreadableError):
        waveforms_of(tmp_path, digest)


@pytest.mark.parametrize("made", [Waveform("a1", 1.0, "AAA"), Waveform("a1", 1.0, "", "AAAA"), Waveform("a1", 1, "é")])
def test_numbers_that_are_none_are_refused(made: Waveform) -> None:
    with pytest.raises(UnreadableError):
        (*peaks(made), *words(made))


def test_a_drawing_has_a_bar_for_each_hidden_stretch() -> None:
    (made,) = waveforms([part()], [])
    svg = drawn(made, [(1.0, 2.0)], "a<b").text
    assert 'x="333.3"' in svg
    assert 'width="333.3"' in svg
    assert "a&lt;b" in svg
    assert svg.count("<rect") == 1
