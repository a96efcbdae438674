"""Whatever a plugin does wrong withholds the file that it did it to, says so in one line, and lets the others go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from redact import Redactor
from redact.corpus.limits import Limits
from redact.errors import MissingError, PluginError, PolicyError, RedactError
from redact.job import Job
from redact.policy import Policy, parse
from redact.types import Outcome
from tests.plugins.conftest import offer
from tests.small_files import make

SECRET = "Zelphora Quindriss TRIGGER"
POLICY = """
name = "sabotage"
find = ["EMAIL_ADDRESS", "PERSON"]
[handlers]
text = {{}}
{handlers}
[readers]
{readers}
[detectors]
identifiers = {{}}
{detectors}
[anonymise]
text = "{text}"
image = "fill"
video = "fill"
audio = "silence"
"""


@dataclass(frozen=True)
class Case:
    """One saboteur: what the policy names, which file meets it, and what must be said."""

    name: str
    group: str
    says: str
    exit_code: int
    suffix: str = ".txt"
    helped_by: str = ""
    length: int = 0

    def policy(self) -> Policy:
        named: dict[str, list[str]] = {"detectors": [], "readers": [], "handlers": []}
        if self.helped_by:
            named["detectors"].append(self.helped_by)
        if self.group in named:
            named[self.group].append(self.name)
        if self.suffix == ".png":
            named["handlers"].append("image")
        lines = {group: "\n".join(f"{name} = {{}}" for name in names) for group, names in named.items()}
        return parse(POLICY.format(text=self.name if self.group == "operators" else "replace", **lines))


CASES = [
    Case("Raises", "detectors", "Raises raised ValueError", 4),
    Case("RaisesAName", "detectors", "RaisesAName raised", 4),
    Case("PointsOutside", "detectors", "outside its part", 4),
    Case("PointsNowhere", "detectors", "outside its part", 4),
    Case("GivesNoFinding", "detectors", "no finding", 4),
    Case("Truncates", "detectors", "Truncates saw 100 of 130 characters of", 4, length=130),
    Case("LeavesAPartOut", "detectors", "LeavesAPartOut saw 0 of 32 characters of", 4),
    Case("SawTooMuch", "detectors", "outside its part", 4),
    Case("Echo", "operators", "the value itself", 4, helped_by="FindsTheTrigger"),
    Case("EchoInside", "operators", "the value itself", 4, helped_by="FindsTheTrigger"),
    Case("EchoRaises", "operators", "EchoRaises raised ValueError", 4, helped_by="FindsTheTrigger"),
    Case("WritesNothing", "handlers", "wrote nothing", 4, ".sab", "FindsTheTrigger"),
    Case("CopiesTheInput", "handlers", "not clean", 5, ".sab", "FindsTheTrigger"),
    Case("WritesHalf", "handlers", "WritesHalf raised OSError", 4, ".sab", "FindsTheTrigger"),
    Case("LoadRaises", "handlers", "could not be opened", 4, ".sab"),
    Case("TwoPartsOneId", "handlers", "two parts one id", 4, ".sab"),
    Case("Lies", "readers", "outside its part", 4, ".png"),
    Case("LiesAboutThePart", "readers", "outside its part", 4, ".png"),
    Case("ForgetsWhereItStood", "readers", "without an alignment", 4, ".png"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A folder with two letters that are well and, between them, one file of the given type that meets the saboteur."""

    def fill(suffix: str, length: int = 0) -> Path:
        inputs = tmp_path / "in"
        inputs.mkdir()
        for name in ("a.txt", "z.txt"):
            (inputs / name).write_text("Write to one@example.org", "utf-8")
        bad = inputs / f"m{suffix}"
        if suffix == ".png":
            make(bad, ("one", "two"))
        else:
            bad.write_text(f"{SECRET} waits".ljust(length, "."), "utf-8")
        return inputs

    return fill


def run(policy: Policy, inputs: Path, jobs: int = 0, **more: Any) -> dict[str, Outcome]:
    outcomes = list(Redactor(policy).redact_folder(inputs, inputs.with_name("out"), Job(jobs=jobs, **more)))
    return {outcome.name: outcome for outcome in outcomes}


