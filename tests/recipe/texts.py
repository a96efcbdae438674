"""The samples that are text: letter, minutes, log, table, case, page and mail. Nobody in them exists.

Telephone numbers are Ofcom's for drama, addresses of mail and network those kept for examples, NHS numbers of the
range for tests, card and account numbers those that banks publish for tests.
"""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

from tests.recipe.expect import Expect

LETTER = """\
Northfield Housing Association
Complaints team

Date: 14 March 2026

Dear Ms Oakley,

Complaint about repairs at 17 Larkspur Crescent, Northfield, AB1 2QT

Thank you for your letter. I am sorry that the boiler at your home was out of order for nine days. Will Ashdown,
our repairs manager, visited on 3 March and he will visit again. Will told us that the part (version 4.2.1 of the
controller) had to be ordered. We will pay you £1,250.00 under section 40 of our policy.

We hold the following details for you:

  Name: Harriet Oakley
  Telephone: 07700 900123
  E-mail: harriet.oakley@example.org
  National Insurance number: QQ 12 34 56 C
  NHS number: 999 012 3454
  Bank account: sort code 20-00-00, account number 55779911

If anything here is wrong, you will hear from Will Ashdown (01632 960451) or from me.

Yours sincerely,

Priya Raghunathan
Head of Complaints
"""

MINUTES = """\
# Minutes of the safeguarding panel

**Present:** Councillor Miriam Adeyemi (chair), Tobias Lindqvist, Dr Farah Siddiqui
**Apologies:** Owen Prothero

## 1. Case of the week

Dr Siddiqui reported that *Callum Whitcombe* (born 2 May 2011, NHS number 9994839179) had moved to
42 Marlborough Road, Northfield. His mother, [Joanna Whitcombe](mailto:joanna.whitcombe@example.com), can be
reached on 07700 900456.

## 2. Software

The panel will move to release 2.14.3 of the register. The cost is £18,400. Section 12 of the plan applies.

| Action | Owner | Telephone |
|---|---|---|
| Write to the school | Tobias Lindqvist | 01632 960018 |
| Book the room | Owen Prothero | 01632 960022 |
"""

LOG = """\
2026-03-14T09:12:01Z INFO  portal 4.2.1 started on port 8443, 16 workers
2026-03-14T09:12:44Z INFO  login user=hoakley ip=203.0.113.87 agent="Mozilla/5.0"
2026-03-14T09:13:02Z WARN  mail to harriet.oakley@example.org bounced (error 550)
2026-03-14T09:13:09Z INFO  GET /case/1187 200 41ms ip=2001:db8::8a2e:370:7334
2026-03-14T09:14:30Z INFO  login user=tlindqvist ip=198.51.100.23
2026-03-14T09:15:11Z ERROR payment refused card=4111 1111 1111 1111 amount=1250.00
2026-03-14T09:15:12Z DEBUG session token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJob2FrbGV5In0.c2lnbmF0dXJlLW9mLXRoZS1zYW1wbGU
2026-03-14T09:16:00Z INFO  device 00:00:5E:00:53:AF asked for update 2.14.3
"""

REGISTER = """\
Name,Date of birth,NHS number,Telephone,Address,Ward,Note
Harriet Oakley,14/06/1961,999 012 3454,07700 900123,"17 Larkspur Crescent, Northfield, AB1 2QT",7,"Will call back
on Monday"
"Brightwell, Eleanor",02/11/1974,9995621088,07700 900614,"3 Quarry Bank, Northfield",7,prefers letters
Marcus Feldman,30/01/1988,999 704 2638,01632 960777,"Flat 2, 81 Harbour Street",12,
Zoë Szymańska,19/09/1993,9996512304,+44 7700 900991,"5 Chapel Row, Northfield",12,"version 4.2.1 of the form, £45"
"""

