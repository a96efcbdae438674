"""A reviewer with Acrobat, from the first run to the released copy."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redact.errors import PolicyError, UnreadableError
from redact.job import Job, run
from redact.policy import parse
from redact.review.decisions import DECISIONS, PENDING, append, read, read_waiting
from redact.review.xfdf_in import TakenBack, Terms, take_back
from redact.review.xfdf_out import GivenOut, give_out
from redact.types import Box, Outcome, TextSpan, Verdict
from tests.media.pdf.making import everything_in, letters, new_pdf
from tests.review.acrobat import drawn_mark, exported, marks_in, moved

POLICY = """
name = "t"
find = ["EMAIL_ADDRESS", "HIDDEN"]
flag = ["HEALTH"]
[handlers]
pdf = {}
[detectors]
identifiers = {}
sensitive = {}
[anonymise]
text = "replace"
image = "fill"
[verify]
read_again = false
"""
LINES = ("Write to ann@one.example today.", "Or to bob@two.example later.", "Zelphora Quindriss asked for it.")
GROUND = '[entities.EMAIL_ADDRESS]\ncode = "s40(2)"\nreason = "personal data"\n'


class Desk:
    """A folder with one PDF, its runs, and the reviewer's files."""

    def __init__(self, folder: Path, *pages: bytes, policy: str = POLICY, **page: Any) -> None:
        self.folder, self.policy = folder, parse(policy)
        self.source, self.record = folder / "in", folder / "out.record"
        (self.source / "deep").mkdir(parents=True)
        self.pdf = self.source / "deep" / "letter one.pdf"
        made = new_pdf(*(pages or (content(*LINES),)), **page)
        made.save(self.pdf, static_id=False)

    def run(self) -> Outcome:
        (outcome,) = list(run(self.policy, None, self.source, self.folder / "out", Job(review=True)))
        return outcome

    def out(self) -> GivenOut:
        (told,) = give_out(self.record, self.source, self.folder / "marks")
        return told

    def back(self, path: Path, **terms: bool) -> TakenBack:
        (told,) = take_back(self.record, self.source, [path], Terms("ann", **terms))
        return told

    @property
    def returned(self) -> Path:
        return self.folder / "returned.xfdf"

    def copy(self) -> str:
        outcome = self.run()
        assert outcome.ok, outcome.failures
        assert outcome.target is not None
        return everything_in(outcome.target)


def content(*lines: str) -> bytes:
    shown = "\n".join(f"BT /F1 12 Tf 20 {160 - 20 * n} Td ({line}) Tj ET" for n, line in enumerate(lines))
    return shown.encode()


