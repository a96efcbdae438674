import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.media.encoding import decoded, encoded

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_text_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    form = decoded(data)
    assert form.text == text
    assert encoded(form.text, form) == data


@settings(deadline=None)
@given(st.binary(min_size=1))
def test_whatever_is_accepted_as_text_comes_back_byte_for_byte(data: bytes) -> None:
    try:
        form = decoded(data)
    except UnreadableError:
        return
    assert encoded(form.text, form) == data


@pytest.mark.parametrize(
    "text",
    [
        "Zoë O’Brien pays £5",
        "naïve — “quoted” café",
        "José Müller lives in Köln, tél. 07700 900123",
        "Microsoft® is ½ price",
    ],
)
def test_short_windows_texts_are_read_as_western(text: str) -> None:
    assert decoded(text.encode("cp1252")).text == text


def test_other_alphabets_are_guessed() -> None:
    text = "Уважаемый господин Иванов, приглашаем вас на заседание комиссии в понедельник. " * 4
    assert decoded(text.encode("cp1251")).text == text


def test_a_declared_encoding_is_tried_first() -> None:
    text = "Łukasz Wałęsa"
    assert decoded(text.encode("iso8859-2"), "iso-8859-2").text == text


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "rot13", "\x00"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decoded("Zoë".encode(), declared).text == "Zoë"


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"text\x00more", b"\x89PNG\r\n\x1a\n\x01\x02", b"\xff\xfe\x00"])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decoded(data)


def test_what_the_encoding_cannot_express_is_written_as_utf8() -> None:
    form = decoded("Zoë".encode("cp1252"))
    assert encoded("█", form) == "█".encode()
