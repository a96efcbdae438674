"""A workbook of any size for measuring, as Excel would have written it: names, addresses, numbers, dates, formulas."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from redact.media.xlsx.formulas import column_letters

COLUMNS = 20
HEADS = (
    "Name E-mail Phone Born Started Town Status Grade Salary Hours Rate Score Total Double Reference Note Manager Code "
    "Active Amount"
).split()
HIDDEN = ("Name", "E-mail")
"""Heads of the columns that are taken out."""
_FIRST = (
    "Ann Bob Clara Dev Ella Finn Grace Hugo Iris Jack Kate Liam Mona Neil Olga Paul Rosa Sam Tara Uma Vera Zoe".split()
)
_LAST = "Archer Baker Carter Dawson Ellis Foster Gibson Hughes Ingram Jarvis Keller Lawson Mercer Norton Osborn".split()
_TOWNS = "Leeds York Hull Bath Exeter Derby Luton Crewe".split()
_NOTES = "left a message|no answer|will call back|sent a letter".split("|")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
    'xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="2" fontId="0" fillId="0" '
    'borderId="0" xfId="0"/></cellXfs>'
)
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'


def workbook(path: Path, cells: int) -> Path:
    """Write a workbook of one sheet with so many cells, twenty to a row, the first row their heads."""
    rows, texts = max(2, cells // COLUMNS), dict[str, int]()
    sheet = "".join(_rows(rows, texts, random.Random(7)))
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _lists(archive)
        archive.writestr("xl/styles.xml", f'{_HEAD}<styleSheet xmlns="{_MAIN}">{_STYLES}</styleSheet>')
        archive.writestr("xl/sharedStrings.xml", f'{_HEAD}<sst xmlns="{_MAIN}">{strings}</sst>')
        body = f"<sheetData>{sheet}</sheetData>{_MARGINS}"
        archive.writestr("xl/worksheets/sheet1.xml", f'{_HEAD}<worksheet xmlns="{_MAIN}">{body}</worksheet>')
    return path


def _lists(archive: zipfile.ZipFile) -> None:
    """The lists that make a package of the members."""
    members = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
    members |= {"sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in members.items()
    )
    archive.writestr(
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
    )
    sheet = '<sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets>'
    archive.writestr("xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{sheet}</workbook>')
    archive.writestr("_rels/.rels", _listing({"officeDocument": "xl/workbook.xml"}))
    inner = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
    archive.writestr("xl/_rels/workbook.xml.rels", _listing(inner))


def _listing(targets: dict[str, str]) -> str:
    rows = (
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _rows(rows: int, texts: dict[str, int], chance: random.Random) -> Iterator[str]:
    yield _row(1, [_shared(head, texts) for head in HEADS])
    for row in range(2, rows + 1):
        yield _row(row, _values(row, rows, texts, chance))


def _row(row: int, values: list[str]) -> str:
    cells = "".join(f'<c r="{column_letters(column)}{row}"{value}</c>' for column, value in enumerate(values, 1))
    return f'<row r="{row}" spans="1:{COLUMNS}">{cells}</row>'


def _shared(text: str, texts: dict[str, int]) -> str:
    return f' t="s"><v>{texts.setdefault(text, len(texts))}</v>'


def _values(row: int, rows: int, texts: dict[str, int], chance: random.Random) -> list[str]:
    """What follows the place of each cell in one row, up to its end."""
    pick, below = chance.choice, chance.randrange
    first, last, number = pick(_FIRST), pick(_LAST), below(10**6)
    middle = pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    filled = f' t="shared" ref="N2:N{rows}" si="0">M2*2</f>' if row == 2 else ' t="shared" si="0"/>'
    said = f"Called {first} about case {number}" if row % 10 == 0 else pick(_NOTES)
    return [
        _shared(f"{first} {middle}. {last}", texts),
        _shared(f"{first}.{last}{number}@example.org".lower(), texts),
        f"><v>{7700900000 + below(1000)}</v>",
        f' s="1"><v>{below(18_000, 40_000)}</v>',
        f' s="1"><v>{below(40_000, 46_000)}</v>',
        _shared(pick(_TOWNS), texts),
        _shared(pick(["open", "closed", "pending"]), texts),
        _shared(pick("ABCDE"), texts),
        f"><v>{below(20_000, 90_000)}</v>",
        f"><v>{below(60)}</v>",
        f' s="2"><v>{chance.random() * 100:.2f}</v>',
        f"><v>{chance.random()}</v>",
        f"><f>I{row}*J{row}</f><v>{below(10**6)}</v>",
        f"><f{filled}<v>{below(10**6)}</v>",
        f' t="inlineStr"><is><t>REF-{number:06d}</t></is>',
        _shared(said, texts),
        _shared(f"{pick(_FIRST)} {pick(_LAST)}", texts),
        _shared(f"K{below(200):03d}", texts),
        f' t="b"><v>{below(2)}</v>',
        f"><v>{below(10**5) / 100}</v>",
    ]
