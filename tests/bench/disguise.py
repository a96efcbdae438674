"""How well a disguised voice hides its speaker from a program: ``RESEMBLYZER=FILE python -m tests.bench.disguise``.

The file is ``resemblyzer/pretrained.pt`` out of the wheel ``resemblyzer`` 0.1.4 (Apache-2.0), a model that compares
voices; it is opened without its code. The voices are made: Kokoro's where the environment variable KOKORO names its
folder (see ``speech_voices``), else those of espeak-ng. ``--recordings FOLDER``: those in it instead, at 16 kHz and
named "SPEAKER_NUMBER.wav".

What is told is the equal error rate: the attacker sets a bar for likeness at which he takes as many strangers for the
speaker as he misses speakers. 0 % is a speaker known for sure, 50 % chance. The attackers:

- *undisguised*: both sides as they were recorded.
- *ignorant*: knows the speaker's own voice and hears the disguised one.
- *informed*: disguises what he knows of the speaker in the same way, not knowing the secret.
- *simulating*: does so ``--tries`` times with secrets of his own, and takes the likest.
- *within a run*: compares two disguised recordings of one run: what can be linked although nobody is named.

``--words`` tells instead how many words of the made voices a speech model gets wrong, before and after.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from redact import weights
from redact.media.voices.stream import Changed
from tests.bench.speech_voices import HELD_KOKORO, KOKORO, kokoro, spoken
from tests.bench.speech_words import errors, words

RATE = 16_000
SAID = (
    "Good morning, I am calling about the letter that arrived last week and I would like to know what it means.",
    "We walked along the river until the rain began, and then we had tea in a small place near the bridge.",
    "Could you tell me when the next train leaves, because the board in the hall is not working today?",
    "My brother has bought an old house in the country and spends every weekend painting the windows.",
)
ESPEAK = tuple(
    f"{accent}{form}" for accent in ("en-gb", "en-us", "en-gb-scotland") for form in ("", "+f2", "+f4", "+m3")
)

Voices: TypeAlias = Mapping[str, list[Any]]
"""By speaker, samples of each recording, or what the model makes of it."""


class Comparing:
    """The model of voices: three recurrent layers over 40 bands, as its paper (Wan et al., 2018) describes them."""

    def __init__(self, weights: Path) -> None:
        import torch

        torch.set_num_threads(1)
        state = torch.load(weights, map_location="cpu", weights_only=True)["model_state"]
        self._layers, self._last = torch.nn.LSTM(40, 256, 3, batch_first=True), torch.nn.Linear(256, 256)
        self._layers.load_state_dict({key[5:]: value for key, value in state.items() if key.startswith("lstm.")})
        self._last.load_state_dict({key[7:]: value for key, value in state.items() if key.startswith("linear.")})

    def __call__(self, sound: Any) -> Any:
        """A direction of length one: the more two recordings point the same way, the likelier they are one speaker."""
        import torch

        bands = _bands(sound * 10**-1.5 / max(float(np.sqrt((sound**2).mean())), 1e-6))
        bands = np.pad(bands, ((0, max(160 - len(bands), 0)), (0, 0)))
        pieces = np.stack([bands[at : at + 160] for at in range(0, len(bands) - 159, 77)])
        with torch.no_grad():
            _, (hidden, _) = self._layers(torch.tensor(pieces))
            told = torch.relu(self._last(hidden[-1])).numpy()
        mean = (told / np.linalg.norm(told, axis=1, keepdims=True)).mean(axis=0)
        return mean / np.linalg.norm(mean)


def _bands(sound: Any) -> Any:
    """Power in 40 bands on the mel scale of Slaney, every hundredth of a second."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
    rows = np.lib.stride_tricks.sliding_window_view(np.pad(sound, 200), 400)[::160] * window
    power = np.abs(np.fft.rfft(rows)) ** 2
    edges = _hertz(np.linspace(0.0, 15 + np.log(8.0) / (np.log(6.4) / 27), 42))
    slopes = (edges[:, None] - np.linspace(0, RATE / 2, 201)) / np.append(np.diff(edges), np.nan)[:, None]
    rising, falling = -slopes[:40], (edges[2:, None] - np.linspace(0, RATE / 2, 201)) / np.diff(edges)[1:, None]
    filters = np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return (power @ filters.T).astype(np.float32)


