"""The library reads and writes only what is its own, and does nothing that C leaves undefined, whatever the text."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from redact.native import build

GCC = shutil.which("gcc") or ""
SANITISERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-O0")
ROOT = Path(__file__).parents[3]


def runtimes() -> list[str]:
    """The libraries that a sanitised one needs to find loaded; none where the compiler has none."""
    asked = (f"-print-file-name=lib{name}.so" for name in ("asan", "ubsan"))
    said = [subprocess.check_output([GCC, ask], text=True).strip() for ask in asked] if GCC else []
    return said if all(Path(file).is_absolute() for file in said) else []


@pytest.mark.skipif(sys.platform != "linux" or not runtimes(), reason="needs gcc with libasan and libubsan, on Linux")
def test_scanning_any_text_touches_no_memory_of_others(tmp_path):
    made = tmp_path / "library.so"
    flags = [*build.FLAGS, *build.ELF, *SANITISERS, '-DREDACT_SOURCES="sanitised"', "-lasan", "-lubsan"]
    subprocess.run([GCC, *map(str, sorted(build.FOLDER.glob("*.c"))), *flags, "-o", str(made)], check=True)
    with_them = {
        "LD_PRELOAD": " ".join(runtimes()),
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(ROOT),
        "ASAN_OPTIONS": "detect_leaks=0",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    program = [sys.executable, "-m", "tests.detect.native.scan_everything", str(made)]
    done = subprocess.run(program, env=os.environ | with_them, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4_000:]
    assert int(done.stdout) > 10_000
