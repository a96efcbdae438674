"""Rows of the table: the personal numbers of further countries, with the checks of python-stdnum.

And values that are all there is: a cell, a field or a leaf of JSON with nothing but a number in it says itself that the
number means somebody or something, so a check or a form that says too little in running text is enough there.
"""

from __future__ import annotations

from redact.detect import checks_abroad, checks_papers
from redact.detect.patterns import Check, Pattern
from redact.detect.table_national import ALONE, NEVER, RARELY, alone, checked, row

# country, python-stdnum's module, form, worth when its check holds
_TABLE = (
    ("Andorra, NRT", "ad.nrt", r"[EF][ \-]?\d{6}[ \-]?[A-Z]", NEVER),
    ("Argentina, CUIT", "ar.cuit", r"(?:20|2[3-7]|30|3[34])-\d{8}-\d", ALONE),
    ("Austria, Abgabenkontonummer", "at.tin", r"\d{2}-\d{3}/\d{4}", ALONE),
    ("Belgium, card number", "be.eid", r"\d{3}-\d{7}-\d{2}", ALONE),
    ("Belgium, BIS number", "be.bis", r"\d{2}[. ]\d{2}[. ]\d{2}[ \-]\d{3}[. ]\d{2}", ALONE),
    ("Bulgaria, number of a foreigner", "bg.pnf", r"\d{10}", NEVER),
    ("Canada, health number of British Columbia", "ca.bc_phn", r"9\d{3}[ \-]?\d{3}[ \-]?\d{3}", NEVER),
    ("Costa Rica, cédula", "cr.cpf", r"0?[1-9]-\d{4}-\d{4}", NEVER),
    ("Costa Rica, cédula de residencia", "cr.cr", r"\d{11}", NEVER),
    ("Cuba, identity card", "cu.ni", r"\d{11}", NEVER),
    ("Dominican Republic, cédula", "do.cedula", r"\d{3}-\d{7}-\d", ALONE),
    ("Ecuador, cédula", "ec.ci", r"\d{9}-\d|\d{10}", NEVER),
    ("Finland, tax number", "fi.veronumero", r"\d{12}", NEVER),
    ("France, tax number", "fr.nif", r"[0-3]\d[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}", RARELY),
    ("Ghana, TIN", "gh.tin", r"P0\d{8}[\dX]", ALONE),
    ("Guatemala, NIT", "gt.nit", r"\d{5,8}-[\dK]", NEVER),
    ("Iceland, kennitala", "is_.kennitala", r"[0-7]\d[01]\d{3}-?\d{4}", RARELY),
    ("India, voter's card", "in_.epic", r"[A-Z]{3}\d{7}", RARELY),
    ("India, virtual identity", "in_.vid", r"[2-9]\d{3}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{4}", NEVER),
    ("Indonesia, NIK", "id.nik", r"\d{16}", RARELY),
    ("Italy, partita IVA", "it.iva", r"\d{11}", RARELY),
    ("Japan, My Number", "jp.in_", r"\d{4}[ \-]?\d{4}[ \-]?\d{4}", NEVER),
    ("Kenya, PIN", "ke.pin", r"[AP]\d{9}[A-Z]", RARELY),
    ("Liechtenstein, PEID", "li.peid", r"\d{12}", NEVER),
    ("Mauritius, identity number", "mu.nid", r"[A-Z]\d{12}[\dA-Z]", ALONE),
    ("Mexico, RFC", "mx.rfc", r"[A-ZÑ&]{4}\d{2}[01]\d[0-3]\d[A-Z\d]{2}[\dA]", ALONE),
    ("Moldova, IDNO", "md.idno", r"\d{13}", NEVER),
    ("Mozambique, NUIT", "mz.nuit", r"\d{9}", NEVER),
    ("Netherlands, student's number", "nl.onderwijsnummer", r"\d{9}", NEVER),
    ("North Macedonia, EDB", "mk.edb", r"\d{13}", NEVER),
    ("Paraguay, RUC", "py.ruc", r"\d{5,8}-\d", NEVER),
    ("Peru, CUI", "pe.cui", r"\d{8}-?[\dA-K]", NEVER),
    ("Poland, NIP", "pl.nip", r"\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}", ALONE),
    ("Russia, INN of a person", "ru.inn", r"\d{12}", RARELY),
    ("El Salvador, NIT", "sv.nit", r"\d{4}-\d{6}-\d{3}-\d", ALONE),
    ("Slovenia and its neighbours, EMŠO", "si.emso", r"\d{13}", RARELY),
    ("South Africa, tax number", "za.tin", r"[01239]\d{3}/?\d{3}/?\d{3}", NEVER),
    ("Sweden, organisationsnummer", "se.orgnr", r"\d{6}-\d{4}", RARELY),
    ("Thailand, tax number", "th.tin", r"\d{13}", NEVER),
    ("Tunisia, matricule fiscal", "tn.mf", r"\d{6,7}/?[A-HJ-NP-TV-Z]/?[ABDNP]/?[CMNP]/?\d{3}", ALONE),
    ("Turkey, tax number", "tr.vkn", r"\d{10}", NEVER),
    ("Ukraine, RNTRC", "ua.rntrc", r"\d{10}", NEVER),
    ("Uruguay, RUT", "uy.rut", r"\d{12}", NEVER),
    ("Venezuela, RIF", "ve.rif", r"[VEJPG]-?\d{8}-?\d", RARELY),
    ("Vietnam, MST", "vn.mst", r"\d{10}(?:-?\d{3})?", NEVER),
    ("Australia, ABN", "au.abn", alone(r"\d{2} \d{3} \d{3} \d{3}"), RARELY),
    ("Australia, ACN", "au.acn", alone(r"\d{3} \d{3} \d{3}"), RARELY),
    ("Australia, TFN without blanks", "au.tfn", r"\d{9}", NEVER),
    ("Canada, SIN without blanks", "ca.sin", r"\d{9}", NEVER),
    ("Germany, Steuernummer", "de.stnr", r"\d{2,3}/\d{3,4}/\d{4,5}", RARELY),
    ("Singapore, UEN", "sg.uen", r"\d{8,9}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z]", RARELY),
)

