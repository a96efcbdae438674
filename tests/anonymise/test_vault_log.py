"""The log beside a vault: nobody shortens, changes or lengthens it unseen."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.anonymise.vault import Kind, Secret, Vault, ending
from redact.anonymise.vault.log import Act, Log, log_path
from redact.errors import PolicyError

KEY = bytes(range(32))
ACT = Act("restore", "Officer Zoë", "appeal 12\nsecond line")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "vault.db"
    with Vault(path, KEY) as vault:
        log = Log(vault)
        for number in range(3):
            log.append(ACT, [f"in {number}"], [f"out {number}"])
    return path


def entries(path: Path) -> list[int]:
    with Vault(path, KEY) as vault:
        return [entry.n for entry in Log(vault).entries()]


def test_each_line_holds_the_digest_of_the_one_before(vault: Path) -> None:
    lines = [json.loads(line) for line in log_path(vault).read_text(encoding="utf-8").splitlines()]
    assert [line["n"] for line in lines] == [1, 2, 3]
    assert [line["previous"] for line in lines] == ["", lines[0]["hash"], lines[1]["hash"]]
    assert (lines[0]["who"], lines[0]["reason"], lines[0]["inputs"]) == (ACT.who, ACT.reason, ["in 0"])
    assert entries(vault) == [1, 2, 3]
    assert os.name == "nt" or log_path(vault).stat().st_mode & 0o777 == 0o600


@given(where=st.integers(0, 100_000), bit=st.integers(0, 7))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_bit_is_seen(vault: Path, where: int, bit: int) -> None:
    path = log_path(vault)
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[where % len(changed)] ^= 1 << bit
    path.write_bytes(bytes(changed))
    with pytest.raises(PolicyError, match=r"log was changed|lines of the vault's log are missing"):
        entries(vault)
    path.write_bytes(whole)


@given(end=st.integers(0, 100_000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_shorter_log_is_seen(vault: Path, end: int) -> None:
    path = log_path(vault)
    whole = path.read_bytes()
    path.write_bytes(whole[: end % len(whole)])
    with pytest.raises(PolicyError, match=r"log was changed|lines of the vault's log are missing"):
        entries(vault)
    path.write_bytes(whole)


def test_a_log_that_is_gone_or_another_vaults_is_seen(vault: Path, tmp_path: Path) -> None:
    path = log_path(vault)
    whole = path.read_bytes()
    path.unlink()
    with pytest.raises(PolicyError, match="missing"):
        entries(vault)
    with Vault(tmp_path / "other.db", KEY) as other:
        for _ in range(3):
            Log(other).append(ACT)
    path.write_bytes(log_path(tmp_path / "other.db").read_bytes())
    path.chmod(0o600)
    with pytest.raises(PolicyError, match="changed"):
        entries(vault)
    path.write_bytes(whole)
    assert entries(vault) == [1, 2, 3]


def test_a_line_that_only_a_stranger_can_have_added_is_seen(vault: Path) -> None:
    with Vault(vault, KEY) as opened:
        last = Log(opened).entries()[-1]
    import msgspec

    forged = msgspec.structs.replace(last, n=4, previous=last.hash)
    forged = msgspec.structs.replace(forged, hash=forged.digest)
    with log_path(vault).open("ab") as file:
        file.write(msgspec.json.encode(forged) + b"\n")
    with pytest.raises(PolicyError, match="changed"):
        entries(vault)


def test_a_line_that_reached_the_disk_before_the_power_went_counts_and_half_a_line_does_not(vault: Path) -> None:
    saved = vault.read_bytes()
    with Vault(vault, KEY) as opened:
        Log(opened).append(ACT)
    vault.write_bytes(saved)
    assert entries(vault) == [1, 2, 3, 4]
    with log_path(vault).open("ab") as file:
        file.write(b'{"n":5,"when":"20')
    assert entries(vault) == [1, 2, 3, 4]
    with Vault(vault, KEY) as opened:
        Log(opened).append(ACT)
    assert entries(vault) == [1, 2, 3, 4, 5]


def test_the_chain_goes_on_after_a_rotation_and_between_two_who_write(vault: Path) -> None:
    with Vault(vault, KEY) as one, Vault(vault, KEY) as two:
        first, second = Log(one), Log(two)
        for log in (first, second, first, second):
            log.append(ACT)
        ending.rotate(one, Secret(Kind.KEY, bytes(32)))
        first.append(ACT)
    with Vault(vault, bytes(32)) as opened:
        assert len(Log(opened).entries()) == 8


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_log_that_others_may_read_is_refused(vault: Path) -> None:
    log_path(vault).chmod(0o644)
    with pytest.raises(PolicyError, match="others may read"):
        entries(vault)
