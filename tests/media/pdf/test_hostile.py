"""Files that mean harm, or that somebody broke: refused in one line, or written whole with a word of what was wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest

from redact.contracts import Changes
from redact.errors import PolicyError, UnreadableError
from redact.media.pdf import PdfHandler
from redact.media.pdf.passwords import VARIABLE, passwords_in
from tests.media.pdf import hostile
from tests.media.pdf.making import HANDLER, everything_in, letters, mentions, new_pdf, saved, without
from tests.media.pdf.mutating import mutated, outcome
from tests.media.pdf.torture import torture

ROOT = Path(__file__).parents[3]
TOO_MUCH = "more than can be looked through"
REFUSED = {
    "large_contents": "cannot be unpacked",
    "twice_packed": "cannot be unpacked",
    "run_length": "cannot be unpacked",
    "lzw": "may unpack to more",
    "large_form": TOO_MUCH,
    "large_map": "damaged beyond mending",
    "large_object_stream": TOO_MUCH,
    "forms_ten_times": TOO_MUCH,
    "patterns_ten_times": TOO_MUCH,
    "masks_ten_times": TOO_MUCH,
    "glyphs_ten_times": TOO_MUCH,
    "glyphs_that_draw_themselves": TOO_MUCH,
    "many_operators": TOO_MUCH,
    "many_words": TOO_MUCH,
    "many_references": "damaged",
    "pages_in_a_circle": "damaged",
    "deep_pages": "damaged",
    "deep_array": "no pages",
    "deep_contents": "nested too deep",
    "deep_chain": "nested deeper",
    "deep_forms": "nested deeper",
    "broken_contents": "contents of page 1",
    "unknown_filter": "contents of page 1",
    "wrong_places": "damaged",
    "root_of_another_kind": "damaged",
    "pages_of_another_kind": "damaged",
    "locked_for_certain_people": "no password opens",
    "bad_names": "damaged",
}
REST = sorted(hostile.FILES.keys() - REFUSED.keys())
"""Opened, mended or not, and written without the word."""
SECONDS, MEGABYTES = 20.0, 700
"""Several times what the worst of them takes here: files may be tried where little else fits."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_take_everything_is_refused_soon(name: str, tmp_path: Path) -> None:
    source, began = hostile.write(name, tmp_path), time.monotonic()
    with pytest.raises(UnreadableError, match=REFUSED[name]) as caught:
        HANDLER.load(source)
    assert time.monotonic() - began < SECONDS
    assert caught.value.next_step
    assert not [word for word in (hostile.SECRET, source.name, "offset") if word in str(caught.value)]


@pytest.mark.parametrize("name", REST)
def test_what_can_be_opened_is_written_without_the_word(name: str, tmp_path: Path) -> None:
    began = time.monotonic()
    target = without(hostile.write(name, tmp_path), hostile.SECRET)
    assert hostile.SECRET not in everything_in(target)
    assert time.monotonic() - began < SECONDS


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the most that a process has taken")
@pytest.mark.parametrize("name", ["large_form", "large_object_stream"])
def test_a_bomb_takes_no_memory_to_speak_of(name: str, tmp_path: Path) -> None:
    source = hostile.write(name, tmp_path)
    code = (
        "from pathlib import Path; from redact.media.pdf import PdfHandler\n"
        f"try: PdfHandler().load(Path({str(source)!r}))\n"
        "except Exception: print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) / 1024 < MEGABYTES


# --- Mended ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no_table", "its table of contents was wrong and has been made anew"),
        ("wrong_length", "made anew"),
        ("tables_in_a_circle", "made anew"),
        ("contents_cut_short", "missing from the copy too"),
        ("unterminated_picture", "missing from the copy too"),
        ("nothing_for_a_page", "missing from the copy too"),
        ("many_errors_then_text", "mended"),
        ("strange_numbers", "mended"),
    ],
)
def test_what_had_to_be_mended_is_said_without_words_of_the_file(name: str, says: str, tmp_path: Path) -> None:
    notes = HANDLER.load(hostile.write(name, tmp_path)).notes
    assert [note for note in notes if says in note]
    assert not [note for note in notes if hostile.SECRET in note or "offset" in note or name in note]


def test_of_a_file_that_is_well_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(hostile.raw(hostile.one_page()))
    assert HANDLER.load(tmp_path / "in.pdf").notes == ()


def test_a_damaged_file_of_which_a_page_lost_its_contents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(hostile.no_table().replace(b"5 0 obj", b"7 0 obj"))
    with pytest.raises(UnreadableError, match="contents of page 1 of the PDF are missing"):
        HANDLER.load(tmp_path / "in.pdf")


def test_what_stands_behind_fifteen_errors_is_looked_at_too(tmp_path: Path) -> None:
    target = without(hostile.write("many_errors_then_text", tmp_path), hostile.SECRET)
    assert "Zanzibar" not in everything_in(target)
    assert letters(target).strip() == "keep"


