"""``import redact`` is quick, because nothing heavy comes with it."""

import json
import subprocess
import sys

HEAVY = {
    "av", "bs4", "charset_normalizer", "cryptography", "ctranslate2", "cv2", "docx", "faster_whisper", "httpx", "lxml",
    "numpy", "onnxruntime", "openpyxl", "pdfminer", "phonenumbers", "pikepdf", "PIL", "presidio_analyzer",
    "presidio_anonymizer", "pypdfium2", "rapidocr", "rich", "soundfile", "spacy", "starlette", "stdnum", "torch",
    "typer", "uvicorn", "zxingcpp",
}  # fmt: skip
IMPORT = """
import json, sys, time
before = set(sys.modules)
start = time.perf_counter()
import redact
took = time.perf_counter() - start
print(json.dumps({"took": took, "loaded": sorted(set(sys.modules) - before)}))
"""
TOUCH = "import json, sys, redact; [getattr(redact, n) for n in redact.__all__]; print(json.dumps(sorted(sys.modules)))"


def in_a_fresh_interpreter(code: str) -> object:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(run.stdout)


def roots(names: list[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_import_loads_nothing_heavy_and_takes_under_a_tenth_of_a_second() -> None:
    runs = [in_a_fresh_interpreter(IMPORT) for _ in range(5)]
    assert not roots(runs[0]["loaded"]) & HEAVY
    assert min(run["took"] for run in runs) < 0.1


def test_the_public_names_come_without_anything_heavy_either() -> None:
    loaded = in_a_fresh_interpreter(TOUCH)
    assert not roots(loaded) & HEAVY
