"""The sentence with small plugins: what is released, what is withheld, and what is left behind."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest

from redact.contracts import Changes, Mention
from redact.pipeline import Decided, Task, redact_one
from redact.types import (
    Alignment,
    Box,
    Document,
    Effect,
    Fill,
    Finding,
    Known,
    Modality,
    NewText,
    Outcome,
    Part,
    Picture,
)
from tests.toys import Capitals, Forgetful, Label, Toy, policy, tools


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def redact(text: str, name: str = "note.txt", known: tuple[Known, ...] = (), **plugins: Any) -> Outcome:
        source = tmp_path / "in.txt"
        source.write_bytes(text.encode())
        decide = plugins.pop("decide", None)
        task = Task(source, tmp_path / "out", PurePosixPath(name), number=7, known=known)
        return redact_one(task, tools(**plugins), *([lambda *_: None, decide] if decide else []))

    return redact


def released(outcome: Outcome) -> str:
    assert outcome.ok, outcome.failures
    assert outcome.target is not None
    return outcome.target.read_bytes().decode()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_was_found_is_replaced_and_the_rest_stays(run: Any) -> None:
    assert released(run("call KIM at noon\r\n")) == "call [x] at noon\r\n"


def test_a_second_look_takes_out_what_appeared_only_in_the_copy(run: Any) -> None:
    pattern = r"\bKIM\b|(?<=\[x\] )tail\b"
    assert released(run("KIM tail and tail", detector=Capitals(pattern))) == "[x] [x] and [x]"


def test_a_writer_that_forgets_is_caught_and_nothing_is_left(run: Any, tmp_path: Path) -> None:
    outcome = run("ask KIM and BOB", handler=Forgetful(Forgetful.Options()))
    assert not outcome.ok
    assert outcome.failures[0].exit_code == 5
    assert left_in(tmp_path / "out") == []


def test_an_operator_that_returns_the_value_is_refused(run: Any) -> None:
    outcome = run("ask KIM", operator=Label("KIM"))
    assert "the value itself" in outcome.failures[0].what


class Raising(Capitals):
    def detect(self, parts: Any) -> Any:
        raise ValueError(parts[0].text)


def test_a_plugin_that_raises_is_named_without_what_it_saw(run: Any) -> None:
    outcome = run("ask KIM", detector=Raising())
    assert "capitals raised ValueError" in outcome.failures[0].what
    assert "KIM" not in str(outcome)


class Outside(Capitals):
    def detect(self, parts: Any) -> Any:
        for finding in super().detect(parts):
            yield Finding("PERSON", (type(finding.regions[0])("elsewhere", 0, 3),), 0.9, "x")


def test_a_region_outside_its_part_is_refused(run: Any) -> None:
    assert "outside its part" in run("ask KIM", detector=Outside()).failures[0].what


def test_the_file_name_is_redacted_and_numbered(run: Any) -> None:
    assert run("hello", name="sub/letter_to_KIM.txt").name == "sub/letter to [x] (7).txt"
    assert run("hello", name="KIM/plain.txt").name == "[x]/plain.txt"


def test_a_failure_names_the_file_without_the_person(run: Any) -> None:
    outcome = run("a\0b", name="letter_to_KIM.txt")
    assert outcome.failures[0].where == "letter to [x] (7).txt"


def test_a_kept_word_stays_beside_the_same_word_hidden(run: Any) -> None:
    text = "WILL wrote that he will come; KIM agreed."
    assert released(run(text)) == "[x] wrote that he will come; [x] agreed."


def test_what_a_reviewer_rejects_stays_and_is_no_leak(run: Any) -> None:
    def decide(findings: tuple[Finding, ...], flagged: tuple[Finding, ...], _: str) -> Decided:
        first, *others = findings
        return Decided(tuple(others), (first,))

    assert released(run("KIM saw the NHS.", decide=decide)) == "KIM saw the [x]."


def test_what_the_keep_operator_leaves_is_no_leak(run: Any) -> None:
    from redact.anonymise.keep import KeepOperator
    from redact.contracts import Secrets

    keep = KeepOperator(KeepOperator.Options(), Secrets())
    outcome = run("KIM saw the NHS.", operator=keep)
    assert released(outcome) == "KIM saw the NHS."
    assert {redaction.effect for redaction in outcome.redactions} == {Effect.KEPT}


def test_nothing_is_written_while_a_decision_is_missing(run: Any, tmp_path: Path) -> None:
    outcome = run("ask KIM", decide=lambda findings, flagged, _: Decided((), (), findings))
    assert outcome.failures[0].exit_code == 1
    assert left_in(tmp_path / "out") == []


def test_known_values_go_although_no_detector_sees_them(run: Any) -> None:
    assert released(run("dear rosa, hello", known=(Known("PERSON", "Rosa"),))) == "dear [x], hello"


def test_the_outcome_says_what_was_done_without_the_text(run: Any) -> None:
    outcome = run("call KIM")
    redaction = outcome.redactions[0]
    assert (redaction.operator, outcome.effect, outcome.rounds) == ("label", Effect.MASKED, 1)
    assert redaction.edits[0].replacement == NewText("[x]")
    assert "KIM" not in repr(outcome)
    assert outcome.input_digest != outcome.output_digest


def test_unsupported_files_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "x.xyz"
    source.write_bytes(b"KIM")
    outcome = redact_one(Task(source, tmp_path / "out", PurePosixPath("x.xyz")), tools())
    assert outcome.failures[0].exit_code == 4
    assert not (tmp_path / "out").exists()


def test_the_deny_and_keep_lists_of_the_policy_decide(run: Any) -> None:
    own = policy('[lists]\nkeep = ["NHS"]\ndeny = ["project nimbus"]')
    assert released(run("NHS: KIM joins Project Nimbus", policy=own)) == "NHS: [x] joins [x]"


def test_what_a_list_keeps_is_on_record_and_known_to_nobody(run: Any) -> None:
    outcome = run("NHS: KIM", policy=policy('[lists]\nkeep = ["nhs"]\nallow = ["ACME"]'))
    gone, kept = outcome.redactions
    assert (kept.operator, kept.effect, kept.edits) == ("policy/keep", Effect.KEPT, ())
    assert outcome.effect == gone.effect == Effect.MASKED
    assert [known.value for known in outcome.known] == ["KIM"]


def test_an_allowed_word_stays_and_leaves_no_trace(run: Any) -> None:
    outcome = run("WILL you come, ACME? asks KIM", policy=policy('[lists]\nallow = ["will", "acme"]'))
    assert released(outcome) == "WILL you come, ACME? asks [x]"
    assert len(outcome.redactions) == 1


class Painter(Toy):
    """Says that its text lies on a picture, and leaves both as they are."""

    suffixes = frozenset({".txt"})

    def load(self, source: Path) -> Document:
        text = source.read_text()
        where = Alignment.of([(i, i + 1, Box("p.image", i, 0, i + 1, 9)) for i in range(len(text))])
        black = np.zeros((9, len(text), 3), np.uint8)
        picture = Picture(len(text), 9, lambda: black)
        parts = (Part("p", Modality.TEXT, text, alignment=where), Part("p.image", Modality.IMAGE, picture, raw=True))
        return Document(source, "text/plain", parts)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        target.write_bytes(document.source.read_bytes())

    reopen = load


class Cover(Label):
    def replace(self, mention: Mention) -> Fill | NewText:
        return Fill() if isinstance(mention.region, Box) else super().replace(mention)


def test_a_box_over_a_text_that_is_still_there_is_caught(run: Any) -> None:
    outcome = run("ask KIM now", handler=Painter(), operator=Cover())
    assert outcome.failures[0].exit_code == 5


def test_part_repr_hides_content() -> None:
    assert "KIM" not in repr(Part("t", Modality.TEXT, "KIM"))
