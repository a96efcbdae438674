"""redact vault: what a vault is, a new secret for it, its end, one subject's rows, and its log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from redact.cli.options import AsJson
from redact.cli.printing import show, show_json, show_table
from redact.cli.restore import Authority, Reason, VaultKey
from redact.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from redact.anonymise.vault import Secret, Vault

File = Annotated[Path, typer.Argument(metavar="FILE", help="The vault.")]
NewKey = Annotated[
    Path | None,
    typer.Option("--new-key-file", metavar="FILE", help="The new key; without it a passphrase is asked for."),
]
NewKeyring = Annotated[bool, typer.Option("--new-keyring", help="Keep the new key in the system's keyring.")]
Certificate = Annotated[
    Path | None, typer.Option("--certificate", metavar="OUT.json", help="Write what was destroyed, when and why.")
]
Subject = Annotated[
    str, typer.Option("--subject", metavar="NAME|TOKEN", help="Whose rows: a token, or a value it stands for.")
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write, for its owner alone.")]
NEW_PASSPHRASE = "REDACT_NEW_PASSPHRASE"  # noqa: S105  the name of the variable, not what is in it


def info(file: File, *, key_file: VaultKey = None, as_json: AsJson = False) -> ExitCode:
    """Say how much a vault holds and check every row of it; shows no value."""
    with _opened(file, key_file) as vault:
        vault.check()
        header, state = vault.header, vault.rows.state()
        unclear = sum(vault.ambiguous(token) for token in vault.tokens())
        facts = {
            "id": header.id,
            "created": header.created,
            "opens_with": str(header.kdf),
            "tokens": len(vault.tokens()),
            "tokens_that_stand_for_several_subjects": unclear,
            "values": state.pseudonyms,
            "uses": state.mentions,
            "files": state.files,
            "log_lines": state.entries,
        }
    if as_json:
        show_json(facts)
    else:
        show_table(("", ""), [(name.replace("_", " "), str(value)) for name, value in facts.items()])
    return ExitCode.DONE


def rotate(
    file: File, *, key_file: VaultKey = None, new_key_file: NewKey = None, new_keyring: NewKeyring = False
) -> ExitCode:
    """Give a vault a new secret, and seal every row anew. The old secret no longer opens it."""
    from redact.anonymise.vault import ending

    with _opened(file, key_file) as vault:
        ending.rotate(vault, _new_secret(new_key_file, new_keyring=new_keyring))
        show(f"the vault opens with a new {vault.header.kdf.kind}; copies from before still open with the old one")
    return ExitCode.DONE


def destroy(file: File, *, authority: Authority = "", reason: Reason = "", certificate: Certificate = None) -> ExitCode:
    """Overwrite and delete a vault, and certify it. Nothing is given back from it any more; needs no secret."""
    from redact.anonymise.vault import ending

    _check_said(authority, reason)
    _check_there(file)
    told = ending.certificate(file, authority.strip(), reason.strip())
    if certificate:
        _write_alone(certificate, told)
    try:
        ending.destroy(file)
    except PolicyError:
        if certificate:
            certificate.unlink(missing_ok=True)
        raise
    show(f"vault {told['vault']} is destroyed. {told['means']} {told['does_not_mean']}")
    return ExitCode.DONE


def export(  # noqa: PLR0913  one parameter for each option of the command
    file: File,
    *,
    subject: Subject,
    out: Out,
    key_file: VaultKey = None,
    authority: Authority = "",
    reason: Reason = "",
) -> ExitCode:
    """Write all that a vault holds on one subject into a JSON file, for a subject access request; goes into the log."""
    from hashlib import sha256

    from redact.anonymise.vault.log import Act, Log
    from redact.anonymise.vault.subject import rows_of

    with _opened(file, key_file) as vault:
        vault.check()
        log, told = Log(vault), rows_of(vault, subject)
        _check_free(out)
        log.append(Act("export", authority.strip(), reason.strip()), (), [sha256(_encoded(told)).hexdigest()])
        _write_alone(out, told)
    show(f"{len(told['tokens'])} tokens with their values are in {out}; it holds personal data in clear")
    return ExitCode.DONE


def log(file: File, *, key_file: VaultKey = None, as_json: AsJson = False) -> ExitCode:
    """Check the log of what was given back, and print it."""
    from redact.anonymise.vault.log import Log

    with _opened(file, key_file) as vault:
        entries = Log(vault).entries()
    if as_json:
        for entry in entries:
            show_json(entry)
        return ExitCode.DONE
    rows = [
        (str(each.n), each.when, each.act, each.who, each.reason, _short(each.inputs), _short(each.outputs))
        for each in entries
    ]
    show_table(("n#", "when", "act", "authority", "reason", "from", "to"), rows)
    show(f"{len(entries)} lines; the chain holds")
    return ExitCode.DONE


def _opened(file: Path, key_file: Path | None) -> Vault:
    from redact.anonymise.vault import find_secret, opened
    from redact.anonymise.vault.opening import kdf_of

    _check_there(file)
    return opened(file, find_secret(kdf_of(file), key_file), new=False)


def _check_there(file: Path) -> None:
    if not file.is_file():
        raise PolicyError("there is no such vault", "check its path")


def _check_said(authority: str, reason: str) -> None:
    if not authority.strip() or not reason.strip():
        raise PolicyError("a vault is not destroyed without authority and reason", "give --authority and --reason")


def _new_secret(key_file: Path | None, *, new_keyring: bool) -> Secret:
    from redact.anonymise.vault import Kind, Secret, find_secret
    from redact.anonymise.vault.secret import passphrase

    if key_file and new_keyring:
        raise PolicyError("the new secret is one or the other", "give --new-key-file or --new-keyring")
    if new_keyring:
        return Secret(Kind.KEYRING)
    if key_file:
        return find_secret(None, key_file)
    return passphrase(NEW_PASSPHRASE, "New passphrase of the vault: ", twice=True)


def _check_free(path: Path) -> None:
    if path.exists():
        raise PolicyError("there is a file of that name already", "choose another name")


def _encoded(value: Any) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _write_alone(path: Path, value: Any) -> None:
    """Write JSON into a new file that its owner alone may read."""
    from redact.steps.draft import draft, release

    _check_free(path)
    try:
        with draft(path) as new:
            new.touch(mode=0o600)
            new.write_bytes(_encoded(value))
            release(new, path)
    except OSError as error:
        raise PolicyError(f"the file cannot be written ({type(error).__name__})", "choose another place") from None


def _short(digests: tuple[str, ...]) -> str:
    return " ".join(digest[:12] for digest in digests)
