"""Calendars and contacts: every property with words is looked at, private ones go, and other programs read the rest."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from redact import Redactor, policy
from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.cards import CardsHandler
from redact.media.cards.properties import escaped, pieces, unescaped
from redact.types import Document, Edit, NewText, TextSpan

HANDLER = CardsHandler(CardsHandler.Options())


def picture() -> str:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((8, 8)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


KEPT = (
    "summary", "described", "cn", "mailed", "organiser", "place", "comment", "contact", "category", "alarm", "calendar",
)  # fmt: skip
GONE = ("uid", "product", "private", "mark", "sent", "stamp", "component", "zone", "tzid")
S = {corner: f"Zel{corner}ora" for corner in (*KEPT, *GONE)}
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//{S["product"]}//EN
X-WR-CALNAME:{S["calendar"]}
BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:{S["zone"]}
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:X-SECRET
NOTE:{S["component"]}
END:X-SECRET
BEGIN:VEVENT
UID:20240102-{S["uid"]}@host.example
DTSTAMP:20240102T030405Z
CREATED:{S["stamp"]}
DTSTART;TZID=Europe/London:20240105T090000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Meeting with {S["summary"]}\\, about drains
DESCRIPTION:First line\\nwith {S["described"]} and a very long remark that must be
  folded over two lines\\; then more
LOCATION:{S["place"]}
COMMENT:{S["comment"]}
CONTACT:{S["contact"]}
CATEGORIES:{S["category"]},drains
ORGANIZER;CN="{S["organiser"]} Lee";SENT-BY="mailto:{S["sent"]}@x.example":mailto:chair@x.example
ATTENDEE;CN={S["cn"]};ROLE=REQ-PARTICIPANT;X-MARK={S["mark"]}:mailto:{S["mailed"]}@x.example
X-PRIVATE:{S["private"]}
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:{S["alarm"]}
END:VALARM
END:VEVENT
END:VCALENDAR
"""
CARD_WORDS = ("family", "given", "full", "nick", "street", "town", "company", "note", "mail", "site", "coded")
CARD_GONE = ("rev", "own", "party", "label")
C = {corner: f"Zel{corner}ora" for corner in (*CARD_WORDS, *CARD_GONE)}
CARDS = f"""BEGIN:VCARD
VERSION:3.0
PRODID:{C["own"]}
UID:{C["own"]}
REV:{C["rev"]}
N:{C["family"]};{C["given"]};Ann;Dr;
FN:{C["full"]}
NICKNAME:{C["nick"]}
item1.ADR;TYPE=HOME:;;12 {C["street"]} Road;{C["town"]};;AB1 2CD;UK
item1.X-ABLABEL:{C["label"]}
ORG:{C["company"]} Ltd;Drains
TEL;TYPE=CELL,VOICE:+44 7700 900123
EMAIL;TYPE=INTERNET:{C["mail"]}@x.example
BDAY:1980-01-15
GEO:51.5;-0.12
NOTE:spoke to {C["note"]}\\, twice
URL:https://x.example/{C["site"]}
PHOTO;ENCODING=b;TYPE=PNG:{picture()}
X-SOCIALPROFILE:{C["party"]}
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB;Bo;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =
{C["coded"]}
END:VCARD
"""


def edits(document: Document, secrets: list[str]) -> tuple[Edit, ...]:
    return tuple(
        Edit(TextSpan(part.id, at, at + len(secret)), NewText("X, Y; Z"), "f")
        for part in document.parts
        for secret in secrets
        if (at := part.text.find(secret)) >= 0
    )


def written(tmp_path: Path, name: str, text: str, secrets: list[str]) -> str:
    source, target = tmp_path / name, tmp_path / f"out{name}"
    source.write_bytes(text.replace("\n", "\r\n").encode())
    document = HANDLER.load(source)
    children = {child.id: ("a.png", b"new") for child in document.children}
    HANDLER.write(document, Changes(edits(document, secrets), children), target)
    return target.read_bytes().decode()


