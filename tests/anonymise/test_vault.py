"""The vault: what it keeps, who may open it, and that it says so when it is not as it was left."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.anonymise.vault import Kind, Secret, Vault, ending, find_secret, for_run, opened, secret
from redact.anonymise.vault.opening import kdf_of
from redact.anonymise.vault.rows import Seen, Way
from redact.anonymise.vault.subject import rows_of
from redact.errors import PolicyError
from redact.types import Pseudonym

KEY, OTHER = bytes(range(32)), bytes(32)
PHRASE = Secret(Kind.PASSPHRASE, b"correct horse battery")
SARAH = Pseudonym("PERSON_aaaaaaaaaaaaaaaa", "Sarah Collins", "PERSON")
MRS = Pseudonym("PERSON_aaaaaaaaaaaaaaaa", "Mrs Collins", "PERSON")
MAIL = Pseudonym("EMAIL_ADDRESS_bbbbbbbbbbbbbbbb", "sarah@example.org", "EMAIL_ADDRESS")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "safe" / "vault.db"


@pytest.fixture
def filled(path: Path) -> Path:
    with Vault(path, KEY) as vault:
        way = Way("f" * 64, "e" * 64, "a.txt", "Sarah Collins.txt")
        vault.keep([(SARAH, Seen("f" * 64, "a.txt", "job", "now", ("PERSON-1",)))], way, b"a patch with Collins")
        vault.keep([(MAIL, Seen("f" * 64, "a.txt", "job", "now", ("PERSON-1",)))])
    return path


def test_a_token_stands_for_every_spelling_the_most_used_first(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.add([SARAH], Seen("1"))
        vault.add([MRS], Seen("2"))
        vault.add([MRS], Seen("3"))
        vault.add([MRS], Seen("3"))
    with opened(path, Secret(Kind.KEY, KEY), new=False) as vault:
        assert [(each.worth.value, each.files) for each in vault.spellings(SARAH.token)] == [
            ("Mrs Collins", 2),
            ("Sarah Collins", 1),
        ]
        assert (vault.value(SARAH.token), len(vault), vault.tokens()) == ("Mrs Collins", 2, [SARAH.token])
        assert vault.value("PERSON_none") is None
        vault.check()


@pytest.mark.parametrize(
    ("values", "entity_type", "subjects", "told"),
    [
        (("Sarah Collins", "Mrs Collins", "SARAH"), "PERSON", (), False),
        (("Sarah Collins", "Bob Jones"), "PERSON", (), True),
        (("07700 900123", "+44 7700900123"), "PHONE_NUMBER", (), True),
        (("07700 900123", "07700-900123"), "PHONE_NUMBER", (), False),
        (("Sarah Collins", "Tom Collins"), "PERSON", ("PERSON-1", "PERSON-2"), True),
        (("Collins", "collins"), "PERSON", ("PERSON-1", "PERSON-2"), False),
    ],
)
def test_a_token_for_two_different_things_is_told(
    path: Path, values: tuple[str, ...], entity_type: str, subjects: tuple[str, ...], told: bool
) -> None:
    with Vault(path, KEY) as vault:
        items = [(Pseudonym("T_aaaaaaaa", value, entity_type), Seen("1", subjects=subjects)) for value in values]
        assert vault.keep(items) == (("T_aaaaaaaa",) if told else ())
        assert vault.keep(items) == ()


def test_no_value_stands_in_the_file_or_beside_it(filled: Path) -> None:
    with Vault(filled, KEY) as vault:
        vault.add([MRS])
        stored = b"".join(each.read_bytes() for each in filled.parent.iterdir())
        assert SARAH.token.encode() in stored
        for word in (b"Sarah", b"Collins", b"Mrs", b"example.org", b"a.txt", KEY, vault.pseudonym_key()):
            assert word not in stored
        assert "Collins" not in repr(vault) + repr(vault.spellings(SARAH.token)) + repr(vault.unlocked)


@pytest.mark.parametrize("right", [PHRASE, Secret(Kind.KEY, KEY)])
def test_only_its_secret_opens_it(path: Path, right: Secret) -> None:
    with Vault(path, right) as vault:
        vault.add([SARAH])
        key = vault.pseudonym_key()
    with Vault(path, right) as vault:
        assert vault.value(SARAH.token) == "Sarah Collins"
        assert vault.pseudonym_key() == key
        assert len(key) == 32
    for wrong in (Secret(right.kind, b"wrong" + right.value), Secret(Kind.KEYRING)):
        with pytest.raises(PolicyError, match=r"does not open|opens with"):
            Vault(path, wrong)


def test_a_short_passphrase_is_refused_and_scrypt_costs_what_it_should(path: Path) -> None:
    with pytest.raises(PolicyError, match="fewer than"):
        Vault(path, Secret(Kind.PASSPHRASE, b"short"))
    kdf = secret.fresh_kdf(PHRASE)
    assert (kdf.n >= 2**17, kdf.r, kdf.p, len(kdf.salt)) == (True, 8, 1, 32)
    assert kdf.salt != secret.fresh_kdf(PHRASE).salt


def test_where_the_secret_comes_from(path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REDACT_KEY", "REDACT_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(PolicyError, match="passphrase or a key"):
        find_secret(None)
    with pytest.raises(PolicyError, match="needs its key"):
        find_secret(kdf_of(filled))
    monkeypatch.setenv("REDACT_KEY", KEY.hex())
    assert find_secret(None) == find_secret(kdf_of(filled)) == Secret(Kind.KEY, KEY)
    monkeypatch.setenv("REDACT_PASSPHRASE", "a long passphrase")
    assert find_secret(None) == Secret(Kind.PASSPHRASE, b"a long passphrase")
    assert find_secret(kdf_of(filled)).kind is Kind.KEY
    key_file = path.with_name("key")
    key_file.write_text(OTHER.hex())
    assert find_secret(None, key_file) == Secret(Kind.KEY, OTHER)
    assert find_secret(None, keyring=True).kind is Kind.KEYRING
    assert "long" not in repr(find_secret(None))


def test_a_run_takes_the_users_own_key_for_pseudonyms_else_the_vaults(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REDACT_KEY", raising=False)
    monkeypatch.setenv("REDACT_PASSPHRASE", "a long passphrase")
    key, found = for_run(path)
    with Vault(path, found) as vault:
        assert key == vault.pseudonym_key()
    monkeypatch.setenv("REDACT_KEY", KEY.hex())
    assert for_run(path) == (KEY, found)


@pytest.fixture
def keyring_of_ours() -> Iterator[dict[tuple[str, str], str]]:
    """A keyring that forgets when the test ends, in the place of the system's."""
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    held: dict[tuple[str, str], str] = {}

    class Ours(KeyringBackend):
        priority = 1  # type: ignore[assignment]  # a class property there

        def get_password(self, service: str, username: str) -> str | None:
            return held.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            held[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if held.pop((service, username), None) is None:
                raise PasswordDeleteError

    before = keyring.get_keyring()
    keyring.set_keyring(Ours())
    yield held
    keyring.set_keyring(before)


def test_the_systems_keyring_holds_the_key(path: Path, keyring_of_ours: dict[tuple[str, str], str]) -> None:
    with Vault(path, Secret(Kind.KEYRING)) as vault:
        vault.add([SARAH])
        ending.rotate(vault, Secret(Kind.KEYRING))
    assert len(keyring_of_ours) == 1
    with Vault(path, Secret(Kind.KEYRING)) as vault:
        assert vault.value(SARAH.token) == "Sarah Collins"
    keyring_of_ours.clear()
    with pytest.raises(PolicyError, match="holds no key"):
        Vault(path, Secret(Kind.KEYRING))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_its_owner_alone_may_read_it(filled: Path) -> None:
    assert {each.stat().st_mode & 0o777 for each in filled.parent.iterdir()} == {0o600}
    filled.chmod(0o640)
    with pytest.raises(PolicyError, match="others may read"):
        Vault(filled, KEY)


def _add_many(path: Path, mark: str) -> None:
    for number in range(25):
        with Vault(path, KEY) as vault:
            vault.add([Pseudonym(f"T_{mark}{number}", f"value {mark}{number}", "ID")], Seen(mark))


def test_two_writers_at_once_lose_nothing_from_the_very_first(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_many, args=(path, mark)) for mark in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    with Vault(path, KEY) as vault:
        assert len(vault) == 75
        vault.check()
    assert [each.name for each in path.parent.iterdir()] == ["vault.db"]


def test_rotation_gives_another_secret_and_seals_every_row_anew(filled: Path) -> None:
    with sqlite3.connect(filled) as base:
        before = {cell for table in ("pseudonyms", "mentions", "files") for cell in _blobs(base, table)}
    with Vault(filled, KEY) as vault:
        key, number = vault.pseudonym_key(), vault.header.id
        ending.rotate(vault, PHRASE)
        assert vault.value(SARAH.token) == "Sarah Collins"
        vault.add([MRS])
    with pytest.raises(PolicyError, match="opens with a passphrase"):
        Vault(filled, KEY)
    with Vault(filled, PHRASE) as vault:
        vault.check()
        assert (vault.pseudonym_key(), vault.header.id, vault.value(MAIL.token)) == (key, number, MAIL.value)
        (way,) = vault.rows.ways("f" * 64)
        assert vault.rows.patch(way) == b"a patch with Collins"
    with sqlite3.connect(filled) as base:
        after = {cell for table in ("pseudonyms", "mentions", "files") for cell in _blobs(base, table)}
    assert len(before) == 6
    assert not before & after
    assert not any(cell in filled.read_bytes() for cell in before)


def _blobs(base: sqlite3.Connection, table: str) -> list[bytes]:
    columns = "sealed" if table != "files" else "sealed, patch"
    return [cell for row in base.execute(f"SELECT {columns} FROM {table}") for cell in row]


def test_who_opened_it_before_a_rotation_writes_nothing_with_the_old_key(filled: Path) -> None:
    with Vault(filled, KEY) as early, Vault(filled, KEY) as late:
        ending.rotate(late, Secret(Kind.KEY, OTHER))
        with pytest.raises(PolicyError, match="another secret"):
            early.add([MRS])
    with Vault(filled, OTHER) as vault:
        vault.check()


COLUMNS = {
    "header": ("clear", "wrapped", "keys"),
    "state": ("sealed",),
    "pseudonyms": ("id", "token", "sealed"),
    "mentions": ("pseudonym", "file", "sealed"),
    "files": ("id", "output", "sealed", "patch"),
}


def _looked_through(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.check()
        for way in vault.rows.ways("f" * 64):
            vault.rows.patch(way)


@pytest.mark.parametrize(("table", "column"), [(table, each) for table, columns in COLUMNS.items() for each in columns])
@given(where=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_bit_anywhere_is_seen(filled: Path, table: str, column: str, where: int, bit: int) -> None:
    _looked_through(filled)
    whole = filled.read_bytes()
    with sqlite3.connect(filled) as base:
        ((value,),) = base.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchall()
        changed = bytearray(value.encode() if isinstance(value, str) else value)
        changed[where % len(changed)] ^= 1 << (bit if isinstance(value, bytes) else bit % 6)
        new: bytes | str = bytes(changed) if isinstance(value, bytes) else changed.decode("latin-1")
        base.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, value))
    base.close()
    with pytest.raises(PolicyError, match=r"damaged|does not open|other format|another format|opens with"):
        _looked_through(filled)
    filled.write_bytes(whole)


@pytest.mark.parametrize("table", ["pseudonyms", "mentions", "files", "state", "header"])
def test_a_missing_row_is_seen(filled: Path, table: str) -> None:
    with sqlite3.connect(filled) as base:
        key = {"header": "clear", "state": "sealed", "mentions": "pseudonym"}.get(table, "id")
        base.execute(f"DELETE FROM {table} WHERE {key} = (SELECT {key} FROM {table} LIMIT 1)")
    base.close()
    with pytest.raises(PolicyError, match="damaged"):
        _looked_through(filled)


def test_rows_of_another_vault_do_not_open(filled: Path, tmp_path: Path) -> None:
    with Vault(tmp_path / "other.db", KEY) as other:
        other.add([SARAH])
        (stranger,) = other.store.rows("SELECT sealed FROM pseudonyms")
    with sqlite3.connect(filled) as base:
        base.execute("UPDATE pseudonyms SET sealed = ? WHERE token = ?", (*stranger, SARAH.token))
    base.close()
    with pytest.raises(PolicyError, match="damaged"):
        _looked_through(filled)


@given(share=st.floats(0, 0.999))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_vault_that_is_cut_short_is_refused(filled: Path, share: float) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(PolicyError, match=r"damaged|no vault"):
        _looked_through(filled)
    filled.write_bytes(whole)


def test_what_is_no_vault_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"", b"just a text", b"SQLite format 3\0" + bytes(2000)):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(PolicyError, match=r"no vault|damaged"):
            Vault(path, KEY)
        assert path.read_bytes() == content
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE other (x)")
    base.close()
    path.chmod(0o600)
    with pytest.raises(PolicyError, match="no vault"):
        Vault(path, KEY)
    with pytest.raises(PolicyError, match="no such vault"):
        opened(path.with_name("nothing"), PHRASE, new=False)