CASE = {
    "case": {"reference": "NHA-2026-01187", "section": 40, "software": "4.2.1", "fee": 1250.0},
    "applicant": {
        "name": {"first": "Harriet", "last": "Oakley"},
        "date_of_birth": "1961-06-14",
        "phone": 447700900123,
        "email": "harriet.oakley@example.org",
        "nhs_number": 9990123454,
        "position": {"lat": 53.80742, "lon": -1.56123},
    },
    "notes": [
        "Ms Oakley will send the form. Will Ashdown will answer it.",
        "Caf\u00e9 voucher of \u00a310 for Ms Zo\u00eb Szyma\u0144ska",
    ],
    "contacts": {"Will Ashdown": "01632 960451", "Complaints team": "complaints desk, room 12"},
}

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Case worker: Will Ashdown</title>
<meta name="author" content="Priya Raghunathan">
<style>body { font-family: sans-serif }</style>
<script>var owner = "harriet.oakley@example.org";</script></head>
<body>
<!-- written by Priya Raghunathan on 07700 900333 -->
<h1>Decision notice</h1>
<p>Mrs <b>Harriet</b> <i>Oak</i>ley asked for the report of <span>Will&nbsp;Ashdown</span>. It will be
published under section&nbsp;40. The fee is &pound;1,250.</p>
<p>Write to <a href="mailto:priya.raghunathan%40example.org" title="Mail Priya Raghunathan">the officer</a>
or ring 01632&#32;960451. The form is version 4.2.1.</p>
<p>Signed: Priya Raghunathan</p>
<table><tr><th>Witness</th><th>Telephone</th></tr>
<tr><td>Eleanor Brightwell</td><td>07700 900614</td></tr></table>
<img alt="Signature of Priya Raghunathan" src="data:image/png;base64,{picture}">
<img src="https://tracker.example.com/open?who=harriet.oakley" width="1" height="1">
</body></html>
"""

_MAIL_PAGE = """\
<html><body><p>Dear Dr Siddiqui,</p><p>please find the form of <b>Oliver</b> Whitcombe. His mother <i>Joanna</i>
will ring you from 07700 900456.</p><p>Regards<br>Tobias Lindqvist<br>Version 4.2.1 of the form</p></body></html>
"""
_FORM = "Pupil,Mother,Telephone,Form\nOliver Whitcombe,Joanna Whitcombe,07700 900456,4.2.1\n"


def letter(folder: Path) -> Expect:
    path = folder / "letter.txt"
    path.write_bytes(LETTER.replace("\n", "\r\n").encode("cp1252"))
    gone = ["Oakley", "Ashdown", "Raghunathan", "Larkspur", "AB1 2QT", "07700 900123", "01632 960451", "QQ 12 34 56 C"]
    gone += ["harriet.oakley@example.org", "999 012 3454", "20-00-00", "55779911"]
    stays = ["he will visit again", "version 4.2.1", "£1,250.00", "section 40", "Housing Association", "you will hear"]
    return Expect(path.name, gone, stays)


def named_letter(folder: Path) -> Expect:
    """A file whose name holds a person's."""
    path = folder / "Complaint by Marcus Feldman.txt"
    text = "Mr Marcus Feldman rang on 01632 960777. He will write. The fee of £45 was paid, see section 12.\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return Expect(path.name, ["Feldman", "01632 960777"], ["will write", "£45", "section 12"], name_goes=True)


def minutes(folder: Path) -> Expect:
    path = folder / "minutes.md"
    path.write_text(MINUTES, encoding="utf-8", newline="\n")
    gone = ["Adeyemi", "Lindqvist", "Siddiqui", "Prothero", "Whitcombe", "Callum", "Joanna", "9994839179"]
    gone += ["42 Marlborough Road", "2 May 2011", "07700 900456", "01632 960018", "01632 960022"]
    stays = [
        "# Minutes of the safeguarding panel",
        "will move to release 2.14.3",
        "£18,400",
        "Section 12",
        "| Action |",
    ]
    return Expect(path.name, gone, stays)