def place(pdf: Path, word: str, page: int = 0) -> tuple[float, float, float, float]:
    """Where a word stands, in points of the page as it is, as another program would select it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    at = text.get_text_range().index(word)
    boxes = [text.get_charbox(number) for number in range(at, at + len(word))]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def mark_at(path: Path, pdf: Path, word: str, page: int = 0) -> Any:
    """The mark that lies over a word."""
    left, bottom, right, top = place(pdf, word, page)
    x, y = (left + right) / 2, (bottom + top) / 2
    for mark in marks_in(path):
        a, b, c, d = map(float, mark.get("rect").split(","))
        if int(mark.get("page")) == page and a <= x <= c and b <= y <= d:
            return mark
    raise AssertionError(f"no mark over {word}")


def test_one_kept_one_deleted_one_drawn(desk: Desk) -> None:
    assert not desk.run().ok
    given = desk.out()
    assert (given.marks, given.highlights, given.unmarked) == (2, 0, 0)
    bob = mark_at(given.path, desk.pdf, "bob@two.example").get("name")
    new = drawn_mark(0, place(desk.pdf, "Zelphora Quindriss"))
    exported(given.path, desk.returned, lambda mark: mark.get("name") != bob, [new])
    told = desk.back(desk.returned)
    assert (told.kept, told.rejected, told.moved, told.added, told.waiting) == (1, 1, 0, 1, 0)
    assert {each.by for each in read(desk.record / DECISIONS)} == {"ann"}
    copy = desk.copy()
    assert "bob@two.example" in copy and "asked for it" in copy
    assert not re.search("ann@|Zelphora|Quindriss", copy)
    assert desk.run().ok and read_waiting(desk.record / PENDING) == []


def test_nothing_that_is_written_for_the_reviewer_says_the_words(desk: Desk) -> None:
    desk.run()
    told = desk.out().path.read_text("utf-8")
    assert "EMAIL_ADDRESS, score" in told and not re.search("ann@|bob@|Zelphora", told)
    kept = "".join(path.read_text("utf-8") for path in desk.record.iterdir() if path.is_file())
    assert not re.search("ann@|bob@|Zelphora", kept)


def test_codes_ids_and_the_name_of_the_file_stand_in_the_marks(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=POLICY + GROUND)
    desk.run()
    path = desk.out().path
    assert path.name == "letter one.pdf.xfdf" and path.parent.name == "deep"
    mark = marks_in(path)[0]
    assert (mark.get("overlay-text"), mark.get("subject"), mark.get("title")) == ("s40(2)", "EMAIL_ADDRESS", "redact")
    with pikepdf.open(desk.pdf) as pdf:
        original = bytes(pdf.trailer.ID[0]).hex().upper()
    assert f'original="{original}"' in path.read_text("utf-8")


def test_a_mark_that_is_moved_hides_what_it_was_moved_to_and_shows_what_it_left(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    mark = mark_at(given.path, desk.pdf, "ann@one.example")
    there, here = place(desk.pdf, "Zelphora"), place(desk.pdf, "ann@one.example")
    shifted = moved(mark, there[0] - here[0], there[1] - here[1])
    exported(given.path, desk.returned, lambda each: each.get("name") != mark.get("name"), [shifted])
    told = desk.back(desk.returned)
    assert (told.kept, told.moved, told.rejected, told.added) == (1, 1, 0, 0)
    copy = desk.copy()
    assert "ann@one.example" in copy and "Zelphora" not in copy


def test_a_mark_that_is_cut_down_shows_the_rest_at_last(desk: Desk) -> None:
    """What is left may be found anew; then it waits, and can be let go."""
    desk.run()
    given = desk.out()
    mark = mark_at(given.path, desk.pdf, "ann@one.example")
    left, bottom, right, top = place(desk.pdf, "one.example")
    smaller = drawn_mark(0, (left, bottom, right, top), name=mark.get("name"))
    exported(given.path, desk.returned, lambda each: each.get("name") != mark.get("name"), [smaller])
    assert desk.back(desk.returned).moved == 1
    copy = desk.copy()
    assert "ann" in copy and "one.example" not in copy


def test_words_that_a_reviewer_hid_wait_where_they_stand_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, content(*LINES), content("Later QUINDRISS came, Zelphora Quindriss.", "Nothing."))
    desk.run()
    given = desk.out()
    exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, place(desk.pdf, "Zelphora Quindriss"))])
    desk.back(desk.returned)
    outcome = desk.run()
    assert not outcome.ok
    (row,) = read_waiting(desk.record / PENDING)
    assert row.place == "page 2" and row.detector == "echo"
    again = desk.out()
    assert again.marks == 2  # what waits, and what was drawn before; what was accepted waits no more
    exported(again.path, desk.returned, lambda mark: mark.get("page") == "0")
    told = desk.back(desk.returned)
    assert (told.kept, told.rejected, told.added) == (1, 1, 0)
    copy = desk.copy()
    assert copy.count("Zelphora Quindriss") >= 1 and "ann@" not in copy
    assert "Zelphora" not in letters(desk.run().target, 0)  # type: ignore[arg-type]


def test_a_drawn_mark_can_be_taken_back(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, place(desk.pdf, "Zelphora"))])
    desk.back(desk.returned)
    assert "Zelphora" not in desk.copy()
    again = desk.out()
    assert again.marks == 1
    exported(again.path, desk.returned, lambda _: False)
    with pytest.raises(UnreadableError, match="none of the 1 marks"):
        desk.back(desk.returned)
    assert desk.back(desk.returned, all_rejected=True).rejected == 1
    copy = desk.copy()
    assert "Zelphora" in copy and "ann@" not in copy


def test_a_box_over_no_words_is_covered(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, (300, 20, 360, 60), subject="FACE")])
    desk.back(desk.returned)
    outcome = desk.run()
    assert outcome.ok, outcome.failures
    (added,) = [each for each in outcome.redactions if each.finding.detector == "review"]
    assert added.finding.entity_type == "FACE" and "added by a reviewer" in added.finding.why
    assert not any(isinstance(region, TextSpan) for region in added.finding.regions)


def test_the_words_under_a_box_are_known_and_the_box_is_covered_whole(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    left, bottom, right, top = place(desk.pdf, "Zelphora Quindri")
    exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, (left - 8, bottom - 3, right, top + 3))])
    desk.back(desk.returned)
    outcome = desk.run()
    (added,) = [each for each in outcome.redactions if each.finding.detector == "review"]
    (span,) = [region for region in added.finding.regions if isinstance(region, TextSpan)]
    assert span.end - span.start == len("Zelphora Quindriss")
    (edit,) = added.edits
    assert edit.region.left < left * 200 / 72 and edit.region.right > right * 200 / 72  # type: ignore[union-attr]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pages_that_are_turned_cropped_and_of_another_unit(tmp_path: Path, rotation: int) -> None:
    box = {"MediaBox": Array([-50, -30, 500, 400]), "CropBox": Array([10, 15, 390, 190])}
    desk = Desk(tmp_path, Rotate=rotation, UserUnit=1.5, **box)
    desk.run()
    given = desk.out()
    mark_at(given.path, desk.pdf, "ann@one.example")
    bob = mark_at(given.path, desk.pdf, "bob@two.example").get("name")
    new = drawn_mark(0, place(desk.pdf, "Zelphora Quindriss"))
    exported(given.path, desk.returned, lambda mark: mark.get("name") != bob, [new])
    told = desk.back(desk.returned)
    assert (told.kept, told.rejected, told.moved, told.added) == (1, 1, 0, 1)
    copy = desk.copy()
    assert "bob@two.example" in copy and not re.search("ann@|Zelphora|Quindriss", copy)


class TestFlagged:
    LINES = ("Write to ann@one.example.", "She was diagnosed with epilepsy in May.")

    def test_a_passage_is_highlighted_and_stays(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, content(*self.LINES))
        desk.run()
        given = desk.out()
        assert (given.marks, given.highlights) == (1, 1)
        exported(given.path, desk.returned, lambda _: True)
        told = desk.back(desk.returned)
        assert (told.kept, told.added, told.rejected) == (1, 0, 0) and not told.others
        assert "epilepsy" in desk.copy()

    def test_a_mark_drawn_over_it_takes_it_out(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path, content(*self.LINES))
        desk.run()
        given = desk.out()
        (light,) = marks_in(given.path, "highlight")
        box = tuple(float(each) for each in light.get("rect").split(","))
        exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, box)])  # type: ignore[arg-type]
        told = desk.back(desk.returned)
        assert (told.kept, told.added) == (2, 0)
        assert "epilepsy" not in desk.copy()


class TestSlips:
    def test_marks_that_were_never_imported_reject_nothing(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: False, [drawn_mark(0, place(desk.pdf, "Zelphora"))])
        with pytest.raises(UnreadableError, match="none of the 2 marks"):
            desk.back(desk.returned)
        assert read(desk.record / DECISIONS) == []
        assert desk.back(desk.returned, all_rejected=True).rejected == 2
        assert "ann@one.example" in desk.copy()

    def test_what_was_found_since_is_not_rejected_unseen(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        desk.policy = parse(POLICY + '[lists]\ndeny = ["Zelphora Quindriss"]\n')
        desk.run()
        exported(given.path, desk.returned, lambda _: True)
        told = desk.back(desk.returned)
        assert (told.kept, told.rejected, told.waiting) == (2, 0, 1)
        assert not desk.run().ok

    def test_marks_drawn_before_any_were_given_out_only_add(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        (desk.record / "xfdf.jsonl").unlink()
        exported(given.path, desk.returned, lambda _: False, [drawn_mark(0, place(desk.pdf, "Zelphora"))])
        told = desk.back(desk.returned)
        assert (told.added, told.rejected, told.waiting) == (1, 0, 2)
        assert not desk.run().ok

    def test_names_that_a_program_lost_are_made_up_for_by_places(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: True)
        text = re.sub(r'name="[^"]+"', 'name="x"', desk.returned.read_text("utf-8"))
        desk.returned.write_text(re.sub(r'coords="[^"]+"', "", text), encoding="utf-8")
        told = desk.back(desk.returned)
        assert (told.kept, told.rejected, told.added) == (2, 0, 0)

    def test_to_take_the_same_back_twice_decides_nothing_new(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: True, [drawn_mark(0, place(desk.pdf, "Zelphora"))])
        assert len(desk.back(desk.returned).new) == 3
        assert desk.back(desk.returned).new == ()

    def test_the_marks_of_another_pdf_are_refused(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: False, [drawn_mark(0, (1, 1, 9, 9))])
        text = desk.returned.read_text("utf-8").replace("letter one", "other")
        desk.returned.write_text(re.sub(r'original="[0-9A-F]+"', 'original="00"', text), encoding="utf-8")
        with pytest.raises(UnreadableError, match="not clear which PDF"):
            desk.back(desk.returned, all_rejected=True)

    def test_a_pdf_that_changed_is_not_the_one(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: True)
        desk.pdf.write_bytes(desk.pdf.read_bytes() + b"\n")
        with pytest.raises(UnreadableError, match="not there"):
            desk.back(desk.returned)

    def test_one_bad_file_of_two_decides_nothing(self, desk: Desk) -> None:
        desk.run()
        given = desk.out()
        exported(given.path, desk.returned, lambda _: True)
        bad = desk.folder / "bad.xfdf"
        bad.write_bytes(b"%FDF-1.2\n")
        with pytest.raises(UnreadableError, match="FDF"):
            take_back(desk.record, desk.source, [desk.returned, bad], Terms("ann"))
        assert read(desk.record / DECISIONS) == []

    def test_the_marks_go_neither_into_the_record_nor_into_the_input(self, desk: Desk) -> None:
        desk.run()
        for folder in (desk.record / "marks", desk.source):
            with pytest.raises(PolicyError, match="inside"):
                give_out(desk.record, desk.source, folder)

    def test_a_run_without_review_has_no_marks(self, desk: Desk) -> None:
        list(run(desk.policy, None, desk.source, desk.folder / "out", Job()))
        with pytest.raises(PolicyError, match="--review"):
            desk.out()


def test_what_stands_on_no_page_waits_until_it_is_said_to_go(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pikepdf.open(desk.pdf, allow_overwriting_input=True) as pdf:
        goal = Dictionary(S=Name.URI, URI=b"mailto:cat@three.example")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 20, 60, 40]), A=goal)
        pdf.pages[0].Annots = Array([link])
        pdf.save(desk.pdf)
    desk.run()
    given = desk.out()
    assert (given.marks, given.unmarked) == (2, 1)
    exported(given.path, desk.returned, lambda _: True)
    assert desk.back(desk.returned).waiting == 1
    assert not desk.run().ok
    assert desk.back(desk.returned, accept_rest=True).waiting == 0
    assert "cat@" not in desk.copy()


def test_decisions_of_all_kinds_are_on_record(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    bob = mark_at(given.path, desk.pdf, "bob@two.example").get("name")
    new = drawn_mark(0, place(desk.pdf, "Zelphora"), subject="Person")
    new.set("overlay-text", "s41")
    exported(given.path, desk.returned, lambda mark: mark.get("name") != bob, [new])
    desk.back(desk.returned)
    made = read(desk.record / DECISIONS)
    assert sorted(each.verdict for each in made) == [Verdict.ACCEPT, Verdict.ACCEPT, Verdict.REJECT]
    (added,) = [each for each in made if each.places]
    assert (added.entity_type, added.code, added.places[0].part) == ("PERSON", "s41", "p1.image")


def test_a_decision_with_a_place_that_is_not_there_withholds_the_file(desk: Desk) -> None:
    desk.run()
    given = desk.out()
    exported(given.path, desk.returned, lambda _: True)
    new = desk.back(desk.returned).new
    places = (Box("p1.image", 9000, 9000, 9100, 9100),)
    append(desk.record / DECISIONS, [replace(new[0], finding="f" * 24, entity_type="PERSON", places=places)])
    outcome = desk.run()
    assert not outcome.ok and outcome.target is None
    (failure,) = outcome.failures
    assert "names a place outside of page 1" in failure.what


def test_a_value_of_two_lines_is_one_mark_and_both_lines_go(tmp_path: Path) -> None:
    policy = POLICY + '[lists]\ndeny = ["Zelphora Quindriss"]\n'
    desk = Desk(tmp_path, content("Seen was Zelphora", "Quindriss by all."), policy=policy)
    desk.run()
    given = desk.out()
    (mark,) = marks_in(given.path)
    assert len(mark.get("coords").split(",")) == 16
    exported(given.path, desk.returned, lambda _: True)
    assert desk.back(desk.returned).kept == 1
    assert not re.search("Zelphora|Quindriss", desk.copy())
