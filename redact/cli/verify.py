"""redact verify: whether what was released is still what was released, and nothing is found in it.

Of a file, or of a folder without a record, it tells what is held there without being shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from redact.cli.options import AsJson, KeyFile, Quiet, RecordOption, record_beside
from redact.cli.printing import say, show, show_json
from redact.errors import ExitCode, PolicyError, UnreadableError

if TYPE_CHECKING:
    from redact.cli.rechecking import Rechecked
    from redact.policy import Policy
    from redact.report import Record

Out = Annotated[
    Path,
    typer.Argument(metavar="OUT", help="The folder that a run released files into; or any file, or folder of files."),
]
OwnPolicy = Annotated[
    str | None,
    typer.Option("--policy", "-p", metavar="NAME|FILE", help="The run's policy, when it was a file of yours."),
]


def verify(  # noqa: PLR0913  one parameter for each option of the command
    out: Out,
    *,
    record: RecordOption = None,
    policy: OwnPolicy = None,
    key_file: KeyFile = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Check released files again: each is as it was released and nothing is found in it. Exits with 5 if not.

    Of a file, or of a folder without a record, whoever made it, tell what it holds and does not show, item by item:
    hidden rows and sheets, pivot caches, tracked changes, authors, text under boxes, earlier versions and more, also in
    what is attached or packed; never the text itself. Exits with 1 if there is any.
    """
    from redact.cli.examining import examine, handlers_of

    if not out.exists():
        raise UnreadableError("there is no such output folder", "check the path")
    folder = record_beside(out, record)
    if out.is_file() or (record is None and not folder.exists()):
        return examine(out, handlers_of(_named(policy)), quiet=quiet, as_json=as_json)
    checked = _held_against(out, folder, policy, key_file, shown=not (quiet or as_json), as_json=as_json)
    _summary(checked, quiet=quiet, as_json=as_json)
    return ExitCode.DONE if all(each.sound for each in checked) else ExitCode.NOT_VERIFIED


def _named(policy: str | None) -> Policy | None:
    from redact.policy import load

    return load(policy) if policy else None


def _held_against(  # noqa: PLR0913  what the user said is passed on
    out: Path, folder: Path, policy: str | None, key_file: Path | None, *, shown: bool, as_json: bool
) -> list[Rechecked]:
    """Every released file, as it stands against the record in *folder*."""
    from redact import registry, report
    from redact.anonymise.key import find_key
    from redact.cli.rechecking import recheck
    from redact.contracts import Secrets

    known = report.load(folder)
    tools = registry.build(_policy(known, policy), Secrets(find_key(key_file)))
    coming = recheck(out, known.files, tools, _left_by_reviewers(folder))
    return _checked(coming, sum(file.released for file in known.files), shown=shown, as_json=as_json)


def _checked(coming: Iterator[Rechecked], total: int, *, shown: bool, as_json: bool) -> list[Rechecked]:
    """Every file, told of as it comes."""
    from redact.cli.bars import over_files
    from redact.progress import Progress

    checked: list[Rechecked] = []
    with over_files(shown=shown) as listener:
        for each in coming:
            checked.append(each)
            _tell(each, as_json=as_json)
            if listener:
                listener(Progress(each.name, "verified", 1.0, len(checked), max(total, len(checked))))
    return checked


def _policy(known: Record, named: str | None) -> Policy:
    """The policy of the run, and no other: its digest stands in the record."""
    from redact import policy

    try:
        loaded = policy.load(named or known.run.policy)
    except PolicyError:
        if named:
            raise
        raise PolicyError("the policy of this record is not a built-in one", "name its file with --policy") from None
    loaded = structs.replace(loaded, transcripts=known.run.transcripts)  # which the command may have asked for
    if loaded.digest != known.run.policy_sha256:
        raise PolicyError(
            f"the policy {loaded.name!r} is not the one that the record names: its digest differs",
            "name the file that was used with --policy",
        )
    return loaded


def _left_by_reviewers(folder: Path) -> Counter[str]:
    from redact.review import decisions

    return decisions.left_in_place(decisions.read(folder / decisions.DECISIONS))


def _tell(each: Rechecked, *, as_json: bool) -> None:
    left = [{"type": kind, "place": place} for kind, place in each.left]
    if as_json:
        show_json({"kind": "file", "name": each.name, "state": each.state, "left": left})
    if each.sound:
        return
    found = "; ".join(f"{kind} at {place}" for kind, place in each.left[:5])
    problem = ", ".join(part for part in (each.state.value, each.why, found and f"found in it: {found}") if part)
    say(f"redact: {each.name}: {problem}; take it back and run again")


def _summary(checked: list[Rechecked], *, quiet: bool, as_json: bool) -> None:
    sound = sum(each.sound for each in checked)
    if as_json:
        show_json({"kind": "summary", "files": len(checked), "sound": sound, "unsound": len(checked) - sound})
    elif not quiet:
        show(f"{sound} of {len(checked)} files are as they were released, and nothing was found in them")
