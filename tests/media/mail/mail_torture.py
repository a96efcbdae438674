"""A mail, an Outlook message and a mailbox with another made-up name in each corner that can hold words."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from tests.media.mail.outlook import Message, letter, packed_rtf, save, winmail

EDITED = {
    "from": "Aldous Quillfrom",
    "sender": "Bettina Quillsender",
    "replyto": "Cormac Quillreply",
    "to": "Dagny Quillto",
    "group": "Eustace Quillgroup",
    "cc": "Fenella Quillcc",
    "subject": "Gawain Quillsubject",
    "encoded": "Hedda Quïllencoded",
    "twice": "Ignatius Quilltwice",
    "raw8": "Jocásta Quillraw",
    "resent": "Kester Quillresent",
    "body": "Lavinia Quillbody",
    "quoted": "Mungo Quillquoted",
    "deep": "Nerys Quilldeep",
    "intro": "Osric Quillintro",
    "oldfrom": "Perpetua Quilloldfrom",
    "oldto": "Quentin Quilloldto",
    "html": "Rowena Quillhtml",
    "runs": "Sabine Quillruns",
    "alt": "Tancred Quillalt",
    "link": "Ursula Quilllink",
    "unshown": "Valentin Quillunshown",
    "filename": "Wilhelmina Quillfilename",
    "attached": "Xanthe Quillattached",
    "uuname": "Yorick Quilluuname",
    "uubody": "Zenobia Quilluubody",
    "nestedfrom": "Ambrose Quillnested",
    "nestedbody": "Blodwen Quillinner",
    "report": "Crispin Quillreport",
    "returned": "Dorothea Quillreturned",
    "calendar": "Evander Quillcalendar",
    "winbody": "Florian Quillwinbody",
    "winfile": "Gwendolen Quillwinfile",
    "winname": "Hamish Quillwinname",
    "wininner": "Imogen Quillwininner",
    "japanese": "山田太郎丸",
    "flowed": "Jarvis Quillflowed",
}
"""What a reader may see and is edited, by corner."""
DROPPED = {
    "received": "Keelin Quillreceived",
    "messageid": "LorcanQuillmessageid",
    "bcc": "Maelys Quillbcc",
    "returnpath": "NorbertQuillreturnpath",
    "xheader": "Oonagh Quillxheader",
    "xname": "PhelimQuillxname",
    "topic": "Rhoswen Quilltopic",
    "index": "SeamusQuillindex",
    "list": "Tamsin Quilllist",
    "comment": "Ulric Quillcomment",
    "script": "Vashti Quillscript",
    "meta": "Wystan Quillmeta",
    "preamble": "Xenia Quillpreamble",
    "epilogue": "Yestin Quillepilogue",
    "between": "Zillah Quillbetween",
    "boundary": "AnselmQuillboundary",
    "parameter": "BronwenQuillparameter",
    "description": "Caradoc Quilldescription",
    "location": "DelythQuilllocation",
    "contentid": "EmrysQuillcontentid",
    "signature": "Ffion Quillsignature",
    "armour": "Gethin Quillarmour",
    "encrypted": "Heulwen Quillencrypted",
    "base64": "Idris Quillbase",
    "innerhead": "Jestyn Quillinnerhead",
    "returnedhead": "Lleucu Quillreturnedhead",
    "winprop": "Meurig Quillwinprop",
    "winnamed": "Nesta Quillwinnamed",
    "winhead": "Olwen Quillwinhead",
    "unread": "Pryderi Quillunread",
}
"""What nobody sees, or nobody can look into: it is in no copy."""


def _b(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _uu(data: bytes) -> str:
    rows = (binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    return "".join(rows)


def head() -> str:
    """The headers: those that a reader sees, and those that he does not."""
    e, d = EDITED, DROPPED
    twice = _b(f"=?utf-8?B?{_b(e['twice'])}?=")
    return f"""Return-Path: <{d["returnpath"]}@example.org>
Received: from {d["received"]} by mx.example.org; Mon, 1 Jan 2024 00:00:00 +0000
From: "{e["from"]}" <aldous@example.org>
Sender: {e["sender"]} <bettina@example.org>
Reply-To: {e["replyto"]} <cormac@example.org>
To: {e["to"]} <dagny@example.org>, team: {e["group"]} <eustace@example.org>;,
 =?utf-8?B?{_b(e["encoded"])}?= <hedda@example.org>
