"""XML cut into tags, text and the rest, without a parser, so that each knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.errors import UnreadableError

TOKEN = re.compile(
    r"""(?P<text>[^<]++)"""
    r"""|</(?P<close>[^\s>]++)\s*+>"""
    r"""|<!--(?P<comment>.*?)-->"""
    r"""|<!\[CDATA\[(?P<cdata>.*?)\]\]>"""
    r"""|<\?(?P<pi>.*?)\?>"""
    r"""|<!DOCTYPE(?P<doctype>(?:"[^"]*+"|'[^']*+'|[^"'\[>])*+"""
    r"""(?:\[(?P<subset>(?:<!--.*?-->|<\?.*?\?>|"[^"]*+"|'[^']*+'|[^"'\]])*+)\]\s*+)?+)>"""
    r"""|<(?P<open>[^\s/>!?]++)(?P<attributes>(?:"[^"]*+"|'[^']*+'|[^"'/>]|/(?!>))*+)(?P<empty>/)?>""",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"""(?P<name>[^\s="'<>/]++)\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')""")
DECLARATION = re.compile(
    r"""\A<\?xml\s+version=["']1\.[01]["'](?:\s+encoding=["'][\w.:-]{1,40}["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>"""
)


def tokens(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Every token from *at* on. Raises ``UnreadableError`` for what is none."""
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise broken()
        at = match.end()
        yield match


def local(name: str) -> str:
    """The part of a name behind its prefix."""
    return name.rpartition(":")[2]


def broken() -> UnreadableError:
    """What is said of XML that is not well formed."""
    return UnreadableError("broken XML: not well formed", "mend it in the program that wrote it")


def check(text: str) -> None:
    """Raises ``UnreadableError`` for text that is not well formed, by the word of the standard library's parser."""
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    step = 1 << 20
    try:
        for start in range(0, len(text), step):
            parser.Parse(text[start : start + step].encode("utf-8"), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(
            f"broken XML at line {error.lineno}: not well formed", "mend it in the program that wrote it"
        ) from None
    except UnicodeEncodeError:
        raise broken() from None
