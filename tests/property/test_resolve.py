"""Resolving never loses a character that was found and never leaves an overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from redact.occurrences import Wanted
from redact.resolve.overlaps import settle, span_of
from redact.types import Finding, TextSpan

TEXT = "abcdefghij klmnopqrst uvwxyz 0123456789"


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    made = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        kind, score = draw(st.sampled_from("ABC")), draw(st.floats(0, 1))
        made.append(Finding(kind, (TextSpan("p", start, end),), score, "d"))
    return made


def covered(listed: list[Finding]) -> set[int]:
    spans = [span_of(finding) for finding in listed]
    return {i for span in spans for i in range(span.start, span.end) if TEXT[i].isalnum()}


@given(findings())
def test_every_character_that_was_found_stays_found(listed: list[Finding]) -> None:
    assert covered(settle(listed, {"p": TEXT})) == covered(listed)


@given(findings())
def test_nothing_overlaps(listed: list[Finding]) -> None:
    spans = [span_of(finding) for finding in settle(listed, {"p": TEXT})]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(findings())
def test_settling_twice_changes_nothing(listed: list[Finding]) -> None:
    once = settle(listed, {"p": TEXT})
    assert settle(once, {"p": TEXT}) == once


@given(st.text(), st.text(), st.text(alphabet=st.characters(categories=["L", "N"]), min_size=2))
def test_a_value_between_other_words_is_always_found(before: str, after: str, value: str) -> None:
    text = f"{before} {value} {after}"
    start = len(before) + 1
    found = [(place.start, place.end) for place in Wanted([value]).occurrences(text)]
    assert (start, start + len(value)) in found


@given(st.text(alphabet="0123456789", min_size=6, max_size=12), st.sampled_from([" ", "-", ".", "\u00a0", "\n"]))
def test_a_number_is_found_however_it_is_grouped(number: str, separator: str) -> None:
    grouped = separator.join([number[:3], number[3:]])
    assert [(p.start, p.end) for p in Wanted([number]).occurrences(f"x {grouped} y")] == [(2, 2 + len(grouped))]
