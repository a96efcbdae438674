"""How pages are numbered is kept; what stands before the numbers is a word like any other, and goes."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.media.pdf.making import HANDLER, everything_in, new_pdf, saved, written


def numbered(folder: Path, labels: object) -> list[tuple[int, str, int]]:
    """What is left of page labels in a copy of a file of four pages."""
    pdf = new_pdf(*[b"BT /F1 12 Tf 20 100 Td (words) Tj ET"] * 4)
    pdf.Root.PageLabels = labels
    target = written(HANDLER.load(saved(pdf, folder)), [])
    assert "Secret" not in everything_in(target)
    with pikepdf.open(target) as pdf:
        rows = list(pdf.Root.PageLabels.Nums) if "/PageLabels" in pdf.Root else []
        return [(int(n), str(label.S), int(label.St)) for n, label in zip(rows[::2], rows[1::2], strict=True)]


def test_styles_and_starts_stay_and_words_go(tmp_path: Path) -> None:
    front = Dictionary(S=Name.r, P=String("Secret-"))
    rest = Dictionary(S=Name.D, St=7)
    assert numbered(tmp_path, Dictionary(Nums=Array([0, front, 2, rest]))) == [(0, "/r", 1), (2, "/D", 7)]


def test_a_page_that_is_called_by_a_word_is_counted(tmp_path: Path) -> None:
    cover, rest = Dictionary(P=String("Secret")), Dictionary(S=Name.A)
    assert numbered(tmp_path, Dictionary(Nums=Array([0, cover, 1, rest]))) == [(0, "/D", 1), (1, "/A", 1)]


def test_a_tree_of_labels_is_read_once(tmp_path: Path) -> None:
    leaf = Dictionary(Nums=Array([0, Dictionary(S=Name.R)]))
    tree = Dictionary(Kids=Array([leaf, Dictionary(Nums=Array([3, Dictionary(S=Name.a, St=2)]))]))
    assert numbered(tmp_path, tree) == [(0, "/R", 1), (3, "/a", 2)]


ODD = [0, Dictionary(S=Name.Secret, St=-5), 2, String("Secret"), 99, Dictionary(S=Name.D), String("Secret"), 1]


@pytest.mark.parametrize(
    ("labels", "left"),
    [
        (Dictionary(Nums=Array([0, Dictionary(S=Name.D)])), []),
        (Dictionary(Nums=Array([1, Dictionary(S=Name.R)])), []),
        (Dictionary(Nums=Array(ODD)), [(0, "/D", 1), (2, "/D", 3)]),
        (String("Secret"), []),
        (Dictionary(), []),
    ],
)
def test_labels_that_say_nothing_or_are_broken(tmp_path: Path, labels: object, left: list) -> None:
    assert numbered(tmp_path, labels) == left
