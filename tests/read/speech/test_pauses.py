"""Only long quiet is left out, whatever the recording's level, and every time finds its way back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.read.speech.pauses import Sounding, sounding

RATE = 16_000


def recording(*pieces: tuple[float, float], floor: float = 0.0) -> np.ndarray:
    """Pieces of ``(seconds, loudness)`` of noise, over a steady floor of noise."""
    random = np.random.default_rng(2)
    sound = np.concatenate(
        [
            random.normal(0, loud, round(seconds * RATE)) if loud else np.zeros(round(seconds * RATE))
            for seconds, loud in pieces
        ]
    )
    return (sound + random.normal(0, floor, len(sound)) if floor else sound).astype(np.float32)


def seconds(found: Sounding) -> list[tuple[float, float]]:
    return [(first / RATE, last / RATE) for first, last in found.stretches]


@pytest.mark.parametrize("floor", [0.0, 0.001, 0.02])
def test_a_long_pause_is_left_out_but_for_its_margins(floor: float) -> None:
    found = seconds(sounding(recording((3, 0.0), (2, 0.2), (5, 0.0), (1, 0.2), floor=floor), RATE))
    assert found == [pytest.approx((2.5, 5.5), abs=0.04), pytest.approx((9.5, 11.0), abs=0.04)]


def test_a_short_pause_is_kept() -> None:
    assert len(sounding(recording((2, 0.2), (1.5, 0.0), (2, 0.2)), RATE).stretches) == 1


def test_a_quiet_voice_after_a_loud_one_is_heard() -> None:
    found = seconds(sounding(recording((20, 0.3), (5, 0.0), (4, 0.002), (1, 0.0), floor=0.0002), RATE))
    assert found[-1] == pytest.approx((24.5, 29.5), abs=0.1)


@pytest.mark.parametrize("steady", [np.zeros(5 * RATE), 0.3 * np.sin(np.arange(5 * RATE) / 8), recording((5, 0.1))])
def test_silence_hum_and_steady_noise_are_not_listened_to(steady: np.ndarray) -> None:
    assert sounding(steady.astype(np.float32), RATE).stretches == ()


def test_nothing_at_all_is_nothing() -> None:
    found = sounding(np.zeros(0, np.float32), RATE)
    assert found.stretches == ()
    assert len(found.joined(np.zeros(0, np.float32))) == 0


lengths = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 80)), min_size=1, max_size=6)


@given(lengths, st.data())
def test_a_place_in_the_joined_sound_is_found_again_in_the_whole(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    stretches, at = [], 0
    for gap, length in rows:
        stretches.append((at + gap, at + gap + length))
        at += gap + length
    found = Sounding(tuple(stretches))
    whole = np.arange(at, dtype=np.float32)
    joined = found.joined(whole)
    place = data.draw(st.integers(0, len(joined) - 1))
    assert found.first(place) == whole[round(float(joined[place]))]
    assert found.last(place + 1) == joined[place] + 1
