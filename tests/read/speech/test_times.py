"""When a word may be heard: edges move to quiet moments, never back, and sound that no word claims is a number's."""

import numpy as np
import pytest

from redact.read.speech.listening import RATE, Word
from redact.read.speech.quiet import UNKNOWN, Quiet
from redact.read.speech.times import CLOSE, CLOSE_NUMBER, FAINT, FRINGE, LATE, ranges
from redact.types import Modality, Part, Sound


def sounding(*stretches: tuple[float, float], duration: float = 10.0, noise: float = 0.0) -> np.ndarray:
    """A hum where something is said, and as much noise all over as asked for."""
    time = np.arange(round(duration * RATE)) / RATE
    said = sum(((time >= start) & (time < end)).astype(float) for start, end in stretches)
    hum = 0.3 * np.sin(2 * np.pi * 200 * time) * said
    return (hum + np.random.default_rng(1).normal(0, noise or 1e-9, len(time))).astype(np.float32)


def part(samples: np.ndarray) -> Part:
    content = Sound(
        len(samples) / RATE, RATE, 1, lambda rate, start, stop: samples[round(start * rate) : round(stop * rate)]
    )
    return Part("a1", Modality.AUDIO, content)


@pytest.mark.parametrize("noise", [0.0, 0.02])
class TestQuiet:
    def test_an_edge_moves_to_the_next_quiet_moment_and_no_further(self, noise: float) -> None:
        quiet = Quiet.within(sounding((1.0, 2.0), (4.0, 8.0), noise=noise))
        assert quiet.before(1.1) == pytest.approx(1.0, abs=0.02)
        assert quiet.after(1.9) == pytest.approx(2.0, abs=0.02)
        assert quiet.before(3.0) == 3.0
        assert quiet.after(3.0) == 3.0
        assert (quiet.before(6.0), quiet.after(6.0)) == (6.0, 6.0)

    def test_sound_is_counted(self, noise: float) -> None:
        quiet = Quiet.within(sounding((1.0, 2.0), (4.0, 8.0), noise=noise))
        assert quiet.sounding(0.0, 10.0) == pytest.approx(5.0, abs=0.1)
        assert quiet.sounding(2.1, 3.9) == pytest.approx(0.0, abs=0.1)

    def test_a_long_sound_is_listened_to_in_windows(self, noise: float) -> None:
        samples = sounding((1.0, 2.0), (4.0, 6.0), noise=noise)
        whole, windowed = Quiet.within(samples), Quiet.of(part(samples).content, 5.0)
        assert len(whole.steps) == len(windowed.steps) == 1000
        assert windowed.sounding(0.0, 10.0) == pytest.approx(whole.sounding(0.0, 10.0), abs=0.2)


def test_where_nothing_is_known_nothing_moves() -> None:
    assert (UNKNOWN.before(3.0), UNKNOWN.after(3.0), UNKNOWN.sounding(0.0, 9.0)) == (3.0, 3.0, 0)
    assert Quiet.within(np.zeros(0, np.float32)).steps == b""


def test_a_number_takes_the_sound_before_and_after_it_that_no_word_claims() -> None:
    samples = sounding((1.0, 1.5), (3.0, 4.8), (5.0, 6.5), (8.0, 8.5))
    words = [Word(" birth?", 1.0, 1.5), Word(" 280341.", 4.9, 5.2), Word(" Thanks", 8.0, 8.5)]
    place = ranges(part(samples), words, (0.1, 0.5), Quiet.within(samples))[1]
    assert place.start == pytest.approx(3.0 - FAINT, abs=0.02)
    assert place.end == pytest.approx(6.5 + FAINT, abs=0.02)


def test_a_plain_word_does_not_take_it() -> None:
    samples = sounding((1.0, 1.5), (3.0, 4.8), (5.0, 5.2))
    words = [Word(" birth?", 1.0, 1.5), Word(" twelve", 4.9, 5.2)]
    place = ranges(part(samples), words, (0.1, 0.5), Quiet.within(samples))[1]
    assert place.start > 4.5


def test_a_number_may_begin_early_but_not_in_the_word_before() -> None:
    words = [Word(" is", 1.0, 1.95), Word(" 42", 2.0, 2.4), Word(" 43", 4.0, 4.4)]
    places = ranges(part(np.zeros(10 * RATE, np.float32)), words, (0.1, 0.5))
    assert places[1].start == pytest.approx(2.0 - 0.1 - FRINGE)
    assert places[2].start == pytest.approx(4.0 - LATE - FRINGE)


class TestTheNextWordStays:
    """What begins behind a plain word stays as far as it can be told from it."""

    AT_ONCE = 2.0 + CLOSE + FRINGE

    @staticmethod
    def end(samples: np.ndarray, *words: Word) -> float:
        return ranges(part(samples), words, (0.1, 0.5), Quiet.within(samples))[0].end

    def test_a_word_ends_with_the_pause_before_the_next(self) -> None:
        samples = sounding((1.0, 2.1), (2.3, 5.0))
        assert self.end(samples, Word(" Kelly,", 1.5, 2.0), Word(" and", 2.2, 2.5)) == pytest.approx(2.3, abs=0.02)

    def test_a_pause_that_is_too_short_may_be_a_consonant(self) -> None:
        samples = sounding((1.0, 2.1), (2.16, 5.0))
        assert self.end(samples, Word(" Felix", 1.5, 2.0), Word(" and", 2.0, 2.5)) == pytest.approx(self.AT_ONCE)

    def test_a_pause_into_which_the_model_puts_no_word_is_none(self) -> None:
        samples = sounding((1.0, 2.1), (2.25, 2.6), (3.0, 5.0))
        assert self.end(samples, Word(" Hicks", 1.5, 2.0), Word(" thank", 3.0, 3.4)) >= 2.6

    def test_what_follows_at_once_leaves_less_room(self) -> None:
        samples = sounding((1.0, 5.0))
        assert self.end(samples, Word(" Kelly", 1.5, 2.0), Word(" speaking", 2.0, 2.5)) == pytest.approx(self.AT_ONCE)

    def test_behind_a_number_more_stays(self) -> None:
        samples = sounding((1.0, 2.1), (2.25, 5.0))
        for said in (" 6", " six", " Sierra,", " QQ"):
            assert self.end(samples, Word(said, 1.5, 2.0), Word(" and", 2.0, 2.5)) >= 2.0 + CLOSE_NUMBER

    def test_before_a_long_pause_nothing_is_spared(self) -> None:
        samples = sounding((1.0, 2.1), (4.0, 5.0))
        assert self.end(samples, Word(" Kelly.", 1.5, 2.0), Word(" Thanks", 4.0, 4.5)) >= 2.5


def test_nothing_is_ever_shorter_than_its_margins() -> None:
    samples = sounding((0.5, 9.5), noise=0.01)
    rng = np.random.default_rng(3)
    for _ in range(50):
        start = float(rng.uniform(0.5, 9.0))
        end = start + float(rng.uniform(0.0, 0.4))
        (place,) = ranges(part(samples), [Word(" 12", start, end)], (0.1, 0.5), Quiet.within(samples))
        assert place.start <= max(start - 0.1, 0.0)
        assert place.end >= min(end + 0.5, 10.0)
