"""Subtitles: what is said is one text over all captions, who speaks is named, the rest goes; times stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.subtitles import SubtitlesHandler
from redact.types import Edit, NewText, TextSpan

HANDLER = SubtitlesHandler(SubtitlesHandler.Options())
SRT = """1
00:00:01,000 --> 00:00:03,000
It was <i>Sarah</i>
Collins who <font color="#ff0000">called</font>

2
00:00:03,500 --> 00:00:05,000 X1:10 X2:20 Y1:1 Y2:2
{\\an8}about the drains
"""
VTT = """WEBVTT - made by Zelphora

NOTE seen by Zelphora

STYLE
::cue(.zelphora) { color: red }

zelphora-1
00:01.000 --> 00:03.000 align:start position:10%
<v.loud.zelphora Sarah Collins>It was <c.zelphora>late</c>

2
00:00:03.500 --> 00:00:05.000 zelphora:1
<v Bo Lee>So it <00:00:04.000>was</v>
"""


def written(tmp_path: Path, text: str, name: str, *spans: tuple[str, int, int]) -> str:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    edits = tuple(Edit(TextSpan(part, start, end), NewText("[Person]"), "f") for part, start, end in spans)
    HANDLER.write(HANDLER.load(tmp_path / name), Changes(edits), tmp_path / f"out{name}")
    return (tmp_path / f"out{name}").read_bytes().decode("utf-8")


def test_a_name_over_two_lines_is_one_place(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT, encoding="utf-8")
    (part,) = HANDLER.load(tmp_path / "a.srt").parts
    assert part.text == "It was \nSarah\nCollins who \ncalled\nabout the drains"
    start = part.text.index("Sarah")
    after = written(tmp_path, SRT, "a.srt", ("said", start, start + len("Sarah\nCollins")))
    assert after == SRT.replace("Sarah", "[Person]").replace("Collins", "").replace(
        '<font color="#ff0000">', ""
    ).replace("{\\an8}", "{\\an8}")


def test_speakers_are_texts_and_what_no_player_shows_goes(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    document = HANDLER.load(tmp_path / "a.vtt")
    assert [(part.text, part.context) for part in document.parts[1:]] == [
        ("Sarah Collins", "speaker"),
        ("Bo Lee", "speaker"),
    ]
    assert document.dropped
    after = written(tmp_path, VTT, "a.vtt", ("voice1", 0, 13))
    assert "elphora" not in after
    assert "<v [Person]>It was late</c>" in after.replace("<c>", "")
    assert "00:01.000 --> 00:03.000 align:start position:10%" in after
    assert "<v Bo Lee>So it <00:00:04.000>was</v>" in after


def test_the_gate(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    assert [each.kind for each in HANDLER.unseen(tmp_path / "a.vtt")] == ["text that is not shown"]
    written(tmp_path, VTT, "a.vtt")
    assert not list(HANDLER.unseen(tmp_path / "outa.vtt"))


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.sbv"])
def test_what_is_no_subtitle_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("Dear Ann,\nwe met at 10:30 --> noon.\n", encoding="utf-8")
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / name)


def test_youtubes_own(tmp_path: Path) -> None:
    text = "0:00:00.599,0:00:04.160\nhello Ann Lee\n\n0:00:05.000,0:00:06.000\nbye\n"
    assert written(tmp_path, text, "a.sbv", ("said", 6, 13)) == text.replace("Ann Lee", "[Person]")


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="<>{}-")
SAID = st.text(LETTERS, min_size=1, max_size=9)
BLOCKS = st.lists(st.lists(SAID, min_size=1, max_size=3), min_size=1, max_size=4)


@given(blocks=BLOCKS, end=st.sampled_from(["\n", "\r\n"]), data=st.data())
def test_only_what_is_taken_out_changes(blocks: list[list[str]], end: str, data, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("s")
    head = [f"{n}{end}00:00:0{n},000 --> 00:00:0{n},500{end}" for n in range(len(blocks))]
    text = (end + end).join(mark + end.join(lines) for mark, lines in zip(head, blocks, strict=True))
    said = "\n".join(line for lines in blocks for line in lines)
    start = data.draw(st.integers(0, len(said) - 1))
    stop = data.draw(st.integers(start + 1, len(said)))
    assume(said[start:stop].strip())
    after = written(folder, text, "a.srt", ("said", start, stop))
    (part,) = HANDLER.load(folder / "outa.srt").parts or (None,)
    assert after.count("-->") == len(blocks)
    assert "[Person]" in part.text
    left = said[:start] + said[stop:]
    assert sorted(part.text.replace("[Person]", "").replace("\n", "")) == sorted(left.replace("\n", ""))
