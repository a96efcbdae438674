"""Amounts as people write them: a number with what stands before and behind it, read and written back alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_CURRENCIES = r"£|\$|€|¥|₹|US\$|A\$|C\$|GBP|USD|EUR|CHF|JPY|INR|AUD|CAD|SEK|NOK|DKK|PLN"
_AMOUNT = re.compile(
    rf"(?i)(?P<before>(?:(?:{_CURRENCIES}) ?)?)(?P<minus>[-−]?)(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})"
    rf"(?P<rest>\.\d{{1,6}})?(?P<behind>(?: ?(?:k|m|bn|thousand|million|billion|pounds?|pence|dollars?|euros?|%|"
    rf"per cent|{_CURRENCIES}|p|kg|g|st|lbs?|cm|mm|km|miles?|years?(?: old)?|months?|weeks?|days?"
    rf"|hours?|minutes?)){{0,4}})"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the manner in which it was written. ``unit`` is one in its last written place."""

    number: Decimal
    form: re.Match[str]

    def __repr__(self) -> str:
        return "Amount()"

    @property
    def unit(self) -> Decimal:
        """The smallest step that its digits can show: 1 for "31,250", 0.01 for "4.20"."""
        return Decimal(1).scaleb(-len((self.form["rest"] or ".")[1:]))

    def again(self, number: Decimal) -> str:
        """Another number in the same manner: currency, decimals, commas and what stands behind."""
        comma = "," if "," in self.form["whole"] else ""
        places = len((self.form["rest"] or ".")[1:])
        minus = (self.form["minus"] or "-") if number < 0 else ""
        return f"{self.form['before']}{minus}{abs(number):{comma}.{places}f}{self.form['behind']}"


def amount(text: str) -> Amount | None:
    """The amount that *text* is, if it is one and nothing else."""
    form = _AMOUNT.fullmatch(text.strip())
    if not form:
        return None
    number = Decimal(form["whole"].replace(",", "") + (form["rest"] or ""))
    return Amount(-number if form["minus"] else number, form)
