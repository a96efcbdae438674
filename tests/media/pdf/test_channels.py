"""The whole engine on a PDF that shows a secret by every way there is, and holds many more that it does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from redact import Redactor, policy
from redact.types import Outcome, Release
from tests import independent
from tests.media.pdf.channels import SURNAMES, channels
from tests.media.pdf.making import everything_in
from tests.media.pdf.torture import torture

pytestmark = pytest.mark.models
RELEASES = (Release.OPEN, Release.INTERNAL)


class Run:
    """The file of all channels, redacted for one release."""

    def __init__(self, folder: Path, release: Release) -> None:
        self.source, self.shown = channels(folder)
        self.target = folder / "out.pdf"
        self.outcome: Outcome = Redactor(_policy(release)).redact_file(self.source, self.target)

    def said(self) -> Iterator[str]:
        """What a curious reader finds: text by other libraries, bytes, streams, and what is read from the pictures."""
        yield everything_in(self.target)
        yield from independent.texts(self.target)


def _policy(release: Release) -> policy.Policy:
    denied = ", ".join(f'"{name}"' for name in SURNAMES)
    text = f'name = "channels"\nextends = "default"\nrelease = "{release}"\n[lists]\ndeny = [{denied}]\n'
    return policy.parse(text)


@pytest.fixture(scope="module", params=RELEASES, ids=str)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("channels"), request.param)


def test_every_channel_shows_its_secret_before(run: Run) -> None:
    said = independent.squashed("\n".join(independent.texts(run.source)))
    missing = [channel for channel, name in run.shown.items() if independent.squashed(name) not in said]
    assert missing == []


def test_no_secret_is_left_in_any_channel(run: Run) -> None:
    assert run.outcome.ok, run.outcome.failures
    said = independent.squashed("\n".join(run.said()))
    left = [channel for channel, name in run.shown.items() if independent.squashed(name) in said]
    assert left == []


def test_what_stands_beside_stays(run: Run) -> None:
    said = "\n".join(independent.texts(run.target))
    assert len(re.findall(r"\bseen\b", said)) >= 12
    assert len(re.findall(r"\bthere\b", said)) >= 12


def test_of_what_is_not_shown_nothing_is_left(tmp_path: Path) -> None:
    source, planted = torture(tmp_path)
    outcome = Redactor("foi").redact_file(source, tmp_path / "out.pdf")
    assert outcome.ok, outcome.failures
    left = everything_in(tmp_path / "out.pdf")
    assert [word for word in planted if word in left] == []


def test_pages_without_findings_keep_what_they_draw_byte_for_byte(tmp_path: Path) -> None:
    from tests.media.pdf.making import new_pdf, saved

    plain = b"BT /F1 12 Tf 20 100 Td [(Nothing) -250 (here)] TJ ET\n0.5 g 10 10 30 5 re f"
    source = saved(new_pdf(plain, b"BT /F1 12 Tf 20 100 Td (seen Abernathy there) Tj ET", plain), tmp_path)
    outcome = Redactor(_policy(Release.OPEN)).redact_file(source, tmp_path / "out.pdf")
    assert outcome.ok and outcome.redactions
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert [pdf.pages[n].Contents.read_bytes() for n in (0, 2)] == [plain, plain]
