"""The talks are exact by construction, and what became of their spans is counted rightly."""

import shutil

import numpy as np
import pytest

from tests.bench.speech import joined, measured, table
from tests.bench.speech_made import CONDITIONS, Span, Talk, heard, talk
from tests.bench.speech_voices import ESPEAK

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
    for condition in CONDITIONS[1:]:
        changed = heard(clean, condition)
        assert changed.spans == clean.spans
        assert changed.seconds == pytest.approx(clean.seconds, abs=0.05)
    level = float(np.square(clean.samples).mean() / np.square(heard(clean, "noise").samples - clean.samples).mean())
    assert 10 * np.log10(level) == pytest.approx(10.0, abs=0.1)


def test_spans_are_counted() -> None:
    spans = (Span("PERSON", 1.0, 2.0), Span("UK_NHS", 4.0, 6.0), Span("UK_NHS", 8.0, 9.0))
    said = Talk(np.zeros(100_000, np.float32), 10_000, spans)
    rows = measured(said, joined([(0.5, 1.5), (1.4, 2.2), (4.0, 5.9), (3.0, 3.5), (8.0, 8.5)]), spent=1.0)
    assert [(span.entity_type, round(leak, 3)) for span, _, leak in rows.found] == [("PERSON", 0.0), ("UK_NHS", 0.1)]
    assert rows.false == ((3.0, 3.5),)
    assert rows.extra == pytest.approx(0.7)
    first, second = table([rows])
    assert (
        first == "found 2/3 = 0.667; leaking 1, most 100 ms; extra 0.35 s a span; false 360 an hour; CPU 0.10 of 10 s"
    )
    assert second == "  PERSON 1/1, UK_NHS 1/2"