_LONE = (0.4, 0.9)
"""Just enough to go."""


def _lone(name: str, entity_type: str, regex: str, source: str, check: Check | None = None) -> Pattern:
    """A row for a value, in letters of either case, that is the whole of the text, with no heading to it."""
    return Pattern(
        name=f"{name}, with nothing else in its field",
        entity_type=entity_type,
        regex=rf"(?i)(?<![\s\S])(?:{regex})(?!\s{{0,3}}\S)",
        form=_LONE,
        check=check,
        holds=_LONE,
        labels=(entity_type,),
        unheaded=True,
        source=source,
    )


_ALL_THERE_IS = (
    _lone("national number", "NATIONAL_ID", r"\d{9,13}", "see checks_abroad.lone", checks_abroad.lone),
    _lone("provider of health care", "NATIONAL_ID", r"1\d{9}", "45 CFR 162, NPI; all begin with 1", checks_papers.npi),
    _lone("voter's card of India", "NATIONAL_ID", r"[A-Z]{3}\d{7}", "Election Commission of India, EPIC"),
    _lone(
        "passport or identity card",
        "NATIONAL_ID",
        r"[A-Z]{3}\d{6}|(?!KB)[A-Z]{2}\d{7}|[A-Z]\d{7}|[ADMORST]\d{8}|\d{7}[A-Z]{2}",
        "Spain; Italy and others; India and Australia; South Africa, Korea and Germany before 2010",
    ),
    _lone("passport of the Philippines", "UK_PASSPORT", r"[A-Z]\d{7}[A-Z]", "Department of Foreign Affairs"),
    _lone(
        "driving licence of Germany",
        "UK_DRIVING_LICENCE",
        r"[A-Z]{2}\d{8}[A-Z0-9]|[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]",
        "Fahrerlaubnis-Verordnung",
    ),
    _lone(
        "postal code of Canada",
        "UK_POSTCODE",
        r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \-]?\d[ABCEGHJ-NPRSTV-Z]\d",
        "Canada Post",
    ),
    _lone(
        "number plate of Germany",
        "UK_VEHICLE_REGISTRATION",
        r"[A-ZÄÖÜ]{1,3}[ \-][A-Z]{1,2}[ \-]?\d{1,4}[HE]?",
        "Fahrzeug-Zulassungsverordnung",
        checks_abroad.german_plate,
    ),
    _lone(
        "number plate of three letters and four digits",
        "UK_VEHICLE_REGISTRATION",
        r"[A-Z]{3}\d{4}",
        "states of the United States, Brazil before 2018, India before 1989",
    ),
    _lone(
        "number plate of Turkey",
        "UK_VEHICLE_REGISTRATION",
        r"(?:0[1-9]|[1-7]\d|8[01])[ \-]?[A-PR-VYZ]{1,3}[ \-]?\d{2,5}",
        "Emniyet Genel Müdürlüğü",
        checks_abroad.no_month,
    ),
)

_MORE = (
    checked(
        "Philippines, TIN",
        checks_abroad.philippine_taxpayer,
        r"\d{3}-\d{3}-\d{3}-\d{3,5}",
        RARELY,
        "Bureau of Internal Revenue",
    ),
)

ROWS = (*(row(*each) for each in _TABLE), *_MORE, *_ALL_THERE_IS)
