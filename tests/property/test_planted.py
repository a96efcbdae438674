"""Of values that a policy hides no piece of three signs is left: in a copy, a record, a vault, a log, or what is said.

The values overlap, touch and lie in each other; they are of letters that nothing else here is written in.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact import Redactor, policy
from redact.job import Job

KEY = b"a key of thirty-two bytes to try"
LETTERS = "ξψζжщюøþðäçñ東海"
WORDS = st.text(LETTERS, min_size=3, max_size=9)
WAYS = ("remove", "mask", "replace", "numbered", "pseudonymise", "hash", "encrypt", "generalise", "noise", "shift_date")
POLICY = """
name = "planted"
find = ["PERSON", "HIDDEN", "PROJECT"]
release = "internal"
handlers = {{ text = {{}}, table = {{}}, json = {{}} }}
readers = {{}}
detectors = {{}}
[lists]
deny = [{deny}]
[anonymise]
text = "{way}"
image = "fill"
video = "fill"
audio = "silence"
"""
NUMBERED = '[operators.numbered]\nplugin = "replace"\nnumbered = true\n'


def hiding(way: str, values: list[str]) -> policy.Policy:
    entries = ", ".join(
        f'{{ value = "{value}", entity_type = "{kind}" }}'
        for value, kind in zip(values, ("PERSON", "PROJECT", "PERSON", "HIDDEN", "PERSON"), strict=False)
    )
    return policy.parse(POLICY.format(way=way, deny=entries) + (NUMBERED if way == "numbered" else ""))


def said_and_kept(folder: Path, way: str, values: list[str], text: str) -> str:
    """All that is left after a run: copies, record, vault, names, logs and reprs."""
    (folder / "in").mkdir()
    for name, content in (("a.txt", text), ("b.csv", f"x,y\n{values[0]},1\n"), ("c.json", f'{{"x": "{values[-1]}"}}')):
        (folder / "in" / name).write_text(content, encoding="utf-8")
    (folder / "in" / f"{values[0]}.txt").write_text("nothing", encoding="utf-8")
    told: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        job = Job(vault=folder / "vault")
        outcomes = list(Redactor(hiding(way, values), key=KEY).redact_folder(folder / "in", folder / "out", job))
    finally:
        logging.getLogger().removeHandler(handler)
    assert all(outcome.ok for outcome in outcomes), [outcome.failures for outcome in outcomes]
    left = [path for path in folder.rglob("*") if folder / "in" not in (path, *path.parents)]
    written = [path.read_bytes().decode("utf-8", "replace") for path in left if path.is_file()]
    return "\n".join([*written, *(path.name for path in left), *told, *map(repr, outcomes)])


@pytest.mark.parametrize("way", WAYS)
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_piece_of_what_was_planted_is_left_anywhere(way: str, data: st.DataObject) -> None:
    first, second, third = (data.draw(WORDS) for _ in range(3))
    values = [f"{first} {second}", second, f"{second} {third}", f"{first}{third}", third]
    text = f"{first} {second} {third}\n({first} {second}){second} {third}; {first}{third}, {third}{second}. {second}!"
    # Runs of values without a space between them are words that nobody listed: only whole words are looked for.
    text = text.replace(f"{third}{second}", f"{third}|{second}").replace(f"){second}", f") {second}")
    with tempfile.TemporaryDirectory() as folder:
        left = said_and_kept(Path(folder), way, values, text).casefold()
    for value in values:
        small = value.casefold()
        assert not [
            at
            for at in range(len(small) - 2)
            if small[at : at + 3].strip() == small[at : at + 3] and small[at : at + 3] in left
        ]


def test_the_search_sees_what_is_left_in_place(tmp_path: Path) -> None:
    left = said_and_kept(tmp_path, "keep", ["ξψζж щюø", "щюø", "щюø þðä", "ξψζжþðä", "þðä"], "ξψζж щюø þðä")
    assert "ξψζ" in left
    assert "þðä" in left
