"""Giving back: what was pseudonymised comes back, what was destroyed does not, and all of it is written down."""

from __future__ import annotations

import email
import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from redact import Redactor
from redact.anonymise.vault import Vault
from redact.anonymise.vault.log import Log, log_path
from redact.anonymise.vault.rows import Seen, Way
from redact.errors import PolicyError, UnreadableError
from redact.policy import Policy, parse
from redact.restore import Order, Remembered, Restored, remember, restore
from redact.restore.ways import Manner
from redact.types import Outcome, Pseudonym
from tests.media.office import docx_with, paragraph, png

KEY = bytes(range(32))
HIDDEN = ("Sarah Collins", "sarah.collins@example.org", "Zoë Ünlü", "07700 900123")
POLICY = """
name = "back"
find = ["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER"]
[handlers]
text = {}
table = {}
json = {}
mail = {}
docx = {}
xlsx = {}
image = {}
[detectors]
identifiers = {}
[anonymise]
text = "pseudonymise"
image = "fill"
video = "fill"
audio = "silence"
[lists]
deny = [{values = ["Sarah Collins", "Mrs Collins", "Zoë Ünlü"], entity_type = "PERSON"}]
"""
DESTROYING = POLICY + '[entities.PHONE_NUMBER]\ntext = "mask"\n'
TEXT = "To Sarah Collins (sarah.collins@example.org), also called Mrs Collins.\r\nRing 07700 900123, Zoë Ünlü.\n"


def redacted(base: Path, policy: Policy | str = POLICY, job: str = "job 1") -> list[tuple[Outcome, Remembered]]:
    """The folder "in" below *base*, redacted into "out", and remembered in "safe/vault.db"."""
    redactor = Redactor(parse(policy) if isinstance(policy, str) else policy, key=KEY)
    sources = sorted((path for path in (base / "in").rglob("*") if path.is_file()), key=lambda path: path.as_posix())
    by_digest = {digest_of(path): path for path in sources}
    done = []
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        for outcome in redactor.redact_folder(base / "in", base / "out"):
            assert outcome.ok, outcome.failures
            done.append((outcome, remember(vault, outcome, by_digest[outcome.input_digest], job)))
    return done


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def given_back(base: Path, source: str = "out", target: str = "back") -> list[Restored]:
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        return list(restore(vault, Order(base / source, base / target, "Officer", "appeal 12")))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def office_files(folder: Path) -> None:
    import openpyxl

    docx_with(folder / "letter.docx", paragraph("Dear Sarah", " Collins, ring 07700 900123."))
    book = openpyxl.Workbook()
    book.active.append(["name", "telephone"])
    book.active.append(["Sarah Collins", "07700 900123"])
    book.save(folder / "staff.xlsx")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(TEXT.encode())
    (folder / "About Sarah Collins.csv").write_bytes(b'name;telephone\n"Sarah Collins";07700 900123\n')
    (folder / "c.json").write_bytes(b'{"who": "Zo\\u00eb \\u00dcnl\\u00fc",\r\n  "tel": "07700 900123"}')
    (folder / "clean.txt").write_bytes(b"nothing in here")
    (folder / "p.png").write_bytes(png())
    office_files(folder)
    return tmp_path


def test_every_format_comes_back_byte_for_byte_under_its_own_name(base: Path) -> None:
    assert all(kept.whole and not kept.clashes for _, kept in redacted(base))
    out = tree(base / "out")
    assert not any(word.encode() in data for data in out.values() for word in HIDDEN)
    assert not any("Collins" in name for name in out)
    restored = given_back(base)
    assert {each.given.manner for each in restored if each.given} == {Manner.WHOLE}
    assert tree(base / "back") == tree(base / "in")
    assert os.name == "nt" or {p.stat().st_mode & 0o777 for p in (base / "back").rglob("*.*")} == {0o600}


