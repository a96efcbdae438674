"""A written RTF file as striprtf reads it, and everything that its bytes say, for verification."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator

from redact.errors import UnreadableError
from redact.media.rtf.charsets import charset_codec
from redact.types import Attachment, Modality, Part

_PIECE = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\u(-?\d{1,6}) ?|"
    rb"\\([A-Za-z]{1,64})(-?\d{1,10})? ?|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0])",
    re.DOTALL,
)
_SYMBOLS = dict.fromkeys(b"par cell row sect page line tab nestcell".split(), "\n")
_SYMBOLS |= {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSET = re.compile(rb"\\fcharset(\d{1,3})(?!\d)")
_FIGURES = re.compile(rb"(?:[0-9A-Fa-f]{2}[\r\n ]*){32,}")
_READABLE = re.compile(rb"[\x20-\x7e]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_PICTURE = re.compile(rb"\\pict(?:[^{}]{0,2000}?)\\(pngblip|jpegblip)[^0-9A-Fa-f{}]([0-9A-Fa-f\r\n ]*)\}")
_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")


def reopened(data: bytes) -> tuple[tuple[Part, ...], tuple[Attachment, ...]]:
    """Each line that striprtf shows, then the bytes decoded in two ways; and the pictures.

    Raises ``UnreadableError`` where striprtf cannot read the file.
    """
    lines = [line.strip() for line in re.split(r"[\n|]", _stripped(data))]
    shown = (line for line in lines if line)
    parts = [Part(f"again.p{n}", Modality.TEXT, line, f"line {n} of the copy") for n, line in enumerate(shown, 1)]
    for codec in _codecs(data):
        for key, between in (("joined", ""), ("apart", " ")):
            text = said(data, codec, between)
            parts.append(Part(f"raw.{codec}.{key}", Modality.TEXT, text, "all text of the file", raw=True))
    parts.append(Part("raw.data", Modality.TEXT, "\n".join(_figures(data)), "data of the file", raw=True))
    pictures = enumerate(_PICTURE.finditer(data), 1)
    return tuple(parts), tuple(_attachment(number, match) for number, match in pictures)


def _stripped(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        strip: Callable[..., str] = rtf_to_text
        return str(strip(data.decode("latin-1"), encoding=_codec(data), errors="replace"))
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise UnreadableError(f"striprtf cannot read it ({type(error).__name__})") from None


def said(data: bytes, codec: str, between: str = "") -> str:
    """All text of the file wherever it stands, escaped letters decoded; control words and their numbers left out.

    *between* stands for every brace: with nothing there words are whole that groups cut, with a space names are apart.
    """
    texts, waiting, skip, fallback = list[str](), b"", 0, [1]
    for match in _PIECE.finditer(_FIGURES.sub(b" ", data)):
        figures, number, word, value, symbol, brace, plain = match.groups()
        if (figures or plain) and skip:
            skip -= 1
        elif figures or plain:
            waiting += bytes.fromhex(figures.decode()) if figures else plain
        elif number or word or symbol or brace:
            texts.append(waiting.decode(codec, "replace"))
            waiting, skip = b"", fallback[-1] if number else 0
            texts.append(chr(int(number) % 65536) if number else _SYMBOLS.get(symbol or word, between if brace else ""))
            _follow(fallback, word, value, brace)
    texts.append(waiting.decode(codec, "replace"))
    return "".join(texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _follow(fallback: list[int], word: bytes, value: bytes, brace: bytes) -> None:
    """How many letters after one that is given by its number stand for it, group by group."""
    if brace == b"{":
        fallback.append(fallback[-1])
    elif brace and len(fallback) > 1:
        fallback.pop()
    elif word == b"uc":
        fallback[-1] = max(int(value or 1), 0)


def _codecs(data: bytes) -> list[str]:
    """The code page that the file declares, and those of its fonts."""
    fonts = (charset_codec(int(number)) for number in _CHARSET.findall(data))
    return list(dict.fromkeys([_codec(data), *fonts]))


def _codec(data: bytes) -> str:
    declared = _PAGE.search(data[:4096])
    name = f"cp{int(declared[1])}" if declared else "cp1252"
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def _figures(data: bytes) -> Iterator[str]:
    """What can be read in data that is written in figures, pictures left out: they are looked at as files."""
    rest = _PICTURE.sub(b" ", data)
    for match in _FIGURES.finditer(rest):
        figures = b"".join(match[0].split())
        blob = binascii.unhexlify(figures[: len(figures) // 2 * 2])
        yield from (found[0].decode("ascii") for found in _READABLE.finditer(blob))
        yield from (found[0].decode("utf-16-le") for found in _WIDE.finditer(blob))


def _attachment(number: int, match: re.Match[bytes]) -> Attachment:
    suffix = "png" if match[1] == b"pngblip" else "jpg"
    figures = b"".join(match[2].split())
    return Attachment(
        f"picture{number}", f"picture{number}.{suffix}", binascii.unhexlify(figures[: len(figures) // 2 * 2])
    )
