"""Check digits that we make are those that detection asks for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.forms.checksums import check_of, mod97
from redact.detect import checks, checks_papers


def _routing(digits: str) -> bool:
    return checks.stdnum("us.rtn")(digits)


@pytest.mark.parametrize(
    ("entity_type", "length", "holds"),
    [
        ("CREDIT_CARD", 16, checks.luhn),
        ("IMEI", 15, checks.imei),
        ("UK_NHS", 10, checks.nhs),
        ("UK_UTR", 10, checks.utr),
        ("UK_ULN", 10, checks_papers.uln),
        ("ABA_ROUTING_NUMBER", 9, _routing),
    ],
)
@given(data=st.data())
def test_the_digit_that_we_put_is_the_one_that_holds(
    entity_type: str, length: int, holds: Callable[[str], bool], data: st.DataObject
) -> None:
    rest = data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1).filter(lambda d: len(set(d)) > 1))
    check = check_of(entity_type, length)
    assert check
    right = check.digit(rest)
    numbers = [f"{digit}{rest}" if check.at == 0 else f"{rest}{digit}" for digit in range(10)]
    assert [digit for digit, number in enumerate(numbers) if holds(number)] == ([right] if right < 10 else [])


@given(st.text("0123456789", min_size=18, max_size=18))
def test_an_account_number_holds_with_our_two_digits(rest: str) -> None:
    assert checks.iban(f"DE{mod97(f'DE{rest}'):02d}{rest}")
