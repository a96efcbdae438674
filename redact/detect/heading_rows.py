"""The table of headings: for each kind its words, its entity type and how a value must look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from redact.detect.heading_values import (
    account,
    aged,
    coded,
    dated,
    figures,
    grouped,
    mailed,
    named,
    networked,
    placed,
    pupil,
    secret,
    worded,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: the type, how sure, and a check that a value does not contradict it.

    ``inline`` says whether the words count before a colon in running text as well.
    """

    name: str
    entity_type: str
    regex: str
    fits: Callable[[str], bool] = field(repr=False)
    score: float = 0.8
    inline: bool = True


_WHOSE = (
    r"(?:applicant|patient|claimant|client|customer|contact|employee|staff|member|student|pupil|child|parent"
    r"|mother|father|guardian|carer|spouse|partner|witness|victim|suspect|defendant|appellant|respondent"
    r"|complainant|tenant|landlord|driver|passenger|insured|policy ?holder|account ?holder|card ?holder|holder"
    r"|owner|author|manager|supervisor|officer|doctor|gp|physician|consultant|nurse|solicitor|agent"
    r"|representative|referee|next of kin|emergency contact|beneficiary|donor|recipient|sender|payee|payer|user"
    r"|person|candidate|assignee|reporter|requester|requestor|interviewee|interviewer|caller|participant"
    r"|resident|subject|signatory|director|secretary|trustee|teacher|delivery|billing|shipping|home|work|postal"
    r"|correspondence|permanent|current|previous|registered|your|my|his|her|their)"
)


def _somebodys(words: str) -> str:
    """The words with a person before them or a number behind: "mother's surname", "address 2"."""
    return rf"(?:{_WHOSE}(?:'s|s)? ?){{0,2}}(?:{words})(?: ?(?:\d|one|two))?"


