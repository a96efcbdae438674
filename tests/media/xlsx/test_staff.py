"""A made-up workbook like the one of Northern Ireland: it fails the gate, and what is made of it passes."""

from pathlib import Path

import pytest
from ahocorasick_rs import AhoCorasick

from redact import Redactor
from redact.media.xlsx import XlsxHandler
from redact.types import Outcome, Unseen
from tests.media.office import members_of
from tests.media.xlsx.staff import PEOPLE, TOWNS, people, workbook
from tests.media.xlsx.test_hidden import sheets

HANDLER = XlsxHandler(XlsxHandler.Options())
SURNAMES = {person.surname for person in people()}
FINDER = AhoCorasick(sorted(SURNAMES))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook(tmp_path_factory.mktemp("staff") / "staff.xlsx", people())


def serious(path: Path) -> list[Unseen]:
    return [each for each in HANDLER.unseen(path) if each.serious]


def left(path: Path) -> set[str]:
    """The surnames that are anywhere in the file, packed or unpacked."""
    data = b"\n".join([path.read_bytes(), *members_of(path).values(), *(name.encode() for name in members_of(path))])
    return set(FINDER.find_matches_as_strings(data.decode("latin-1")))


def test_it_fails_and_the_gate_says_where_the_people_are(source: Path) -> None:
    found = {each.kind: each.amount for each in serious(source)}
    assert found["a hidden sheet"] == 1
    assert found["the records of a pivot cache"] == PEOPLE
    assert {"a pivot cache", "a pivot table", "formulas that read what is hidden"} <= set(found)
    assert left(source) == SURNAMES


@pytest.fixture(scope="module", params=["default", "foi"])
def outcome(request: pytest.FixtureRequest, source: Path) -> Outcome:
    return Redactor(policy=request.param).redact_file(source, source.with_name(f"{request.param}.xlsx"))


@pytest.mark.models
def test_what_is_made_of_it_passes_and_names_nobody(outcome: Outcome) -> None:
    assert outcome.ok, outcome.failures
    assert outcome.target is not None
    assert serious(outcome.target) == []
    assert left(outcome.target) == set()
    summary = sheets(outcome.target)["Summary"]
    counts = [summary[f"{column}{row}"] for row in range(2, 8) for column in "BCDEF"[: len(TOWNS)]]
    assert sum(counts) == PEOPLE


@pytest.mark.models
def test_the_hidden_sheet_goes_or_is_in_sight(outcome: Outcome) -> None:
    assert outcome.target is not None
    shown = sheets(outcome.target)
    if "hidden sheets left out" in outcome.notes:
        assert list(shown) == ["Summary"]
        assert shown["Summary"]["B8"] == PEOPLE
    else:
        assert "hidden sheets shown" in outcome.notes
        assert len(shown["Staff"]) == 5 * (PEOPLE + 1)
