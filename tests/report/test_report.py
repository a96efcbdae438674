"""The record: complete, safe to open, safe to hand on."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact import policy, report
from redact.errors import UnreadableError
from redact.report import page, schedule
from redact.report.markup import tag
from redact.report.places import clock
from redact.report.schedule import harmless
from redact.types import Box, Effect, Failure, Modality, Outcome, Release, TextSpan
from tests.report import made_up

SEPARATORS = [",", ";", "\t", "|"]


class Page(HTMLParser):
    """What a browser would make of a page: its elements, attributes and text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


class TestRecord:
    def test_counts_speak_of_files_and_of_the_files_inside_them(self) -> None:
        totals = made_up.record().totals
        assert (totals.files, totals.released, totals.withheld) == (5, 4, 1)
        assert totals.by_type["PERSON"] == 6 and totals.by_detector["faces"] == 2
        assert sum(totals.by_type.values()) == totals.findings == 18

    def test_it_says_how_much_of_the_texts_each_detector_saw(self) -> None:
        record = made_up.record()
        (letter,) = (file for file in record.files if file.name.endswith("letter.txt"))
        assert letter.seen == record.totals.seen == {"names": 1.0, "strangers": None}
        assert letter.least_seen == record.totals.least_seen == 1.0
        words = Page(page.page_of(record)).words
        assert "100%" in words and "not stated" in words

    def test_a_file_where_all_that_was_found_was_kept_has_no_stronger_effect(self) -> None:
        kept = [replace(each, edits=(), effect=Effect.KEPT) for each in made_up.letter().redactions]
        assert made_up.record(replace(made_up.letter(), redactions=tuple(kept))).files[0].effect is Effect.KEPT

    def test_it_comes_back_from_disk_as_it_was(self, tmp_path: Path) -> None:
        record = made_up.record()
        report.write(tmp_path / "record", record)
        assert report.load(tmp_path / "record") == record
        assert sorted(path.name for path in (tmp_path / "record").iterdir()) == [
            "report.html", "report.json", "schedule.csv",
        ]  # fmt: skip

    def test_it_names_policy_engine_plugins_and_models_with_digests(self) -> None:
        run = made_up.record().run
        assert run.policy == "default" and len(run.policy_sha256) == 64 and run.engine.startswith("redact ")
        assert run.plugins == tuple(sorted(made_up.PLUGINS))
        assert all(len(sha256) == 64 for model in run.models.values() for sha256 in model.sha256.values())

    def test_the_places_are_those_that_were_changed(self) -> None:
        (file,) = made_up.record(made_up.scan()).files
        assert {place.part for entry in file.redactions for place in entry.places} == {"p1", "p3"}

    def test_one_pseudonym_inside_makes_the_whole_pseudonymised(self) -> None:
        weak = made_up.redaction("PERSON", TextSpan("p", 0, 4), "line 1")
        weak = type(weak)(weak.finding, weak.edits, "pseudonymise", Effect.PSEUDONYMISED, "line 1")
        child = made_up.outcome("inner.txt", "text/plain", [weak], {"p": (Modality.TEXT, (10,))})
        outer = made_up.letter()
        outer = Outcome(**{name: getattr(outer, name) for name in outer.__slots__} | {"children": (child,)})
        assert report.file_record(outer).effect is Effect.PSEUDONYMISED
        assert report.file_record(outer).label == "still personal data"

    @pytest.mark.parametrize("operator", ["pseudonymise", "encrypt"])
    def test_what_a_key_turns_back_is_called_still_personal_data_everywhere(self, operator: str) -> None:
        first, *rest = made_up.letter().redactions
        keyed = replace(first, operator=operator, effect=Effect.PSEUDONYMISED)
        record = made_up.record(replace(made_up.letter(), redactions=(keyed, *rest)))
        (file,) = record.files
        assert file.label == file.redactions[0].label == "still personal data"
        assert {entry.label for entry in file.redactions[1:]} == {""}
        sheet = schedule.schedule_of(record).decode("utf-8-sig").splitlines()
        assert [("pseudonymised, still personal data" in line) for line in sheet] == [False, True, *[False] * len(rest)]
        assert "pseudonymised, still personal data" in Page(page.page_of(record)).words

    def test_where_no_key_turns_anything_back_nothing_is_so_called(self) -> None:
        record = made_up.record(made_up.letter())
        told = page.page_of(record) + schedule.schedule_of(record) + msgspec.json.encode(record)
        assert b"still personal data" not in told

    @pytest.mark.parametrize("release", list(Release))
    def test_it_says_to_whom_the_outputs_go(self, release: Release) -> None:
        record = made_up.record()
        record = msgspec.structs.replace(record, run=msgspec.structs.replace(record.run, release=release))
        assert page.RELEASES[release] in Page(page.page_of(record)).words
        assert msgspec.json.decode(msgspec.json.encode(record))["run"]["release"] == release.value

    def test_a_run_releases_as_its_policy_says(self) -> None:
        assert report.run_of(policy.load("foi"), datetime.now(UTC)).release is Release.OPEN
        assert made_up.record().run.release is policy.load("default").release

    def test_nothing_that_it_says_claims_that_an_output_is_anonymous(self) -> None:
        record = made_up.record()
        told = (page.page_of(record) + schedule.schedule_of(record) + msgspec.json.encode(record)).decode()
        claims = [line for line in re.split(r"[.<>\n]", told.casefold()) if "anonymous" in line]
        assert all("never called anonymous" in line for line in claims)

    @pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe", b'{"format": "other"}'])
    def test_what_is_no_record_is_refused(self, tmp_path: Path, content: bytes | None) -> None:
        if content is not None:
            (tmp_path / "report.json").write_bytes(content)
        with pytest.raises(UnreadableError, match=r"report\.json"):
            report.load(tmp_path)

    def test_a_failed_write_leaves_the_old_file_and_no_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report.save(tmp_path / "a.json", b"old")
        monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            report.save(tmp_path / "a.json", b"new")
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.json", b"old")]


