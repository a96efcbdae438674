"""A stranger's package, there for one test: a folder on the path with a module and the list of what it offers."""

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

OFFERS = {
    "detectors": (
        "Raises RaisesAName Exits PointsOutside PointsNowhere GivesNoFinding Dies FindsTheTrigger LoadsAModel "
        "CannotBeMade Truncates LeavesAPartOut SawTooMuch"
    ),
    "operators": "Echo EchoInside EchoRaises",
    "handlers": "WritesNothing CopiesTheInput WritesHalf TakesMore LoadRaises TwoPartsOneId",
    "readers": "Lies LiesAboutThePart ForgetsWhereItStood",
}


def offer(site: Path, package: str, points: dict[str, dict[str, str]]) -> None:
    """Make *package* look installed in the folder *site*, with these entry points by group and name."""
    info = site / f"{package}-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n", "utf-8")
    lines = (
        line
        for group, offers in points.items()
        for line in (f"[redact.{group}]", *(f"{name} = {value}" for name, value in offers.items()))
    )
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of packages that this process and its children look into."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "saboteurs", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def saboteurs(site: Path) -> Callable[[str], str]:
    """Installs the saboteurs; gives the plugin name of a class."""
    copyfile(Path(__file__).with_name("saboteurs.py"), site / "saboteurs.py")
    offer(
        site,
        "saboteurs",
        {group: {name: f"saboteurs:{name}" for name in names.split()} for group, names in OFFERS.items()},
    )
    return str
