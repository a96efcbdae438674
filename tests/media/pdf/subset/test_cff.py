"""Compact programs, found by name, by identifier and by number, after a word is gone."""

import io
from typing import Any

import pytest
from fontTools.cffLib import CFFFontSet
from pikepdf import Array, Dictionary, Name

from tests.media.pdf.subset.fonts_made import (
    compact,
    composite,
    cut,
    embedded,
    font_of,
    looks,
    program_of,
    without_line,
)

LETTERS = sorted(set("thehoundranQuixz"))
WINDOWS = {"Encoding": Name.WinAnsiEncoding}


def opened(data: bytes) -> Any:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program_of(data)), None)
    return fonts


def outlines(data: bytes) -> dict[str, int]:
    """The length of each outline by the name of its glyph."""
    top = opened(data)[0]
    return {name: len(top.CharStrings[name].bytecode) for name in top.charset}


@pytest.mark.parametrize("encoding", [WINDOWS, {}], ids=["by name", "by the program's own encoding"])
def test_glyphs_found_by_name_vanish(encoding: dict[str, Any]) -> None:
    hidden = without_line(embedded("/FontFile3", compact(LETTERS), "thehoundran", "Quixz", **encoding))
    after = cut(hidden)
    assert outlines(after).keys() == {".notdef", *"thehoundran"}
    assert b"QZXIUA" not in program_of(after)
    assert looks(after) == looks(hidden)


def test_glyphs_found_by_names_that_the_pdf_gives_vanish_with_the_names() -> None:
    names = Dictionary(Differences=Array([*range(65, 70)]))
    names.Differences = Array([65, Name.h, Name.a, Name.Q, Name.z, Name.x])
    hidden = without_line(embedded("/FontFile3", compact(LETTERS), "AB", "CDE", Encoding=names))
    after = cut(hidden)
    assert outlines(after).keys() == {".notdef", "h", "a"}
    assert [str(member) for member in font_of(after).Encoding.Differences] == ["65", "/h", "/a"]
    assert looks(after) == looks(hidden)


def test_the_programs_own_encoding_forgets_the_codes() -> None:
    program = _with_encoding(compact(LETTERS), {1: "h", 2: "a", 3: "Q", 4: "z"})
    hidden = without_line(embedded("/FontFile3", program, "\1\2", "\3\4"))
    assert looks(cut(hidden)) == looks(hidden)
    encoding = opened(cut(hidden))[0].Encoding
    assert {code: name for code, name in enumerate(encoding) if name != ".notdef"} == {1: "h", 2: "a"}


def _with_encoding(program: bytes, codes: dict[int, str]) -> bytes:
    from types import SimpleNamespace

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    fonts[0].Encoding = [codes.get(code, ".notdef") for code in range(256)]
    data = io.BytesIO()
    fonts.compile(data, SimpleNamespace(recalcBBoxes=False))
    return data.getvalue()


TABLE = (
    b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
    b"1 beginbfrange <0001> <01ff> <0041> endbfrange endcmap"
)


def two(*codes: int) -> bytes:
    return b"".join(code.to_bytes(2) for code in codes)


def test_glyphs_found_by_identifier_vanish() -> None:
    program = compact(LETTERS, keyed=True)
    hidden = without_line(composite(program, [two(100, 103, 105), two(101, 104)], TABLE))
    after = cut(hidden)
    assert outlines(after).keys() == {".notdef", "cid00100", "cid00103", "cid00105"}
    assert [str(member) for member in font_of(after).DescendantFonts[0].W] == [
        "100", str(Array([600])), "103", str(Array([603])), "105", str(Array([605])),
    ]  # fmt: skip
    table = font_of(after).ToUnicode.read_bytes()
    assert b"<0064> <00A4>" in table
    assert b"<0065>" not in table
    assert looks(after) == looks(hidden)


def test_glyphs_found_by_number_become_empty_and_nameless() -> None:
    hidden = without_line(composite(compact(LETTERS), [two(1, 4, 6), two(2, 5, 9)], TABLE))
    after = outlines(cut(hidden))
    assert [at for at, length in enumerate(after.values()) if length > 2] == [0, 1, 4, 6]
    assert not set(LETTERS) & after.keys()
    assert looks(cut(hidden)) == looks(hidden)


def test_files_that_differ_in_the_hidden_word_are_the_same_afterwards() -> None:
    def made(word: str) -> bytes:
        program = compact(sorted({*"thehoundran", *word}))
        return cut(without_line(embedded("/FontFile3", program, "thehoundran", word, **WINDOWS)))

    assert made("Quixz") == made("bcjk") == made("hound") == made("ZZZ")


def test_cutting_twice_is_cutting_once() -> None:
    for data in (
        embedded("/FontFile3", compact(LETTERS), "hound", **WINDOWS),
        composite(compact(LETTERS), [two(2, 5)], TABLE),
        composite(compact(LETTERS, keyed=True), [two(102, 105)], TABLE),
    ):
        assert cut(cut(data)) == cut(data)
