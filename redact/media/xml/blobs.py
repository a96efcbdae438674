"""Files that stand inside XML, as ``data:`` addresses or in base64: what they are, and how one is written back."""

from __future__ import annotations

import base64
import binascii
import mimetypes
import re
from urllib.parse import unquote_to_bytes

_ADDRESS = re.compile(r"\s*data:(?P<kind>[\w.+/-]*)(?P<rest>[^,]*),(?P<body>.*)", re.IGNORECASE | re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64,}={0,2}\s*")
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"%PDF-", ".pdf"),
    (b"BM", ".bmp"), (b"II*\x00", ".tiff"), (b"MM\x00*", ".tiff"), (b"{\\rtf", ".rtf"), (b"<?xml", ".xml"),
    (b"<html", ".html"), (b"<!DOCTYPE html", ".html"), (b"ID3", ".mp3"), (b"OggS", ".ogg"), (b"fLaC", ".flac"),
    (b"PK\x03\x04", ".zip"),
)  # fmt: skip
_IN_ZIP = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))


def is_blob(words: str) -> bool:
    """Whether a text or a value is one file and nothing else."""
    return bool(_ADDRESS.fullmatch(words)) or bool(_in_base64(words))


def carried(words: str) -> tuple[str, bytes] | None:
    """The ending and the bytes of the file that a value is; ``None`` where it is none. An address may hold none."""
    address = _ADDRESS.fullmatch(words)
    if not address:
        return _in_base64(words)
    ending = mimetypes.guess_extension(address["kind"].casefold()) or ".bin"
    if not address["rest"].casefold().rstrip().endswith(";base64"):
        return ending, unquote_to_bytes(address["body"])
    data = _undone(unquote_to_bytes(address["body"]))
    return (ending if ending != ".bin" else _ending(data) or ending), data


def put_back(words: str, child: tuple[str, bytes] | None) -> str:
    """What stands there once the file came back redacted, in the form that it had; empty where it was withheld."""
    address = _ADDRESS.fullmatch(words)
    if child is None:
        return "data:," if address else ""
    body = base64.b64encode(child[1]).decode("ascii")
    kind = mimetypes.guess_type(child[0])[0] or "application/octet-stream"
    return f"data:{kind};base64,{body}" if address else body


def _in_base64(words: str) -> tuple[str, bytes] | None:
    if not _BASE64.fullmatch(words):
        return None
    data = _undone(words.encode("ascii"))
    ending = _ending(data)
    return (ending, data) if ending else None


def _undone(body: bytes) -> bytes:
    try:
        return base64.b64decode(re.sub(rb"\s+", b"", body) + b"==")
    except binascii.Error:
        return b""


def _ending(data: bytes) -> str:
    for sign, ending in _SIGNS:
        if data.startswith(sign):
            return next((of for name, of in _IN_ZIP if name in data), ending) if ending == ".zip" else ending
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
