"""Rows of the table: references to cases of courts, tribunals, the police and any other body."""

from __future__ import annotations

from redact.detect import checks_papers
from redact.detect.patterns import Pattern, Words
from redact.detect.table_phrases import heads, labelled

_REFERENCE = (
    r"(?P<x>(?:(?-i:[A-Z]{1,5}) ){0,2}(?=[A-Za-z/.\-:]{0,10}\d)[A-Za-z0-9](?:[A-Za-z0-9/.\-:]{1,28}[A-Za-z0-9]))"
)
"""Letters and figures in one piece, or behind one or two groups of capitals."""
_REFERRED = (
    r"(?:case|claim|crime|criminal|incident|complaint|matter|appeal|application|petition|docket|file|my"
    r"|police|court|crown court|cris|cad|storm|occurrence|exhibit|charge|indictment|summons|investigation"
    r"|custody|custody record|patient|hospital|medical record|unit|client|customer|member|membership"
    r"|policy|employee|candidate|learner|ucas|exam|membership|loyalty|supporter|supporter's"
    r"|staff|payroll|student|pupil|personnel|inmate|prison|prisoner|nomis|report|ticket|enquiry"
    r"|tenancy|rent|council tax|housing benefit|universal credit|benefit|hmrc|child support|cms"
    r"|home office|probate|asylum|asylum support|visa|booking|donor|candidate|participant|subject|user|account"
    r"|applicant|referral|safeguarding|foi|sar|dsar|registration|plot|title|deed|land registry"
    r"|roll|planning|permit|licen[cs]e|tv licen[cs]e|blue badge|oyster|bus pass|library card"
    r"|electoral(?: roll| register)?|poll|elector|laboratory|specimen|sample|accession|episode|encounter)"
)
_BODIES = tuple("ho arc brp cas esa pip dwp cms ico sra gdc gmc nmc hcpc ukvi cid csa ipcc iopc dbs ni".split())
_LABELS = (
    r"ref(?:erence)?(?: ?(?:no|number|code))?|mrn|urn|crn|nhs spine|case|docket"
    r"|pnc(?: ?id)?|hospital(?: no)?|unit no|nomis|prison no|cris|cad|incident|crime|claim|cro|custody"
)
_NUMBERED = r"(?:ref(?:erence)?s?|n(?:o|r|um|umber)s?|id(?:entifier)?|#|urn|code)"
_YEAR = r"(?:19|20)\d\d"
_HIGH_COURT = (
    r"(?:KB|QB|CH|BL|CP|IL|PT|TR|CR|BR|FS|HP|PE|HT|TC|LM|CL|CF|AD|AC|FL|CO|CA|QA|AL|EA|UA|UI|JR|FD|ICC|PR|MED|BK|FP)"
)
_NO_CASE = r"(?!(?:S\.?I|UKSI|NISI|SSI|WSI|SR|COM|SWD|SEC|JOIN|EC|EU|EEC|ISO|IEC|EN|BS|CM|HC|HL|OJ|PC|WO|IP|A|E|S)/)"
_CHAMBERS = (
    r"(?:EA|PA|HU|DA|IA|AA|DC|RP|UI|OA|VA|JR|HR|LP|SC|TC|SE|CE|NT|CH|MM|RA|LA|FT|WR|CR|NJ|GA|ESA|PIP|DLA|UC|CO|CAF"
    r"|CPIP|CUC|CJSA|CCS|CDLA|CIS|CSE|CH|TR|AS|MR|ACC|CRTU|LRX|LC|ADR|UT)"
)


def _form(name: str, regex: str, score: float, source: str) -> Pattern:
    """A row for a reference that its own form gives away."""
    return Pattern(
        name=name,
        entity_type="CASE_REFERENCE",
        regex=rf"(?<![\w/.\-]){regex}(?![\w]|[/\-]\w)",
        form=(score, score),
        source=source,
    )


_REFERRED_HEADS = heads(_REFERRED.removeprefix("(?:").removesuffix(")"))
"""The words with which they begin."""

