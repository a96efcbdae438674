"""redact restore: originals come back from released files and a vault, on somebody's authority, written in a log."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli.ending import code_of
from redact.cli.options import AsJson, Quiet
from redact.cli.printing import say, show, show_json
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.restore import Restored

Source = Annotated[Path, typer.Argument(metavar="IN", help="The folder of released files, or one file.")]
Target = Annotated[Path, typer.Argument(metavar="OUT", help="The folder for what comes back.")]
VaultFile = Annotated[Path, typer.Option("--vault", metavar="FILE", help="The vault of the run.")]
Authority = Annotated[
    str, typer.Option("--authority", metavar="WHO", show_default=False, help="Who allows it; goes into the log.")
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="WHY", show_default=False, help="Why it is needed; goes into the log.")
]
VaultKey = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="The key that opens the vault. Without it: REDACT_PASSPHRASE or REDACT_KEY, or a prompt.",
    ),
]


def restore(  # noqa: PLR0913  one parameter for each option of the command
    source: Source,
    target: Target,
    *,
    vault: VaultFile,
    authority: Authority = "",
    reason: Reason = "",
    key_file: VaultKey = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Give back the originals of IN into OUT, as far as the policy left a way; asks for authority and reason."""
    from redact.anonymise.vault import find_secret, opened
    from redact.anonymise.vault.log import log_path
    from redact.anonymise.vault.opening import kdf_of
    from redact.errors import PolicyError
    from redact.restore import Order
    from redact.restore import restore as given_back

    if not authority.strip() or not reason.strip():
        raise PolicyError("nothing is given back without authority and reason", "give --authority and --reason")
    if not vault.is_file():
        raise PolicyError("there is no such vault", "check its path")
    told = _Told(quiet=quiet, as_json=as_json)
    with opened(vault, find_secret(kdf_of(vault), key_file), new=False) as known:
        for restored in given_back(known, Order(source, target, authority, reason)):
            told.file(restored)
    told.summary(target, log_path(vault))
    return code_of(told.codes, told.files)


class _Told:
    """What the user is told; files go by the names that they were released under."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self.quiet, self.as_json = quiet, as_json
        self.files = 0
        self.codes: list[int] = []
        self.counts: Counter[str] = Counter()

    def file(self, restored: Restored) -> None:
        """Tell of one file: what was given back of it, or why not."""
        self.files += 1
        given, failure = restored.given, restored.failure
        if failure:
            self.codes.append(failure.exit_code)
            say(f"redact: {failure}")
        if given:
            self.counts.update({given.manner.value: 1, "destroyed": given.destroyed, "unclear": given.unclear})
            self.counts.update({"placed": given.placed, "tokens": given.tokens})
            if not self.quiet and given.tokens and not given.known:
                say(f"redact: {restored.name}: it is not as it was released; {_number(given.tokens, 'token')} in it "
                    "became what most files used it for")  # fmt: skip
        if self.as_json:
            show_json(_as_json(restored))

    def summary(self, target: Path, log: Path) -> None:
        """Tell of the whole."""
        if self.as_json:
            show_json({"kind": "summary", "files": self.files, **self.counts, "failed": len(self.codes)})
        elif not self.quiet:
            count = self.counts
            show(f"{count['whole']} of {self.files} files in {target} are the originals, byte for byte; "
                 f"{count['partly']} came back in part ({_number(count['placed'], 'value')} by place, "
                 f"{count['tokens']} by token), {count['unchanged']} are as they were released. "
                 f"{_left(count)}The log: {log}")  # fmt: skip


def _left(count: Counter[str]) -> str:
    destroyed = f"{_number(count['destroyed'], 'redaction')} cannot be undone: the policy destroyed what was there. "
    unclear = f"{_number(count['unclear'], 'token')} may stand for several subjects and stayed. "
    return destroyed * bool(count["destroyed"]) + unclear * bool(count["unclear"])


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _as_json(restored: Restored) -> dict[str, object]:
    given, failure = restored.given, restored.failure
    facts = {} if given is None else {
        "manner": given.manner, "known": given.known, "placed": given.placed, "tokens": given.tokens,
        "unclear": given.unclear, "destroyed": given.destroyed,
    }  # fmt: skip
    return {"kind": "file", "name": restored.name, **facts, "failure": str(failure) if failure else ""}
