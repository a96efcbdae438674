"""One person, one pseudonym: in a letter, a table, a picture, a property and a file's name, in every worker and run."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from redact import Redactor, policy
from redact.job import Job
from redact.types import Fill, Outcome

pytestmark = pytest.mark.models
KEY = b"a key of thirty-two bytes to try"
POLICY = """
name = "one"
extends = "default"
[anonymise]
text = "pseudonymise"
image = "labelled"
[operators.labelled]
plugin = "fill"
label = true
"""
TOKEN = re.compile(r"PERSON_[a-z2-7]{16}")


def picture(path: Path, text: str) -> None:
    """A page with one line of print."""
    page = Image.new("RGB", (1400, 300), "white")
    ImageDraw.Draw(page).text((60, 110), text, "black", ImageFont.load_default(56))
    page.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    (source / "letter.txt").write_text("Dear Dr Sarah Jane Collins,\n\nMrs Collins asked for it. Sarah's reply came.\n")
    (source / "staff.csv").write_text("name,team\nSarah Collins,north\n")
    (source / "Sarah Collins - notes.md").write_text("Nothing here.\n")
    picture(source / "badge.png", "Visitor: Sarah Collins")
    return tmp_path


def run(folder: Path, out: str, jobs: int = 0) -> dict[str, Outcome]:
    redactor = Redactor(policy.parse(POLICY), key=KEY)
    outcomes = list(redactor.redact_folder(folder / "in", folder / out, Job(jobs=jobs)))
    assert all(outcome.ok for outcome in outcomes), [outcome.failures for outcome in outcomes]
    return {outcome.name: outcome for outcome in outcomes}


def tokens(folder: Path, out: str, outcomes: dict[str, Outcome]) -> list[str]:
    written = [(folder / out / name).read_text() for name in outcomes if not name.endswith(".png")]
    labels = [edit.replacement.label for edit in outcomes["badge.png"].edits if isinstance(edit.replacement, Fill)]
    return [token for text in (*written, *labels, *outcomes) for token in TOKEN.findall(text)]


def test_one_person_has_one_pseudonym_in_every_medium_and_in_every_process(folder: Path) -> None:
    here, workers = run(folder, "a"), run(folder, "b", jobs=2)
    found = tokens(folder, "a", here)
    assert len(found) == 6
    assert len(set(found)) == 1
    assert sorted(tokens(folder, "b", workers)) == found
    (badge,) = [each for each in here["badge.png"].redactions if each.finding.entity_type == "PERSON"]
    assert badge.effect == "pseudonymised"


GIVEN = "James Peter Thomas Daniel Simon Oliver Martin George".split()
FAMILY = "Brown Walker Hughes Turner Cooper Morgan Foster Bailey".split()
SURROGATES = POLICY + '[operators.pseudonymise]\nform = "surrogate"\n'


def test_a_surrogate_is_one_invented_person_in_all_forms_of_the_name() -> None:
    pytest.importorskip("faker")
    redactor = Redactor(policy.parse(SURROGATES), key=KEY)
    first = redactor.redact_text("Dr Sarah Collins came. Mrs Collins spoke. Write to sarah.collins@example.com.").text
    given, family = re.match(r"Dr (\w+) ([\w'-]+) came\.", first).groups()
    assert f"Mrs {family} spoke" in first
    assert given.lower() in first.split("Write to ")[1].lower() or family.lower() in first.split("Write to ")[1].lower()
    assert redactor.redact_text("Ask Sarah Collins.").text == f"Ask {given} {family}."
    assert not re.search("sarah|collins", first, re.IGNORECASE)


def test_two_people_of_one_text_never_get_one_surrogate_and_nobody_gets_a_name_that_stands_in_it() -> None:
    pytest.importorskip("faker")
    redactor = Redactor(policy.parse(SURROGATES), key=KEY)
    alone = redactor.redact_text("Ask Sarah Collins.").text.removeprefix("Ask ").removesuffix(".")
    both = redactor.redact_text(f"Ask Sarah Collins. Then {alone} came.").text
    assert alone not in both
    many = " ".join(f"Mr {given} {family} came." for given in GIVEN for family in FAMILY)
    said = re.findall(r"Mr ([^.]+) came\.", redactor.redact_text(many).text)
    assert len(said) == len(GIVEN) * len(FAMILY)
    assert len(set(said)) == len(said)