Cc: {e["cc"]} <fenella@example.org>, {e["raw8"]} <j@example.org>
Bcc: {d["bcc"]} <maelys@example.org>
Resent-To: {e["resent"]} <kester@example.org>
Subject: About {e["subject"]} =?utf-8?B?{twice}?=
Date: Mon, 1 Jan 2024 00:00:00 +0000
Message-ID: <{d["messageid"]}@pc>
X-Origin: {d["xheader"]}
X-{d["xname"]}: yes
Thread-Topic: {d["topic"]}
Thread-Index: {d["index"]}
List-Id: {d["list"]} <list.example.org>
MIME-Version: 1.0
"""


def text() -> str:
    """The plain body: a letter that quotes others, with files and keys written out in it."""
    e, d = EDITED, DROPPED
    split = [e["quoted"].split()[0], e["quoted"].split()[1]]
    deep = e["deep"].split()
    uu = _uu(f"a letter of {e['uubody']} about nothing\n".encode())
    return f"""The harvest of {e["body"]} needs a ladder.

begin 644 {e["uuname"]}.txt
{uu}`
end
-----BEGIN PGP PUBLIC KEY BLOCK-----
Comment: {d["armour"]} x-y
{_b(d["armour"])}
-----END PGP PUBLIC KEY BLOCK-----
data:text/plain;base64,{_b(d["base64"])}

On Mon, 1 Jan 2024 at 10:00, {e["intro"]}
<osric@example.org> wrote:
> It was {split[0]}
> {split[1]} who came.
>> No, it was {deep[0]}
>> {deep[1]}, I think.

-----Original Message-----
From: {e["oldfrom"]} [mailto:perpetua@example.org]
Sent: 1 January 2024
To: {e["oldto"]}; somebody else
Subject: the ladder

That was all.
"""


def page() -> str:
    """The same as a page, with what pages hide."""
    e, d = EDITED, DROPPED
    one, two = e["runs"].split()
    return (
        f"<html><head><meta name=author content='{d['meta']}'><script>'{d['script']}'</script></head><body>"
        f"<p>The harvest of {e['html']} needs a ladder.</p><p>{one} <b>{two}</b></p><!-- {d['comment']} -->"
        f"<img src='cid:{d['contentid']}' alt='{e['alt']}'>"
        f"<a href='https://x.org/{e['link'].replace(' ', '%20')}'>x</a>"
        f"<p style='display:none'>{e['unshown']}</p></body></html>"
    )


def _part(kind: str, body: str | bytes, *more: str) -> bytes:
    lines = [f"Content-Type: {kind}", *more, ""]
    raw = body.encode() if isinstance(body, str) else body
    return "\n".join(lines).encode() + b"\n" + raw + b"\n"


def _packed(kind: str, body: str | bytes, *more: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return _part(kind, base64.encodebytes(raw), "Content-Transfer-Encoding: base64", *more)


def _attached(name: str) -> str:
    return f'Content-Disposition: attachment; filename="{name}"'


def _group(kind: str, mark: str, *parts: bytes, around: tuple[str, str] = ("", "")) -> bytes:
    lines = b"".join(f"--{mark}\n".encode() + part for part in parts)
    return around[0].encode() + b"\n" + lines + f"--{mark}--\n{around[1]}\n".encode()


def inner_mail() -> str:
    """A mail inside the mail."""
    e, d = EDITED, DROPPED
    return (
        f"From: {e['nestedfrom']} <a@example.org>\nX-Inner: {d['innerhead']}\nSubject: harvest\n\n"
        f"Dear {e['nestedbody']}, a ladder.\n"
    )


def outlook_message() -> Message:
    """A message with properties that a mail has no place for, a file and a message inside."""
    e, d = EDITED, DROPPED
    inner = letter("harvest", ("Cy", "c@example.org"), ("Di", "d@example.org"), f"of {e['wininner']}")
    more = {0x0070: d["winprop"], 0x8005: d["winnamed"], 0x007D: f"X-Win: {d['winhead']}\n"}
    files = (({0x3704: "w.txt", 0x3707: f"{e['winname']}.txt"}, f"of {e['winfile']}".encode()), ({}, inner))
    people = ("Al", "al@example.org"), ("Bo", "bo@example.org")
    return letter("harvest", *people, f"The harvest of {e['winbody']}", properties=more, files=files)


def mail() -> bytes:
    """The whole of it."""
    e, d = EDITED, DROPPED
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:{e['calendar']}\nEND:VEVENT\nEND:VCALENDAR\n"
    report = f"Reporting-MTA: dns; x.example.org\n\nFinal-Recipient: rfc822; x\nDiagnostic-Code: {e['report']}\n"
    returned = f"Received: from {d['returnedhead']}\nSubject: {e['returned']}\nX-Y: {d['returnedhead']}\n"
    flowed = "a line of " + e["flowed"][:9] + " \n" + e["flowed"][9:] + " and more\n"
    versions = _group(
        "alternative", "alt1", _part("text/plain; charset=utf-8", text()), _part("text/html; charset=utf-8", page())
    )
    mark = d["boundary"]
    parts = [
        _part('multipart/alternative; boundary="alt1"', versions),
        _part(f"text/plain; charset=utf-8; x={d['parameter']}", "kept\n", f"Content-Description: {d['description']}",
              f"Content-Location: {d['location']}"),
        _packed("text/plain", f"of {e['attached']}", _attached(f"{e['filename']}.txt")),
        _packed("text/plain", "picture", f"Content-ID: <{d['contentid']}>", _attached("i.txt")),
        _part("message/rfc822", inner_mail()),
        _part("text/calendar; method=REQUEST", calendar),
        _part("message/delivery-status", report),
        _part("text/rfc822-headers", returned),
        _part("text/plain; format=flowed; delsp=yes", flowed),
        _part("text/plain; charset=shift_jis", EDITED["japanese"].encode("cp932"), "Content-Transfer-Encoding: 8bit"),
        _packed("application/ms-tnef", winmail(outlook_message()), _attached("winmail.dat")),
        _part("application/pgp-signature", d["signature"]),
        _packed("application/pkcs7-mime; smime-type=enveloped-data", d["encrypted"]),
        _packed("application/x-unread", d["unread"], _attached("x.unread")),
    ]  # fmt: skip
    body = _group("mixed", mark, *parts, around=(d["preamble"], d["epilogue"]))
    body = body.replace(f"--{mark}--".encode(), f"--{mark}--\n{d['between']}\n--{mark}--".encode())
    return f'{head()}Content-Type: multipart/mixed; boundary="{mark}"\n'.encode() + body


def torture(path: Path) -> Path:
    """The mail as a file."""
    path.write_bytes(mail())
    return path


MSG_EDITED = {
    "subject": "Aldous Vellumsubject",
    "author": "Bettina Vellumauthor",
    "sender": "Cormac Vellumsender",
    "to": "Dagny Vellumto",
    "cc": "Eustace Vellumcc",
    "body": "Fenella Vellumbody",
    "html": "Gawain Vellumhtml",
    "file": "Hedda Vellumfile",
    "filename": "Ignatius Vellumfilename",
    "innersubject": "Jocasta Velluminner",
    "innerrtf": "Kester Vellumrtf",
    "package": "Lavinia Vellumpackage",
    "replyto": "Mungo Vellumreplyto",
}
MSG_DROPPED = {
    "bcc": "Nerys Vellumbcc",
    "header": "Osric Vellumheader",
    "topic": "Perpetua Vellumtopic",
    "named": "Quentin Vellumnamed",
    "search": "Rowena Vellumsearch",
    "recipient": "Sabine Vellumrecipient",
    "path": "Tancred Vellumpath",
    "orphan": "Ursula Vellumorphan",
    "pagecomment": "Valentin Vellumcomment",
    "rtfinfo": "Wilhelmina Velluminfo",
}


def torture_msg(path: Path) -> Path:
    """An Outlook message with a name in each corner."""
    e, d = MSG_EDITED, MSG_DROPPED
    rtf = rb"{\rtf1\ansi\deff0{\info{\author %b}}{\fonttbl{\f0 Arial;}}The harvest of \b %b\b0\par needs a ladder.}"
    inner = letter(e["innersubject"], ("Cy", "c@example.org"), ("Di", "d@example.org"), "")
    inner.properties = {
        **inner.properties, 0x1009: packed_rtf(rtf % (d["rtfinfo"].encode(), e["innerrtf"].encode()))
    }  # fmt: skip
    page = f"<html><body><p>The harvest of {e['body']} needs a ladder for {e['html']}.</p><!-- {d['pagecomment']} -->"
    message = letter(
        e["subject"], (e["sender"], "cormac@example.org"), (e["to"], "dagny@example.org"),
        f"The harvest of {e['body']} needs a ladder for {e['html']}.\n",
        properties={
            0x0042: e["author"], 0x5D02: "bettina@example.org", 0x1013: page.encode(), 0x3FDE: 65001,
            0x007D: f"Received: from {d['header']}\nReply-To: {e['replyto']} <m@example.org>\nX-A: {d['header']}\n",
            0x0070: d["topic"], 0x8123: d["named"], 0x300B: d["search"].encode(),
        },
        files=(
            ({0x3707: f"{e['filename']}.txt", 0x370D: f"C:\\{d['path']}\\x.txt"}, f"of {e['file']}".encode()),
            ({0x3001: "inner"}, inner),
            ({0x3707: "object.txt"}, {"Package": f"of {e['package']}".encode(), "\x03Old": d["orphan"].encode()}),
        ),
    )  # fmt: skip
    message.recipients = [
        {**message.recipients[0], 0x3A20: d["recipient"]},
        {0x3001: e["cc"], 0x39FE: "eustace@example.org", 0x0C15: 2},
        {0x3001: d["bcc"], 0x39FE: "nerys@example.org", 0x0C15: 3},
    ]
    return save(path, message)
