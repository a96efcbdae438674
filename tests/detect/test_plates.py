import pytest

from redact.detect.plate_forms import kind_of
from redact.detect.plates import PlateDetector, PlateOptions
from redact.types import Alignment, Box, Finding, KeyFrame, Modality, Part, Track

DETECTOR = PlateDetector(PlateOptions())
HIGH = 40.0


def read(*rows, part="i1", high=HIGH, apart=80.0):
    """A text as it is read from a picture: each row's cells with their places."""
    text, runs = "", []
    for row, cells in enumerate(rows):
        text += "\n" if row else ""
        left = 100.0
        for column, cell in enumerate(cells if isinstance(cells, tuple) else (cells,)):
            text += "\t" if column else ""
            left += 300 * bool(column)
            for at, word in enumerate(cell.split()):
                text += " " if at else ""
                right, top = left + 0.6 * high * len(word), 50 + apart * row
                runs.append((len(text), len(text) + len(word), Box(part, left, top, right, top + high)))
                text, left = text + word, right + 0.4 * high
    return Part(f"{part}.ocr", Modality.TEXT, text, alignment=Alignment.of(runs))


def plates(*rows, **more):
    return [each for each in DETECTOR.detect([read(*rows, **more)]) if isinstance(each, Finding)]


@pytest.mark.parametrize(
    "words",
    ["AB12 CDE", "AB12CDE", "A123 BCD", "ABC 123D", "ABC 1234", "1234 AB", "GB BD51 SMR", "AB-123-CD", "1234 BCD",
     "1-ABC-234", "B AB 1234", "X-123-YZ", "WX 12345", "ABC 12D", "231-D-12345", "7ABC123", "ABC 1234", "12A BCD"],
)  # fmt: skip
def test_a_plate_of_any_country_is_found(words):
    (finding,) = plates(words)
    assert finding.entity_type == "NUMBER_PLATE"
    assert finding.score >= 0.5


@pytest.mark.parametrize("words", ["ABI2 CDE", "A812 CDE", "AB1Z CDE", "AB12 CD3", "5O12 ABC", "0Y5l ABC"])
def test_signs_that_look_alike_are_taken_for_each_other(words):
    assert plates(words)


def test_the_whole_plate_is_covered_and_not_only_its_letters():
    (finding,) = plates("AB12 CDE")
    (box,) = finding.regions
    letters = (100.0, 50.0, 100 + 7 * 0.6 * HIGH + 0.4 * HIGH, 50 + HIGH)
    assert isinstance(box, Box)
    assert box.part == "i1"
    assert box.left <= letters[0] - 0.8 * HIGH
    assert box.top <= letters[1] - 0.3 * HIGH
    assert box.right >= letters[2] + 0.8 * HIGH
    assert box.bottom >= letters[3] + 0.3 * HIGH


@pytest.mark.parametrize("rows", [("AB12", "CDE"), ("ABC", "123D"), ("A123", "BCD")])
def test_a_square_plate_in_two_lines_is_one(rows):
    (finding,) = plates(*rows, apart=50)
    (box,) = finding.regions
    assert box.bottom - box.top >= 50 + HIGH


def test_lines_far_apart_are_not_put_together():
    assert not plates("ABC", "12D", apart=300)


@pytest.mark.parametrize("words", ["Open all day", "HOLIDAY", "CAFE ROYAL", "M25", "£250.50", "20%", "12:30PM", "2024"])
def test_other_words_in_the_street_are_none(words):
    assert not plates(words)


def page(*extra):
    return [*(f"paragraph {row} says that nothing much has changed since the last report" for row in range(12)), *extra]


def test_on_a_page_of_words_a_number_of_a_form_is_none():
    assert not plates(*page("Ref AB123", ("Form", "ABC 123"), "AB12 CDE was seen"), high=20.0)


def test_on_a_page_of_words_a_large_plate_by_itself_counts():
    text = read(*page(), high=20.0)
    alignment = text.alignment
    start = len(text.text) + 1
    box = Box("i1", 300, 1500, 700, 1590)
    runs = list(zip(alignment.starts, alignment.ends, alignment.sources, strict=True))
    whole = Alignment.of([*runs, (start, start + 7, box)])
    part = Part("i1.ocr", Modality.TEXT, text.text + "\nAB12CDE", alignment=whole)
    assert [each.score for each in DETECTOR.detect([part]) if isinstance(each, Finding)] == [0.9]


def test_in_a_film_the_way_of_the_plate_is_covered():
    keys = [KeyFrame(float(at), Box("v1", 100 + 50 * at, 200, 260 + 50 * at, 240)) for at in range(4)]
    alignment = Alignment.of([(0, 7, Track("v1", tuple(keys)))])
    shown = [Part("v1.text", Modality.TEXT, "AB12CDE", alignment=alignment)]
    (finding,) = [each for each in DETECTOR.detect(shown) if isinstance(each, Finding)]
    (track,) = finding.regions
    assert isinstance(track, Track)
    assert [key.time for key in track.keys] == [0, 1, 2, 3]
    assert all(
        new.box.left < old.box.left and new.box.bottom > old.box.bottom
        for new, old in zip(track.keys, keys, strict=True)
    )


def test_typed_text_and_what_codes_say_are_not_looked_at():
    typed = Part("p1", Modality.TEXT, "AB12 CDE")
    said = read("AB12 CDE")
    code = Part("i1.codes", Modality.TEXT, said.text, alignment=said.alignment)
    assert not [each for each in DETECTOR.detect([typed, code]) if isinstance(each, Finding)]


def test_its_findings_do_not_tell_the_plate():
    assert "AB12" not in repr(plates("AB12 CDE"))


@pytest.mark.parametrize(
    ("signs", "kind"),
    [("AB12CDE", "current"), ("A1BCD", "uk"), ("ABC1D", "uk"), ("AB123CD", "europe"), ("HOLIDAY", ""), ("A1", ""),
     ("ABCDEFGH", ""), ("1234567", "")],
)  # fmt: skip
def test_forms(signs, kind):
    assert kind_of(signs) == kind
