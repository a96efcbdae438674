"""The samples that are slides, contacts, a calendar and an archive: a person in every corner of each."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tests.recipe.expect import Expect

_WHEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC).replace(tzinfo=None)


def briefing(folder: Path) -> Expect:
    """Slides: a title, a list, notes, a hidden slide, a table and properties."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    properties = deck.core_properties
    properties.author = properties.last_modified_by = "Priya Raghunathan"
    properties.created = properties.modified = _WHEN
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Complaint of Eleanor Brightwell"
    slide.placeholders[1].text = "The boiler was repaired on Monday\nCalled by Will Ashdown on 01632 960451"
    slide.notes_slide.notes_text_frame.text = "Mrs Brightwell is also known to the school of her son Daniel"
    table = deck.slides.add_slide(deck.slide_layouts[5])
    table.shapes.title.text = "What it cost"
    cells = table.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    rows = (("Paid to", "Amount"), ("Tobias Lindqvist", "£1,250.00"))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            cells.cell(row, column).text = value
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Harriet Oakley must not see this"
    hidden._element.set("show", "0")
    path = folder / "office" / "briefing.pptx"
    deck.save(str(path))
    gone = ["Brightwell", "Raghunathan", "Ashdown", "Lindqvist", "Oakley", "960451"]
    return Expect("office/briefing.pptx", gone, ["The boiler was repaired", "What it cost", "£1,250.00", "Amount"])


def contacts(folder: Path) -> Expect:
    """Two cards."""
    text = """BEGIN:VCARD
VERSION:3.0
N:Brightwell;Eleanor;;Mrs;
FN:Mrs Eleanor Brightwell
TEL;TYPE=CELL:07700 900614
EMAIL:eleanor.b@example.org
ADR;TYPE=HOME:;;3 Quarry Bank;Northfield;;AB1 2QT;
BDAY:1958-04-02
NOTE:Prefers to be called in the morning. Ask for the boiler.
UID:eleanor-brightwell@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Lindqvist;Tobias;;;
FN:Tobias Lindqvist
TITLE:Heating engineer
TEL:01632 960451
END:VCARD
"""
    _written(folder / "contacts.vcf", text)
    gone = ["Brightwell", "Eleanor", "900614", "Quarry Bank", "AB1 2QT", "1958", "Lindqvist", "Tobias", "960451"]
    return Expect(
        "contacts.vcf", [*gone, "eleanor.b@example.org"], ["called in the morning", "boiler", "Heating engineer"]
    )


def visit(folder: Path) -> Expect:
    """An event with an organiser and somebody who was asked."""
    text = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Raghunathan//EN
BEGIN:VEVENT
UID:visit-brightwell@example.org
DTSTAMP:20260314T093000Z
DTSTART:20260320T100000Z
DTEND:20260320T110000Z
SUMMARY:Visit to Mrs Eleanor Brightwell
DESCRIPTION:Bring the meter. Call Mrs Brightwell on 07700 900614 before you leave.
LOCATION:3 Quarry Bank\\, Northfield AB1 2QT
ORGANIZER;CN=Priya Raghunathan:mailto:priya.raghunathan@example.org
ATTENDEE;CN=Will Ashdown;PARTSTAT=ACCEPTED:mailto:will.ashdown@example.org
END:VEVENT
END:VCALENDAR
"""
    _written(folder / "visit.ics", text)
    gone = ["Brightwell", "Raghunathan", "Ashdown", "900614", "Quarry Bank", "AB1 2QT"]
    return Expect("visit.ics", gone, ["Bring the meter", "20260320T100000Z", "ACCEPTED"])


def enquiry(folder: Path) -> Expect:
    """An archive: a letter in a folder that is called after somebody, and a table."""
    files = {
        "Eleanor Brightwell/letter.txt": (
            "Dear Mrs Brightwell,\nthe boiler will be repaired on Monday.\nHarriet Oakley\n"
        ),
        "costs.csv": "Name,Amount\nTobias Lindqvist,£1250.00\nWill Ashdown,£90.00\n",
    }
    path = folder / "enquiry.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 14, 9, 30, 0)), text.encode("utf-8"))
        archive.comment = b"packed by Priya Raghunathan"
    gone = ["Brightwell", "Oakley", "Lindqvist", "Ashdown", "Raghunathan"]
    return Expect("enquiry.zip", gone, ["the boiler will be repaired", "£1250.00", "letter.txt"])


def _written(path: Path, text: str) -> None:
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
