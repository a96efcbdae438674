"""The plain view of a text, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from redact.detect.normalise import normalise

UNSEEN = "\u200b\u00ad\u2060\ufeff\u200d"
TEXT = st.text(alphabet=st.one_of(st.sampled_from("ab1 -" + UNSEEN + "\u00a0０９ａ–’"), st.characters()), max_size=60)


@given(TEXT)
def test_every_letter_of_the_view_stands_where_the_view_says(text):
    view = normalise(text)
    for place, letter in enumerate(view.text):
        start, end = view.span(place, place + 1)
        assert end == start + 1
        assert normalise(text[start:end]).text == letter


@given(TEXT)
def test_the_way_back_keeps_the_order(text):
    view = normalise(text)
    starts = [view.span(place, place + 1)[0] for place in range(len(view.text))]
    assert starts == sorted(set(starts))


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_comes_back_as_a_stretch(text, one, other):
    view = normalise(text)
    start, end = sorted((min(one, len(view.text)), min(other, len(view.text))))
    first, last = view.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert normalise(text[first:last]).text == view.text[start:end]


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


def test_nothing_of_the_text_is_shown():
    assert "Mary" not in repr(normalise("Mary\u200b"))
