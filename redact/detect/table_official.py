"""Rows of the table: numbers that British public bodies give to people."""

from __future__ import annotations

from redact.detect import checks, checks_papers
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Pattern, Words
from redact.detect.table_phrases import IS, NUMBER, heads, labelled

_NINO_PREFIX = r"(?:(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
_HEALTH = (
    r"nhs|n\.h\.s\.?|chi|h&c|h & c|h and c|hsc|hcn|health service|health and (?:social )?care"
    r"|health & (?:social )?care|community health index"
)
_UPN = r"[A-HJ-NP-RT-Z]\d{3}[ \-]?\d{4}[ \-]?\d{4}[\dA-HJ-NP-RT-Z]"

ROWS = (
    Pattern(
        name="NHS number",
        entity_type="UK_NHS",
        regex=r"(?<![\w.\-])(?<!\+\d )\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.3, 0.95),
        check=checks.health,
        holds=(0.7, 0.98),
        fails=(0.05, 0.6),
        labels=("UK_NHS",),
        source="NHS Data Dictionary; the sums of Scotland and Northern Ireland are the same",
    ),
    Pattern(
        name="health number that begins with a date",
        entity_type="UK_NHS",
        regex=r"(?<![\w.\-/])[0-3]\d[01]\d{3}[ \-]\d{4}(?!\w|[\-.]\d|-\w)",
        form=(0.0, 0.0),
        check=checks.chi,
        holds=(0.6, 0.97),
        fails=(0.0, 0.5),
        labels=("UK_NHS",),
        source="Public Health Scotland, Community Health Index",
    ),
    Pattern(
        name="number of the health service by its label",
        entity_type="UK_NHS",
        regex=(
            rf"(?i)(?<![a-z])(?:{_HEALTH}){NUMBER}{{1,2}}[ :]{{0,2}}{IS}"
            r"(?P<x>[\dOoIl](?:(?:[ \-]{0,2}|\.)[\dOoIl]){6,11})(?!\w)"
        ),
        form=(0.75, 0.75),
        near=Words(heads(_HEALTH)),
        source="any run of digits after the label, for misprints and bad scans",
    ),
    labelled(
        "UK_NHS",
        _HEALTH,
        r"\d{3}[ .\-]{0,2}\d{3}[ .\-]{0,2}\d{4}|\d{6}[ \-]?\d{4}",
        number="",
        name="ten digits after the name of the health service",
        score=0.75,
        source="NHS Data Dictionary, the way people say it",
    ),
    Pattern(
        name="National Insurance number",
        entity_type="UK_NINO",
        regex=rf"(?i)(?<![^\W_]){_NINO_PREFIX}[ \-./]{{0,2}}\d(?:[ \-./]{{0,3}}\d){{5}}[ \-./]{{0,3}}[A-D](?![^\W_])",
        form=(0.85, 0.97),
        labels=("UK_NINO",),
        source="HMRC, National Insurance Manual NIM39110; QQ is the prefix of examples",
    ),
    Pattern(
        name="National Insurance number without suffix",
        entity_type="UK_NINO",
        regex=rf"(?i)(?<![^\W_]){_NINO_PREFIX}[ \-.]?\d\d[ \-.]?\d\d[ \-.]?\d\d(?![^\W_])",
        form=(0.0, 0.85),
        labels=("UK_NINO",),
        source="HMRC, as above; the suffix is often left out",
    ),
    labelled(
        "UK_NINO",
        r"nino?|national insurance|nat\.? ins\.?|n\.i\.|temporary reference|trn",
        r"(?!B ?G|G ?B|K ?N|N ?K|N ?T|T ?N ?[^\d\s]|Z ?Z)(?:[A-CEGHJ-PR-TW-Z] ?[A-CEGHJ-NPR-TW-Z]"
        r"|Q ?Q)(?:[ .\-/]{0,2}\d){6}[ .\-/]{0,2}[A-D]?|\d\d ?[A-Z] ?\d\d ?\d\d ?\d|TN ?\d\d ?\d\d ?\d\d ?[A-Z]",
        name="National Insurance number by its label",
        score=0.75,
        source="HMRC, however it is spaced; Department for Work and Pensions, temporary numbers",
    ),
    Pattern(
        name="taxpayer reference",
        entity_type="UK_UTR",
        regex=r"(?<![\w.\-+])\d{5}[ \-]?\d{5}[Kk]?(?!\w|[\-.]\d)",
        form=(0.0, 0.0),
        check=checks.utr,
        holds=(0.1, 0.95),
        fails=(0.0, 0.7),
        labels=("UK_UTR",),
        once=True,
        source="HMRC",
    ),
    labelled(
        "UK_UTR",
        r"utr|unique tax ?payer'?s?(?: ref(?:erence)?)?|tax ?payer'?s? ref(?:erence)?|self[ \-]assessment(?: tax)?",
        r"\d{3}[ \-]?\d{2}[ \-]?\d{3}[ \-]?\d{2,5}[Kk]?|\d{5} ?\d{5}[Kk]?|\d{4} \d{6}|\d{4} \d{3} \d{3}",
        name="taxpayer reference by its label",
        score=0.8,
        source="HMRC",
    ),
    labelled(
        "CASE_REFERENCE",
        r"paye|employer'?s?(?: paye| tax)?|tax office",
        r"\d{3}/[A-Z]{0,3}\d{1,6}[A-Z]?",
        name="employer's tax reference",
        score=0.7,
        source="HMRC",
    ),
    Pattern(
        name="pupil number",
        entity_type="UK_UPN",
        regex=rf"(?<!\w){_UPN}(?!\w)",
        form=(0.0, 0.0),
        check=checks_papers.upn,
        holds=(0.8, 0.95),
        fails=(0.3, 0.7),
        labels=("UK_UPN",),
        rivals=(NOT_PERSONAL,),
        source="Department for Education, guide to unique pupil numbers",
    ),
    labelled(
        "UK_UPN",
        r"upn|unique pupil|pupil(?: reference)?",
        rf"{_UPN}|[A-Z] ?\d{{11}} ?[A-Z0-9]",
        name="pupil number by its label",
        score=0.9,
        source="Department for Education, guide to unique pupil numbers",
    ),
    Pattern(
        name="learner number",
        entity_type="UK_ULN",
        regex=r"(?<![\w.\-+])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\w|[\-.]\d)",
        form=(0.0, 0.0),
        check=checks_papers.uln,
        holds=(0.0, 0.55),
        labels=("NATIONAL_ID",),
        once=True,
        source="Learning Records Service; the sum alone says too little",
    ),
    Pattern(
        name="learner number beside a word for it",
        entity_type="UK_ULN",
        regex=r"(?<![\w.\-+])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\w|[\-.]\d)",
        form=(0.0, 0.0),
        check=checks_papers.uln,
        holds=(0.0, 0.9),
        fails=(0.0, 0.6),
        labels=("UK_ULN",),
        source="Learning Records Service",
    ),
    labelled(
        "UK_ULN",
        r"uln|unique learner|learner(?: reference)?",
        r"\d{3}[ \-]?\d{3}[ \-]?\d{4}|\d{2} ?\d{4} ?\d{4}",
        name="learner number by its label",
        score=0.9,
        source="Learning Records Service",
    ),
)
