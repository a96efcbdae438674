"""The plain view of a text, and the way back."""

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.normalise import normalise

UNSEEN = "\u200b\u00ad\u2060\ufeff\u200d"
ODD = "ab1 -@" + UNSEEN + "\u00a0０９ａ–’ﬁ⑩⒈е\u0301\u0336\u20e3с²ж𝐬①Ⅷ😀"
TEXT = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters()), max_size=60)


@given(TEXT)
def test_every_letter_of_the_view_stands_somewhere_in_the_text(text):
    view = normalise(text)
    for place in range(len(view.text)):
        start, end = view.span(place, place + 1)
        assert 0 <= start < end <= len(text)


@given(TEXT)
def test_letters_that_are_left_as_they_are_stand_where_the_view_says(text):
    view = normalise(text)
    for place, letter in enumerate(view.text):
        start, end = view.span(place, place + 1)
        assert letter < "\x80" or letter in text[start:end] or len(text[start:end]) > 1


@given(TEXT)
def test_the_way_back_keeps_the_order(text):
    view = normalise(text)
    spans = [view.span(place, place + 1) for place in range(len(view.text))]
    assert spans == sorted(spans)
    for before, after in pairwise(spans):
        assert before == after or before[1] <= after[0]


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_comes_back_from_its_first_letter_to_its_last(text, one, other):
    view = normalise(text)
    start, end = sorted((min(one, len(view.text)), min(other, len(view.text))))
    first, last = view.span(start, end)
    assert 0 <= first <= last <= len(text)
    if end > start:
        assert (first, last) == (view.span(start, start + 1)[0], view.span(end - 1, end)[1])


@given(st.text(alphabet=UNSEEN + "ab１ ﬁ⑩x", max_size=40))
def test_what_is_read_one_by_one_is_read_so_in_pieces_as_well(text):
    view = normalise(text)
    assert "".join(normalise(letter).text for letter in text) == view.text


@given(st.text(alphabet="abc 123-éüß", max_size=60))
def test_plain_text_is_its_own_view(text):
    assert normalise(text).text == text


def test_unseen_letters_inside_are_covered_and_those_at_the_edges_are_not():
    text = "\u200bM\u00adary\u200b"
    view = normalise(text)
    assert view.text == "Mary"
    assert text[slice(*view.span(0, 4))] == "M\u00adary"


def test_look_alikes_are_written_plainly():
    assert normalise("Ｍａｒｙ\u00a0＠ ０１–२٣’s").text == "Mary @ 01-23's"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("s\u0430rah@ex\u0430mple.org", "sarah@example.org"),
        ("ＱＱ１２３４５６Ｃ", "QQ123456C"),
        ("𝐬𝐚𝐫𝐚𝐡@𝖊𝖝𝖆𝖒𝖕𝖑𝖊.𝓸𝓻𝓰", "sarah@example.org"),
        ("𝟶𝟽𝟽𝟶𝟶 ⁹⁰⁰ ₁₂₃", "07700 900 123"),
        ("⓪⑦⑦⓪⓪ ⑨⓪⓪①②③", "07700 900123"),
        ("QQ123456\u0421", "QQ123456C"),
        ("\u0405W1\u0410 1\u0410\u0410", "SW1A 1AA"),
        ("oﬃce@example.org", "office@example.org"),
        ("⑩-⑪ №", "10-11 No"),
        ("0\u03367\u03367\u03360\u0336", "0770"),
        ("0\ufe0f\u20e37\ufe0f\u20e3", "07"),
        ("Jose\u0301", "José"),
        ("sarah﹫example․org", "sarah@example.org"),
        ("0207 946 0000¹, 0207 946 0001²", "0207 946 0000 , 0207 946 0001 "),
        ("\u0455\u0430\u0433\u0430h", "\u0455\u0430\u0433\u0430h"),
    ],
)
def test_letters_in_disguise(text, read):
    assert normalise(text).text == read


@pytest.mark.parametrize(
    "text",
    [
        "Москва, столица России: СССР и США, ВВС, В5, COVID-19, 5-го мая, он и она.",
        "Η Ελλάδα και η Κύπρος, ΤΑ ΝΕΑ, Β2, α1 και β2.",
        "Հայաստան, օր",
        "Владимир.Жуков@почта.рф",
        "Case, Müller, Čapek, naïve café, Ærø, Łódź",
        "“Quotes” … ™".replace("“", '"').replace("”", '"'),
    ],
)
def test_other_alphabets_stay_as_they_are(text):
    assert normalise(text).text == text


def test_a_sign_for_several_letters_is_covered_whole():
    text = "ring ⑩⑪ oﬃce"
    view = normalise(text)
    assert view.text == "ring 1011 office"
    assert text[slice(*view.span(6, 7))] == "⑩"
    assert text[slice(*view.span(10, 16))] == "oﬃce"
    assert text[slice(*view.span(11, 13))] == "ﬃ"


def test_a_letter_is_covered_with_its_marks():
    text = "x 0\u03367\u0336 y"
    view = normalise(text)
    assert text[slice(*view.span(2, 4))] == "0\u03367\u0336"


@pytest.fixture
def uncollected():
    """No collection of garbage: its cost grows with all that other tests have imported."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("unit", ["а", "aа", "0\u0336", "\u200b", "ﬁ", "²", "sаrah ", "Москва ", "\u0301"])
@pytest.mark.usefixtures("uncollected")
def test_cost_is_linear(unit):
    def cost(size: int) -> float:
        text, best = (unit * size)[:size], float("inf")
        for _ in range(3):
            begun = time.process_time()
            normalise(text)
            best = min(best, time.process_time() - begun)
        return best

    cost(2_000)
    assert cost(200_000) <= 40 * max(cost(20_000), 0.01)


def test_nothing_of_the_text_is_shown():
    assert "Mary" not in repr(normalise("Mary\u200b"))
