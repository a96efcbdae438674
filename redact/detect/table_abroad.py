"""Rows of the table: papers, plates and registers of other countries that python-stdnum does not know."""

from __future__ import annotations

from redact.detect import checks_abroad
from redact.detect.patterns import Mark, Pattern
from redact.detect.table_national import ALONE, NEVER, checked
from redact.detect.table_phrases import NO_WORD, NUMBER, labelled

_STATES = r"(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|T[GNRS]|U[AKP]|WB)"
_ITALIAN = r"[A-Z]{2}\d{7}[A-Z]|U1(?=[A-Z0-9]{0,6}\d)[0-9B-DF-HJ-NP-TV-Z]{7}[A-Z]"
_PROVINCES = "(?:GP|ZN|WP|EC|NC|FS|LP|MP|NW)"
_NO_PROSE = r"(?![A-Z]{4}|(?<= )[A-Z]{3}(?!\d))"
"""Letters alone are no piece of a number; one or two may stand at its end."""


def _form(name: str, entity_type: str, regex: str, worth: tuple[float, float], source: str) -> Pattern:
    """A row for a form that is hardly anything else."""
    return Pattern(
        name=name,
        entity_type=entity_type,
        regex=rf"(?<![\w\-+])(?:{regex})(?!\w|[\-./]\d)",
        form=worth,
        labels=("NATIONAL_ID", "UK_PASSPORT", "UK_DRIVING_LICENCE", "UK_VEHICLE_REGISTRATION"),
        source=source,
    )