HEADINGS: tuple[Heading, ...] = (
    Heading(
        name="pupil number",
        entity_type="UK_UPN",
        regex=_somebodys(r"upn(?: ?(?:no|number))?|(?:unique )?pupil (?:no|number)"),
        fits=pupil,
        score=0.92,
    ),
    Heading(
        name="learner number",
        entity_type="UK_ULN",
        regex=_somebodys(r"uln(?: ?(?:no|number))?|(?:unique )?learner (?:no|number)"),
        fits=figures(10, 10),
        score=0.9,
    ),
    Heading(
        name="user",
        entity_type="USERNAME",
        regex=_somebodys(
            r"user ?(?:name|id)?|log(?:in|on)(?: ?(?:name|id))?|screen ?name|handle|twitter|instagram|facebook"
            r"|skype|snapchat|telegram|account name|uid|samaccountname|upn"
        ),
        fits=account,
        score=0.7,
    ),
    Heading(
        name="name",
        entity_type="PERSON",
        regex=_somebodys(
            r"(?:full|first|fore|fore-|given|christian|middle|last|family|maiden|birth|preferred|display|legal"
            r"|known|other|contact|person|real)?[ -]?(?:sur)?names?(?: in full)?"
            r"|surnames?|forenames?|initials|nick ?names?|alias(?:es)?|also known as|a\.?k\.?a|f ?names?|l ?names?"
            r"|name of (?:the )?[a-z ]{3,24}|names? \([a-z ]{3,24}\)|print(?:ed)? name|signed(?: by)?|signature"
            r"|author|prepared by|written by|approved by|reviewed by|interviewed by|seen by|referred by|reported by"
            r"|created by|modified by|last modified by|attn|attention|fao|f\.a\.o|care of|c/o|mr/mrs/ms"
        ),
        fits=named,
        score=0.8,
    ),
    Heading(
        name="person by role",
        entity_type="PERSON",
        regex=(
            r"(?:the )?(?:applicant|patient|claimant|client|customer|employee|student|pupil|mother|father|guardian"
            r"|carer|spouse|wife|husband|partner|witness|victim|suspect|defendant|appellant|respondent|complainant"
            r"|tenant|landlord|driver|passenger|insured|(?:policy|account|card) ?holder|owner|manager|line manager"
            r"|supervisor|case ?worker|social worker|officer in (?:the )?case|oic|doctor|gp|physician|attending"
            r"|consultant|nurse|solicitor|representative|referee|next of kin|emergency contact|beneficiary|payee"
            r"|candidate|assignee|reporter|requester|interviewee|interviewer|caller|participant|resident|contact"
            r"|contact person|teacher|tutor|judge|coroner|chair|attendees|present|apologies)s?(?: \d)?"
        ),
        fits=named,
        score=0.7,
    ),
    Heading(
        name="mail header",
        entity_type="PERSON",
        regex=r"from|to|cc|bcc|reply-to|sender|delivered-to",
        fits=named,
        score=0.6,
        inline=False,
    ),
    Heading(
        name="date of birth",
        entity_type="DATE_OF_BIRTH",
        regex=_somebodys(
            r"d\.?o\.?b\.?|d/o/b|(?:date ?of ?)?birth ?(?:date|day)?|date of birth(?: \([a-z/ ]{2,12}\))?"
            r"|born(?: on)?|geburtsdatum"
        ),
        fits=dated,
        score=0.9,
    ),
    Heading(
        name="age",
        entity_type="AGE",
        regex=_somebodys(r"age(?: \(?(?:in )?years\)?)?|aged"),
        fits=aged,
        score=0.8,
    ),
    Heading(
        name="address",
        entity_type="ADDRESS",
        regex=_somebodys(
            r"(?:street |postal |mailing |e911 )?address(?:es)?(?: line)?|addr(?:ess)?[ -]?\d?|address line"
            r"|street(?: name| number)?|house(?: name| number| no)|flat(?: number| no)?|location of residence"
            r"|residence|domicile|lives at|usual residence"
        ),
        fits=worded,
        score=0.75,
    ),
    Heading(
        name="town",
        entity_type="LOCATION",
        regex=_somebodys(r"town(?:/city)?|city|village|county|place of birth|birth ?place|home ?town|parish|district"),
        fits=worded,
        score=0.6,
        inline=False,
    ),
    Heading(
        name="postcode",
        entity_type="UK_POSTCODE",
        regex=_somebodys(r"post(?:al)?[ -]?code|post ?code|zip(?: ?code)?|p/?code|eircode|plz"),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="telephone",
        entity_type="PHONE_NUMBER",
        regex=_somebodys(
            r"(?:day(?:time)?|evening|mobile|home|work|office|contact|direct|alternative|tele|cell|land"
            r"|main)?[ -]?(?:tele)?(?:phone|tel|mobile|mob|cell|fax|line|dial)(?: ?(?:no|num|number|nr|#))?\.?"
            r"|contact (?:no|number)|mobile ?phone(?: number)?|whatsapp|sms|msisdn|tel/mob"
        ),
        fits=figures(5, 18),
        score=0.9,
    ),
    Heading(
        name="e-mail",
        entity_type="EMAIL_ADDRESS",
        regex=_somebodys(r"e-?mails?(?: ?(?:address(?:es)?|id))?|mail"),
        fits=mailed,
        score=0.9,
    ),
    Heading(
        name="IP address",
        entity_type="IP_ADDRESS",
        regex=_somebodys(
            r"(?:remote |client |source |src |server |host )?ip(?: ?(?:addr(?:ess)?|v4|v6))?|remote ?addr(?:ess)?"
            r"|x-forwarded-for"
        ),
        fits=networked,
        score=0.85,
    ),
    Heading(
        name="device address",
        entity_type="MAC_ADDRESS",
        regex=_somebodys(r"mac(?: ?addr(?:ess)?)?|hardware address"),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="National Insurance number",
        entity_type="UK_NINO",
        regex=_somebodys(r"nino|n\.?i\.?(?: ?(?:no|num|number))\.?|national insurance(?: ?(?:no|num|number))?\.?"),
        fits=coded,
        score=0.92,
    ),
    Heading(
        name="NHS number",
        entity_type="UK_NHS",
        regex=_somebodys(r"nhs(?: ?(?:no|num|number|id))?\.?|chi(?: ?(?:no|number))|h&c(?: ?(?:no|number))?"),
        fits=figures(6, 14),
        score=0.92,
    ),
    Heading(
        name="taxpayer reference",
        entity_type="UK_UTR",
        regex=_somebodys(r"utr(?: ?(?:no|number))?|unique taxpayer ref(?:erence)?|tax ref(?:erence)?"),
        fits=figures(6, 14),
        score=0.88,
    ),
    Heading(
        name="passport",
        entity_type="UK_PASSPORT",
        regex=_somebodys(r"passport(?: ?(?:no|num|number))?\.?|travel document(?: ?(?:no|number))?"),
        fits=coded,
        score=0.9,
    ),
    Heading(
        name="driving licence",
        entity_type="UK_DRIVING_LICENCE",
        regex=_somebodys(
            r"driv(?:ing|er'?s?) ?licen[cs]e(?: ?(?:no|num|number))?\.?|driver (?:no|number)|dl ?(?:no|number)"
            r"|licen[cs]e(?: ?(?:no|number))"
        ),
        fits=coded,
        score=0.88,
    ),
    Heading(
        name="vehicle registration",
        entity_type="UK_VEHICLE_REGISTRATION",
        regex=_somebodys(
            r"(?:vehicle |car )?reg(?:istration)?(?: ?(?:no|num|number|mark|plate))?\.?|vrm|vrn|number ?plate"
            r"|licen[cs]e plate|index (?:no|mark)"
        ),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="bank account",
        entity_type="UK_BANK_ACCOUNT",
        regex=_somebodys(
            r"(?:bank )?(?:account|acct|acc|a/c)(?: ?(?:no|num|number))\.?|bank account|account|sort ?code"
            r"|roll (?:no|number)|bank details"
        ),
        fits=figures(4, 20),
        score=0.85,
    ),
    Heading(
        name="IBAN",
        entity_type="IBAN_CODE",
        regex=_somebodys(r"iban(?: ?(?:no|number|code))?"),
        fits=coded,
        score=0.92,
    ),
    Heading(
        name="card",
        entity_type="CREDIT_CARD",
        regex=_somebodys(
            r"(?:credit |debit |payment |bank )?card(?: ?(?:no|num|number))?\.?|pan|ccn?(?: ?(?:no|num|number))?"
        ),
        fits=figures(8, 19),
        score=0.88,
    ),
    Heading(
        name="social security number",
        entity_type="US_SSN",
        regex=_somebodys(r"ssn|social security(?: ?(?:no|number|#))?"),
        fits=figures(4, 9),
        score=0.92,
    ),
    Heading(
        name="national number",
        entity_type="NATIONAL_ID",
        regex=_somebodys(
            r"(?:national |identity |personal |citizen |tax )(?:id|identity|identification|card)?(?: ?(?:no|num"
            r"|number|code|card))?\.?"
            r"|id ?(?:card|document)(?: ?(?:no|number))?|tin|pesel|bsn|aadhaar|curp|cpf"
        ),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="device",
        entity_type="IMEI",
        regex=_somebodys(r"imei(?: ?(?:no|number))?"),
        fits=figures(14, 17),
        score=0.92,
    ),
    Heading(
        name="device's or visitor's number",
        entity_type="DEVICE_ID",
        regex=_somebodys(
            r"(?:device|android|advertis(?:ing|er)|hardware|cookie|visitor|ad) ?id|udid|idf[av]|gaid|aaid|imsi|iccid"
            r"|sim(?: ?card)?(?: ?(?:no|number))|(?:device )?serial(?: ?(?:no|number))|cookies?"
        ),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="machine",
        entity_type="HOST_NAME",
        regex=_somebodys(
            r"host ?(?:name)?|(?:computer|machine|workstation|device|client|server|net ?bios) ?name|workstation"
            r"|fqdn"
        ),
        fits=account,
        score=0.6,
        inline=False,
    ),
    Heading(
        name="officer's number",
        entity_type="OFFICER_NUMBER",
        regex=_somebodys(
            r"(?:collar|shoulder|warrant(?: card)?|badge|epaulette|officer(?:'s)?|force|service)[ -]?"
            r"(?:no|num|number|id|#)\.?|collar|shoulder|badge"
        ),
        fits=coded,
        score=0.8,
    ),
    Heading(
        name="position",
        entity_type="COORDINATES",
        regex=_somebodys(
            r"lat(?:itude)?|lon(?:g(?:itude)?)?|lng|coordinates?|gps(?: ?(?:position|location|coordinates))?"
            r"|grid ref(?:erence)?|what3words|w3w|eastings?|northings?|ngr"
        ),
        fits=placed,
        score=0.8,
    ),
    Heading(
        name="reference",
        entity_type="CASE_REFERENCE",
        regex=_somebodys(
            r"(?:case|claim|crime|incident|complaint|file|hospital|medical record|court|docket|customer|employee"
            r"|staff|payroll|member(?:ship)?|student|pupil|policy|our|your|warrant|collar|prison(?:er)?"
            r"|application|account|client|patient|person|user)[ -]?(?:ref(?:erence)?|no|num|number|id"
            r"|#)\.?(?: ?(?:no|number))?"
            r"|mrn|urn|crn|ref(?:erence)?(?: ?(?:no|number))?\.?|pnc(?: ?id)?|uln|hospital no|cro(?: ?(?:no|number))?"
            r"|(?:ho|home office|arc|police|probate|visa|tribunal|log|custody(?: record)?) ?"
            r"(?:ref(?:erence)?|no|number)"
        ),
        fits=coded,
        score=0.7,
    ),
    Heading(
        name="secret",
        entity_type="SECRET",
        regex=_somebodys(
            r"pass(?:word|wd|phrase|code)?|pwd|pin(?: ?(?:no|number|code))?|secret(?: ?(?:key|answer))?|api[ -]?key"
            r"|(?:access |auth |session )?token|private key|client secret|memorable (?:word|name)|security answer"
            r"|cvv2?|cvc"
        ),
        fits=secret,
        score=0.85,
    ),
    Heading(
        name="nationality or belief",
        entity_type="NRP",
        regex=_somebodys(
            r"nationality|ethnicity|ethnic (?:origin|group)|religion|race|citizenship"
            r"|political (?:party|affiliation)|first language|mother tongue"
        ),
        fits=grouped,
        score=0.7,
    ),
)