@pytest.mark.parametrize(
    "end", [b" (Zanzibar)", b" [(Zanzibar) 5", b" << /A (Zanzibar) >>", b" /Zanzibar", b" <5A616E7A69626172>"]
)
def test_what_no_operator_reads_does_not_stay_at_the_end_of_the_contents(end: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(hostile.raw(hostile.one_page(hostile.TEXT + end)))
    left = everything_in(without(tmp_path / "in.pdf"))
    assert "Zanzibar" not in left
    assert "5A616E7A" not in left
    assert "keep" in left


@pytest.mark.parametrize(
    "where", [b"BT /F9 0.0001 Tf 20 60 Td", b"BT /F9 9 Tf 0 Tz 20 60 Td", b"BT /F9 9 Tf 9000 9000 Td"]
)
def test_unseen_text_in_a_font_that_is_not_there_goes_like_any(where: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(hostile.raw(hostile.one_page(hostile.TEXT + where + b" (Zanzibar) Tj ET")))
    assert "Zanzibar" not in everything_in(without(tmp_path / "in.pdf"))


@pytest.mark.parametrize("where", ["contents", "picture", "form", "map"])
def test_what_stands_behind_the_end_of_packed_data_is_not_copied(where: str, tmp_path: Path) -> None:
    packed = {
        "contents": hostile.TEXT + b"q 50 0 0 50 0 0 cm /X2 Do Q /X1 Do",
        "picture": bytes(300),
        "form": b"BT /F1 9 Tf 20 50 Td (more) Tj ET",
        "map": b"1 beginbfchar <41> <0041> endbfchar",
    }
    data = {name: zlib.compress(value) + b"Zanzibar" * (name == where) for name, value in packed.items()}
    flate, box = b"/Filter /FlateDecode ", b"/Subtype /Form /BBox [0 0 400 200] /Resources << /Font << /F1 4 0 R >> >>"
    picture = b"/Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    objects = hostile.one_page(resources=b"<< /Font << /F1 4 0 R >> /XObject << /X1 10 0 R /X2 11 0 R >> >>")
    objects[4] = hostile.FONT.replace(b">>", b"/ToUnicode 12 0 R >>")
    objects[5] = hostile.stream(data["contents"], flate)
    objects[10] = hostile.stream(data["form"], flate + b"/Type /XObject " + box)
    objects[11] = hostile.stream(data["picture"], flate + b"/Type /XObject " + picture)
    objects[12] = hostile.stream(data["map"], flate)
    (tmp_path / "in.pdf").write_bytes(hostile.raw(objects))
    target = without(tmp_path / "in.pdf")
    assert b"Zanzibar" in (tmp_path / "in.pdf").read_bytes()
    assert b"Zanzibar" not in target.read_bytes()
    assert "keep Quillby" in letters(target)


# --- Locked ---------------------------------------------------------------------------------------------------


def locked(folder: Path, user: str = "long word", owner: str = "other") -> Path:
    return saved(new_pdf(hostile.TEXT), folder, encryption=pikepdf.Encryption(user=user, owner=owner))


@pytest.mark.parametrize("listed", ["long word", "wrong\n\nother\n", "\ufefflong word\r\n"])
def test_a_locked_file_is_opened_with_a_password_of_the_list(listed: str, tmp_path: Path) -> None:
    source = locked(tmp_path)
    (tmp_path / "list.txt").write_text(listed, "utf-8", newline="")
    handler = PdfHandler(PdfHandler.Options(passwords=str(tmp_path / "list.txt")))
    document = handler.load(source)
    assert document.notes == ("the PDF was encrypted; the copy is not",)
    handler.write(document, Changes(tuple(mentions(document, hostile.SECRET))), tmp_path / "out.pdf")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert not pdf.is_encrypted
    assert letters(tmp_path / "out.pdf").strip() == "keep"


def test_the_environment_may_name_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.txt").write_text("long word", "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "list.txt"))
    assert hostile.SECRET in HANDLER.load(locked(tmp_path)).parts[0].text


def test_without_the_password_the_file_is_refused_and_it_is_said_where_passwords_go(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("something else", "utf-8")
    handler = PdfHandler(PdfHandler.Options(passwords=str(tmp_path / "list.txt")))
    with pytest.raises(UnreadableError, match="locked with a password") as caught:
        handler.load(locked(tmp_path))
    assert "handlers.pdf.passwords" in caught.value.next_step
    assert "something else" not in str(caught.value)


def test_a_list_that_is_not_there_is_an_error_of_the_policy_and_passwords_are_not_shown(tmp_path: Path) -> None:
    handler = PdfHandler(PdfHandler.Options(passwords=str(tmp_path / "none.txt")))
    with pytest.raises(PolicyError, match="passwords"):
        handler.load(locked(tmp_path))
    (tmp_path / "list.txt").write_text("something else", "utf-8")
    assert "something" not in repr(passwords_in(str(tmp_path / "list.txt")))


# --- Many pages, and at random ----------------------------------------------------------------------------------


def test_a_thousand_pages_are_written_and_read_again(tmp_path: Path) -> None:
    pdf = new_pdf(*(b"BT /F1 12 Tf 20 100 Td (page %d Quillby) Tj ET" % number for number in range(1000)))
    document = HANDLER.load(saved(pdf, tmp_path))
    edits = [edit for edit in mentions(document, hostile.SECRET) if edit.region.part in ("p1", "p500", "p1000")]
    HANDLER.write(document, Changes(tuple(edits)), tmp_path / "out.pdf")
    again = HANDLER.reopen(tmp_path / "out.pdf")
    assert sum(hostile.SECRET in part.text for part in again.parts if part.id[1:].isdecimal()) == 997
    assert "page 999" in again.part("p1000").text


@pytest.mark.parametrize("seed", range(0, 120, 10))
def test_broken_at_random_it_is_refused_or_written_without_what_nobody_saw(seed: int, tmp_path: Path) -> None:
    path, planted = torture(tmp_path)
    data = path.read_bytes()
    made = (mutated(data, number) for number in range(seed, seed + 10))
    outcomes = [outcome(each, tmp_path, planted, "ordinary") for each in made]
    assert set(outcomes) <= {"refused", "written"}
    assert "written" in outcomes


@pytest.mark.skipif(os.name == "nt", reason="reading is not refused to the owner there")
def test_a_file_that_goes_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        HANDLER.load(tmp_path / "gone.pdf")
