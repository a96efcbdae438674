"""The torture file through the whole sentence: redacted, verified and examined, for every kind of reader and copy."""

import json
import re
from pathlib import Path

import pytest

from redact import Redactor, policy
from redact.media.xlsx import XlsxHandler
from redact.types import Release
from tests.media.office import members_of
from tests.media.xlsx.test_hidden import said
from tests.media.xlsx_torture import DROPPED, EDITED, torture

FORMS = {"": ".xlsx", "csv": ".xlsx.csv", "pdf": ".xlsx.pdf"}


def redactor(release: Release, flatten: str) -> Redactor:
    lists = f"[lists]\ndeny = {json.dumps([*EDITED.values()])}\n"
    text = f'name = "t"\nextends = "default"\nrelease = "{release}"\n[detectors]\nnames = false\nsensitive = false\n'
    return Redactor(policy.parse(f'{text}{lists}[handlers.xlsx]\nflatten = "{flatten}"\n'))


@pytest.mark.parametrize("release", Release)
@pytest.mark.parametrize("flatten", FORMS)
def test_nothing_planted_is_left_and_the_copy_is_released(tmp_path: Path, release: Release, flatten: str) -> None:
    outcome = redactor(release, flatten).redact_file(torture(tmp_path / "in.xlsx"), tmp_path / "out.xlsx")
    assert outcome.ok, outcome.failures
    assert outcome.target is not None
    assert outcome.target.name == f"out{FORMS[flatten]}"
    text = said(outcome.target) if not flatten else shown(outcome.target, flatten)
    words = [re.split(r"[\W_]", secret)[0] for secret in (*EDITED.values(), *DROPPED.values())]
    assert not [word for word in words if word in text]
    assert "kept words" in text or release is Release.OPEN
    if not flatten:
        assert not [name for name in members_of(outcome.target) if "pivot" in name or "vba" in name.lower()]


def shown(target: Path, flatten: str) -> str:
    handler = XlsxHandler(XlsxHandler.Options(flatten=flatten))  # type: ignore[arg-type]  # one of FORMS
    return "\n".join(part.text for part in handler.reopen(target).parts)
