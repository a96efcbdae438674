"""What a policy may say of mail, whatever it is kept in."""

from __future__ import annotations

import msgspec

from redact.media.checklist import Hidden
from redact.media.mail.headers import Headers
from redact.media.source import LARGEST


class MailOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``largest``: bytes above which a file is refused. ``headers``: only the "few" that a reader sees, or "all".

    With "all" the others stay, redacted, save signatures and packed data, which nobody can examine. ``hidden``: what
    becomes of that which a page does not show, and of a text that says something else than the page beside it.
    """

    largest: int = LARGEST
    headers: Headers = "few"
    hidden: Hidden = "by release"
