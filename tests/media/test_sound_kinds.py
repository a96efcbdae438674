"""The table of all kinds of sound: each is read, silenced and written in its own kind or in one that its name tells."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from redact.contracts import Changes, Copied
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.containers import OTHER_SOUND, SOUND_FILES
from redact.media.sound import SoundHandler
from redact.types import Sound
from tests.media.sound_kinds import EXACT, KINDS, LOSSY, VORBIS, Form, hiss, lag, made
from tests.media.sounds import hush

HANDLER = SoundHandler(SoundHandler.Options())
every = pytest.mark.parametrize("form", KINDS, ids=str)
TAGS = {"title": "Wilhelmina", "artist": "Wilhelmina", "comment": "Wilhelmina"}


def gone_through(path: Path) -> Path:
    """A copy that is silent from 1.0 s to 1.5 s, called what the pipeline would call it."""
    target = path.with_name(f"out{path.suffix}{HANDLER.becomes.get(path.suffix, '')}")
    told = HANDLER.write(HANDLER.load(path), Changes((hush(1.0, 1.5),)), target)
    assert told is None or isinstance(told, Copied)
    return target


def heard(path: Path) -> np.ndarray:
    """All of a file as its handler offers it."""
    sound = HANDLER.load(path).part("a1").content
    assert isinstance(sound, Sound)
    return sound.samples(sound.rate, 0, sound.duration)


@every
def test_length_and_place_are_kept_to_the_sample_and_the_stretch_is_silent(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2.5, form.rate, form.channels))
    before, copy = heard(path), gone_through(path)
    after = heard(copy)
    assert len(after) == len(before)
    start = slice(round(0.05 * form.rate), round(0.9 * form.rate))
    assert lag(before[start], after[start]) == 0
    assert np.abs(after[round(1.03 * form.rate) : round(1.47 * form.rate)]).max() < 2e-3
    assert np.abs(after[round(1.6 * form.rate) : round(2.4 * form.rate)]).max() > 0.05


@pytest.mark.parametrize("form", EXACT, ids=str)
def test_what_loses_nothing_is_the_same_to_the_bit_outside(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2.5, form.rate, form.channels))
    before, after = heard(path), heard(gone_through(path))
    fade = round(0.006 * form.rate)
    assert np.array_equal(after[: form.rate - fade], before[: form.rate - fade])
    assert np.array_equal(after[round(1.5 * form.rate) + fade :], before[round(1.5 * form.rate) + fade :])
    quiet = 0.0003 if "law" in form.codec else 0.0  # their smallest number is not nothing
    assert np.abs(after[form.rate : round(1.5 * form.rate)]).max() <= quiet


@pytest.mark.parametrize("form", (*EXACT, *LOSSY), ids=str)
def test_the_time_of_what_is_heard_is_that_of_the_recording(form: Form, tmp_path: Path) -> None:
    """A decoder's delay is taken off where the file tells it; a bare stream of frames tells nothing."""
    sound = hiss(2.5, form.rate, form.channels)
    after = heard(gone_through(made(tmp_path, form, sound)))
    told_nowhere = {".aac": 1024, ".ac3": 256, ".ec3": 256, ".eac3": 256, ".mp2": 481}.get(form.suffix, 0)
    start = slice(0, round(0.9 * form.rate))
    assert lag(sound.mean(axis=0)[start], after[start]) == told_nowhere


@every
def test_the_copy_opened_again_has_the_same_length(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2.5, form.rate, form.channels))
    copy = gone_through(path)
    again = HANDLER.reopen(copy).part("a1").content
    assert isinstance(again, Sound)
    assert (again.rate, again.channels) == (form.rate, form.channels)
    assert round(again.duration * form.rate) == len(heard(path))


@every
def test_tags_are_found_named_as_dropped_and_in_no_copy(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2.5, form.rate, form.channels), TAGS)
    copy = gone_through(path)
    assert b"Wilhelmina" not in copy.read_bytes()
    assert not [each for each in HANDLER.unseen(copy) if each.serious]
    if b"Wilhelmina" in path.read_bytes():
        assert "tags" in {each.kind for each in HANDLER.unseen(path)}
        assert "tags" in HANDLER.load(path).dropped


@every
def test_what_is_put_behind_the_end_goes_and_is_told(form: Form, tmp_path: Path) -> None:
    path = made(tmp_path, form, hiss(2.5, form.rate, form.channels))
    path.write_bytes(path.read_bytes() + b"said by Wilhelmina, whom nobody should hear of. " * 40)
    try:
        copy = gone_through(path)
    except UnreadableError:  # it is taken for frames that are damaged
        assert form.suffix in {".wv", ".ac3", ".ec3", ".eac3", ".amr"}
        return
    assert b"Wilhelmina" not in copy.read_bytes()
    assert checklist.TRAILING in {each.check for each in HANDLER.unseen(path) if each.serious}


@pytest.mark.parametrize("count", [1, 900, 16_000, 16_100, 40_000])
def test_vorbis_of_any_length_is_read_and_keeps_it(count: int, tmp_path: Path) -> None:
    """The last packet may last less than nothing."""
    path = made(tmp_path, Form(".ogg", VORBIS, 16_000), hiss(3, 16_000)[:, :count])
    assert len(heard(path)) == count
    assert soundfile.info(gone_through(path)).frames == count


def test_every_ending_is_tried_here() -> None:
    tried = {form.suffix for form in KINDS}
    alike = {".aif": ".aiff", ".m4r": ".m4b", ".m4p": ".m4a", ".awb": ".amr"}
    assert {alike.get(suffix, suffix) for suffix in SOUND_FILES} == tried
    assert set(OTHER_SOUND) <= set(SOUND_FILES)


def test_a_wav_that_may_grow_over_four_gigabytes_has_room_for_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redact.media.sound.LARGE", 1000)
    path = made(tmp_path, Form(".wav", "pcm_s16le", 8000), hiss(1.6, 8000))
    copy = gone_through(path)
    assert b"JUNK" in copy.read_bytes()[:40]  # becomes "ds64" when it does
    assert len(heard(copy)) == len(heard(path))
    assert not [each for each in HANDLER.unseen(copy) if each.serious]