class TestPage:
    def test_it_asks_nobody_for_anything(self) -> None:
        data = page.page_of(made_up.record())
        parsed = Page(data)
        assert not {name for name, _ in parsed.elements} & {"script", "img", "iframe", "link", "object", "form", "base"}
        addresses = {
            value for _, attributes in parsed.elements for key, value in attributes.items() if key in {"href", "src"}
        }
        assert addresses and all(address and address.startswith("#f") for address in addresses)
        assert b"default-src &#x27;none&#x27;" in data and b"url(" not in data and b"@import" not in data
        assert not any(
            key.startswith("on") or key == "style" for _, attributes in parsed.elements for key in attributes
        )

    @given(name=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1))
    def test_no_name_becomes_markup(self, name: str) -> None:
        hostile = f"{name}<script>alert(1)</script>\"'&"
        outcome = Outcome(hostile, failures=(Failure(hostile, hostile, hostile, 4),), dropped=(hostile,))
        parsed = Page(page.page_of(made_up.record(outcome)))
        assert parsed.open == [] and "script" not in {element for element, _ in parsed.elements}
        assert parsed.words.count(hostile) >= 4

    def test_every_type_file_and_detector_stands_in_a_table(self) -> None:
        words = Page(page.page_of(made_up.record())).words
        for told in (
            "Person",
            "Telephone number",
            "film.mp4",
            "letters/letter.txt",
            "identifiers/postcode",
            "archive.7z",
        ):
            assert told in words

    def test_every_drawing_tells_in_words_what_it_shows(self) -> None:
        parsed = Page(page.page_of(made_up.record()))
        drawings = [attributes for name, attributes in parsed.elements if name == "svg"]
        assert all(drawing.get("aria-label") or drawing.get("aria-hidden") for drawing in drawings)
        labels = [label for drawing in drawings if (label := drawing.get("aria-label"))]
        assert "Page 3: 1 Code, 1 Face" in labels and "Page 2: nothing found" in labels

    def test_a_mark_stands_where_the_finding_stood(self) -> None:
        boxes = [
            a
            for n, a in Page(page.page_of(made_up.record(made_up.scan()))).elements
            if n == "rect" and "box" in (a.get("class") or "")
        ]
        face = next(box for box in boxes if box["height"] == "510")
        assert (face["x"], face["y"], face["width"]) == ("900", "250", "400")

    def test_text_that_lies_on_a_page_is_drawn_there_and_not_as_a_line(self) -> None:
        found = [made_up.redaction("PERSON", Box("p1.image", 10, 10, 50, 20), "page 1", page=1)]
        sizes = {"p1": (Modality.TEXT, (700,)), "p1.image": (Modality.IMAGE, (100.0, 200.0))}
        words = Page(page.page_of(made_up.record(made_up.outcome("a.pdf", "application/pdf", found, sizes)))).words
        assert "Page: 1 Person" in words and "Text:" not in words

    def test_large_runs_stay_readable(self) -> None:
        files = [made_up.letter(f"letter {number:04}.txt") for number in range(page.MOST_PICTURES + 50)]
        data = page.page_of(made_up.record(*files))
        assert len(data) < 3_000_000 and "50 more files are not drawn" in Page(data).words

    def test_a_run_without_files_has_a_page(self) -> None:
        empty = report.record_of(made_up.record().run, ())
        assert "Record of redaction" in Page(page.page_of(empty)).words

    @pytest.mark.parametrize("extent", [0, 1, 10**9])
    def test_texts_of_any_length_are_drawn(self, extent: int) -> None:
        found = [made_up.redaction("PERSON", TextSpan("p", 0, 1), "line 1")] if extent else []
        outcome = made_up.outcome("a.txt", "text/plain", found, {"p": (Modality.TEXT, (extent,))})
        data = page.page_of(made_up.record(outcome)).decode()
        assert not re.search(r'="(nan|inf|-)', data)


