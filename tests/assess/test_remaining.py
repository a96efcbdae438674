from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from redact import policy
from redact.assess import Level, assess_record
from redact.errors import UnreadableError
from redact.report.record import record_of, run_of
from redact.types import (
    Edit,
    Effect,
    Failure,
    Finding,
    Modality,
    NewText,
    Outcome,
    Redaction,
    TextSpan,
    TimeRange,
    Tone,
)


def redaction(entity_type: str, effect: Effect, *, at: int = 0, subject: str | None = None) -> Redaction:
    finding = Finding(entity_type, (TextSpan("p1", at, at + 3),), 0.9, "rule", subject)
    edits = () if effect is Effect.KEPT else (Edit(finding.regions[0], NewText("X"), finding.key),)
    return Redaction(finding, edits, "operator", effect, "line 1")


def silence(start: float, end: float) -> Redaction:
    finding = Finding("PERSON", (TimeRange("s1", start, end),), 0.9, "rule")
    edits = (Edit(finding.regions[0], Tone(), finding.key),)
    return Redaction(finding, edits, "silence", Effect.REMOVED, "at 0:01")


def released(*redactions: Redaction, sound: float = 0.0) -> Outcome:
    extents = {"s1": (Modality.AUDIO, (sound,))} if sound else {}
    return Outcome("a.txt", "text/plain", redactions=redactions, output_digest="0" * 64, extents=extents)


@pytest.fixture
def record(tmp_path: Path):
    def write(*outcomes: Outcome, policy_name: str = "default", digest: str = "") -> Path:
        run = run_of(policy.load(policy_name), datetime.now(UTC))
        run = msgspec.structs.replace(run, policy_sha256=digest or run.policy_sha256)
        (tmp_path / "report.json").write_bytes(msgspec.json.encode(record_of(run, outcomes)))
        return tmp_path

    return write


def the_file(folder: Path):
    (only,) = assess_record(folder).files
    return only


def test_a_direct_identifier_that_was_kept_is_counted_by_its_type(record) -> None:
    file = the_file(record(released(redaction("PERSON", Effect.KEPT), redaction("EMAIL_ADDRESS", Effect.MASKED, at=9))))
    assert (file.level, dict(file.direct), dict(file.indirect)) == (Level.DIRECT, {"PERSON": 1}, {})


def test_indirect_identifiers_that_were_kept_are_counted_apart(record) -> None:
    file = the_file(record(released(redaction("LOCATION", Effect.KEPT), redaction("LOCATION", Effect.KEPT, at=9))))
    assert (file.level, dict(file.indirect)) == (Level.INDIRECT, {"LOCATION": 2})


def test_a_type_that_only_a_plugin_knows_counts_as_direct(record) -> None:
    assert dict(the_file(record(released(redaction("SHOE_SIZE", Effect.KEPT)))).direct) == {"SHOE_SIZE": 1}


def test_pseudonyms_keep_it_personal_data_and_link_what_is_said_of_one_subject(record) -> None:
    places = [redaction("PERSON", Effect.PSEUDONYMISED, at=at, subject=f"s{at // 20}") for at in (0, 9, 20)]
    file = the_file(record(released(*places)))
    assert (file.level, file.pseudonyms, file.linked) == (Level.PSEUDONYMISED, 3, 1)


def test_a_voice_that_can_be_heard_singles_out_and_a_silenced_one_does_not(record) -> None:
    half = the_file(record(released(silence(0.0, 2.0), silence(1.0, 3.0), sound=10.0)))
    assert (half.level, half.seconds_heard) == (Level.SINGLED_OUT, 7.0)
    assert the_file(record(released(silence(-1.0, 12.0), sound=10.0))).level is Level.NOTHING_COUNTED


def test_what_is_left_in_a_file_inside_counts_for_the_file_around_it(record) -> None:
    outer = replace(released(), name="mail.eml", children=(released(redaction("PERSON", Effect.KEPT), sound=2.0),))
    file = the_file(record(outer))
    assert (file.level, dict(file.direct), file.seconds_heard) == (Level.DIRECT, {"PERSON": 1}, 2.0)


def test_even_a_clean_file_is_said_to_be_counted_only(record) -> None:
    file = the_file(record(released(redaction("PERSON", Effect.REMOVED))))
    assert file.level is Level.NOTHING_COUNTED
    assert any("missed" in reason for reason in file.reasons)


def test_the_whole_is_as_exposed_as_its_worst_file_and_withheld_ones_are_told(record) -> None:
    withheld = Outcome("b.txt", failures=(Failure("damaged", "b.txt", "mend it", 4),))
    clean = replace(released(), name="c.txt")
    found = assess_record(record(released(redaction("PERSON", Effect.KEPT)), withheld, clean))
    assert (found.level, found.withheld, len(found.files)) == (Level.DIRECT, 1, 2)
    assert any(reason.startswith("1 file withheld") for reason in found.reasons)


def test_what_a_built_in_policy_leaves_alone_is_listed(record) -> None:
    found = assess_record(record(released()))
    assert found.not_sought
    assert "ORGANIZATION" in found.not_sought
    assert "PERSON" not in found.not_sought


def test_of_a_policy_that_has_changed_since_nothing_is_claimed(record) -> None:
    found = assess_record(record(released(), digest="0" * 64))
    assert found.not_sought is None
    assert any("not at hand" in reason for reason in found.reasons)


def test_no_level_and_no_reason_says_anonymous(record) -> None:
    everything = [
        redaction(name, effect, at=5 * n, subject="s")
        for n, (name, effect) in enumerate((t, e) for t in ("PERSON", "AGE") for e in (*Effect, Effect.PSEUDONYMISED))
    ]
    found = assess_record(record(released(*everything, sound=4.0)))
    said = [*map(str, Level), *found.reasons, *(reason for file in found.files for reason in file.reasons)]
    assert len(said) > 8
    assert not any("anonym" in text.lower() for text in said)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format": "Zelphora Quindriss"}', b"\xff"])
def test_what_is_no_record_is_refused_without_quoting_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.json").write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        assess_record(tmp_path)
    assert "Zelphora" not in str(caught.value)


def test_a_record_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        assess_record(tmp_path / "absent")
