"""Whom a policy knows, whom it keeps, and officials: what stays of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact import Redactor
from redact.occurrences import Folds
from redact.policy import Policy, parse
from redact.resolve import Resolved, resolve
from redact.resolve.subjects import with_subjects
from redact.resolve.subjects.known_people import known_people
from redact.types import Finding
from tests.resolve.saying import Value, found, said

EMAIL, USER = "EMAIL_ADDRESS", "USERNAME"
HEAD = """
name = "t"
find = ["PERSON", "EMAIL_ADDRESS", "USERNAME", "PHONE_NUMBER", "DATE_TIME"]
"""


def policy(subjects: str, lists: str = "") -> Policy:
    return parse(f"{HEAD}\n[lists]\n{lists}\n[subjects]\n{subjects}")


def run(subjects: str, text: str, *values: Value, lists: str = "") -> Resolved:
    return resolve(found(text, values), {"a": text}, policy(subjects, lists))


def stay(subjects: str, text: str, *values: Value, lists: str = "") -> list[str]:
    result = run(subjects, text, *values, lists=lists)
    everything = [said(finding, text) for finding in (*result.goes, *result.stays)]
    assert sorted(everything) == sorted(value if isinstance(value, str) else value[0] for value in values)
    return [said(finding, text) for finding in result.stays]


KNOWN = 'people = [{name = "Sarah Collins", also = ["Sally Brown", "sal@x.example", "sc99", "Red", "SCB"]}]'


@pytest.mark.parametrize(
    "value",
    ["Sally Brown", "Mrs Sally Brown", "Brown, Sally", ("sal@x.example", EMAIL), ("SC99", USER), "Red", "SCB",
     "Sarah J Collins"],
)  # fmt: skip
def test_a_person_of_the_policy_is_joined_by_all_that_it_lists(value: Value) -> None:
    word = value if isinstance(value, str) else value[0]
    for text in (f"Sarah Collins ; {word}", word):
        values = ("Sarah Collins", value) if text != word else (value,)
        result = run(KNOWN, text, *values)
        assert {finding.subject for finding in result.goes} == {"PERSON-1"}
        assert result.who == {"PERSON-1": "sarah collins"}


def test_a_surname_that_the_policy_lists_joins_once_the_person_is_named() -> None:
    text = "Sarah Collins came. Mrs Brown left."
    assert {f.subject for f in run(KNOWN, text, "Sarah Collins", "Mrs Brown").goes} == {"PERSON-1"}
    assert run(KNOWN, text, "Mrs Brown").who == {"PERSON-1": "brown"}


def test_a_policys_name_that_two_might_have_joins_neither() -> None:
    text = "Sarah Ann Collins, Sarah Jane Collins, Sarah Collins"
    kept = 'keep = ["Sarah Collins"]'
    assert stay(kept, text, "Sarah Ann Collins", "Sarah Jane Collins", "Sarah Collins") == []
    assert stay(kept, "Sarah Jane Collins", "Sarah Jane Collins") == ["Sarah Jane Collins"]


def test_of_a_kept_person_every_form_stays_and_all_others_go() -> None:
    text = (
        "Dear Ms Collins, SARAH COLLINS (SC) wrote from s.collins@x.example on 3 May; James Brown and Sarah's aunt"
        " Ann Lowe called 07700 900123. Sara Collins, scollins. Brown said SC was there."
    )
    values: list[Value] = [
        "Ms Collins", "SARAH COLLINS", "SC", ("s.collins@x.example", EMAIL), ("3 May", "DATE_TIME"), "James Brown",
        "Sarah", "Ann Lowe", ("07700 900123", "PHONE_NUMBER"), "Sara Collins", ("scollins", USER), "Brown", "SC",
    ]  # fmt: skip
    assert stay('keep = ["Sarah Collins", "Nobody Here"]', text, *values) == [
        "Ms Collins", "SARAH COLLINS", "SC", "s.collins@x.example", "Sarah", "scollins", "SC",
    ]  # fmt: skip
    result = run('keep = ["Sarah Collins"]', text, *values)
    assert all(f.why[-1] == "the policy keeps what belongs to this person" for f in result.stays)


def test_a_mention_that_could_be_anothers_goes() -> None:
    text = "Sarah Collins and Simon Collins; S Collins; Collins; scollins@x.example"
    values: list[Value] = ["Sarah Collins", "Simon Collins", "S Collins", "Collins", ("scollins@x.example", EMAIL)]
    assert stay('keep = ["Sarah Collins"]', text, *values) == ["Sarah Collins"]


def test_what_is_denied_goes_of_a_kept_person_too() -> None:
    text = "Sarah Collins; Collins; sarah.collins@x.example"
    values: list[Value] = ["Sarah Collins", "Collins", ("sarah.collins@x.example", EMAIL)]
    for lists in ('deny = ["Sarah Collins"]', 'deny = [{value = "Sarah Collins", entity_type = "PERSON"}]'):
        result = run('keep = ["Sarah Collins"]', text, *values, lists=lists)
        assert "Sarah Collins" not in [said(finding, text) for finding in result.stays]
        assert "sarah.collins" in " ".join(said(finding, text) for finding in result.goes)
    assert stay('keep = ["Sarah Collins"]', text, *values, lists='deny = ["Collins"]') == []


def test_keep_names_people_by_any_of_their_names() -> None:
    text = "Sally Brown and Sarah Collins"
    assert stay(f'{KNOWN}\nkeep = ["SALLY BROWN"]', text, "Sally Brown", "Sarah Collins") == [
        "Sally Brown",
        "Sarah Collins",
    ]


KEPT = 'officials = "keep"'


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Cllr Jane Smith spoke", "Jane Smith", "as a councillor"),
        ("Cllr Jane Smith spoke", "Cllr Jane Smith", "as a councillor"),
        ("PC Smith attended", "Smith", "as a police officer"),
        ("seen by Detective Inspector Smith", "Smith", "as a police officer"),
        ("before Mr Justice Smith", "Mr Justice Smith", "as a judge"),
        ("before District Judge Smith", "Smith", "as a judge"),
        ("Jane Smith MP asked", "Jane Smith", "as a member of parliament"),
        ("Jane Smith, Head of Planning, said", "Jane Smith", "in an office"),
        ("Jane Smith (Senior Planning Officer)", "Jane Smith", "in an office"),
        ("Jane Smith, the council's acting chief executive", "Jane Smith", ""),
        ("Jane Smith, acting chief executive", "Jane Smith", "in an office"),
        ("Yours,\nJane Smith\nData Protection Officer\nThe Council", "Jane Smith", "in an office"),
        ("the Head of Planning, Jane Smith, said", "Jane Smith", "in an office"),
        ("Professor Smith wrote", "Professor Smith", ""),
        ("Dr Smith wrote", "Dr Smith", ""),
        ("Jane Smith told the officer", "Jane Smith", ""),
        ("Jane Smith, who told the Officer", "Jane Smith", ""),
        ("Jane Smith\nThe officer came", "Jane Smith", ""),
        ("the complainant, Cllr Jane Smith", "Jane Smith", ""),
        ("Jane Smith, a witness", "Jane Smith", ""),
        ("Cllr Jane Smith is the claimant", "Jane Smith", ""),
    ],
)  # fmt: skip
def test_who_acts_in_an_office_stays(text: str, name: str, office: str) -> None:
    result = run(KEPT, text, name)
    assert [f.why[-1] for f in result.stays] == ([f"acts {office} here"] if office else [])
    assert len(result.goes) == (0 if office else 1)
    assert resolve(found(text, [name]), {"a": text}, policy("")).stays == ()


def test_one_mention_in_office_is_enough_and_one_as_a_private_person_too_much() -> None:
    text = "Cllr Jane Smith (jane.smith@x.example) met Tom Hill. Smith spoke."
    values: list[Value] = ["Jane Smith", ("jane.smith@x.example", EMAIL), "Tom Hill", "Smith"]
    assert stay(KEPT, text, *values) == ["Jane Smith", "Smith"]
    assert stay(KEPT, f"{text} The victim, Smith, left.", *values, "Smith") == []
    assert stay(KEPT, text, *values, lists='deny = ["Jane Smith"]')[:1] != ["Jane Smith"]


@given(
    st.lists(
        st.sampled_from(["Sarah Collins", "S Collins", "Sara Collins", "Tom Hill", "Mrs Collins", "Cllr Hill", "SC"])
    )
)
def test_keeping_loses_nothing_and_keeps_only_whom_it_names(names: list[str]) -> None:
    text = "; so ".join(names)
    findings = found(text, names)
    result = resolve(findings, {"a": text}, policy('keep = ["Sarah Collins"]'))
    plain = resolve(findings, {"a": text}, policy(""))
    assert {f.regions for f in (*result.goes, *result.stays)} == {f.regions for f in plain.goes}
    assert not {f.regions for f in result.goes} & {f.regions for f in result.stays}
    assert all("Hill" not in said(f, text) and "Sara " not in said(f, text) for f in result.stays)


def redacted(subjects: str, text: str, numbered: str = "false") -> str:
    options = (
        f"[detectors]\nsensitive = false\nfaces = false\ncodes = false\n[operators.replace]\nnumbered = {numbered}"
    )
    own = parse(f'name = "t"\nextends = "default"\n[subjects]\n{subjects}\n{options}')
    return Redactor(own).redact_text(text).text


LETTER = (
    "Dear Ms Collins,\nSarah Collins (sarah.collins@mail.example) met Thomas Hill (thomas.hill@mail.example) on Monday."
    " Hill agreed with Sarah.\nYours sincerely,\n\nMargaret Whitmore\nHead of Planning\n"
)


def test_whom_a_policy_keeps_stays_in_a_text_and_all_others_go() -> None:
    kept = redacted('keep = ["Sarah Collins"]', LETTER)
    for stays in ("Dear Ms Collins", "Sarah Collins (sarah.collins@mail.example)", "with Sarah."):
        assert stays in kept
    for goes in ("Hill", "hill", "Whitmore"):
        assert goes not in kept


def test_an_official_stays_in_a_text_by_name_alone() -> None:
    officials = redacted('officials = "keep"', LETTER)
    assert "Margaret Whitmore" in officials
    assert not any(goes in officials for goes in ("Collins", "collins", "Hill", "hill", "Sarah"))
    assert "Whitmore" not in redacted("", LETTER)


def test_one_person_has_one_number_in_a_text() -> None:
    numbered = redacted("", LETTER, "true")
    assert "[Person 1] ([E-mail address 1]) met [Person 2] ([E-mail address 2])" in numbered
    assert "[Person 2] agreed with [Person 1]" in numbered


def test_what_is_prepared_of_a_policy_shows_nobody_in_its_repr() -> None:
    assert "ollins" not in repr(known_people(policy(KNOWN).subjects))


def test_without_people_a_policy_costs_nothing() -> None:
    finding = Finding("PERSON", found("Ann", ["Ann"])[0].regions, 0.5, "d")
    assert not known_people(policy("").subjects)
    assert with_subjects([finding], {"a": "Ann"}, Folds()).kept == frozenset()
