"""Threads of comments: their words are notes that can be redacted, and nobody is named as who wrote them."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from redact.contracts import Changes
from redact.media.xlsx import XlsxHandler
from redact.types import Edit, NewText, Release, TextSpan
from tests.media.office import Members, add, changed, relate
from tests.media.xlsx.test_hidden import said

HANDLER = XlsxHandler(XlsxHandler.Options())
_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_KIND = "http://schemas.microsoft.com/office/2017/10/relationships"


def threaded(path: Path, *, with_stand_in: bool = True) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "x", "y"
    if with_stand_in:
        book.active["A1"].comment = Comment("[Threaded comment] Comment: Zelphora asks Reply: Quindriss says", "tc={1}")
    book.active["B2"].comment = Comment("plain note", "Ophidia")
    book.save(path)
    return changed(path, _thread)


def _thread(members: Members) -> None:
    rows = "".join(
        f'<threadedComment ref="A1" dT="2024-01-01T00:00:00.00" personId="{{9}}" id="{{{n}}}"><text>{text}</text>'
        "</threadedComment>"
        for n, text in enumerate(("Zelphora asks", "Quindriss says"), 1)
    )
    xml = f'<ThreadedComments xmlns="{_SPACE}">{rows}</ThreadedComments>'
    add(members, "xl/threadedComments/threadedComment1.xml", xml, "application/vnd.ms-excel.threadedcomments+xml")
    relate(
        members,
        "xl/worksheets/sheet1.xml",
        f"{_KIND}/threadedComment",
        "../threadedComments/threadedComment1.xml",
        "rT",
    )
    person = '<person displayName="Ophidia Smith" id="{9}" userId="o@x.example"/>'
    people = f'<personList xmlns="{_SPACE}">{person}</personList>'
    add(members, "xl/persons/person.xml", people, "application/vnd.ms-excel.person+xml")
    relate(members, "xl/workbook.xml", f"{_KIND}/person", "persons/person.xml", "rP")


@pytest.mark.parametrize("with_stand_in", [True, False])
def test_the_words_of_a_thread_are_one_note(tmp_path: Path, with_stand_in: bool) -> None:
    document = HANDLER.load(threaded(tmp_path / "a.xlsx", with_stand_in=with_stand_in))
    notes = {part.place: part.text for part in document.parts if ".note" in part.id}
    assert notes == {"sheet 1, note on A1": "Zelphora asks\nQuindriss says", "sheet 1, note on B2": "plain note"}


def test_it_is_redacted_and_stays_or_goes(tmp_path: Path) -> None:
    source = threaded(tmp_path / "a.xlsx")
    assert {"a comment thread", "a list of people", "names of those who wrote notes"} <= {
        each.kind for each in HANDLER.unseen(source)
    }
    document = HANDLER.load(source)
    (key,) = (part.id for part in document.parts if "Zelphora" in part.text)
    edits = (Edit(TextSpan(key, 0, 8), NewText("P"), "f"), Edit(TextSpan(key, 14, 23), NewText("Q"), "f"))
    for release in Release:
        target = tmp_path / f"{release}.xlsx"
        HANDLER.write(document, Changes(edits, {}, release), target)
        notes = [cell.comment.text for row in openpyxl.load_workbook(target).active for cell in row if cell.comment]
        assert notes == ([] if release is Release.OPEN else ["P asks\nQ says", "plain note"])
        assert not [word for word in ("Zelphora", "Quindriss", "Ophidia", "2024") if word in said(target)]
        assert not [each for each in HANDLER.unseen(target) if each.serious]
