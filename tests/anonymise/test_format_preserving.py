"""Encrypted values of the same shape: given back by the key, with checksums as the policy asks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.anonymise.format_preserving import FormatPreserving, decrypted
from redact.detect import checks
from redact.errors import PolicyError
from tests.anonymise.made import KEY, mention, new, text_of

CHECKS = ["valid", "invalid", "any"]
TYPES = ["CREDIT_CARD", "UK_NHS", "UK_UTR", "IBAN_CODE", "CASE_REFERENCE", "MAC_ADDRESS"]
OPERATORS = {each: new(FormatPreserving, checks=each) for each in CHECKS}


def put(entity_type: str, value: str, how: str = "valid") -> str:
    return text_of(OPERATORS[how], mention(entity_type, value))


def shape(value: str) -> str:
    return re.sub("[A-Z]", "A", re.sub("[a-z]", "a", re.sub("[0-9]", "0", value)))


@pytest.mark.parametrize("how", CHECKS)
@settings(deadline=None)
@given(
    st.sampled_from(TYPES),
    st.one_of(
        st.from_regex(r"[A-Z]{0,3}[ -]?[0-9]{6,16}[a-z]{0,4}", fullmatch=True),
        st.from_regex(r"[0-9]{3} [0-9]{3} [0-9]{4}", fullmatch=True),
        st.from_regex(r"GB[0-9]{2} [A-Z]{4} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]{2}", fullmatch=True),
        st.from_regex(r"([0-9a-f]{2}:){5}[0-9a-f]{2}", fullmatch=True),
    ),
)
def test_the_key_gives_back_what_was_put_and_the_shape_stays(how: str, entity_type: str, value: str) -> None:
    text = put(entity_type, value, how)
    if text.startswith("["):
        return
    assert shape(text) == shape(value)
    assert text != value
    assert decrypted(text, entity_type, KEY, how) == value


@pytest.mark.parametrize(
    ("entity_type", "value", "holds"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1111", checks.luhn),
        ("UK_NHS", "943 476 5919", checks.nhs),
        ("UK_UTR", "1123456789", checks.utr),
        ("IBAN_CODE", "GB82 WEST 1234 5698 7654 32", checks.iban),
        ("IMEI", "490154203237518", checks.imei),
    ],
)
def test_a_checksum_is_as_asked(entity_type: str, value: str, holds: object) -> None:
    assert callable(holds)
    assert entity_type == "UK_UTR" or holds(value)
    held = value if holds(value) else f"{_taxpayer(value[1:])}{value[1:]}"
    assert holds(put(entity_type, held, "valid"))
    assert not holds(put(entity_type, held, "invalid"))


def _taxpayer(rest: str) -> int:
    return next(digit for digit in range(10) if checks.utr(f"{digit}{rest}"))


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_what_was_wrong_stays_wrong_where_checksums_stay(value: str) -> None:
    if len(set(value)) > 1 and not checks.nhs(value):
        text = put("UK_NHS", value)
        assert text.startswith("[") or len(set(text)) == 1 or not checks.nhs(text)


@pytest.mark.parametrize("value", ["12345", "AB 12", "", "Zoë Ångström", "x" * 60, "٣٤٥٦٧٨٩٠١"])
def test_what_is_too_short_too_long_or_of_other_letters_becomes_a_label(value: str) -> None:
    assert put("CASE_REFERENCE", value) == "[Reference]"
    with pytest.raises(ValueError, match="not put there"):
        decrypted(value, "CASE_REFERENCE", KEY)


def test_types_and_keys_give_different_values() -> None:
    other = text_of(new(FormatPreserving, KEY[::-1]), mention("CASE_REFERENCE", "AB-1234567"))
    assert len({put("CASE_REFERENCE", "AB-1234567"), put("OFFICER_NUMBER", "AB-1234567"), other}) == 3


def test_hexadecimal_digits_stay_such() -> None:
    assert re.fullmatch(r"([0-9a-f]{2}:){5}[0-9a-f]{2}", put("MAC_ADDRESS", "00:1a:2b:cc:dd:ee"))


def test_no_key_and_no_such_option_are_refused() -> None:
    with pytest.raises(PolicyError, match="needs a key"):
        new(FormatPreserving, None)
    with pytest.raises(PolicyError, match="checks"):
        new(FormatPreserving, checks="maybe")
