"""Tracked changes and hidden text: every reading of a paragraph is a text, and what goes in one is gone from all."""

from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import PluginError
from redact.media.docx import DocxHandler
from redact.media.docx.formats import Styles
from redact.media.docx.readings import apply_readings, readings
from redact.media.ooxml.paragraphs import paragraphs
from redact.media.ooxml.slots import Slot
from redact.media.ooxml.xml import parsed
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.office import NS, docx_with, members_of

KEEP = DocxHandler(DocxHandler.Options(revisions="keep", hidden="keep"))
ACCEPT = DocxHandler(DocxHandler.Options())
WHO = 'w:id="7" w:author="Nathaniel" w:date="2020-01-01T00:00:00Z"'
Run = tuple[str, str]


def run(kind: str, text: str) -> str:
    name = "delText" if kind == "del" else "t"
    hidden = "<w:rPr><w:vanish/></w:rPr>" if kind == "hidden" else ""
    made = f'<w:r>{hidden}<w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
    return f"<w:{kind} {WHO}>{made}</w:{kind}>" if kind in {"ins", "del"} else made


def body(runs: Iterable[Run]) -> str:
    return f"<w:p>{''.join(run(kind, text) for kind, text in runs)}</w:p>"


def slots_of(runs: list[Run]) -> list[Slot]:
    root = parsed(f"<w:body {NS}>{body(runs)}</w:body>".encode())
    ((_, pieces),) = paragraphs(root).items()
    return list(readings(Slot("p1", "", tuple(pieces)), Styles(None)))


def texts(document: Document) -> dict[str, str]:
    return {part.id.removeprefix("document."): part.text for part in document.parts if part.id.startswith("document.p")}


def rewritten(source: Path, edits: tuple[Edit, ...], handler: DocxHandler = KEEP) -> Path:
    target = source.with_name("out.docx")
    handler.write(handler.load(source), Changes(edits, release=Release.LIMITED), target)
    return target


JOSEPH = [("", "by Jo"), ("del", "hn"), ("ins", "seph"), ("", " Smith")]


def test_a_name_that_stood_there_before_the_changes_is_a_text(tmp_path: Path) -> None:
    source = docx_with(tmp_path / "a.docx", body(JOSEPH))
    assert texts(KEEP.load(source)) == {"p1": "by Joseph Smith", "p1.before": "by John Smith"}
    assert texts(ACCEPT.load(source)) == {"p1": "by Joseph Smith"}


def test_what_goes_in_both_readings_leaves_nothing_in_either(tmp_path: Path) -> None:
    source = docx_with(tmp_path / "a.docx", body(JOSEPH))
    edits = (
        Edit(TextSpan("document.p1", 3, 15), NewText("[P]"), "f"),
        Edit(TextSpan("document.p1.before", 3, 13), NewText("[P]"), "g"),
    )
    copy = rewritten(source, edits)
    assert texts(KEEP.load(copy)) == {"p1": "by [P]", "p1.before": "by [P]"}
    assert {part.id: part.text for part in KEEP.reopen(copy).parts if part.id == "document.p1"} == {
        "document.p1": "by [P]"
    }
    xml = members_of(copy)["word/document.xml"].decode()
    assert "Nathaniel" not in xml
    assert "2020" not in xml
    assert xml.count('w:author="Author"') == 2


def test_a_deletion_that_is_kept_is_read_again_for_verification(tmp_path: Path) -> None:
    copy = rewritten(docx_with(tmp_path / "a.docx", body(JOSEPH)), ())
    assert {part.id: part.text for part in KEEP.reopen(copy).parts if not part.raw and "p1" in part.id} == {
        "document.p1": "by Joseph Smith",
        "document.p1.before": "by John Smith",
    }


def test_accepted_changes_leave_no_trace(tmp_path: Path) -> None:
    xml = members_of(rewritten(docx_with(tmp_path / "a.docx", body(JOSEPH)), (), ACCEPT))["word/document.xml"].decode()
    assert not [mark for mark in ("w:ins", "w:del", "hn<", "Nathaniel") if mark in xml]