def test_one_subjects_rows_with_what_its_files_joined_to_it(filled: Path) -> None:
    with Vault(filled, KEY) as vault:
        vault.add([MRS], Seen("2", "b.txt"))
        vault.add([Pseudonym("PERSON_cccccccccccccccc", "Bob Jones", "PERSON")], Seen("2", "b.txt"))
        by_name, by_token = rows_of(vault, "sarah  COLLINS"), rows_of(vault, SARAH.token)
        with pytest.raises(PolicyError, match="nothing on that subject"):
            rows_of(vault, "Nobody")
    assert by_name == by_token
    assert [each["token"] for each in by_name["tokens"]] == [MAIL.token, SARAH.token]
    values = {value["value"]: value["used"] for each in by_name["tokens"] for value in each["values"]}
    assert set(values) == {"Sarah Collins", "Mrs Collins", "sarah@example.org"}
    assert values["Mrs Collins"] == [{"file_sha256": "2", "name": "b.txt", "job": "", "when": ""}]


def test_nothing_is_left_of_a_destroyed_vault(filled: Path) -> None:
    held = filled.open("rb")
    filled.with_name("vault.db-wal").write_bytes(b"left over")
    told = ending.certificate(filled, "A. Officer", "retention ended")
    ending.destroy(filled)
    assert list(filled.parent.iterdir()) == []
    assert SARAH.token.encode() not in held.read()
    held.close()
    assert told["counts"] == {"pseudonyms": 2, "mentions": 2, "files": 1}
    assert (told["authority"], told["reason"]) == ("A. Officer", "retention ended")
    assert "backups" in told["does_not_mean"]


def test_what_is_no_vault_is_not_destroyed(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("precious")
    path.chmod(0o600)
    with pytest.raises(PolicyError, match="no vault"):
        ending.destroy(path)
    assert path.read_text() == "precious"
