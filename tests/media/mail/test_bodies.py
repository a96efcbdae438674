"""Bodies of mail: quoted passages, alphabets, files written out in text, and texts that differ from their pages."""

import binascii
import quopri
import re
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.mail import MailHandler
from redact.media.mail.charsets import text_in
from redact.media.mail.differing import missing_words
from redact.media.mail.encoded import cut, without_armour
from redact.media.mail.options import MailOptions
from redact.media.mail.passages import passages, rewritten
from redact.media.mail.quoted import quoted_printable
from redact.media.mail.tree import ENCRYPTED, letter
from redact.media.mail.write import header_value
from redact.occurrences import Wanted
from redact.types import Document, Edit, NewText, Release, TextSpan, Unseen

HANDLER = MailHandler(MailOptions())


def opened(tmp_path: Path, data: bytes | EmailMessage) -> Document:
    path = tmp_path / "m.eml"
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return HANDLER.load(path)


def hidden(document: Document, *values: str, release: Release = Release.OPEN, handler: MailHandler = HANDLER) -> bytes:
    wanted = Wanted(values)
    edits = tuple(
        Edit(TextSpan(part.id, place.start, place.end), NewText("[P]"), "f")
        for part in document.parts
        for place in wanted.occurrences(part.text)
    )
    target = document.source.with_name("out.eml")
    children = {child.id: (child.name, child.data) for child in document.children}
    handler.write(document, Changes(edits, children, release), target)
    return target.read_bytes()


def bodies(document: Document) -> list[tuple[str, str]]:
    return [(part.context, part.text) for part in document.parts if part.id.startswith("m") and "name" not in part.id]


def of_text(body: str, charset: str = "utf-8", more: str = "") -> bytes:
    return f"From: a@b.org\nContent-Type: text/plain; charset={charset}{more}\n\n{body}".encode()


def test_a_name_that_was_broken_over_quoted_lines_is_one_and_the_marks_stay(tmp_path: Path) -> None:
    document = opened(tmp_path, of_text("He said\n>> and Sarah\n>> Collins came.\n> Yes.\n"))
    (only,) = bodies(document)
    assert "Sarah\nCollins came." in only[1]
    body = hidden(document, "Sarah Collins").split(b"\n\n", 1)[1]
    assert body == b"He said\n>> and [P]\n>>  came.\n> Yes.\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("From: Sarah Collins [mailto:s@x.org]", "Sent: Monday", "To: Bo Ray; Cy Day", "Subject: the ladder"),
        ("> From: Sarah Collins [mailto:s@x.org]", "> Sent: Monday", "> To: Bo Ray;", ">   Cy Day", "> Subject: x"),
        ("*Von:* Sarah Collins", "*Gesendet:* Montag", "*An:* Bo Ray", "*Betreff:* Leiter"),
        ("De : Sarah Collins", "Envoyé : lundi", "À : Bo Ray", "Objet : échelle"),
    ],
)
def test_the_head_of_a_quoted_mail_is_given_row_by_row(tmp_path: Path, lines: tuple[str, ...]) -> None:
    document = opened(tmp_path, of_text("\n".join(("Hello", "", *lines, "", "It was so."))))
    found = bodies(document)
    assert [label for label, _ in found] == ["", "From", "Sent", "To", "Subject", ""]
    assert found[1][1].startswith("Sarah Collins")
    assert "Bo Ray" in found[3][1]
    copy = message_from_bytes(hidden(document, "Sarah Collins"), policy=default)
    assert lines[0].replace("Sarah Collins", "[P]") in copy.get_content()


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, 1 Jan 2024 at 10:00, Sarah Collins <s@x.org> wrote:",
        "On Mon, 1 Jan 2024 at 10:00, Sarah Collins\n<s@x.org> wrote:",
        "Am 01.01.2024 um 10:00 schrieb Sarah Collins:",
        "Le lun. 1 janv. 2024 à 10:00, Sarah Collins a écrit :",
        "-----Original Message-----",
        "Begin forwarded message:",
    ],
)
def test_what_is_quoted_is_a_passage_of_its_own(tmp_path: Path, line: str) -> None:
    document = opened(tmp_path, of_text(f"Thanks.\n\n{line}\n> Hello\n> there\n"))
    places = [part.place for part in document.parts if part.id.startswith("m")]
    assert places == ["body, part 1", "body, part 1, quoted passage 1"]
    assert bodies(document)[1][1].startswith(line.split("\n", maxsplit=1)[0])


