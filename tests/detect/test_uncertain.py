"""Lines whose reading is not sure are pointed out, and no others."""

from redact.detect.uncertain import UncertainDetector, UncertainOptions
from redact.types import Alignment, Box, Finding, Looked, Modality, Part

DETECTOR = UncertainDetector(UncertainOptions())


def text_of(*lines):
    """A text part of lines of words, each ``(text, sureness)``."""
    text, runs, sure = "", [], []
    for line in lines:
        text += "\n" if text else ""
        for at, (word, sureness) in enumerate(line):
            text += " " if at else ""
            runs.append((len(text), len(text) + len(word), Box("i1", 0, 0, 9, 9)))
            sure.append(sureness)
            text += word
    return Part("i1.ocr", Modality.TEXT, text, alignment=Alignment.of(runs, sure))


def spans(part):
    found = [each for each in DETECTOR.detect([part]) if isinstance(each, Finding)]
    assert {each.entity_type for each in found} <= {"UNCERTAIN_TEXT"}
    return [part.text[span.start : span.end] for each in found for span in each.regions]


def test_a_line_that_was_hardly_read_is_one_finding():
    clear = [("quite", 1.0), ("clear", 0.99)]
    assert spans(text_of(clear, [("hazy", 0.7), ("words", 0.8)], clear, clear)) == ["hazy words"]


def test_writing_that_could_not_be_read_is_pointed_out():
    assert spans(text_of([("clear", 1.0)], [("\ufffd", 0.0)], [("clear", 1.0)])) == ["\ufffd"]


def test_one_slip_in_a_line_of_print_is_none():
    words = [("printed", 1.0)] * 12
    assert spans(text_of(words, [*words, ("s1ip", 0.6)], words)) == []


def test_a_hand_is_known_by_many_lines_of_which_none_is_quite_sure():
    hand = [("sloping", 0.97), ("letters", 0.97)]
    assert spans(text_of(hand, hand, hand)) == ["sloping letters"] * 3


def test_the_less_sure_the_higher_the_score():
    low, high = (
        [each.score for each in DETECTOR.detect([text_of([("word", sure)])]) if isinstance(each, Finding)]
        for sure in (0.9, 0.1)
    )
    assert 0 < low[0] < high[0] <= 1


def test_typed_text_has_been_looked_at_and_is_sure():
    typed = Part("p1", Modality.TEXT, "typed text")
    assert list(DETECTOR.detect([typed])) == [Looked("p1", 0, 10)]
