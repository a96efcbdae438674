"""What the limits of a run do on the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from redact import cli


@pytest.mark.parametrize(
    ("limit", "says"), [(("--time-limit", "0.005"), "0.005 minutes"), (("--memory-limit", "0.01"), "0.01 GB of memory")]
)
def test_a_file_that_takes_more_than_it_may_is_withheld_and_it_is_said_what_to_do(
    limit: tuple[str, str], says: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Write to kim@example.org", "utf-8")
    result = CliRunner().invoke(cli.app, ["run", str(tmp_path / "in"), str(tmp_path / "out"), "--jobs", "1", *limit])
    assert result.exit_code != 0
    assert f"it took more than {says} and was stopped; give it more with {limit[0]}" in " ".join(result.output.split())
    assert not list((tmp_path / "out").glob("*"))


def test_with_no_limit_all_is_done(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Write to kim@example.org", "utf-8")
    arguments = [str(tmp_path / "in"), str(tmp_path / "out"), "--jobs", "1", "--time-limit", "0", "--memory-limit", "0"]
    assert CliRunner().invoke(cli.app, ["run", *arguments]).exit_code == 0
    assert (tmp_path / "out" / "a.txt").is_file()