def test_a_letter_with_one_label_is_no_quoted_mail(tmp_path: Path) -> None:
    assert len(bodies(opened(tmp_path, of_text("Hello\nFrom: the harvest\nwe took a ladder\n")))) == 1


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab> \n|:-FromTSentu", max_size=200), st.booleans())
def test_passages_hold_all_words_and_write_them_back(text: str, joined: bool) -> None:
    pieces = passages(text, joined=joined)
    assert rewritten(text, pieces, {}) == text
    for passage in pieces:
        for start, end, at in passage.runs:
            assert passage.text[start:end] == text[at : at + end - start]
    gone = {number: [Edit(TextSpan("p", 0, len(one.text)), NewText(""), "f")] for number, one in enumerate(pieces)}
    left = rewritten(text, pieces, gone)
    assert "b" not in left


@pytest.mark.parametrize(
    ("name", "written_in"),
    [("shift_jis", "cp932"), ("iso-2022-jp", "iso2022_jp"), ("us-ascii", "iso2022_jp"), ("x-sjis", "cp932"),
     ("euc-jp", "euc_jp"), ("utf-8", "utf-8")],
)  # fmt: skip
def test_japanese_is_read_under_every_name(name: str, written_in: str) -> None:
    assert text_in("山田太郎は来た。".encode(written_in), name) == "山田太郎は来た。"


@pytest.mark.parametrize(
    ("text", "name", "written_in"),
    [("김철수가 왔다", "ks_c_5601-1987", "cp949"), ("王小明来了", "gb2312", "gb18030"),
     ("Иван пришёл", "koi8-r", "koi8_r"), ("José vino", "no-such-name", "cp1252"),
     ("José vino", "utf-8", "cp1252"), ("José", "", "utf-8")],
)  # fmt: skip
def test_other_alphabets_are_read_too(text: str, name: str, written_in: str) -> None:
    assert text_in(text.encode(written_in), name) == text


def test_a_letter_that_is_damaged_does_not_make_the_others_unreadable() -> None:
    data = "José García y Zoë Núñez".encode()
    assert text_in(data + b" \xff", "utf-8") == "José García y Zoë Núñez �"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableError):
        text_in(b"\x00\x01\x02\x03" * 9, "utf-8")


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=100), st.sampled_from(["utf-8", "utf-7", "iso-2022-jp", "rot13", "hex", "idna", "x", "\ud800"])
)
def test_no_alphabet_is_beyond_reading(data: bytes, name: str) -> None:
    with suppress(UnreadableError):
        assert isinstance(text_in(data, name), str)


def test_raw_bytes_in_an_alphabet_of_two_bytes_are_read(tmp_path: Path) -> None:
    head = b"From: a@b.org\nContent-Type: text/plain; charset=shift_jis\nContent-Transfer-Encoding: 8bit\n\n"
    assert bodies(opened(tmp_path, head + "山田太郎".encode("cp932"))) == [("", "山田太郎")]


def test_lines_of_a_flowed_text_whose_spaces_say_nothing_are_one(tmp_path: Path) -> None:
    data = of_text("It was Sar \nah Collins \n here\n> by \n> me\n", more="; format=flowed; delsp=yes")
    document = opened(tmp_path, data)
    assert "Sarah Collins here" in bodies(document)[0][1]
    assert b"It was [P]" in hidden(document, "Sarah Collins")


