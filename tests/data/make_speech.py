"""Makes speech.flac and speech.json: a few sentences of espeak-ng, with the times of what identifies somebody.

    python tests/data/make_speech.py        (needs espeak-ng on the path)

The pieces are spoken one by one and laid end to end, so the times are exact by construction.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import av
import numpy as np
import soundfile

RATE = 16_000
PAUSE = 0.08
PIECES = [
    "Good morning. My name is",
    ("PERSON", "Margaret Thornton"),
    "and I am calling about the hearing.",
    "You can reach me on",
    ("PHONE_NUMBER", "zero seven seven zero zero, nine zero zero, one two three"),
    "after six o'clock.",
    "The N H S number is",
    ("UK_NHS", "nine four three, four seven six, five nine one nine"),
    "according to the letter.",
    "The weather has been lovely all week. Goodbye.",
]


def at_rate(sound: np.ndarray, rate: int) -> np.ndarray:
    frame = av.AudioFrame.from_ndarray(sound[None, :], format="flt", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().ravel() for piece in pieces])


def spoken(text: str) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "piece.wav")
        subprocess.run(["espeak-ng", "-v", "en-gb", "-s", "150", "-w", str(path), text], check=True)
        sound, rate = soundfile.read(path, dtype="float32")
    sound = at_rate(sound, rate)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return sound[max(loud[0] - 160, 0) : loud[-1] + 320]


def main() -> None:
    gap = np.zeros(int(PAUSE * RATE), np.float32)
    sound, spans = [np.zeros(int(0.3 * RATE), np.float32)], []
    for piece in PIECES:
        kind, text = (None, piece) if isinstance(piece, str) else piece
        start = sum(map(len, sound)) / RATE
        sound += [spoken(text), gap]
        if kind:
            spans.append({"entity_type": kind, "start": start, "end": (sum(map(len, sound)) - len(gap)) / RATE})
    whole = np.concatenate([*sound, np.zeros(int(0.6 * RATE), np.float32)])
    here = Path(__file__).parent
    soundfile.write(here / "speech.flac", whole / np.abs(whole).max() * 0.7, RATE, subtype="PCM_16")
    (here / "speech.json").write_text(json.dumps(spans, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
