"""The talks are exact by construction, and are written with them."""

import shutil
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from redact.evaluate import marked_sounds
from tests.bench.speech import written
from tests.bench.speech_lines import CONDITIONS, FURTHER, heard
from tests.bench.speech_made import talk
from tests.bench.speech_said import FIRST, HELD_FIRST, HELD_LAST, LAST
from tests.bench.speech_scenes import DEVELOPMENT, HELD_OUT
from tests.bench.speech_voices import ESPEAK
from tests.bench.speech_words import errors, words

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@needs_espeak
def test_a_talk_is_the_same_each_time_and_sounds_in_its_spans() -> None:
    one, two = talk(4, 12.0, ESPEAK), talk(4, 12.0, ESPEAK)
    assert one.spans == two.spans and np.array_equal(one.samples, two.samples)
    assert one.spans
    for span in one.spans:
        edges = (span.start, span.start + 0.04), (span.end - 0.05, span.end)
        for start, end in edges:
            assert np.abs(one.samples[round(start * one.rate) : round(end * one.rate)]).max() > 0
        assert not one.samples[round(span.end * one.rate) : round((span.end + 0.04) * one.rate)].any()


@needs_espeak
def test_conditions_keep_the_times_and_change_the_sound() -> None:
    clean = talk(4, 6.0, ESPEAK)
    for condition in (*CONDITIONS[1:], *FURTHER):
        changed = heard(clean, condition, others=[clean])
        assert changed.spans == clean.spans
        assert changed.seconds == pytest.approx(clean.seconds, abs=0.05)
    level = float(np.square(clean.samples).mean() / np.square(heard(clean, "noise").samples - clean.samples).mean())
    assert 10 * np.log10(level) == pytest.approx(10.0, abs=0.1)


def test_the_halves_share_no_name_and_no_scene() -> None:
    assert not {*FIRST, *LAST} & {*HELD_FIRST, *HELD_LAST}
    scenes = [{*half.common, *half.nothing, *chain(*half.of_kind.values())} for half in (DEVELOPMENT, HELD_OUT)]
    assert not scenes[0] & scenes[1]


def test_words_got_wrong_are_counted() -> None:
    wanted = words("Thank you. I will be at home at half past three.")
    assert errors(wanted, words("thank you I'll be at home, at half past 3")) == 2
    assert errors(wanted, []) == len(wanted) == 11
    assert errors([], ["more"]) == 1


@needs_espeak
def test_talks_are_written_with_their_marks(tmp_path: Path) -> None:
    said = talk(4, 6.0, ESPEAK)
    (found,) = marked_sounds(written([(4, said)], tmp_path))
    assert [(mark.entity_type, mark.start, mark.end) for mark in found.marks] == [
        (span.entity_type, span.start, span.end) for span in said.spans
    ]
