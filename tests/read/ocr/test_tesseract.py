"""The second reader, where it is installed: through pipes, and never silently less."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from redact.errors import MissingError, PluginError
from redact.read.ocr import OcrOptions, OcrReader, tesseract
from redact.types import Modality, Part, Picture

needs_it = pytest.mark.skipif(not tesseract.installed(), reason="tesseract is not installed")


def crop(text, *, paper="white", ink="black"):
    picture = Image.new("RGB", (30 + 16 * len(text), 40), paper)
    ImageDraw.Draw(picture).text((8, 6), text, ink, ImageFont.load_default(24))
    return np.asarray(picture)


def program(folder, monkeypatch, script):
    """Another program of that name, first on the path."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    tesseract._languages.cache_clear()


@needs_it
def test_each_line_is_read_by_itself_with_places_and_sureness():
    lines = ["Harriet Ashdown", "01632 960 418", "white on black"]
    crops = [crop(lines[0]), crop(lines[1]), crop(lines[2], paper="black", ink="white")]
    read = tesseract.readings(crops, "en", 1)
    said = [" ".join(word.text for word in each).casefold() for each in read]
    assert said == [line.casefold() for line in lines]
    for each in read:
        assert all(0 <= word.start < word.end <= 1 and 0 < word.sureness <= 1 for word in each)
        assert [word.start for word in each] == sorted(word.start for word in each)


@needs_it
def test_a_line_without_letters_takes_nothing_from_the_next():
    blank = np.full((40, 200, 3), 255, np.uint8)
    read = tesseract.readings([blank, crop("Ashdown"), blank], "en", 1)
    assert [[word.text for word in each] for each in read] == [[], ["Ashdown"], []]


@needs_it
def test_an_unknown_language_is_missing():
    with pytest.raises(MissingError, match="tlh"):
        tesseract.readings([crop("a")], "tlh", 1)


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$"])
def test_a_run_that_fails_is_said(tmp_path, monkeypatch, script):
    program(tmp_path, monkeypatch, script)
    with pytest.raises(PluginError, match="tesseract failed"):
        tesseract.readings([crop("Ashdown")], "en", 1)
    tesseract._languages.cache_clear()


def test_a_run_that_takes_too_long_is_said(tmp_path, monkeypatch):
    program(tmp_path, monkeypatch, 'case "$1" in --list-langs) echo eng;; *) exec sleep 30;; esac')
    monkeypatch.setattr(tesseract, "_SECONDS", 0.5)
    with pytest.raises(PluginError, match="TimeoutExpired"):
        tesseract.readings([crop("Ashdown")], "en", 1)
    tesseract._languages.cache_clear()


@pytest.mark.models
def test_where_it_is_not_installed_it_is_missed_only_if_asked_for(monkeypatch):
    pixels = crop("Ashdown 1")
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    monkeypatch.setenv("PATH", "")
    assert "Ashdown" in OcrReader(OcrOptions(threads=1, sure=1.1)).read(part).text
    with pytest.raises(MissingError, match="tesseract"):
        OcrReader(OcrOptions(threads=1, tesseract=True, sure=1.1)).read(part)
