"""The network that finds names: how texts are cut, that nothing is left out, that nothing beside a text changes it."""

from itertools import pairwise

import numpy as np
import pytest

from redact import weights
from redact.detect import tagger as module
from redact.detect.pieces import MARKS, marks
from redact.detect.tagged import stretches
from redact.detect.tagger import CORE, blocks, cut, edges, scored, tagger
from redact.errors import MissingError

LETTER = "Dear Mrs Okafor,\n\nI met Tunde Bakare in Leeds on 3 May. He sends his regards to J. R. Whitmore.\n\n"


@pytest.fixture(scope="module")
def model():
    return tagger(weights.folder("redact-names"), 1)


@pytest.mark.parametrize(
    ("word", "mark"),
    [("hill", "small"), ("Hill", "Capital"), ("HILL", "CAPITALS"), ("McHill", "miXed"), ("H", "L"), ("42", "figures"),
     ("été", "small"), ("Éva", "Capital")],
)  # fmt: skip
def test_a_piece_knows_how_its_word_is_written(word, mark):
    assert MARKS[marks(f"a {word} b", [(2, 2 + len(word))])[0]] == mark


@pytest.mark.parametrize(
    "text", [LETTER, LETTER * 20, "word " * 900, "x" * 5000, "line\n" * 400, "é" * 700, "日本" * 400]
)
def test_windows_hold_every_piece_once_and_are_never_too_long(model, text):
    pieces = cut(model, text)
    places = edges(text, pieces)
    assert places[0] == 0
    assert places[-1] == len(pieces.ids)
    assert all(0 < end - start <= CORE for start, end in pairwise(places))


def test_a_window_ends_at_a_line_where_it_can(model):
    text = "Mary Hill was there today\n" * 60
    pieces = cut(model, text)
    inner = edges(text, pieces)[1:-1]
    assert inner
    assert all("\n" in text[pieces.ends[place - 1] : pieces.starts[place]] for place in inner)


def test_pieces_stand_where_they_say(model):
    pieces = cut(model, LETTER)
    words = [LETTER[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert "".join(words) == "".join(LETTER.split())


def test_what_is_said_of_a_text_does_not_depend_on_what_was_read_before(model):
    before = scored(model, LETTER).shares
    scored(model, "Something else entirely. " * 50)
    assert np.array_equal(before, scored(model, LETTER).shares)


def test_a_name_on_the_seam_of_two_windows_is_found(model):
    for words in range(CORE // 2 - 12, CORE // 2 + 4, 2):
        text = "it was late and " * (words // 2) + "we met Tunde Bakare in the hall, " + "it was late and " * 20
        found = stretches(text, scored(model, text), model.kinds, {"PERSON": model.least["PERSON"]})
        assert any(text[each.start : each.end] == "Tunde Bakare" for each in found), words


def test_blocks_of_a_long_text_are_the_text(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 100)
    text = LETTER * 30
    assert "".join(text[start:end] for start, end in blocks(text)) == text
    assert max(end - start for start, end in blocks(text)) <= 100


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "🙂"])
def test_a_text_with_nothing_to_read_has_no_pieces(model, text):
    assert scored(model, text).shares.shape == (0, len(model.kinds))


def test_a_folder_without_the_model_is_refused(tmp_path):
    with pytest.raises(MissingError):
        tagger(tmp_path, 1)
