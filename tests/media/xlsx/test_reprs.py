"""What holds the words of a workbook does not show them when it is printed."""

from redact.media.xlsx.flatten import Flat
from redact.media.xlsx.grid import Spelled
from redact.media.xlsx.redone import Written


def test_no_words_in_reprs() -> None:
    held = (
        Flat("Zelphora", [["Zelphora"]]),
        Spelled(1, b"", "Zelphora!A1"),
        Written(b"A1", b"", b"", b"<f>Zelphora</f>", b"<is>Zelphora</is>"),
    )
    assert "elphora" not in repr(held)
