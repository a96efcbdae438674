"""What a mention says of a name."""

import pytest

from redact.resolve.subjects.naming import NOBODY, name_of, words_of


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Dr Sarah Jane Collins", ("sarah", "jane"), "collins"),
        ("Mrs Collins", (), "collins"),
        ("S. Collins", ("s",), "collins"),
        ("S.J. Collins", ("s", "j"), "collins"),
        ("SJ Collins", ("s", "j"), "collins"),
        ("Collins SJ", ("s", "j"), "collins"),
        ("Collins S", ("s",), "collins"),
        ("Sarah C.", ("sarah",), "c"),
        ("Collins, Sarah", ("sarah",), "collins"),
        ("Collins, Dr S J", ("s", "j"), "collins"),
        ("COLLINS Sarah", ("sarah",), "collins"),
        ("LEE Sarah", ("sarah",), "lee"),
        ("SARAH COLLINS", ("sarah",), "collins"),
        ("Sarah Collins's", ("sarah",), "collins"),
        ("José Núñez", ("jose",), "nunez"),
        ("Søren O’Brien", ("soren",), "obrien"),
        ("Ann Smith-Jones", ("ann",), "smith jones"),
        ("Ludwig van Beethoven", ("ludwig",), "van beethoven"),
        ("van Gogh", (), "van gogh"),
        ("Sarah Co1lins", ("sarah",), "collins"),
        ("Sarah Collins MP", ("sarah",), "collins"),
        ("Sarah Collins, OBE", ("sarah",), "collins"),
        ("DI Collins", (), "collins"),
        ("Di Collins", ("di",), "collins"),
        ("the Collins", (), ""),
    ],
)
def test_a_name_is_taken_apart(text: str, given: tuple[str, ...], surname: str) -> None:
    name = name_of(text)
    assert (name.given, name.surname) == (given, surname)


@pytest.mark.parametrize("text", ["", "Dr", "the", "12", "MP", "...", "Mr."])
def test_what_holds_no_name_is_nobody(text: str) -> None:
    assert name_of(text) == NOBODY


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Mrs Ann Lowe", "f"), ("Sir Bob Lowe", "m"), ("Dr Lowe", ""), ("Professor Dame Ann Lowe", "f")],
)
def test_titles_tell_a_woman_or_a_man(text: str, gender: str) -> None:
    assert name_of(text).gender == gender


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr Sarah Jane Collins", "sarah collins"),
        ("COLLINS, Sarah", "sarah collins"),
        ("Mrs Collins", "collins"),
        ("S J Collins", "s collins"),
        ("Sarah", "sarah"),
        ("Ann Smith-Jones", "ann smithjones"),
    ],
)
def test_the_words_that_tell_a_person(text: str, words: str) -> None:
    assert words_of(name_of(text)) == words
