"""What is installed: the wheel holds the C library and names its platform, and is built without it where need be."""

import ctypes
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from redact.native import build

ROOT = Path(__file__).parents[1]
NATIVE = "redact/detect/native"
RECIPE = [
    "README.md",
    "LICENSE",
    "pyproject.toml",
    "hatch_build.py",
    ".gitignore",
    "models/registry.toml",
    "models/names/kinds.json",
    "models/names-fast/kinds.json",
    "models/centerface-int8/centerface.onnx",
    "models/plates/plates.onnx",
]
RECIPE += ["redact/__init__.py", "redact/native/__init__.py", "redact/native/build.py"]
RECIPE += [f"{folder}/{name}" for folder in (NATIVE, "redact/media/pdf/native") for name in ("built.c", "export.h")]


def run(*command: str, inside: Path) -> str:
    words = [sys.executable, "-m", *command]
    done = subprocess.run(words, cwd=inside, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """A checkout with nothing in it but what the build needs."""
    tree = tmp_path / "tree"
    for name in RECIPE:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    return tree


@pytest.mark.skipif(build.compiler() is None, reason="no C compiler works here")
def test_the_wheel_holds_the_library_of_its_sources_and_names_its_platform(tmp_path: Path) -> None:
    run("pip", "wheel", ".", "--no-deps", "--no-build-isolation", "-q", "-w", str(tmp_path), inside=ROOT)
    wheel = only(tmp_path, "redact-*.whl")
    python, abi, platform = wheel.stem.split("-")[-3:]
    assert (python, abi) == ("py3", "none")
    assert platform != "any"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    assert f"Tag: py3-none-{platform}" in only(tmp_path, "redact-*.dist-info/WHEEL").read_text("utf-8")
    for folder in build.FOLDERS:
        native = tmp_path / folder.relative_to(ROOT)
        ask = ctypes.PyDLL(str(build.library_file(native))).redact_sources
        ask.restype = ctypes.c_char_p
        assert ask().decode() == build.digest(native) == build.digest(folder)


@pytest.mark.skipif(build.compiler() is None, reason="no C compiler works here")
def test_a_mistake_in_the_sources_ends_in_a_wheel_without_the_library_and_one_line(small_tree: Path) -> None:
    (small_tree / NATIVE / "wrong.c").write_text("int wrong(void) { return nothing_of_this_name; }\n", "utf-8")
    said = run("hatchling", "build", "-t", "wheel", "-d", str(small_tree / "made"), inside=small_tree)
    (line,) = [line for line in said.splitlines() if "C library" in line]
    assert "nothing_of_this_name" in line
    assert "only slower" in line
    wheel = only(small_tree / "made", "redact-*-py3-none-*.whl")
    (built,) = [name for name in zipfile.ZipFile(wheel).namelist() if "_native." in name]
    assert not built.startswith(NATIVE)  # the other library is not concerned


def test_the_source_archive_holds_what_builds_the_library_and_not_what_was_built(small_tree: Path) -> None:
    for folder in build.FOLDERS:
        build.library_file(small_tree / folder.relative_to(ROOT)).write_bytes(b"built on this machine")
    run("hatchling", "build", "-t", "sdist", "-d", str(small_tree / "made"), inside=small_tree)
    with tarfile.open(only(small_tree / "made", "redact-*.tar.gz")) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert set(RECIPE) <= names
    assert not [name for name in names if "_native" in name]
