import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.errors import PluginError
from redact.media.splice import edited, spliced
from redact.types import Box, Drop, Edit, Fill, Keep, NewText, Replacement, TextSpan


def edit(start: int, end: int, replacement: Replacement) -> Edit:
    return Edit(TextSpan("t", start, end), replacement, "f")


@settings(deadline=None)
@given(st.text(), st.lists(st.integers(0, 40), max_size=8))
def test_every_span_is_replaced_and_nothing_else(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    expected = text
    for start, end in reversed(spans):
        expected = expected[:start] + "[x]" + expected[end:]
    assert spliced(text, [(start, end, "[x]") for start, end in spans]) == expected


@pytest.mark.parametrize("splices", [[(0, 3, ""), (2, 4, "")], [(0, 99, "")], [(3, 2, "")], [(-1, 2, "")]])
def test_changes_that_do_not_fit_are_refused(splices: list[tuple[int, int, str]]) -> None:
    with pytest.raises(PluginError):
        spliced("abcdef", splices)


def test_a_drop_empties_the_part_and_a_keep_leaves_it() -> None:
    assert edited("Ann Lee", [edit(0, 3, Drop())]) == ""
    assert edited("Ann Lee", [edit(0, 3, Keep())]) == "Ann Lee"


def test_a_replacement_for_pixels_is_refused() -> None:
    with pytest.raises(PluginError):
        edited("Ann Lee", [edit(0, 3, Fill())])
    with pytest.raises(PluginError):
        edited("Ann Lee", [Edit(Box("t", 0, 0, 1, 1), NewText("x"), "f")])
