"""Rows of the table: numbers of officers, of companies and of charities."""

from __future__ import annotations

from redact.detect.patterns import Pattern, Words
from redact.detect.table_phrases import labelled

ROWS = (
    Pattern(
        name="constable by rank and number",
        entity_type="OFFICER_NUMBER",
        regex=(
            r"(?<![\w\-])(?:W?PC|PCSO|SPC|W?DC|T/?DC|DCI|DI|W?DS|W?PS|A?/?Sgt|Sergeant|Constable|Special Constable"
            r"|Officer|Inspector)\.? ?(?:no\.? ?|number )?(?P<x>[A-Z]{0,2}(?!(?:19|20)\d\d\b)\d{2,6}[A-Z]{0,3})"
            r"(?= [A-Z][a-z']{2,20}|, [A-Z][a-z']{2,20}\b(?! \d)|, (?:who|of the)\b)(?! (?:January|February|March|April"
            r"|May|June|July|August|September|October|November|December|Windows|Watts?|Volts?)\b)"
        ),
        form=(0.75, 0.75),
        near=Words(("pc",)),
        source="how statements name police officers",
    ),
    Pattern(
        name="constable by name and number",
        entity_type="OFFICER_NUMBER",
        regex=(
            r"(?<![\w\-])(?:W?PC|PCSO|W?DC|T/?DC|W?DS|W?PS|Sgt|Constable|Sergeant)\.? "
            r"(?:[A-Z][A-Za-z'\-]{1,20} ){1,2}\(?(?:no\.? ?)?(?P<x>[A-Z]{0,2}(?!(?:19"
            r"|20)\d\d\b)\d{3,6}[A-Z]{0,2})(?![\w\-/.]\w|\w)"
        ),
        form=(0.65, 0.65),
        near=Words(("pc",)),
        source="how statements name police officers",
    ),
    Pattern(
        name="constable by number",
        entity_type="OFFICER_NUMBER",
        regex=(
            r"(?<![\w\-])(?:W?PC|PCSO|WDC)\.? ?(?:no\.? ?)?(?P<x>(?!(?:19"
            r"|20)\d\d\b)[A-Z]{0,2}\d{3,6}[A-Z]{0,2})(?![\w\-/.]\w|\w)"
        ),
        form=(0.5, 0.5),
        near=Words(("pc",)),
        source="how statements name police officers",
    ),
    labelled(
        "OFFICER_NUMBER",
        r"collar|shoulder|epaulet(?:te)?|warrant(?: card)?|badge|officer(?:'s)?|force|divisional|constable"
        r"|service|military|armed forces|army|raf|navy",
        r"(?=[A-Z/\-]{0,4}\d)[A-Z0-9][A-Z0-9/\-]{1,10}",
        number=r"[ _\-]{1,2}(?:n(?:o|r|um|umber)s?|id|#)(?![a-z])\.?",
        name="number of an officer by its label",
        score=0.85,
        source="police forces, prisons and armed forces",
    ),
    labelled(
        "OFFICER_NUMBER",
        r"collar|shoulder|warrant card|epaulette|police constable|special constable",
        r"[A-Z]{0,3}\d{3,7}[A-Z]{0,2}",
        number="",
        name="number of an officer after a word for it",
        score=0.7,
        source="police forces",
    ),
    labelled(
        "UK_COMPANY_NUMBER",
        r"company(?: registration| reg\.?)?|co\.|companies house|registered company|business registration"
        r"|registered in (?:england(?: (?:and|&) wales)?|scotland|northern ireland|wales)|registered",
        r"(?:(?:SC|NI|OC|SO|NC|LP|SL|FC|GE|NF|RC|IP|CE|CS|R0|AC|SP|GI|ZC|NL|SG|GN|ES)[ ]?\d{6}|\d{7,8}|\d{6})",
        number=r",?[ \t(:]{0,2}(?:n(?:o|r|um|umber)s?|#)(?![a-z])\.?",
        name="company number",
        score=0.7,
        source="Companies House, uniform resource identifiers",
    ),
    Pattern(
        name="company number by its prefix",
        entity_type="UK_COMPANY_NUMBER",
        regex=r"(?<!\w)(?:SC|OC|SO|NC|SL|LP|FC|IP|CE|CS|RC|GE|ZC)\d{6}(?!\w)",
        form=(0.42, 0.42),
        source="Companies House, prefixes of registers",
    ),
    labelled(
        "UK_CHARITY_NUMBER",
        r"charit(?:y|ies)(?: commission)?(?: registration| reg\.?)?|oscr|ccni",
        r"(?:\d{6,7}(?:-\d{1,2})?|SC ?0\d{5}|NIC ?\d{6}|XT ?\d{5})",
        number=r"(?:,? ?(?:in (?:england(?: (?:and|&) wales)?|scotland|northern ireland|wales))?,?[ \t(:]{0,2}"
        r"(?:n(?:o|r|um|umber)s?|#)?(?![a-z])\.?)",
        name="charity number",
        score=0.7,
        source="Charity Commission, Office of the Scottish Charity Regulator, Charity Commission for Northern Ireland",
    ),
)
