"""Rows of the table: the personal numbers of other countries, with the checks of python-stdnum.

A form with letters whose check holds is a finding by itself; a run of bare digits is one only where a word nearby says
what it is, or where its check is so strict that chance rarely passes it.
"""

from __future__ import annotations

from dataclasses import replace

from redact.detect.checks import hetu, nric, stdnum
from redact.detect.checks_abroad import aadhaar, african, short_dni, thai
from redact.detect.checks_papers import resident
from redact.detect.patterns import Check, Near, Number, Pattern, Worth

ALONE, RARELY, NEVER = (0.65, 0.95), (0.42, 0.92), (0.1, 0.9)
_SOURCE = "python-stdnum, stdnum."


def alone(form: str) -> str:
    """The form where no further figures stand beside it: three columns of a table are no number in groups."""
    return rf"(?<!\d ){form}(?! \d)"


# country, python-stdnum's module, form, worth when its check holds
_TABLE = (
    ("Spain, DNI", "es.dni", r"\d{8}[ \-]?[A-HJ-NP-TV-Z]", ALONE),
    ("Spain, NIE", "es.nie", r"[XYZ][ \-]?\d{7}[ \-]?[A-HJ-NP-TV-Z]", ALONE),
    ("Italy, codice fiscale", "it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", ALONE),
    ("France, NIR", "fr.nir", r"[1-478] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", ALONE),
    ("Germany, tax identification", "de.idnr", alone(r"\d{2} \d{3} \d{3} \d{3}") + r"|\d{11}", RARELY),
    ("Netherlands, BSN", "nl.bsn", r"\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}\.\d\d\.\d{3}", NEVER),
    ("Belgium, national number", "be.nn", r"\d{2}[. ]?\d{2}[. ]?\d{2}[ \-]?\d{3}[. ]?\d{2}", RARELY),
    ("Poland, PESEL", "pl.pesel", r"\d{11}", RARELY),
    ("Sweden, personnummer", "se.personnummer", r"(?:\d{2})?\d{6}[+\-]\d{4}", ALONE),
    ("Sweden, personnummer without hyphen", "se.personnummer", r"\d{10}|\d{12}", NEVER),
    ("Denmark, CPR", "dk.cpr", r"[0-3]\d[01]\d\d{2}-?\d{4}", NEVER),
    ("Norway, fødselsnummer", "no.fodselsnummer", r"\d{6} ?\d{5}", RARELY),
    ("Ireland, PPS", "ie.pps", r"\d{7}[A-W][A-IW]?", ALONE),
    ("Portugal, cartão de cidadão", "pt.cc", r"\d{8} ?\d ?[A-Z]{2}\d", ALONE),
    ("Portugal, NIF", "pt.nif", r"\d{9}", NEVER),
    ("Austria, Versicherungsnummer", "at.vnr", r"\d{4} ?\d{6}", NEVER),
    ("Switzerland, AHV", "ch.ssn", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", ALONE),
    ("Czechia and Slovakia, rodné číslo", "cz.rc", r"\d{6}/\d{3,4}", ALONE),
    ("Romania, CNP", "ro.cnp", r"\d{13}", RARELY),
    ("Bulgaria, EGN", "bg.egn", r"\d{10}", NEVER),
    ("Croatia, OIB", "hr.oib", r"\d{11}", NEVER),
    ("Lithuania, asmens kodas", "lt.asmens", r"[3-6]\d{10}", RARELY),
    ("Latvia, personas kods", "lv.pvn", r"[0-3]\d[01]\d{3}-\d{5}", ALONE),
    ("Estonia, isikukood", "ee.ik", r"\d{11}", RARELY),
    ("Greece, AMKA", "gr.amka", r"\d{11}", NEVER),
    ("Turkey, kimlik", "tr.tckimlik", r"\d{11}", RARELY),
    ("Brazil, CPF", "br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d", ALONE),
    ("Brazil, CPF without marks", "br.cpf", r"\d{11}", NEVER),
    ("China, resident identity", "cn.ric", r"\d{17}[\dX]", ALONE),
    ("Malaysia, NRIC", "my.nric", r"\d{6}-\d\d-\d{4}", ALONE),
    ("Canada, SIN", "ca.sin", alone(r"\d{3} \d{3} \d{3}") + r"|\d{3}-\d{3}-\d{3}", RARELY),
    ("Australia, TFN", "au.tfn", alone(r"\d{3} \d{3} \d{3}"), RARELY),
    ("New Zealand, IRD", "nz.ird", r"\d{2,3}-\d{3}-\d{3}", RARELY),
    ("Israel, identity number", "il.idnr", r"\d{9}", NEVER),
    ("Mexico, CURP", "mx.curp", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", ALONE),
    ("Argentina, DNI", "ar.dni", r"\d{2}\.\d{3}\.\d{3}", NEVER),
    ("Chile, RUT", "cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", ALONE),
    ("Colombia, NIT", "co.nit", r"\d{3}\.\d{3}\.\d{3}-\d", RARELY),
    ("Pakistan, CNIC", "pk.cnic", r"\d{5}-\d{7}-\d", ALONE),
)


def row(name: str, module: str, form: str, worth: Worth) -> Pattern:
    """A row whose check is a module of python-stdnum."""
    return checked(name, stdnum(module), form, worth, _SOURCE + module)


NUMBER = Number()


def checked(  # noqa: PLR0913  a row of a table: its columns
    name: str, check: Check, form: str, worth: Worth, source: str, *, fails: Worth = (0.0, 0.5), near: Near = NUMBER
) -> Pattern:
    """A row for a number that is worth something when its check holds; a label lets one pass whose check fails."""
    return Pattern(
        name=name,
        entity_type="NATIONAL_ID",
        regex=rf"(?i)(?<![\w\-+])(?<!\d[./])(?:{form})(?!\w|[\-./]\d)",
        form=fails,
        check=check,
        holds=worth,
        fails=fails,
        labels=("NATIONAL_ID",),
        near=near,
        source=source,
    )


def _or_card(pattern: Pattern) -> Pattern:
    """The row, for which the word for a card's number speaks as well: "PAN" is short for both."""
    return replace(pattern, labels=("NATIONAL_ID", "CREDIT_CARD"))


_OWN_CHECKS = (
    Pattern(
        name="Singapore, NRIC and FIN",
        entity_type="NATIONAL_ID",
        regex=r"(?i)(?<!\w)[STFGM]\d{7}[A-Z](?!\w)",
        form=(0.0, 0.0),
        check=nric,
        holds=ALONE,
        fails=(0.42, 0.7),
        labels=("NATIONAL_ID",),
        source="Immigration and Checkpoints Authority",
    ),
    Pattern(
        name="Finland, henkilötunnus",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w\-+])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)",
        form=(0.0, 0.0),
        check=hetu,
        holds=ALONE,
        fails=(0.0, 0.6),
        labels=("NATIONAL_ID",),
        source="Digital and Population Data Services Agency, with the marks added in 2023",
    ),
    Pattern(
        name="Korea, resident registration",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w\-+])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w\-])",
        form=(0.6, 0.9),
        check=resident,
        holds=(0.6, 0.9),
        fails=(0.0, 0.7),
        labels=("NATIONAL_ID",),
        source="Ministry of the Interior and Safety; numbers given out since 2020 have no checksum",
    ),
    checked(
        "Korea, resident registration without hyphen",
        resident,
        r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-8]\d{6}",
        RARELY,
        "Ministry of the Interior and Safety",
    ),
    checked(
        "South Africa, identity number", african, r"\d{6} ?\d{4} ?[0-2]\d{2}", RARELY, "Department of Home Affairs"
    ),
    checked(
        "India, Aadhaar",
        aadhaar,
        r"[2-9]\d{3}[ \-:]?\d{4}[ \-:]?\d{4}",
        RARELY,
        "Unique Identification Authority of India",
    ),
    checked(
        "Thailand, identification number",
        thai,
        r"[1-8][ \-]?\d{4}[ \-]?\d{5}[ \-]?\d\d[ \-]?\d",
        RARELY,
        "Department of Provincial Administration",
    ),
    checked("Spain, DNI of seven digits", short_dni, r"\d{7}-?[A-HJ-NP-TV-Z]", (0.5, 0.9), "Ministerio del Interior"),
    checked(
        "fiscal code of Italy whose letter fails",
        lambda _: None,
        r"(?-i:[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z])",
        ALONE,
        "Agenzia delle Entrate; sixteen signs in that order are hardly anything else",
        fails=(0.45, 0.9),
    ),
    _or_card(row("India, PAN", "in_.pan", r"[A-Z]{3}[ABCFGHJLPTK][A-Z]\d{4}[A-Z]", ALONE)),
    _or_card(
        checked(
            "permanent account number of India in capitals",
            lambda _: None,
            r"(?-i:[A-Z]{5}\d{4}[A-Z])",
            ALONE,
            "Income Tax Department",
            fails=(0.42, 0.9),
        )
    ),
)

ROWS = (*(row(*each) for each in _TABLE), *_OWN_CHECKS)
