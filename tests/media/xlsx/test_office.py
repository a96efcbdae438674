"""What other programs make of our copies: LibreOffice opens them and shows what is left."""

import shutil
import subprocess
from pathlib import Path

import pytest

from redact.types import Release
from tests.media.xlsx.test_hidden import copy
from tests.media.xlsx_torture import EDITED, torture

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("release", [Release.OPEN, Release.LIMITED])
def test_libreoffice_opens_the_copy(tmp_path: Path, release: Release) -> None:
    target = copy(torture(tmp_path / "in.xlsx"), release)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = target.with_suffix(".fods").read_text(encoding="utf-8")
    assert EDITED["cell"] in shown
    for corner in ("hiddensheet", "hiddenrow", "masked", "threaded"):
        assert (EDITED[corner].split()[1] in shown) is (release is not Release.OPEN)
