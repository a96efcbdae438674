"""What most values of a column are, the others are taken for; what rules declare is taken as said."""

from hypothesis import given
from hypothesis import strategies as st

from redact.entities import ENTITY_TYPES
from redact.steps.columns import declared, like_their_column
from redact.types import Finding, Modality, Part, TextSpan


def cells(*texts: str, column: str = "c1") -> list[Part]:
    return [Part(f"r{number}", Modality.TEXT, text, column=column) for number, text in enumerate(texts)]


def whole(part: Part, score: float = 0.9, entity_type: str = "PERSON") -> Finding:
    return Finding(entity_type, (TextSpan(part.id, 0, len(part.text)),), score, "test")


LABEL = ENTITY_TYPES["PERSON"].label
NAMES = ("Ada Grove", "Ben Hale", "Cy Ives", "Di Jute", "Ed Kell", "Fay Lunt")


def test_the_one_that_was_missed_is_found() -> None:
    parts = cells(*NAMES, " Gus Mirth ")
    (found,) = like_their_column(parts, [whole(part) for part in parts[:-1]])
    assert found.entity_type == "PERSON"
    assert found.regions == (TextSpan("r6", 1, 10),)


def test_what_says_that_there_is_nothing_is_no_value() -> None:
    parts = cells(*NAMES, "n/a", "", "-", "Unknown", f"[{LABEL}]", f"[{LABEL} 3]")
    assert not list(like_their_column(parts, [whole(part) for part in parts[:6]]))


def test_few_values_say_nothing_of_a_column() -> None:
    parts = cells(*NAMES[:4])
    assert not list(like_their_column(parts, [whole(part) for part in parts[:3]]))


def test_names_inside_remarks_say_nothing_of_a_column() -> None:
    parts = cells(*(f"spoke to {name} about the drains" for name in NAMES), "the drains are dry")
    found = [Finding("PERSON", (TextSpan(part.id, 9, 16),), 0.9, "test") for part in parts[:-1]]
    assert not list(like_their_column(parts, found))


def test_weak_findings_say_nothing_of_a_column() -> None:
    parts = cells(*NAMES)
    assert not list(like_their_column(parts, [whole(part, 0.3) for part in parts[:-1]]))


def test_columns_are_kept_apart() -> None:
    parts = [*cells(*NAMES), *cells("Gus Mirth", column="c2")]
    assert not list(like_their_column(parts, [whole(part) for part in parts[:6]]))


@given(st.lists(st.sampled_from([*NAMES, "n/a", "x", "", "  "]), max_size=12), st.integers(0, 2**12 - 1))
def test_nothing_is_found_twice_or_outside(texts: list[str], chosen: int) -> None:
    parts = cells(*texts)
    found = [whole(part) for number, part in enumerate(parts) if chosen >> number & 1 and part.text]
    known = {finding.regions[0].part for finding in found}
    for finding in like_their_column(parts, found):
        (span,) = finding.regions
        assert span.part not in known
        text = next(part.text for part in parts if part.id == span.part)
        assert text[span.start : span.end] == text.strip() != ""


def test_what_a_rule_declares_is_found_without_its_margins() -> None:
    part = Part("p", Modality.TEXT, "  Zed Quill\n", declared="PERSON")
    (found,) = declared([part, Part("q", Modality.TEXT, "else"), Part("e", Modality.TEXT, " ", declared="PERSON")])
    assert (found.regions, found.score) == ((TextSpan("p", 2, 11),), 1.0)


def test_a_value_that_stands_often_counts_often() -> None:
    parts = [
        Part("a", Modality.TEXT, "Ada Grove", column="c", count=9),
        Part("b", Modality.TEXT, "Bo Ives", column="c"),
    ]
    (found,) = like_their_column(parts, [whole(parts[0])])
    assert found.regions[0].part == "b"
