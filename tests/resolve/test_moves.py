"""What a reviewer joins or parts counts last."""

import pytest

from redact.errors import PolicyError
from redact.occurrences import Folds
from redact.policy import parse
from redact.resolve import rejoined, resolve
from redact.resolve.subjects import with_subjects
from redact.resolve.subjects.moves import BY_REVIEWER
from tests.resolve.saying import found, said

TEXT = "Sarah Collins, 1 May; Mrs Collins, 2 May; Tom Hill, 3 May"
DATES = [(day, "DATE_TIME") for day in ("1 May", "2 May", "3 May")]
FINDINGS = found(TEXT, ["Sarah Collins", DATES[0], "Mrs Collins", DATES[1], "Tom Hill", DATES[2]])
NAMED = with_subjects(FINDINGS, {"a": TEXT}, Folds())
MRS, DATE, TOM = FINDINGS[2].key, FINDINGS[5].key, FINDINGS[4].key


def test_a_mention_is_parted_from_its_person_and_its_dates_with_it() -> None:
    moved = rejoined(NAMED, {MRS: "PERSON-9", "no such key": "PERSON-1"}, {"a": TEXT})
    assert [finding.subject for finding in moved.findings][::2] == ["PERSON-1", "PERSON-9", "PERSON-2"]
    assert moved.who == {"PERSON-1": "sarah collins", "PERSON-2": "tom hill", "PERSON-9": "collins"}
    assert moved.findings[2].why == (BY_REVIEWER,)
    assert list(moved.owners.values()) == ["sarah collins", "collins", "tom hill"]


def test_two_people_become_one_and_a_date_changes_hands() -> None:
    moved = rejoined(NAMED, {TOM: "PERSON-1", DATE: "PERSON-1"}, {"a": TEXT})
    assert {finding.subject for finding in moved.findings[::2]} == {"PERSON-1"}
    assert moved.who == {"PERSON-1": "sarah collins"}
    assert set(moved.owners.values()) == {"sarah collins"}
    only_date = rejoined(NAMED, {DATE: "PERSON-1"}, {"a": TEXT})
    assert list(only_date.owners.values()) == ["sarah collins"] * 3


def test_what_changes_nothing_is_not_explained_and_twice_is_once() -> None:
    assert rejoined(NAMED, {}, {"a": TEXT}) is NAMED
    assert rejoined(NAMED, {MRS: "PERSON-1"}, {"a": TEXT}) == NAMED
    moves = {MRS: "PERSON-2", TOM: "PERSON-1"}
    once = rejoined(NAMED, moves, {"a": TEXT})
    assert rejoined(once, moves, {"a": TEXT}) == once


def test_a_subject_must_be_written_like_one() -> None:
    with pytest.raises(PolicyError) as error:
        rejoined(NAMED, {MRS: "Sarah Collins"}, {"a": TEXT})
    assert "Collins" not in str(error.value)


def test_moves_decide_who_is_kept() -> None:
    policy = parse('name = "t"\nfind = ["PERSON"]\n[subjects]\nkeep = ["Sarah Collins"]')
    people = FINDINGS[::2]
    plain = resolve(people, {"a": TEXT}, policy)
    assert [said(finding, TEXT) for finding in plain.stays] == ["Sarah Collins", "Mrs Collins"]
    parted = resolve(people, {"a": TEXT}, policy, moves={MRS: "PERSON-7"})
    assert [said(finding, TEXT) for finding in parted.stays] == ["Sarah Collins"]
