"""What formulas read, and what follows from a change; numbers as a person reads them."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from redact.media.ooxml.xml import NAMESPACES
from redact.media.xlsx import XlsxHandler
from redact.media.xlsx.cells import cells_of, change
from redact.media.xlsx.formulas import (
    column_letters,
    column_number,
    has_words,
    leads_elsewhere,
    read_formula,
    tainted,
    with_columns,
    with_names,
    with_sheet_names,
)
from redact.media.xlsx.grid import grid_of
from redact.media.xlsx.numbers import Formats, formats_of
from redact.media.xlsx.reading import filled_of, formulas_of, within_reach
from redact.media.xlsx.redone import Redone
from redact.media.xlsx.shared import Strings
from redact.types import Edit, NewText, TextSpan

SHEETS = {"one": 1, "two words": 2}


@given(st.integers(1, 16_384))
def test_columns_have_letters_and_numbers(number: int) -> None:
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("A1", [(1, 1, 1, 1, 1)]),
        ("SUM($B$2:C10)", [(1, 2, 2, 10, 3)]),
        ("One!A1+'Two words'!B2", [(1, 1, 1, 1, 1), (2, 2, 2, 2, 2)]),
        ("SUM(A:B)", [(1, 1, 1, 1_048_576, 2)]),
        ("SUM(2:3)", [(1, 2, 1, 3, 16_384)]),
        ('"A1"&TEXT(B1,"dd/mm")', [(1, 1, 2, 1, 2)]),
        ("IF(TRUE,1E5,LOG10(A1))", [(1, 1, 1, 1, 1)]),
    ],
)
def test_a_formula_reads_its_areas(text: str, areas: list[tuple[int, ...]]) -> None:
    formula = read_formula(text, (1, 9, 9), SHEETS)
    assert list(formula.areas) == areas
    assert not formula.opaque


@pytest.mark.parametrize("text", ["Rate*2", "SUM(Table1[Pay])", "INDIRECT(A1)", "Nowhere!A1", "OFFSET(A1,1,1)"])
def test_what_a_formula_may_read_beyond_that_is_taken_for_everything(text: str) -> None:
    assert read_formula(text, (1, 1, 1), SHEETS).opaque


def test_a_shared_formula_moves_with_its_cell() -> None:
    assert read_formula("A1+$A$1", (1, 3, 2), SHEETS, (1, 1, 2)).areas == ((1, 3, 1, 3, 1), (1, 1, 1, 1, 1))


def test_results_far_from_a_changed_cell_are_found() -> None:
    chain = [read_formula(f"A{n - 1}", (1, n, 1), SHEETS) for n in range(2, 200)]
    aside = read_formula("C1", (1, 1, 4), SHEETS)
    assert tainted([*reversed(chain), aside], {(1, 1, 1)}) >= {formula.place for formula in chain}
    assert tainted([*chain, aside], {(1, 1, 1)}) == {formula.place for formula in chain}
    assert tainted(chain, set()) == set()


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("[1]Sheet1!A1", True),
        ("'C:\\x\\[b.xlsx]S'!A1", True),
        ("cmd|'/c calc'!A0", True),
        ("Table1[Pay]", False),
        ('"[1]"&A1', False),
        ("IF(A1=1,2)", False),
    ],
)
def test_links_to_other_workbooks_are_seen(text: str, elsewhere: bool) -> None:
    assert leads_elsewhere(text) is elsewhere


def test_words_in_formulas_are_seen() -> None:
    assert has_words('A1&"Ann"')
    assert not has_words('A1&" - "')


def test_names_are_followed_outside_quotes_only() -> None:
    assert with_sheet_names('Ann!A1&"Ann!A1"&Anna!B1', {"ann": "X Y"}) == "'X Y'!A1&\"Ann!A1\"&Anna!B1"
    assert with_names('SUM(Staff[Pay])&"Staff"&Staff2!A1', {"Staff": "Table1"}) == 'SUM(Table1[Pay])&"Staff"&Staff2!A1'
    assert with_columns("T[[Ann]:[Bob]]", {"Ann": "Bob", "Bob": "[P]"}) == "T[[Bob]:['[P']]]"


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "7700900123", "7700900123"),
        ("General", "7.7009001230000000E9", "7700900123"),
        ("General", "0.30000000000000004", "0.3"),
        ("General", "1E+21", "1000000000000000000000"),
        ("00000000000", "7700900123", "07700900123"),
        ("00000 000000", "7700900123", "07700 900123"),
        ("000-00-0000", "78051120", "078-05-1120"),
        ("0.00", "2.5", "2.5"),
        ("date", "31120", "1985-03-14"),
        ("date", "31120.5", "1985-03-14 12:00:00"),
        ("date", "0.75", "18:00:00"),
        ("date", "1", "1900-01-01"),
        ("date", "-5", "-5"),
        ("date", "99999999", "99999999"),
        ("General", "words", "words"),
        ("General", "NaN", "NaN"),
    ],
)
def test_numbers_read_as_a_person_reads_them(code: str, value: str, shown: str) -> None:
    assert Formats((code,)).shown(value, 0) == shown


def test_formats_of_dates_are_known_by_their_letters() -> None:
    rows = ['"dd"0', "dd/mm/yyyy", "[h]:mm;@", "[Red]0.0", "General", "yyyy\\-mm"]
    formats = "".join(f"<numFmt numFmtId='{164 + n}' formatCode='{row}'/>" for n, row in enumerate(rows))
    xfs = "".join(f"<xf numFmtId='{number}'/>" for number in [14, 2, *range(164, 164 + len(rows))])
    xml = f"<styleSheet xmlns='{NAMESPACES['x']}'><numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>"
    codes = formats_of(etree.fromstring(xml), since_1904=False).codes
    assert [code == "date" for code in codes] == [True, False, False, True, True, False, False, True]
    assert Formats(("date",), since_1904=True).shown("29658", 0) == "1985-03-14"


def spelled(row: int, form: str) -> str:
    return form.replace("{r}", str(row)).replace("{n}", str(row + 1))


@given(
    st.lists(
        st.tuples(
            st.integers(1, 120),
            st.sampled_from(
                [
                    *("A{r}*B{r}", "SUM(A$1:A{r})", "A{n}+$C${r}", "SUM({r}:{r})", "1E{r}+A1", 'A{r}&"A{r}"', "A1{r}"),
                    *(
                        "One!A{r}",
                        "One{r}!A1",
                        "'Two words'!$A{r}",
                        "LOG10(A{r})",
                        "Rate{r}",
                        "A{r}:B{n}",
                        "#REF!+A{r}",
                    ),
                ]
            ),
        ),
        max_size=30,
        unique_by=lambda pair: pair[0],
    )
)
def test_formulas_that_were_filled_down_read_what_each_of_them_reads(pairs: list[tuple[int, str]]) -> None:
    pairs = sorted(pairs)
    rows = "".join(
        f'<row r="{row}"><c r="D{row}"><f>{spelled(row, form).replace("&", "&amp;")}</f></c></row>'
        for row, form in pairs
    )
    grid = grid_of(rows.encode())
    cells = cells_of(1, grid, Strings(), Formats(()), ())
    sheets = {**SHEETS, "one7": 3}
    assert list(formulas_of(cells, sheets)) == [
        read_formula(spelled(row, form), (1, row, 4), sheets) for row, form in pairs
    ]


def test_words_in_formulas_that_were_filled_down_are_one_part_and_go_everywhere() -> None:
    rows = [f'<row r="{n}"><c r="A{n}"><f>IF(B{n}&gt;1,"Ann","{n}")</f><v>2</v></c></row>' for n in (1, 2)]
    rows += [f'<row r="{n}"><c r="A{n}"><f>IF(B{n}&gt;1,"Ann","x")</f><v>2</v></c></row>' for n in (3, 4)]
    cells = cells_of(1, grid_of("".join(rows).encode()), Strings(), Formats(()), ())
    told = {part.id: (part.text, part.place) for part in cells.parts if part.id.endswith(".f")}
    assert told == {
        "s1.A1.f": ('IF(B1>1,"Ann","1")', "sheet 1, cell A1, formula"),
        "s1.A2.f": ('IF(B2>1,"Ann","2")', "sheet 1, cell A2, formula"),
        "s1.A3.f": ('IF(B3>1,"Ann","x")', "sheet 1, cell A3 and 1 more, formula"),
    }
    redone = Redone(cells.grid)
    edits = {"s1.A3.f": [Edit(TextSpan("s1.A3.f", 9, 12), NewText("X"), "f")]}
    assert change(cells, redone, Strings(), edits) == {"s1.A3.f"}
    assert b"".join(row.encode() for row in rows[:2]) in redone.data()
    assert redone.data().count(b"Ann") == 2
    assert redone.data().count(b"<v>2</v>") == 4


@pytest.mark.parametrize("codes", [("General", "00000 000000"), ("General", '000000"x"')])
def test_a_mask_is_read_again_as_it_is_shown(codes: tuple[str, ...], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B1"] = 7700900123, 12.5, 41
    sheet["A1"].number_format = codes[1]
    book.save(tmp_path / "a.xlsx")
    handler = XlsxHandler(XlsxHandler.Options())
    before = {part.id: part.text for part in handler.load(tmp_path / "a.xlsx").parts}
    after = {part.id: part.text for part in handler.reopen(tmp_path / "a.xlsx").parts}
    assert after["s1.A1"] == before["s1.A1"]
    assert "12.5" in after["s1.numbers"]
    assert "41" in after["s1.numbers"]


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=8), st.sampled_from("ABCDE"))
def test_what_changes_reach_by_their_columns_holds_all_that_they_reach(pairs: list[tuple[str, str]], at: str) -> None:
    rows = [
        "".join(
            f'<c r="{home}{row}"><f>{read}{row}+{read}{row - 1}</f></c>' for home, read in sorted(dict(pairs).items())
        )
        for row in range(2, 6)
    ]
    xml = "".join(f'<row r="{row}">{cells}</row>' for row, cells in enumerate(rows, 2))
    cells = cells_of(1, grid_of(xml.encode()), Strings(), Formats(()), ())
    changed = [(1, 3, column_number(at))]
    near = [pattern.at(place) for pattern, place in within_reach(filled_of(cells, SHEETS), changed)]
    assert tainted(near, changed) == tainted(formulas_of(cells, SHEETS), changed)
