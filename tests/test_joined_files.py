"""People across the files of a job: a short name means whom another file names in full, when just one person fits."""

import re

import pytest

from redact import Redactor, policy
from redact.job import Job
from redact.review.decisions import DECISIONS, PENDING, append, read_waiting
from redact.types import Decision, Verdict

POLICY = """
name = "joined"
extends = "default"
[anonymise]
text = "pseudonymise"
"""
KEY = b"a key of thirty-two bytes to try"
TOKEN = re.compile(r"PERSON_[a-z2-7]+")


def run(tmp_path, files, jobs=0):
    source = tmp_path / "in"
    source.mkdir(exist_ok=True)
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    redactor = Redactor(policy.parse(POLICY), key=KEY)
    outcomes = list(redactor.redact_folder(source, tmp_path / "out", Job(jobs=jobs)))
    assert all(outcome.ok for outcome in outcomes), [outcome.failures for outcome in outcomes]
    return {path.name: TOKEN.findall(path.read_text(encoding="utf-8")) for path in (tmp_path / "out").glob("*.txt")}


FULL = "Dear Dr Sarah Jane Collins,\nThank you for your letter.\n"
SHORT = "I have spoken to Mrs Collins about the leak.\n"


@pytest.mark.models
def test_a_short_name_in_one_file_means_the_person_whom_another_names_in_full(tmp_path):
    said = run(tmp_path, {"a.txt": SHORT, "b.txt": FULL})
    assert said["a.txt"] == said["b.txt"]
    assert len(said["a.txt"]) == 1


@pytest.mark.models
def test_with_two_of_that_name_a_short_one_stands_alone(tmp_path):
    said = run(tmp_path, {"a.txt": SHORT, "b.txt": FULL, "c.txt": "Dear Mr Peter Collins,\nThank you.\n"})
    assert len({*said["a.txt"], *said["b.txt"], *said["c.txt"]}) == 3


@pytest.mark.models
def test_the_second_run_finds_everything_done_and_a_new_file_joins_those_that_are(tmp_path):
    first = run(tmp_path, {"b.txt": FULL})
    assert run(tmp_path, {}) == first
    again = run(tmp_path, {"a.txt": SHORT})
    assert again["a.txt"] == first["b.txt"]


@pytest.mark.models
def test_an_address_alone_is_the_persons_whose_another_file_shows_it_to_be(tmp_path):
    address = "sarah.collins@example.org"
    said = run(tmp_path, {"a.txt": f"Write to {address}.\n", "b.txt": f"{FULL}Write to {address}.\n"})
    assert len(said["b.txt"]) == 1
    alone, beside = ((tmp_path / "out" / name).read_text().split("Write to ")[1] for name in ("a.txt", "b.txt"))
    assert alone == beside
    assert alone.startswith("EMAIL_ADDRESS_")
    assert alone.removeprefix("EMAIL_ADDRESS_").rstrip(".\n") == said["b.txt"][0].removeprefix("PERSON_")


@pytest.mark.models
def test_what_is_kept_of_a_run_names_nobody(tmp_path):
    run(tmp_path, {"a.txt": SHORT, "b.txt": FULL})
    kept = b"".join(path.read_bytes() for path in (tmp_path / "out.record").rglob("*") if path.is_file())
    assert b"ollins" not in kept
    assert b"arah" not in kept


@pytest.mark.models
def test_a_reviewer_gives_a_mention_to_somebody_else(tmp_path):
    text = "Dear Mr James Brown,\n\nMrs Sarah Collins and Mr Peter Lowe came. The Hatter spoke to Mr Lowe.\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text)
    redactor, record = Redactor(policy.parse(POLICY), key=KEY), tmp_path / "out.record"
    list(redactor.redact_folder(tmp_path / "in", tmp_path / "out", Job(review=True)))
    waiting = read_waiting(record / PENDING)
    by_subject = {row.subject: row for row in waiting}
    assert len(by_subject) == 3
    whose, lowe = waiting[1].subject, [row for row in waiting if row.subject == waiting[2].subject]
    moved = {lowe[-1].finding: whose}
    made = [
        Decision(row.file, row.finding, Verdict.ACCEPT, "R. Viewer", "2026-11-26", subject=moved.get(row.finding, ""))
        for row in waiting
    ]
    append(record / DECISIONS, made)
    (outcome,) = redactor.redact_folder(tmp_path / "in", tmp_path / "out", Job(review=True))
    assert outcome.ok, outcome.failures
    brown, collins, peter, last = TOKEN.findall((tmp_path / "out" / "a.txt").read_text())
    assert last == collins
    assert len({brown, collins, peter}) == 3
    (told,) = [each.finding for each in outcome.redactions if each.finding.key in moved]
    assert told.why[-1] == "joined by the reviewer"
