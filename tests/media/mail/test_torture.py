"""Nothing planted in a mail, an Outlook message or a mailbox is in the copy, and the rest reads as before."""

import base64
import mailbox
import quopri
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest

from redact import Redactor, policy
from redact.media.mail import MailHandler
from redact.media.mail.mbox import MboxHandler
from redact.media.mail.options import MailOptions
from redact.media.mail.outlook import MsgHandler
from redact.occurrences import Wanted
from redact.types import Outcome
from tests.media.mail.mail_torture import DROPPED, EDITED, MSG_DROPPED, MSG_EDITED, mail, torture, torture_msg

RELEASES = ("open", "internal")
EVERYTHING = (EDITED, DROPPED, MSG_EDITED, MSG_DROPPED)


def redactor(release: str, more: str = "") -> Redactor:
    denied = [value for corners in EVERYTHING for value in corners.values()]
    lists = f"[lists]\ndeny = {denied!r}\n"
    head = f'name = "t"\nextends = "default"\nrelease = "{release}"\n'
    return Redactor(policy.parse(f"{head}{lists}[detectors]\nnames = false\n{more}"))


def leaves(message: Message) -> Iterator[bytes]:
    """Every leaf of a mail, its transfer encoding undone, and every head, encoded words read."""
    for part in message.walk():
        yield "\n".join(f"{name}: {make_header(decode_header(value))}" for name, value in part.items()).encode()
        yield f"{part.preamble or ''}{part.epilogue or ''}".encode("utf-8", "replace")
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload


def said(data: bytes) -> str:
    """All that the bytes of a copy say, raw and decoded."""
    decoded = b"\n".join(leaves(message_from_bytes(data)))
    return (data + b"\n" + decoded + b"\n" + quopri.decodestring(data)).decode("utf-8", "replace")


def run(source: Path, release: str, more: str = "") -> tuple[Path, Outcome]:
    folder = source.parent / release
    outcome = redactor(release, more).redact_file(source, folder / source.name)
    assert outcome.ok, outcome.failures
    assert outcome.target is not None
    return outcome.target, outcome


@pytest.fixture(scope="module", params=RELEASES)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return run(torture(tmp_path_factory.mktemp("mail") / "in.eml"), request.param)[0].read_bytes()


@pytest.fixture(scope="module", params=RELEASES)
def msg_copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target, _ = run(torture_msg(tmp_path_factory.mktemp("msg") / "in.msg"), request.param)
    assert target.name == "in.msg.eml"
    return target.read_bytes()


def left(text: str, corners: dict[str, str]) -> list[str]:
    wanted = {corner: (secret, secret.split()[-1], base64.b64encode(secret.encode()).decode()[:12])
              for corner, secret in corners.items()}  # fmt: skip
    return [corner for corner, forms in wanted.items() if next(iter(Wanted(forms).occurrences(text)), None)]


def test_the_secrets_are_there_before(tmp_path: Path) -> None:
    document = MailHandler(MailOptions()).load(torture(tmp_path / "in.eml"))
    children = b"\n".join(child.data for child in document.children).decode("utf-8", "replace")
    texts = "\n".join(part.text for part in document.parts)
    everything = f"{texts}\n{children}"
    assert sorted(set(EDITED) - set(left(everything, EDITED))) == []
    assert left(texts, DROPPED) == []
    assert set(left(said(mail()), DROPPED)) > {"received", "bcc", "preamble", "comment", "signature", "contentid"}


def test_nothing_planted_in_a_mail_is_left(copy: bytes) -> None:
    assert left(said(copy), {**EDITED, **DROPPED}) == []


def test_nothing_planted_in_an_outlook_message_is_left(msg_copy: bytes) -> None:
    assert left(said(msg_copy), {**MSG_EDITED, **MSG_DROPPED}) == []


def test_the_rest_reads_as_before(copy: bytes) -> None:
    text = said(copy)
    for kept in (
        "harvest of", "needs a ladder", "I think.", "That was all.", "about nothing", "a line of",
        "and more", "kept", "BEGIN:VEVENT", "Reporting-MTA", "wrote:", "Original Message",
    ):  # fmt: skip
        assert kept in text, kept
    lines = [line for line in text.splitlines() if line.startswith(">")]
    assert [line[:8] for line in lines[:4]] == ["> It was", ">  who c", ">> No, i", ">> , I t"]


def test_the_rest_of_an_outlook_message_reads_as_before(msg_copy: bytes) -> None:
    message = message_from_bytes(msg_copy, policy=default)
    assert [name for name in message if name not in {"MIME-Version", "Content-Type"}] == [
        "From", "Sender", "To", "Cc", "Subject", "Date", "Reply-To",
    ]  # fmt: skip
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/plain",
                     "message/rfc822", "text/plain", "text/plain"]  # fmt: skip
    assert said(msg_copy).count("needs a ladder") >= 3


@pytest.mark.parametrize(("name", "handler"), [("in.eml", MailHandler), ("in.msg", MsgHandler)])
def test_the_gate_fails_the_original_and_passes_the_copy(tmp_path: Path, name: str, handler: type) -> None:
    gate = handler(MailOptions())
    source = torture(tmp_path / name) if name == "in.eml" else torture_msg(tmp_path / name)
    found = [one for one in gate.unseen(source) if one.serious]
    assert {one.check for one in found} <= set(gate.checks)
    assert len({one.check for one in found}) >= 3
    for release in RELEASES:
        assert [one for one in gate.unseen(run(source, release)[0]) if one.serious] == []


def test_what_no_copy_has_is_told_without_a_word_of_it(tmp_path: Path) -> None:
    for source in (torture(tmp_path / "in.eml"), torture_msg(tmp_path / "in.msg")):
        _, outcome = run(source, "open")
        told = "\n".join((*outcome.dropped, *outcome.notes))
        assert "Received" in told
        assert left(told, {key: value for corners in EVERYTHING for key, value in corners.items()}) == []


def test_with_all_headers_those_that_can_be_examined_stay_and_are_redacted(tmp_path: Path) -> None:
    target, _ = run(torture(tmp_path / "in.eml"), "internal", '[handlers.mail]\nheaders = "all"\n')
    message = message_from_bytes(target.read_bytes())
    assert {"Received", "Bcc", "Message-Id", "X-Origin", "List-Id", "Return-Path"} <= set(message.keys())
    assert "Thread-Index" not in message
    assert left(said(target.read_bytes()), {**EDITED, **DROPPED}) == []


def test_a_mailbox_of_both_comes_back_with_every_mail_in_its_place(tmp_path: Path) -> None:
    other = b"From: Al <al@example.org>\nSubject: two\n\n>From here to there\nof Keelin Quillreceived\n"
    marks = [b"From KeelinQuillreceived@example.org Mon Jan  1 00:00:00 2024\n", b"From - Mon Jan  1 00:00:00 2024\n"]
    source = tmp_path / "in.mbox"
    broken = b"no mail at all\n"
    source.write_bytes(marks[0] + mail() + b"\n" + marks[1] + other + b"\n" + marks[1] + broken + b"\n")
    target, outcome = run(source, "open")
    data = target.read_bytes()
    assert left(said(data), {**EDITED, **DROPPED}) == []
    box = mailbox.mbox(target)
    assert [message["Subject"] for message in box][1:] == ["two", "[mail withheld]"]
    assert b"\n>From here to there\n" in data
    assert any("not a mail" in line for line in outcome.dropped)
    gate = MboxHandler(MailOptions())
    assert [one for one in gate.unseen(target) if one.serious] == []
    assert len([one for one in gate.unseen(source) if one.serious]) > 5
