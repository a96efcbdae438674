"""Mailboxes: where one mail ends and the next begins, what comes back, and what does not."""

import mailbox
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.mail.mbox import NEUTRAL, MboxHandler, entries
from redact.media.mail.options import MailOptions
from redact.types import Document, Edit, NewText, TextSpan

HANDLER = MboxHandler(MailOptions())
MARK = b"From ann@example.org Thu Jan  1 10:00:00 2024\n"
MAIL = b"From: Ann <ann@example.org>\nSubject: one\n\nhello\n"


def opened(tmp_path: Path, data: bytes, handler: MboxHandler = HANDLER) -> Document:
    path = tmp_path / "in.mbox"
    path.write_bytes(data)
    return handler.load(path)


def copy_of(document: Document, children: dict[str, tuple[str, bytes]] | None = None) -> bytes:
    target = document.source.with_name("out.mbox")
    same = {child.id: (child.name, child.data) for child in document.children}
    HANDLER.write(document, Changes((), same if children is None else children), target)
    return target.read_bytes()


@pytest.mark.parametrize(
    "mark",
    [
        MARK, b"From - Thu Jan  1 10:00:00 2024\n", b"From \n", b"From 17@xxx Thu Jan 01 10:00:00 +0000 2024\n",
        b"From - \n", b"From Ann Lee Thu, 1 Jan 2024 10:00:00 GMT\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_every_postmark_begins_a_mail(tmp_path: Path, mark: bytes, end: bytes) -> None:
    box = (mark + MAIL + b"\n" + mark + MAIL).replace(b"\n", end)
    assert [child.name for child in opened(tmp_path, box).children] == ["mail-1.eml", "mail-2.eml"]


def test_a_line_of_a_letter_is_no_postmark(tmp_path: Path) -> None:
    body = b"\nFrom here to there.\n\nFrom Monday on we rest\n\n>From the start\n>>From it\n"
    document = opened(tmp_path, MARK + MAIL + body)
    (child,) = document.children
    assert b"\nFrom the start\n>From it\n" in child.data
    copy = copy_of(document)
    assert b"\n>From here to there.\n" in copy
    assert b"\n>From the start\n>>From it\n" in copy
    assert len(mailbox.mbox(tmp_path / "out.mbox")) == 1


def test_postmarks_tell_nothing_unless_all_headers_are_wanted(tmp_path: Path) -> None:
    document = opened(tmp_path, MARK + MAIL)
    assert document.parts == ()
    assert copy_of(document).startswith(f"From {NEUTRAL}\n".encode())
    every = MboxHandler(MailOptions(headers="all"))
    document = opened(tmp_path, MARK + MAIL, every)
    assert [part.text for part in document.parts] == ["ann@example.org Thu Jan  1 10:00:00 2024"]
    edit = Edit(TextSpan("f1", 0, 15), NewText("[address]"), "f")
    every.write(document, Changes((edit,), {"e1": ("x.eml", MAIL)}), tmp_path / "out.mbox")
    assert (tmp_path / "out.mbox").read_bytes().startswith(b"From [address] Thu Jan  1 10:00:00 2024\n")


def test_a_mail_that_was_withheld_leaves_a_notice_in_its_place(tmp_path: Path) -> None:
    document = opened(tmp_path, (MARK + MAIL + b"\n") * 3)
    copy_of(document, {"e1": ("a.eml", b"Subject: a\n\nx"), "e3": ("c.eml", b"Subject: c\n\nx")})
    box = mailbox.mbox(tmp_path / "out.mbox")
    assert [message["Subject"] for message in box] == ["a", "[mail withheld]", "c"]


@pytest.mark.parametrize("data", [b"", b"Subject: x\n\ny", b"*mbx*\r\n", b"From me to you\nhello"])
def test_what_is_no_mailbox_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError):
        opened(tmp_path, data)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(alphabet=">From \nx:", max_size=60), min_size=1, max_size=5))
def test_as_many_mails_come_back_as_went_in(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    folder = tmp_path_factory.mktemp("box")
    mails = [b"Subject: s\n\n" + body.encode() for body in bodies]
    document = opened(folder, MARK + MAIL)
    box = b"".join(MARK + MAIL + b"\n" for _ in mails)
    document = opened(folder, box)
    copy = copy_of(document, {f"e{number}": ("x.eml", mail) for number, mail in enumerate(mails, 1)})
    assert len(mailbox.mbox(folder / "out.mbox")) == len(entries(copy)) == len(mails)
    assert [entry.data.rstrip(b"\n") for entry in entries(copy)] == [mail.rstrip(b"\n") for mail in mails]
