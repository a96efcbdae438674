"""Outlook's own files: messages, winmail.dat and bodies in RTF; whole, odd, broken and hostile."""

import struct
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.mail import MailHandler, compound, mapi, rtf, tnef
from redact.media.mail.options import MailOptions
from redact.media.mail.outlook import MsgHandler
from redact.media.mail.packed_rtf import unpacked
from redact.types import Document
from tests.media.mail.outlook import Message, Tree, letter, msg, packed_rtf, winmail

HANDLER = MsgHandler(MailOptions())
PEOPLE = ("Ann Lee", "ann@example.org"), ("Bo Ray", "bo@example.org")
PAGE = rb"""{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset128 MS;}}
{\*\htmltag64 <p class="x">}\htmlrtf {\htmlrtf0 Zo\'eb \u8364?{\f1 \'8e\'52\'93\'63}\htmlrtf\par}\htmlrtf0
{\*\htmltag72 </p>}
{\*\htmltag84 &nbsp;}\htmlrtf only RTF \htmlrtf0}"""


def opened(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "m.msg"
    path.write_bytes(data)
    return HANDLER.load(path)


def copy_of(document: Document) -> EmailMessage:
    target = document.source.with_name("m.msg.eml")
    children = {child.id: (child.name, child.data) for child in document.children}
    HANDLER.write(document, Changes((), children), target)
    message = message_from_bytes(target.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("words", [0x001E, 0x001F])
def test_a_message_becomes_a_mail(tmp_path: Path, words: int) -> None:
    files = (({0x3707: "Über.txt"}, b"a file"), ({0x3001: "inner"}, letter("Inner", *PEOPLE, "within")))
    document = opened(tmp_path, msg(letter("About Zoë", *PEOPLE, "Dear Bo\r\nhello", files=files), words=words))
    copy = copy_of(document)
    assert (copy["From"], copy["To"], copy["Subject"]) == (
        "Ann Lee <ann@example.org>", "Bo Ray <bo@example.org>", "About Zoë",
    )  # fmt: skip
    assert copy["Date"].datetime.year == 2024
    assert copy.get_body().get_content() == "Dear Bo\nhello"
    attached, inner = copy.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Über.txt", "a file")
    assert inner.get_content()["Subject"] == "Inner"


def test_a_message_that_was_read_twice_gives_the_same_children_and_the_same_copy(tmp_path: Path) -> None:
    inner = letter("Inner", *PEOPLE, "within", files=(({0x3707: "x.txt"}, b"x"),))
    data = msg(letter("a", *PEOPLE, "b", files=(({}, inner), ({}, inner))))
    first, second = opened(tmp_path, data), opened(tmp_path, data)
    assert [child.data for child in first.children] == [child.data for child in second.children]
    assert copy_of(first).as_bytes() == copy_of(second).as_bytes()


def test_pictures_that_the_page_shows_stay_with_it(tmp_path: Path) -> None:
    more = {0x1013: b"<p>hello <img src='cid:one@pc'></p>"}
    files = (({0x3707: "p.txt", 0x3712: "one@pc"}, b"picture"),)
    copy = copy_of(opened(tmp_path, msg(letter("a", *PEOPLE, "hello", properties=more, files=files))))
    kinds = [part.get_content_type() for part in copy.walk()]
    assert kinds == ["multipart/related", "multipart/alternative", "text/plain", "text/html", "text/plain"]
    page = copy.get_body(("html",))
    assert page is not None
    assert "cid:m5@attachment" in page.get_content()
    assert b"one@pc" not in copy.as_bytes()


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ({"Package": b"PK file"}, b"PK file"),
        ({"CONTENTS": b"%PDF"}, b"%PDF"),
        ({"\x01Ole10Native": struct.pack("<IH", 60, 2) + b"n.txt\0C:\\n.txt\0" + struct.pack("<HHI", 0, 3, 6)
          + b"C:\\n.\0" + struct.pack("<I", 6) + b"native"}, b"native"),
        ({"WordDocument": b"old"}, b""),
    ],
)  # fmt: skip
def test_the_file_in_an_object_is_a_child_and_another_object_leaves_a_notice(
    tmp_path: Path, inside: Tree, found: bytes
) -> None:
    document = opened(tmp_path, msg(letter("a", *PEOPLE, "b", files=(({0x3707: "o.txt"}, inside),))))
    assert [child.data for child in document.children] == [found] * bool(found)
    assert ("withheld" in copy_of(document).as_string()) is not bool(found)


def test_the_sender_is_told_apart_from_whom_he_wrote_for(tmp_path: Path) -> None:
    data = msg(letter("a", *PEOPLE, "b", properties={0x0042: "Cy Day", 0x5D02: "cy@example.org"}))
    copy = copy_of(opened(tmp_path, data))
    assert (copy["From"], copy["Sender"]) == ("Cy Day <cy@example.org>", "Ann Lee <ann@example.org>")


