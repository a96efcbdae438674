"""redact verify without a record: what any PDF holds and does not show is told, and never the thing itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pikepdf import Encryption

from tests.cli.test_cli import call, lines
from tests.media.pdf.gate.planted import PLANTED, SECRET, SHOWN
from tests.media.pdf.making import made, new_pdf


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return PLANTED["a_box"][1](tmp_path).rename(tmp_path / "bad.pdf")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return made(tmp_path, SHOWN).rename(tmp_path / "good.pdf")


def test_what_is_hidden_is_told_with_its_place_and_not_its_words(bad: Path) -> None:
    result = call("verify", str(bad), code=1)
    amount = len(SECRET.replace(" ", ""))
    assert f"redact: bad.pdf: text under a box, page 1 ({amount} characters)" in result.stderr
    assert "0 of 1 files hold nothing that they do not show" in result.stdout
    assert SECRET.split()[0] not in result.output


def test_a_file_that_shows_all_that_it_holds(good: Path) -> None:
    assert "1 of 1 files" in call("verify", str(good)).stdout


def test_quiet_leaves_the_findings(bad: Path, good: Path) -> None:
    assert call("verify", str(good), "--quiet").output == ""
    result = call("verify", str(bad), "--quiet", code=1)
    assert result.stdout == "" and len(result.stderr.splitlines()) == 1


def test_lines_for_machines(bad: Path, good: Path) -> None:
    (bad.parent / "letter.txt").write_text("hello", encoding="utf-8")
    first, second, third, last = lines(call("verify", str(bad.parent), "--json", code=1))
    assert (first["name"], first["state"]) == ("bad.pdf", "examined")
    (found,) = first["unseen"]
    assert found["serious"] and found["page"] == 1 and found["box"]["part"] == "p1.image"
    assert (second["name"], second["unseen"]) == ("good.pdf", [])
    assert (third["name"], third["state"]) == ("letter.txt", "not examined")
    assert last == {"kind": "summary", "files": 2, "clean": 1, "findings": 1, "failed": 0}


def test_what_is_told_only_does_not_count(tmp_path: Path) -> None:
    pdf = new_pdf(SHOWN)
    pdf.docinfo["/Producer"] = "A program"
    pdf.save(tmp_path / "in.pdf")
    assert "the program and the time" in call("verify", str(tmp_path / "in.pdf")).stdout


def test_a_locked_file_cannot_be_examined(tmp_path: Path, good: Path) -> None:
    new_pdf(SHOWN).save(tmp_path / "locked.pdf", encryption=Encryption(owner="o", user="u"))
    result = call("verify", str(tmp_path / "locked.pdf"), code=4)
    assert "locked.pdf: the PDF is locked with a password" in result.stderr
    shown = lines(call("verify", str(tmp_path), "--json", code=6))
    assert shown[1]["failure"]["exit_code"] == 4 and shown[-1]["failed"] == 1


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello", encoding="utf-8")
    assert "cannot be examined" in call("verify", str(tmp_path / "a.txt"), code=4).stderr
    assert "--record" in call("verify", str(tmp_path), code=4).stderr


def test_a_name_cannot_steer_the_terminal(bad: Path) -> None:
    strange = bad.rename(bad.with_name("a\x1b[31mb.pdf"))
    assert "\x1b" not in call("verify", str(strange), code=1).output


def test_what_is_not_there(tmp_path: Path) -> None:
    call("verify", str(tmp_path / "nowhere.pdf"), code=4)


def test_what_is_packed_is_examined_too(bad: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.write(bad, "letters/letter.pdf")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
        archive.writestr("strange.unheard", "x")
    result = call("verify", str(tmp_path / "all.zip"), code=1)
    assert "all.zip: text under a box, file 1 of the archive: file 1 of the archive: page 1" in result.stderr
    assert "a file that cannot be examined, file 2 of the archive" in result.stdout
    assert SECRET.split()[0] not in result.output


def test_every_item_of_the_checklist_is_told_for_one_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
        archive.comment = b"by somebody"
    result = call("verify", str(tmp_path / "a.zip"), code=1)
    assert "FAIL  metadata" in result.stdout and "pass  bytes before" in result.stdout
    (file, _) = lines(call("verify", str(tmp_path / "a.zip"), "--json", code=1))
    verdicts = {row["item"].split(":")[0]: row["passed"] for row in file["checks"]}
    assert verdicts["metadata"] is False and all(passed for item, passed in verdicts.items() if item != "metadata")
