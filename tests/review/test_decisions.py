"""The decisions file: nothing is lost, the last word counts, and no text is in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import PolicyError
from redact.review.decisions import (
    added,
    append,
    decided,
    is_addition,
    left_in_place,
    read,
    read_waiting,
    waiting,
    write_waiting,
)
from redact.types import (
    Box,
    Decision,
    Edit,
    Effect,
    Failure,
    Finding,
    KeyFrame,
    NewText,
    Outcome,
    Redaction,
    Region,
    TextSpan,
    TimeRange,
    Track,
    Verdict,
)

FINDINGS = [Finding("PERSON", (TextSpan("t", n, n + 3),), 0.81234, "names/1", why=("a name",)) for n in (0, 10, 20)]


def decision(number: int, verdict: Verdict, file: str = "digest") -> Decision:
    return Decision(file, FINDINGS[number].key, verdict, "ann", "2026-01-01T00:00:00Z", "because", "s40(2)")


def test_what_was_appended_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.jsonl"
    first, second = decision(0, Verdict.ACCEPT), decision(1, Verdict.REJECT)
    append(path, [first])
    append(path, [second])
    assert read(path) == [first, second]


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == []


def test_the_last_word_counts_and_only_for_its_file() -> None:
    made = [
        decision(0, Verdict.ACCEPT),
        decision(0, Verdict.REJECT),
        decision(1, Verdict.ACCEPT),
        decision(1, Verdict.REJECT, file="other"),
        decision(2, Verdict.ACCEPT, file="other"),
    ]
    sorted_ = decided(FINDINGS, (), "digest", made)
    assert (sorted_.goes, sorted_.stays, sorted_.undecided) == ((FINDINGS[1],), (FINDINGS[0],), (FINDINGS[2],))


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Verdict)), max_size=8))
def test_every_finding_ends_in_one_place(made: list[tuple[int, Verdict]]) -> None:
    sorted_ = decided(FINDINGS, (), "digest", [decision(*each) for each in made])
    ends = [*sorted_.goes, *sorted_.stays, *sorted_.undecided]
    assert sorted(f.key for f in ends) == sorted(f.key for f in FINDINGS)
    assert {f.key for f in sorted_.undecided} == {FINDINGS[n].key for n in {0, 1, 2} - {n for n, _ in made}}


@given(st.integers(1, 200))
def test_a_last_line_that_was_torn_off_costs_only_itself(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    path = tmp_path_factory.mktemp("d") / "decisions.jsonl"
    append(path, [decision(0, Verdict.ACCEPT), decision(1, Verdict.REJECT)])
    data = path.read_bytes()
    last = data[:-1].rindex(b"\n") + 1
    path.write_bytes(data[: max(last, len(data) - cut)])
    assert decision(0, Verdict.ACCEPT) in read(path)


def test_appending_after_a_torn_line_does_not_glue_to_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [decision(0, Verdict.ACCEPT)])
    path.write_bytes(path.read_bytes()[:-1])
    append(path, [decision(1, Verdict.REJECT)])
    assert read(path) == [decision(0, Verdict.ACCEPT), decision(1, Verdict.REJECT)]


def test_a_line_torn_in_its_middle_stays_readable_after_appending(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [decision(0, Verdict.ACCEPT), decision(1, Verdict.REJECT)])
    path.write_bytes(path.read_bytes()[:-20])
    append(path, [decision(2, Verdict.REJECT)])
    assert read(path) == [decision(0, Verdict.ACCEPT), decision(2, Verdict.REJECT)]


def test_a_bad_line_in_the_middle_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b'{"nonsense": 1}\n')
    append(path, [decision(0, Verdict.ACCEPT)])
    with pytest.raises(PolicyError, match="line 1"):
        read(path)


def test_what_waits_is_listed_without_text(tmp_path: Path) -> None:
    edit = Edit(FINDINGS[0].regions[0], NewText("[Person]"), FINDINGS[0].key)
    row = Redaction(FINDINGS[0], (edit,), "replace", Effect.MASKED, "line 3")
    needed = Failure("1 findings wait", "a.txt", "decide", 1)
    rows = waiting(Outcome("a.txt", redactions=(row,), failures=(needed,), input_digest="digest"))
    path = tmp_path / "rec" / "pending.jsonl"
    write_waiting(path, rows)
    assert read_waiting(path) == rows
    assert [(each.file, each.place, each.score, each.detector) for each in rows] == [
        ("digest", "line 3", 0.812, "names/1")
    ]
    write_waiting(path, [])
    assert read_waiting(path) == []
    assert read_waiting(tmp_path / "none") == []


PLACES: tuple[Region, ...] = (
    TextSpan("t", 4, 9),
    Box("p1.image", 1.5, 2.0, 30.1, 40.0),
    TimeRange("a", 1.25, 3.0),
    Track("v", (KeyFrame(0.5, Box("v", 0.0, 0.0, 10.0, 10.0)), KeyFrame(1.0, Box("v", 5.0, 0.0, 15.0, 10.0)))),
)


def put(*places: Region, finding: str = "", verdict: Verdict = Verdict.ACCEPT) -> Decision:
    key = finding or Finding("PERSON", places, 1.0, "x").key
    return Decision("digest", key, verdict, "ann", "2026-01-01T00:00:00Z", entity_type="PERSON", places=places)


class TestPlaces:
    def test_every_kind_of_place_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        made = [put(*PLACES), put(PLACES[1], finding=FINDINGS[0].key), decision(1, Verdict.REJECT)]
        append(tmp_path / "d", made)
        assert read(tmp_path / "d") == made
        assert b"places" not in (tmp_path / "d").read_bytes().splitlines()[2]

    def test_places_without_a_type_are_no_decision(self, tmp_path: Path) -> None:
        path = tmp_path / "d"
        append(path, [put(*PLACES)])
        path.write_bytes(path.read_bytes().replace(b"PERSON", b"person"))
        with pytest.raises(PolicyError, match="line 1"):
            read(path)

    def test_what_was_added_goes_for_its_file_alone(self) -> None:
        (finding,) = added([put(*PLACES)], "digest")
        assert (finding.entity_type, finding.regions, finding.score) == ("PERSON", PLACES, 1.0)
        assert finding.detector == "review" and finding.why[0] == "added by a reviewer"
        assert added([put(*PLACES)], "other") == ()
        assert finding.key == put(*PLACES).finding

    def test_what_was_added_can_be_taken_back(self) -> None:
        made = [put(*PLACES), put(*PLACES, verdict=Verdict.REJECT)]
        assert added(made, "digest") == () and added(made[:1], "digest") != ()

    def test_what_was_moved_goes_there_and_stays_here(self) -> None:
        move = put(PLACES[1], finding=FINDINGS[0].key)
        (finding,) = added([move], "digest")
        assert finding.why[0] == "moved by a reviewer" and not is_addition(move)
        sorted_ = decided(FINDINGS[:1], (), "digest", [move])
        assert (sorted_.goes, sorted_.stays, sorted_.undecided) == ((), (FINDINGS[0],), ())
        back = decided(FINDINGS[:1], (), "digest", [move, decision(0, Verdict.ACCEPT)])
        assert back.goes == (FINDINGS[0],)

    def test_a_flagged_passage_that_was_moved_stays_where_it_was(self) -> None:
        move = put(PLACES[1], finding=FINDINGS[0].key)
        assert decided((), FINDINGS[:1], "digest", [move]).taken == ()

    def test_what_was_left_in_place_is_what_was_found_there(self) -> None:
        made = [
            decision(0, Verdict.REJECT),
            put(PLACES[1], finding=FINDINGS[1].key),
            decision(2, Verdict.ACCEPT),
            put(*PLACES),
            put(PLACES[0], verdict=Verdict.REJECT),
        ]
        assert left_in_place(made) == {"digest": 2}
