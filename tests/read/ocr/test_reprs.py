from redact.detect.plate_cells import Sign
from redact.read.ocr.engine import Word
from redact.read.speech.spoken_text import as_heard
from redact.types import Box

BOX = Box("i1", 0, 0, 10, 10)


def test_what_was_read_or_heard_is_not_shown_when_it_is_printed():
    shown = repr((Word("Calloway", 0.0, 1.0), Sign("Calloway", BOX, BOX), as_heard(["Calloway"])))
    assert "Calloway" not in shown