class TestSchedule:
    def test_one_line_for_each_redaction_with_its_ground(self) -> None:
        data = schedule.schedule_of(made_up.record())
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(rows) == 18
        spoken = next(row for row in rows if row["type"] == "PHONE_NUMBER")
        assert (spoken["from"], spoken["to"], spoken["code"]) == ("0:05.0", "0:08.2", "s40(2)")
        written = next(row for row in rows if row["type"] == "UK_NHS")
        assert written["at"] == "characters 120–132"
        assert any(row["file"] == "mail.eml › letter.txt" for row in rows)

    @given(st.text())
    def test_no_cell_is_a_formula_whatever_the_separator(self, cell: str) -> None:
        safe = harmless(cell)
        assert not set(safe) & set("\r\n\t\x00")
        for separator in SEPARATORS:
            for field in safe.split(separator):
                assert not re.match(r"[\s\"']*[=+\-@＝＋－＠]", field)

    @given(
        st.sampled_from(
            ["=1+1", ";=cmd|' /C calc'!A0", " +1", "\"=HYPERLINK('x')", 'x;"@SUM(1)', ",-2", "\r\n=1", "＝1"]
        )
    )
    def test_known_attacks_are_taken_apart(self, cell: str) -> None:
        assert "’" in harmless(cell)

    @pytest.mark.parametrize("cell", ["letter.txt", "a-b.txt", "x = y", "s40(2)", "0.85", "1:02:03.4"])
    def test_what_is_harmless_is_left_alone(self, cell: str) -> None:
        assert harmless(cell) == cell


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0:00.0"), (59.96, "1:00.0"), (61.25, "1:01.2"), (3723.4, "1:02:03.4")]
)
def test_times_as_a_player_shows_them(seconds: float, told: str) -> None:
    assert clock(seconds) == told


def test_markup_escapes_text_and_attributes() -> None:
    assert tag("p", "<b>&", title='"x"').text == '<p title="&quot;x&quot;">&lt;b&gt;&amp;</p>'


def test_the_record_is_readable_json_of_a_known_form(tmp_path: Path) -> None:
    report.write(tmp_path, made_up.record())
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["format"] == "redact-report-1"
