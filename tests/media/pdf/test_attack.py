"""The published attack on the widths of hidden names, before and after lines are set anew."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from redact.types import Release
from tests.media.pdf.attack import NAMES, WAYS, made, made_by_reportlab, operands, positions, redacted, remain, width

COUNT = int(os.environ.get("REDACT_NAMES", "20"))
"""Of the thousand names; ``REDACT_NAMES=1000 pytest -s`` plays the whole attack and prints what is left."""
SOME = NAMES[:: len(NAMES) // COUNT][:COUNT]


def left(source: Path, release: Release) -> tuple[float, float]:
    """How many names are left on average, by where PDFium finds the letters and by what the contents say."""
    target = redacted(source, SOME, release)
    return tuple(
        sum(remain(seen, n) for n in range(len(seen))) / len(seen) for seen in (positions(target), operands(target))
    )


@pytest.mark.parametrize("way", [*WAYS, "reportlab"])
def test_no_name_can_be_told_from_another_by_its_width(way: str, tmp_path: Path) -> None:
    source = made_by_reportlab(SOME, tmp_path) if way == "reportlab" else made(WAYS[way], SOME, tmp_path)
    exact = left(source, Release.INTERNAL)
    fixed = left(source, Release.OPEN)
    print(
        f"{way}: of {COUNT} names {exact[0]:.1f} by places, {exact[1]:.1f} by operands; {fixed[0]:.0f}, {fixed[1]:.0f}"
    )
    assert exact[1] < 2
    assert way == "table" or exact[0] < COUNT / 8  # in a table nothing stands behind the name
    assert fixed == (COUNT, COUNT)


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöüßéîABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÉ'.-", min_size=2, max_size=9)
WHO = st.lists(LETTERS.filter(lambda word: word[0].isalpha() and word[-1].isalpha()), min_size=1, max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*WAYS]), WHO, WHO)
def test_pages_that_differ_in_what_is_hidden_become_the_same_bytes(
    tmp_path: Path, way: str, one: list[str], other: list[str]
) -> None:
    names = [" ".join(one), " ".join(other)]
    assume(way != "justified" or max(map(width, names)) < 110)  # else the words of the line would overlap
    first, second = operands(redacted(made(WAYS[way], names, tmp_path), names, Release.OPEN))
    assert first == second
