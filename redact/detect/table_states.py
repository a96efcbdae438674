"""Rows of the table: numbers that bodies of the United States give to people and to banks."""

from __future__ import annotations

from redact.detect import checks, checks_papers
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Pattern, Words
from redact.detect.table_phrases import NUMBER, labelled

_MBI = r"[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d\d"

ROWS = (
    Pattern(
        name="social security number of the United States",
        entity_type="US_SSN",
        regex=r"(?<![\dA-Z_\-])(?<!\d\.)\d{3}([\-.])\d\d\1\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks.ssn,
        holds=(0.6, 0.95),
        labels=("US_SSN",),
        source="US Social Security Administration",
    ),
    Pattern(
        name="social security number in three groups",
        entity_type="US_SSN",
        regex=r"(?<![\w\-.,])(?<!\d )\d{3} \d\d (?!(?:19|20)\d\d)\d{4}(?![\w\-]|[ .,]\d)",
        form=(0.0, 0.0),
        check=checks.ssn,
        holds=(0.42, 0.9),
        labels=("US_SSN",),
        source="US Social Security Administration",
    ),
    Pattern(
        name="social security number because it says so",
        entity_type="US_SSN",
        regex=r"(?<![\w\-])(?:\d{9}|\d{3} \d\d \d{4}|\d{3}-?\d{2}-?\d{4})(?![\w\-])",
        form=(0.0, 0.0),
        check=checks.ssn,
        holds=(0.1, 0.9),
        labels=("US_SSN",),
        once=True,
        source="US Social Security Administration",
    ),
    Pattern(
        name="routing number of a bank",
        entity_type="ABA_ROUTING_NUMBER",
        regex=r"(?<![\w.\-+])(?:\d{9}|\d{4}-\d{4}-\d)(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks_papers.aba,
        holds=(0.42, 0.8),
        labels=("ABA_ROUTING_NUMBER", "UK_BANK_ACCOUNT"),
        source="American Bankers Association",
    ),
    labelled(
        "ABA_ROUTING_NUMBER",
        r"aba(?: routing| transit)?|routing(?: transit)?|rtn|transit|wire routing|fedwire|ach routing",
        r"\d{4}[ \-]?\d{4}[ \-]?\d|\d{9}|\d{3}[ \-]\d{3}[ \-]\d{3}",
        name="routing number by its label",
        score=0.85,
        source="American Bankers Association",
    ),
    Pattern(
        name="taxpayer's number of the United States",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w\-])(?<!\d\.)9\d{2}[ \-](?:[57]\d|6[0-5]|8[0-8]|9[0-24-9])[ \-]\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.6, 0.92),
        labels=("NATIONAL_ID",),
        source="Internal Revenue Service, ITIN",
    ),
    labelled(
        "NATIONAL_ID",
        r"itin|individual taxpayer|tax(?:payer)? id(?:entification)?|ein|employer identification|atin|ptin",
        r"9\d{2}[ \-]?(?:[57]\d|6[0-5]|8[0-8]|9[0-24-9])[ \-]?\d{4}|\d{2}-\d{7}|P\d{8}",
        name="taxpayer's number by its label",
        score=0.8,
        source="Internal Revenue Service",
    ),
    Pattern(
        name="number of a patient of Medicare",
        entity_type="NATIONAL_ID",
        regex=rf"(?i)(?<![\w\-]){_MBI}(?![\w\-])",
        form=(0.7, 0.7),
        source="Centers for Medicare and Medicaid Services, MBI format",
    ),
    Pattern(
        name="number of a provider of health care",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w.\-+])[12]\d{3}-\d{3}-\d{3}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks_papers.npi,
        holds=(0.55, 0.9),
        labels=("NATIONAL_ID",),
        rivals=(NOT_PERSONAL,),
        source="45 CFR 162, NPI",
    ),
    labelled(
        "NATIONAL_ID",
        r"npi|national provider|provider id",
        r"[12]\d{3}[ \-]?\d{3}[ \-]?\d{3}|[12]\d{9}",
        name="number of a provider by its label",
        score=0.85,
        source="45 CFR 162, NPI",
    ),
    Pattern(
        name="licence to prescribe",
        entity_type="NATIONAL_ID",
        regex=r"(?<!\w)[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?!\w)",
        form=(0.0, 0.0),
        check=checks_papers.dea,
        holds=(0.5, 0.9),
        labels=("NATIONAL_ID",),
        rivals=(NOT_PERSONAL,),
        source="Drug Enforcement Administration",
    ),
    labelled(
        "NATIONAL_ID",
        r"dea(?: registration)?|medical licen[cs]e|driver'?s? licen[cs]e|driver licen[cs]e|dl(?= ?(?:no|#|number))",
        r"(?=[A-Z]{0,3}-?\d)[A-Z0-9][A-Z0-9\-]{4,16}",
        number=NUMBER + "{1,2}",
        name="licence of the United States by its label",
        score=0.6,
        source="states of the United States",
    ),
    labelled(
        "NATIONAL_ID",
        r"member(?:ship)?|subscriber|policy ?holder|group|prescription|rx|prior auth(?:orization)?|referral|insurance"
        r"|health plan|medicaid|medicare|claim",
        r"(?=[A-Z\-]{0,6}\d)[A-Z0-9][A-Z0-9\-]{4,20}",
        number=NUMBER + "{1,2}",
        name="number of an insured person",
        score=0.6,
        source="health insurers",
    ),
    Pattern(
        name="account at a bank of the United States",
        entity_type="UK_BANK_ACCOUNT",
        regex=(
            r"(?i)(?<![a-z])(?:checking|savings)(?: account)?(?: n(?:o"
            r"|umber))?\.?(?: is)?[ :=#]{1,3}(?P<x>\d{6,17})(?!\w)"
        ),
        form=(0.7, 0.7),
        near=Words(("checking", "savings")),
        source="accounts of six to seventeen digits",
    ),
)
