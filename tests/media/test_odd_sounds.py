"""Sound of few bits and many, at any rate, of one sample, of sixteen channels: the right copy, or a clear refusal."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from redact.contracts import Changes
from redact.errors import UnsupportedError
from redact.media.sound import SoundHandler
from redact.types import Disguise, Edit, TimeRange, Tone

HANDLER = SoundHandler(SoundHandler.Options())
FORMS = [
    ("a.wav", 8_000, 1, "PCM_U8"),
    ("a.wav", 48_000, 2, "PCM_24"),
    ("a.wav", 48_000, 2, "PCM_32"),
    ("a.wav", 48_000, 2, "FLOAT"),
    ("a.wav", 44_100, 1, "DOUBLE"),
    ("a.wav", 192_000, 2, "PCM_24"),
    ("a.wav", 16_000, 16, "PCM_16"),
    ("a.wav", 8_000, 1, "ULAW"),
    ("a.flac", 192_000, 2, "PCM_24"),
    ("a.flac", 8_000, 8, "PCM_16"),
    ("a.aiff", 8_000, 1, "PCM_S8"),
]


def noise(length: int, channels: int) -> np.ndarray:
    return np.clip(0.2 * np.random.default_rng(1).standard_normal((length, channels)), -1, 1)


def copied(source: Path, *edits: Edit) -> Path:
    target = source.with_name(f"out{source.suffix}")
    HANDLER.write(HANDLER.load(source), Changes(edits), target)
    return target


@pytest.mark.parametrize("form", FORMS, ids=lambda form: "-".join(map(str, form)))
def test_odd_forms_come_out_in_their_own_form_silent_and_disguised_where_told(form, tmp_path: Path) -> None:
    name, rate, channels, subtype = form
    source = tmp_path / name
    soundfile.write(source, noise(rate, channels), rate, subtype=subtype)
    edits = (Edit(TimeRange("a1", 0.25, 0.5), Tone(), "f"), Edit(TimeRange("a1", 0.6, 0.8), Disguise(b"1"), "f"))
    target = copied(source, *edits)
    before, after = soundfile.info(str(source)), soundfile.info(str(target))
    kept = ("samplerate", "channels", "frames", "subtype")
    assert [getattr(after, each) for each in kept] == [getattr(before, each) for each in kept]
    was, now = (soundfile.read(path, always_2d=True)[0] for path in (source, target))
    assert not now[rate // 4 : rate // 2].any()
    assert np.array_equal(was[: rate // 5], now[: rate // 5])
    assert np.array_equal(was[-rate // 6 :], now[-rate // 6 :])
    changed = slice(round(0.62 * rate), round(0.78 * rate))
    assert now[changed].any()
    assert not np.allclose(was[changed], now[changed], atol=0.05)


@pytest.mark.parametrize("form", [("a.wav", "PCM_16"), ("a.wav", "PCM_U8"), ("a.flac", "PCM_16"), ("a.ogg", "VORBIS")])
@pytest.mark.parametrize("what", [Tone(), Tone(1_000), Disguise(b"1")])
def test_one_sample_comes_out_as_one(form: tuple[str, str], what: Tone | Disguise, tmp_path: Path) -> None:
    source = tmp_path / form[0]
    soundfile.write(source, noise(1, 2), 44_100, subtype=form[1])
    target = copied(source, Edit(TimeRange("a1", 0.0, 0.5), what, "f"))
    assert soundfile.info(str(target)).frames == 1
    if isinstance(what, Tone):
        assert np.abs(soundfile.read(target)[0]).max() < 0.01


def test_nine_channels_of_vorbis_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.ogg"
    soundfile.write(source, noise(8_000, 9), 16_000, subtype="VORBIS")
    with pytest.raises(UnsupportedError, match="eight channels"):
        HANDLER.load(source)
