"""The XML of cells and shared texts, taken for what it is, bytes: its grammar, as programs write it, and its letters.

A sheet of a million cells takes a gigabyte as a tree. Nearly every program writes the same few forms, so patterns read
them where they stand; whatever else XML allows is written anew in these forms first (see ``tidy``).
"""

from __future__ import annotations

import re

from redact.errors import UnreadableError

_LETTERS = rb"[^<&]*+(?:&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});[^<&]*+)*+"
_SPACE = rb'(?: xml:space="preserve")?'
_YES_NO = rb'"(?:\d{1,9}|true|false)"'
_AREA = rb'"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?"'
_FORMULA_MARK = (
    rb' (?:t="(?:shared|array|dataTable|normal)"|(?:ref|r1|r2)=%s|(?:si|ca|aca|bx|dt2D|dtr|del1|del2)=%s)'
    % (_AREA, _YES_NO)
)
FORMULA = rb"<f(?:%s)*+(?: ?/>|>%s</f>)" % (_FORMULA_MARK, _LETTERS)
VALUE = rb"<v%s(?: ?/>|>%s</v>)" % (_SPACE, _LETTERS)
_TEXT = rb"<t%s(?: ?/>|>%s</t>)" % (_SPACE, _LETTERS)
_FORM = rb'<[a-zA-Z]{1,12}(?: [a-zA-Z]{1,12}="[^"<&]{0,240}")*+ ?/>'
_RUN = rb"<r>(?:<rPr ?/>|<rPr>(?:%s)*+</rPr>)?(?:%s)?</r>" % (_FORM, _TEXT)
RICH = rb"(?:%s)?(?:%s)*+" % (_TEXT, _RUN)
INLINE = rb"<is>%s</is>" % RICH
_KINDS = rb'"(?:s|str|inlineStr|n|b|e|d)"'
MARKS = rb'(?: s="\d{1,6}"(?: t=%s)?| t=%s(?: s="\d{1,6}")?)?+' % (_KINDS, _KINDS)
CELL = re.compile(
    rb'(<c(?: r="([A-Z]{1,3})(\d{1,7})")?(%s)(?: ?/>|>(%s)?(%s|%s)?</c>))' % (MARKS, FORMULA, VALUE, INLINE)
)
"""A cell: the whole of it, letters and digits of its place, its marks, its formula, its value or text."""
ROW = re.compile(
    rb"<row((?: (?:r|spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|"
    rb'x14ac:dyDescent)="(?:[\d.:eE+ \-]{0,400}|true|false)")*+)(?:( ?/)>|>)'
)
"""The tag that opens a row: its attributes, and a stroke where the row is empty."""
STRING = re.compile(rb"<si(?: ?/>|>(%s)</si>)" % RICH)
"""One of the texts that cells share."""
_RUNS = re.compile(rb"(<t%s>)(%s)(?=</t>)" % (_SPACE, _LETTERS))
_REFERENCE = re.compile("&(#x)?(#)?([0-9A-Za-z]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ODD = (b"<!", b"<?", b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 13}))
ESCAPE = re.compile("_x(?!005[fF]_)([0-9A-Fa-f]{4})_")
"""A letter as Excel writes one that XML could not hold."""
_ESCAPE = re.compile(rb"_x(?!005[fF]_)[0-9A-Fa-f]{4}_")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TO_ESCAPE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def is_odd(data: bytes) -> bool:
    """Whether there is anything in *data* that patterns should not read: letters in other forms, comments, sections."""
    if any(sign in data for sign in _ODD) or (b"_x" in data and _ESCAPE.search(data)):
        return True
    if len(data.translate(None, _CONTROLS)) < len(data):
        return True
    try:
        return not data.isascii() and not data.decode()
    except UnicodeDecodeError:
        return True


def unescaped(data: bytes) -> str:
    """The letters that a stretch of XML text stands for. Raises ``UnreadableError`` for such as XML cannot hold."""
    text = data.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_letter, text) if "&" in text else text


def escaped(text: str) -> bytes:
    """*text* as XML holds it, with the sign for what it cannot hold."""
    return _ILLEGAL.sub("\ufffd", text).translate(_TO_ESCAPE).encode()


def runs_of(rich: bytes) -> list[bytes]:
    """A text with its forms, cut up: form, run, form, run, form. Runs stand at the odd places, escaped."""
    pieces = _RUNS.split(rich)
    joined = [pieces[0]]
    for tag, letters, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        joined[-1] += tag
        joined += [letters, rest]
    return joined


def shown_in(rich: bytes) -> str:
    """The letters of a text with its forms."""
    if rich.startswith(b"<t>") and rich.count(b"<") == 2:
        return unescaped(rich[3:-4])
    return "".join(map(unescaped, runs_of(rich)[1::2]))


def value_of(body: bytes) -> str:
    """What stands in the value of a cell."""
    return unescaped(body[body.index(b">") + 1 : body.rfind(b"<")]) if body.endswith(b"</v>") else ""


def _letter(match: re.Match[str]) -> str:
    hexadecimal, decimal, digits = match.groups()
    if not hexadecimal and not decimal:
        return _NAMED[digits]
    code = int(digits, 16 if hexadecimal else 10)
    letter = chr(code) if code <= 0x10FFFF else "\0"
    if _ILLEGAL.match(letter):
        raise UnreadableError("damaged inside: a member is no well-formed XML")
    return letter
