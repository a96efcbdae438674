"""The equal error rate is what it is by hand."""

import numpy as np
import pytest

from tests.bench.disguise import RATE, _bands, compared, disguised, equal_error


@pytest.mark.parametrize(
    ("own", "strangers", "rate"),
    [
        ([0.9, 0.8, 0.7], [0.1, 0.2, 0.3], 0.0),
        ([0.1, 0.2], [0.8, 0.9], 1.0),
        ([0.9, 0.8, 0.7, 0.1], [0.85, 0.2, 0.15, 0.05], 0.25),
        ([0.9, 0.4, 0.6, 0.2], [0.8, 0.5, 0.3, 0.1], 0.5),
    ],
)
def test_the_rate_is_where_both_mistakes_are_as_frequent(own: list[float], strangers: list[float], rate: float) -> None:
    assert equal_error(own, strangers) == pytest.approx(rate, abs=0.13)


def test_no_recording_is_compared_with_itself_and_of_many_tries_the_likest_counts() -> None:
    east, north = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert compared({"a": [east, east], "b": [north, north]}, {"a": [east, east], "b": [north, north]}) == 0.0
    assert compared({"a": [np.stack([north, east])] * 2, "b": [np.stack([-east, north])] * 2}, {"a": [east] * 2}) == 0.0


def test_bands_and_disguises_have_the_shape_that_the_model_takes() -> None:
    sound = np.sin(np.arange(RATE) / 5).astype(np.float32)
    assert _bands(sound).shape == (101, 40)
    assert int(_bands(sound).sum(axis=0).argmax()) == pytest.approx(6, abs=1)  # 509 Hz
    assert disguised(sound, "x").shape == sound.shape