def test_what_the_policy_destroyed_is_neither_in_the_vault_nor_given_back(base: Path) -> None:
    kept = {outcome.name: kept for outcome, kept in redacted(base, DESTROYING)}
    assert kept["a.txt"] == Remembered(whole=False)
    restored = {each.name: each.given for each in given_back(base)}
    given = restored["a.txt"]
    assert given is not None
    assert (given.manner, given.placed, given.tokens, given.destroyed) == (Manner.PARTLY, 4, 0, 1)
    back = tree(base / "back")
    assert back["a.txt"] == TEXT.replace("07700 900123", "██████").encode()
    assert back["deep/About Sarah Collins (2).csv"] == 'name;telephone\n"Sarah Collins";██████\n'.encode()
    assert "Zo" in back["deep/c.json"].decode()
    assert "07700" not in back["deep/c.json"].decode()
    assert _texts(base / "back" / "deep" / "letter.docx") == ["Dear Sarah Collins, ring ██████."]
    assert _cells(base / "back" / "deep" / "staff.xlsx") == ["name", "telephone", "Sarah Collins", "██████"]
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        rows = vault.store.rows("SELECT patch FROM files WHERE patch IS NOT NULL")
        values = [worth.value for _, _, worth in vault.rows.pseudonyms()]
        puts = [put.old for outcome in kept for way in _ways(vault, base / "out" / outcome) for put in way.puts]
    assert len(rows) == 2  # the picture and the text with nothing in them
    assert not [value for value in (*values, *puts) if "900" in value]


def _texts(path: Path) -> list[str]:
    import docx

    return [each.text for each in docx.Document(str(path)).paragraphs if each.text]


def _cells(path: Path) -> list[object]:
    import openpyxl

    return [cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]


def _ways(vault: Vault, released: Path) -> list[Way]:
    return vault.rows.ways(digest_of(released))


def test_a_file_that_somebody_edited_gets_its_tokens_turned_back(base: Path) -> None:
    redacted(base)
    released = base / "out" / "a.txt"
    token = released.read_text(encoding="utf-8").split()[1]
    released.write_text(f"NEW: {token}'s case; X{token} and {token[:-1]} are none.", encoding="utf-8")
    (edited,) = [each for each in given_back(base) if each.name == "a.txt"]
    assert edited.given is not None
    assert (edited.given.known, edited.given.tokens) == (False, 1)
    back = (base / "back" / "a.txt").read_text(encoding="utf-8")
    assert back == f"NEW: Sarah Collins's case; X{token} and {token[:-1]} are none."


@pytest.mark.parametrize("name", ["letter.docx", "staff.xlsx", "c.json", "mail.eml"])
def test_tokens_are_turned_back_in_every_format_and_inside_attachments(base: Path, name: str) -> None:
    if name == "mail.eml":
        (base / "in" / "deep" / name).write_bytes(
            b"From: a\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
            b"Content-Type: text/plain\n\nNothing\n--b\nContent-Type: text/plain\n"
            b'Content-Disposition: attachment; filename="n.txt"\n\nfor Sarah Collins\n--b--\n'
        )
    redacted(base)
    with Vault(base / "safe" / "vault.db", KEY) as vault, vault.store.writing():
        vault.store.run("DELETE FROM files")
        vault.rows.put_state(replace(vault.rows.state(), files=0))
    for path in list((base / "out").rglob("*")):
        if path.is_file() and path.name != name:
            path.unlink()
    (given,) = given_back(base)
    assert given.given is not None
    assert given.given.tokens >= 1
    again = Redactor(parse(POLICY), key=KEY).detect_file(base / "back" / "deep" / name)
    wanted = Redactor(parse(POLICY), key=KEY).detect_file(base / "in" / "deep" / name)
    assert len(again) == len(wanted)
    if name == "mail.eml":
        mail = email.message_from_bytes((base / "back" / "deep" / name).read_bytes())
        assert mail.get_payload(1).get_payload(decode=True).strip() == b"for Sarah Collins"


def test_two_originals_that_became_one_text_come_back_as_two(base: Path) -> None:
    shutil.rmtree(base / "in" / "deep")
    for name, text in {"b.txt": "to SARAH COLLINS", "c.txt": "to Sarah Collins"}.items():
        (base / "in" / name).write_text(text)
    redacted(base)
    assert (base / "out" / "b.txt").read_bytes() == (base / "out" / "c.txt").read_bytes()
    given_back(base)
    assert tree(base / "back") == tree(base / "in")
    shutil.copy(base / "out" / "b.txt", base / "moved.txt")
    (moved,) = given_back(base, "moved.txt", "elsewhere")
    assert moved.given is not None
    assert (moved.given.manner, moved.given.tokens) == (Manner.PARTLY, 1)