def test_moves_keep_their_pairs_under_plain_names(tmp_path: Path) -> None:
    moved = (
        f'<w:p><w:moveFromRangeStart w:name="Ann moved" {WHO}/><w:moveFrom {WHO}><w:r><w:t>one</w:t></w:r></w:moveFrom>'
        f'<w:moveFromRangeEnd w:id="7"/></w:p><w:p><w:moveToRangeStart w:name="Ann moved" {WHO}/><w:moveTo {WHO}><w:r>'
        '<w:t>one</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="7"/></w:p>'
    )
    xml = members_of(rewritten(docx_with(tmp_path / "a.docx", moved), ()))["word/document.xml"].decode()
    assert xml.count('w:name="move1"') == 2
    assert "Ann" not in xml


def test_a_name_that_hidden_letters_cut_is_a_text(tmp_path: Path) -> None:
    source = docx_with(tmp_path / "a.docx", body([("", "Ann O"), ("hidden", "xyz"), ("", "ther")]))
    assert texts(ACCEPT.load(source)) == {"p1": "Ann Oxyzther", "p1.shown": "Ann Other"}
    edit = Edit(TextSpan("document.p1.shown", 0, 9), NewText("[P]"), "f")
    target = tmp_path / "b.docx"
    ACCEPT.write(ACCEPT.load(source), Changes((edit,), release=Release.OPEN), target)
    assert docx.Document(str(target)).paragraphs[0].text == "[P]"


def test_a_change_outside_of_a_reading_is_refused() -> None:
    slots = slots_of(JOSEPH)
    for bad in (("p1", 0, 99), ("p9", 0, 1)):
        with pytest.raises(PluginError):
            apply_readings(slots, [Edit(TextSpan(*bad), NewText(""), "f")])
    with pytest.raises(PluginError):
        apply_readings(slots, [Edit(TextSpan("p1", a, b), NewText(""), "f") for a, b in ((0, 4), (2, 6))])


kinds = st.sampled_from(["", "ins", "del", "hidden"])
runs_of = st.lists(st.tuples(kinds, st.text("ab", min_size=1, max_size=4)), min_size=1, max_size=6)


@given(runs=runs_of, data=st.data())
def test_nothing_that_goes_in_any_reading_is_left_in_any(runs: list[Run], data: st.DataObject) -> None:
    unlike = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    runs = [(kind, "".join(next(unlike) for _ in text)) for kind, text in runs]
    slots = slots_of(runs)
    edits, gone = [], set[str]()
    for slot in slots:
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(slot.text))] * 2)))
        edits.append(Edit(TextSpan(slot.id, start, end), NewText("-"), "f"))
        gone |= set(slot.text[start:end])
    stays = {letter for _, text in runs for letter in text} - gone
    apply_readings(slots, edits)
    left = "".join(slot.text for slot in slots)
    assert set(left) - {"-"} == stays & {letter for slot in slots for letter in slot.text}
    assert not set(left) & gone


@given(runs=st.lists(st.text("ab", max_size=4), min_size=1, max_size=5), data=st.data())
def test_every_run_keeps_its_formatting_and_the_letters_that_stay(runs: list[str], data: st.DataObject) -> None:
    sizes = [f'<w:rPr><w:sz w:val="{20 + number}"/></w:rPr>' for number in range(len(runs))]
    made = "".join(f"<w:r>{size}<w:t>{text}</w:t></w:r>" for size, text in zip(sizes, runs, strict=True))
    root = parsed(f"<w:body {NS}><w:p>{made}</w:p></w:body>".encode())
    ((paragraph, pieces),) = paragraphs(root).items()
    text = "".join(runs)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    apply_readings([Slot("p1", "", tuple(pieces))], [Edit(TextSpan("p1", start, end), NewText("X"), "f")])
    after = [("".join(map(str, run.itertext())), run[0][0].values()[0]) for run in paragraph]
    assert [size for _, size in after] == [str(20 + number) for number in range(len(runs))]
    at = 0
    for (now, _), before in zip(after, runs, strict=True):
        stays = before[: max(start - at, 0)] + before[max(end - at, 0) :]
        assert now.replace("X", "") == stays
        at += len(before)
    assert sum(now.count("X") for now, _ in after) == 1
