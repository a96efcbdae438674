"""Cases: what must be found of one type, and what may not be."""

import json

import pytest

from redact.errors import UnreadableError
from redact.evaluate import ANY, lines_in, run, run_cases
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
    assert (held.positives_held, held.failed) == (0, ("cases.jsonl:1",))


def test_where_nothing_may_be_found_other_types_may(tmp_path):
    path = written(tmp_path, BAD)
    assert run_cases(path, finder({"no 13": [("PHONE_NUMBER", 3, 5)]}))["US_SSN"].negatives_held == 1
    assert run_cases(path, finder({"no 13": [("US_SSN", 3, 5)]}))["US_SSN"].failed == ("cases.jsonl:1",)


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


MARKED = {
    "text": "no 12 to a@b.io",
    "expected": [{"type": "SSN", "start": 3, "end": 5}, {"type": "X", "start": 9, "end": 15}],
}
NOTHING = {"text": "17", "expected": []}


def test_a_text_in_which_everything_is_marked_is_a_case_of_every_type_in_it_and_a_row(tmp_path):
    path = written(tmp_path, MARKED)
    find = finder({"no 12 to a@b.io": [("US_SSN", 3, 5)]})
    held = run_cases(path, find)
    assert {name: (one.positives, one.positives_held) for name, one in held.items()} == {"SSN": (1, 1), "X": (1, 0)}
    assert run(path, find)["US_SSN"].recall == 1.0 and run(path, find)["X"].recall == 0.0


@pytest.mark.parametrize(("kind", "holds"), [("US_SSN", 0), ("X", 0), ("URL", 1)])
def test_where_nothing_is_marked_only_types_that_the_file_names_anywhere_count(tmp_path, kind, holds):
    held = run_cases(written(tmp_path, MARKED, NOTHING), finder({"17": [(kind, 0, 2)]}))[ANY]
    assert (held.negatives, held.negatives_held) == (1, holds)


def test_a_folder_may_mix_kinds(tmp_path):
    written(tmp_path, GOOD, MARKED, {"text": "Ann", "spans": [{"start": 0, "end": 3, "entity_type": "PER"}]})
    (tmp_path / "more.jsonl").write_text(json.dumps(BAD), encoding="utf-8")
    held, scores = run_cases(tmp_path, finder({})), run(tmp_path, finder({}))
    assert (held["US_SSN"].positives, held["US_SSN"].negatives) == (1, 1)
    assert {name: one.spans for name, one in scores.items()} == {"PERSON": 1, "US_SSN": 1, "X": 1, "all": 3}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"text": "words"}',
        '{"text": "words", "spans": null}',
        '{"text": "ab", "entity": "A", "expected": [{"start": 0, "end": 9}]}',
        '{"text": "words", "expected": [{"start": 0, "end": 2}]}',
        '{"text": "words", "expected": [{"start": -1, "end": 2, "type": "A"}]}',
    ],
)
def test_a_line_of_no_kind_is_named_by_its_file_and_number(tmp_path, line):
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(BAD) + "\n" + line, encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"cases\.jsonl:2") as caught:
        run_cases(tmp_path, finder({}))
    assert "words" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "cases.jsonl").write_bytes(b'{"text": "\xff\xfe", "spans": []}')
    with pytest.raises(UnreadableError, match=r"cases\.jsonl:1"):
        run(tmp_path, finder({}))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError):
        run_cases(tmp_path / "nothing.jsonl", finder({}))


def test_lines_do_not_show_their_text(tmp_path):
    assert "13" not in repr(next(lines_in(written(tmp_path, BAD))))
