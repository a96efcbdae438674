"""What a derived text remembers about where its characters came from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.types import Alignment, Box, Region, TextSpan, TimeRange

Row = tuple[int, int, Region]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Sorted runs with gaps between them; some letter by letter, some as a whole."""
    position, made = 0, []
    for index in range(draw(st.integers(0, 8))):
        start = position + draw(st.integers(0, 3))
        end = start + draw(st.integers(1, 6))
        made.append((start, end, draw(source(f"p{index}", end - start))))
        position = end
    return made


def source(part: str, length: int) -> st.SearchStrategy[Region]:
    spot = st.integers(0, 50)
    same = spot.map(lambda at: TextSpan(part, at, at + length))
    longer = spot.map(lambda at: TextSpan(part, at, at + length + 1))
    box = spot.map(lambda at: Box(part, at, at, at + 4.0, at + 2.0))
    time = spot.map(lambda at: TimeRange(part, at, at + 0.5))
    return st.one_of(same, longer, box, time)


@st.composite
def rows_and_range(draw: st.DrawFn) -> tuple[list[Row], int, int]:
    made = draw(rows())
    end = made[-1][1] + 3 if made else 3
    start = draw(st.integers(0, end))
    return made, start, draw(st.integers(start + 1, end + 1))


def letter_by_letter(row: Row) -> bool:
    start, end, origin = row
    return isinstance(origin, TextSpan) and origin.end - origin.start == end - start


@given(rows_and_range())
def test_exactly_the_runs_that_are_touched_are_given_in_reading_order(case: tuple[list[Row], int, int]) -> None:
    made, start, end = case
    touched = [row for row in made if row[0] < end and start < row[1]]
    assert [region.part for region in Alignment.of(made).locate(start, end)] == [row[2].part for row in touched]


@given(rows_and_range())
def test_text_of_the_same_length_is_sliced_letter_by_letter_and_all_else_comes_whole(
    case: tuple[list[Row], int, int],
) -> None:
    made, start, end = case
    origin = {row[2].part: row for row in made}
    for region in Alignment.of(made).locate(start, end):
        row = origin[region.part]
        if letter_by_letter(row):
            shift = row[2].start - row[0]
            assert (region.start, region.end) == (max(start, row[0]) + shift, min(end, row[1]) + shift)
        else:
            assert region == row[2]


@given(rows_and_range(), st.data())
def test_a_range_covers_what_its_two_halves_cover(case: tuple[list[Row], int, int], data: st.DataObject) -> None:
    made, start, end = case
    middle = data.draw(st.integers(start, end))
    alignment = Alignment.of(made)
    whole = covered(alignment.locate(start, end))
    halves = [alignment.locate(a, b) for a, b in ((start, middle), (middle, end)) if a < b]
    assert whole == set().union(*map(covered, halves))


def covered(regions: tuple[Region, ...]) -> set[object]:
    """Letters of text spans one by one, everything else whole."""
    spans = {(r.part, at) for r in regions if isinstance(r, TextSpan) for at in range(r.start, r.end)}
    return spans | {r for r in regions if not isinstance(r, TextSpan)}


@given(rows())
def test_what_came_from_nowhere_leads_nowhere(made: list[Row]) -> None:
    alignment = Alignment.of(made)
    for before, after in pairwise(made):
        if before[1] < after[0]:
            assert alignment.locate(before[1], after[0]) == ()


@given(rows())
def test_a_range_beyond_the_end_leads_nowhere(made: list[Row]) -> None:
    end = made[-1][1] if made else 0
    assert Alignment.of(made).locate(end, end + 10) == ()


@given(rows().filter(lambda made: len(made) > 1))
def test_runs_out_of_order_are_refused(made: list[Row]) -> None:
    with pytest.raises(ValueError, match="sorted"):
        Alignment.of(made[::-1])


def test_runs_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Alignment.of([(0, 5, TextSpan("a", 0, 5)), (4, 6, TextSpan("b", 0, 2))])