ROWS = (
    Pattern(
        name="reference to a case or file",
        entity_type="CASE_REFERENCE",
        regex=(
            rf"(?i)(?<![a-z]){_REFERRED}(?:'?s)?[ \-_]?\(?{_NUMBERED}\.?"
            rf"(?:[ \-]{{1,2}}{_NUMBERED}\.?)?[\"']?(?: is| was)?[ \t:=#(\"'|]{{1,4}}{_REFERENCE}(?!\w)"
        ),
        form=(0.75, 0.75),
        near=Words(_REFERRED_HEADS),
        source="what files, patients and members are called",
    ),
    Pattern(
        name="reference of a body by its letters",
        entity_type="CASE_REFERENCE",
        regex=(
            rf"(?<![A-Za-z])(?:HO|ARC|BRP|CAS|ESA|PIP|DWP|CMS|ICO|SRA|GDC|GMC|NMC|HCPC|UKVI|CID|CSA|IPCC|IOPC"
            rf"|DBS|NI)[ \-_]"
            rf"\(?(?i:{_NUMBERED})\.?(?i: is| was)?[ \t:=#(\"'|]{{1,4}}{_REFERENCE}(?!\w)"
        ),
        form=(0.7, 0.7),
        near=Words((*(f"{name} {word}" for name in _BODIES for word in ("ref", "no", "num", "id")),)),
        source="public bodies by their letters",
    ),
    Pattern(
        name="reference of whoever writes",
        entity_type="CASE_REFERENCE",
        regex=(
            rf"(?i)(?<![a-z])(?:our|your|my|their|his|her)[ _]?(?:case |file )?{_NUMBERED}\.?[\"']?(?: is"
            rf"| was)?[ \t:=#(\"'|]{{1,4}}{_REFERENCE}(?!\w)"
        ),
        form=(0.75, 0.75),
        near=Words(
            tuple(
                f"{whose}{gap}{word}"
                for whose in ("our", "my", "their", "his", "her")
                for gap in (" ", "_", "")
                for word in ("ref", "case", "file", "no", "nr", "num", "id", "#", "urn", "code")
            ),
            before=1,
        ),
        source="heads of letters",
    ),
    Pattern(
        name="reference by its label",
        entity_type="CASE_REFERENCE",
        regex=(rf"(?i)(?<![a-z])(?:{_LABELS})\.?[\"']?(?: is| was)?[ \t]?[:=#][ \t\"']{{0,3}}{_REFERENCE}(?!\w)"),
        form=(0.7, 0.7),
        near=Words(heads(_LABELS)),
        source="labels that end in a colon",
    ),
    Pattern(
        name="reference without a colon",
        entity_type="CASE_REFERENCE",
        regex=(
            r"(?i)(?<![a-z])(?:refs?|reference|complaint|enquiry|ticket|docket)\.? {1,2}"
            r"(?P<x>[A-Z]{1,4}[\-/]?(?:\d[\-/]?){4,12}(?:[\-/]?[A-Z0-9]{1,6}){0,2})(?![\w])"
        ),
        form=(0.65, 0.65),
        near=Words(("ref", "complaint", "enquiry", "ticket", "docket")),
        source="letters, then a run of figures, behind a word for a reference",
    ),
    Pattern(
        name="record number without a colon",
        entity_type="CASE_REFERENCE",
        regex=(
            r"(?<![A-Za-z])(?:MRN|URN|CRN|PNC(?: ?ID)?|CRO|NOMIS(?: ID)?|CRIS|ARC|BRP|PID)"
            rf"(?: [Nn]o\.?| [Nn]umber)?[ #]{{1,2}}{_REFERENCE}(?!\w)"
        ),
        form=(0.65, 0.65),
        near=Words(("mrn", "urn", "crn", "pnc", "cro", "nomis", "cris", "arc", "brp", "pid")),
        source="registers of hospitals, the police and the Home Office",
    ),
    _form(
        "claim of the High Court",
        rf"{_HIGH_COURT}-{_YEAR}-(?:[A-Z]{{2,3}}-)?[A-Z0-9]{{3,8}}(?:-[A-Z]{{1,4}})?",
        0.85,
        "HM Courts and Tribunals Service, electronic working",
    ),
    _form(
        "claim of a county court",
        r"(?:[A-HJ-Z]\d{2}[A-Z]{2}\d{3}|[A-HJ-Z]\d[A-Z]{2}\d{4}|\d{3}(?:MC|LR|DC)\d{3})",
        0.55,
        "HM Courts and Tribunals Service",
    ),
    _form(
        "case of a family court",
        r"[A-Z]{2}\d\d[A-Z]\d{5}",
        0.7,
        "HM Courts and Tribunals Service",
    ),
    _form(
        "appeal or judicial review",
        rf"(?:C[OS]/\d{{1,5}}/{_YEAR}|[ABC][1-5]/{_YEAR}/\d{{3,4}}(?:/?[A-Z]{{1,6}})?"
        rf"|{_YEAR}/?0\d{{4}}[ /]?[A-D][1-5]|UKSC[ /]{_YEAR}/\d{{4}}|UKPC[ /]{_YEAR}/\d{{4}}|JCPC {_YEAR}/\d{{4}})",
        0.75,
        "Civil Appeals Office, Criminal Appeal Office, Administrative Court",
    ),
    _form(
        "case of an employment tribunal",
        rf"(?:ET/|S/)?(?:[1-9]\d{{6}}|\d{{5}})/{_YEAR}",
        0.7,
        "HM Courts and Tribunals Service",
    ),
    _form(
        "appeal in employment",
        rf"(?:UK)?EATS?[/PA]{{1,4}}/?\d{{4}}/\d\d(?:/[A-Z]{{2,3}})?|EA-{_YEAR}-\d{{6}}(?:-[A-Z]{{2,4}})?",
        0.8,
        "Employment Appeal Tribunal",
    ),
    _form(
        "case of a tribunal",
        rf"{_CHAMBERS}/(?:{_YEAR}/\d{{3,6}}(?:/[A-Z0-9]{{1,4}})?|\d{{3,6}}/{_YEAR})"
        rf"|{_CHAMBERS}\d{{3}}/\d\d/\d{{5}}|(?:LON|CHI|BIR|MAN|CAM|MM|HAV)/\d\d[A-Z]{{2}}/[A-Z]{{2,5}}/{_YEAR}/\d{{4}}",
        0.75,
        "First-tier and Upper Tribunal, by chamber",
    ),
    _form(
        "case in a form of a year and a number",
        rf"{_NO_CASE}[A-Z]{{2,5}}/(?:{_YEAR}/\d{{3,6}}|\d{{3,6}}/{_YEAR}|\d{{3,6}}/\d\d)",
        0.45,
        "how public bodies number their files",
    ),
    _form(
        "complaint to a regulator",
        r"(?:FS5\d{7}|FER\d{7}|IC-\d{5,6}-[A-Z0-9]{4}|INV/\d{4}/\d{4}|RFA\d{7})",
        0.7,
        "Information Commissioner's Office",
    ),
    _form("case of a Crown Court", rf"[TSAU](?:{_YEAR}|{_YEAR}[ /])\d{{4}}", 0.7, "Crown Court, T, S, A and U cases"),
    _form(
        "file of the police and prosecutors",
        r"\d\d[A-Z][A-Z0-9]\d{5}[12]\d",
        0.5,
        "Ministry of Justice, unique reference of a criminal case",
    ),
    _form(
        "crime number",
        r"(?:\d\d[A-Z]{0,2}/\d{4,7}/\d\d|\d{7}/\d\d|[A-Z]{2,4}-\d{8}-\d{4}|\d{2}\*\d{6,7})",
        0.5,
        "police forces of England and Wales",
    ),
    labelled(
        "CASE_REFERENCE",
        r"log(?: ref(?:erence)?)?|incident(?: ref(?:erence)?)?|cad(?: ref(?:erence)?)?|cris|crime(?: ref(?:erence)?)?"
        r"|occurrence",
        r"\d{1,7}(?:/\d{2,6}(?:/\d\d)?| ?of ?\d{1,2}(?:[/.]\d{1,2}[/.]\d{2,4}|(?:st|nd|rd|th)? ?[A-Z]{3,9}"
        r"(?: \d{2,4})?)|/\d{1,2}[A-Z]{3}\d{2,4})",
        name="log of the police",
        score=0.7,
        source="command and control systems of the police",
    ),
    Pattern(
        name="record of the Police National Computer",
        entity_type="CASE_REFERENCE",
        regex=r"(?<![\w/.\-])(?:(?:19|20)\d\d|\d\d)/ ?\d{1,7}[A-HJ-NP-RT-Z](?![\w/\-])",
        form=(0.0, 0.0),
        check=checks_papers.pnc,
        holds=(0.7, 0.9),
        fails=(0.2, 0.7),
        labels=("CASE_REFERENCE",),
        source="Police National Computer, check letter by mod 23",
    ),
    Pattern(
        name="record of the Criminal Records Office",
        entity_type="CASE_REFERENCE",
        regex=r"(?<![\w/.\-])(?:SF ?\d\d/\d{1,6}[A-Z]|\d{1,6}/\d\d[A-HJ-NP-RT-Z])(?![\w/\-])",
        form=(0.0, 0.0),
        check=lambda text: None if text.startswith("SF") else checks_papers.cro(text),
        holds=(0.5, 0.9),
        fails=(0.1, 0.7),
        labels=("CASE_REFERENCE",),
        source="ACRO Criminal Records Office, check letter by mod 23",
    ),
    Pattern(
        name="further application to Strasbourg",
        entity_type="CASE_REFERENCE",
        regex=(
            r"(?:(?<=\d/\d\d, )|(?<=\d/\d\d and )|(?<=\d/\d\d; )|(?<=\d/\d\d & )|(?<=pplications )"
            r"|(?<=pplication )|(?<=[Nn]os\. )|(?<=[Nn]o\. ))"
            r"(?P<x>(?!(?:19|20)\d\d/)\d{3,6}/\d\d)(?![\w/]|\.\d)"
        ),
        form=(0.6, 0.6),
        source="European Court of Human Rights",
    ),
    Pattern(
        name="application of a person to Strasbourg",
        entity_type="CASE_REFERENCE",
        regex=r"(?i)(?<![a-z])app(?:lications?|ln?s?)?\.? ?n(?:os?|umbers?)\.? ?(?P<x>\d{3,6}/\d\d)(?![\w/])",
        form=(0.75, 0.75),
        source="European Court of Human Rights",
    ),
    Pattern(
        name="number of a prisoner",
        entity_type="CASE_REFERENCE",
        regex=r"(?<!\w)[A-Z]\d{4}[A-Z]{2}(?!\w)",
        form=(0.42, 0.8),
        labels=("CASE_REFERENCE",),
        source="HM Prison and Probation Service",
    ),
)
