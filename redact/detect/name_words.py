"""Words that decide whether something that looks like a name is one, and the form of names.

Small closed lists of English words, kept where a model errs often: forms of address, headings, months, roles.
"""

from __future__ import annotations

from redact.detect import put_in

_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper()) + "\u0386-\u03ab\u0400-\u042f"
_LOWER_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ter|ten|la|le|el|al|bin|ibn|bint|ap|af|zu|y|e|st)"
WORD = rf"(?:(?:O'|D'|Mc|Mac|[dl]')?[{_UPPER}][\w\u0300-\u036f]{{0,30}}+(?:['\-][\w\u0300-\u036f]{{1,30}}+){{0,3}}+)"
INITIAL = rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.){{0,4}})"
NAME = (
    rf"(?:{WORD}|{INITIAL})(?:[ \t]{{1,2}}(?:{_LOWER_PARTICLE} ){{0,2}}(?:{INITIAL}|{WORD})){{0,4}}(?:,? (?:Jr|Sr|II"
    rf"|III|IV)\b\.?)?"
)
"""One to five words with capitals, with particles between them."""

TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Doctor|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Viscount|Earl|Rev"
    r"|Revd|Reverend|Fr|Father|Sister|Brother|Imam|Rabbi|Cllr|Councillor|PC|WPC|DC|DS|DI|DCI|DSI|PS|Sgt"
    r"|Sergeant|Insp|Inspector|Constable|Detective|Superintendent|Supt|Cpl|Corporal|Capt|Captain|Col|Colonel"
    r"|Maj|Lt|Lieutenant|Gen|Cdr|Commander|Judge|Justice|HHJ|Hon|Nurse|Matron|Madame|Mme|Mlle"
    r"|Monsieur|Herr|Frau|Señor|Señora|Sra|Signor|Signora|Uncle|Auntie|Aunt|Grandma|Nan"
)

_NOT_NAMES = """
act acts address addressee advice afternoon agenda agreement aim all also amount and annex annual answer anyone
apology appeal appendix applicant application apt area article assembly asylum attachment attention attn authority
autumn bank bbc bcc birth board body book box branch brexit briefing budget but bye cabinet card cc centre chair
chairman chairperson chairwoman chancellor chapter charter cheers chief church city claimant clause clerk client
code colleague colleagues college comment commission commissioner committee commons community company complainant
complaint conclusion conference congratulations constitution contact contents convention copy corporation council
councillor counsel country county court covid crown customer data date day deadline dear debate debug december decision
decisions declaration decree defendant department dept deputy detail details directive director directorate district
division dob document dollar dollars draft duty edition editor education election email emails employee employer
encl enclosure end england english enquiry environment error euro euros evening everybody everyone evidence example
exhibit explanatory ext facebook facts faithfully family fax february federal fee figure file finance first flat
floor folks food foreign form forum forwarded friday friend friends from fund fw fwd general gentlemen goodbye
google government governor group guidance guide guys haha happy he head heading headquarters health hello help her
here hey hi his history home hospital house how identity if impact index information inquiry instagram instruction
instrument insurance internet introduction investigation invoice issue it item january judgment july just justice
kind law leader legal letter licence lira liras list llp lmao local location lol lord lords ltd madam magistrate
mail majesty manager map march material matter may mayor meeting member memo memorandum message minister ministry
minute minutes mob monday month morning mum my name names national news newsletter nhs night nino no node not note
notes notice notification november number observer october office officer offices official ok okay omg or order
organisation original other our overview owner panel paper paragraph parliament part parties party passport patient
people per person phone photo ping plan plc please pls plz police policy postcode pound pounds president press
primary prime private procedure proceedings product professor profile programme project proposal protocol public
purpose qc queen query question rate re reader readme receipt recipient recommendation record ref reference referral
regards region registrar registry regulation regulations relevant reply report reports representative request
reserved respondent response result review rights royal rt rule rules sat saturday schedule scheme school secretary
section senate sender senior september service services shadow she sheet sincerely sir site so solicitor speaker
special spring st staff standard state statement station statute street student subject suite summary sun sunday
supervisor supplier support supreme surname table tax team tel telephone text thank thanks that their then there
these they this those thursday time title to today tomorrow total town traffic training treaty tribunal trust
tuesday twitter uk unit university unknown update urgent usa user vat verdict version via victim village vol volume
wales we wednesday week welcome west what whatsapp when where who why winter wishes witness wow yeah year years yes
yesterday you your yours youtube zip zips
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())
"""Words that are no one's name however they are written. Names that are also words (Mark, Grace) are not here."""

_ORGANISED = """
ltd limited plc llp inc corp gmbh council committee commission court tribunal university college school hospital trust
authority agency department ministry office board bank group association society institute foundation union party act
regulations order directive convention parliament assembly government police church club company partnership services
service
"""
THINGS = frozenset("bill king page ward case queen".split())
"""Names that are things after an article: "Bill" is a person, "the Bill" is none."""

ORGANISED = frozenset(_ORGANISED.split())
"""Words at the end of a name that make it one of a body and not of a person."""

PUT_IN = put_in.PUT_IN
"""Beside the other words that are no names."""
