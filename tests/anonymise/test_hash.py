"""Keyed digests, and how many guesses undo them."""

import hashlib
import hmac

import pytest

from redact.anonymise.guesses import guesses, warning
from redact.anonymise.hash import Hash
from redact.anonymise.key import derived
from redact.entities import ENTITY_TYPES
from redact.errors import PolicyError
from tests.anonymise.made import KEY, mention, new, text_of


def test_it_is_the_hmac_of_the_value_under_a_key_of_its_own() -> None:
    expected = hmac.new(derived(KEY, "hash"), b"Kim", hashlib.sha256).hexdigest()
    assert text_of(new(Hash), mention("PERSON", "Kim")) == expected
    assert text_of(new(Hash, length=20), mention("PERSON", "Kim")) == expected[:20]


def test_without_a_key_or_with_too_few_digits_there_is_none() -> None:
    with pytest.raises(PolicyError, match="needs a key"):
        new(Hash, None)
    with pytest.raises(PolicyError, match="length"):
        new(Hash, length=8)


def test_a_warning_says_how_many_guesses_suffice() -> None:
    assert guesses("PHONE_NUMBER") == 10**10
    assert warning("PHONE_NUMBER").startswith("all 10,000,000,000 telephone numbers can be tried")
    assert guesses("PERSON") is None
    assert warning("PERSON") == ""


@pytest.mark.parametrize(
    "entity_type",
    "PHONE_NUMBER UK_NHS DATE_OF_BIRTH UK_POSTCODE UK_NINO UK_BANK_ACCOUNT AGE UK_VEHICLE_REGISTRATION".split(),
)
def test_kinds_with_few_values_are_known(entity_type: str) -> None:
    assert entity_type in ENTITY_TYPES
    assert 0 < (guesses(entity_type) or 0) <= 10**14
    assert f"{guesses(entity_type):,}" in warning(entity_type)


def test_the_count_of_nhs_numbers_is_that_of_a_sample() -> None:
    from redact.anonymise.forms.checksums import nhs

    given_out = sum(nhs(f"{number:09d}") < 10 for number in range(0, 10**9, 99_991))
    assert given_out * 99_991 == pytest.approx(guesses("UK_NHS"), rel=0.01)
