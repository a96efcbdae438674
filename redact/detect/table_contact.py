"""Rows of the table: how people are reached. E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from redact.detect import telephones
from redact.detect.patterns import Pattern, Words

_LOCAL = r"[\w.!$%'*+^`{|}~\-]"
_TLD = r"(?:xn--[a-z0-9\-]{2,59}|[^\W\d_]{2,24})"
_EXTENSION = r"(?:[ ,;]{0,3}(?i:ext(?:ension|n)?\.?|x|#) ?:? ?\d{1,6}(?!\d))?"
_GAP = r"[ .\-]{0,2}"
_OPEN = r"(?:\((?=\d{1,6}\)))?"
_NOT_BEFORE = r"(?<![\w+#\\])(?<!\d[\-:.])"
_NOT_AFTER = r"(?!\w|[:.\-]\d|-[A-Za-z]\b)"

_MAIL = rf"[\w+{{}}~](?:{_LOCAL}{{0,126}}[\w+{{}}~\-])?@(?:[\w\-]{{1,63}}\.){{1,8}}{_TLD}"

_TURKEY = (
    r"5[0-6]\d|2(?:1[26]|2[2468]|3[26]|4[268]|5[268]|6[246]|7[246]|8[2468])"
    r"|3(?:1[28]|2[2468]|3[28]|4[2468]|5[2468]|6[2468]|7[02468]|8[02468]|92)"
    r"|4(?:1[246]|2[2468]|3[2468]|4[26]|5[2468]|6[246]|7[2468]|8[2468])"
)
"""What numbers of mobiles and of towns begin with."""
_NO_EXCHANGE = re.compile(r"(?!555)[2-9]\d\d[.\-][01]")


def north_american(text: str) -> bool:
    """Whether it can be a North American number: no exchange begins with 0 or 1.

    Behind the area code 555, which is nowhere, made-up numbers may go on as they like; brackets say enough.
    """
    return not _NO_EXCHANGE.match(text) and telephones.north_american(text)


ROWS = (
    Pattern(
        name="e-mail",
        entity_type="EMAIL_ADDRESS",
        regex=rf"(?<![\w.+\-\\]){_MAIL}",
        form=(0.95, 0.95),
        near=Words(("@",), before=130, solid=True),
        source="RFC 5321 and 5322, without quoted names",
    ),
    Pattern(
        name="e-mail after an escape",
        entity_type="EMAIL_ADDRESS",
        regex=rf"(?<=\\[nrt]){_MAIL}",
        form=(0.95, 0.95),
        near=Words(("\\n", "\\r", "\\t"), before=-2, ahead=2),
        source="programs that write a line break as two characters",
    ),
    Pattern(
        name="e-mail after a long run",
        entity_type="EMAIL_ADDRESS",
        regex=rf"(?<=[\w.+\-])[\w.+\-]{{120}}@(?:[\w\-]{{1,63}}\.){{1,8}}{_TLD}",
        form=(0.9, 0.9),
        near=Words(("@",), before=120, ahead=-120),
        source="names longer than the standard allows, so that their end is not left standing",
    ),
    Pattern(
        name="e-mail at a number",
        entity_type="EMAIL_ADDRESS",
        regex=r"(?<![\w.+\-])[\w.+\-]{1,64}@\[?(?:\d{1,3}\.){3}\d{1,3}\]?",
        form=(0.85, 0.85),
        near=Words(("@",), before=66, solid=True),
        source="RFC 5321, address literals",
    ),
    Pattern(
        name="e-mail in disguise",
        entity_type="EMAIL_ADDRESS",
        regex=(
            r"(?i)(?<![\w.+\-])[\w+\-]{1,40}(?: ?(?:\.|\(dot\)|\[dot\]|\bdot\b) ?[\w+\-]{1,40}){0,4}"
            r" ?(?:\(at\)|\[at\]|\{at\}|<at>) ?[\w\-]{1,63}(?: ?(?:\.|\(dot\)|\[dot\]|\bdot\b) ?[\w\-]{2,24}){1,4}"
        ),
        form=(0.85, 0.85),
        near=Words(("(at)", "[at]", "{at}", "<at>"), before=230),
        source="the ways in which people hide addresses from machines",
    ),
    Pattern(
        name="telephone in Great Britain",
        entity_type="PHONE_NUMBER",
        regex=rf"{_NOT_BEFORE}(?<!97[89] ){_OPEN}0(?:[ .\-()]{{0,2}}\d){{9,10}}+{_EXTENSION}{_NOT_AFTER}",
        form=(0.4, 0.85),
        check=telephones.british,
        holds=(0.8, 0.95),
        fails=(0.0, 0.8),
        labels=("PHONE_NUMBER",),
        source="Ofcom, National Telephone Numbering Plan",
    ),
    Pattern(
        name="telephone with country code",
        entity_type="PHONE_NUMBER",
        regex=rf"(?<![\w+])(?:\+|(?<!\d[.,])00 ?)[ (]?[1-9](?:[ .\-()/]{{0,2}}\d){{6,15}}+{_EXTENSION}"
        r"(?!\w|-\d|-[A-Za-z]\b)",
        form=(0.5, 0.85),
        check=telephones.international,
        holds=(0.9, 0.97),
        fails=(0.2, 0.6),
        labels=("PHONE_NUMBER",),
        source="ITU-T E.164 and E.123",
    ),
    Pattern(
        name="telephone in North America",
        entity_type="PHONE_NUMBER",
        regex=(
            rf"{_NOT_BEFORE}(?:\+?\d{{1,3}}[ .\-])?(?:\([2-9]\d\d\)[ \-]?\d{{3}}[ .\-]?"
            rf"|[2-9]\d\d([.\-])\d{{3}}\1)\d{{4}}"
            rf"{_EXTENSION}{_NOT_AFTER}"
        ),
        form=(0.5, 0.85),
        check=north_american,
        holds=(0.5, 0.85),
        fails=(0.1, 0.5),
        labels=("PHONE_NUMBER",),
        source="North American Numbering Plan",
    ),
    Pattern(
        name="telephone of Turkey, with nothing else in its field",
        entity_type="PHONE_NUMBER",
        regex=rf"(?<![\s\S])(?:{_TURKEY})[ \-]?\d{{3}}[ \-]?\d{{2}}[ \-]?\d{{2}}(?!\s{{0,3}}\S)",
        form=(0.4, 0.85),
        labels=("PHONE_NUMBER",),
        source="Bilgi Teknolojileri ve İletişim Kurumu, numbering plan",
    ),
    Pattern(
        name="telephone of another country",
        entity_type="PHONE_NUMBER",
        regex=(
            rf"{_NOT_BEFORE}{_OPEN}(?=0(?:[ \-/)]?\d){{7}})"
            rf"0\d{{1,4}}\)?[ \-/]\d{{2,4}}(?:[ \-]?\d{{2,4}}){{1,3}}{_NOT_AFTER}"
        ),
        form=(0.0, 0.6),
        check=telephones.anywhere,
        holds=(0.45, 0.85),
        fails=(0.0, 0.6),
        labels=("PHONE_NUMBER",),
        source="number plans of the countries in telephones.REGIONS",
    ),
    Pattern(
        name="telephone because it says so",
        entity_type="PHONE_NUMBER",
        regex=rf"(?<![\w.+]){_OPEN}\d(?:[ .\-()/]{{0,2}}\d){{5,13}}+{_EXTENSION}(?!\w|-\d|-[A-Za-z]\b)",
        form=(0.0, 0.75),
        check=telephones.no_date,
        labels=("PHONE_NUMBER",),
        source="any run of digits after a word for telephone",
    ),
    Pattern(
        name="telephone extension",
        entity_type="PHONE_NUMBER",
        regex=r"(?i)(?<!\w)(?:ext(?:ension|n)?\.?|internal) ?(?:no\.? ?|number ?)?:? ?(?P<x>\d{3,6})(?![\w.,/]\d|\w)",
        form=(0.6, 0.6),
        near=Words(("ext", "internal")),
        source="house telephones",
    ),
)
