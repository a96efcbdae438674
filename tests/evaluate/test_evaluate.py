"""Measuring: what counts as found, as right, and as leaked."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.evaluate import ALL, Row, Score, Span, lines_in, score

TEXT = "Ann Lee rang 0123 from Hull."
NAME, NUMBER, TOWN = Span(0, 7, "PERSON"), Span(13, 17, "PHONE_NUMBER"), Span(23, 27, "LOCATION")
POLICY = """
name = "light"
find = ["EMAIL_ADDRESS", "PHONE_NUMBER"]
[handlers]
text = {}
[detectors]
identifiers = {}
[anonymise]
text = "replace"
image = "keep"
video = "keep"
audio = "keep"
"""


def counts(score: Score) -> Score:
    return replace(score, taken=0, free=0)


def one(marked: list[Span], found: list[Span]) -> dict[str, Score]:
    return score([(Row(TEXT, tuple(marked)), found)])


def test_all_that_was_marked_was_found() -> None:
    scores = one([NAME, NUMBER], [NAME, NUMBER])
    assert counts(scores["PERSON"]) == Score(spans=1, met=1, leaked=0, found=1, right=1)
    assert (scores[ALL].precision, scores[ALL].recall, scores[ALL].leak_rate) == (1.0, 1.0, 0.0)


def test_half_a_name_is_found_and_has_leaked() -> None:
    assert counts(one([NAME], [Span(0, 3, "PERSON")])["PERSON"]) == Score(spans=1, met=1, leaked=1, found=1, right=1)


def test_pieces_that_cover_all_letters_do_not_leak() -> None:
    assert one([NAME], [Span(0, 3, "PERSON"), Span(4, 7, "LOCATION")])["PERSON"].leaked == 0


def test_another_type_hides_the_text_but_is_no_find_of_this_type() -> None:
    scores = one([TOWN], [Span(23, 27, "PERSON")])
    assert counts(scores["LOCATION"]) == Score(spans=1, met=0, leaked=0)
    assert counts(scores["PERSON"]) == Score(found=1)
    assert counts(scores[ALL]) == Score(spans=1, met=1, found=1, right=1)


def test_nothing_marked_and_nothing_found_has_no_rates() -> None:
    empty = one([], [])[ALL]
    assert (empty.precision, empty.recall, empty.leak_rate) == (None, None, None)


def test_whether_a_find_is_right_is_not_known_where_the_data_marks_no_such_type() -> None:
    scores = one([NAME], [Span(13, 17, "PHONE_NUMBER")])
    assert (scores["PHONE_NUMBER"].found, scores["PHONE_NUMBER"].precision) == (1, None)
    assert scores[ALL].precision == 0.0


def test_only_some_types_can_be_counted_while_all_of_them_cover() -> None:
    found = [Span(0, 7, "LOCATION"), NUMBER, Span(8, 12, "PERSON"), Span(24, 27, "PERSON")]
    scores = score([(Row(TEXT, (NAME, NUMBER, TOWN)), found)], {"PERSON"})
    assert list(scores) == ["PERSON", ALL]
    assert (scores["PERSON"].met, scores["PERSON"].leaked, scores["PERSON"].found) == (0, 0, 2)
    assert (scores[ALL].spans, scores[ALL].found, scores[ALL].taken) == (1, 2, 4)


def test_letters_of_rows_without_a_type_count_as_free_for_it_too() -> None:
    scores = score([(Row(TEXT, (NAME,)), [NUMBER]), (Row("A town", ()), [])])
    assert scores["PERSON"].free == scores["PHONE_NUMBER"].free == scores[ALL].free == 16 + 5


def test_f2_weighs_recall_more_than_precision() -> None:
    shy, greedy = Score(spans=2, met=1, found=1, right=1), Score(spans=2, met=2, found=4, right=2)
    assert shy.f2 is not None and greedy.f2 is not None and shy.f2 < greedy.f2
    assert (Score().f2, Score(spans=1, found=1).f2) == (None, 0.0)


def test_letters_that_are_taken_for_nothing_are_counted() -> None:
    scores = one([NAME], [NAME, Span(8, 12, "PERSON")])
    assert scores["PERSON"].over_redaction == 4 / 16 == scores[ALL].over_redaction
    assert one([NAME], [NAME])[ALL].over_redaction == 0.0
    assert scores["PERSON"].covered == 1.0


spans = st.lists(
    st.tuples(st.integers(0, 27), st.integers(1, 9), st.sampled_from(["A", "B"])).map(
        lambda t: Span(t[0], min(t[0] + t[1], len(TEXT)), t[2])
    )
)


@given(marked=spans, found=spans)
def test_counts_stay_within_bounds_and_add_up(marked: list[Span], found: list[Span]) -> None:
    scores = one(marked, found)
    total = scores.pop(ALL)
    assert total.spans == sum(each.spans for each in scores.values()) == len(marked)
    assert total.found == sum(each.found for each in scores.values()) == len(found)
    assert total.leaked == sum(each.leaked for each in scores.values())
    for each in (*scores.values(), total):
        assert 0 <= each.met <= each.spans and 0 <= each.leaked <= each.spans and 0 <= each.right <= each.found


@given(marked=spans)
def test_what_is_found_exactly_never_leaks(marked: list[Span]) -> None:
    assert one(marked, marked)[ALL].leaked == 0


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"spans": []}', '{"text": "ab", "spans": [{"start": 1, "end": 3, "entity_type": "A"}]}']
)
def test_a_line_that_is_no_row_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "secret words", "spans": []}\n' + line, encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"a\.jsonl:2") as caught:
        list(lines_in(tmp_path))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["nothing.jsonl", "."])
def test_no_data(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError):
        list(lines_in(tmp_path / name))


def test_rows_do_not_show_their_text() -> None:
    assert "Ann" not in repr(Row(TEXT, (NAME,)))
