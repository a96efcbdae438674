"""Nothing that is said about a file holds a word of it.

Invented people are planted in the content, the metadata and the names of files of every type, whole and broken. Then
the product runs, with plugins that put what they saw into their exceptions, and everything that it says is searched:
what it prints, what any library logs, the record, names, reprs, exceptions and all that hangs on them.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from redact import Redactor, registry
from redact.contracts import Secrets
from redact.errors import RedactError
from redact.job import Job
from redact.policy import Policy, load, parse
from redact.types import Outcome
from tests.plugins import saboteurs
from tests.plugins.conftest import OFFERS, offer
from tests.small_files import make

NAME = "Zelphora Quindriss"
PLANTED = (NAME, "zelphora@vombrandt.example", "07700 900461", "Grobnixal")
"""A name that the policy hides, two identifiers that detectors find, and a word that nobody knows."""
FOLDER = "Tremwick"
TOKENS = ("zelphora", "quindriss", "vombrandt", "900461", "grobnixal", "tremwick")
TYPES = (
    ".txt", ".log", ".csv", ".json", ".jsonl", ".html", ".eml", ".docx", ".xlsx", ".pdf", ".png", ".jpg", ".tif",
    ".wav", ".mp3", ".mp4",
)  # fmt: skip
TEXT = f"{saboteurs.TRIGGER}: {' and '.join(PLANTED)}"
POLICY = """
name = "leaks"
find = ["*"]
[handlers]
{handlers}
[readers]
{readers}
[detectors]
identifiers = {{}}
presidio = {{ recognizers = ["EmailRecognizer", "PhoneRecognizer"] }}
{detectors}
[lists]
deny = ["Zelphora Quindriss", "Tremwick"]
[anonymise]
text = "{text}"
image = "fill"
video = "fill"
audio = "silence"
"""
HANDLERS = ("text", "table", "json", "html", "mail", "docx", "xlsx", "pdf", "image", "sound", "video")
SABOTEURS = [(group, name) for group, names in OFFERS.items() for name in names.split() if name != "Dies"]
RUN = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from redact.cli import main
main()
"""


def leaks(text: str) -> list[str]:
    """The planted tokens that a text holds, with some of what stands around the first."""
    folded = text.casefold()
    found = [token for token in TOKENS if token in folded]
    at = folded.find(found[0]) if found else 0
    return [*found, text[max(at - 150, 0) : at + 60]] if found else []


def policy_text(group: str = "", name: str = "", helped_by: str = "") -> str:
    lines = {"handlers": [f"{each} = {{}}" for each in HANDLERS], "readers": [], "detectors": []}
    for where, plugin in ((group, name), ("detectors", helped_by)):
        if where in lines and plugin:
            lines[where].append(f"{plugin} = {{}}")
    text = name if group == "operators" else "replace"
    return POLICY.format(text=text, **{where: "\n".join(each) for where, each in lines.items()})


def broken(suffix: str, whole: bytes) -> bytes:
    """A damaged file of that type; where the type has places that parsers quote in their complaints, damaged there."""
    match suffix:
        case ".json" | ".jsonl":
            return f'{{"{NAME}": "{PLANTED[1]}", {PLANTED[3]}'.encode()
        case ".csv":
            return f'name,note\n"{NAME}" {PLANTED[1]},"{PLANTED[3]}'.encode() + b"\x00\n"
        case ".html":
            return f"<{PLANTED[3]}><p {NAME}='{PLANTED[1]}".encode() + b"\x00\xff" * 50
        case ".eml":
            return f"Content-Type: text/plain; charset={PLANTED[3]}\n{NAME}\n\n{PLANTED[1]}\xff".encode("latin-1")
        case ".txt" | ".log":
            return f"{NAME} {PLANTED[1]}".encode() + bytes(range(256)) * 4
    return whole[: len(whole) * 2 // 3]


def with_broken_xml(path: Path) -> None:
    """A package whose parts are XML that parsers complain about by quoting it."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members.items():
            damaged = name.endswith(("document.xml", "sheet1.xml"))
            new.writestr(name, f"<{PLANTED[3]}>{NAME}</Vombrandt>" if damaged else data)


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder named after somebody, with a whole and a broken file of every type that are named after somebody too."""
    folder = tmp_path_factory.mktemp("leaks") / "in" / FOLDER
    folder.mkdir(parents=True)
    for suffix in TYPES:
        whole = make(folder / f"{NAME} whole{suffix}", PLANTED)
        (folder / f"{NAME} broken{suffix}").write_bytes(broken(suffix, whole.read_bytes()))
    for suffix in (".docx", ".xlsx"):
        with_broken_xml(make(folder / f"{NAME} bad xml{suffix}", PLANTED))
    (folder / f"{NAME}.zelphora").write_text(TEXT, "utf-8")
    (folder / f"{NAME} trigger.txt").write_text(TEXT, "utf-8")
    (folder / f"{NAME} trigger.sab").write_text(TEXT, "utf-8")
    return folder.parent


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The saboteurs, installed for this process and its children."""
    folder = tmp_path / "site"
    folder.mkdir()
    copyfile(str(saboteurs.__file__), folder / "saboteurs.py")
    offer(folder, "saboteurs", {g: {n: f"saboteurs:{n}" for n in names.split()} for g, names in OFFERS.items()})
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


class Heard(logging.Handler):
    """Keeps the loggers whose messages hold something planted, with what they said."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: dict[str, list[str]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if found := leaks(self.format(record)):
            self.found.setdefault(record.name, found)


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """At the end, nothing planted was printed or logged, at any level, by any library."""
    root, heard = logging.getLogger(), Heard()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(heard)
    yield
    root.removeHandler(heard)
    root.setLevel(level)
    assert heard.found == {}
    assert leaks("".join(capfd.readouterr())) == []


def command(*arguments: str | Path, limit: int = 300) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, in which every logger shouts."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=limit,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "500"},
    )


