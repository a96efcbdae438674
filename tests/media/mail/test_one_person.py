"""One person in the header, the body, the page, the signature, an attached letter and a mail inside: one decision."""

import io
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import docx
import pytest

from redact import Redactor, policy
from redact.types import Outcome
from tests.media.mail.outlook import letter, msg, winmail

pytestmark = pytest.mark.models
NAME = "Sarah Collins"


def attached_letter() -> bytes:
    document = docx.Document()
    document.add_paragraph(f"Dear {NAME}, thank you for the ladder.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def whole() -> EmailMessage:
    inner = EmailMessage()
    inner["From"], inner["To"] = f"{NAME} <sarah.collins@example.org>", "Peter Walker <peter@example.org>"
    inner.set_content(f"Dear Peter,\n\nit is late.\n\n{NAME}\n")
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{NAME} <sarah.collins@example.org>", "Peter Walker <peter@example.org>"
    mail["Subject"] = "the ladder"
    first, last = NAME.split()
    mail.set_content(
        f"Dear Peter Walker,\n\nit was I, {NAME}, who asked.\n\nKind regards,\n{NAME}\nHead of Ladders\n\n"
        f"On Mon, 1 Jan 2024, Peter Walker wrote:\n> Dear {first}\n> {last}, was it you?\n"
    )
    mail.add_alternative(
        f"<p>Dear Peter Walker,</p><p>it was I, <b>{first}</b> {last}, who asked.</p><p>Kind regards,<br>{NAME}<br>"
        f"Head of Ladders</p><blockquote><p>Dear {NAME}, was it you?</p></blockquote>",
        subtype="html",
    )
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    mail.add_attachment(attached_letter(), maintype="application", subtype=kind, filename=f"to {NAME}.docx")
    mail.add_attachment(inner)
    return mail


def redacted(source: Path) -> Outcome:
    outcome = Redactor(policy.load("foi")).redact_file(source, source.parent / "out" / source.name)
    assert outcome.ok, outcome.failures
    assert all(child.ok for child in outcome.children)
    return outcome


def header(mail: EmailMessage) -> str:
    """From whom a mail is, as it stands there: a label is no address that the library would read."""
    return next(str(value) for name, value in mail.raw_items() if name == "From")


def texts(mail: EmailMessage) -> dict[str, str]:
    """All that the copy says, by where it says it."""
    found = {"header": header(mail)}
    for number, part in enumerate(mail.walk()):
        name = part.get_filename() or ""
        if name.endswith(".docx"):
            found["docx"] = "\n".join(one.text for one in docx.Document(io.BytesIO(part.get_content())).paragraphs)
            found["name"] = name
        elif part.get_content_maintype() == "text":
            found[f"{part.get_content_subtype()} {number}"] = part.get_content()
        elif part.get_content_type() == "message/rfc822":
            found["inner header"] = header(part.get_content())
    return found


def test_one_person_has_one_label_everywhere(tmp_path: Path) -> None:
    source = tmp_path / "m.eml"
    source.write_bytes(whole().as_bytes())
    outcome = redacted(source)
    assert outcome.target is not None
    mail = message_from_bytes(outcome.target.read_bytes(), policy=default)
    said = texts(mail)
    assert not re.search("Sarah|Collins", "\n".join(said.values()))
    label = said["header"].partition(" <")[0].strip()
    assert re.search(r"\d", label), label
    assert len(said) >= 7
    for where, text in said.items():
        assert label in text, (where, text)
    plain, page = (next(text for where, text in said.items() if where.startswith(kind)) for kind in ("plain", "html"))
    assert plain.count(label) == page.count(label) == 3


@pytest.mark.parametrize("kind", [".msg", "winmail"])
def test_in_outlooks_own_files_too(tmp_path: Path, kind: str) -> None:
    people = (NAME, "sarah.collins@example.org"), ("Peter Walker", "peter@example.org")
    files = (
        ({0x3707: f"to {NAME}.docx"}, attached_letter()),
        ({}, letter("the ladder", *people, f"I, {NAME}, asked.")),
    )
    message = letter("the ladder", *people, f"Dear Peter, it was I, {NAME}, who asked.", files=files)
    source = tmp_path / ("m.msg" if kind == ".msg" else "m.eml")
    if kind == ".msg":
        source.write_bytes(msg(message))
    else:
        mail = EmailMessage()
        mail["From"] = f"{NAME} <sarah.collins@example.org>"
        mail.set_content(f"From {NAME}")
        mail.add_attachment(winmail(message), maintype="application", subtype="ms-tnef", filename="winmail.dat")
        source.write_bytes(mail.as_bytes())
    outcome = redacted(source)
    assert outcome.target is not None
    said = texts(message_from_bytes(outcome.target.read_bytes(), policy=default))
    label = said["header"].partition(" <")[0].strip()
    assert {"docx", "name", "inner header"} <= set(said)
    for where, text in said.items():
        assert label in text, (where, text)
