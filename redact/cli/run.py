"""redact run: a folder or a file goes in, what may be released comes out, a record says what was done."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli.ending import code_of
from redact.cli.options import AsJson, KeyFile, PolicyOption, Quiet, RecordOption, record_beside
from redact.cli.printing import say, show, show_json
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.anonymise.vault import Secret
    from redact.job import Job
    from redact.policy import Policy
    from redact.redactor import Redactor
    from redact.report import FileRecord
    from redact.types import Outcome

Source = Annotated[Path, typer.Argument(metavar="IN", help="A folder, with all that is in it, or one file.")]
Target = Annotated[Path, typer.Argument(metavar="OUT", help="The folder for what may be released.")]
VaultOption = Annotated[
    Path | None, typer.Option("--vault", metavar="FILE", help="Keep what pseudonyms stand for in FILE, encrypted.")
]
Keyring = Annotated[bool, typer.Option("--keyring", help="Keep the key of a new vault in the system's keyring.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=-1, show_default=False, help="Worker processes; 0 works in this process, without limits."
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="MINUTES",
        min=0,
        help="Stop a file that takes longer; over 10 MB in proportion. 0: never.",
    ),
]
MemoryLimit = Annotated[
    float, typer.Option("--memory-limit", metavar="GB", min=0, help="Stop a file that takes more memory. 0: never.")
]
Transcripts = Annotated[
    str | None,
    typer.Option(
        "--transcripts",
        metavar="FORMS",
        help="Write what was said beside each copy with sound, redacted: txt, srt, vtt, json, with commas between.",
    ),
]
Review = Annotated[bool, typer.Option("--review", help="Release nothing before a person decided on every finding.")]

MOST_WORKERS = 4  # each opens models of its own, about a gigabyte when it meets sound


def run(  # noqa: PLR0913  one parameter for each option of the command
    source: Source,
    target: Target,
    *,
    policy: PolicyOption = "default",
    record: RecordOption = None,
    vault: VaultOption = None,
    keyring: Keyring = False,
    jobs: Jobs = -1,
    time_limit: TimeLimit = 60,
    memory_limit: MemoryLimit = 4,
    review: Review = False,
    transcripts: Transcripts = None,
    key_file: KeyFile = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Redact IN into OUT, check what was written, and keep a record beside it."""
    from redact.cli.bars import over_files
    from redact.corpus.folder import plan
    from redact.corpus.limits import GIGABYTE, Limits
    from redact.job import Job

    told = Told(target, record_beside(target, record), quiet=quiet, as_json=as_json)
    plan(source, target, record, vault)
    redactor, secret = _opened(_asked(policy, transcripts), vault, key_file, keyring=keyring)
    for warning in redactor.warnings:
        say(f"redact: {warning}")
    with over_files(shown=not (quiet or as_json)) as listener:
        limits = Limits(time_limit * 60, int(memory_limit * GIGABYTE))
        job = Job(jobs if jobs >= 0 else workers(), record, vault, review, listener, secret, limits)
        _work(redactor, source, job, told)
    told.summary()
    return code_of(told.codes, told.files - told.left_out)


def _asked(policy: str, transcripts: str | None) -> Policy:
    """The policy, with other forms of transcripts than its own where the command asks for them."""
    from redact import policy as policies

    loaded = policies.load(policy)
    if transcripts is None:
        return loaded
    return loaded.transcribing(form.strip().lower() for form in transcripts.split(",") if form.strip())


def _opened(
    policy: Policy, vault: Path | None, key_file: Path | None, *, keyring: bool
) -> tuple[Redactor, Secret | None]:
    """The redactor, and what opens the vault, which is made where there is none and nothing else is wrong."""
    from redact.anonymise.key import find_key
    from redact.anonymise.vault.opening import for_run
    from redact.errors import PolicyError, RedactError
    from redact.redactor import Redactor

    if keyring and (vault is None or key_file):
        raise PolicyError("--keyring is for a vault without a key file", "name the vault, and leave --key-file out")
    if vault is None:
        return Redactor(policy, key=find_key(key_file)), None
    fresh = not vault.exists()
    key, secret = for_run(vault, key_file, keyring=keyring)
    try:
        return Redactor(policy, key=key), secret
    except RedactError:
        if fresh:
            vault.unlink()
        raise


def workers() -> int:
    """Half of the processors: the libraries of each worker use several."""
    return max(1, min(MOST_WORKERS, (os.cpu_count() or 1) // 2))


def _work(redactor: Redactor, source: Path, job: Job, told: Told) -> None:
    outcomes = redactor.redact_folder(source, told.target, job)
    try:
        for outcome in outcomes:
            told.file(outcome)
    finally:
        if isinstance(outcomes, Generator):
            outcomes.close()  # now, and not when it is collected: workers end and the record is written here


class Told:
    """What the user is told: each file as it is done, and the whole at the end."""

    def __init__(self, target: Path, record: Path, *, quiet: bool, as_json: bool) -> None:
        self.target, self.record, self.quiet, self.as_json = target, record, quiet, as_json
        self.files = self.released = self.left_out = self.redactions = self.flagged = 0
        self.codes: list[int] = []

    def file(self, outcome: Outcome) -> None:
        """Tell of one file: why it was withheld, and with ``--json`` what became of it."""
        from redact.report import file_record, flags_in

        told = file_record(outcome)
        self.files += 1
        self.released += told.released
        self.redactions += sum(told.by_type.values())
        self.flagged += flags_in(told)
        self.left_out += left_out(told)
        if not told.released and not left_out(told):
            self.codes.append(told.failures[0].exit_code if told.failures else int(ExitCode.UNREADABLE))
        for failure in outcome.failures:
            if failure.exit_code or not self.quiet:
                say(f"redact: {failure}")
        for note in outcome.notes:
            say(f"redact: {outcome.name}: {note}")
        if self.as_json:
            show_json(_as_json(told))

    def summary(self) -> None:
        """Tell of the whole."""
        withheld = self.files - self.released - self.left_out
        page = self.record / "report.html"
        if self.as_json:
            counts = {"files": self.files, "released": self.released, "withheld": withheld, "left_out": self.left_out}
            found = {"findings": self.redactions, "flagged": self.flagged}
            show_json({"kind": "summary", **counts, **found, "record": str(self.record)})
        elif not self.quiet:
            show(f"{self.released} of {self.files} files released into {self.target}, {withheld} withheld, "
                 f"{self.left_out} left out; "
                 f"{self.redactions} findings{pointed_out(self.flagged)}. The record: {page}")  # fmt: skip


def pointed_out(flagged: int) -> str:
    """What a summary says of passages that were flagged; nothing where there are none."""
    if not flagged:
        return ""
    return f", {flagged} passage{'s' * (flagged > 1)} pointed out for review and left in place"


def left_out(file: FileRecord) -> bool:
    """Whether the file is not released because its owner said so, which is no failure."""
    return bool(file.failures) and not any(failure.exit_code for failure in file.failures)


def _as_json(told: FileRecord) -> dict[str, object]:
    from redact.report import flags_in

    names = (
        "name",
        "released",
        "media_type",
        "effect",
        "by_type",
        "rounds",
        "output_sha256",
        "failures",
        "dropped",
        "seconds",
    )
    return {"kind": "file", **{name: getattr(told, name) for name in names}, "flagged": flags_in(told)}