@pytest.mark.parametrize(
    ("properties", "kind", "text"),
    [
        ({0x1009: packed_rtf(PAGE), 0x1000: ""}, "text/html", '<p>Zoë €山田</p>'),
        ({0x1009: packed_rtf(rb"{\rtf1\ansi Dear \b Bo\b0\par see {\pict 0f}you}"), 0x1000: "x"}, "text/plain",
         "Dear Bo\nsee you"),
        ({0x1009: packed_rtf(rb"{\rtf1\ansi\fromtext one\par two}"), 0x1000: ""}, "text/plain", "one\ntwo"),
        ({0x1009: b"broken", 0x1000: "the text"}, "text/plain", "the text"),
    ],
)  # fmt: skip
def test_a_body_in_rtf_is_read(tmp_path: Path, properties: dict[int, object], kind: str, text: str) -> None:
    copy = copy_of(opened(tmp_path, msg(letter("a", *PEOPLE, "b", properties=properties))))
    assert copy.get_content_type() == kind
    assert text in copy.get_content()
    assert "only RTF" not in copy.get_content()


def test_a_body_that_is_only_in_damaged_rtf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="RTF"):
        opened(tmp_path, msg(letter("a", *PEOPLE, "", properties={0x1009: b"broken"})))


def test_what_outlook_packs_is_unpacked() -> None:
    example = bytes.fromhex(  # the example of MS-OXRTFCP, section 3.1
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )  # fmt: skip
    assert unpacked(example) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_no_packed_body_is_beyond_refusing(data: bytes) -> None:
    for head in (b"", struct.pack("<IIII", len(data) + 12, 500, 0x75465A4C, 0)):
        with suppress(UnreadableError):
            unpacked(head + data)
    with suppress(UnreadableError):
        rtf.unwrapped(b"{\\rtf1 " + data)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_message_that_was_cut_is_refused(tmp_path: Path, share: float) -> None:
    data = msg(letter("a", *PEOPLE, "b" * 9000, files=(({0x3707: "x.txt"}, b"x" * 9000),)))
    with pytest.raises(UnreadableError):
        opened(tmp_path, data[: int(len(data) * share)])


def test_damaged_messages_are_refused_or_read_and_never_crash(tmp_path: Path) -> None:
    data = bytearray(msg(letter("a", *PEOPLE, "b", files=(({}, letter("c", *PEOPLE, "d")),))))
    chance = Random(5)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(UnreadableError):
            opened(tmp_path, bytes(broken))


def nested(depth: int) -> Message:
    inner = letter("x", *PEOPLE, "y")
    for _ in range(depth):
        inner = letter("x", *PEOPLE, "y", files=(({}, inner),))
    return inner


def test_messages_in_messages_have_an_end() -> None:
    with pytest.raises(UnreadableError, match="nested"):
        compound.opened(msg(nested(25)))
    with pytest.raises(UnreadableError):
        tnef.opened(winmail(nested(25)))


def with_winmail(data: bytes, kind: str = "ms-tnef") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "a@b.org"
    mail.set_content("see the file")
    mail.add_attachment(data, maintype="application", subtype=kind, filename="winmail.dat")
    return mail


@pytest.mark.parametrize("kind", ["ms-tnef", "octet-stream"])
def test_what_is_in_a_winmail_becomes_parts_of_the_mail(tmp_path: Path, kind: str) -> None:
    files = (({0x3704: "A.TXT", 0x3707: "a list.txt"}, b"a file"), ({}, letter("Inner", *PEOPLE, "within")))
    rich = {0x1009: packed_rtf(PAGE), 0x8001: "named"}
    path = tmp_path / "m.eml"
    path.write_bytes(with_winmail(winmail(letter("s", *PEOPLE, "", properties=rich, files=files)), kind).as_bytes())
    handler = MailHandler(MailOptions())
    document = handler.load(path)
    listed, inner = document.children
    assert (listed.name, listed.data) == ("a list.txt", b"a file")
    assert inner.name.endswith(".eml")
    assert any("Zoë" in part.text for part in document.parts)
    assert any("winmail" in line for line in document.dropped)
    assert any(one.serious and "winmail" in one.kind for one in handler.unseen(path))


def test_a_damaged_winmail_is_taken_out_with_a_notice(tmp_path: Path) -> None:
    data = winmail(letter("s", *PEOPLE, "secret"))
    for broken in (data[:-3], data[:40] + b"x" + data[41:], b"\x78\x9f\x3e\x22"):
        path = tmp_path / "m.eml"
        path.write_bytes(with_winmail(broken).as_bytes())
        handler = MailHandler(MailOptions())
        document = handler.load(path)
        handler.write(document, Changes(()), tmp_path / "o.eml")
        assert b"withheld" in (tmp_path / "o.eml").read_bytes()


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_no_winmail_is_beyond_refusing(data: bytes) -> None:
    row = struct.pack("<BHHI", 1, 0x9003, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    for each in (b"\x78\x9f\x3e\x22\x00\x00" + data, b"\x78\x9f\x3e\x22\x00\x00" + row):
        with suppress(UnreadableError):
            mapi.as_mail(tnef.opened(each))
