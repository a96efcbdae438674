"""A sheet told at once says what is said of it cell by cell, whatever stands on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.xlsx.faint import PALE, Faint
from redact.media.xlsx.gate import sheet as gate
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.gate.quick import quick
from redact.media.xlsx.hiding import Hiding

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMING = Naming(("open", "secret"), frozenset({"secret"}))
FAINT = Faint({3: PALE}, {}, frozenset({4}))
FORMULAS = ["A1*2", "secret!A1", "'[1]x'!A1", 'IF(A1="&lt;secret!A1",1,2)', ""]

values = st.sampled_from(
    ["<v>1</v>", "<v>0.5</v>", "", "<v/>", "<is><t>a &amp; b</t></is>", "<is><r><t>c</t></r></is>"]
)
cells = st.tuples(
    st.sampled_from(["A", "B", "Z", "CV", "GG", "XFD"]),
    st.sampled_from(["", ' s="1"', ' s="3"', ' s="4"']),
    st.sampled_from(["", ' t="s"', ' t="str"', ' t="inlineStr"', ' t="n"', ' cm="1"']),
    st.sampled_from(["", *(f"<f>{each}</f>" for each in FORMULAS), '<f t="shared" si="0"/>']),
    values,
)
rows = st.tuples(
    st.integers(1, 2600),
    st.sampled_from(["", ' spans="1:5"', ' hidden="1"', ' ht="0" customHeight="1"', ' s="3" customFormat="1"']),
    st.lists(cells, max_size=4, unique_by=lambda cell: cell[0]),
)


def sheet(listed: list) -> bytes:
    text = "".join(
        f'<row r="{number}"{marks}>'
        + "".join(f'<c r="{column}{number}"{style}{kind}>{f}{v}</c>' for column, style, kind, f, v in inside)
        + "</row>"
        for number, marks, inside in sorted(listed)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>'.encode()


def slowly(data: bytes, hiding: Hiding, monkeypatch: pytest.MonkeyPatch) -> gate.Seen:
    with monkeypatch.context() as patched:
        patched.setattr(gate, "quick", lambda *_: None)
        return gate.look_at(data, hiding, NAMING)


@settings(max_examples=400, deadline=None)
@given(listed=st.lists(rows, max_size=5, unique_by=lambda row: row[0]))
def test_both_ways_say_the_same(listed: list) -> None:
    data, hiding = sheet(listed), Hiding(faint=FAINT)
    with pytest.MonkeyPatch.context() as patched:
        slow = slowly(data, hiding, patched)
    fast = gate.look_at(data, hiding, NAMING)
    for name in ("hidden_rows", "filtered_rows", "empty_rows", "far", "outside_formulas", "naming_hidden", "columns"):
        assert getattr(fast, name) == getattr(slow, name), name
    assert +fast.faint == +slow.faint
    assert fast.shared - {-1} == slow.shared - {-1}
    assert fast.on_white - {-1} >= slow.on_white - {-1}


def test_an_ordinary_sheet_is_told_at_once() -> None:
    plain = [(number, ' spans="1:5"', [("A", "", ' t="s"', "", "<v>7</v>")]) for number in range(1, 50)]
    found = quick(sheet(plain), frozenset())
    assert found is not None and found.shared == {7}


@pytest.mark.parametrize(
    "odd",
    [
        b'<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c><v>1</v></c></row>',
        b'<row r="1"><c r="A1" s="3"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="inlineStr"><is><r><t>x</t></r></is></c></row>',
        b'<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>',
        b'<row r="5000"><c r="A5000"><v>1</v></c></row>',
        b'<row r="1"><c r="XFD1"><v>1</v></c></row>',
        b'<row hidden="1" r="1"><c r="A1"><v>1</v></c></row>',
        b"<row\nr='1'><c r='A1'><v>1</v></c></row>",
    ],
)
def test_any_doubt_sends_it_the_long_way(odd: bytes) -> None:
    assert quick(b"<worksheet><sheetData>" + odd + b"</sheetData></worksheet>", frozenset({3})) is None
