"""Planning a job, and the receipts that let it go on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from redact.corpus.folder import plan
from redact.corpus.receipts import Circumstances, Receipts, key_mark, unit_of
from redact.errors import PolicyError, UnreadableError
from redact.steps.inside import digest_of
from redact.stored import decoded, encoded
from redact.types import (
    Box,
    Edit,
    Effect,
    Fill,
    Finding,
    KeyFrame,
    Modality,
    NewText,
    Outcome,
    Pseudonym,
    Redaction,
    TextSpan,
    TimeRange,
    Tone,
    Track,
)

HERE = Circumstances("p", "e")


def test_files_come_in_order_with_their_place_below_the_folder(tmp_path: Path) -> None:
    for name in ("in/b.txt", "in/a/z.txt", "in/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    entries = plan(tmp_path / "in", tmp_path / "out").entries
    assert [(str(e.relative), e.number) for e in entries] == [("a.txt", 1), ("a/z.txt", 2), ("b.txt", 3)]


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.txt").write_text("x")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "secret", target_is_directory=True)
    (tmp_path / "in" / "file.txt").symlink_to(tmp_path / "secret" / "x.txt")
    assert [(str(e.relative), e.link) for e in plan(tmp_path / "in", tmp_path / "out").entries] == [
        ("file.txt", True),
        ("folder", True),
    ]


def test_what_the_folder_lists_is_left_out_and_listed(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.toml", "sub/c.toml", "sub/d.txt"):
        (tmp_path / "in" / name).write_text("x")
    (tmp_path / "in" / ".redactignore").write_text("# mine\n*.toml\n")
    entries = plan(tmp_path / "in", tmp_path / "out").entries
    assert {str(e.relative) for e in entries if e.left_out} == {".redactignore", "b.toml", "sub/c.toml"}
    assert {str(e.relative) for e in entries if not e.left_out} == {"a.txt", "sub/d.txt"}


@pytest.mark.parametrize(
    ("out", "record", "vault"),
    [
        ("in/out", None, None),
        (".", None, None),
        ("out", "out/rec", None),
        ("rec/out", "rec", None),
        ("out", "in/rec", None),
        ("out", "rec", "out/v"),
        ("out", "rec", "rec/v"),
        ("out", "rec", "in/v"),
    ],
)
def test_places_that_must_lie_apart_are_refused(
    tmp_path: Path, out: str, record: str | None, vault: str | None
) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(PolicyError):
        plan(tmp_path / "in", tmp_path / out, *(tmp_path / p if p else None for p in (record, vault)))


def test_no_input_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        plan(tmp_path / "none", tmp_path / "out")


def outcome(tmp_path: Path) -> Outcome:
    released = tmp_path / "out" / "a.txt"
    released.parent.mkdir(exist_ok=True)
    released.write_text("clean")
    regions = (
        TextSpan("t", 0, 3),
        Box("i", 0, 0, 1, 1),
        TimeRange("a", 0, 1),
        Track("v", (KeyFrame(0, Box("v", 0, 0, 1, 1)),)),
    )
    finding = Finding("PERSON", regions, 0.5, "d", "PERSON-1", ("because",))
    edits = tuple(
        Edit(region, what, "k") for region, what in zip(regions, (NewText("x"), Fill(), Tone(), Fill()), strict=True)
    )
    return Outcome(
        "a.txt",
        "text/plain",
        released,
        (Redaction(finding, edits, "replace", Effect.MASKED, "line 1"),),
        output_digest=digest_of(released),
        extents={"t": (Modality.TEXT, (5,))},
        pseudonyms=(Pseudonym("t1", "Kim Bow", "PERSON"),),
    )


def test_a_receipt_brings_the_outcome_back_but_no_value(tmp_path: Path) -> None:
    done = outcome(tmp_path)
    receipts = Receipts(tmp_path / "rec")
    receipts.write("u", done)
    back = receipts.done("u", tmp_path / "out")
    assert back is not None
    assert (back.redactions, dict(back.extents), back.pseudonyms) == (done.redactions, dict(done.extents), ())
    assert b"Kim" not in (tmp_path / "rec" / "receipts" / "u.json").read_bytes()


def test_a_changed_or_missing_output_is_not_done(tmp_path: Path) -> None:
    done = outcome(tmp_path)
    receipts = Receipts(tmp_path / "rec")
    receipts.write("u", done)
    (tmp_path / "out" / "a.txt").write_text("changed")
    assert receipts.done("u", tmp_path / "out") is None
    (tmp_path / "out" / "a.txt").unlink()
    assert receipts.done("u", tmp_path / "out") is None


def test_a_torn_receipt_counts_as_none(tmp_path: Path) -> None:
    receipts = Receipts(tmp_path / "rec")
    receipts.write("u", outcome(tmp_path))
    path = tmp_path / "rec" / "receipts" / "u.json"
    path.write_bytes(path.read_bytes()[:40])
    assert receipts.done("u", tmp_path / "out") is None


def test_the_unit_changes_with_everything_that_the_output_depends_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").write_text("y")
    name = PurePosixPath("n.txt")
    units = {
        unit_of(tmp_path / "a", name, HERE),
        unit_of(tmp_path / "b", name, HERE),
        unit_of(tmp_path / "a", PurePosixPath("m.txt"), HERE),
        unit_of(tmp_path / "a", name, Circumstances("q", "e")),
        unit_of(tmp_path / "a", name, Circumstances("p", "f")),
        unit_of(tmp_path / "a", name, Circumstances("p", "e", key_mark(b"k"))),
        unit_of(tmp_path / "a", name, Circumstances("p", "e", "", "d")),
    }
    assert len(units) == 7


@pytest.mark.parametrize("junk", [b"", b"{}", b"[1", b'{"is":"Nothing"}', b'{"is":"Box"}'])
def test_junk_is_no_noun(junk: bytes) -> None:
    with pytest.raises(ValueError, match="not a stored noun"):
        decoded(junk)


def test_nouns_survive() -> None:
    noun = Finding("X", (TextSpan("p", 1, 2),), 1.0, "d")
    assert decoded(encoded(noun)) == noun
