"""redact restore and redact vault: each asks for what it needs, says what it did, and ends with the right code."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from redact import Redactor, cli
from redact.anonymise.vault import Kind, Secret, Vault
from redact.anonymise.vault.log import log_path
from redact.policy import parse
from redact.restore import remember

SECRET = "kim.bow@example.org"
PHRASE = "correct horse battery"
KEY = bytes(range(32))
POLICY = """
name = "light"
find = ["EMAIL_ADDRESS"]
[handlers]
text = {}
[detectors]
identifiers = {}
[anonymise]
text = "pseudonymise"
image = "keep"
video = "keep"
audio = "keep"
"""
ASKED = ("--authority", "Officer Zoë", "--reason", "appeal 12")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A released letter and the vault of its run, which opens with a key in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDACT_PASSPHRASE", raising=False)
    monkeypatch.setenv("REDACT_KEY", KEY.hex())
    Path("in").mkdir()
    Path("in/a.txt").write_bytes(f"Write to {SECRET}.\r\n".encode())
    with Vault(Path("safe/v.db"), Secret(Kind.KEY, KEY)) as vault:
        for outcome in Redactor(parse(POLICY), key=vault.pseudonym_key()).redact_folder("in", "out"):
            remember(vault, outcome, Path("in/a.txt"), "job 1")
    return tmp_path


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, list(arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def restore(*more: str, code: int = 0) -> Result:
    return call("restore", "out", "back", "--vault", "safe/v.db", *more, code=code)


def test_the_original_comes_back_and_the_user_is_told(house: Path) -> None:
    result = restore(*ASKED)
    assert "1 of 1 files in back are the originals, byte for byte" in result.output
    assert "v.db.log" in result.output
    assert SECRET not in result.output
    assert Path("back/a.txt").read_bytes() == Path("in/a.txt").read_bytes()
    (line,) = [json.loads(line) for line in call("vault", "log", "safe/v.db", "--json").stdout.splitlines()]
    assert (line["who"], line["reason"]) == ("Officer Zoë", "appeal 12")
    assert "the chain holds" in call("vault", "log", "safe/v.db").output


def test_in_json_each_file_is_a_line(house: Path) -> None:
    file, summary = (json.loads(line) for line in restore(*ASKED, "--json").stdout.splitlines())
    assert (file["name"], file["manner"], summary["whole"], summary["failed"]) == ("a.txt", "whole", 1, 0)


def test_of_an_edited_file_the_number_of_tokens_is_told(house: Path) -> None:
    with Path("out/a.txt").open("a") as file:
        file.write("more")
    result = restore(*ASKED)
    assert "a.txt: it is not as it was released; 1 token in it" in result.output
    assert SECRET in Path("back/a.txt").read_text()


@pytest.mark.parametrize("words", [(), ASKED[:2], ASKED[2:], (*ASKED[:2], "--reason", " ")])
def test_without_authority_and_reason_it_is_refused(house: Path, words: tuple[str, ...]) -> None:
    result = restore(*words, code=2)
    assert result.output.count("\n") == 1
    assert "authority and reason" in result.output
    assert not Path("back").exists()
    assert not log_path(Path("safe/v.db")).exists()


def test_a_wrong_secret_a_damaged_vault_and_none_are_a_line_each(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDACT_KEY", bytes(32).hex())
    told = [restore(*ASKED, code=2).output]
    monkeypatch.delenv("REDACT_KEY")
    told.append(restore(*ASKED, code=2).output)
    vault = Path("safe/v.db")
    whole = vault.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"no vault"):
        vault.write_bytes(content)
        told.append(restore(*ASKED, code=2).output)
    vault.unlink()
    told.append(restore(*ASKED, code=2).output)
    expected = ("does not open", "needs its key", "cut short|cannot be read", "no vault", "no vault", "no such vault")
    for words, line in zip(expected, told, strict=True):
        assert re.search(words, line)
        assert line.count("\n") == 1
    assert not Path("back").exists()


def test_a_vault_inside_the_output_is_refused(house: Path) -> None:
    result = call("restore", "out", "safe", "--vault", "safe/v.db", *ASKED, code=2)
    assert "the vault lies inside the output" in result.output


def test_info_tells_counts_and_no_values(house: Path) -> None:
    facts = json.loads(call("vault", "info", "safe/v.db", "--json").stdout)
    assert (facts["tokens"], facts["values"], facts["files"], facts["log_lines"]) == (1, 1, 1, 0)
    assert facts["opens_with"] == "key, HKDF-SHA256"
    assert SECRET not in call("vault", "info", "safe/v.db").output


def test_after_a_rotation_the_new_secret_alone_opens_it(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDACT_NEW_PASSPHRASE", PHRASE)
    call("vault", "rotate", "safe/v.db")
    assert "passphrase" in restore(*ASKED, code=2).output
    monkeypatch.setenv("REDACT_PASSPHRASE", "wrong horse battery")
    assert "does not open" in restore(*ASKED, code=2).output
    monkeypatch.setenv("REDACT_PASSPHRASE", PHRASE)
    Path("new.key").write_text(bytes(range(1, 33)).hex())
    call("vault", "rotate", "safe/v.db", "--new-key-file", "new.key")
    restore(*ASKED, "--key-file", "new.key")
    assert Path("back/a.txt").read_bytes() == Path("in/a.txt").read_bytes()


def test_a_passphrase_is_never_asked_for_where_nobody_sits(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDACT_NEW_PASSPHRASE", raising=False)
    assert "REDACT_NEW_PASSPHRASE" in call("vault", "rotate", "safe/v.db", code=2).output


def test_one_subjects_rows_go_into_a_file_of_its_owners_and_into_the_log(house: Path) -> None:
    result = call("vault", "export", "safe/v.db", "--subject", SECRET.upper(), "--out", "sar.json")
    assert SECRET not in result.output
    told = json.loads(Path("sar.json").read_bytes())
    ((value,),) = [each["values"] for each in told["tokens"]]
    assert (value["value"], value["used"][0]["name"], value["used"][0]["job"]) == (SECRET, "a.txt", "job 1")
    assert os.name == "nt" or Path("sar.json").stat().st_mode & 0o777 == 0o600
    assert "export" in call("vault", "log", "safe/v.db").output
    call("vault", "export", "safe/v.db", "--subject", SECRET, "--out", "sar.json", code=2)
    assert (
        "nothing on that subject" in call("vault", "export", "safe/v.db", "--subject", "x", "--out", "y", code=2).output
    )
    assert not Path("y").exists()


def test_a_destroyed_vault_leaves_a_certificate(house: Path) -> None:
    restore(*ASKED)
    assert "authority and reason" in call("vault", "destroy", "safe/v.db", code=2).output
    result = call("vault", "destroy", "safe/v.db", *ASKED, "--certificate", "cert.json")
    told = json.loads(Path("cert.json").read_bytes())
    assert (told["authority"], told["counts"]["files"], len(told["sha256_before"])) == ("Officer Zoë", 1, 64)
    assert "backups" in result.output
    assert [path.name for path in Path("safe").iterdir()] == ["v.db.log"]
    assert "no such vault" in restore(*ASKED, code=2).output


def test_a_vault_is_not_destroyed_where_its_certificate_cannot_be_written(house: Path) -> None:
    Path("cert.json").write_text("another")
    call("vault", "destroy", "safe/v.db", *ASKED, "--certificate", "cert.json", code=2)
    assert Path("safe/v.db").exists()
    assert Path("cert.json").read_text() == "another"


def run(*more: str, code: int = 0) -> Result:
    Path("light.toml").write_text(POLICY)
    return call(
        "run", "in", "fresh", "--policy", "light.toml", "--jobs", "0", "--vault", "safe/new.db", *more, code=code
    )


def test_a_run_with_a_passphrase_alone_takes_the_vaults_own_key_and_gives_back(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REDACT_KEY")
    monkeypatch.setenv("REDACT_PASSPHRASE", PHRASE)
    run()
    assert SECRET not in Path("fresh/a.txt").read_text()
    call("restore", "fresh", "again", "--vault", "safe/new.db", *ASKED)
    assert Path("again/a.txt").read_bytes() == Path("in/a.txt").read_bytes()
    monkeypatch.setenv("REDACT_PASSPHRASE", "another one")
    assert "does not open the vault" in run(code=2).output


def test_a_run_refuses_a_vault_inside_its_output_before_it_makes_one(house: Path) -> None:
    assert "inside" in call("run", "in", "fresh", "--vault", "fresh/v.db", code=2).output
    assert not Path("fresh").exists()
    assert "--keyring" in run("--keyring", "--key-file", "light.toml", code=2).output


def test_what_is_refused_leaves_no_vault_behind(house: Path) -> None:
    Path("bad.toml").write_text(f'release = "open"\n{POLICY}')
    for arguments in (("in", "fresh", "--policy", "bad.toml"), ("nowhere", "fresh", "--policy", "corpus")):
        result = CliRunner().invoke(cli.app, ["run", *arguments, "--jobs", "0", "--vault", "safe/other.db"])
        assert result.exit_code in (2, 4), result.output
        assert not Path("safe/other.db").exists()
        assert not Path("fresh").exists()
