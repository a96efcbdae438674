"""A Type 1 program after a word is gone. The programs come with reportlab."""

import io
import re
from pathlib import Path

import pytest
from fontTools.misc.eexec import decrypt, encrypt
from fontTools.t1Lib import T1Font, readPFB
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.eexec import PRIVATE, decrypted, encrypted
from redact.media.pdf.subset.encodings import Row, Wanted
from redact.media.pdf.subset.type1 import cut_type1, opened
from tests.media.pdf.subset.fonts_made import FONTS, KEPT, SECRET, cut, embedded, looks, program_of, without_line

PROGRAM = readPFB(str(FONTS / "_er_____.pfb"))
HIDDEN = without_line(embedded("/FontFile", PROGRAM, *KEPT, SECRET, Encoding=Name.WinAnsiEncoding))
VISIBLE = {"space" if letter == " " else letter for letter in "".join(KEPT)}


def glyphs(program: bytes, folder: Path) -> set[str]:
    """The glyphs of a program as fontTools finds them."""
    path = folder / "font.pfa"
    path.write_bytes(program)
    font = T1Font(path, kind="OTHER")
    font.parse()
    return set(font.font["CharStrings"])


def test_outlines_of_other_letters_are_gone(tmp_path: Path) -> None:
    assert glyphs(PROGRAM, tmp_path) > VISIBLE | set(SECRET)
    assert glyphs(program_of(cut(HIDDEN)), tmp_path) == VISIBLE | {".notdef"}


def test_what_is_left_looks_and_reads_the_same() -> None:
    assert looks(cut(HIDDEN)) == looks(HIDDEN)


def test_nothing_in_clear_or_in_cipher_names_them() -> None:
    program = program_of(cut(HIDDEN))
    plain, _ = decrypt(program[program.index(b"eexec") + 6 :], 55665)
    for part in (program[: program.index(b"eexec")], plain):
        assert not re.search(rb"/(Q|z|x)\b", part)


def test_the_programs_own_encoding_forgets_the_codes(tmp_path: Path) -> None:
    rows = b"".join(b"dup %d /%s put\n" % (code, name) for code, name in ((1, b"h"), (2, b"a"), (3, b"Q")))
    own = b"/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n" + rows + b"readonly def"
    program = re.sub(rb"/Encoding\s+StandardEncoding\s+def", own, PROGRAM, count=1)
    assert program != PROGRAM
    after = cut(without_line(embedded("/FontFile", program, "\1\2", "\3")))
    assert glyphs(program_of(after), tmp_path) == {".notdef", "h", "a"}
    assert re.findall(rb"dup\s+(\d+) /(\w+) put", program_of(after)) == [(b"1", b"h"), (b"2", b"a")]


def test_letters_put_together_from_others_keep_them(tmp_path: Path) -> None:
    rows = frozenset({Row(1, "eacute", False), Row(2, "a", False)})
    program, _, _ = cut_type1(PROGRAM, Wanted(rows))
    assert {"eacute", "a", ".notdef"} <= glyphs(program, tmp_path) <= {"eacute", "a", ".notdef", "e", "acute"}


def test_subroutines_that_nobody_calls_do_nothing() -> None:
    before = opened(PROGRAM)
    program, _, _ = cut_type1(PROGRAM, Wanted(frozenset({Row(1, "a", False)})))
    after = opened(program)
    plain = {decrypted(piece, 4330)[after.skipped :] for number, piece in after.subrs.pieces.items() if int(number) > 3}
    same = {number for number, piece in after.subrs.pieces.items() if before.subrs.pieces[number] == piece}
    assert b"\x0b" in plain
    assert len(same) < len(before.subrs.pieces)


def test_hexadecimal_and_segmented_programs_are_read() -> None:
    wanted = Wanted(frozenset({Row(1, "a", False)}))
    at = PROGRAM.index(b"eexec") + 6
    segmented = (FONTS / "_er_____.pfb").read_bytes()
    hexed = PROGRAM[:at] + PROGRAM[at:].hex().encode()
    assert cut_type1(segmented, wanted) == cut_type1(PROGRAM, wanted) == cut_type1(hexed, wanted)


@given(st.binary(max_size=300), st.sampled_from([PRIVATE, 4330]))
def test_the_cipher_is_the_published_one(data: bytes, key: int) -> None:
    assert decrypted(data, key) == decrypt(data, key)[0]
    assert encrypted(data, key) == encrypt(data, key)[0]


@pytest.mark.parametrize("broken", [PROGRAM[:900], PROGRAM[:4000], PROGRAM.replace(b"eexec", b"xxxxx", 1)])
def test_broken_programs_are_refused(broken: bytes) -> None:
    with pytest.raises(CannotEditError):
        cut_type1(broken, Wanted(frozenset({Row(1, "a", False)})))


def test_cutting_twice_is_cutting_once() -> None:
    assert cut(cut(HIDDEN)) == cut(HIDDEN)


def test_files_that_differ_in_the_hidden_word_are_the_same_afterwards() -> None:
    def made(word: str) -> bytes:
        program, _, _ = cut_type1(PROGRAM, Wanted(frozenset(Row(0, letter, False) for letter in VISIBLE | set(word))))
        return cut(without_line(embedded("/FontFile", program, *KEPT, word, Encoding=Name.WinAnsiEncoding)))

    assert made("Quixz") == made("BCJK") == made("hound")


def test_lengths_say_where_the_parts_end() -> None:
    program, clear, private = cut_type1(PROGRAM, Wanted(frozenset({Row(1, "a", False)})))
    assert program[:clear].endswith((b"eexec\n", b"eexec\r", b"eexec "))
    assert decrypt(program[clear : clear + private], 55665)[0].endswith(b"closefile\n")
    assert io.BytesIO(program[clear + private :]).read(64) == b"0" * 64
