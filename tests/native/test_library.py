"""The C library: built here, opened only when it comes from the sources beside it, and missed without harm."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from redact.errors import ExitCode, MissingError
from redact.native import build, library

SMALLEST = ("built.c", "export.h")
needs_a_compiler = pytest.mark.skipif(build.compiler() is None, reason="no C compiler works here")
on_posix = pytest.mark.skipif(os.name == "nt", reason="the false compiler is a shell script")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of its own with the smallest library there is."""
    folder = tmp_path / "native"
    folder.mkdir()
    for name in SMALLEST:
        shutil.copy(build.FOLDER / name, folder)
    return folder


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setattr(build, "find_spec", lambda _: None)


def change(folder: Path) -> None:
    with (folder / "built.c").open("a", encoding="utf-8") as source:
        source.write("/* changed */\n")


def false_compiler(folder: Path) -> Path:
    folder.mkdir()
    command = folder / "cc"
    command.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    command.chmod(0o755)
    return folder


@needs_a_compiler
@pytest.mark.parametrize("folder", build.FOLDERS)
def test_each_library_is_built_and_loads_where_there_is_a_compiler(folder: Path) -> None:
    found = library.library(folder)
    assert found is not None, "build it with 'python -m redact.native.build'"
    assert build.is_built(folder)
    assert library.library(folder) is found


@needs_a_compiler
def test_a_library_says_which_sources_it_was_built_from(sources: Path) -> None:
    assert build.build(sources) == build.library_file(sources)
    found = library.opened(sources)
    assert found is not None
    assert found.redact_sources() == build.digest(sources).encode()
    assert {path.name for path in sources.iterdir()} == {*SMALLEST, build.library_file().name}


@needs_a_compiler
def test_what_is_built_is_compiled_again_only_when_a_source_has_changed(sources: Path) -> None:
    first = build.build(sources).stat().st_mtime_ns
    assert build.build(sources).stat().st_mtime_ns == first
    change(sources)
    assert not build.is_built(sources)
    assert build.build(sources).stat().st_mtime_ns != first
    assert library.opened(sources) is not None


@needs_a_compiler
def test_a_stale_library_is_refused_with_the_command_that_builds_it_again(sources: Path) -> None:
    build.build(sources)
    change(sources)
    with pytest.raises(MissingError, match="not built from the sources beside it") as refused:
        library.opened(sources)
    assert "python -m redact.native.build" in refused.value.next_step
    assert refused.value.exit_code == ExitCode.MISSING
    assert "\n" not in str(refused.value)


def test_a_library_that_cannot_be_loaded_is_refused_the_same_way(sources: Path) -> None:
    build.library_file(sources).write_bytes(b"no machine code")
    with pytest.raises(MissingError, match="cannot be loaded here") as refused:
        library.opened(sources)
    assert "python -m redact.native.build" in refused.value.next_step


def test_where_none_was_built_there_is_none(sources: Path) -> None:
    assert library.opened(sources) is None


def test_the_digest_changes_with_every_source_header_and_name_and_nothing_else(sources: Path) -> None:
    seen = [build.digest(sources)]
    change(sources)
    seen.append(build.digest(sources))
    (sources / "more.h").write_text("", "utf-8")
    seen.append(build.digest(sources))
    (sources / "more.h").rename(sources / "other.h")
    seen.append(build.digest(sources))
    assert len(set(seen)) == len(seen)
    (sources / "notes.txt").write_text("not a source", "utf-8")
    assert build.digest(sources) == seen[-1]


@needs_a_compiler
@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("int wrong(void) { return nothing_of_this_name; }\n", "nothing_of_this_name"),
        ("int absent(void);\nint wrong(void);\nint wrong(void) { return absent(); }\n", "absent"),
    ],
    ids=["does not compile", "does not link"],
)
def test_a_mistake_is_told_on_one_line_and_leaves_no_stale_library(sources: Path, mistake: str, said: str) -> None:
    build.build(sources)
    (sources / "wrong.c").write_text(mistake, "utf-8")
    with pytest.raises(build.NotBuiltError) as told:
        build.build(sources)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert {path.name for path in sources.iterdir()} == {*SMALLEST, "wrong.c"}


@pytest.mark.usefixtures("no_compiler")
def test_without_a_compiler_the_package_that_holds_one_is_asked_for(sources: Path) -> None:
    assert build.compiler(sources) is None
    assert build.needs_zig(sources)
    with pytest.raises(build.NotBuiltError, match="ziglang"):
        build.build(sources)


@on_posix
@pytest.mark.usefixtures("no_compiler")
def test_a_compiler_that_makes_nothing_is_none(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(false_compiler(sources.parent / "bin")))
    assert build.needs_zig(sources)


@needs_a_compiler
def test_what_is_built_needs_no_compiler(sources: Path, request: pytest.FixtureRequest) -> None:
    build.build(sources)
    request.getfixturevalue("no_compiler")
    assert not build.needs_zig(sources)
    assert build.build(sources).is_file()


@on_posix
@needs_a_compiler
def test_the_compiler_that_the_user_names_comes_first(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = build.compiler(sources)
    assert found is not None
    monkeypatch.setenv("CC", f"{found[0]} -DNAMED")
    assert build.compiler(sources) == (found[0], "-DNAMED")


def test_no_flag_ties_the_library_to_this_processor() -> None:
    assert not [flag for flag in (*build.FLAGS, *build.ELF) if flag.startswith(("-march", "-mtune", "-mcpu"))]
    assert "-mcpu=baseline" in build.ZIG
    assert build.ZIG[0] == sys.executable
