"""How much of a text was seen: a union of stretches, in which only blanks may be missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import PluginError
from redact.progress import ignore
from redact.steps.look import detect, examine
from redact.steps.seen import share_seen
from redact.types import Looked, Modality, Part
from tests.toys import Capitals, tools


def text(content: str, name: str = "p", place: str = "line 3") -> Part:
    return Part(name, Modality.TEXT, content, place=place)


@given(st.text("ab \n\u200b", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_all_is_seen_when_every_letter_lies_in_a_stretch(content: str, edges: list[tuple[int, int]]) -> None:
    spans = [(min(start, len(content)), min(end, len(content))) for start, end in map(sorted, edges)]
    looked = [Looked("p", start, end) for start, end in spans]
    whole = all(any(start <= at < end for start, end in spans) for at, letter in enumerate(content) if letter in "ab")
    if whole and (looked or not set("ab") & set(content)):
        assert share_seen("it", looked, [text(content)]) == 1.0
    elif looked:
        with pytest.raises(PluginError, match=r"it saw \d+ of \d+ characters of line 3"):
            share_seen("it", looked, [text(content)])
    else:
        assert share_seen("it", looked, [text(content)]) is None


def test_the_message_counts_what_was_seen() -> None:
    with pytest.raises(PluginError, match="it saw 512 of 1,000 characters of line 3"):
        share_seen("it", [Looked("p", 0, 500), Looked("p", 40, 512)], [text("x" * 1000)])


def test_a_part_that_is_passed_over_is_not_forgiven_because_others_were_seen() -> None:
    with pytest.raises(PluginError, match="0 of 3 characters of q"):
        share_seen("it", [Looked("p", 0, 3)], [text("one"), text("two", "q", "")])


@pytest.mark.parametrize(
    "looked", [Looked("elsewhere", 0, 1), Looked("p", -1, 2), Looked("p", 2, 1), Looked("p", 0, 4)]
)
def test_a_stretch_outside_its_part_is_refused(looked: Looked) -> None:
    with pytest.raises(PluginError, match="outside its part"):
        share_seen("it", [looked], [text("one")])


def test_a_detector_that_says_nothing_is_on_record_as_that() -> None:
    parts = [text("ask KIM")]
    examined = examine(parts, tools(), ignore)
    assert examined.seen == {"capitals": None}
    assert detect(parts, tools(), ignore) == examined.findings != []


class Telling(Capitals):
    def detect(self, parts):
        yield from super().detect(parts)
        yield from (Looked(part.id, 0, len(part.text)) for part in parts)


def test_what_was_seen_is_no_finding() -> None:
    examined = examine([text("ask KIM")], tools(detector=Telling()), ignore)
    assert (len(examined.findings), examined.seen) == (1, {"capitals": 1.0})