def log(folder: Path) -> Expect:
    path = folder / "portal.log"
    path.write_text(LOG, encoding="utf-8", newline="\n")
    gone = ["harriet.oakley", "203.0.113.87", "2001:db8::8a2e:370:7334", "198.51.100.23", "4111 1111 1111 1111"]
    gone += ["00:00:5E:00:53:AF", "hoakley", "tlindqvist", "eyJzdWIiOiJob2FrbGV5In0"]
    stays = ["portal 4.2.1 started on port 8443", "bounced (error 550)", "200 41ms", "amount=1250.00", "update 2.14.3"]
    return Expect(path.name, gone, stays)


def register(folder: Path) -> Expect:
    path = folder / "register.csv"
    path.write_bytes(REGISTER.encode("utf-8-sig"))
    gone = ["Oakley", "Brightwell", "Eleanor", "Feldman", "Szymańska", "999 012 3454", "9995621088", "07700 900614"]
    gone += ["14/06/1961", "02/11/1974", "Larkspur", "Quarry Bank", "Harbour Street", "+44 7700 900991"]
    stays = ["Name,Date of birth,NHS number,Telephone,Address,Ward,Note", "prefers letters", "version 4.2.1", "£45"]
    return Expect(path.name, gone, [*stays, "Will call back"])


def case(folder: Path) -> Expect:
    path = folder / "case.json"
    path.write_text(json.dumps(CASE, indent=2), encoding="utf-8", newline="\n")
    gone = ["Oakley", "Harriet", "1961-06-14", "447700900123", "9990123454", "Ashdown", "Szyma", "01632 960451"]
    stays = [
        "will send the form",
        '"software": "4.2.1"',
        '"fee": 1250.0',
        '"section": 40',
        "Complaints team",
        "voucher",
    ]
    return Expect(path.name, [*gone, "harriet.oakley@example.org", "53.80742"], stays)


def page(folder: Path, picture: str) -> Expect:
    """A web page; *picture* is a PNG in base64."""
    path = folder / "notice.html"
    path.write_text(PAGE.replace("{picture}", picture), encoding="utf-8", newline="\n")
    gone = ["Harriet", "Oak</i>ley", "Ashdown", "Raghunathan", "raghunathan", "Brightwell", "07700 900614"]
    gone += ["07700 900333", "960451", "harriet.oakley", "tracker"]
    return Expect(path.name, gone, ["Decision notice", "It will be", "£1,250", "version 4.2.1", "section"])


def mail(folder: Path, picture: bytes) -> Expect:
    """A mail with a page, a table and a picture."""
    message = EmailMessage()
    message["From"] = "Tobias Lindqvist <tobias.lindqvist@example.org>"
    message["To"] = "Farah Siddiqui <farah.siddiqui@example.com>"
    message["Cc"] = '"Adeyemi, Miriam" <m.adeyemi@example.com>'
    message["Subject"] = "Form 4.2.1 for Oliver Whitcombe – please answer"
    message["Date"] = "Sat, 14 Mar 2026 09:30:00 +0000"
    message["Message-ID"] = "<tobias.lindqvist.1187@example.org>"
    message["X-Originating-IP"] = "203.0.113.87"
    message.set_content(
        "Dear Dr Siddiqui,\n\nplease find the form of Oliver Whitcombe. His mother Joanna will ring you\n"
        "from 07700 900456.\n\nRegards\nTobias Lindqvist\nVersion 4.2.1 of the form\n"
    )
    message.add_alternative(_MAIL_PAGE, subtype="html")
    message.add_attachment(_FORM, subtype="csv", filename="form Oliver Whitcombe.csv")
    message.add_attachment(picture, maintype="image", subtype="png", filename="badge.png")
    path = folder / "mail" / "form.eml"
    path.parent.mkdir(exist_ok=True)
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(f"sample-{part.get_content_subtype()}")
    path.write_bytes(message.as_bytes())
    gone = ["Lindqvist", "lindqvist", "Siddiqui", "siddiqui", "Adeyemi", "Whitcombe", "Oliver", "Joanna"]
    gone += ["07700 900456", "203.0.113.87"]
    return Expect("mail/form.eml", gone, ["Form 4.2.1", "please find the form", "will ring you", "Version 4.2.1"])
