"""Rows of the table: cards, accounts and wallets."""

from __future__ import annotations

from redact.detect import checks, checks_papers
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Mark, Pattern, Words
from redact.detect.table_phrases import NUMBER, labelled

_IBAN_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK|FO|FI|GL|NL|SD",
    19: "MK|SI",
    20: "AT|BA|EE|KZ|LT|LU|XK|MN",
    21: "CH|HR|LI|LV",
    22: "BG|BH|CR|DE|GB|GE|IE|ME|RS|VA",
    23: "AE|GI|IL|IQ|OM|SO|TL",
    24: "AD|CZ|ES|MD|PK|RO|SA|SE|SK|TN|VG",
    25: "LY|PT|ST",
    26: "IS|TR",
    27: "BI|DJ|FR|GR|IT|MC|MR|SM",
    28: "AL|AZ|BY|CY|DO|GT|HU|LB|NI|PL|SV",
    29: "BR|EG|PS|QA|UA",
    30: "JO|KW|MU|YE",
    31: "MT|SC",
    32: "LC",
    33: "RU",
}
_IBAN = "|".join(
    rf"(?:{countries})[ \-]?\d\d(?:[ \-]?[A-Z0-9]){{{length - 4}}}" for length, countries in _IBAN_LENGTHS.items()
)

ROWS = (
    Pattern(
        name="payment card",
        entity_type="CREDIT_CARD",
        regex=r"(?<![\w\-])(?<!\d\.)(?:\d[ \-]?){12,18}\d(?!\w|[\-.]\d|-\w)",
        form=(0.3, 0.8),
        check=checks.card,
        holds=(0.9, 0.98),
        fails=(0.0, 0.45),
        labels=("CREDIT_CARD",),
        rivals=(NOT_PERSONAL, "IMEI", "DEVICE_ID", "PHONE_NUMBER"),
        source="ISO/IEC 7812",
    ),
    Pattern(
        name="payment card of twelve digits",
        entity_type="CREDIT_CARD",
        regex=r"(?<![\w.\-])\d{4}([ \-]?)\d{4}\1\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.7),
        labels=("CREDIT_CARD",),
        once=True,
        source="ISO/IEC 7812, short numbers of debit cards",
    ),
    Pattern(
        name="last digits of a payment card",
        entity_type="CREDIT_CARD",
        regex=(
            r"(?i)(?<![a-z])(?:card|visa|mastercard|amex)\b[^\d\n]{0,24}"
            r"(?:\b(?:ending|ends)(?: in| with)?:? |[x*•#]{4}[ \-]?)(?P<x>\d{4})(?!\w)"
        ),
        form=(0.6, 0.6),
        near=Words(("card", "visa", "amex"), before=6),
        source="how shops and banks name a card",
    ),
    Pattern(
        name="international bank account",
        entity_type="IBAN_CODE",
        regex=rf"(?i)(?<!\w)(?=[A-Z]{{2}}[ \-]?\d\d)(?:{_IBAN})(?!\w)",
        form=(0.0, 0.0),
        check=checks.iban,
        holds=(0.97, 0.99),
        fails=(0.0, 0.45),
        labels=("IBAN_CODE",),
        rivals=(NOT_PERSONAL,),
        source="ISO 13616, IBAN registry",
    ),
    Pattern(
        name="sort code with account number",
        entity_type="UK_BANK_ACCOUNT",
        regex=r"(?<![\w\-])\d\d([ \-])\d\d\1\d\d[ ,;/|\-]{1,3}\d{8}(?![\w\-])",
        form=(0.75, 0.95),
        labels=("UK_BANK_ACCOUNT",),
        source="UK payment systems",
    ),
    Pattern(
        name="sort code",
        entity_type="UK_BANK_ACCOUNT",
        regex=r"(?i)(?<![a-z])(?:sort[ \-]?code|s/c)[^\d\n]{0,24}(?P<x>\d\d[ \-.]?\d\d[ \-.]?\d\d)(?![\w\-]\d|\w)",
        form=(0.92, 0.92),
        near=Words(("sort code", "sort-code", "sortcode", "s/c")),
        source="UK payment systems",
    ),
    Pattern(
        name="account number after a sort code",
        entity_type="UK_BANK_ACCOUNT",
        regex=(
            r"(?i)(?<![a-z])(?:sort[ \-]?code|s/c)[^\d\n]{0,24}\d\d[ \-.]?\d\d[ \-.]?\d\d[^\d]{1,32}"
            r"(?P<x>\d{4}[ \-]?\d{3,4})(?!\w|[\-./]\d)"
        ),
        form=(0.85, 0.85),
        near=Words(("sort", "s/c")),
        source="UK payment systems",
    ),
    Pattern(
        name="account number",
        entity_type="UK_BANK_ACCOUNT",
        regex=r"(?<![\w.\-/+])\d{4}[ \-]?\d{3,4}(?!\w|[\-./]\d)",
        form=(0.0, 0.85),
        labels=("UK_BANK_ACCOUNT",),
        once=True,
        source="UK payment systems; seven digits at some building societies",
    ),
    Pattern(
        name="account number of another kind",
        entity_type="UK_BANK_ACCOUNT",
        regex=(
            r"(?i)(?<![a-z])(?:bank account|roll|account|acct|a/c)(?: ?(?:no|number|num|#))?\.?(?: is)?[ :=#]{1,3}"
            r"(?P<x>(?=[A-Z/\-]{0,8}\d)[A-Z0-9][A-Z0-9/\-]{5,19})(?!\w)"
        ),
        form=(0.6, 0.6),
        near=Words(("account", "roll", "acct", "a/c"), before=5),
        source="accounts and building society rolls, by what they are called",
    ),
    labelled(
        "UK_BANK_ACCOUNT",
        r"roll|building society(?: roll| account| reference)?|share account|passbook",
        r"(?=[A-Z/\-. ]{0,8}\d)[A-Z0-9](?:[ /.\-]?[A-Z0-9]){5,19}",
        number=NUMBER + "{1,2}",
        name="roll number of a building society",
        score=0.8,
        source="building societies",
    ),
    Pattern(
        name="bank's code",
        entity_type="BIC_CODE",
        regex=r"(?<!\w)[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)",
        form=(0.0, 0.0),
        check=checks_papers.telling_bic,
        holds=(0.5, 0.9),
        fails=(0.0, 0.0),
        near=Mark(r"[A-Z]{6}[A-Z0-9]{2}", before=0),
        source="ISO 9362",
    ),
    labelled(
        "BIC_CODE",
        r"bic(?:/swift)?|swift(?:[ /]?bic)?|bank identifier",
        r"(?-i:[A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2} ?(?:[A-Z0-9]{3})?(?<! ))"
        r"|(?=[a-z]{0,7}\d)[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?",
        number=r"(?:[ _\-]{0,2}(?:code|n(?:o|r|um|umber)|address)(?![a-z])\.?)?",
        check=checks_papers.bic,
        holds=(0.85, 0.85),
        name="bank's code by its label",
        score=0.85,
        source="ISO 9362",
    ),
)
