"""The samples that are office files: a statement with a table, properties and a comment, and a staff list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.recipe.expect import Expect

_WHEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC).replace(tzinfo=None)


def statement(folder: Path) -> Expect:
    """A Word file: a name cut into runs, a table, header and footer, a link, a comment, properties."""
    import docx

    document = docx.Document()
    document.core_properties.author = "Priya Raghunathan"
    document.core_properties.title = "Statement of Eleanor Brightwell"
    document.core_properties.created = document.core_properties.modified = _WHEN
    document.sections[0].header.paragraphs[0].text = "Statement of Eleanor Brightwell (section 40)"
    document.sections[0].footer.paragraphs[0].text = "Prepared by Priya Raghunathan, version 4.2.1"
    document.add_heading("Witness statement", 1)
    words = document.add_paragraph("I, ")
    for run, bold in (
        ("Elea", True),
        ("nor Bright", False),
        ("well", True),
        (", live at 3 Quarry Bank, Northfield.", False),
    ):
        words.add_run(run).bold = bold
    remarked = document.add_paragraph("Will Ashdown said that he will come on Monday. The work cost £1,250.00.")
    document.add_comment(
        remarked.runs, text="Ask Will Ashdown on 01632 960451", author="Tobias Lindqvist", initials="TL"
    )
    _fill(document.add_table(rows=3, cols=2))
    path = folder / "office" / "statement.docx"
    path.parent.mkdir(exist_ok=True)
    document.save(str(path))
    gone = ["Brightwell", "Eleanor", "Raghunathan", "Ashdown", "Lindqvist", "Quarry Bank", "960451", "07700 900614"]
    stays = ["Witness statement", "he will come", "£1,250.00", "version 4.2.1", "section 40"]
    return Expect("office/statement.docx", [*gone, "eleanor.b@example.org"], stays)


def staff(folder: Path) -> Expect:
    """A workbook: two sheets, a hidden column, a formula, a comment, properties."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.properties.creator = "Priya Raghunathan"
    book.properties.created = book.properties.modified = _WHEN
    sheet = book.active
    sheet.title = "Staff"
    rows = [
        ("Name", "Telephone", "E-mail", "National Insurance number", "Hours", "Rate"),
        ("Will Ashdown", "01632 960451", "will.ashdown@example.org", "QQ 12 34 56 C", 37, 21.5),
        ("Ruth Calloway", "01632 960145", "ruth.calloway@example.org", "QQ 65 43 21 A", 20, 19.25),
        ("Owen Prothero", "01632 960022", "owen.prothero@example.org", "QQ 11 22 33 B", 37, 24.0),
    ]
    for row in rows:
        sheet.append(row)
    sheet["G1"] = "Pay"
    for number in range(2, 5):
        sheet[f"G{number}"] = f"=E{number}*F{number}"
    sheet.column_dimensions["D"].hidden = True
    sheet["A2"].comment = Comment("Will is away until Monday", "Ruth Calloway")
    notes = book.create_sheet("Notes")
    notes["A1"] = "The list will be updated under section 40; version 4.2.1, budget £18,400"
    notes["A2"] = "Questions to Ruth Calloway"
    path = folder / "office" / "staff.xlsx"
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    gone = [
        "Ashdown",
        "Calloway",
        "Prothero",
        "Raghunathan",
        "01632 960451",
        "QQ 65 43 21 A",
        "owen.prothero@example.org",
    ]
    return Expect(
        "office/staff.xlsx", gone, ["Telephone", "will be updated", "section 40", "4.2.1", "£18,400", "Hours"]
    )


def _fill(table: object) -> None:
    rows = [("Telephone", "07700 900614"), ("E-mail", "eleanor.b@example.org"), ("Form", "version 4.2.1")]
    for row, pair in zip(table.rows, rows, strict=True):  # type: ignore[attr-defined]
        for cell, words in zip(row.cells, pair, strict=True):
            cell.text = words
