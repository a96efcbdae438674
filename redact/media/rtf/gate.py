"""The gate: what an RTF file, whoever made it, holds without showing it. Counts things, never tells their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from redact.media import checklist as ask
from redact.media.rtf.groups import first_word, is_harmless, is_plain_style, plain_text
from redact.media.rtf.pieces import Run
from redact.media.rtf.read import read
from redact.media.rtf.tokens import Kind, Tokens, tokens_of
from redact.media.rtf.words import STARRED, STORIES
from redact.types import Unseen

CHECKS = (
    *(ask.METADATA, ask.CUSTOM_DATA, ask.TRACKED, ask.COMMENTS, ask.HIDDEN_TEXT, ask.INVISIBLE, ask.EMBEDDED),
    *(ask.LINKED, ask.CROPPED, ask.TRAILING, ask.DESCRIPTIONS),
)
_GROUPS = {
    "info": (ask.METADATA, "properties: author, dates, title"),
    "userprops": (ask.METADATA, "properties of somebody's own"),
    "generator": (ask.METADATA, "the name of the program"),
    "rsidtbl": (ask.METADATA, "numbers of editing sessions"),
    "revtbl": (ask.TRACKED, "the list of who changed it"),
    "docvar": (ask.CUSTOM_DATA, "a variable"),
    "datastore": (ask.CUSTOM_DATA, "custom data"),
    "themedata": (ask.CUSTOM_DATA, "a theme"),
    "xmlnstbl": (ask.CUSTOM_DATA, "custom data"),
    "datafield": (ask.CUSTOM_DATA, "the data of a field"),
    "formfield": (ask.CUSTOM_DATA, "the settings of a form field"),
    "htmltag": (ask.CUSTOM_DATA, "the page that it was made of"),
    "bkmkstart": (ask.DESCRIPTIONS, "the name of a bookmark"),
    "template": (ask.LINKED, "the address of a template"),
    "filetbl": (ask.LINKED, "the list of files"),
    "mailmerge": (ask.LINKED, "the source of a mail merge"),
    "objdata": (ask.EMBEDDED, "an embedded object"),
    "nonshppict": (ask.EMBEDDED, "the preview of a picture"),
    "shprslt": (ask.EMBEDDED, "the preview of a shape"),
    "fontemb": (ask.EMBEDDED, "an embedded font"),
    "atndate": (ask.COMMENTS, "the date of a comment"),
    "protusertbl": (ask.METADATA, "the list of who may change it"),
    "passwordhash": (ask.METADATA, "a password"),
    "xe": (ask.HIDDEN_TEXT, "an entry of an index"),
    "tc": (ask.HIDDEN_TEXT, "an entry of contents"),
}
_STAY = STARRED | STORIES.keys() | {"falt", "ud", "listname", "liststylename", "blipuid", "picprop"}
_LIGHT = frozenset({"generator", "themedata", "shprslt", "nonshppict"})
_WORDS = {
    "revised": (ask.TRACKED, "a tracked insertion"),
    "deleted": (ask.TRACKED, "a tracked deletion"),
    "mvf": (ask.TRACKED, "a tracked move"),
    "revauth": (ask.TRACKED, "the author of a change"),
    "insrsid": (ask.METADATA, "the number of an editing session"),
    "charrsid": (ask.METADATA, "the number of an editing session"),
}
_CROPS = frozenset("piccropl piccropr piccropt piccropb".split())


def unseen(data: bytes, *, keeps_hidden: bool) -> Iterator[Unseen]:
    """What the file holds without showing it. Raises ``UnreadableError`` for what is no RTF."""
    tokens = tokens_of(data)
    yield from _groups(tokens)
    yield from _words(tokens)
    yield from _hidden(data, serious=not keeps_hidden)
    if behind := len(tokens.behind.strip(b" \t\r\n\0")):
        yield Unseen("bytes behind the end", "the file", behind, check=ask.TRAILING)


def _groups(tokens: Tokens) -> Iterator[Unseen]:
    counts: Counter[tuple[str, str, bool]] = Counter()
    for at in tokens.ends:
        starred, name, _ = first_word(tokens, at)
        counts.update(_found(tokens, at, starred=starred, name=name))
    for (check, kind, serious), amount in counts.items():
        yield Unseen(kind, "the file", amount, serious=serious, check=check)


def _found(tokens: Tokens, at: int, *, starred: bool, name: str) -> list[tuple[str, str, bool]]:
    """What one group fails, and whether that is serious."""
    if name in _GROUPS:
        return [(*_GROUPS[name], name not in _LIGHT)]
    if starred and name not in _STAY:
        return [(ask.CUSTOM_DATA, "what programs keep for themselves", True)]
    if name == "stylesheet":
        names = (plain_text(tokens, inner, "cp1252") for inner in tokens.ends if at < inner < tokens.ends[at])
        own = [style for style in names if not is_plain_style(style.replace("Custom", ""))]
        return [(ask.DESCRIPTIONS, "a style with a name of somebody's own", False)] * len(own)
    if name == "annotation":
        return [(ask.COMMENTS, "a comment", False)]
    return _said(name, plain_text(tokens, at, "cp1252")) if name in {"atnauthor", "fldinst"} else []


def _said(name: str, text: str) -> list[tuple[str, str, bool]]:
    if name == "fldinst" and not is_harmless(text):
        return [(ask.LINKED, "the instruction of a field", True)]
    if name == "atnauthor" and text.strip() not in {"Author", ""}:
        return [(ask.COMMENTS, "the author of a comment", True)]
    return []


def _words(tokens: Tokens) -> Iterator[Unseen]:
    words = Counter(token.name for token in tokens.listed if token.kind is Kind.WORD and token.number != 0)
    for word, (check, kind) in _WORDS.items():
        if words[word]:
            yield Unseen(kind, "the text", words[word], check=check)
    if cropped := sum(words[word] for word in _CROPS):
        yield Unseen("a picture that is cut where it is shown", "the text", cropped, serious=False, check=ask.CROPPED)


def _hidden(data: bytes, *, serious: bool) -> Iterator[Unseen]:
    runs = [piece for piece in read(data).pieces if isinstance(piece, Run) and piece.text.strip()]
    for how, check in (("hidden", ask.HIDDEN_TEXT), ("tiny", ask.INVISIBLE)):
        if amount := sum(len(run.text) for run in runs if run.hidden == how):
            yield Unseen(check, "the text", amount, serious=serious, check=check)