def test_no_secret_survives_in_a_calendar_and_other_programs_read_the_rest(tmp_path: Path) -> None:
    after = written(tmp_path, "a.ics", CALENDAR, list(S.values()))
    assert not [corner for corner, secret in S.items() if secret in after.replace("\r\n ", "")]
    assert all(len(line.encode()) <= 75 for line in after.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(after).walk("VEVENT")
    assert event["SUMMARY"] == "Meeting with X, Y; Z, about drains"
    assert event["DESCRIPTION"].startswith("First line\nwith X, Y; Z and a very long remark that must be folded over")
    assert event["DTSTART"].dt.isoformat() == "2024-01-05T09:00:00+00:00"
    assert dict(event["ATTENDEE"].params) == {"CN": "X, Y; Z", "ROLE": "REQ-PARTICIPANT"}
    assert event["ORGANIZER"].params["CN"] == "X, Y; Z Lee" and event["ORGANIZER"] == "mailto:chair@x.example"
    assert event["RRULE"] == {"FREQ": ["WEEKLY"], "COUNT": [3]}
    assert event["UID"] == "2"
    assert len(event.walk("VALARM")) == 1


def test_no_secret_survives_in_cards_and_other_programs_read_the_rest(tmp_path: Path) -> None:
    after = written(tmp_path, "a.vcf", CARDS, list(C.values()))
    assert not [corner for corner, secret in C.items() if secret in after.replace("\r\n ", "")]
    first, second = vobject.readComponents(after)
    assert (first.n.value.family, first.n.value.given, first.n.value.prefix) == ("X, Y; Z", "X, Y; Z", "Dr")
    assert first.adr.value.street == "12 X, Y; Z Road" and first.adr.value.code == "AB1 2CD"
    assert first.org.value == ["X, Y; Z Ltd", "Drains"]
    assert first.photo.value == b"new"
    assert (first.tel.value, first.bday.value) == ("+44 7700 900123", "1980-01-15")
    assert second.n.value.family == "Zoë"


def test_what_is_not_changed_keeps_its_characters(tmp_path: Path) -> None:
    after = written(tmp_path, "a.ics", CALENDAR, [])
    gone = {"PRODID", "UID", "DTSTAMP", "CREATED", "X-LIC", "X-PRIV", "ORGANI", "ATTEND"}
    rest = [line for line in CALENDAR.split("\n") if not any(line.startswith(each) for each in gone)]
    kept = "\r\n".join(rest).replace("BEGIN:X-SECRET\r\nNOTE:" + S["component"] + "\r\nEND:X-SECRET\r\n", "")
    assert [line for line in kept.split("\r\n") if line not in after.split("\r\n")] == []


@pytest.mark.parametrize(("value", "name"), [("1980-01-15", "BDAY"), ("51.5;-0.12", "GEO")])
def test_a_date_or_a_position_that_goes_takes_its_line_with_it(value: str, name: str, tmp_path: Path) -> None:
    after = written(tmp_path, "a.vcf", CARDS, [value])
    assert name not in after and value not in after


def test_a_whole_run(tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_bytes(CARDS.replace("\n", "\r\n").encode())
    plan = 'name = "t"\nextends = "default"\n[detectors]\nnames = false\n'
    outcome = Redactor(policy.parse(plan)).redact_file(tmp_path / "a.vcf", tmp_path / "out.vcf")
    assert outcome.ok
    after = (tmp_path / "out.vcf").read_text(encoding="utf-8")
    for secret in (C["family"], C["given"], C["full"], C["mail"], "900123", "1980", "51.5", "AB1 2CD"):
        assert secret not in after


def test_the_gate_tells_what_nobody_sees_and_passes_our_copies(tmp_path: Path) -> None:
    for name, text in (("a.ics", CALENDAR), ("a.vcf", CARDS)):
        written(tmp_path, name, text, [])
        assert [each.serious for each in HANDLER.unseen(tmp_path / name)] == [True]
        assert not list(HANDLER.unseen(tmp_path / f"out{name}"))


@pytest.mark.parametrize("text", ["hello", "BEGIN:VCALENDAR\nhello\nEND:VCALENDAR", "BEGIN:VCALENDAR\nVERSION:2.0\n"])
def test_what_is_no_calendar_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "a.ics")


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30))
def test_words_come_through_escaping(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(words=st.lists(st.text(st.sampled_from("ab;,\\n\n"), max_size=6), min_size=1, max_size=5))
def test_pieces_come_apart_as_they_were_put_together(words: list[str]) -> None:
    assert list(map(unescaped, pieces(";".join(map(escaped, words))))) == words
