"""Of a value of unusual letters no piece of three signs is left by any operator that hides, whatever its options."""

import string
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from redact.anonymise.encrypt import Encrypt
from redact.anonymise.format_preserving import FormatPreserving
from redact.anonymise.generalise import Generalise
from redact.anonymise.hash import Hash
from redact.anonymise.mask import Mask
from redact.anonymise.noise import NoiseOperator
from redact.anonymise.pseudonymise import Pseudonymise
from redact.anonymise.remove import Remove
from redact.anonymise.replace import Replace
from redact.anonymise.shift_date import ShiftDate
from redact.entities import ENTITY_TYPES
from tests.anonymise.made import mention, new, text_of

WAYS: list[tuple[Any, dict[str, Any]]] = [
    (Remove, {}),
    (Mask, {}),
    (Mask, {"keep_last": 1, "keep_first": 1}),
    (Replace, {}),
    (Replace, {"numbered": True}),
    (Replace, {"surrogate": True}),
    (Pseudonymise, {}),
    (Pseudonymise, {"form": "surrogate", "origin": True}),
    (Hash, {}),
    (Encrypt, {}),
    (Encrypt, {"form": "presidio"}),
    (FormatPreserving, {}),
    (Generalise, {}),
    (ShiftDate, {}),
    (NoiseOperator, {}),
]
UNUSUAL = st.text("ξψζжщюøþðäçñ東海", min_size=3, max_size=12)
VALUES = st.lists(UNUSUAL, min_size=1, max_size=4).map(" ".join)
PLANTED = st.text(string.ascii_uppercase.replace("E", "") + string.digits, min_size=12, max_size=20)


def pieces(text: str) -> set[str]:
    small = text.casefold()
    return {small[at : at + 3] for at in range(len(small) - 2)}


@pytest.mark.parametrize(("kind", "options"), WAYS, ids=lambda each: str(getattr(each, "__name__", each)))
@settings(deadline=None, max_examples=60)
@given(value=VALUES, entity_type=st.sampled_from([*ENTITY_TYPES, "SHOE_SIZE"]), subject=st.sampled_from(["", "v"]))
def test_no_piece_of_a_value_is_left(
    kind: Any, options: dict[str, Any], value: str, entity_type: str, subject: str
) -> None:
    made = text_of(new(kind, **options), mention(entity_type, value, subject and value.casefold(), "PERSON-1"))
    assert not pieces(made) & pieces(value)


@pytest.mark.parametrize(("kind", "options"), WAYS, ids=lambda each: str(getattr(each, "__name__", each)))
@settings(deadline=None, max_examples=60)
@given(value=PLANTED, entity_type=st.sampled_from([*ENTITY_TYPES, "SHOE_SIZE"]))
def test_no_half_of_a_random_code_is_left(kind: Any, options: dict[str, Any], value: str, entity_type: str) -> None:
    """Three signs of digits and letters may come by chance, six do not."""
    assume(any(map(str.isdigit, value)) and any(map(str.isalpha, value)))
    made = text_of(new(kind, **options), mention(entity_type, value, number="PERSON-1")).casefold()
    small = value.casefold()
    assert not any(small[at : at + 6] in made for at in range(len(small) - 5))
