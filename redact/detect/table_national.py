"""Rows of the table: the personal numbers of other countries, with the checks of python-stdnum.

A form with letters whose check holds is a finding by itself; a run of bare digits is one only where a word nearby says
what it is, or where its check is so strict that chance rarely passes it.
"""

from __future__ import annotations

from redact.detect.checks import hetu, nric, stdnum
from redact.detect.patterns import Digits, Pattern

_ALONE, _RARELY, _NEVER = (0.65, 0.95), (0.42, 0.92), (0.1, 0.9)
_SOURCE = "python-stdnum, stdnum."

# country, python-stdnum's module, form, worth when its check holds
_TABLE = (
    ("Spain, DNI", "es.dni", r"\d{8}[ \-]?[A-HJ-NP-TV-Z]", _ALONE),
    ("Spain, NIE", "es.nie", r"[XYZ][ \-]?\d{7}[ \-]?[A-HJ-NP-TV-Z]", _ALONE),
    ("Italy, codice fiscale", "it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", _ALONE),
    ("France, NIR", "fr.nir", r"[1-478] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", _ALONE),
    ("Germany, tax identification", "de.idnr", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", _RARELY),
    ("Netherlands, BSN", "nl.bsn", r"\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}\.\d\d\.\d{3}", _NEVER),
    ("Belgium, national number", "be.nn", r"\d{2}[. ]?\d{2}[. ]?\d{2}[ \-]?\d{3}[. ]?\d{2}", _RARELY),
    ("Poland, PESEL", "pl.pesel", r"\d{11}", _RARELY),
    ("Sweden, personnummer", "se.personnummer", r"(?:\d{2})?\d{6}[+\-]\d{4}", _ALONE),
    ("Sweden, personnummer without hyphen", "se.personnummer", r"(?:19|20)?\d{10}", _NEVER),
    ("Denmark, CPR", "dk.cpr", r"[0-3]\d[01]\d\d{2}-?\d{4}", _NEVER),
    ("Norway, fødselsnummer", "no.fodselsnummer", r"\d{6} ?\d{5}", _RARELY),
    ("Ireland, PPS", "ie.pps", r"\d{7}[A-W][A-IW]?", _ALONE),
    ("Portugal, cartão de cidadão", "pt.cc", r"\d{8} ?\d ?[A-Z]{2}\d", _ALONE),
    ("Portugal, NIF", "pt.nif", r"[1-3]\d{8}", _NEVER),
    ("Austria, Versicherungsnummer", "at.vnr", r"\d{4} ?\d{6}", _NEVER),
    ("Switzerland, AHV", "ch.ssn", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", _ALONE),
    ("Czechia and Slovakia, rodné číslo", "cz.rc", r"\d{6}/\d{3,4}", _ALONE),
    ("Romania, CNP", "ro.cnp", r"[1-9]\d{12}", _RARELY),
    ("Bulgaria, EGN", "bg.egn", r"\d{10}", _NEVER),
    ("Croatia, OIB", "hr.oib", r"\d{11}", _NEVER),
    ("Lithuania, asmens kodas", "lt.asmens", r"[3-6]\d{10}", _RARELY),
    ("Latvia, personas kods", "lv.pvn", r"[0-3]\d[01]\d{3}-\d{5}", _ALONE),
    ("Estonia, isikukood", "ee.ik", r"[1-8]\d{10}", _RARELY),
    ("Greece, AMKA", "gr.amka", r"\d{11}", _NEVER),
    ("Turkey, kimlik", "tr.tckimlik", r"[1-9]\d{10}", _RARELY),
    ("India, Aadhaar", "in_.aadhaar", r"[2-9]\d{3}[ \-]?\d{4}[ \-]?\d{4}", _RARELY),
    ("India, PAN", "in_.pan", r"[A-Z]{3}[ABCFGHJLPTK][A-Z]\d{4}[A-Z]", _ALONE),
    ("South Africa, identity number", "za.idnr", r"\d{6} ?\d{4} ?[01]\d{2}", _RARELY),
    ("Brazil, CPF", "br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d", _ALONE),
    ("Brazil, CPF without marks", "br.cpf", r"\d{11}", _NEVER),
    ("China, resident identity", "cn.ric", r"\d{17}[\dX]", _ALONE),
    ("Thailand, identification number", "th.pin", r"[1-8][ \-]?\d{4}[ \-]?\d{5}[ \-]?\d\d[ \-]?\d", _RARELY),
    ("Malaysia, NRIC", "my.nric", r"\d{6}-\d\d-\d{4}", _ALONE),
    ("Canada, SIN", "ca.sin", r"\d{3}[ \-]\d{3}[ \-]\d{3}", _RARELY),
    ("Australia, TFN", "au.tfn", r"\d{3} \d{3} \d{3}", _RARELY),
    ("New Zealand, IRD", "nz.ird", r"\d{2,3}-\d{3}-\d{3}", _RARELY),
    ("Israel, identity number", "il.idnr", r"\d{9}", _NEVER),
    ("Mexico, CURP", "mx.curp", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", _ALONE),
    ("Argentina, DNI", "ar.dni", r"\d{2}\.\d{3}\.\d{3}", _NEVER),
    ("Chile, RUT", "cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", _ALONE),
    ("Colombia, NIT", "co.nit", r"\d{3}\.\d{3}\.\d{3}-\d", _RARELY),
    ("Pakistan, CNIC", "pk.cnic", r"\d{5}-\d{7}-\d", _ALONE),
    ("United States, ITIN", "us.itin", r"9\d{2}[ \-](?:[5-9]\d)[ \-]\d{4}", _RARELY),
)


def _row(name: str, module: str, form: str, worth: tuple[float, float]) -> Pattern:
    return Pattern(
        name=name,
        entity_type="NATIONAL_ID",
        regex=rf"(?i)(?<![\w\-+])(?<!\d[./])(?:{form})(?!\w|[\-./]\d)",
        form=(0.0, 0.0),
        check=stdnum(module),
        holds=worth,
        fails=(0.0, 0.5),
        labels=("NATIONAL_ID",),
        near=Digits(4),
        source=_SOURCE + module,
    )


_OWN_CHECKS = (
    Pattern(
        name="Singapore, NRIC and FIN",
        entity_type="NATIONAL_ID",
        regex=r"(?i)(?<!\w)[STFGM]\d{7}[A-Z](?!\w)",
        form=(0.0, 0.0),
        check=nric,
        holds=_ALONE,
        fails=(0.3, 0.6),
        labels=("NATIONAL_ID",),
        near=Digits(7),
        source="Immigration and Checkpoints Authority",
    ),
    Pattern(
        name="Finland, henkilötunnus",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w\-+])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)",
        form=(0.0, 0.0),
        check=hetu,
        holds=_ALONE,
        fails=(0.0, 0.6),
        labels=("NATIONAL_ID",),
        near=Digits(9),
        source="Digital and Population Data Services Agency, with the marks added in 2023",
    ),
    Pattern(
        name="Korea, resident registration",
        entity_type="NATIONAL_ID",
        regex=r"(?<![\w\-+])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w\-])",
        form=(0.6, 0.9),
        labels=("NATIONAL_ID",),
        near=Digits(13),
        source="Ministry of the Interior and Safety; numbers given out since 2020 have no checksum",
    ),
)

ROWS = (*(_row(*row) for row in _TABLE), *_OWN_CHECKS)
