"""Real mail, odd and broken as it comes: each is redacted and verified, or refused with a reason."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from redact import Redactor, policy
from redact.media.mail import MailHandler
from redact.media.mail.options import MailOptions
from tests.media.mail.outlook import letter, msg

REAL = Path(__file__).parents[3].parent / "shared" / "eval" / "documents" / "mail"
GATE = MailHandler(MailOptions())


def redactor(base: str) -> Redactor:
    return Redactor(policy.parse(f'name = "t"\nextends = "{base}"\n[detectors]\nnames = false\n'))


@pytest.mark.parametrize("base", ["default", "foi"])
def test_every_mail_is_released_clean_or_refused_with_a_reason(tmp_path: Path, base: str) -> None:
    if not REAL.is_dir():
        print(f"skipped: no real mail at {REAL}")
        pytest.skip("the evaluation data is not here")
    refused = []
    redacting = redactor(base)
    files = sorted(REAL.glob("*.eml"))
    for path in files:
        outcome = redacting.redact_file(path, tmp_path / path.name)
        if outcome.target is None:
            refused += [str(failure) for failure in outcome.failures]
            assert outcome.failures
        else:
            assert [one for one in GATE.unseen(outcome.target) if one.serious] == []
    print(f"{len(files)} mails, refused: {refused}")
    assert len(refused) <= 2


def test_an_outlook_message_that_is_attached_becomes_a_mail_inside_the_mail(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "Ann <ann@example.org>"
    mail.set_content("see the message")
    data = msg(letter("the ladder", ("Ann", "ann@example.org"), ("Bo", "bo@example.org"), "write to bo@example.org"))
    mail.add_attachment(data, maintype="application", subtype="vnd.ms-outlook", filename="old_letter.msg")
    source = tmp_path / "m.eml"
    source.write_bytes(mail.as_bytes())
    outcome = redactor("default").redact_file(source, tmp_path / "out" / "m.eml")
    assert outcome.target is not None, outcome.failures
    copy = outcome.target.read_bytes()
    assert b"message/rfc822" in copy
    assert b"old_letter.msg.eml" in copy
    assert b"Subject: the ladder" in copy
    assert b"example.org" not in copy