def test_a_file_that_is_uuencoded_in_a_text_is_a_child(tmp_path: Path) -> None:
    rows = binascii.b2a_uu(b"of Sarah Collins").decode()
    document = opened(tmp_path, of_text(f"see\nbegin 644 Sarah's list.txt\n{rows}`\nend\nregards\n"))
    assert [(child.name, child.data) for child in document.children] == [("Sarah's list.txt", b"of Sarah Collins")]
    kinds = [part.get_content_type() for part in message_from_bytes(hidden(document)).walk()]
    assert kinds == ["multipart/mixed", "text/plain", "text/plain", "text/plain"]


@settings(deadline=None, max_examples=100)
@given(st.binary(min_size=1, max_size=300))
def test_what_is_uuencoded_is_decoded(data: bytes) -> None:
    rows = "".join(binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    ((_, name, found),) = cut(f"begin 644 x.bin\n{rows}`\nend\n")
    assert (name, found) == ("x.bin", data)


def test_armour_goes_even_where_it_is_quoted() -> None:
    block = "-----BEGIN PGP SIGNATURE-----\nComment: Sarah - x\n\nabc\n-----END PGP SIGNATURE-----"
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello\n{block}\n"
    quoted = "".join(f"> {line}\n" for line in signed.splitlines())
    for text in (signed, quoted):
        bare = without_armour(text)
        assert "Sarah" not in bare
        assert "hello" in bare


def test_many_beginnings_without_an_end_take_no_time() -> None:
    for line in (
        "-----BEGIN PGP MESSAGE-----\n",
        "=ybegin x\n",
        "begin 644 x\n",
        "> From: x\n",
        "On a b c d\n",
        "From: \n",
    ):
        text = line * 10_000
        without_armour(text + "=yend")
        list(cut(text))
        passages(text)


def test_an_encrypted_part_leaves_a_notice_and_an_encrypted_mail_is_refused(tmp_path: Path) -> None:
    inner = b'Content-Type: multipart/encrypted; boundary="c"\n\n--c\n\nAnn\n--c--\n'
    document = opened(
        tmp_path, b'From: x@y.org\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\nkept\n--b\n' + inner + b"--b--"
    )
    copy = hidden(document)
    assert b"Ann" not in copy
    assert b"kept" in copy
    assert ENCRYPTED.encode() in copy
    assert "encrypted or sealed parts" in document.dropped
    with pytest.raises(UnreadableError, match="encrypted"):
        opened(tmp_path, b"From: x@y.org\nContent-Type: application/pkcs7-mime\n\nabc")


def test_an_invitation_is_a_child_with_a_name_of_its_kind(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.org"
    mail.set_content("come")
    mail.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar", params={"method": "REQUEST"})
    document = opened(tmp_path, mail)
    assert [child.name for child in document.children] == ["invite.ics"]
    assert [part.get_content_type() for part in message_from_bytes(hidden(document)).walk()][1:] == [
        "text/plain", "text/calendar",
    ]  # fmt: skip


def versions(text: str, page: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "a@b.org"
    mail.set_content(text)
    mail.add_alternative(page, subtype="html")
    return mail


SECRET = "This says that somebody entirely different went away with every ladder before breakfast on Tuesday"


def test_a_text_that_says_something_else_than_the_page_is_told_and_dealt_with(tmp_path: Path) -> None:
    document = opened(tmp_path, versions(SECRET, "<p>Nothing to see</p>"))
    found = [one for one in HANDLER.unseen(document.source) if one.serious]
    assert [type(one) for one in found] == [Unseen]
    assert found[0].check in HANDLER.checks
    for release, kinds in (
        (Release.OPEN, ["multipart/alternative", "text/html"]),
        (Release.INTERNAL, ["multipart/mixed", "text/plain", "text/html"]),
    ):
        copy = hidden(document, release=release)
        assert [part.get_content_type() for part in message_from_bytes(copy).walk()] == kinds
        assert [one for one in HANDLER.unseen(tmp_path / "out.eml") if one.serious] == []
    keeping = MailHandler(MailOptions(hidden="keep"))
    assert b"different" in hidden(document, handler=keeping)
    assert [one for one in keeping.unseen(tmp_path / "out.eml") if one.serious] == []


def test_text_and_page_say_the_same_afterwards(tmp_path: Path) -> None:
    text = "Dear Sarah Collins,\n\nyour answer <https://x.org/a> came & went – see Zoë.\n\n> Sarah Collins wrote it\n"
    page = (
        "<p>Dear <b>Sarah</b> Collins,</p><p>your <a href='https://x.org/a'>answer</a> came &amp; went &ndash; "
        "see Zoë.</p>"
        "<blockquote>Sarah <i>Collins</i> wrote it</blockquote>"
    )
    copy = message_from_bytes(hidden(opened(tmp_path, versions(text, page)), "Sarah Collins"), policy=default)
    plain, shown = copy.get_body(("plain",)), copy.get_body(("html",))
    assert plain is not None
    assert shown is not None
    assert plain.get_content().count("[P]") == shown.get_content().count("[P]") == 2
    assert missing_words(plain.get_content(), shown.get_content()) == 0
    assert "Sarah" not in plain.get_content() + shown.get_content()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("José García <j@x.org>, Bo <b@x.org>", "=?utf-8?b?Sm9zw6kgR2FyY8OtYQ==?= <j@x.org> , Bo <b@x.org>"),
        ('"García, José" <j@x.org>', "=?utf-8?b?R2FyY8OtYSwgSm9zw6k=?= <j@x.org>"),
        ("undisclosed-recipients:;", "undisclosed-recipients:;"),
    ],
)
def test_addresses_stay_addresses_where_names_have_other_letters(value: str, written: str) -> None:
    assert str(header_value("To", value).encode()).replace("\n", "") == written


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80), st.sampled_from(["To", "Subject", "From", "X-A"]))
def test_a_header_of_any_text_is_one_line_that_can_be_read_again(value: str, name: str) -> None:
    data = f"{name}: {header_value(name, value).encode()}\nFrom: x\n\n".encode("utf-8", "replace")
    assert list(message_from_bytes(data).keys()) == [name, "From"]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=300))
