"""What resolving must do, whatever the detectors said."""

from redact.policy import parse
from redact.resolve import joined_places, resolve
from redact.types import Box, Finding, TextSpan, TimeRange

POLICY = parse("""
name = "t"
find = ["PERSON", "PHONE_NUMBER", "URL", "EMAIL_ADDRESS", "HIDDEN"]
[lists]
keep = ["Acme"]
deny = ["Nimbus"]
""")


def found(text: str, value: str, entity_type: str, score: float = 0.8, part: str = "a") -> Finding:
    start = text.index(value)
    return Finding(entity_type, (TextSpan(part, start, start + len(value)),), score, "test")


def spans(text: str, *findings: Finding, **more: str) -> list[tuple[str, str]]:
    texts = {"a": text, **more}
    resolved = resolve(findings, texts, POLICY)
    regions = [(f.entity_type, f.regions[0]) for f in resolved.goes]
    return [(kind, texts[r.part][r.start : r.end]) for kind, r in regions if isinstance(r, TextSpan)]


def test_a_finding_inside_another_is_absorbed() -> None:
    text = "see https://x.example/u?m=kim@x.example now"
    url = found(text, "https://x.example/u?m=kim@x.example", "URL", 0.6)
    assert spans(text, url, found(text, "kim@x.example", "EMAIL_ADDRESS", 1.0)) == [
        ("URL", "https://x.example/u?m=kim@x.example")
    ]


def test_of_a_partial_overlap_every_character_goes() -> None:
    text = "Kim Bow 07700 900123"
    result = spans(text, found(text, "Kim Bow 07700", "PERSON", 0.5), found(text, "07700 900123", "PHONE_NUMBER", 0.9))
    assert result == [("PERSON", "Kim Bow "), ("PHONE_NUMBER", "07700 900123")]


def test_types_and_scores_that_the_policy_does_not_want_are_left() -> None:
    text = "Kim Bow works at Acme Ltd"
    assert spans(text, found(text, "Kim Bow", "PERSON", 0.1), found(text, "Acme Ltd", "ORGANIZATION")) == []


def test_kept_values_stay_and_hidden_values_go() -> None:
    text = "Acme hired Nimbus"
    assert spans(text, found(text, "Acme", "PERSON")) == [("HIDDEN", "Nimbus")]


def test_what_was_found_once_is_found_everywhere() -> None:
    text = "Will Harper wrote.\nWe will answer WILL HARPER; Harper's reply, 07700 900123 or tel:07700900123."
    result = spans(
        text, found(text, "Will Harper", "PERSON"), found(text, "07700 900123", "PHONE_NUMBER"), b="Harper, W"
    )
    assert [value for _, value in result] == [
        "Will Harper", "WILL HARPER", "Harper", "07700 900123", "07700900123", "Harper",
    ]  # fmt: skip


def test_mentions_of_one_person_share_a_subject_and_two_of_a_surname_do_not() -> None:
    text = "Dr Ann Lowe and Bob Lowe met Mrs Kay Stone. Stone left. Lowe stayed."
    people = [found(text, v, "PERSON") for v in ("Dr Ann Lowe", "Bob Lowe", "Mrs Kay Stone")]
    goes = resolve(people, {"a": text}, POLICY).goes
    assert [finding.subject for finding in goes] == ["PERSON-1", "PERSON-2", "PERSON-3", "PERSON-3", "PERSON-4"]


def test_boxes_of_one_line_become_one_and_lines_stay_apart() -> None:
    first, second, below = Box("p", 0, 0, 40, 10), Box("p", 45, 1, 80, 11), Box("p", 0, 20, 40, 30)
    assert joined_places([first, second, below]) == (Box("p", 0, 0, 80, 11), below)


def test_ranges_that_touch_become_one() -> None:
    assert joined_places([TimeRange("a", 0, 1), TimeRange("a", 1, 2), TimeRange("a", 3, 4)]) == (
        TimeRange("a", 0, 2),
        TimeRange("a", 3, 4),
    )