def everything_in(folder: Path) -> Iterator[str]:
    """Names and contents of all files below."""
    for path in folder.rglob("*"):
        yield path.relative_to(folder).as_posix()
        if path.is_file():
            yield path.read_bytes().decode("latin-1")


def names_in(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that hangs on it."""
    while error is not None:
        yield error
        yield from chain(error.__cause__)
        error = error.__context__


def said_by(error: RedactError) -> str:
    every = [text for each in chain(error) for text in (str(each), repr(each), repr(each.args), repr(vars(each)))]
    return "\n".join([*every, *traceback.format_exception(error), repr(error.failure("here")), repr(error.__notes__)
                      if hasattr(error, "__notes__") else ""])  # fmt: skip


def family(outcome: Outcome) -> Iterator[Outcome]:
    yield outcome
    for child in outcome.children:
        yield from family(child)


def shown(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The reprs of an outcome and all that it is made of."""
    for outcome in outcomes:
        for each in family(outcome):
            yield from map(
                repr, (each, *each.redactions, *each.findings, *each.edits, *each.failures, *each.pseudonyms)
            )
            yield from map(str, (*each.failures, *each.dropped, *each.extents))
            yield from (redaction.place + redaction.reason for redaction in each.redactions)
            yield each.name


@pytest.mark.parametrize("jobs", ["0", "2"])
def test_a_run_of_the_command_prints_logs_and_records_nothing(inputs: Path, tmp_path: Path, jobs: str) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(policy_text(), "utf-8")
    out = tmp_path / "out"
    for how in (["--json"], []):  # the second run finds the receipts of the first
        done = command("run", inputs, out, "--policy", rules, "--jobs", jobs, *how)
        assert done.returncode == 6, done.stderr[-2000:]
        assert leaks(done.stdout) == []
        assert leaks(done.stderr) == []
    record = tmp_path / "out.record"
    assert {"report.json", "report.html", "schedule.csv", "receipts"} <= set(names_in(record))
    assert [found for text in everything_in(record) if (found := leaks(text))] == []
    assert [found for name in names_in(out) if (found := leaks(name))] == []
    assert len([path for path in out.rglob("*") if path.is_file()]) >= len(TYPES)


def test_detecting_prints_and_logs_nothing(inputs: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(policy_text(), "utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    for number, path in enumerate(sorted(path for path in inputs.rglob("*") if path.is_file())):
        copyfile(path, plain / f"{number}{path.suffix}".replace("zelphora", "other"))
    for how in (["--json"], []):
        done = command("detect", plain, "--policy", rules, *how)
        assert "EMAIL_ADDRESS" in done.stdout
        assert leaks(done.stdout + done.stderr) == []


@pytest.mark.usefixtures("quiet")
def test_a_run_from_python_shows_nothing_in_what_it_returns(inputs: Path, tmp_path: Path) -> None:
    redactor = Redactor(parse(policy_text()))
    outcomes = list(redactor.redact_folder(inputs, tmp_path / "out", Job(vault=None)))
    assert sum(outcome.ok for outcome in outcomes) >= len(TYPES)
    assert [found for text in shown(outcomes) if (found := leaks(text))] == []
    assert [found for text in everything_in(tmp_path / "out.record") if (found := leaks(text))] == []


@pytest.mark.usefixtures("quiet")
def test_values_of_every_kind_hide_what_they_hold(inputs: Path) -> None:
    policy, secrets = parse(policy_text()), Secrets(PLANTED[0].encode())
    redactor = Redactor(policy)
    tools = registry.build(policy, secrets)
    values: list[object] = [redactor, policy, policy.lists, secrets, tools, Job(record=None)]
    for path in (inputs / FOLDER).glob("* whole*"):
        document = tools.handler_for(path.suffix)[1].load(path)
        seen = redactor.look_at(path)
        values += [document, *document.parts, *document.children, seen, *seen.findings, *seen.parts.values()]
        values += [part.id + part.place for part in (*document.parts, *seen.parts.values())]
        values += [child.id + child.place for child in document.children]
    values += [redactor.redact_text(TEXT).findings, redactor.detect_text(TEXT)]
    assert [found for value in values if (found := leaks(f"{value!r} {value}"))] == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("suffix", TYPES)
def test_errors_about_broken_files_quote_nothing(inputs: Path, suffix: str) -> None:
    redactor = Redactor(parse(policy_text()))
    for path in (inputs / FOLDER).glob(f"*b[ra][od]*{suffix}"):
        try:
            redactor.detect_file(path)
        except RedactError as error:
            assert leaks(said_by(error)) == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(("group", "name"), SABOTEURS)
def test_plugins_that_quote_what_they_saw_are_not_passed_on(
    group: str, name: str, site: Path, inputs: Path, tmp_path: Path
) -> None:
    helped_by = "" if group == "detectors" else "FindsTheTrigger"
    try:
        redactor = Redactor(parse(policy_text(group, name, helped_by)))
        outcomes = [
            redactor.redact_file(path, tmp_path / "out" / f"{number}{path.suffix}")
            for number, path in enumerate(sorted((inputs / FOLDER).glob("* trigger.*")))
        ]
    except RedactError as error:
        assert leaks(said_by(error)) == []
        return
    assert [found for text in shown(outcomes) if (found := leaks(text))] == []
    try:
        redactor.redact_text(TEXT)
        list(redactor.detect_texts([TEXT, "x"]))
    except RedactError as error:
        assert leaks(said_by(error)) == []


@pytest.mark.parametrize("name", ["Raises", "RaisesAName", "Exits", "CannotBeMade"])
@pytest.mark.parametrize("jobs", ["0", "1"])
def test_saboteurs_are_not_quoted_by_the_command(
    name: str, jobs: str, site: Path, inputs: Path, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(policy_text("detectors", name), "utf-8")
    letters = tmp_path / "letters"
    letters.mkdir()
    for path in (inputs / FOLDER).glob("*.txt"):
        copyfile(path, letters / path.name)
    done = command("run", letters, tmp_path / "out", "--policy", rules, "--jobs", jobs)
    assert done.returncode != 0
    assert leaks(done.stdout + done.stderr) == []
    assert [found for text in everything_in(tmp_path / "out.record") if (found := leaks(text))] == []


def test_a_policy_with_a_fault_is_not_quoted_from_its_lists(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    for fault in ("find = 5", 'score = "high"', "[verify]\nrounds = 0", "= broken"):
        rules.write_text(policy_text().replace('find = ["*"]', fault), "utf-8")
        done = command("policy", "check", rules)
        assert done.returncode == 2
        assert leaks(done.stdout + done.stderr) == []


@pytest.mark.models
def test_the_models_of_the_default_policy_say_nothing(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    words = (NAME, *PLANTED[1:])
    for suffix in (".txt", ".docx", ".png", ".wav"):
        make(letters / f"letter{suffix}", words)
    done = command("run", letters, tmp_path / "out", "--jobs", "0")
    assert done.returncode == 0, done.stderr[-2000:]
    assert leaks(done.stdout + done.stderr) == []
    assert [found for text in everything_in(tmp_path / "out.record") if (found := leaks(text))] == []


def test_the_search_itself_finds_what_is_planted() -> None:
    heard = Heard()
    heard.emit(logging.makeLogRecord({"name": "a.library", "msg": "saw %s", "args": (NAME,)}))
    assert list(heard.found) == ["a.library"]
    assert leaks("a letter to ZELPHORA")[0] == "zelphora"
    assert leaks("tel:07700900461")[0] == "900461"
    assert leaks("nothing here") == []


def test_policy_values_do_not_print_their_lists() -> None:
    policy: Policy = parse(policy_text())
    assert policy.lists.deny
    assert leaks(repr(policy) + str(policy) + repr(load("default"))) == []
