"""Rows of the table: accounts of people in logs, on command lines and on social networks."""

from __future__ import annotations

import re

from redact.detect.patterns import Pattern, Words

_USER = r"[A-Za-z_][\w.\\@\-]{1,40}\$?"
_NO_USER = r"(?!(?:is|was|and|or|the|a|an|for|to|name|root|has|not|with|from|must|can|pam_\w+)\b)"


def telling_account(text: str) -> bool | None:
    """False for a plain word, which a sentence may go on with; None for one that holds a figure or a mark."""
    return None if re.search(r"[\d._\\@]", text) else False


ROWS = (
    Pattern(
        name="user and machine of a command line",
        entity_type="USERNAME",
        regex=(
            r"(?<![\w@.\-])[A-Za-z_][\w.\-]{0,31}@[\w.\-]{1,62}(?=:[~/][^\s:]{0,80} ?[$#]|(?:[ :]~"
            r"| ~[\w/]{0,40})?\][$#])"
        ),
        form=(0.75, 0.75),
        near=Words(("@",), before=34, solid=True),
        source="the prompt of a shell",
    ),
    Pattern(
        name="user of a web server's log",
        entity_type="USERNAME",
        regex=r"(?<=[\w:]) - (?P<x>(?!-)[\w.@\\\-]{2,64}) \[\d{2}/[A-Z][a-z]{2}/\d{4}:",
        form=(0.85, 0.85),
        near=Words((" - ",)),
        source="NCSA common log format",
    ),
    Pattern(
        name="user in words of a program",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z])(?:logged (?:in|on|out|off) as|signed in as|running as|login as"
            r"|su: \(to \w{1,32}\) |sudo: {1,8}"
            r"|new user: name=|session for|failed for(?= \w{2,32} on /dev))[ \t]{0,3}[\"'`]?"
            rf"(?P<x>{_NO_USER}{_USER})(?![\w=])"
        ),
        form=(0.55, 0.55),
        near=Words(
            (
                *(
                    "logged in as",
                    "logged on as",
                    "logged out as",
                    "signed in as",
                    "running as",
                    "login as",
                    "su: ",
                    "sudo: ",
                ),
                *("new user: name=", "session for", "failed for"),
            ),
        ),
        source="messages of programs",
    ),
    Pattern(
        name="user in words about an account",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z])(?:(?:for|by|as|from|to|the) user|user(?:name)?(?: is| was)?|account name(?: is"
            r"| was)?|user account)"
            rf"[ \t]{{1,3}}(?P<q>[\"'`])?(?P<x>{_NO_USER}{_USER})(?(q)(?P=q))(?![\w=])"
        ),
        form=(0.5, 0.5),
        check=telling_account,
        near=Words(("user", "account name"), before=6),
        source="messages of programs",
    ),
    Pattern(
        name="user who came and went",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z])user (?P<x>[a-z][a-z0-9._\-]{1,31}) (?:from (?=[\w\-.]{0,24}[\d\-])|logged (?:in"
            r"|on|out|off)"
            r"|authenticated|connected|disconnected)"
        ),
        form=(0.55, 0.55),
        near=Words(("user ",)),
        source="messages of programs",
    ),
    Pattern(
        name="user of a directory",
        entity_type="USERNAME",
        regex=r"(?i)(?<![a-z])(?:cn|uid)=(?P<x>[^,=\n]{2,64}),[ ]?(?:ou|dc|o|cn)=",
        form=(0.7, 0.7),
        near=Words(("cn=", "uid=")),
        source="RFC 4514",
    ),
    Pattern(
        name="user in an audit",
        entity_type="USERNAME",
        regex=r"(?<![a-z])(?:acct|auid|ruser|remote_user|suser|duser)=\"?(?P<x>[A-Za-z][\w.@\\\-]{1,63})",
        form=(0.7, 0.7),
        near=Words(("acct=", "auid=", "ruser=", "remote_user=", "suser=", "duser=")),
        source="Linux audit, Common Event Format",
    ),
    Pattern(
        name="user by number and name",
        entity_type="USERNAME",
        regex=r"(?i)(?<![a-z])[er]?[ug]id=\d{1,7}\((?P<x>[\w.\-]{2,40})\)",
        form=(0.75, 0.75),
        near=Words(("uid=", "gid="), before=1),
        source="id(1)",
    ),
    Pattern(
        name="account on a site",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z0-9])(?:twitter|x|facebook|fb|instagram|linkedin|tiktok|github|gitlab|snapchat|t"
            r"|youtube|pinterest|reddit"
            r"|medium|threads|twitch|flickr|tumblr|soundcloud|venmo|cash|paypal|onlyfans|telegram|keybase"
            r"|bsky)\.(?:com|me|net|app|tv|io)"
            r"/(?:in/|u/|user/|add/|profile/|people/|c/|channel/|pub/)?"
            r"(?P<x>[@$]?(?!(?:in|u|user|add|profile|p|share|intent|search|hashtag|home|about|login|help|watch"
            r"|status|groups|events"
            r"|company|r|explore|legal|policies|privacy|terms|settings|sharer)(?![\w.\-]))[\w.\-]{2,60})"
        ),
        form=(0.7, 0.7),
        near=Words((".com/", ".me/", ".net/", ".app/", ".tv/", ".io/"), before=12, solid=True),
        source="addresses of profiles on social networks",
    ),
    Pattern(
        name="handle by its label",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z])(?:twitter|instagram|insta|snapchat|snap|tiktok|telegram|discord|skype|facebook|fb"
            r"|linkedin|github|signal"
            r"|whatsapp|wechat|xbox(?: live)?|psn|steam|reddit|mastodon|bluesky|threads|gamer ?tag|ig(?=:))"
            r"(?: ?(?:handle|user ?name|account|id|name|profile|user|tag))?(?: is"
            r"| was)?[ \t]{0,2}(?:[:=\-][ \t]{0,3}|(?<=is )|(?<=was ))"
            r"[\"']?(?P<x>@?(?!(?:the|a|an|and|or|is|my|his|her|not|https?|www|none"
            r"|null)\b)[A-Za-z0-9_][\w.#\-]{2,40})(?![\w@/])"
        ),
        form=(0.6, 0.6),
        near=Words(
            (
                "twitter",
                "insta",
                "snap",
                "tiktok",
                "telegram",
                "discord",
                "skype",
                "facebook",
                "linkedin",
                "github",
                "signal",
                "whatsapp",
                "wechat",
                "xbox",
                "psn",
                "steam",
                "reddit",
                "mastodon",
                "bluesky",
                "threads",
                "gamer",
                "ig:",
                "fb",
            ),
        ),
        source="how people tell their accounts",
    ),
)
