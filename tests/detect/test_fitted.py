"""Windows that fit a network: put together they are the text, and no window is more than the network takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.fitted import CONTEXT, CORE, fitted
from redact.detect.own_models import _joined, _near
from redact.detect.tagged import Said
from redact.detect.token_runs import Piece, runs
from redact.errors import PluginError

TEXTS = ["", "a", "a" * 5000, "word " * 2000, "line\n" * 900, "One. " * 900, "각" * 3000]


@pytest.mark.parametrize("text", TEXTS, ids=len)
@pytest.mark.parametrize("most", [1, 7, 100, 10_000])
def test_windows_put_together_are_the_text_and_each_fits(text, most):
    cut = list(fitted(text, lambda piece: len(piece) <= most))
    assert "".join(text[each.first : each.last] for each in cut) == text
    assert all(each.start <= each.first < each.last <= each.end for each in cut)
    assert all(each.end - each.start <= most for each in cut)


def test_a_window_sees_words_on_either_side():
    text = "so it was and then " * 300
    second = list(fitted(text, lambda piece: True))[1]
    assert second.first - CONTEXT <= second.start < second.first
    assert second.last < second.end <= second.last + CONTEXT
    assert text[second.start] == text[second.end] == " "


def test_as_much_is_asked_for_twice_the_text():
    def asked(text: str) -> int:
        sizes: list[int] = []
        list(fitted(text, lambda piece: sizes.append(len(piece)) or len(piece) <= 300))
        return sum(sizes)

    assert asked("so it was and then " * 2000) < 2.2 * asked("so it was and then " * 1000)
    assert asked("so it was and then " * 1000) < 19_000 * 6


def test_a_network_that_takes_nothing_is_refused():
    with pytest.raises(PluginError):
        list(fitted("a" * CORE, lambda piece: False))


def put_together(text: str, *pieces: tuple[str, str, bool], least: float = 0.3) -> list[tuple[str, str]]:
    made, at = [], 0
    for written, kind, begins in pieces:
        at = text.index(written, at)
        made.append(Piece(kind or "PERSON", at, at + len(written), 0.9 if kind else 0.1, begins))
        at += len(written)
    return [(each.kind, text[each.start : each.end]) for each in runs(text, made, least)]


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("Mary Hill met", [("Mary", "PERSON", True), ("Hill", "PERSON", False), ("met", "", False)], ["Mary Hill"]),
        ("Mary Tom met", [("Mary", "PERSON", True), ("Tom", "PERSON", True)], ["Mary", "Tom"]),
        ("Hillstone", [("Hill", "PERSON", True), ("stone", "PERSON", True)], ["Hillstone"]),
        ("Hillstone met", [("Hill", "PERSON", True), ("stone", "", False)], ["Hillstone"]),
        ("Hillstone met", [("Hill", "", True), ("stone", "PERSON", False)], ["Hillstone"]),
        ("O'Hill", [("O", "PERSON", True), ("'", "PERSON", False), ("Hill", "PERSON", False)], ["O'Hill"]),
        ("so Mary  Hill", [("so", "", False), (" Mary", "PERSON", False), ("  Hill", "PERSON", False)], ["Mary  Hill"]),
        ("Mary Hill", [("Mary", "PERSON", True), (" ", "", False), ("Hill", "PERSON", False)], ["Mary Hill"]),
        ("Hill, so", [("Hill", "PERSON", True), (",", "", False), ("so", "", False)], ["Hill"]),
        ("张伟住", [("张", "PERSON", True), ("伟", "PERSON", False), ("住", "", False)], ["张伟"]),
        ("... so", [("...", "PERSON", True), ("so", "", False)], []),
    ],
)
def test_pieces_are_put_together(text, pieces, expected):
    assert [value for _, value in put_together(text, *pieces)] == expected


def test_another_kind_ends_a_name():
    pieces = [("Mary", "PERSON", False), ("Leeds", "LOCATION", False)]
    assert put_together("Mary Leeds", *pieces) == [("PERSON", "Mary"), ("LOCATION", "Leeds")]


def test_what_two_windows_saw_is_told_once():
    said = [Said("A", 0, 5, 0.4), Said("B", 2, 9, 0.5), Said("A", 3, 8, 0.9), Said("A", 8, 9, 0.3)]
    assert list(_joined(said)) == [Said("A", 0, 8, 0.9), Said("A", 8, 9, 0.3), Said("B", 2, 9, 0.5)]


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), max_size=12, unique=True), st.integers(0, 60), st.integers(1, 9))
def test_labels_near_a_stretch_are_those_that_overlap_it(edges, start, length):
    edges = sorted(edges)[: len(edges) // 2 * 2]
    put_in = list(zip(edges[::2], edges[1::2], strict=True))
    expected = [(first, last) for first, last in put_in if first < start + length and last > start]
    assert _near(put_in, start, start + length) == expected
