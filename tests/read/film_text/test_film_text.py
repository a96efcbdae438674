from functools import cache
from itertools import pairwise
from time import process_time

import numpy as np
import pytest

from redact.read.film_text import FilmTextOptions, FilmTextReader
from redact.read.film_text.changes import is_cut, news, shades_of
from redact.read.film_text.words import simplified
from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Alignment, Box, Clip, Frame, KeyFrame, Modality, Part, Picture, Track
from tests.bench.film_texts import FILMS, RATE, SIZE, Film, at_time, covered, read, tracks_of

REST = OcrReader(OcrOptions(threads=1))


@cache
def shown(name):
    """The film, its text, and the ways of the secret's words."""
    text = read(FILMS[name])
    return FILMS[name], text, tracks_of(text)


def frames(tracks):
    """The numbers of the frames in which all words are covered."""
    return {at for at in range(400) if tracks and any(at_time(track, at / RATE) for track in tracks)}


def what_is_left(film, tracks, at):
    pixels = covered(film.scene(at), at / RATE, tracks)
    return REST.read(Part("i1", Modality.IMAGE, Picture(*SIZE, lambda: pixels))).text


def test_a_caption_is_covered_from_its_first_frame_to_its_last():
    film, text, tracks = shown("caption")
    assert text.id == "v1.text"
    assert "Sarah Collins" in text.text
    assert set(range(31, 66)) <= frames(tracks)
    assert not {0, 10, 89} & frames(tracks)
    left = what_is_left(film, tracks, 31)
    assert "Interview" in left
    assert "Sar" not in left


def test_a_caption_between_two_looks_is_seen():
    _, _, tracks = shown("brief")
    assert set(range(30, 38)) <= frames(tracks)


def test_a_word_that_fades_is_covered_while_it_can_be_read():
    film, _, tracks = shown("fading")
    assert set(range(16, 75)) <= frames(tracks)
    assert "ara" not in what_is_left(film, tracks, 15)


@pytest.mark.parametrize("name", ["credits", "badge", "zoom"])
def test_words_are_followed_where_they_move(name):
    film, _, tracks = shown(name)
    assert "ara" not in what_is_left(film, tracks, film.length * 2 // 3)


def test_a_line_that_runs_through_is_read_piece_by_piece():
    film, text, tracks = shown("ticker")
    assert "Sarah" in text.text
    left = what_is_left(film, tracks, 120)
    assert "ara" not in left
    assert "olli" not in left


def test_shots_as_short_as_half_a_second_are_looked_at():
    _, _, tracks = shown("cuts")
    assert {*range(11, 22), *range(44, 55), *range(77, 80)} <= frames(tracks)


def test_lines_at_one_place_are_told_apart_by_time():
    _, text, tracks = shown("subtitles")
    lines = text.text.splitlines()
    assert lines.index("It was Sarah Collins.") < lines.index("I never met her.")
    assert max(frames(tracks)) < 60


def test_what_is_typed_is_read_to_its_end():
    assert "Name of patient: Sarah Collins" in read(FILMS["typed"]).text


def test_every_word_knows_its_place_and_how_sure_it_is():
    _, text, _ = shown("caption")
    assert isinstance(text.alignment, Alignment)
    assert all(isinstance(source, Track) and source.part == "v1" for source in text.alignment.sources)
    assert len(text.alignment.sureness) == len(text.alignment.starts)
    words = [text.text[start:end] for start, end in zip(text.alignment.starts, text.alignment.ends, strict=True)]
    assert words[-2:] == ["Sarah", "Collins"]


def test_a_film_without_text_costs_little_and_has_none():
    frames_ = [FILMS["nothing"].scene(at) for at in range(50)]
    read(Film(2, frames_.__getitem__))
    began = process_time()
    text = read(Film(50, frames_.__getitem__))
    assert text.text == ""
    assert process_time() - began < 1.5


@pytest.mark.parametrize("size", [(2, 2), (16, 200), (640, 20)])
def test_tiny_films_are_read(size):
    pixels = np.full((size[1], size[0], 3), 90, np.uint8)
    clip = Clip(*size, 0.2, lambda: (Frame.of(at / RATE, pixels) for at in range(5)))
    assert FilmTextReader(FilmTextOptions(threads=1)).read(Part("v1", Modality.VIDEO, clip)).text == ""


def test_a_film_without_frames_has_no_text():
    clip = Clip(640, 360, 0.0, lambda: iter(()))
    text = FilmTextReader(FilmTextOptions(threads=1)).read(Part("v1", Modality.VIDEO, clip))
    assert text.text == ""
    assert text.alignment == Alignment.of([])


def test_only_films_are_read():
    with pytest.raises(TypeError):
        FilmTextReader(FilmTextOptions()).read(Part("t1", Modality.TEXT, "words"))


def test_the_shades_tell_cuts_and_new_strokes():
    film = FILMS["cuts"]
    greys = [Frame.of(0.0, film.scene(at)).grey(*SIZE) for at in (9, 10, 11, 12)]
    assert [is_cut(one, other) for one, other in pairwise(greys)] == [False, True, False]
    brief = [shades_of(Frame.of(0.0, FILMS["brief"].scene(at)).grey(*SIZE)) for at in (28, 29, 30)]
    assert not news(brief[0], brief[1]).anything
    assert news(brief[1], brief[2]).strokes


def test_a_way_in_a_straight_line_needs_its_ends_only():
    keys = [KeyFrame(at / 25, Box("v1", 10 + 3 * at, 5, 40 + 3 * at, 20)) for at in range(50)]
    assert simplified(keys) == [keys[0], keys[-1]]
    bent = [*keys, *(KeyFrame(2 + at / 25, Box("v1", 157, 5, 187, 20 + at)) for at in range(1, 20))]
    assert len(simplified(bent)) in {3, 4}
