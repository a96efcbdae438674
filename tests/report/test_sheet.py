"""The contact sheet: what was released, small; nothing of what was not."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from redact import report
from redact.report import page, sheet
from redact.types import Failure, Outcome, Relook, Thumbnail
from tests.report import made_up
from tests.report.test_report import Page


def jpeg() -> str:
    data = io.BytesIO()
    Image.new("RGB", (24, 16), (90, 30, 30)).save(data, "JPEG")
    return base64.b64encode(data.getvalue()).decode()


JPEG = jpeg()


def picture(name: str = "scan.pdf") -> Outcome:
    shown = tuple(Thumbnail(part, JPEG, 24, 16) for part in ("p1", "p2", "p3"))
    return replace(made_up.scan(), name=name, shown=shown, output_digest=f"{name:0>64}")


def film() -> Outcome:
    shown = tuple(Thumbnail("v", JPEG, 24, 16, time) for time in (1.0, 5.0, 9.0))
    made = made_up.film()
    first = made.redactions[0]
    unsure = replace(first, finding=type(first.finding)("FACE", first.finding.regions, 0.5, "faces"))
    looks = (Relook("v", "faces", 145, 145), Relook("v", "codes", 29, 145))
    return replace(made, redactions=(unsure,), shown=shown, relooks=looks, output_digest="f" * 64)


def shown(*outcomes: Outcome) -> Page:
    return Page(page.page_of(made_up.record(*outcomes), report.sheets_of(outcomes)))


def images(parsed: Page) -> list[dict[str, str | None]]:
    return [attributes for name, attributes in parsed.elements if name == "img"]


def test_every_picture_is_the_thumbnail_of_the_copy_with_words_for_who_does_not_see_it() -> None:
    parsed = shown(picture())
    assert [each["src"] for each in images(parsed)] == [f"data:image/jpeg;base64,{JPEG}"] * 3
    alt = images(parsed)[2]["alt"] or ""
    assert "scan.pdf" in alt and "1 Face" in alt
    assert all(each["width"] == "24" and each["height"] == "16" for each in images(parsed))


def test_the_page_still_asks_nobody_and_allows_no_picture_from_elsewhere() -> None:
    data = page.page_of(made_up.record(film()), report.sheets_of([film()])).decode()
    assert "img-src data:" in data and "http" not in data.replace("http-equiv", "") and "<script" not in data
    assert "img-src" not in page.page_of(made_up.record(film())).decode()


def test_a_film_shows_its_moments_its_graph_and_where_to_look() -> None:
    parsed = shown(film())
    assert len(images(parsed)) == 3 and "0:05.0look" in parsed.words
    assert "the surest finding here is unsure" in parsed.words
    targets = {attributes.get("id") for _, attributes in parsed.elements}
    links = [a["href"] for name, a in parsed.elements if name == "a" and (a.get("href") or "").startswith("#f")]
    assert links and all(link[1:] in targets for link in links if link)
    assert "faces: every frame (145)" in parsed.words and "codes: 29 of 145 frames" in parsed.words


def test_a_film_without_thumbnails_still_has_its_graph() -> None:
    parsed = Page(page.page_of(made_up.record(film())))
    assert not images(parsed) and "share of the frame covered" in parsed.words


def test_nothing_is_shown_of_a_withheld_file() -> None:
    failed = replace(picture(), output_digest="", failures=(Failure("not clean", "scan.pdf", "look", 5),), shown=())
    assert not images(shown(failed))


def test_files_inside_files_are_shown_under_the_name_of_both() -> None:
    letter = replace(made_up.mail(), children=(picture("inner.png"),))
    assert "mail.eml › inner.png" in shown(letter).words and len(images(shown(letter))) == 3


def test_thousands_of_pictures_stay_small_and_are_counted() -> None:
    files = [picture(f"scan {number:04}.pdf") for number in range(700)]
    parsed = shown(*files)
    assert len(images(parsed)) == sheet.MOST_PICTURES
    assert f"not drawn here: {3 * 700 - sheet.MOST_PICTURES:,};" in parsed.words


def test_the_bytes_of_thumbnails_are_limited(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(sheet, "MOST_BYTES", 2 * len(JPEG))
    parsed = shown(picture())
    assert len(images(parsed)) == 2 and "not drawn here: 1;" in parsed.words


def test_the_machine_readable_record_holds_no_picture_and_how_often_films_were_looked_at(tmp_path: Path) -> None:
    report.write(tmp_path, made_up.record(film()), report.sheets_of([film()]))
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert JPEG not in text and JPEG in (tmp_path / "report.html").read_text(encoding="utf-8")
    (file,) = report.load(tmp_path).files
    assert [(each.by, each.frames, each.of) for each in file.relooks] == [("faces", 145, 145), ("codes", 29, 145)]