def test_a_surrogate_for_two_people_is_left_and_told(base: Path) -> None:
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        assert not vault.add([Pseudonym("Anna Marsh", "Sarah Collins", "PERSON")], Seen("1"))
        assert vault.add([Pseudonym("Anna Marsh", "Jo Bloggs", "PERSON")], Seen("2")) == ("Anna Marsh",)
        vault.add([Pseudonym("Otto Vogel", "Kim Bow", "PERSON"), Pseudonym("1 May", "2 May", "DATE_TIME")], Seen("2"))
    (base / "out").mkdir()
    (base / "out" / "x.txt").write_text("Anna Marsh met Otto Vogel on 1 May")
    (given,) = given_back(base)
    assert given.given is not None
    assert (given.given.tokens, given.given.unclear) == (1, 1)
    assert (base / "back" / "x.txt").read_text() == "Anna Marsh met Kim Bow on 1 May"


def test_every_file_is_in_the_log_and_nothing_of_its_text_or_name(base: Path) -> None:
    redacted(base)
    given_back(base)
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        entries = Log(vault).entries()
    outputs = {digest for entry in entries for digest in entry.outputs}
    assert outputs == {digest_of(path) for path in (base / "in").rglob("*") if path.is_file()}
    assert {(entry.who, entry.reason, entry.act) for entry in entries} == {("Officer", "appeal 12", "restore")}
    text = log_path(base / "safe" / "vault.db").read_text(encoding="utf-8")
    assert all(set(json.loads(line)["inputs"][0]) <= set("0123456789abcdef") for line in text.splitlines())
    stored = b"".join(path.read_bytes() for path in (base / "safe").iterdir())
    for word in (*HIDDEN, "letter.docx", "About", "a.txt"):
        assert word.encode() not in stored


def test_what_cannot_be_written_into_the_log_does_not_appear(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    redacted(base)

    def full(*_: object) -> None:
        raise PolicyError("the vault's log cannot be written", "check it")

    monkeypatch.setattr(Log, "append", full)
    assert all(each.failure for each in given_back(base))
    assert tree(base / "back") == {}


def test_a_log_that_was_changed_stops_everything(base: Path) -> None:
    redacted(base)
    given_back(base, target="first")
    log = log_path(base / "safe" / "vault.db")
    log.write_bytes(log.read_bytes().replace(b"appeal 12", b"appeal 13", 1))
    with pytest.raises(PolicyError, match="log was changed"):
        given_back(base)
    assert not (base / "back").exists()


@pytest.mark.parametrize("words", [("", "why"), ("who", "  ")])
def test_without_authority_or_reason_nothing_is_given_back(base: Path, words: tuple[str, str]) -> None:
    redacted(base)
    with Vault(base / "safe" / "vault.db", KEY) as vault, pytest.raises(PolicyError, match="authority and reason"):
        restore(vault, Order(base / "out", base / "back", *words))
    assert not (base / "back").exists()


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("out", "out/back", "output lies inside the input"),
        ("out", "out", "inside"),
        ("out/deep", "out", "input lies inside the output"),
        ("safe", "back", "vault lies inside the input"),
        ("out", "safe", "vault lies inside the output"),
        ("safe/vault.db", "back", "vault lies inside the input"),
        ("out", "out.record/back", "inside the record"),
    ],
)
def test_places_that_lie_inside_each_other_are_refused(base: Path, source: str, target: str, told: str) -> None:
    redacted(base)
    before = tree(base)
    with pytest.raises(PolicyError, match=told):
        given_back(base, source, target)
    assert tree(base) == before


def test_a_vault_inside_the_record_is_refused(base: Path) -> None:
    redacted(base)
    (base / "safe").rename(base / "out.record" / "safe")
    with Vault(base / "out.record" / "safe" / "vault.db", KEY) as vault, pytest.raises(PolicyError, match="record"):
        restore(vault, Order(base / "out", base / "back", "who", "why"))


