"""What ``addresses.h`` needs to know of addresses: the expressions of ``addresses.py`` and three sets of symbols."""

from __future__ import annotations

from redact.detect import addresses
from redact.detect.native.layout import AddressForms
from redact.detect.native.program import Program
from redact.detect.native.symbols import symbols_that


def address_forms(program: Program) -> AddressForms:
    """The forms of addresses, added to a program."""
    expressions = (addresses.STARTS_WITH_HOUSE, addresses.BUILDING, addresses.WORDY, addresses.EMBEDDED)
    more = (rf"(?:{addresses.FLAT_LINE.pattern})\Z", addresses.BLOCK.pattern, addresses.REST_OF_STREET.pattern)
    return AddressForms(
        *(program.add(expression.pattern) for expression in expressions),
        *map(program.add, more),
        *(program.number(symbols_that(kind)) for kind in (str.isspace, str.isupper, str.isdigit)),
    )
