"""Patterns find the same in windows as in one piece, at a cost that is linear in the text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from redact.lists.patterns import REACH, bounded, is_all, matches


@given(st.text("ab-1 \n", max_size=30), st.integers(0, 3 * REACH), st.integers(0, 4))
def test_windows_change_nothing(text: str, before: int, times: int) -> None:
    pattern = bounded(r"\b[ab]{1,9}-1+\b")
    whole = "." * before + (text + "." * (REACH - 7)) * times + text
    assert list(matches(pattern, whole)) == [found.span() for found in pattern.finditer(whole)]


def test_a_long_text_that_a_pattern_almost_matches_is_done_in_time() -> None:
    pattern = bounded(r"\w+\w+!")
    started = time.process_time()
    assert not list(matches(bounded(r"\w+!"), "a" * 100_000))
    assert time.process_time() - started < 20
    assert list(matches(pattern, "aa!")) == [(0, 3)]


def test_the_whole_of_a_value_is_matched() -> None:
    assert is_all([bounded(r"REF-\d+")], "REF-12")
    assert not is_all([bounded(r"REF-\d+")], "see REF-12")