def test_another_jobs_vault_is_refused_and_nothing_is_written(base: Path) -> None:
    redacted(base)
    shutil.rmtree(base / "safe")
    with pytest.raises(PolicyError, match="knows neither"):
        given_back(base)
    assert not (base / "back").exists()


def test_what_cannot_be_read_is_said_and_the_rest_comes_back(base: Path) -> None:
    redacted(base)
    (base / "out" / "a.txt").write_bytes(b"\x00\x01\x02 binary")
    (base / "out" / "link.txt").symlink_to(base / "out" / "deep" / "clean.txt")
    failed = {each.name: str(each.failure) for each in given_back(base) if each.failure}
    assert set(failed) == {"a.txt", "link.txt"}
    assert "links are not followed" in failed["link.txt"]
    assert "a.txt" not in tree(base / "back")
    assert (base / "back" / "deep" / "clean.txt").read_bytes() == b"nothing in here"
    with pytest.raises(UnreadableError):
        given_back(base, "out/a.txt", "again")
    with pytest.raises(UnreadableError, match="no such file"):
        given_back(base, "nowhere", "again")
    assert not (base / "again").exists()


def test_a_file_that_is_there_is_never_replaced(base: Path) -> None:
    redacted(base)
    (base / "back").mkdir()
    (base / "back" / "a.txt").write_text("mine")
    failed = [each for each in given_back(base) if each.failure]
    assert [each.name for each in failed] == ["a.txt"]
    assert (base / "back" / "a.txt").read_text() == "mine"
    (base / "back" / "a.txt").unlink()
    assert not [each for each in given_back(base) if each.failure]
    assert tree(base / "back") == tree(base / "in")


def test_a_file_above_the_bound_is_told_and_comes_back_by_its_tokens(base: Path) -> None:
    shutil.rmtree(base / "in" / "deep")
    redactor = Redactor(parse(POLICY), key=KEY)
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        for outcome in redactor.redact_folder(base / "in", base / "out"):
            kept = remember(vault, outcome, base / "in" / "a.txt", largest=10)
            assert (kept.whole, kept.too_large) == (False, True)
    (given,) = given_back(base)
    assert given.given is not None
    assert given.given.tokens == 5


def test_an_input_that_changed_meanwhile_is_not_remembered(base: Path) -> None:
    shutil.rmtree(base / "in" / "deep")
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        for outcome in Redactor(parse(POLICY), key=KEY).redact_folder(base / "in", base / "out"):
            (base / "in" / "a.txt").write_text("something else")
            with pytest.raises(UnreadableError, match="changed while"):
                remember(vault, outcome, base / "in" / "a.txt")
            assert len(vault) == 0


WORDS = st.sampled_from([*HIDDEN, "Mrs Collins", "SARAH COLLINS"])
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "\u2028"])
TEXTS = st.tuples(st.lists(ANY | WORDS, min_size=1, max_size=12).map(" ".join), NEWLINES, ENCODINGS)
FILES = st.lists(
    TEXTS.map(lambda made: made[0].replace("\n", made[1]).encode(made[2], "replace")), min_size=8, max_size=8
)


@given(files=FILES)
@settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
def test_restoring_what_was_redacted_is_the_identity(
    tmp_path_factory: pytest.TempPathFactory, files: list[bytes]
) -> None:
    base = tmp_path_factory.mktemp("identity")
    (base / "in").mkdir()
    for number, data in enumerate(files):
        (base / "in" / f"{number}.txt").write_bytes(data)
    outcomes = [each for each in Redactor(parse(POLICY), key=KEY).redact_folder(base / "in", base / "out") if each.ok]
    assume(outcomes)  # what is no text is withheld
    with Vault(base / "safe" / "vault.db", KEY) as vault:
        for outcome in outcomes:
            remember(vault, outcome, base / "in" / outcome.name)
    given_back(base)
    assert tree(base / "back") == {each.name: files[int(each.name.removesuffix(".txt"))] for each in outcomes}
    shutil.rmtree(base)