ROWS = (
    checked(
        "Germany, identity card or passport",
        checks_abroad.german_document,
        r"(?-i:[CFGHJKLMNPRTVWXYZ](?=[A-Z0-9]{0,6}\d)[CFGHJKLMNPRTVWXYZ0-9]{7,8}\d)",
        (0.45, 0.9),
        "Bundesdruckerei, ICAO Doc 9303",
        near=Mark(r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7,8}[0-9]", before=0),
    ),
    checked("Germany, health insurance", checks_abroad.german_insured, r"[A-Z]\d{9}", (0.45, 0.9), "GKV, KVNR"),
    checked(
        "Germany, pension insurance",
        checks_abroad.german_pension,
        r"\d{2} ?\d{6} ?[A-Z] ?\d{3}",
        ALONE,
        "Deutsche Rentenversicherung, VKVV",
    ),
    checked("Germany, doctor", checks_abroad.german_doctor, r"\d{9}", NEVER, "Kassenärztliche Bundesvereinigung, LANR"),
    checked(
        "Korea, business registration",
        checks_abroad.korean_business,
        r"\d{3}[ \-]\d{2}[ \-]\d{5}",
        (0.45, 0.9),
        "National Tax Service",
        fails=(0.0, 0.0),
    ),
    checked("Australia, Medicare", checks_abroad.medicare, r"[2-6]\d{3} \d{5} \d", (0.5, 0.9), "Services Australia"),
    checked(
        "Europe, number for value added tax",
        checks_abroad.tax,
        r"(?:BE|BG|CZ|DE|DK|EE|EL|FI|HR|HU|IT|LT|LU|LV|MT|PL|PT|RO|SE|SI|SK)[ \-]?\d{2,4}(?:[ \-.]?\d{2,4}){1,3}"
        r"|ATU ?\d{8}|CY ?\d{8}[A-Z]|ES ?[A-Z0-9]\d{7}[A-Z0-9]|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}"
        r"|IE ?\d{7}[A-W][A-I]?"
        r"|NL ?\d{9}B\d{2}",
        (0.5, 0.9),
        "European Commission, VIES",
    ),
    _form(
        "Germany, driving licence",
        "UK_DRIVING_LICENCE",
        r"[A-Z]{2}\d{8}[A-Z0-9]",
        (0.42, 0.9),
        "Fahrerlaubnis-Verordnung",
    ),
    _form("Italy, driving licence", "UK_DRIVING_LICENCE", _ITALIAN, (0.42, 0.9), "Motorizzazione Civile"),
    _form("Italy, identity card", "NATIONAL_ID", r"C[A-Z]\d{5}[A-Z]{2}", (0.42, 0.9), "Ministero dell'Interno"),
    _form(
        "Korea, driving licence",
        "UK_DRIVING_LICENCE",
        r"(?:1[1-9]|2[0-8])[ \-]\d{2}[ \-]\d{6}[ \-]\d{2}",
        (0.5, 0.9),
        "Korean National Police Agency",
    ),
    _form(
        "India, GSTIN",
        "NATIONAL_ID",
        r"(?:0[1-9]|[12]\d|3[0-7])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]",
        (0.65, 0.95),
        "Goods and Services Tax Network",
    ),
    _form(
        "India, number plate",
        "UK_VEHICLE_REGISTRATION",
        rf"{_STATES}[ \-]?\d{{1,2}}[ \-]?(?:[A-Z][ \-])?[A-Z]{{1,3}}[ \-]?\d{{4}}",
        (0.5, 0.9),
        "Ministry of Road Transport and Highways",
    ),
    Pattern(
        name="Germany, number plate",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=r"(?<![\w\-+])[A-ZÄÖÜ]{1,3}[\- ][A-Z]{1,2}[\- ][1-9]\d{0,3}[HE]?(?!\w|[\-./]\d)",
        form=(0.3, 0.9),
        check=checks_abroad.german_plate,
        holds=(0.45, 0.9),
        fails=(0.0, 0.3),
        labels=("UK_VEHICLE_REGISTRATION",),
        source="Fahrzeug-Zulassungsverordnung, with the districts of its annex",
    ),
    _form(
        "Nigeria, number plate",
        "UK_VEHICLE_REGISTRATION",
        r"[A-Z]{3}[\- ]\d{3}[A-Z]{2}",
        (0.45, 0.9),
        "Federal Road Safety Corps",
    ),
    Pattern(
        name="Turkey, number plate",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=r"(?<![\w\-+])(?:0[1-9]|[1-7]\d|8[01])[ \-]?[A-PR-VYZ]{1,3}[ \-]?\d{2,5}(?!\w|[\-./]\d)",
        form=(0.0, 0.0),
        check=checks_abroad.no_month,
        holds=(0.3, 0.9),
        labels=("UK_VEHICLE_REGISTRATION",),
        source="Emniyet Genel Müdürlüğü",
    ),
    _form("Philippines, UMID", "NATIONAL_ID", r"\d{4}-\d{7}-\d", (0.5, 0.9), "Social Security System, CRN"),
    _form(
        "South Africa, register of companies",
        "UK_COMPANY_NUMBER",
        r"(?:19|20)\d{2}/\d{6}/(?:0[678]|10|2[1-6]|30|31)|(?:CK|NR|[KTWBMN])(?:19|20)\d{2}/\d{6}",
        (0.45, 0.9),
        "Companies and Intellectual Property Commission",
    ),
    _form(
        "South Africa, number plate",
        "UK_VEHICLE_REGISTRATION",
        rf"[A-Z]{{2}} ?\d{{2}} ?[A-Z]{{2}} ?{_PROVINCES}|[A-Z]{{2,3}}\d{{2,3}}(?:[A-Z]{{2,3}})?{_PROVINCES}",
        (0.42, 0.9),
        "National Traffic Information System",
    ),
    _form("Germany, register of companies", "UK_COMPANY_NUMBER", r"HR[AB] ?\d{1,6}", (0.5, 0.5), "Handelsregister"),
    labelled(
        "UK_VEHICLE_REGISTRATION",
        r"kennzeichen|nummernschild|plaka(?:s[ıi])?(?: numaras[ıi])?|plaque|matr[ií]cula|targa|immatriculation"
        r"|kenteken|rejestracja|plate",
        r"(?-i:[A-Z]{2,3}[ \-]?\d{3}[ \-]?(?:[A-Z]{2}|\d{3})|[A-ZÄÖÜ]{1,3}[ \-]?[A-Z]{1,2}[ \-]?\d{1,4}[HE]?"
        r"|\d{2} [A-Z]{1,3} \d{2,5}|\d{4} ?[A-Z]{3})",
        name="number plate of another country by its label",
        score=0.8,
        source="registers of vehicles",
    ),
    labelled(
        "NATIONAL_ID",
        r"steuernummer|st\.-nr\.?|steuer-?id(?:entifikationsnummer)?|idnr\.?|ust-idnr\.?|ust-id|umsatzsteuer-id"
        r"|krankenversicherten(?:nummer)?|krankenkasse(?: kvnr)?|kvnr|egk|rentenversicherung(?:snummer)?"
        r"|sozialversicherung(?:snummer)?"
        r"|personalausweis|ausweis|bsnr|lanr|arztnummer|betriebsstättennummer|praxisnummer"
        r"|medicare|abn|acn|tfn|tin|umid|gstin|voter|epic|uen|nin|bvn|vnin"
        r"|numéro de sécurité sociale|sécurité sociale|numero fiscal|partita iva|cédula|cedula|curp"
        r"|cuit|cuil|burgerservicenummer"
        r"|henkilötunnus|kennitala|my number|mynumber|national id(?:entity)?(?: card)?|identity card|id card|refugee id"
        r"|foreign(?:er)? registration|frn|rrn|resident registration|business registration|brn|nid"
        r"|citizen(?:ship)?(?: id)?|social insurance|identity code|identification code|personal code|id code"
        r"|organisationsnummer|org\.? ?nr|tnin|carta d'identità|traffic register"
        r"|nas|snils|emirates id|iqama|civil id|hkid|nric|mykad|tckn|tc kimlik|t\.c\. kimlik|kimlik|cmnd|cccd|nik",
        rf"(?=(?:[A-Z]{{0,5}}[ \-./]?[A-Z]{{0,5}}\d){{5}}){NO_WORD}[A-Z0-9]{{1,8}}"
        rf"(?:[ \-./]?{NO_WORD}{_NO_PROSE}[A-Z0-9]{{1,8}}){{1,5}}"
        r"(?<=\w{2})",
        number=rf"(?![^\W\d_])(?:{NUMBER}| n[.°º]{{1,2}}){{0,2}}",
        name="national number by its label",
        score=0.65,
        source="what papers of other countries are called",
    ),
)