def _hertz(mels: Any) -> Any:
    return np.where(mels < 15, mels * 200 / 3, 1_000 * np.exp((mels - 15) * np.log(6.4) / 27))


def disguised(sound: Any, secret: str) -> Any:
    """The sound in another voice."""
    voice = Changed(secret.encode(), RATE, 1)
    return np.concatenate([voice.feed(sound[None]), voice.finish()], axis=1)[0]


def equal_error(own: Iterable[float], strangers: Iterable[float]) -> float:
    """The share of mistakes at the bar where both kinds are as frequent."""
    mine, others = np.sort(list(own)), np.sort(list(strangers))
    bars = np.unique(np.concatenate([mine, others]))
    missed = np.searchsorted(mine, bars) / len(mine)
    taken = 1 - np.searchsorted(others, bars) / len(others)
    at = int(np.argmin(np.abs(missed - taken)))
    return float((missed[at] + taken[at]) / 2)


def compared(known: Voices, heard: Voices) -> float:
    """The equal error rate of all pairs of what is known and what is heard; no recording with itself."""
    pairs = [
        (name == other, float(max(np.atleast_2d(each) @ sound)))
        for name, each_known in known.items()
        for other, sounds in heard.items()
        for number, each in enumerate(each_known)
        for place, sound in enumerate(sounds)
        if number != place
    ]
    return equal_error((like for same, like in pairs if same), (like for same, like in pairs if not same))


def voices(recordings: Path | None) -> dict[str, list[Any]]:
    """The sounds of every speaker."""
    if recordings is None:
        names = (*KOKORO, *HELD_KOKORO) if kokoro() else ESPEAK
        return {name: [spoken(text, name, 1.0) for text in SAID] for name in names}
    import soundfile

    read: dict[str, list[Any]] = {}
    for file in sorted(recordings.glob("*_*.wav")):
        read.setdefault(file.stem.rsplit("_", 1)[0], []).append(soundfile.read(file, dtype="float32")[0])
    return read


def wrong_words(sounds: Voices) -> tuple[float, float]:
    """Of a hundred words, how many Whisper's base model gets wrong, undisguised and disguised."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(weights.folder("whisper-base")), device="cpu", compute_type="int8", cpu_threads=1)
    counted = [0, 0]
    for name, each in sounds.items():
        for text, sound in zip(SAID, each, strict=True):
            for at, heard in enumerate((sound, disguised(sound, name + text))):
                found = " ".join(segment.text for segment in model.transcribe(heard, language="en")[0])
                counted[at] += errors(words(text), words(found))
    every = len(sounds) * sum(len(words(text)) for text in SAID) / 100
    return counted[0] / every, counted[1] / every


def _of(sounds: Voices, told: Callable[[str, Any], Any]) -> Voices:
    return {name: [told(name, sound) for sound in each] for name, each in sounds.items()}


def main() -> None:
    """Print the equal error rate of each attacker."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--recordings", type=Path)
    arguments.add_argument("--tries", type=int, default=24)
    arguments.add_argument("--words", action="store_true")
    given = arguments.parse_args()
    if given.words:
        print("wrong words: {:.1f} % before, {:.1f} % after".format(*wrong_words(voices(None))))
        return
    comparing, sounds = Comparing(Path(os.environ["RESEMBLYZER"])), voices(given.recordings)
    plain = _of(sounds, lambda _, sound: comparing(sound))
    run, other = (_of(sounds, lambda name, sound, run=run: comparing(disguised(sound, run + name))) for run in "12")
    own = [f"own {number} " for number in range(given.tries)]
    tried = _of(sounds, lambda name, sound: np.stack([comparing(disguised(sound, each + name)) for each in own]))
    print(f"{len(sounds)} speakers, {sum(map(len, sounds.values()))} recordings; equal error rates:")
    rows = {"undisguised": (plain, plain), "ignorant": (plain, run), "informed": (other, run)}
    rows |= {f"simulating, {given.tries} tries": (tried, run), "within a run": (run, run)}
    for name, (known, heard) in rows.items():
        print(f"  {name:<24} {100 * compared(known, heard):5.1f} %")


if __name__ == "__main__":
    main()
