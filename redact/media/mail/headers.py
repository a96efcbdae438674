"""The headers of a mail by what they are: those that a reader sees, and those that only machines look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

Headers: TypeAlias = Literal["few", "all"]
"""An option of the handlers of mail: which headers a copy has."""

SHOWN = {
    name.casefold(): name
    for name in (
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Organization", "Comments", "Keywords",
        "Importance", "Priority", "Sensitivity", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc",
        "Resent-Date", "Resent-Reply-To", "Newsgroups", "Followup-To",
    )
}  # fmt: skip
ADDRESSES = frozenset("from sender reply-to to cc bcc".split())
"""Headers that hold addresses, and so do those that begin with "Resent-"."""
STRUCTURE = frozenset(
    "mime-version content-type content-transfer-encoding content-disposition content-id content-description "
    "content-location content-language content-base content-md5 content-duration content-class".split()
)
_OPAQUE = re.compile(
    r"(?:dkim|domainkey|arc|authentication|received-spf|x-google-dkim|x-gm-|x-ms-|x-microsoft-|x-forefront|x-sg-|x-spam"
    r"|x-ironport|x-proofpoint|x-mimecast|x-eopattributed|x-attachment|thread-index|bimi|autocrypt|openpgp|x-face|face"
    r"|x-originalarrivaltime|x-outlook|x-mozilla|status$|x-status|x-uid|x-keywords|content-length|lines$)",
    re.IGNORECASE,
)
_PACKED = re.compile(r"[A-Za-z0-9+/=_-]{40,}")
_KINDS = {
    "bcc": "blind copies (Bcc)",
    "resent-bcc": "blind copies (Bcc)",
    "received": "the way that the mail took (Received)",
    "return-path": "the envelope (Return-Path, Delivered-To)",
    "delivered-to": "the envelope (Return-Path, Delivered-To)",
    "envelope-to": "the envelope (Return-Path, Delivered-To)",
    "x-original-to": "the envelope (Return-Path, Delivered-To)",
    "message-id": "numbers of mails (Message-ID, In-Reply-To, References)",
    "in-reply-to": "numbers of mails (Message-ID, In-Reply-To, References)",
    "references": "numbers of mails (Message-ID, In-Reply-To, References)",
    "thread-index": "numbers and names of threads (Thread-Index, Thread-Topic)",
    "thread-topic": "numbers and names of threads (Thread-Index, Thread-Topic)",
    "user-agent": "programs (User-Agent, X-Mailer)",
    "x-mailer": "programs (User-Agent, X-Mailer)",
    "x-originating-ip": "the sender's machine (X-Originating-IP)",
    "dkim-signature": "signatures of servers (DKIM-Signature)",
    "disposition-notification-to": "receipts (Disposition-Notification-To)",
}


def canonical(name: str) -> str:
    """A header's name as it is usually written."""
    return SHOWN.get(name.casefold()) or "-".join(word.capitalize() for word in name.split("-"))


def is_kept(name: str, value: str, headers: Headers) -> bool:
    """Whether a copy has a header. With "all" still without signatures and packed data, which nobody can examine."""
    low = name.casefold()
    if low in SHOWN:
        return True
    return headers == "all" and low not in STRUCTURE and not _OPAQUE.match(name) and not _PACKED.search(value)


def kind_of(name: str) -> str:
    """What a header that no reader sees is, in plain words; its own name may be somebody's."""
    low = name.casefold()
    if low in _KINDS:
        return _KINDS[low]
    return "of mailing lists (List-…)" if low.startswith("list-") else "other headers (X-…)"


def unseen_kinds(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The kinds of headers among *names* that no reader sees, and how many there are of each."""
    hidden = (name for name in names if name.casefold() not in {*SHOWN, *STRUCTURE})
    yield from Counter(map(kind_of, hidden)).items()
