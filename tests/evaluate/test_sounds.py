"""Marked recordings: what data may say, and how what would be silenced is held against it."""

import json
import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner

from redact import cli
from redact.errors import UnreadableError
from redact.evaluate import ALL, Mark, is_sound, marked_sounds, sound_score

MARKS = (Mark("PERSON", 1.0, 2.0), Mark("UK_NHS", 4.0, 6.0), Mark("UK_NHS", 8.0, 9.0))


def recording(path: Path, seconds: float = 1.0) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8_000)
        out.writeframes(bytes(round(seconds * 8_000) * 2))
    return path


def beside(path: Path, *marks: object) -> Path:
    path.with_suffix(".json").write_text(json.dumps(marks), encoding="utf-8")
    return path


def test_marks_are_found_left_and_passed_over() -> None:
    silenced = [(0.5, 1.5), (1.4, 2.2), (4.0, 5.9), (3.0, 3.5), (8.0, 8.5)]
    scores = sound_score(MARKS, silenced, 10.0)
    assert (scores["PERSON"].found, scores["UK_NHS"].found, scores["UK_NHS"].marks) == (1, 1, 2)
    assert scores["UK_NHS"].uncovered == pytest.approx(0.1)
    assert scores["PERSON"].uncovered == 0
    assert scores["PERSON"].extra == pytest.approx(0.7)
    total = scores[ALL]
    assert (total.recall, total.false, total.false_an_hour) == (pytest.approx(2 / 3), 1, pytest.approx(360))
    assert total.most_extra == pytest.approx(0.7)


def test_what_is_removed_around_two_marks_is_shared() -> None:
    scores = sound_score(MARKS[1:], [(3.0, 10.0)], 10.0)
    assert scores[ALL].extras == (pytest.approx(2.0), pytest.approx(2.0))


def test_nothing_marked_and_nothing_silenced_has_no_rates() -> None:
    total = sound_score((), [], 0.0)[ALL]
    assert (total.recall, total.extra, total.most_extra, total.false_an_hour, total.uncovered) == (*[None] * 4, 0.0)


def test_recordings_are_those_with_marks_beside_them(tmp_path: Path) -> None:
    beside(recording(tmp_path / "a.wav"), {"start": 0.5, "end": 0.75, "entity_type": "PERSON", "who": 3})
    recording(tmp_path / "b.wav")
    recording(tmp_path / "c.wav").with_name("c.wav.json").write_text("[]")
    assert is_sound(tmp_path) and is_sound(tmp_path / "a.wav") and not is_sound(tmp_path / "b.wav")
    found = marked_sounds(tmp_path)
    assert [(one.file.name, one.marks) for one in found] == [("a.wav", (Mark("PERSON", 0.5, 0.75),)), ("c.wav", ())]
    assert "a.wav" not in repr(found)


@pytest.mark.parametrize(
    "told",
    [
        "{",
        "3",
        '[{"start": 1}]',
        '[{"start": 1, "end": 2}]',
        '[{"start": 2, "end": 2, "type": "PERSON"}]',
        '[{"start": -1, "end": 2, "type": "PERSON"}]',
        "\ud800".encode("utf-16", "surrogatepass").decode("latin-1"),
    ],
)
def test_what_is_no_list_of_marks_is_refused(tmp_path: Path, told: str) -> None:
    recording(tmp_path / "a.wav").with_suffix(".json").write_text(told, encoding="latin-1")
    with pytest.raises(UnreadableError, match=r"a\.json"):
        marked_sounds(tmp_path)


POLICY = """
name = "beep"
find = ["*"]
[handlers]
sound = {}
[readers]
[detectors]
[anonymise]
text = "replace"
image = "keep"
video = "keep"
audio = "silence"
"""


def test_the_command_measures_recordings(tmp_path: Path) -> None:
    (tmp_path / "beep.toml").write_text(POLICY, encoding="utf-8")
    folder = tmp_path / "calls"
    folder.mkdir()
    beside(recording(folder / "a.wav"), {"start": 0.5, "end": 0.75, "type": "PER"})
    run = ["evaluate", str(folder), "-p", str(tmp_path / "beep.toml")]
    result = CliRunner().invoke(cli.app, [*run, "--json"])
    assert result.exit_code == 0, result.output
    person, total = map(json.loads, result.stdout.splitlines())
    assert (person["kind"], person["type"], person["marks"], person["recall"]) == ("sound", "PERSON", 1, 0.0)
    assert (total["type"], total["false_an_hour"], total["seconds"]) == ("all", 0.0, 1.0)
    shown = CliRunner().invoke(cli.app, run)
    assert "0 false in 1 s of sound (0.0 an hour)" in shown.stdout
    refused = CliRunner().invoke(cli.app, [*run, "--beside", "presidio"])
    assert refused.exit_code == 2
