"""redact review: what waits, marks out and marks in, as a person or a script asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redact import cli
from tests.media.pdf.making import everything_in, new_pdf
from tests.review.acrobat import drawn_mark, exported
from tests.review.test_xfdf_round import LINES, POLICY, content, place

CODES = {"done": 0, "waits": 1, "arguments": 2, "unreadable": 4}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    new_pdf(content(*LINES)).save("in/a.pdf")
    Path("p.toml").write_text(POLICY, encoding="utf-8")
    assert called("run", "in", "out", "-p", "p.toml", "--review", "-j", "0")[0] == CODES["waits"]
    return tmp_path


def called(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(arguments), env={"COLUMNS": "200"})
    return result.exit_code, result.output


def rows(*arguments: str) -> tuple[int, list[dict[str, object]]]:
    code, output = called(*arguments, "--json")
    return code, [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def test_out_and_in_and_released(house: Path) -> None:
    code, told = called("review", "out.record", "--source", "in", "--xfdf", "marks")
    assert code == CODES["done"] and "2 redaction marks" in told
    new = drawn_mark(0, place(Path("in/a.pdf"), "Zelphora Quindriss"))
    Path("back").mkdir()
    first: list[str] = []
    exported(Path("marks/a.pdf.xfdf"), Path("back/a.xfdf"), lambda mark: not first and not first.append("x"), [new])
    code, told = called("review", "out.record", "--source", "in", "--from", "back", "--by", "Ann")
    assert code == CODES["done"]
    assert "1 kept, 1 deleted, SO THEY WILL BE SHOWN, 0 moved, 1 added, 3 new decisions" in told
    assert called("run", "in", "out", "-p", "p.toml", "--review", "-j", "0")[0] == CODES["done"]
    copy = everything_in(Path("out/a.pdf"))
    assert "Zelphora" not in copy and ("ann@" in copy) != ("bob@" in copy)


def test_a_script_gets_numbers(house: Path) -> None:
    _, out = rows("review", "out.record", "--source", "in/a.pdf", "--xfdf", "marks")
    assert [(row["marks"], row["highlights"], row["unmarked"]) for row in out] == [(2, 0, 0)]
    note = drawn_mark(0, (0, 0, 9, 9), "text")
    exported(Path("marks/a.pdf.xfdf"), Path("a.xfdf"), lambda _: True, [note])
    code, (told, summary) = rows("review", "out.record", "--source", "in", "--from", "a.xfdf", "--by", "Ann")
    assert code == CODES["done"] and summary["waiting"] == 0
    assert (told["kept"], told["rejected"], told["decisions"], told["others"]) == (2, 0, 2, {"text": 1})


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--xfdf", "marks"), "arguments", "--source"),
        (("--xfdf", "marks", "--source", "gone"), "unreadable", "no such source"),
        (("--xfdf", "marks", "--source", "out.record"), "unreadable", "none of the run's PDF files"),
        (("--xfdf", "in/marks", "--source", "in"), "arguments", "inside the input"),
        (("--xfdf", "marks", "--from", "x", "--source", "in"), "arguments", "exclude"),
        (("--from", "a.xfdf", "--source", "in"), "arguments", "--by"),
        (("--from", "a.xfdf", "--by", "Ann"), "arguments", "--source"),
        (("--from", "in", "--source", "in", "--by", "Ann"), "unreadable", "no XFDF file"),
        (("--from", "in/a.pdf", "--source", "in", "--by", "Ann"), "unreadable", "a PDF and not the marks"),
        (("--from", "gone.xfdf", "--source", "in", "--by", "Ann"), "unreadable", "cannot be read"),
    ],
)
def test_what_is_missing_is_said_in_a_line(house: Path, arguments: tuple[str, ...], code: str, said: str) -> None:
    ended, told = called("review", "out.record", *arguments)
    assert (ended, said in told) == (CODES[code], True), told
    assert "Traceback" not in told


def test_all_deleted_needs_saying_so(house: Path) -> None:
    called("review", "out.record", "--source", "in", "--xfdf", "marks")
    exported(Path("marks/a.pdf.xfdf"), Path("a.xfdf"), lambda _: False)
    asked = ("review", "out.record", "--source", "in", "--from", "a.xfdf", "--by", "Ann")
    code, told = called(*asked)
    assert code == CODES["unreadable"] and "--all-rejected" in told
    assert called("review", "out.record")[0] == CODES["waits"]
    code, told = called(*asked, "--all-rejected")
    assert code == CODES["done"] and "2 deleted, SO THEY WILL BE SHOWN" in told
