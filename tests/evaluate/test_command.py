"""The command: what it prints for people and for machines."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redact import cli

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
ROW = {"text": "Write to kim.bow@example.org.", "spans": [{"start": 9, "end": 28, "entity_type": "MAIL", "id": 1}]}
NAME = {"text": "Kim Bow", "spans": [{"start": 0, "end": 7, "entity_type": "PERSON"}]}
CASE = {"text": "kim.bow@example.org", "entity": "EMAIL", "expected": [{"start": 0, "end": 19}]}
NONE = {"text": "kim@", "entity": "EMAIL", "expected": []}


@pytest.fixture
def measured(tmp_path: Path):
    (tmp_path / "light.toml").write_text(POLICY, encoding="utf-8")

    def run(*lines: object, options: tuple[str, ...] = ()):
        data = tmp_path / "rows.jsonl"
        data.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        arguments = ["evaluate", str(data), "-p", str(tmp_path / "light.toml"), *options]
        return CliRunner().invoke(cli.app, arguments)

    return run


def told(result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_rows_are_measured_and_renamed(measured) -> None:
    mail, total = told(measured(ROW, options=("--name", "MAIL=EMAIL_ADDRESS", "--json")))
    assert (mail["kind"], mail["type"], mail["side"], mail["known"]) == ("rows", "EMAIL_ADDRESS", "redact", True)
    assert [mail[name] for name in ("recall", "precision", "f2", "covered", "leak_rate", "taken")] == [1, 1, 1, 1, 0, 0]
    assert total["type"] == "all"


def test_cases_are_held(measured) -> None:
    mail, total = told(measured(CASE, NONE, options=("--json",)))
    assert (mail["kind"], mail["type"], total["type"]) == ("cases", "EMAIL", "all")
    held = [mail[name] for name in ("positives", "positives_held", "negatives", "negatives_held", "failed")]
    assert held == [1, 1, 1, 1, []]


def test_a_case_that_fails_is_named_by_its_place(measured) -> None:
    (each, _) = told(
        measured({**CASE, "text": "someone at example", "expected": [{"start": 0, "end": 3}]}, options=("--json",))
    )
    assert each["failed"] == ["rows.jsonl:1"]


def test_tables_say_what_is_not_looked_for(measured) -> None:
    lines = measured(ROW, NAME, CASE, options=("--name", "MAIL=EMAIL_ADDRESS")).stdout.splitlines()
    (person,) = [line.split() for line in lines if line.startswith("PERSON")]
    assert person[1:4] == ["1", "–", "–"]
    assert any(line.split()[:3] == ["EMAIL_ADDRESS", "1", "1"] for line in lines)
    assert any(line.split()[:3] == ["EMAIL", "1", "1"] for line in lines)


def test_only_one_type(measured) -> None:
    each = told(measured(ROW, NAME, options=("--type", "PERSON", "--json")))
    assert [one["type"] for one in each] == ["PERSON", "all"] and each[0]["known"] is False


def test_one_detector_alone_lets_all_its_types_through(measured) -> None:
    text = {"text": "Find me at 192.168.44.12", "spans": [{"start": 11, "end": 24, "entity_type": "IP_ADDRESS"}]}
    assert told(measured(text, options=("--json",)))[0]["known"] is False
    assert told(measured(text, options=("--json", "--detector", "identifiers")))[0]["recall"] == 1.0


@pytest.mark.models
def test_presidio_stands_beside(measured) -> None:
    pytest.importorskip("presidio_analyzer")
    options = ("--beside", "presidio", "--name", "MAIL=EMAIL_ADDRESS", "--type", "EMAIL_ADDRESS")
    each = told(measured(ROW, options=(*options, "--json")))
    assert {(one["side"], one["type"]) for one in each} == {
        (side, kind) for side in ("redact", "presidio") for kind in ("EMAIL_ADDRESS", "all", "shared")
    }
    assert all(one["recall"] == 1.0 for one in each)
    lines = measured(ROW, options=options).stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["EMAIL_ADDRESS", "redact"], ["EMAIL_ADDRESS", "presidio"]]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--name", "MAIL"), 2),
        (("--beside", "nobody"), 2),
        (("--detector", "nobody"), 2),
        (("--policy", "nobody"), 2),
    ],
)
def test_what_cannot_be_measured_is_refused(measured, options, code) -> None:
    assert measured(ROW, options=options).exit_code == code


def test_a_line_of_no_kind_ends_the_command(measured) -> None:
    result = measured(ROW, {"text": "secret words"})
    assert result.exit_code == 4 and "rows.jsonl:2" in result.stderr and "secret" not in result.output