def left_in(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_is_withheld_with_one_line_and_the_others_go_on(case: Case, saboteurs, folder, tmp_path: Path) -> None:
    inputs = folder(case.suffix, case.length)
    outcomes = run(case.policy(), inputs)
    bad = outcomes.pop(f"m{case.suffix}")
    assert not bad.ok
    (failure,) = bad.failures
    assert case.says in failure.what
    assert failure.next_step
    assert failure.exit_code == case.exit_code
    assert "\n" not in str(failure)
    assert not [word for word in SECRET.split()[:2] if word in repr(bad) + str(failure)]
    assert sorted(left_in(tmp_path / "out")) == ["a.txt", "z.txt"]
    assert all(outcome.ok for outcome in outcomes.values())
    assert (tmp_path / "out" / "a.txt").read_text("utf-8").startswith("Write to [")


def test_a_worker_that_dies_takes_its_file_with_it_and_no_other(saboteurs, folder, tmp_path: Path) -> None:
    outcomes = run(Case("Dies", "detectors", "", 4).policy(), folder(".txt"), jobs=2)
    assert "died" in outcomes.pop("m.txt").failures[0].what
    assert [outcome.ok for outcome in outcomes.values()] == [True, True]
    assert sorted(left_in(tmp_path / "out")) == ["a.txt", "z.txt"]


def test_a_file_that_takes_too_much_is_given_up_and_nothing_of_it_is_left(saboteurs, folder, tmp_path: Path) -> None:
    policy = Case("TakesMore", "handlers", "", 4, ".sab", "FindsTheTrigger").policy()
    outcomes = run(policy, folder(".sab"), jobs=1, limits=Limits(0.0, 3 << 28))
    (failure,) = outcomes.pop("m.sab").failures
    assert "more than 0.75 GB of memory" in failure.what
    assert "--memory-limit" in failure.next_step
    assert [outcome.ok for outcome in outcomes.values()] == [True, True]
    assert sorted(left_in(tmp_path / "out")) == ["a.txt", "z.txt"]


def test_a_plugin_that_exits_withholds_its_file_and_does_not_end_the_job(saboteurs, folder, tmp_path: Path) -> None:
    outcomes = run(Case("Exits", "detectors", "", 4).policy(), folder(".txt"), jobs=1)
    assert not outcomes.pop("m.txt").ok
    assert [outcome.ok for outcome in outcomes.values()] == [True, True]
    assert sorted(left_in(tmp_path / "out")) == ["a.txt", "z.txt"]


def test_a_name_that_two_packages_offer_is_refused_before_anything_is_read(saboteurs, site: Path, folder) -> None:
    offer(site, "rival", {"detectors": {"Raises": "saboteurs:Raises"}})
    with pytest.raises(PolicyError, match="offered by rival and saboteurs") as caught:
        Redactor(Case("Raises", "detectors", "", 2).policy())
    assert caught.value.exit_code == 2


def test_a_name_of_ours_cannot_be_taken_over(saboteurs, site: Path) -> None:
    offer(site, "rival", {"detectors": {"identifiers": "saboteurs:Raises"}})
    with pytest.raises(PolicyError, match="identifiers"):
        Redactor(Case("Raises", "detectors", "", 2).policy())


def test_a_plugin_that_the_policy_does_not_name_does_not_run(saboteurs, folder) -> None:
    assert all(outcome.ok for outcome in run(Case("replace", "operators", "", 0).policy(), folder(".txt")).values())


def test_a_plugin_that_cannot_be_made_is_one_clear_line(saboteurs) -> None:
    with pytest.raises(RedactError) as caught:
        Redactor(Case("CannotBeMade", "detectors", "", 4).policy())
    assert isinstance(caught.value, (PluginError, MissingError))
    assert "CannotBeMade" in str(caught.value)
    assert "/home/somebody" not in str(caught.value)


def test_a_plugin_whose_package_is_broken_is_one_clear_line(site: Path, folder) -> None:
    (site / "saboteurs.py").write_text("raise RuntimeError('at import')\n", "utf-8")
    offer(site, "saboteurs", {"detectors": {"Raises": "saboteurs:Raises"}})
    with pytest.raises(RedactError, match="Raises"):
        Redactor(Case("Raises", "detectors", "", 4).policy())


def test_the_contract_suite_sees_a_model_that_is_loaded_too_soon(saboteurs) -> None:
    from tests.contracts.test_every_plugin import test_its_constructor_loads_no_package_and_opens_no_file as suite

    with pytest.raises(AssertionError):
        suite("detectors", "LoadsAModel")
    suite("detectors", "Raises")


def test_texts_in_memory_are_not_answered_either_when_a_detector_cut_them(saboteurs) -> None:
    redactor = Redactor(Case("Truncates", "detectors", "", 4).policy())
    assert list(redactor.detect_texts(["Write to one@example.org", "x" * 100 + "  \n\u200b"]))[1] == []
    with pytest.raises(PluginError, match="Truncates saw 100 of 1,000 characters"):
        list(redactor.detect_texts(["x" * 1000]))