def test_quoted_printable_is_read_as_it_was(text: str) -> None:
    text = text.replace("\r", "\n")
    written = quoted_printable(text)
    assert quopri.decodestring(written.encode()).decode() == text.encode("utf-8", "replace").decode()
    assert written.isascii()
    assert max(map(len, written.split("\n"))) <= 76


def test_lines_are_broken_between_words() -> None:
    text = "Discovery é " * 40
    assert quoted_printable(text).count("Discovery") == 40
    assert not re.search(r"\w=\n\w", quoted_printable(text))


def test_a_mail_that_is_nested_beyond_measure_is_refused(tmp_path: Path) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    with pytest.raises(UnreadableError):
        opened(tmp_path, b"From: x@y.org\n" + deep)
    with pytest.raises(UnreadableError):
        letter(b"From: x@y.org\n" + b"Content-Type: message/rfc822\n\n" * 3000)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\n\n\r\n", b"From a Mon Jan  1 00:00:00 2024\n"])
def test_what_stands_before_a_mail_does_not_hide_it(tmp_path: Path, mark: bytes) -> None:
    document = opened(tmp_path, mark + b"From: Ann <a@b.org>\n\nhello\n")
    assert document.parts[0].text == "Ann <a@b.org>"


def test_old_mail_with_spaces_before_the_colons_is_read(tmp_path: Path) -> None:
    document = opened(tmp_path, b"From  : Ann <a@b.org>\nSubject : hello : there\n\nbody : text\n")
    assert [part.text for part in document.parts] == ["Ann <a@b.org>", "hello : there", "body : text\n"]
