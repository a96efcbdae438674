"""Cases: what must be found of one type, and what may not be."""

import json

import pytest

from redact.errors import UnreadableError
from redact.evaluate import run, run_cases
from redact.types import Finding, TextSpan


def finder(answers):
    """A detector that answers from a table: text → (type, start, end) rows."""

    def find(texts):
        for text in texts:
            yield [
                Finding(kind, (TextSpan("text", start, end),), 0.9, "d") for kind, start, end in answers.get(text, ())
            ]

    return find


def written(tmp_path, *cases):
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases) + "\n\n", encoding="utf-8")
    return path


GOOD = {"id": "c1", "text": "no 12", "entity": "US_SSN", "expected": [{"start": 3, "end": 5, "entity": "US_SSN"}]}
BAD = {"id": "c2", "text": "no 13", "entity": "US_SSN", "expected": [], "kind": "detect"}
MANY = {"id": "c3", "text": "14 15", "entity": "US_SSN", "expected": None, "expected_count": 2}
UNKNOWN = {"id": "c4", "text": "16", "entity": "US_SSN", "expected": None, "expected_count": None}


def test_a_case_holds_when_its_spans_are_covered_whatever_the_type(tmp_path):
    held = run_cases(written(tmp_path, GOOD), finder({"no 12": [("PHONE_NUMBER", 0, 5)]}))["US_SSN"]
    assert (held.positives, held.positives_held, held.failed) == (1, 1, ())


def test_a_case_fails_when_a_letter_is_left(tmp_path):
    held = run_cases(written(tmp_path, GOOD), finder({"no 12": [("US_SSN", 3, 4)]}))["US_SSN"]
    assert (held.positives_held, held.failed) == (0, ("c1",))


def test_where_nothing_may_be_found_other_types_may(tmp_path):
    path = written(tmp_path, BAD)
    assert run_cases(path, finder({"no 13": [("PHONE_NUMBER", 3, 5)]}))["US_SSN"].negatives_held == 1
    assert run_cases(path, finder({"no 13": [("US_SSN", 3, 5)]}))["US_SSN"].failed == ("c2",)


def test_where_only_the_number_is_known_the_number_counts(tmp_path):
    path = written(tmp_path, MANY, UNKNOWN, {**MANY, "entity": None})
    assert run_cases(path, finder({"14 15": [("US_SSN", 0, 2), ("US_SSN", 3, 5)]}))["US_SSN"].positives_held == 1
    assert run_cases(path, finder({"14 15": [("US_SSN", 0, 2)]}))["US_SSN"].positives_held == 0


def test_other_peoples_types_are_ours(tmp_path):
    path = written(tmp_path, {**BAD, "entity": "PL_PESEL"}, {**BAD, "entity": "NICK"})
    answers = finder({"no 13": [("NATIONAL_ID", 3, 5), ("USERNAME", 3, 5)]})
    held = run_cases(path, answers, {"NICK": "USERNAME"})
    assert {kind: one.negatives_held for kind, one in held.items()} == {"NICK": 0, "PL_PESEL": 0}


def test_rows_go_through_an_injected_detector(tmp_path):
    row = {"text": "Ann met Bob", "spans": [{"start": 0, "end": 3, "entity_type": "PER"}]}
    scores = run(written(tmp_path, row), finder({"Ann met Bob": [("PERSON", 0, 3)]}))
    assert scores["PERSON"].recall == scores["PERSON"].precision == 1.0


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": "words"}', '{"text": "ab", "entity": "A", "expected": [{"start": 0, "end": 9}]}']
)
def test_a_line_that_is_no_case_is_named_by_its_number(tmp_path, line):
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(BAD) + "\n" + line, encoding="utf-8")
    with pytest.raises(UnreadableError, match="line 2") as caught:
        run_cases(path, finder({}))
    assert "words" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError):
        run_cases(tmp_path / "nothing.jsonl", finder({}))


def test_cases_do_not_show_their_text(tmp_path):
    from redact.evaluate import cases_in

    assert "13" not in repr(next(cases_in(written(tmp_path, BAD))))
