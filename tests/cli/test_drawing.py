"""redact detect --draw and --score, and the contact sheet of a run, over real files with codes in them."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import zxingcpp
from PIL import Image
from typer.testing import CliRunner, Result

from redact import cli

POLICY = """
name = "codes"
extends = "default"
find = ["QR_CODE", "EMAIL_ADDRESS"]
flag = []
[readers]
ocr = false
speech = false
codes = false
film_text = false
[detectors]
names = false
context = false
faces = false
sensitive = false
"""


def code(words: str = "kim.bow@example.org") -> np.ndarray:
    drawn = np.array(zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    return np.repeat(np.pad(drawn, 12, constant_values=255)[..., None], 3, axis=2)


def scene(left: int = 60) -> np.ndarray:
    picture = np.full((240, 400, 3), 200, np.uint8)
    mark = code()
    picture[40 : 40 + mark.shape[0], left : left + mark.shape[1]] = mark
    return picture


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDACT_KEY", raising=False)
    Path("codes.toml").write_text(POLICY, encoding="utf-8")
    Path("in").mkdir()
    Image.fromarray(scene()).save("in/a.png")
    Image.fromarray(scene()).save("in/b.tiff", save_all=True, append_images=[Image.fromarray(scene(120))])
    Path("in/c.txt").write_text("kim.bow@example.org", encoding="utf-8")
    film(Path("in/d.mp4"))
    return tmp_path


def film(path: Path) -> None:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10, options={"qmin": "2", "qmax": "4"})
        stream.width, stream.height, stream.pix_fmt = 400, 240, "yuv420p"
        for number in range(20):
            frame = av.VideoFrame.from_ndarray(scene(60 + 4 * number), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, [*arguments, "--policy", "codes.toml"])
    assert result.exit_code == code, result.output
    return result


def test_a_picture_is_drawn_with_its_outline_and_nothing_hidden(house: Path) -> None:
    told = call("detect", "in/a.png", "--draw", "a.png").stderr
    after = np.asarray(Image.open("a.png"))
    assert after.shape == scene().shape and (after != scene()).any()
    assert (after[90:120, 100:130] == scene()[90:120, 100:130]).all()
    assert "shows the original" in told and "do not release" in told


def test_a_film_is_drawn_frame_by_frame(house: Path) -> None:
    call("detect", "in/d.mp4", "--draw", "d.mp4", "--quiet")
    with av.open("d.mp4") as drawn, av.open("in/d.mp4") as source:
        pairs = list(zip(drawn.decode(video=0), source.decode(video=0), strict=True))
    off = [np.abs(a.to_ndarray(format="rgb24").astype(int) - b.to_ndarray(format="rgb24")) for a, b in pairs]
    assert len(pairs) == 20 and all((each > 100).any() for each in off)
    assert all(np.median(each) < 6 for each in off)


def test_many_pages_become_a_folder_of_numbered_pictures(house: Path) -> None:
    call("detect", "in/b.tiff", "--draw", "pages")
    assert sorted(path.name for path in Path("pages").iterdir()) == ["001.png", "002.png"]
    call("detect", "in/b.tiff", "--draw", "pages.png", code=2)


@pytest.mark.parametrize(
    ("source", "out", "code"),
    [
        ("in", "x.png", 2),
        ("in/a.png", "codes.toml", 2),
        ("in/a.png", "x.jpg", 2),
        ("in/d.mp4", "x.avi", 2),
        ("in/c.txt", "x.png", 4),
        ("in/a.png", "out/x.png", 2),
        ("in/a.png", "out.record/x.png", 2),
        ("in/a.png", "out/deep/x.png", 2),
    ],
)
def test_it_refuses_what_is_there_what_does_not_fit_and_where_records_and_releases_lie(
    house: Path, source: str, out: str, code: int
) -> None:
    Path("out").mkdir()
    Path("out.record").mkdir()
    Path("out.record/report.json").write_text("{}", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in house.rglob("*")}
    call("detect", source, "--draw", out, code=code)
    assert {path: path.stat().st_mtime_ns for path in house.rglob("*")} == before


def test_a_score_of_ones_own_shows_more_or_less_than_the_policy_acts_on(house: Path) -> None:
    def found(*more: str) -> int:
        return len(json.loads(call("detect", "in/c.txt", "--json", *more).stdout.splitlines()[0])["findings"])

    assert (found(), found("--score", "1"), found("--score", "0")) == (1, 0, 1)


@pytest.mark.parametrize("shown", [True, False])
def test_the_record_of_a_run_shows_what_was_released_unless_the_policy_says_no(house: Path, shown: bool) -> None:
    policy = Path("codes.toml")
    policy.write_text(policy.read_text() + ("" if shown else "[report]\nthumbnails = false\n"), encoding="utf-8")
    call("run", "in", "out", "--jobs", "0", "--quiet")
    page = Path("out.record/report.html").read_text(encoding="utf-8")
    assert page.count("<img ") >= 9 if shown else "<img " not in page
    assert "share of the frame covered" in page
    (film,) = [
        each for each in json.loads(Path("out.record/report.json").read_text())["files"] if "d.mp4" in each["name"]
    ]
    looks = {each["by"]: (each["frames"], each["of"]) for each in film["relooks"]}
    assert looks["comparison with what was put there"] == (20, 20) and 0 < looks["codes"][0] <= 20


def test_what_a_second_run_finds_done_is_still_shown(house: Path) -> None:
    call("run", "in", "out", "--jobs", "0", "--quiet")
    first = Path("out.record/report.html").read_text(encoding="utf-8").count("<img ")
    call("run", "in", "out", "--jobs", "0", "--quiet")
    assert Path("out.record/report.html").read_text(encoding="utf-8").count("<img ") == first > 0


def test_the_thumbnails_are_of_the_copy(house: Path) -> None:
    import base64
    import io
    import re

    call("run", "in/a.png", "out", "--jobs", "0", "--quiet")
    page = Path("out.record/report.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page)
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    released = np.asarray(Image.open("out/a.png").convert("RGB").resize(shown.shape[1::-1], Image.Resampling.BOX))
    assert np.abs(shown.astype(int) - released).mean() < 4
    assert zxingcpp.read_barcodes(shown) == [] != zxingcpp.read_barcodes(scene())
